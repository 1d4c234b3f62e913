// SPDX-License-Identifier: Apache-2.0
// Rules about how a rollout moves.

#include "core/sim/auditor.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

using S = DeploymentState;

/// The transitions that semantics.md allows, written down a second time.
bool allowed(S from, S to) {
    switch (from) {
    case S::Queued: return to == S::Running || to == S::Failed || to == S::Aborted;
    case S::Running:
        return to == S::Paused || to == S::WaitingForApproval || to == S::RollingBack || to == S::Succeeded ||
               to == S::Failed || to == S::Aborted;
    case S::Paused:
    case S::WaitingForApproval:
        return to == S::Running || to == S::RollingBack || to == S::Failed || to == S::Aborted ||
               (from == S::WaitingForApproval && to == S::Paused);
    case S::RollingBack: return to == S::RolledBack || to == S::Aborted || to == S::NeedsIntervention;
    case S::NeedsIntervention: return to == S::RollingBack || to == S::RolledBack || to == S::Aborted;
    case S::Succeeded: return to == S::RollingBack;
    case S::Failed:
    case S::Aborted:
    case S::RolledBack: break;
    }
    return false;
}

/// I6: states move along the table, and what is stored is what the events say.
class Transitions final : public Checker {
public:
    using Checker::Checker;

    void committed(const ports::Transaction& transaction, Instant now) override {
        for (const StateStep& step : model().steps()) {
            if (!allowed(step.from, step.to)) {
                report("deployment " + step.deployment.value + " went from " +
                           std::string(deploymentStateName(step.from)) + " to " +
                           std::string(deploymentStateName(step.to)) + " by " + step.event,
                       now);
            }
        }
        for (const ports::Append& append : transaction.appends) {
            const DeploymentTrack& track = *model().find(append.deployment);
            if (append.summary.state != track.state) {
                report("deployment " + append.deployment.value + " is stored as " +
                           std::string(deploymentStateName(append.summary.state)) + ", its events say " +
                           std::string(deploymentStateName(track.state)) + " after " +
                           std::string(eventName(append.events.back())),
                       now);
            }
        }
    }
};

/// A paused deployment starts nothing, nor does one that is waiting, aborted, going back or at its end.
class PausedIsStill final : public Checker {
public:
    using Checker::Checker;

    void committed(const ports::Transaction& transaction, Instant now) override {
        for (const ports::Append& append : transaction.appends) {
            const DeploymentTrack& track = *model().find(append.deployment);
            for (const DeploymentEventBody& event : append.events) {
                const auto* const commanded = std::get_if<events::NodeCommanded>(&event);
                if (commanded != nullptr && !commanded->rollback && isForward(commanded->action)) {
                    check(track, *commanded, now);
                }
            }
        }
    }

private:
    void check(const DeploymentTrack& track, const events::NodeCommanded& commanded, Instant now) {
        const bool alreadyAsked =
            std::count(track.nodes.at(commanded.node).commands.begin(),
                       track.nodes.at(commanded.node).commands.end(), commanded.command) > 1;
        if (track.state != S::Running && track.state != S::WaitingForApproval && !alreadyAsked) {
            report("deployment " + track.spec.id.value + " is " +
                       std::string(deploymentStateName(track.state)) + " and started node " +
                       commanded.node.value,
                   now);
        } else if (track.abortRequested) {
            report("deployment " + track.spec.id.value + " was aborted and started node " +
                       commanded.node.value,
                   now);
        }
    }
};

/// Rolling back covers every node that may have changed, and ends with none of them on the bad release.
class RollbackCovers final : public Checker {
public:
    using Checker::Checker;

    void committed(const ports::Transaction& transaction, Instant now) override {
        for (const ports::Append& append : transaction.appends) {
            const DeploymentTrack& track = *model().find(append.deployment);
            for (const DeploymentEventBody& event : append.events) {
                if (const auto* back = std::get_if<events::RollbackStarted>(&event)) {
                    covers(track, *back, now);
                } else if (const auto* finished = std::get_if<events::Finished>(&event)) {
                    ended(track, *finished, now);
                }
            }
        }
    }

private:
    void covers(const DeploymentTrack& track, const events::RollbackStarted& back, Instant now) {
        for (const auto& [id, node] : track.nodes) {
            const bool named = std::find(back.nodes.begin(), back.nodes.end(), id) != back.nodes.end();
            if (mayHaveChanged(node) && !named) {
                report("rolling back " + track.spec.id.value + " leaves out " + id.value +
                           ", which may have changed",
                       now);
            }
        }
        if (back.target && back.target->digest == track.spec.release.release.digest) {
            report("rolling back " + track.spec.id.value + " aims at the release that failed", now);
        }
        if (back.target != track.spec.stable) {
            report("rolling back " + track.spec.id.value + " does not aim at the stable release", now);
        }
    }

