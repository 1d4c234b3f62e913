// SPDX-License-Identifier: Apache-2.0
// Rules about how everything looks once faults have stopped.

#include "core/sim/auditor.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

/// I15: once faults stop, everything that is not at its end gets there in bounded time.
class Liveness final : public Checker {
public:
    using Checker::Checker;

    void atRest(Instant now) override {
        for (const auto& [id, track] : model().deployments()) {
            if (!track.terminal()) {
                report("deployment " + id.value + " is still " +
                           std::string(deploymentStateName(track.state)) + pauseText(track),
                       now);
            }
        }
        for (std::size_t i = 0; i < world().fleet->size(); ++i) {
            const SimNode& node = world().fleet->at(i);
            if (node.agent() != nullptr && !node.agent()->openCommands().empty()) {
                report("node " + node.id().value + " still works on a command", now);
            }
        }
    }

private:
    static std::string pauseText(const DeploymentTrack& track) {
        std::string text;
        for (const PauseReason reason : track.pauses) {
            text += (text.empty() ? " (" : ", ") + std::string(pauseReasonName(reason));
        }
        return text.empty() ? text : text + ")";
    }
};

/// I17: what nodes run is what the scope is stable on, and it serves.
class DesiredIsActual final : public Checker {
public:
    using Checker::Checker;

    void atRest(Instant now) override {
        std::set<Scope> scopes;
        for (const auto& [id, track] : model().deployments()) {
            scopes.insert(track.spec.scope);
        }
        for (const Scope& scope : scopes) {
            check(scope, now);
        }
    }

private:
    /// Nodes that the last deployment of the scope left out on purpose keep what they had.
    std::set<NodeId> leftOut(const Scope& scope) const {
        std::set<NodeId> nodes;
        for (const auto& [id, track] : model().deployments()) {
            if (track.spec.scope != scope) {
                continue;
            }
            nodes.insert(track.plan.skipped.begin(), track.plan.skipped.end());
            for (const auto& [node, at] : track.nodes) {
                if (at.skipped) {
                    nodes.insert(node);
                }
            }
        }
        return nodes;
    }

    void check(const Scope& scope, Instant now) {
        const auto known = world().store.store.scopeDeployments(scope);
        const bool accepted =
            std::any_of(model().deployments().begin(), model().deployments().end(), [&](const auto& each) {
                return each.second.spec.scope == scope && each.second.accepted;
            });
        if (!known.ok() || accepted) {
            return;
        }
        const Digest stable = known->stable ? known->stable->digest : Digest{};
        const std::set<NodeId> out = leftOut(scope);
        for (std::size_t i = 0; i < world().fleet->size(); ++i) {
            const SimNode& node = world().fleet->at(i);
            if (node.environment() != scope.environment || out.contains(node.id())) {
                continue;
            }
            const Release current = node.host().current(scope.module);
            if (current.digest != stable) {
                report("node " + node.id().value + " runs " + current.version.text() + " of " +
                           scope.module.value + ", stable is " +
                           (known->stable ? known->stable->version.text() : "nothing"),
                       now);
            } else if (!stable.empty() && !node.host().serving(scope.module)) {
                report("node " + node.id().value + " does not serve " + scope.module.value, now);
            }
        }
    }
};

} // namespace

void addRestCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found) {
    all.push_back(std::make_unique<Liveness>("liveness", world, found));
    all.push_back(std::make_unique<DesiredIsActual>("desired-is-actual", world, found));
}

} // namespace hotswap::sim
