// SPDX-License-Identifier: Apache-2.0
#include "core/node/module_runner.h"

#include <algorithm>

namespace hotswap::node {

namespace {

using IdleRole = JournalRecord::IdleRole;

/// One call may pass through so many phases without waiting; more would be a loop.
constexpr int kPhasesPerCallMax = 16;

} // namespace

ModuleRunner::ModuleRunner(ModuleName module, const AgentTimes& times, RunnerOwner& owner)
    : m_module(std::move(module)), m_times(times), m_owner(owner) {}

void ModuleRunner::accept(const Command& command, Instant now) {
    HS_INVARIANT(!m_waiting, "accept() only while hasRoom()");
    m_waiting = command;
    if (m_run) {
        abandon(makeError(ErrorCode::Cancelled, "superseded by command " + command.id.value), now);
    }
    advance(now);
}

void ModuleRunner::cancel(const CommandId& id, Instant now) {
    if (m_waiting && m_waiting->id == id) {
        Receipt receipt;
        receipt.outcome = ReceiptOutcome::Failed;
        receipt.reason = ErrorCode::Cancelled;
        receipt.running = running();
        const Command command = std::move(*m_waiting);
        m_waiting.reset();
        m_owner.finish(command, std::move(receipt));
    } else if (m_run && m_run->command.id == id) {
        abandon(makeError(ErrorCode::Cancelled, "cancelled by the leader"), now);
    }
    advance(now);
}

void ModuleRunner::onStepDone(const StepDone& done, Instant now) {
    for (const Slot which : {Slot::Blue, Slot::Green}) {
        if (slot(which).startStep == done.id) {
            slot(which).startStep = 0;
            onStarted(which, done, now);
            advance(now);
            return;
        }
    }
    if (m_cleanup == done.id) {
        onCleaned(done, now);
    } else if (m_run && m_run->step == done.id) {
        onRunStep(done, now);
    }
    advance(now);
}

void ModuleRunner::onStarted(Slot which, const StepDone& done, Instant now) {
    SlotState& state = slot(which);
    const bool candidate = m_run && m_run->phase == Phase::Start && m_run->target == which;
    if (done.error) {
        state.detail = describe(*done.error);
        if (candidate) {
            m_run->step = 0;
            end(ReceiptOutcome::Failed, *done.error, now);
        } else {
            scheduleRestart(state, now);
            m_owner.say(m_module, state.release.version.text() + " in slot " + std::string(slotName(which)) +
                                      " could not be started again: " + state.detail);
        }
        return;
    }
    state.running = true;
    state.probed = false;
    state.healthy = false;
    state.detail = "no probe has answered yet";
    state.restartAt = kNever;
    if (!done.address.empty()) {
        m_address = done.address;
    }
    if (!candidate) {
        return;
    }
    m_run->step = 0;
    m_owner.progress(m_run->command, "started");
    if (const Status noted = m_owner.note(JournalRecord::Kind::Started, m_run->command); !noted) {
        end(ReceiptOutcome::Failed, noted.error(), now);
        return;
    }
    enter(Phase::Probe, now);
}

void ModuleRunner::onCleaned(const StepDone& done, Instant now) {
    const Slot which = *m_cleaned;
    m_cleanup = 0;
    m_cleaned.reset();
    if (done.error) {
        m_owner.say(m_module,
                    "could not empty slot " + std::string(slotName(which)) + ": " + describe(*done.error));
        m_cleanAgain = now + m_times.restartBackoffMax;
        return;
    }
    slot(which) = SlotState{};
}

void ModuleRunner::onHealth(const SlotHealth& health, Instant now) {
    SlotState& state = slot(health.slot);
    if (!state.running) {
        return;
    }
    if (health.healthy && !state.healthy) {
        state.healthySince = now;
    }
    state.probed = true;
    state.healthy = health.healthy;
    state.detail = health.healthy ? std::string{} : health.detail;
    advance(now);
}

void ModuleRunner::onExit(const SlotExited& exited, Instant now) {
    SlotState& state = slot(exited.slot);
    if (!state.running) {
        return;
    }
    if (state.healthy && now - state.healthySince > m_times.restartBackoffMax) {
        state.backoff = Duration::zero();
    }
    state.running = false;
    state.healthy = false;
    state.probed = true;
    state.detail = "the process ended: " + exited.detail;
    ++state.exits;
    scheduleRestart(state, now);
    m_owner.say(m_module, state.release.version.text() + " in slot " + std::string(slotName(exited.slot)) +
                              " ended by itself: " + exited.detail);
    advance(now);
}

void ModuleRunner::scheduleRestart(SlotState& state, Instant now) {
    state.backoff = state.backoff == Duration::zero()
                        ? m_times.restartBackoff
                        : std::min(2 * state.backoff, m_times.restartBackoffMax);
    state.restartAt = now + state.backoff;
}

void ModuleRunner::advance(Instant now) {
    for (int i = 0; i < kPhasesPerCallMax; ++i) {
        if (!m_run && m_waiting && m_owner.isSettled()) {
            const Command next = std::move(*m_waiting);
            m_waiting.reset();
            beginRun(next, now);
            dispatch(now);
        }
        if (!m_run) {
            break;
        }
        const auto id = m_run->command.id;
        const auto phase = m_run->phase;
        advanceRun(now);
        if (m_run && m_run->command.id == id && m_run->phase == phase) {
            break;
        }
    }
    maintain(now);
    computeWake(now);
}

/// Slots whose process must live: the live one, a prepared one, the one before a switch that is being
/// watched, and a candidate that is being tried.
bool ModuleRunner::wanted(Slot which) const {
    if (m_live == which) {
        return true;
    }
    if (m_run) {
        const bool tried = m_run->target == which && m_run->phase == Phase::Probe;
        const bool before = m_run->previous == which && m_run->switched;
        if (tried || before) {
            return true;
        }
    }
    return m_idleRole == IdleRole::Prepared && which == idleSlot();
}

void ModuleRunner::maintain(Instant now) {
    if (!m_run && m_idleRole == IdleRole::Warm && (now >= m_warmUntil || !slot(idleSlot()).running)) {
        setIdleRole(IdleRole::None);
    }
    const bool mayForget = !m_run && m_owner.isSettled();
    for (const Slot which : {Slot::Blue, Slot::Green}) {
        SlotState& state = slot(which);
        const bool down = occupied(which) && !state.running && state.startStep == 0 && m_cleaned != which;
        if (down && wanted(which) && now >= state.restartAt) {
            beginStart(which, now);
        }
        const bool kept = m_live == which || (m_idleRole != IdleRole::None && which == idleSlot());
        if (mayForget && occupied(which) && !kept && state.startStep == 0 && m_cleanup == 0 &&
            now >= m_cleanAgain) {
            clean(which, now);
        }
    }
    if (mayForget && m_pruneKeep) {
        m_owner.begin({0, HostStep::Kind::Prune, m_module, Slot::Blue, *m_pruneKeep});
        m_pruneKeep.reset();
    }
}

void ModuleRunner::beginStart(Slot which, Instant now) {
    SlotState& state = slot(which);
    state.restartAt = kNever;
    state.healthySince = now;
    state.startStep = m_owner.begin({0, HostStep::Kind::Start, m_module, which, state.release});
}

void ModuleRunner::clean(Slot which, Instant) {
    SlotState& state = slot(which);
    state.running = false;
    state.healthy = false;
    state.probed = false;
    state.restartAt = kNever;
    m_cleaned = which;
    m_cleanup = m_owner.begin({0, HostStep::Kind::Stop, m_module, which, {}});
}

void ModuleRunner::setIdleRole(IdleRole role) {
    if (m_idleRole != role) {
        m_idleRole = role;
        m_owner.setIdleRole(m_module, role);
    }
}

void ModuleRunner::computeWake(Instant now) {
    m_nextWake = kNever;
    const auto at = [&](Instant when) {
        if (when > now && when < m_nextWake) {
            m_nextWake = when;
        }
    };
    for (const Slot which : {Slot::Blue, Slot::Green}) {
        at(slot(which).restartAt);
    }
    if (m_idleRole == IdleRole::Warm) {
        at(m_warmUntil);
    }
    at(m_cleanAgain);
    if (m_run) {
        wakeForRun(now);
    }
}

void ModuleRunner::wakeForRun(Instant now) {
    const auto at = [&](Instant when) {
        if (when > now && when < m_nextWake) {
            m_nextWake = when;
        }
    };
    const Command& command = m_run->command;
    const SlotState& target = slot(m_run->target);
    if (target.healthy) {
        at(target.healthySince + command.minHealthyTime);
    }
    at(m_run->phaseSince + command.minHealthyTime);
    at(m_run->phaseSince + command.healthyDeadline);
    at(m_run->begun + m_times.commandLimit);
    if (const LinkView link = m_owner.link(); !link.up) {
        at(link.downSince + m_times.cutOffAfter);
    }
}

NodeRelease ModuleRunner::view() const {
    NodeRelease result;
    result.current = running();
    const SlotState& other = slot(idleSlot());
    if (m_idleRole == IdleRole::Prepared && occupied(idleSlot())) {
        result.prepared = other.release;
    }
    if (m_idleRole == IdleRole::Warm && other.running) {
        result.warm = other.release;
    }
    result.healthy = m_live && slot(*m_live).running && slot(*m_live).healthy;
    result.address = m_live ? m_address : std::string{};
    return result;
}

const Release& ModuleRunner::running() const {
    static const Release kNothing;
    return m_live ? slot(*m_live).release : kNothing;
}

bool ModuleRunner::idle() const {
    return !m_run && !m_waiting && !m_cleanup && !occupied(Slot::Blue) && !occupied(Slot::Green);
}

} // namespace hotswap::node
