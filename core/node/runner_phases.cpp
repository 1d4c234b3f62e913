// SPDX-License-Identifier: Apache-2.0
// The command at work on a module: its phases, how each begins and what ends it.
#include "core/domain/planted.h"
#include "core/node/module_runner.h"

namespace hotswap::node {

namespace {

using IdleRole = JournalRecord::IdleRole;
using Note = JournalRecord::Kind;

} // namespace

ModuleRunner::Run& ModuleRunner::beginRun(const Command& command, Instant now) {
    m_run.emplace();
    m_run->command = command;
    m_run->begun = now;
    m_run->phaseSince = now;
    return *m_run;
}

void ModuleRunner::dispatch(Instant now) {
    switch (m_run->command.action) {
    case CommandAction::Apply:
    case CommandAction::Prepare:
    case CommandAction::Revert: beginApply(now); return;
    case CommandAction::Switch: beginSwitch(now); return;
    case CommandAction::Discard: beginDiscard(now); return;
    case CommandAction::Remove: enter(Phase::Remove, now); return;
    case CommandAction::Drain:
    case CommandAction::Undrain:
    case CommandAction::Stop: // the agent answers these itself
        end(ReceiptOutcome::Failed, makeError(ErrorCode::Unsupported, "not for one module"), now);
        return;
    }
}

void ModuleRunner::beginApply(Instant now) {
    const Release& release = m_run->command.release;
    if (m_live && holds(*m_live, release)) {
        m_run->target = *m_live;
        if (m_run->command.action == CommandAction::Prepare) {
            end(ReceiptOutcome::Applied, {}, now);
        } else {
            enter(Phase::Confirm, now);
        }
        return;
    }
    m_run->target = idleSlot();
    m_run->previous = m_live;
    const SlotState& target = slot(m_run->target);
    if (holds(m_run->target, release) && target.running) {
        reuse(now);
        return;
    }
    enter(occupied(m_run->target) ? Phase::Clear : Phase::Fetch, now);
}

void ModuleRunner::beginSwitch(Instant now) {
    const Release& release = m_run->command.release;
    if (m_live && holds(*m_live, release)) {
        m_run->target = *m_live;
        enter(Phase::Confirm, now);
        return;
    }
    m_run->target = idleSlot();
    m_run->previous = m_live;
    if (m_idleRole == IdleRole::None || !holds(m_run->target, release)) {
        end(ReceiptOutcome::Failed,
            makeError(ErrorCode::NotFound, "the release is neither prepared nor warm"), now);
        return;
    }
    reuse(now);
}

/// The candidate runs already: prepared, or warm from before.
void ModuleRunner::reuse(Instant now) {
    m_run->facts = slot(m_run->target).facts;
    if (const Status noted = m_owner.note(Note::Started, m_run->command); !noted) {
        end(ReceiptOutcome::Failed, noted.error(), now);
        return;
    }
    enter(Phase::Probe, now);
}

void ModuleRunner::beginDiscard(Instant now) {
    const Release& release = m_run->command.release;
    const bool any = release.digest.empty();
    if (!any && m_live && holds(*m_live, release)) {
        end(ReceiptOutcome::Failed, makeError(ErrorCode::TransitionRefused, "the release has the traffic"),
            now);
        return;
    }
    m_run->target = idleSlot();
    if (!occupied(m_run->target) || !(any || holds(m_run->target, release))) {
        end(ReceiptOutcome::Applied, {}, now);
        return;
    }
    enter(Phase::Clear, now);
}

std::uint64_t ModuleRunner::beginStep(HostStep::Kind kind, Slot which, const Release& release) {
    return m_owner.begin({0, kind, m_module, which, release});
}

void ModuleRunner::enter(Phase phase, Instant now) {
    Run& run = *m_run;
    run.phase = phase;
    run.phaseSince = now;
    switch (phase) {
    case Phase::Fetch: run.step = beginStep(HostStep::Kind::Fetch, run.target, run.command.release); return;
    case Phase::Unpack:
        m_owner.progress(run.command, "fetched");
        run.step = beginStep(HostStep::Kind::Unpack, run.target, run.command.release);
        return;
    case Phase::Start:
        m_owner.progress(run.command, "unpacked");
        slot(run.target) = SlotState{};
        slot(run.target).release = run.command.release;
        slot(run.target).facts = run.facts;
        beginStart(run.target, now);
        return;
    case Phase::Drain:
        drainForSwap();
        run.step = beginStep(HostStep::Kind::Drain, run.target);
        return;
    case Phase::Undrain: run.step = beginStep(HostStep::Kind::Undrain, run.target); return;
    case Phase::Switch:
        m_owner.progress(run.command, "healthy");
        run.step = beginStep(HostStep::Kind::Switch, run.target);
        return;
    case Phase::Watch: m_owner.progress(run.command, "switched"); return;
    case Phase::SwitchBack: run.step = beginStep(HostStep::Kind::Switch, *run.previous); return;
    case Phase::Clear:
    case Phase::Probe:
    case Phase::Restore:
    case Phase::Remove:
    case Phase::Confirm: return;
    }
}

/// Asks the command at work to end. Only what has not switched yet obeys.
void ModuleRunner::abandon(Error why, Instant) {
    Run& run = *m_run;
    if (run.giveUp || run.switched || run.phase == Phase::Undrain ||
        run.command.action == CommandAction::Remove) {
        return;
    }
    run.giveUp = std::move(why);
    const bool endsEarly =
        run.phase == Phase::Fetch || run.phase == Phase::Unpack || run.phase == Phase::Drain;
    if (run.step != 0 && endsEarly) {
        m_owner.cancel(run.step);
    }
}

void ModuleRunner::advanceRun(Instant now) {
    Run& run = *m_run;
    if (!run.switched && now - run.begun >= m_times.commandLimit) {
        abandon(makeError(ErrorCode::Timeout, "the command's time limit passed"), now);
    }
    switch (run.phase) {
    case Phase::Clear:
        if (!occupied(run.target)) {
            if (run.command.action == CommandAction::Discard) {
                end(ReceiptOutcome::Applied, {}, now);
            } else if (run.giveUp) {
                end(ReceiptOutcome::Failed, *run.giveUp, now);
            } else {
                enter(Phase::Fetch, now);
            }
        } else if (m_cleanup == 0 && slot(run.target).startStep == 0) {
            if (now < m_cleanAgain) {
                end(ReceiptOutcome::Failed,
                    makeError(ErrorCode::IoError, "the idle slot could not be emptied"), now);
            } else {
                clean(run.target, now);
            }
        }
        return;
    case Phase::Remove:
        if (run.step == 0 && m_cleanup == 0 && slot(Slot::Blue).startStep == 0 &&
            slot(Slot::Green).startStep == 0) {
            run.step = beginStep(HostStep::Kind::Remove, run.target);
        }
        return;
    case Phase::Probe: advanceProbe(now); return;
    case Phase::Watch: advanceWatch(now); return;
    case Phase::Restore: advanceRestore(now); return;
    case Phase::Confirm: advanceConfirm(now); return;
    case Phase::Fetch: advanceFetch(now); return;
    case Phase::Unpack:
    case Phase::Start:
    case Phase::Drain:
    case Phase::Undrain:
    case Phase::Switch:
    case Phase::SwitchBack: return; // a host step is in flight and will say
    }
}

void ModuleRunner::onRunStep(const StepDone& done, Instant now) {
    Run& run = *m_run;
    run.step = 0;
    if (run.phase == Phase::Undrain) {
        if (done.error) {
            m_owner.say(m_module,
                        "the load balancer did not take this machine back: " + describe(*done.error));
            run.failure.detail += (run.failure.detail.empty() ? "" : "; ") + describe(*done.error);
        }
        answer(run.outcome, run.failure, now);
        return;
    }
    if (run.giveUp &&
        (run.phase == Phase::Fetch || run.phase == Phase::Unpack || run.phase == Phase::Drain)) {
        end(ReceiptOutcome::Failed, *run.giveUp, now);
        return;
    }
    if (!done.error) {
        onStepOfPhase(done, now);
        return;
    }
    const bool outOfReach =
        done.error->code == ErrorCode::Unavailable || done.error->code == ErrorCode::Timeout;
    if (run.phase == Phase::Fetch && outOfReach && !m_owner.link().up) {
        return; // again when a gateway is there
    }
    switch (run.phase) {
    case Phase::SwitchBack: end(ReceiptOutcome::Broken, *done.error, now); return;
    case Phase::Remove: end(ReceiptOutcome::Broken, *done.error, now); return;
    default: {
        // A switch that failed may have been unable to start again what it had stopped.
        const bool down = run.phase == Phase::Switch && m_live && !slot(*m_live).running;
        end(down ? ReceiptOutcome::Broken : ReceiptOutcome::Failed, *done.error, now);
        return;
    }
    }
}

void ModuleRunner::onStepOfPhase(const StepDone& done, Instant now) {
    Run& run = *m_run;
    switch (run.phase) {
    case Phase::Fetch:
        enter(isPlanted(PlantedBug::UnpackIsSkipped) ? Phase::Start : Phase::Unpack, now);
        return;
    case Phase::Unpack: onUnpacked(done, now); return;
    case Phase::Drain: enter(Phase::Switch, now); return;
    case Phase::Switch:
    case Phase::SwitchBack: onSwitched(done, now); return;
    case Phase::Remove:
        slot(Slot::Blue) = SlotState{};
        slot(Slot::Green) = SlotState{};
        m_live.reset();
        m_pruneKeep.reset();
        end(run.switched ? ReceiptOutcome::Reverted : ReceiptOutcome::Applied, run.failure, now);
        return;
    default: HS_INVARIANT(false, "a step ended in a phase that begins none");
    }
}

void ModuleRunner::onUnpacked(const StepDone& done, Instant now) {
    if (!done.facts) {
        end(ReceiptOutcome::Failed, makeError(ErrorCode::Internal, "unpacking told no facts"), now);
        return;
    }
    m_run->facts = *done.facts;
    if (const Status admitted = m_owner.admit(*done.facts); !admitted) {
        end(ReceiptOutcome::Failed, admitted.error(), now);
        return;
    }
    if (m_run->command.action == CommandAction::Prepare && !done.facts->swapsWithoutDowntime) {
        end(ReceiptOutcome::Failed,
            makeError(ErrorCode::Unsupported,
                      "it cannot run beside another release, so it cannot be prepared for blue-green"),
            now);
        return;
    }
    enter(Phase::Start, now);
}

void ModuleRunner::onSwitched(const StepDone& done, Instant now) {
    Run& run = *m_run;
    const bool back = run.phase == Phase::SwitchBack;
    m_live = back ? *run.previous : run.target;
    run.switched = true;
    run.switchTook = done.took;
    // The link `current` is the durable truth of a switch; a lost note is made up for by recovery.
    if (const Status noted = m_owner.note(back ? Note::Reverted : Note::Switched, run.command); !noted) {
        m_owner.say(m_module, "journal: " + describe(noted.error()));
    }
    enter(back ? Phase::Restore : Phase::Watch, now);
}

/// A failure after the switch: back to the slot that served before, if there is one worth going back to.
void ModuleRunner::takeBack(Error why, Instant now) {
    Run& run = *m_run;
    run.failure = std::move(why);
    if (isPlanted(PlantedBug::RevertOnlySaid)) {
        end(ReceiptOutcome::Reverted, run.failure, now);
    } else if (run.command.action == CommandAction::Revert) {
        // The release before is the one that was being left: going back to it would be no repair.
        end(ReceiptOutcome::Broken, run.failure, now);
    } else if (run.previous && occupied(*run.previous)) {
        enter(Phase::SwitchBack, now);
    } else if (run.previousLost) {
        end(ReceiptOutcome::Broken, run.failure, now);
    } else {
        enter(Phase::Remove, now);
    }
}

/// From here on the swap keeps the machine out of its load balancer.
void ModuleRunner::drainForSwap() {
    Run& run = *m_run;
    if (!run.facts.swapsWithoutDowntime && m_owner.drainsAroundSwaps() && !run.drained) {
        run.drained = true;
        m_owner.holdOut(m_module, true);
    }
}

/// A machine on which nothing serves stays out of its load balancer.
void ModuleRunner::end(ReceiptOutcome outcome, Error why, Instant now) {
    Run& run = *m_run;
    if (run.drained && outcome != ReceiptOutcome::Broken && m_owner.mayPutBack(m_module)) {
        run.outcome = outcome;
        run.failure = std::move(why);
        enter(Phase::Undrain, now);
        return;
    }
    answer(outcome, std::move(why), now);
}

void ModuleRunner::answer(ReceiptOutcome outcome, Error why, Instant now) {
    if (m_run->drained && outcome != ReceiptOutcome::Broken) {
        m_owner.holdOut(m_module, false);
    }
    settleRoles(outcome, now);
    const Run run = std::move(*m_run);
    m_run.reset();
    Receipt receipt;
    receipt.outcome = outcome;
    receipt.reason = why.code;
    receipt.detail = std::move(why.detail);
    receipt.running = running();
    receipt.took = now - run.begun;
    receipt.switchTook = run.switchTook;
    m_owner.finish(run.command, std::move(receipt));
}

/// What the slot without traffic is kept for after the command; durable before its receipt is.
void ModuleRunner::settleRoles(ReceiptOutcome outcome, Instant now) {
    const Run& run = *m_run;
    const bool applied = outcome == ReceiptOutcome::Applied;
    switch (run.command.action) {
    case CommandAction::Prepare:
        setIdleRole(applied && occupied(idleSlot()) ? IdleRole::Prepared : IdleRole::None);
        break;
    case CommandAction::Switch:
        if (applied && run.switched && run.previous) {
            setIdleRole(IdleRole::Warm);
            m_warmUntil = now + run.facts.warm;
        } else if (run.switched) {
            setIdleRole(IdleRole::None);
        }
        break;
    case CommandAction::Discard:
        if (applied) {
            setIdleRole(IdleRole::None);
        }
        break;
    case CommandAction::Apply:
    case CommandAction::Revert:
    case CommandAction::Remove: setIdleRole(IdleRole::None); break;
    case CommandAction::Drain:
    case CommandAction::Undrain:
    case CommandAction::Stop: break;
    }
    if (applied && run.switched && run.previous) {
        m_pruneKeep = slot(*run.previous).release;
    }
}

} // namespace hotswap::node