    /// Every forward command but those that were never delivered or were refused.
    bool mayHaveChanged(const NodeTrack& node) const {
        return std::any_of(node.commands.begin(), node.commands.end(), [&](const CommandId& id) {
            const CommandTrack* const track = model().command(id);
            return track != nullptr && !track->rollback && isForward(track->command.action) &&
                   !track->returned && !(track->answered && node.lastForward == ReceiptOutcome::Refused);
        });
    }

    void ended(const DeploymentTrack& track, const events::Finished& finished, Instant now) {
        if (finished.state == S::Succeeded || track.accepted || !track.started) {
            return;
        }
        for (const auto& [id, node] : track.nodes) {
            SimNode* const machine = world().fleet->find(id);
            const Release current = machine->host().current(track.spec.scope.module);
            if (node.forward && current.digest == track.spec.release.release.digest && !movedOn(track)) {
                report("deployment " + track.spec.id.value + " ended as " +
                           std::string(deploymentStateName(finished.state)) + " while " + id.value +
                           " runs its release",
                       now);
            }
        }
    }

    /// The same release had been stable before: then it is no wonder to find it.
    static bool movedOn(const DeploymentTrack& track) {
        return track.spec.stable && track.spec.stable->digest == track.spec.release.release.digest;
    }
};

/// The rollout never takes the environment below its availability floor by its own doing.
class AvailabilityFloor final : public Checker {
public:
    using Checker::Checker;

    void servingChanged(const NodeId& node, const ModuleName& module, bool serving, ServingCause cause,
                        Instant now) override {
        if (serving || cause == ServingCause::Fault) {
            m_down.erase({node, module});
            return;
        }
        m_down.insert({node, module});
        for (const auto& [id, track] : model().deployments()) {
            const auto at = track.nodes.find(node);
            // A first release that is taken back by its node leaves it as it was: serving nothing.
            const bool served = track.spec.stable.has_value();
            if (served && at != track.nodes.end() && track.spec.scope.module == module &&
                takenDownBy(at->second)) {
                check(track, node, now);
            }
        }
    }

private:
    /// A forward command of the deployment is at work on the node.
    bool takenDownBy(const NodeTrack& node) const {
        const CommandTrack* const latest =
            node.commands.empty() ? nullptr : model().command(node.commands.back());
        return latest != nullptr && latest->open() && !latest->rollback && isForward(latest->command.action);
    }

    void check(const DeploymentTrack& track, const NodeId& node, Instant now) {
        std::size_t nodes = 0;
        std::size_t byRollout = 0;
        for (std::size_t i = 0; i < world().fleet->size(); ++i) {
            const SimNode& each = world().fleet->at(i);
            if (each.environment() != track.spec.scope.environment) {
                continue;
            }
            ++nodes;
            const auto at = track.nodes.find(each.id());
            const bool down = m_down.contains({each.id(), track.spec.scope.module});
            byRollout += down && at != track.nodes.end() && takenDownBy(at->second) ? 1 : 0;
        }
        const std::uint64_t percent = track.spec.policy.gate.availabilityFloorPercent;
        const std::size_t floor = (nodes * percent + 99) / 100;
        if (byRollout > 1 && nodes - byRollout < floor) {
            report("deployment " + track.spec.id.value + " took down " + std::to_string(byRollout) + " of " +
                       std::to_string(nodes) + " nodes at once, " + node.value + " last; the floor is " +
                       std::to_string(floor),
                   now);
        }
    }

    std::set<std::pair<NodeId, ModuleName>> m_down; ///< by their agents' doing
};

} // namespace

void addRolloutCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found) {
    all.push_back(std::make_unique<Transitions>("transitions", world, found));
    all.push_back(std::make_unique<PausedIsStill>("paused-is-still", world, found));
    all.push_back(std::make_unique<RollbackCovers>("rollback-covers", world, found));
    all.push_back(std::make_unique<AvailabilityFloor>("availability-floor", world, found));
}

} // namespace hotswap::sim
