// SPDX-License-Identifier: Apache-2.0
#pragma once
// The agent's side of one shim: starts it with a module, or finds it again after the agent was away.

#include "core/codec/file_io.h"
#include "core/node/reactor.h"

#include <filesystem>
#include <sys/types.h>

namespace hotswap::node {

/// A socket on its way to or from a shim; the label says which one it is, see socketLabel().
struct LabelledSocket {
    std::string label;
    int fd = -1; ///< not owned
};

/// A module to be run under a new shim.
struct SpawnOrder {
    std::filesystem::path shim;    ///< program
    std::filesystem::path slotDir; ///< shim.sock and log are made there
    std::filesystem::path workDir;
    std::vector<std::string> argv;        ///< first: absolute path
    std::vector<std::string> environment; ///< NAME=value
    std::vector<LabelledSocket> listen;   ///< for the module, in LISTEN_FDS order
    std::vector<LabelledSocket> held;     ///< only kept by the shim
};

class SlotProcess {
public:
    /// `detail`: "exit status 3", "signal 9", "its shim ended". Called once, from the reactor.
    using Ended = std::function<void(const std::string& detail)>;
    struct Found {
        std::unique_ptr<SlotProcess> process;
        std::vector<std::pair<std::string, codec::Descriptor>> sockets; ///< label, socket
    };

    /// Errors: NotFound (no such program), LimitExceeded (more sockets than a shim holds), IoError.
    static Result<std::unique_ptr<SlotProcess>> spawn(Reactor& reactor, const SpawnOrder& order);
    /// Meets the shim of a slot again. Errors: NotFound when there is none or its module has ended (the shim
    /// is then told to go), Timeout, IoError.
    static Result<Found> find(Reactor& reactor, const std::filesystem::path& slotDir);

    /// Leaves shim and module alone: they outlive the agent.
    ~SlotProcess();
    SlotProcess(const SlotProcess&) = delete;
    SlotProcess& operator=(const SlotProcess&) = delete;

    void onEnded(Ended ended) { m_ended = std::move(ended); }
    /// Signals the module; the shim kills it when the grace is over. Its end comes through onEnded().
    void stop(int signal, Duration grace);

private:
    SlotProcess(Reactor& reactor, codec::Descriptor link, pid_t shim);
    void onReadable();
    void ended(const std::string& detail);
    void reap();

    Reactor& m_reactor;
    codec::Descriptor m_link;
    pid_t m_shim; ///< our child; -1: adopted, somebody else reaps it
    Ended m_ended;
};

} // namespace hotswap::node
