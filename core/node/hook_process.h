// SPDX-License-Identifier: Apache-2.0
#pragma once
// One program of a release at work for the agent: a hook or an exec probe. Run without a shell, in a process
// group of its own, with a time limit; its output is kept within bounds.

#include "core/codec/file_io.h"
#include "core/node/reactor.h"

#include <filesystem>
#include <optional>
#include <sys/types.h>

namespace hotswap::node {

struct HookOrder {
    std::filesystem::path folder;         ///< working directory
    std::vector<std::string> argv;        ///< first: a path inside `folder`
    std::vector<std::string> environment; ///< NAME=value, nothing else is handed on
    Duration timeout{60'000};
    /// What becomes of processes it leaves behind when it ends well. A start hook may leave a daemon; after a
    /// failure and at the time limit nothing stays.
    enum class Leftovers { Ended, Kept } leftovers = Leftovers::Ended;
};

/// How it ended: nothing when it exited with 0. Errors: Timeout, Unavailable with "exit status 3" or
/// "signal 9", IoError when it could not be started.
struct HookEnd {
    std::optional<Error> error;
    std::string output; ///< the last bytes of what it wrote, at most kHookOutputBytesMax
};

inline constexpr std::size_t kHookOutputBytesMax = 8 * 1024;

class HookProcess {
public:
    using Done = std::function<void(HookEnd)>;

    /// Begins at once. `done` is called once, from the reactor, never from here; it may destroy this.
    HookProcess(Reactor& reactor, const HookOrder& order, Done done);
    /// Kills it with everything it started.
    ~HookProcess();
    HookProcess(const HookProcess&) = delete;
    HookProcess& operator=(const HookProcess&) = delete;

private:
    bool spawn(const HookOrder& order);
    void readOutput();
    void onExit();
    void killAll();
    void end(std::optional<Error> error);

    Reactor& m_reactor;
    Done m_done;
    HookOrder::Leftovers m_leftovers;
    pid_t m_pid = -1;
    codec::Descriptor m_pidFd;
    codec::Descriptor m_pipe;
    std::string m_output;
    Reactor::TimerId m_timer = 0;
};

/// The last line with text in it, at most 200 characters; for sentences about a failure.
std::string lastLine(std::string_view output);

} // namespace hotswap::node
