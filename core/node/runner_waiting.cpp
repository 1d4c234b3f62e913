// SPDX-License-Identifier: Apache-2.0
// The phases in which a command waits: for a gateway, for health, for the end of its watch.
#include "core/domain/planted.h"
#include "core/node/module_runner.h"

#include <algorithm>

namespace hotswap::node {

namespace {

using Note = JournalRecord::Kind;

} // namespace

bool ModuleRunner::heldHealthy(const SlotState& state, Instant now) const {
    return state.running && state.healthy && now - state.healthySince >= m_run->command.minHealthyTime;
}

bool ModuleRunner::mayGoOn() const {
    return m_owner.link().up || m_run->facts.offline == OfflinePolicy::Finish;
}

/// The offline policy asks for going back now.
bool ModuleRunner::cutOff(Instant now) const {
    const LinkView link = m_owner.link();
    return m_run->facts.offline == OfflinePolicy::Revert && !link.up &&
           now - link.downSince >= m_times.cutOffAfter;
}

/// Without a gateway a package cannot be fetched: that is waited for, within the command's limit.
void ModuleRunner::advanceFetch(Instant now) {
    Run& run = *m_run;
    if (run.step != 0) {
        return;
    }
    if (run.giveUp) {
        end(ReceiptOutcome::Failed, *run.giveUp, now);
    } else if (m_owner.link().up) {
        run.step = beginStep(HostStep::Kind::Fetch, run.target, run.command.release);
    }
}

void ModuleRunner::advanceProbe(Instant now) {
    Run& run = *m_run;
    const SlotState& target = slot(run.target);
    if (run.giveUp) {
        end(ReceiptOutcome::Failed, *run.giveUp, now);
    } else if (cutOff(now)) {
        end(ReceiptOutcome::Failed, makeError(ErrorCode::Unavailable, "cut off from every gateway"), now);
    } else if (!run.facts.swapsWithoutDowntime
                   ? target.running
                   : heldHealthy(target, now) || isPlanted(PlantedBug::ProbeIsSkipped)) {
        if (run.command.action == CommandAction::Prepare || isPlanted(PlantedBug::SwitchOnlySaid)) {
            end(ReceiptOutcome::Applied, {}, now);
        } else if (mayGoOn()) {
            const bool drains = !run.facts.swapsWithoutDowntime && m_owner.drainsAroundSwaps();
            enter(drains && run.previous ? Phase::Drain : Phase::Switch, now);
        }
    } else if (target.exits >= m_times.candidateExitsMax) {
        end(ReceiptOutcome::Failed, makeError(ErrorCode::Unavailable, target.detail), now);
    } else if (now - run.phaseSince >= run.command.healthyDeadline) {
        const std::string why = target.detail.empty() ? "did not stay healthy" : target.detail;
        end(ReceiptOutcome::Failed, makeError(ErrorCode::Timeout, "not healthy in time: " + why), now);
    }
}

void ModuleRunner::advanceWatch(Instant now) {
    Run& run = *m_run;
    const SlotState& target = slot(run.target);
    run.wasHealthy = run.wasHealthy || target.healthy;
    // What ran beside the old release was healthy before; what the switch started needs its time.
    const bool beside = run.facts.swapsWithoutDowntime;
    const bool starting = !beside && !run.wasHealthy && target.exits < m_times.candidateExitsMax;
    const Instant since = beside ? run.phaseSince : std::max(run.phaseSince, target.healthySince);
    if (target.probed && !target.healthy && !starting) {
        takeBack(makeError(ErrorCode::Unavailable, target.detail), now);
    } else if (cutOff(now)) {
        takeBack(makeError(ErrorCode::Unavailable, "cut off from every gateway"), now);
    } else if (target.healthy && now - since >= run.command.minHealthyTime) {
        // A lost note only means that the watch is repeated after a crash.
        if (const Status noted = m_owner.note(Note::Healthy, run.command); !noted) {
            m_owner.say(m_module, "journal: " + describe(noted.error()));
        }
        end(ReceiptOutcome::Applied, {}, now);
    } else if (!target.healthy && now - run.phaseSince >= run.command.healthyDeadline) {
        takeBack(makeError(ErrorCode::Timeout, target.probed ? "not healthy in time: " + target.detail
                                                             : "no probe answered after the switch"),
                 now);
    }
}

/// The release that serves already was asked for: only its health is in question.
void ModuleRunner::advanceConfirm(Instant now) {
    Run& run = *m_run;
    const SlotState& target = slot(run.target);
    if (heldHealthy(target, now)) {
        end(ReceiptOutcome::Applied, {}, now);
    } else if (run.giveUp || now - run.phaseSince >= run.command.healthyDeadline) {
        const auto outcome =
            run.command.action == CommandAction::Revert ? ReceiptOutcome::Broken : ReceiptOutcome::Failed;
        end(outcome, run.giveUp ? *run.giveUp : makeError(ErrorCode::Timeout, target.detail), now);
    }
}

void ModuleRunner::advanceRestore(Instant now) {
    Run& run = *m_run;
    const SlotState& previous = slot(*run.previous);
    if (previous.running && previous.healthy) {
        end(ReceiptOutcome::Reverted, run.failure, now);
    } else if (now - run.phaseSince >= run.command.healthyDeadline) {
        run.failure.detail += "; then the previous release: " + previous.detail;
        end(ReceiptOutcome::Broken, run.failure, now);
    }
}

} // namespace hotswap::node
