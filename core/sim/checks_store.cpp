// SPDX-License-Identifier: Apache-2.0
// Rules about what the store keeps.

#include "core/domain/limits.h"
#include "core/sim/auditor.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

/// I1: nothing acknowledged is lost, neither to people nor to nodes.
class AcknowledgedKept final : public Checker {
public:
    using Checker::Checker;

    void acted(const PersonAct& act, Instant now) override {
        if (!act.answer.ok()) {
            return;
        }
        if (std::holds_alternative<ports::requests::Submit>(act.request)) {
            m_submitted.push_back(DeploymentId{act.answer->id});
            if (model().find(m_submitted.back()) == nullptr) {
                report("the accepted deployment " + act.answer->id + " is not in the store", now);
            }
        } else if (const auto* vote = std::get_if<ports::requests::CastVote>(&act.request)) {
            const auto found = model().approvals().find(vote->approval);
            const bool kept = found != model().approvals().end() &&
                              std::any_of(found->second.votes.begin(), found->second.votes.end(),
                                          [&](const CastVote& v) { return v.vote.voter == act.who.user; });
            if (!kept) {
                report("the accepted vote of " + act.who.user.value + " is not in the store", now);
            }
        }
    }

    void delivered(const NodeId& node, const Frame& frame, Instant now) override {
        const auto* const ack = std::get_if<frames::Ack>(&frame);
        const CommandTrack* const track = ack == nullptr ? nullptr : model().command(ack->command);
        if (track == nullptr) {
            return;
        }
        const auto state = world().store.commands.stateOf(track->command.scope.tenant, ack->command);
        const bool known = state.ok();
        if (known && *state != ports::CommandState::Answered) {
            report("node " + node.value + " was told that the receipt of " + ack->command.value +
                       " is stored, and it is not",
                   now);
        }
    }

    void atRest(Instant now) override {
        for (const auto& [id, track] : model().deployments()) {
            compare(id, track, now);
        }
    }

private:
    void compare(const DeploymentId& id, const DeploymentTrack& track, Instant now) {
        const auto stored =
            world().store.store.loadEvents(world().tenant, id, 0, limits::kEventsPerDeploymentMax);
        if (!stored.ok()) {
            report("deployment " + id.value + " cannot be loaded: " + describe(stored.error()), now);
            return;
        }
        if (stored->size() != track.events.size()) {
            report("deployment " + id.value + " has " + std::to_string(stored->size()) + " events, " +
                       std::to_string(track.events.size()) + " were written",
                   now);
            return;
        }
        for (std::size_t i = 0; i < stored->size(); ++i) {
            if ((*stored)[i].version != i + 1 || (*stored)[i].body.index() != track.events[i].body.index()) {
                report("event " + std::to_string(i + 1) + " of " + id.value +
                           " is not the one that was written",
                       now);
                return;
            }
        }
    }

    std::vector<DeploymentId> m_submitted;
};

/// I8: every change has its audit record in the same transaction, and the chain over them holds.
class AuditComplete final : public Checker {
public:
    using Checker::Checker;

    void committed(const ports::Transaction& transaction, Instant now) override {
        const bool changes = !transaction.appends.empty() || !transaction.approvals.empty();
        if (changes && transaction.audit.empty()) {
            std::string what = transaction.appends.empty() ? "an approval" : "deployment ";
            if (!transaction.appends.empty()) {
                what += transaction.appends.front().deployment.value + " (" +
                        std::string(eventName(transaction.appends.front().events.front())) + ")";
            }
            report("a change of " + what + " has no audit record", now);
        }
        for (const AuditRecord& record : transaction.audit) {
            if (record.action.empty() || record.subject.empty() || record.actor.empty()) {
                report("an audit record lacks actor, action or subject: " + record.action, now);
            }
        }
    }

    void atRest(Instant now) override {
        const auto checked = world().reader.verifyAudit(world().tenant);
        if (!checked.ok()) {
            report("the audit chain cannot be checked: " + describe(checked.error()), now);
            return;
        }
        if (checked->firstBroken) {
            report("the audit chain is broken at " + std::to_string(*checked->firstBroken), now);
        }
        if (checked->records != model().auditRecords()) {
            report("there are " + std::to_string(checked->records) + " audit records, " +
                       std::to_string(model().auditRecords()) + " were written",
                   now);
        }
        if (checked->sealedRecords != checked->records) {
            report(std::to_string(checked->records - checked->sealedRecords) +
                       " audit records are not sealed",
                   now);
        }
    }
};

/// I13: limits and quotas are never exceeded.
class Limits final : public Checker {
public:
    using Checker::Checker;

    void committed(const ports::Transaction& transaction, Instant now) override {
        if (transaction.appends.empty()) {
            return;
        }
        std::size_t queued = 0;
        std::size_t active = 0;
        std::map<Scope, std::size_t> activePerScope;
        for (const auto& [id, track] : model().deployments()) {
            queued += track.state == DeploymentState::Queued ? 1 : 0;
            if (track.state != DeploymentState::Queued && !track.terminal()) {
                ++active;
                if (++activePerScope[track.spec.scope] > 1) {
                    report("two deployments are active in " + track.spec.scope.text(), now);
                }
            }
        }
        if (queued > limits::kQueuedDeploymentsMax || active > limits::kRunningDeploymentsMax) {
            report(std::to_string(queued) + " deployments queue and " + std::to_string(active) + " run", now);
        }
        for (const ports::Append& append : transaction.appends) {
            checkInFlight(*model().find(append.deployment), now);
        }
    }

private:
    void checkInFlight(const DeploymentTrack& track, Instant now) {
        std::size_t inFlight = 0;
        for (const auto& [id, node] : track.nodes) {
            const CommandTrack* const latest =
                node.commands.empty() ? nullptr : model().command(node.commands.back());
            const bool gaveUp = m_gaveUp.contains({track.spec.id, id});
            inFlight += latest != nullptr && latest->open() && !gaveUp ? 1 : 0;
        }
        if (inFlight > track.spec.policy.strategy.inFlightMax && !track.rollback) {
            report(std::to_string(inFlight) + " nodes of " + track.spec.id.value + " are in flight, " +
                       std::to_string(track.spec.policy.strategy.inFlightMax) + " may be",
                   now);
        }
    }

    std::set<std::pair<DeploymentId, NodeId>> m_gaveUp;
};

} // namespace

void addStoreCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found) {
    all.push_back(std::make_unique<AcknowledgedKept>("acknowledged-kept", world, found));
    all.push_back(std::make_unique<AuditComplete>("audit-complete", world, found));
    all.push_back(std::make_unique<Limits>("limits", world, found));
}

} // namespace hotswap::sim
