// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands to nodes and the receipts they answer with (design: node.md, Link to the gateway).

#include "core/domain/ids.h"
#include "core/domain/module.h"
#include "core/domain/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotswap {

/// Fencing token: orders every leader's term over all takeovers and failovers. Generation is bumped when the
/// store's identity changes (1 in memory); epoch at each takeover of the scope.
struct Fence {
    std::uint64_t generation = 0;
    std::uint64_t epoch = 0;
    auto operator<=>(const Fence&) const = default;
};

/// What a node is asked to do to one module.
enum class CommandAction {
    Apply,   ///< fetch, verify, unpack, start in the idle slot, probe, switch, watch
    Prepare, ///< as Apply up to healthy in the idle slot, without traffic (blue-green)
    Switch,  ///< give the prepared or still warm slot the traffic
    Discard, ///< stop and remove a prepared slot that got no traffic
    Revert,  ///< back to the named earlier release, from the warm slot when it is still there
    Remove,  ///< stop and remove the module (rolling back a first release)
    // Node-wide, in the scope of kNodeWideModule (core/domain/fleet_order.h):
    Drain,   ///< take the node out of its load balancer, confirmed; it stays out until Undrain
    Undrain, ///< put it back, confirmed
    // Of a module's scope:
    Stop, ///< stop the line: give up what has not switched; answered when nothing of the scope runs here
};

/// A person's signed vote on a plan; travels with commands so that nodes can check it themselves.
/// `bytes` is the canonical form of Vote (core/codec/vote_codec.h).
struct SignedVote {
    std::string bytes;
    KeyId key;
    std::string signature; ///< 64 bytes, raw
    bool operator==(const SignedVote&) const = default;
};

/// What the leader wants one node to do. The canonical bytes of this are signed by the orchestrator key.
struct Command {
    CommandId id;
    NodeId node;
    Scope scope;
    DeploymentId deployment;
    Release release; ///< the release to end on; empty digest for Remove
    CommandAction action = CommandAction::Apply;
    Digest planDigest;
    std::vector<SignedVote> votes;
    Fence fence;
    Instant notAfter{}; ///< at most limits::kCommandLifetimeMax ahead; later the node refuses
    Duration minHealthyTime{10'000};
    Duration healthyDeadline{300'000};
    bool operator==(const Command&) const = default;
};

/// A command as it is stored, delivered and checked: gateways forward these bytes unchanged.
struct SignedCommand {
    CommandId id;
    NodeId node;
    std::string bytes; ///< canonical JSON of Command
    KeyId key;
    std::string signature;
    bool operator==(const SignedCommand&) const = default;
};

/// How a command ended on its node. Exactly one per command.
enum class ReceiptOutcome {
    Applied,  ///< the release of the command serves (Prepare: is healthy in the idle slot)
    Reverted, ///< it was tried, a probe failed, and the previous release serves again
    Failed,   ///< nothing that serves was changed
    Refused,  ///< the command was not accepted: see `reason`
    Broken,   ///< neither the new nor the previous release serves: needs intervention
};

/// A node's answer to one command, signed by the node's key over its canonical form.
struct Receipt {
    CommandId command;
    NodeId node;
    Scope scope;
    ReceiptOutcome outcome = ReceiptOutcome::Failed;
    ErrorCode reason = ErrorCode::Internal; ///< meaningful unless Applied
    std::string detail; ///< technical, for the event log: "probe http /health: status 500"
    Release running;    ///< what serves after the command; empty digest: nothing
    Fence fence;
    Duration took{};
    Duration switchTook{}; ///< length of the switch window; 0 when no switch happened
    std::string signature; ///< raw, by the node's key; empty where the link itself is trusted (simulation)
    bool operator==(const Receipt&) const = default;
};

} // namespace hotswap
