// SPDX-License-Identifier: Apache-2.0
// One deployment at a time: bring memory up to date, decide, act, until nothing is left to do.
#include "core/domain/limits.h"
#include "core/engine/engine_core.h"

#include <algorithm>
#include <iterator>

namespace hotswap::engine {

namespace {

constexpr Duration kRetrySoon{1'000}; // after a fault of the store; its own retries are shorter

} // namespace

void Engine::Impl::drive(ScopeState& scope) {
    if (scope.parked || !scope.lease) {
        return;
    }
    if (scope.fencing) {
        const bool loaded = std::all_of(scope.runs.begin(), scope.runs.end(),
                                        [&](const auto& run) { return loadEvents(scope, *run); });
        if (loaded) {
            fenceOpenCommands(scope);
        }
    }
    if (!driveOrders(scope) || !scope.lease) {
        return;
    }
    // The end of one deployment is the beginning of the next: go round until nothing is dirty.
    for (std::size_t pass = 0; pass <= scope.runs.size() && scope.lease; ++pass) {
        for (const auto& run : scope.runs) {
            if (run->eventsStale && !loadEvents(scope, *run)) {
                retrySoon(*run);
            }
        }
        for (std::size_t i = 0; i < scope.runs.size(); ++i) {
            Run& run = *scope.runs[i];
            if (run.dirty && scope.lease) {
                driveRun(scope, run);
            }
        }
        const bool over = std::any_of(scope.runs.begin(), scope.runs.end(), [](const auto& run) {
            return run->deployment && isTerminal(run->deployment->state());
        });
        if (!over) {
            break;
        }
        readScope(scope);
        if (scope.stale) {
            return;
        }
    }
    park(scope);
}

bool Engine::Impl::loadEvents(const ScopeState& scope, Run& run) {
    if (!run.eventsStale) {
        return true;
    }
    std::vector<DeploymentEvent> first;
    while (true) {
        const std::uint64_t after = run.deployment ? run.deployment->version() : first.size();
        const auto events =
            m_ports.store.loadEvents(scope.scope.tenant, run.id, after, limits::kEventsPerAppendMax);
        if (!events.ok()) {
            return false;
        }
        if (run.deployment) {
            for (const DeploymentEvent& event : *events) {
                const Status taken = run.deployment->apply(event);
                HS_INVARIANT(taken.ok(), describe(taken.error()).c_str());
            }
            const bool replanned = std::any_of(events->begin(), events->end(), [](const DeploymentEvent& e) {
                return std::holds_alternative<events::Started>(e.body) ||
                       std::holds_alternative<events::NodesJoined>(e.body);
            });
            run.factsStale = run.factsStale || replanned;
        } else {
            first.insert(first.end(), events->begin(), events->end());
        }
        if (events->size() < limits::kEventsPerAppendMax) {
            break;
        }
    }
    if (!run.deployment) {
        auto folded = Deployment::fold(first);
        HS_INVARIANT(folded.ok(), describe(folded.error()).c_str());
        run.deployment = std::move(*folded);
        run.factsStale = true;
        for (const auto& other : scope.runs) {
            other->dirty = true; // whose turn it is may have become clear
        }
    }
    run.eventsStale = false;
    return true;
}

bool Engine::Impl::loadReceipts(Run& run) {
    if (!run.receiptsStale) {
        return true;
    }
    if (run.deployment->state() == DeploymentState::Queued) {
        run.receiptsStale = false; // nothing was commanded yet
        return true;
    }
    auto receipts =
        m_ports.commands.receiptsOf(run.deployment->spec().scope.tenant, run.id,
                                    run.deployment->receiptsUpTo(), limits::kEventsPerAppendMax / 2);
    if (!receipts.ok()) {
        return false;
    }
    run.receiptsStale = receipts->size() == limits::kEventsPerAppendMax / 2;
    run.inputs.receipts = std::move(*receipts);
    return true;
}

/// Brings memory up to what is stored. False when the store cannot be read now.
bool Engine::Impl::refresh(ScopeState& scope, Run& run) {
    if (!loadEvents(scope, run) || !loadReceipts(run)) {
        return false;
    }
    Fleet& fleet = fleetOf(scope);
    if (fleet.stale) {
        refreshFleets();
        if (fleetOf(scope).stale) {
            return false;
        }
    }
    if (run.factsStale) {
        run.facts.rebuild(*run.deployment, fleetOf(scope).mirror, m_now);
        run.factsStale = false;
    }
    return true;
}

bool Engine::Impl::isItsTurn(const ScopeState& scope, const Run& run) const {
    const Run* oldestQueued = nullptr;
    for (const auto& other : scope.runs) {
        if (!other->deployment || isActive(other->deployment->state())) {
            return false; // one is active, or may be
        }
        if (isTerminal(other->deployment->state())) {
            return false; // just ended: what is stable now is not read yet
        }
        if (oldestQueued == nullptr && other->deployment->state() == DeploymentState::Queued) {
            oldestQueued = other.get();
        }
    }
    return oldestQueued == &run;
}

void Engine::Impl::planAnew(const ScopeState& scope, Run& run) {
    const DeploymentSpec& spec = run.deployment->spec();
    const PlanRequest request{spec.scope,   &spec.release,  scope.stable,
                              &spec.policy, &spec.selector, fleetOf(scope).mirror.all()};
    auto planned = plan(request, m_ports.hash);
    if (planned.ok()) {
        run.inputs.freshPlan = std::move(*planned);
    } else {
        run.inputs.planRefused = planned.error();
    }
}

void Engine::Impl::prepare(ScopeState& scope, Run& run) {
    DeploymentView& view = run.inputs;
    Fleet& fleet = fleetOf(scope);
    view.deployment = &*run.deployment;
    view.facts = &run.facts;
    view.fleet = &fleet.mirror;
    view.frozen = fleet.frozen;
    view.stable = scope.stable;
    // A refusal is told by a pause; where nothing is claimed it says nothing.
    const bool told = run.deployment->isPausedBy(PauseReason::Capacity) ||
                      run.deployment->state() != DeploymentState::Running;
    view.capacityRefused = view.capacityRefused && !told;
    view.isItsTurn = isItsTurn(scope, run);
    view.freshPlan.reset();
    view.planRefused.reset();
    view.newer.reset();
    if (view.isItsTurn) {
        planAnew(scope, run);
    }
    for (const auto& other : scope.runs) {
        if (other->deployment && other->deployment->spec().supersedes == run.id &&
            !isTerminal(other->deployment->state())) {
            view.newer = other->id;
        }
    }
    for (const std::string& key : view.checksToRepeat) {
        view.checksStarted.erase(key);
    }
    view.checksToRepeat.clear();
}

/// After a decision was taken into memory.
void Engine::Impl::settle(Run& run, const Decision& decision) {
    const bool replanned = std::any_of(decision.events.begin(), decision.events.end(), [](const auto& body) {
        return std::holds_alternative<events::Started>(body) ||
               std::holds_alternative<events::NodesJoined>(body);
    });
    run.factsStale = run.factsStale || replanned;
}

void Engine::Impl::retrySoon(Run& run) {
    run.dirty = false;
    m_deadlines.set(run.id, m_now + kRetrySoon);
}

/// What is decided one after the other is committed together: a chain of steps is one flush, and commands
/// are on their way after it.
void Engine::Impl::driveRun(ScopeState& scope, Run& run) {
    EffectRunner::Batch batch;
    std::vector<CheckOutcome> checks; // recorded in the batch
    for (std::size_t round = 0; round < limits::kRoundsPerTickMax; ++round) {
        const bool leads = ensureLease(scope);
        if (!batch.isEmpty() && !(leads && scope.lease->fence == batch.fence)) {
            batch = {}; // decided in a term that is over
            giveUp(run, checks);
        }
        if (!leads) {
            return; // still dirty: driven again under the next lease
        }
        if (!refresh(scope, run)) {
            renewLeases(); // the connection may be gone, and with it the lead
            if (!scope.lease) {
                giveUp(run, checks);
                return;
            }
            break;
        }
        prepare(scope, run);
        ++m_stats.decisions;
        const Decision decision = reconcile(run.inputs, m_now);
        run.inputs.receipts.clear();
        run.inputs.look.reset();
        Acted acted = Acted::Done;
        if (decision.isEmpty()) {
            acted = m_runner.commit(scope, run, batch, m_now);
            if (acted == Acted::Done) {
                run.inputs.checks.clear();
                run.dirty = run.receiptsStale;
                m_deadlines.set(run.id, decision.wakeAt);
                return;
            }
        } else {
            std::move(run.inputs.checks.begin(), run.inputs.checks.end(), std::back_inserter(checks));
            run.inputs.checks.clear();
            acted = m_runner.act(scope, run, decision, m_now, batch);
            if (acted == Acted::Done) {
                settle(run, decision);
                if (batch.isEmpty()) {
                    checks.clear();
                }
                continue;
            }
        }
        giveUp(run, checks);
        if (acted == Acted::LostLease) {
            loseLease(scope);
            return;
        }
        if (acted == Acted::Unknown) {
            renewLeases();
        }
        if (acted == Acted::Later) {
            break;
        }
    }
    if (m_runner.commit(scope, run, batch, m_now) != Acted::Done) {
        giveUp(run, checks);
    }
    retrySoon(run); // bounded work per tick; go on with the next
}

/// What was decided and not committed is to be decided again; checks that ended are not run again for it.
void Engine::Impl::giveUp(Run& run, std::vector<CheckOutcome>& checks) {
    run.reload();
    run.inputs.checks.insert(run.inputs.checks.begin(), std::make_move_iterator(checks.begin()),
                             std::make_move_iterator(checks.end()));
    checks.clear();
}

/// Waiting for a person with nothing changed yet holds nothing, not even the lease.
void Engine::Impl::park(ScopeState& scope) {
    bool waits = !scope.runs.empty() && !scope.hasOrders;
    for (const auto& run : scope.runs) {
        if (!run->deployment || run->dirty) {
            return;
        }
        const DeploymentState state = run->deployment->state();
        const bool quiet =
            state == DeploymentState::Queued ||
            (state == DeploymentState::WaitingForApproval && !run->deployment->hasChangedNodes());
        waits = waits && quiet;
    }
    const bool someoneWaits = std::any_of(scope.runs.begin(), scope.runs.end(), [](const auto& run) {
        return run->deployment->state() == DeploymentState::WaitingForApproval;
    });
    if (waits && someoneWaits && scope.lease) {
        static_cast<void>(
            m_ports.leases.release(scope.scope, m_options.holder)); // else it runs out by itself
        endTerm(scope, LeadershipChange::Kind::Released);
        scope.parked = true;
        for (const auto& run : scope.runs) {
            m_deadlines.remove(run->id);
        }
    }
}

} // namespace hotswap::engine
