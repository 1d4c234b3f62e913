// SPDX-License-Identifier: Apache-2.0
#pragma once
// Asks one running slot all its probes, each at its own interval, and tells when the common answer changes.

#include "core/domain/module.h"
#include "core/node/hook_process.h"
#include "core/node/local_exchange.h"

namespace hotswap::node {

/// What exec probes run with.
struct ProbeSurroundings {
    std::filesystem::path folder;         ///< of the release: their working directory
    std::vector<std::string> environment; ///< NAME=value
};

/// Probes of one slot from its start to its stop.
class Prober {
public:
    using Changed = std::function<void(bool healthy, const std::string& detail)>;

    /// `ports`: addresses of the slot's probe sockets by name. Without probes a running slot counts as
    /// healthy.
    Prober(Reactor& reactor, std::vector<ProbeSpec> specs, std::map<std::string, sockaddr_in> ports,
           ProbeSurroundings surroundings, Changed changed);
    ~Prober();
    Prober(const Prober&) = delete;
    Prober& operator=(const Prober&) = delete;

private:
    struct One {
        ProbeSpec spec;
        std::optional<std::string> failure; ///< empty text: passed; none: no answer yet
        std::unique_ptr<LocalExchange> exchange;
        std::unique_ptr<HookProcess> process;
        Reactor::TimerId timer = 0;
    };

    void ask(std::size_t index);
    void answered(std::size_t index, const Result<LocalAnswer>& result);
    void tell();

    Reactor& m_reactor;
    std::map<std::string, sockaddr_in> m_ports;
    ProbeSurroundings m_surroundings;
    Changed m_changed;
    std::vector<One> m_probes;
    Reactor::TimerId m_first = 0;
    std::optional<bool> m_told;
};

/// Why an answer does not satisfy a probe; empty: it does.
std::string probeFailure(const ProbeSpec& spec, const Result<LocalAnswer>& result);

} // namespace hotswap::node
