// SPDX-License-Identifier: Apache-2.0
#pragma once
// Asks one running slot all its probes, each at its own interval, and tells when the common answer changes.

#include "core/domain/module.h"
#include "core/node/local_exchange.h"

#include <filesystem>
#include <sys/types.h>

namespace hotswap::node {

/// An exec probe at work: the process and its end.
class ProbeProcess {
public:
    using Done = std::function<void(Result<LocalAnswer>)>;

    /// Runs `argv` (first: a path inside `folder`) with this working directory and nothing on its streams.
    /// Exit status 0 is success. Killed at the time limit and on destruction.
    ProbeProcess(Reactor& reactor, const std::filesystem::path& folder, const ProbeSpec& spec, Done done);
    ~ProbeProcess();
    ProbeProcess(const ProbeProcess&) = delete;
    ProbeProcess& operator=(const ProbeProcess&) = delete;

private:
    void onExit();
    void kill();
    void end(Result<LocalAnswer> result);

    Reactor& m_reactor;
    Done m_done;
    pid_t m_pid = -1;
    codec::Descriptor m_pidFd;
    Reactor::TimerId m_timer = 0;
};

/// Probes of one slot from its start to its stop.
class Prober {
public:
    using Changed = std::function<void(bool healthy, const std::string& detail)>;

    /// `ports`: addresses of the slot's probe sockets by name. Without probes a running slot counts as
    /// healthy.
    Prober(Reactor& reactor, std::vector<ProbeSpec> specs, std::map<std::string, sockaddr_in> ports,
           std::filesystem::path folder, Changed changed);
    ~Prober();
    Prober(const Prober&) = delete;
    Prober& operator=(const Prober&) = delete;

private:
    struct One {
        ProbeSpec spec;
        std::optional<std::string> failure; ///< empty text: passed; none: no answer yet
        std::unique_ptr<LocalExchange> exchange;
        std::unique_ptr<ProbeProcess> process;
        Reactor::TimerId timer = 0;
    };

    void ask(std::size_t index);
    void answered(std::size_t index, const Result<LocalAnswer>& result);
    void tell();

    Reactor& m_reactor;
    std::map<std::string, sockaddr_in> m_ports;
    std::filesystem::path m_folder;
    Changed m_changed;
    std::vector<One> m_probes;
    Reactor::TimerId m_first = 0;
    std::optional<bool> m_told;
};

/// Why an answer does not satisfy a probe; empty: it does.
std::string probeFailure(const ProbeSpec& spec, const Result<LocalAnswer>& result);

} // namespace hotswap::node
