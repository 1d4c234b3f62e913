// SPDX-License-Identifier: Apache-2.0
#include "core/engine/gate_evaluator.h"

#include <algorithm>

namespace hotswap::engine {

namespace {

std::string describeFact(const NodeFact& fact) {
    std::string text = "node " + std::string(nodeStateName(fact.state));
    switch (fact.running) {
    case Running::Nothing: text += ", runs nothing"; break;
    case Running::New: text += ", runs the new release"; break;
    case Running::Stable: text += ", runs the stable release"; break;
    case Running::Other: text += ", runs another release"; break;
    }
    return text + (fact.healthy ? ", probes pass" : ", probes fail");
}

} // namespace

NodeGate gateInFlight(const NodeProgress& node, Instant now) {
    if (now < node.giveUpAt) {
        return {NodeGate::Word::Wait, node.giveUpAt, ErrorCode::Timeout, {}};
    }
    return {NodeGate::Word::Unknown, kNever, ErrorCode::Timeout, "no answer within the node command limit"};
}

NodeGate gateSettling(const NodeProgress& node, const NodeFact& fact, const GatePolicy& gate,
                      Duration activeNow, bool clockRuns, Instant now) {
    const Duration left = node.activeSince + gate.healthyDeadline - activeNow;
    if (fact.runsWell(Running::New)) {
        const Instant settled = std::max(fact.since, node.commandedAt) + gate.minHealthyTime;
        return now >= settled ? NodeGate{NodeGate::Word::Healthy, kNever, ErrorCode::Timeout, {}}
                              : NodeGate{NodeGate::Word::Wait, settled, ErrorCode::Timeout, {}};
    }
    if (left <= Duration::zero()) {
        return {NodeGate::Word::Failed, kNever, ErrorCode::Timeout,
                "not healthy within the healthy deadline: " + describeFact(fact)};
    }
    return {NodeGate::Word::Wait, clockRuns ? now + left : kNever, ErrorCode::Timeout, {}};
}

NodeGate gateBroken(const NodeFact& fact, const GatePolicy& gate, Instant now) {
    const bool gone = !fact.reachable();
    if (gone && gate.offlineNodes == GatePolicy::OfflineNodes::Skip) {
        return {}; // reported by its state; policy says that it does not count
    }
    if (fact.known && (fact.state == NodeState::Draining || fact.state == NodeState::Drained)) {
        return {}; // a person took it out of service
    }
    const Instant deadline = fact.since + gate.healthyDeadline;
    if (!gone && now < deadline) {
        return {NodeGate::Word::Wait, deadline, ErrorCode::Timeout, {}};
    }
    return {NodeGate::Word::Failed, kNever, gone ? ErrorCode::Unavailable : ErrorCode::Timeout,
            "health broke: " + describeFact(fact)};
}

} // namespace hotswap::engine
