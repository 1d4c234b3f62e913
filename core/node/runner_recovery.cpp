// SPDX-License-Identifier: Apache-2.0
// What a runner makes of the state that a previous agent left behind, at whatever point that one ended.
#include "core/node/module_runner.h"

namespace hotswap::node {

namespace {

using IdleRole = JournalRecord::IdleRole;
using Note = JournalRecord::Kind;

} // namespace

void ModuleRunner::adopt(const ModuleInventory& found, IdleRole idle, Instant now) {
    m_live = found.live;
    m_address = found.address;
    m_idleRole = idle;
    for (const auto& item : found.slots) {
        SlotState& state = slot(item.slot);
        state.release = item.release;
        state.facts = item.facts;
        state.running = item.running;
        state.detail = "no probe has answered yet";
        state.restartAt = item.running ? kNever : now;
        m_owner.say(m_module, item.release.version.text() + " in slot " + std::string(slotName(item.slot)) +
                                  (item.running ? " adopted while running" : " found stopped"));
    }
    if (m_idleRole == IdleRole::Warm && m_live) {
        // How long it has been warm already is not known after a restart; the window starts anew.
        m_warmUntil = now + slot(*m_live).facts.warm;
    }
    if (!occupied(idleSlot()) && m_idleRole != IdleRole::None) {
        setIdleRole(IdleRole::None);
    }
}

/// Whether the command may go on from where the journal says. A journal that lost its end shows commands as
/// open which ended long ago: then the machine has moved on, and what serves must go on serving.
bool ModuleRunner::believable(const ResumePoint& point, bool serves) const {
    if (serves) {
        return true;
    }
    return !point.damaged && !point.queued && running().digest == point.serving;
}

void ModuleRunner::resume(const Command& command, const ResumePoint& point, Instant now) {
    if (m_run) {
        Receipt receipt;
        receipt.outcome = ReceiptOutcome::Failed;
        receipt.reason = ErrorCode::Cancelled;
        receipt.detail = "the agent ended before the command began";
        receipt.running = running();
        m_owner.finish(command, std::move(receipt));
        return;
    }
    beginRun(command, now);
    const bool swaps = command.action == CommandAction::Apply || command.action == CommandAction::Revert ||
                       command.action == CommandAction::Switch;
    // A removal is where it wants to be when nothing serves; doing it again does no harm.
    const bool removed = command.action == CommandAction::Remove && !m_live;
    const bool serves = removed || (m_live && holds(*m_live, command.release));
    const bool switched =
        point.last == Note::Switched || point.last == Note::Healthy || point.last == Note::Reverted;
    if (!believable(point, serves)) {
        end(ReceiptOutcome::Failed,
            makeError(ErrorCode::Cancelled, "the agent ended; the node is not where the command left it"),
            now);
    } else if (swaps && serves && point.last != Note::Received) {
        resumeWatch(point, now);
    } else if (swaps && !serves && switched) {
        resumeTakenBack(now);
    } else {
        m_owner.say(m_module, "command " + command.id.value + " starts over after the agent ended");
        dispatch(now);
    }
    computeWake(now);
}

void ModuleRunner::resumeWatch(const ResumePoint& point, Instant now) {
    Run& run = *m_run;
    run.target = *m_live;
    run.facts = slot(*m_live).facts;
    run.switched = true;
    drainForSwap();
    if (occupied(otherSlot(*m_live))) {
        run.previous = otherSlot(*m_live);
    } else {
        run.previousLost = !point.serving.empty() && point.serving != running().digest;
    }
    m_owner.say(m_module, "command " + run.command.id.value + " goes on: watching " +
                              run.command.release.version.text());
    if (point.last == Note::Started) {
        // The note of the switch was lost. Without it, an agent that ends once more while it takes the
        // release back would leave a machine that looks as if the command had yet to switch.
        if (const Status noted = m_owner.note(Note::Switched, run.command); !noted) {
            m_owner.say(m_module, "journal: " + describe(noted.error()));
        }
    }
    enter(Phase::Watch, now);
}

void ModuleRunner::resumeTakenBack(Instant now) {
    Run& run = *m_run;
    m_owner.say(m_module, "command " + run.command.id.value + " had been taken back before the agent ended");
    run.switched = true;
    run.failure =
        makeError(ErrorCode::Unavailable, "taken back after the switch; the agent ended before it said so");
    run.previous = m_live;
    if (m_live) {
        run.facts = slot(*m_live).facts;
        drainForSwap();
    }
    enter(m_live ? Phase::Restore : Phase::Remove, now);
}

} // namespace hotswap::node
