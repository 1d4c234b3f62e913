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

void ModuleRunner::resume(const Command& command, Note last, Instant now) {
    if (m_run) {
        HS_INVARIANT(!m_waiting, "at most one command waits for another");
        m_waiting = command;
        return;
    }
    Run& run = beginRun(command, now);
    const bool swaps = command.action == CommandAction::Apply || command.action == CommandAction::Revert ||
                       command.action == CommandAction::Switch;
    const bool serves = m_live && holds(*m_live, command.release);
    if (swaps && serves && last != Note::Received) {
        run.target = *m_live;
        run.facts = slot(*m_live).facts;
        run.switched = true;
        if (occupied(otherSlot(*m_live))) {
            run.previous = otherSlot(*m_live);
        }
        m_owner.say(m_module, "command " + command.id.value + " goes on: watching " + command.release.version.text());
        enter(Phase::Watch, now);
    } else if (swaps && !serves && (last == Note::Switched || last == Note::Healthy || last == Note::Reverted)) {
        m_owner.say(m_module, "command " + command.id.value + " had been taken back before the agent ended");
        run.switched = true;
        run.failure = makeError(ErrorCode::Unavailable, "taken back after the switch; the agent ended before it said so");
        run.previous = m_live;
        if (m_live) {
            enter(Phase::Restore, now);
        } else {
            enter(Phase::Remove, now);
        }
    } else {
        m_owner.say(m_module, "command " + command.id.value + " starts over after the agent ended");
        dispatch(now);
    }
    computeWake(now);
}

} // namespace hotswap::node
