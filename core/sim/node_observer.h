// SPDX-License-Identifier: Apache-2.0
#pragma once
// What can be seen of simulated nodes from outside, for auditors: facts of the machine, never the agent's
// opinion.

#include "core/domain/frame.h"
#include "core/node/host.h"
#include "core/node/journal.h"

namespace hotswap::sim {

/// How a node came to a stop.
enum class CrashKind {
    Agent, ///< the agent only; modules live on under their shims
    Host,  ///< the whole machine
};

/// Why a module began or ceased to serve.
enum class ServingCause {
    Agent, ///< by what the agent asked of its machine
    Fault, ///< by a crash or a probe that lies
};

/// All calls come from the simulation's thread, while the world is not changing.
class NodeObserver {
public:
    virtual ~NodeObserver() = default;
    /// A record became durable.
    virtual void journalled(const NodeId&, const node::JournalRecord&, Instant) {}
    /// A process of `release` was started in a slot; `unpacked`: whether it had been checked and unpacked
    /// whole.
    virtual void started(const NodeId&, const Release&, bool /*unpacked*/, Instant) {}
    /// `current` points at another release; empty digest: at nothing.
    virtual void currentChanged(const NodeId&, const ModuleName&, const Release& /*before*/,
                                const Release& /*after*/, Instant) {}
    /// The module answers traffic with passing probes, or no longer does.
    virtual void servingChanged(const NodeId&, const ModuleName&, bool /*serving*/, ServingCause, Instant) {}
    virtual void crashed(const NodeId&, CrashKind, Instant) {}
    /// The agent runs again after a crash.
    virtual void recovered(const NodeId&, Instant) {}
    /// A frame was handed to the node's agent.
    virtual void delivered(const NodeId&, const Frame&, Instant) {}
    /// A frame came from the node's agent.
    virtual void sent(const NodeId&, const Frame&, Instant) {}
};

} // namespace hotswap::sim
