// SPDX-License-Identifier: Apache-2.0
#include "core/node/prober.h"

namespace hotswap::node {

Prober::Prober(Reactor& reactor, std::vector<ProbeSpec> specs, std::map<std::string, sockaddr_in> ports,
               ProbeSurroundings surroundings, Changed changed)
    : m_reactor(reactor),
      m_ports(std::move(ports)),
      m_surroundings(std::move(surroundings)),
      m_changed(std::move(changed)),
      m_probes(specs.size()) {
    for (std::size_t i = 0; i < specs.size(); ++i) {
        m_probes[i].spec = std::move(specs[i]);
        m_probes[i].timer = m_reactor.after({}, [this, i] { ask(i); });
    }
    if (m_probes.empty()) {
        m_first = m_reactor.after({}, [this] { tell(); });
    }
}

Prober::~Prober() {
    m_reactor.cancel(m_first);
    for (auto& probe : m_probes) {
        m_reactor.cancel(probe.timer);
    }
}

void Prober::ask(std::size_t index) {
    One& probe = m_probes[index];
    const auto done = [this, index](Result<LocalAnswer> result) { answered(index, result); };
    if (probe.spec.kind == ProbeSpec::Kind::Exec) {
        const HookOrder order{m_surroundings.folder, probe.spec.argv, m_surroundings.environment,
                              probe.spec.timeout};
        probe.process = std::make_unique<HookProcess>(m_reactor, order, [done](HookEnd end) {
            const std::string said = lastLine(end.output);
            if (end.error && !said.empty()) {
                end.error->detail += ": " + said;
            }
            done(end.error ? Result<LocalAnswer>(*end.error) : Result<LocalAnswer>(LocalAnswer{}));
        });
        return;
    }
    const auto port = m_ports.find(probe.spec.socket);
    if (port == m_ports.end()) {
        answered(index, makeError(ErrorCode::NotFound, "no socket " + probe.spec.socket));
        return;
    }
    LocalExchange::Request request;
    request.address = port->second;
    request.timeout = probe.spec.timeout;
    if (probe.spec.kind == ProbeSpec::Kind::Http) {
        request.path = probe.spec.path;
    }
    probe.exchange = std::make_unique<LocalExchange>(m_reactor, std::move(request), done);
}

void Prober::answered(std::size_t index, const Result<LocalAnswer>& result) {
    One& probe = m_probes[index];
    probe.failure = probeFailure(probe.spec, result);
    // The finished exchange is replaced by the next one: not here, where its own call is still running.
    probe.timer = m_reactor.after(probe.spec.interval, [this, index] { ask(index); });
    tell();
}

void Prober::tell() {
    bool complete = true;
    std::string detail;
    for (const auto& probe : m_probes) {
        complete = complete && probe.failure.has_value();
        if (probe.failure && !probe.failure->empty()) {
            detail = *probe.failure;
            break;
        }
    }
    const bool healthy = detail.empty();
    if ((healthy && !complete) || m_told == healthy) {
        return;
    }
    m_told = healthy;
    m_changed(healthy, detail);
}

std::string probeFailure(const ProbeSpec& spec, const Result<LocalAnswer>& result) {
    switch (spec.kind) {
    case ProbeSpec::Kind::Exec:
        return result ? std::string{} : "probe exec " + spec.argv[0] + ": " + result.error().detail;
    case ProbeSpec::Kind::Tcp:
        return result ? std::string{} : "probe tcp " + spec.socket + ": " + result.error().detail;
    case ProbeSpec::Kind::Http: break;
    }
    const std::string name = "probe http " + spec.path + ": ";
    if (!result) {
        return name + result.error().detail;
    }
    if (result->status != spec.expectStatus) {
        return name + "status " + std::to_string(result->status);
    }
    if (!spec.expectBody.empty() && result->body.find(spec.expectBody) == std::string::npos) {
        return name + "the body does not contain \"" + spec.expectBody + "\"";
    }
    return {};
}

} // namespace hotswap::node
