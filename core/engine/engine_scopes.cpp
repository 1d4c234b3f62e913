// SPDX-License-Identifier: Apache-2.0
// What there is to lead: scopes with work, their leases, their fleets.
#include "core/domain/limits.h"
#include "core/engine/engine_core.h"

#include <algorithm>
#include <utility>

namespace hotswap::engine {

void Engine::Impl::findWork() {
    const auto scopes = m_ports.store.scopesWithWork();
    if (!scopes.ok()) {
        return; // the slow poll asks again
    }
    for (const Scope& scope : *scopes) {
        if (leads(scope.environment)) {
            scopeOf(scope).stale = true;
        }
    }
}

ScopeState& Engine::Impl::scopeOf(const Scope& scope) {
    auto& state = m_scopes[scope];
    if (!state) {
        state = std::make_unique<ScopeState>();
        state->scope = scope;
    }
    return *state;
}

Run* Engine::Impl::findRun(const DeploymentId& id, ScopeState** scope) {
    const auto it = m_scopeOfRun.find(id);
    if (it == m_scopeOfRun.end()) {
        return nullptr;
    }
    if (scope != nullptr) {
        *scope = it->second;
    }
    for (auto& run : it->second->runs) {
        if (run->id == id) {
            return run.get();
        }
    }
    return nullptr;
}

Engine::Impl::Fleet& Engine::Impl::fleetOf(const ScopeState& scope) {
    return m_fleets[{scope.scope.tenant, scope.scope.environment}];
}

void Engine::Impl::readScope(ScopeState& scope) {
    const Instant store = m_ports.storeClock.now();
    scope.retryAt = kNever;
    const auto found = m_ports.store.scopeDeployments(scope.scope);
    if (!found.ok()) {
        scope.retryAt = store + m_options.leaseMargin;
        scope.stale = true;
        return;
    }
    scope.stale = false;
    scope.stable = found->stable;
    scope.hasOrders = found->hasOrders && m_ports.orders != nullptr;
    scope.ordersDirty = true;
    std::vector<std::unique_ptr<Run>> runs;
    for (const DeploymentId& id : found->active) {
        const auto known = std::find_if(scope.runs.begin(), scope.runs.end(),
                                        [&](const auto& run) { return run && run->id == id; });
        if (known != scope.runs.end()) {
            runs.push_back(std::move(*known));
        } else {
            runs.push_back(std::make_unique<Run>());
            runs.back()->id = id;
            runs.back()->inputs.termSince = m_now;
        }
        runs.back()->dirty = true;
        m_scopeOfRun[id] = &scope;
    }
    for (const auto& run : scope.runs) {
        if (run) {
            m_scopeOfRun.erase(run->id);
            m_deadlines.remove(run->id);
        }
    }
    scope.runs = std::move(runs);
    if (scope.parked && (scope.hasOrders || hasNews(scope))) {
        scope.parked = false;
    }
    if (scope.hasWork() && !scope.parked) {
        ensureLease(scope);
    }
}

/// Whether a parked scope has something that its leader does not know yet. Reading takes no lease.
bool Engine::Impl::hasNews(const ScopeState& scope) {
    for (const auto& run : scope.runs) {
        const std::uint64_t before = run->deployment ? run->deployment->version() : 0;
        run->eventsStale = true;
        if (!loadEvents(scope, *run) || run->deployment->version() != before) {
            return true;
        }
        run->dirty = false;
    }
    return false;
}

bool Engine::Impl::ensureLease(ScopeState& scope) {
    const Instant store = m_ports.storeClock.now();
    if (scope.lease && store + m_options.leaseMargin < scope.lease->expiresAt) {
        return true;
    }
    if (store < scope.restingUntil) {
        scope.retryAt = scope.restingUntil;
        return false;
    }
    const auto lease = m_ports.leases.acquire(scope.scope, m_options.holder, m_options.leaseLength);
    if (!lease.ok()) {
        endTerm(scope, LeadershipChange::Kind::Lost);
        scope.retryAt = store + m_options.leaseLength / 2;
        return false;
    }
    const bool newTerm = !scope.lease || scope.lease->fence != lease->fence;
    const auto before = std::exchange(scope.generation, lease->fence.generation);
    if (before != 0 && before != scope.generation) {
        endTerm(scope, LeadershipChange::Kind::Lost);
        forgetMemory(scope);
        scope.retryAt = store; // the list of its deployments is read first
        return false;
    }
    scope.lease = *lease;
    scope.retryAt = kNever;
    m_renewAt = std::min(m_renewAt, store + m_options.leaseLength / 3);
    if (newTerm) {
        for (auto& run : scope.runs) {
            run->eventsStale = run->receiptsStale = run->factsStale = run->dirty = true;
            run->inputs.termSince = m_now;
        }
        scope.fencing = true;
        if (m_options.leadershipChanged) {
            m_options.leadershipChanged(
                {LeadershipChange::Kind::Begun, scope.scope, scope.lease->fence, {}, {}});
        }
    }
    return true;
}

/// After a failover what is stored may be less than what was known.
void Engine::Impl::forgetMemory(ScopeState& scope) {
    scope.stale = true;
    scope.parked = false;
    for (auto& run : scope.runs) {
        m_deadlines.remove(run->id);
        run->reload();
    }
    Fleet& fleet = fleetOf(scope);
    fleet.mirror = {};
    fleet.stale = true;
}

/// From here on nothing is issued for the scope.
void Engine::Impl::endTerm(ScopeState& scope, LeadershipChange::Kind why) {
    if (!scope.lease) {
        return;
    }
    const Duration left = scope.lease->expiresAt - m_ports.storeClock.now();
    const LeadershipChange change{why, scope.scope, scope.lease->fence, left, scope.leftWhenIssued};
    scope.lease.reset();
    if (m_options.leadershipChanged) {
        m_options.leadershipChanged(change);
    }
}

/// Nodes that may be at work for an earlier term are told at once that it is over.
void Engine::Impl::fenceOpenCommands(ScopeState& scope) {
    scope.fencing = false;
    if (m_ports.nodes == nullptr) {
        return;
    }
    std::vector<NodeId> nodes;
    for (const auto& run : scope.runs) {
        if (!run->deployment) {
            continue;
        }
        for (const NodeStep step : {NodeStep::InFlight, NodeStep::GoingBack, NodeStep::Stuck}) {
            for (const std::uint32_t index : run->deployment->nodes().in(step)) {
                nodes.push_back(run->deployment->nodes().at(index).id);
            }
        }
    }
    if (!nodes.empty()) {
        m_ports.nodes->fence(nodes, scope.scope, scope.lease->fence);
    }
}

void Engine::Impl::renewWhenDue() {
    if (m_ports.storeClock.now() >= m_renewAt) {
        renewLeases();
    }
}

void Engine::Impl::renewLeases() {
    const Instant store = m_ports.storeClock.now();
    const auto held = m_ports.leases.renewAll(m_options.holder, m_options.leaseLength);
    m_renewAt = kNever;
    for (auto& [name, scope] : m_scopes) {
        if (!scope->lease) {
            continue;
        }
        m_renewAt = store + m_options.leaseLength / 3;
        if (!held.ok()) {
            continue; // issuing stops by itself when the lease nears its end
        }
        const auto lease =
            std::find_if(held->begin(), held->end(), [&](const ports::Lease& l) { return l.scope == name; });
        if (lease != held->end() && lease->fence == scope->lease->fence) {
            scope->lease = *lease;
            if (lease->handOverAsked) {
                handOver(*scope);
            }
        } else {
            loseLease(*scope);
        }
    }
}

void Engine::Impl::take(ScopeState& scope, const ports::StreamHint& leaseHint) {
    const Instant store = m_ports.storeClock.now();
    if (scope.lease) {
        if (leaseHint.version == 0) {
            m_renewAt = std::min(m_renewAt, store); // whether it is asked for is in the row
        }
        return;
    }
    if (leaseHint.version > scope.handedOver.epoch) {
        scope.restingUntil = {}; // another had its turn
    }
    if (!scope.parked) {
        scope.retryAt = store;
    }
}

/// The last tick is complete and committed: the next leader goes on where it ended.
void Engine::Impl::handOver(ScopeState& scope) {
    scope.handedOver = scope.lease->fence;
    // A lease that cannot be given back runs out by itself.
    static_cast<void>(m_ports.leases.release(scope.scope, m_options.holder));
    endTerm(scope, LeadershipChange::Kind::Released);
    loseLease(scope);
    scope.restingUntil = m_ports.storeClock.now() + 2 * m_options.leaseLength;
    scope.retryAt = scope.restingUntil;
}

void Engine::Impl::loseLease(ScopeState& scope) {
    endTerm(scope, LeadershipChange::Kind::Lost);
    scope.retryAt = m_ports.storeClock.now() + m_options.leaseLength / 2;
    for (auto& run : scope.runs) {
        m_deadlines.remove(run->id);
        run->reload();
    }
}

void Engine::Impl::forget(ScopeState& scope) {
    for (const auto& run : scope.runs) {
        m_scopeOfRun.erase(run->id);
        m_deadlines.remove(run->id);
    }
    scope.runs.clear();
    if (scope.lease) {
        // A lease that cannot be given back runs out by itself.
        static_cast<void>(m_ports.leases.release(scope.scope, m_options.holder));
        endTerm(scope, LeadershipChange::Kind::Released);
    }
}

void Engine::Impl::refreshFleets() {
    std::set<FleetKey> wanted;
    for (const auto& [name, scope] : m_scopes) {
        if (scope->lease) {
            wanted.insert({name.tenant, name.environment});
        }
    }
    for (auto it = m_fleets.begin(); it != m_fleets.end();) {
        const bool kept = wanted.contains(it->first) || it->second.frozen;
        it = kept ? std::next(it) : m_fleets.erase(it);
    }
    for (const FleetKey& key : wanted) {
        Fleet& fleet = m_fleets[key];
        if (!fleet.stale) {
            continue;
        }
        const auto delta = m_ports.fleet.nodesSince(key.first, key.second, fleet.mirror.version());
        if (!delta.ok()) {
            continue; // still stale: asked again with the next tick
        }
        fleet.stale = false;
        updateFacts(key, fleet, fleet.mirror.apply(*delta));
    }
}

void Engine::Impl::updateFacts(const FleetKey& key, const Fleet& fleet,
                               const std::vector<const Node*>& changed) {
    for (auto& [name, scope] : m_scopes) {
        if (FleetKey{name.tenant, name.environment} != key) {
            continue;
        }
        scope->ordersDirty = scope->ordersDirty || (scope->waitsForNodes && !changed.empty());
        for (auto& run : scope->runs) {
            if (!run->deployment || run->factsStale) {
                run->dirty = run->dirty || !changed.empty();
                continue;
            }
            RunFacts& facts = run->facts;
            const bool counts = facts.servingNodes != fleet.mirror.serving() ||
                                facts.environmentNodes != fleet.mirror.total();
            facts.servingNodes = fleet.mirror.serving();
            facts.environmentNodes = fleet.mirror.total();
            run->dirty = run->dirty || counts;
            for (const Node* node : changed) {
                run->dirty = facts.update(*run->deployment, *node, m_now) || run->dirty;
            }
        }
    }
}

void Engine::Impl::expireApprovals() {
    const Instant store = m_ports.storeClock.now();
    const auto expired = m_ports.store.expiredApprovals(store, limits::kPageRowsMax);
    if (!expired.ok()) {
        return;
    }
    for (const Approval& approval : *expired) {
        ScopeState* scope = nullptr;
        Run* run = findRun(approval.deployment, &scope);
        if (run == nullptr) {
            continue;
        }
        scope->parked = false;
        if (ensureLease(*scope) && refresh(*scope, *run) && run->deployment->pendingApproval() != nullptr) {
            m_runner.expire(*scope, *run, approval, m_now);
            run->dirty = true;
        }
    }
}

/// When the next approval that this engine knows of runs out; one that could not be ended now is tried again
/// soon.
void Engine::Impl::noteExpiries(Instant store) {
    m_expiryAt = kNever;
    for (const auto& [name, scope] : m_scopes) {
        for (const auto& run : scope->runs) {
            const ApprovalProgress* pending = run->deployment ? run->deployment->pendingApproval() : nullptr;
            if (pending != nullptr) {
                const Instant at =
                    pending->expiresAt > store ? pending->expiresAt : store + m_options.leaseMargin;
                m_expiryAt = std::min(m_expiryAt, at);
            }
        }
    }
}

} // namespace hotswap::engine
