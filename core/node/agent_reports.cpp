// SPDX-License-Identifier: Apache-2.0
// What a node tells without being commanded: heartbeats, measurements, receipts that nobody has confirmed,
// and lines for people; and what it asks of a release before it is started.
#include "core/node/agent_core.h"

#include <algorithm>

namespace hotswap::node {

void NodeAgent::Core::send(Frame frame) {
    if (m_ready) {
        m_ports.link.send(std::move(frame));
    }
}

void NodeAgent::Core::say(const ModuleName& module, std::string text) {
    text.resize(std::min(text.size(), limits::kLogLineBytesMax));
    frames::LogLine line{module, std::move(text)};
    if (m_ports.log) {
        m_ports.log(line);
    }
    if (m_ready) {
        m_ports.link.send(std::move(line));
        return;
    }
    if (m_lines.size() >= m_config.times.logLinesMax) {
        m_lines.pop_front();
    }
    m_lines.push_back(std::move(line));
}

/// A module's own lines are kept in its log on this machine; without a gateway they are not kept here too.
void NodeAgent::Core::forward(const HostLine& line) {
    if (line.origin == HostLine::Origin::Host) {
        say(line.module, line.text);
        return;
    }
    send(frames::LogLine{line.module, line.text.substr(0, limits::kLogLineBytesMax)});
}

void NodeAgent::Core::heartbeat() {
    if (!m_ready) {
        return;
    }
    const HostLoad load = m_ports.host.load();
    frames::Heartbeat beat;
    beat.state = state(load);
    beat.modules = modules();
    beat.cpuPercent = load.cpuPercent;
    beat.memoryPercent = load.memoryPercent;
    m_told = beat.modules;
    m_toldOutOfService = m_drain.state();
    m_nextHeartbeat = m_now + m_heartbeatInterval;
    m_ports.link.send(std::move(beat));
}

void NodeAgent::Core::heartbeatIfChanged() {
    const bool moved = m_drain.state() != m_toldOutOfService;
    if (m_ready && (moved || (std::exchange(m_touched, false) && modules() != m_told))) {
        heartbeat();
    }
}

NodeState NodeAgent::Core::state(const HostLoad& load) const {
    if (const auto out = m_drain.state()) {
        return *out;
    }
    const auto& times = m_config.times;
    const bool loaded =
        load.cpuPercent > times.degradedLoadPercent || load.memoryPercent > times.degradedLoadPercent;
    const bool failing = m_recentRequests >= times.degradedRequestsMin &&
                         static_cast<double>(m_recentErrors) >
                             times.degradedErrorShare * static_cast<double>(m_recentRequests);
    const bool sick = std::any_of(m_runners.begin(), m_runners.end(),
                                  [](const auto& entry) { return entry.second.sick(); });
    return loaded || failing || sick ? NodeState::Degraded : NodeState::Running;
}

void NodeAgent::Core::setTelemetryInterval(Duration interval) {
    if (interval != m_telemetryInterval) {
        m_telemetryInterval = interval;
        m_ports.host.setTelemetryInterval(interval);
    }
}

void NodeAgent::Core::telemetry() {
    if (m_now >= m_askUntil) {
        setTelemetryInterval(m_config.times.telemetry);
    }
    m_nextTelemetry = m_now + m_telemetryInterval;
    frames::Telemetry report;
    report.samples = m_ports.host.takeSamples();
    if (report.samples.empty()) {
        return;
    }
    m_recentRequests = 0;
    m_recentErrors = 0;
    for (Sample& sample : report.samples) {
        sample.node = m_config.node;
        sample.start = storeNow() - sample.length;
        m_recentRequests += sample.requests;
        m_recentErrors += sample.errors;
    }
    send(std::move(report));
}

void NodeAgent::Core::resendReceipts() {
    for (const auto& id : m_log.unacked()) {
        if (const auto* ended = m_log.findEnded(id)) {
            send(frames::ReceiptFrame{ended->receipt});
        }
    }
    const bool more = (m_ready && !m_log.unacked().empty()) || !m_unsaved.empty();
    m_nextReceipts = more ? m_now + m_config.times.receiptRetry : kNever;
}

std::uint64_t NodeAgent::Core::begin(HostStep step) {
    step.id = ++m_lastStep;
    m_steps.emplace(step.id, step.module);
    m_ports.host.begin(step);
    return step.id;
}

Status NodeAgent::Core::admit(const ReleaseFacts& facts) const {
    const NodeFacts host = m_ports.host.facts();
    Error unmet = makeError(ErrorCode::NeedsUnmet);
    const auto lacks = [&unmet](const std::string& field, const std::string& needed, const std::string& has) {
        unmet.fields[field] = needed;
        unmet.detail += (unmet.detail.empty() ? "" : "; ") + field + ": " + needed + " needed, " + has;
    };
    const auto need = [&](const char* field, std::uint64_t needed, std::uint64_t has) {
        if (needed > has) {
            lacks(field, std::to_string(needed), "the node has " + std::to_string(has));
        }
    };
    need("needs.memoryMiB", facts.needs.memoryMiB, host.memoryMiB);
    need("needs.cpuMilli", facts.needs.cpuMilli, host.cpuMilli);
    need("needs.diskMiB", facts.needs.diskMiB, host.diskFreeMiB);
    for (const auto& dependency : facts.dependencies) {
        const auto it = m_runners.find(dependency.module);
        const Release none;
        const Release& runs = it == m_runners.end() ? none : it->second.running();
        if (runs.digest.empty()) {
            lacks("dependencies." + dependency.module.value, dependency.range.text(), "none runs here");
        } else if (!dependency.range.contains(runs.version)) {
            lacks("dependencies." + dependency.module.value, dependency.range.text(),
                  runs.version.text() + " runs here");
        }
    }
    return unmet.fields.empty() ? success() : Status(unmet);
}

} // namespace hotswap::node
