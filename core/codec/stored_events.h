// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fields of every kind of event. Where one has a person behind it, the field is "by".

#include "core/codec/stored_fields.h"

namespace hotswap::codec {

template <class A>
void fields(A& a, Stored<A, events::Submitted> v) {
    a("spec", v.spec), a("plan", v.plan);
}
template <class A>
void fields(A& a, Stored<A, events::Started> v) {
    a("plan", v.plan), a("stable", v.stable);
}
template <class A>
void fields(A& a, Stored<A, events::StageChanged> v) {
    a("stage", v.stage), a("state", v.state), a("detail", v.detail);
}
template <class A>
void fields(A& a, Stored<A, events::CheckFinished> v) {
    a("stage", v.stage), a("check", v.check), a("passed", v.passed), a("output", v.output), a("took", v.took);
}
template <class A>
void fields(A& a, Stored<A, events::ApprovalRequested> v) {
    a("approval", v.approval), a("planDigest", v.planDigest), a("expiresAt", v.expiresAt);
}
template <class A>
void fields(A& a, Stored<A, events::ApprovalDecided> v) {
    a("approval", v.approval), a("state", v.state), a("by", v.by), a("reason", v.reason), a("votes", v.votes);
}
template <class A>
void fields(A& a, Stored<A, events::WaveStarted> v) {
    a("wave", v.wave);
}
template <class A>
void fields(A& a, Stored<A, events::NodeCommanded> v) {
    a("node", v.node), a("command", v.command), a("action", v.action), a("wave", v.wave);
    a("rollback", v.rollback), a("giveUpAt", v.giveUpAt);
}
template <class A>
void fields(A& a, Stored<A, events::NodeAnswered> v) {
    a("node", v.node), a("command", v.command), a("outcome", v.outcome), a("reason", v.reason);
    a("detail", v.detail), a("running", v.running), a("sequence", v.sequence);
}
template <class A>
void fields(A& a, Stored<A, events::NodeBecameHealthy> v) {
    a("node", v.node);
}
template <class A>
void fields(A& a, Stored<A, events::NodeFailed> v) {
    a("node", v.node), a("reason", v.reason), a("detail", v.detail), a("outcomeUnknown", v.outcomeUnknown);
}
template <class A>
void fields(A& a, Stored<A, events::NodeSkipped> v) {
    a("node", v.node), a("why", v.why), a("by", v.by);
}
template <class A>
void fields(A& a, Stored<A, events::BakeStarted> v) {
    a("wave", v.wave), a("length", v.length);
}
template <class A>
void fields(A& a, Stored<A, events::WaveJudged> v) {
    a("wave", v.wave), a("verdict", v.verdict), a("final", v.final);
}
template <class A>
void fields(A& a, Stored<A, events::WavePassed> v) {
    a("wave", v.wave);
}
template <class A>
void fields(A& a, Stored<A, events::Paused> v) {
    a("reason", v.reason), a("by", v.by), a("detail", v.detail);
}
template <class A>
void fields(A& a, Stored<A, events::PauseEnded> v) {
    a("reason", v.reason), a("by", v.by);
}
template <class A>
void fields(A& a, Stored<A, events::Promoted> v) {
    a("by", v.by), a("fully", v.fully), a("reason", v.reason);
}
template <class A>
void fields(A& a, Stored<A, events::AbortRequested> v) {
    a("by", v.by), a("reason", v.reason);
}
template <class A>
void fields(A& a, Stored<A, events::RollbackStarted> v) {
    a("reason", v.reason), a("detail", v.detail), a("nodes", v.nodes), a("target", v.target), a("by", v.by);
}
template <class A>
void fields(A& a, Stored<A, events::NodeStuck> v) {
    a("node", v.node), a("reason", v.reason), a("detail", v.detail);
}
template <class A>
void fields(A& a, Stored<A, events::InterventionNeeded> v) {
    a("nodes", v.nodes);
}
template <class A>
void fields(A& a, Stored<A, events::RetryRequested> v) {
    a("by", v.by), a("nodes", v.nodes);
}
template <class A>
void fields(A& a, Stored<A, events::RollbackRequested> v) {
    a("by", v.by), a("reason", v.reason);
}
template <class A>
void fields(A& a, Stored<A, events::AcceptedAsItIs> v) {
    a("by", v.by), a("reason", v.reason);
}
/// `by` is a deployment here, not a person.
template <class A>
void fields(A& a, Stored<A, events::Superseded> v) {
    a("deployment", v.by);
}
template <class A>
void fields(A& a, Stored<A, events::Finished> v) {
    a("state", v.state), a("reason", v.reason), a("detail", v.detail);
}
template <class A>
void fields(A& a, Stored<A, events::NodeReturned> v) {
    a("node", v.node), a("command", v.command);
}
template <class A>
void fields(A& a, Stored<A, events::NodesJoined> v) {
    a("nodes", v.nodes);
}

} // namespace hotswap::codec
