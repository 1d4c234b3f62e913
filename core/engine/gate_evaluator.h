// SPDX-License-Identifier: Apache-2.0
#pragma once
// The health gate, node by node: has it stayed healthy long enough, or has it run out of time? Pure.

#include "core/domain/deployment.h"
#include "core/engine/run_facts.h"

#include <string>

namespace hotswap::engine {

/// What the gate says about one node.
struct NodeGate {
    enum class Word {
        Wait,    ///< nothing to say before `at`
        Healthy, ///< settled: it stayed healthy for minHealthyTime without a break
        Failed,  ///< its health broke for too long, or never came
        Unknown, ///< its command ran out of time
    };
    Word word = Word::Wait;
    Instant at = kNever;
    ErrorCode reason = ErrorCode::Timeout;
    std::string detail;
};

/// A node with a command: only the command's own limit counts.
NodeGate gateInFlight(const NodeProgress& node, Instant now);

/// A node that applied: minHealthyTime without a break, or the healthy deadline in active time (`activeNow`
/// is Deployment::activeTime(now)).
NodeGate gateSettling(const NodeProgress& node, const NodeFact& fact, const GatePolicy& gate,
                      Duration activeNow, bool clockRuns, Instant now);

/// A node that was healthy and is not: it has the healthy deadline to come back. Offline ones count by
/// policy.
NodeGate gateBroken(const NodeFact& fact, const GatePolicy& gate, Instant now);

} // namespace hotswap::engine
