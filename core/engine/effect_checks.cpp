// SPDX-License-Identifier: Apache-2.0
// Effects outside the transaction: checks, questions about commands, looks at metrics. Losing one to a crash
// is harmless: the next leader asks again.
#include "core/domain/limits.h"
#include "core/domain/planted.h"
#include "core/engine/effect_runner.h"

namespace hotswap::engine {

namespace {

/// Faults of the way to the artifact store say nothing about the package: they are not a failed check.
bool isPassing(const Status& status) {
    return !status.ok() &&
           (status.error().code == ErrorCode::Unavailable || status.error().code == ErrorCode::Timeout);
}

} // namespace

void EffectRunner::startChecks(Run& run, const Decision& decision) {
    const DeploymentSpec& spec = run.deployment->spec();
    for (const CheckStart& check : decision.checks) {
        const std::string key = std::string(stageName(check.stage)) + "/" + check.check;
        if (check.kind == CheckStart::Kind::Named) {
            ports::CheckRequest request{
                run.id, check.stage, check.check, spec.release.release, spec.scope.environment, check.limit};
            const auto done = [box = m_mailbox, id = run.id, stage = check.stage,
                               name = check.check](const ports::CheckResult& result) {
                box->post(messages::CheckEnded{id, stage, name, result});
            };
            run.inputs.checksStarted.insert(key);
            if (const Status started = m_ports.checks.start(request, done); !started.ok()) {
                run.inputs.checks.push_back(
                    {check.stage, check.check, false, describe(started.error()), Duration::zero()});
            }
            continue;
        }
        const Digest& digest = spec.release.release.digest;
        const Status status =
            check.kind == CheckStart::Kind::Integrity ? m_ports.artifacts.verifyIntegrity(digest)
            : isPlanted(PlantedBug::ScanAlwaysPasses) ? success()
                                                      : m_ports.artifacts.verifyTrust(digest);
        run.inputs.checksStarted.insert(key);
        if (isPassing(status)) {
            run.inputs.checksToRepeat.insert(key);
        } else {
            run.inputs.checks.push_back({check.stage, check.check, status.ok(),
                                         status.ok() ? std::string() : describe(status.error()),
                                         Duration::zero()});
        }
    }
}

void EffectRunner::askCommands(Run& run, const Decision& decision) {
    for (const CommandId& command : decision.askCommands) {
        const auto state = m_ports.commands.stateOf(run.deployment->spec().scope.tenant, command);
        if (state.ok()) {
            run.inputs.commandStates[command] = *state;
        } else {
            // Not knowing is like having been delivered: wait for the answer or the command's limit.
            run.inputs.commandStates[command] = ports::CommandState::Delivered;
        }
    }
}

void EffectRunner::look(Run& run, const LookRequest& request, Instant now) {
    const Scope& scope = run.deployment->spec().scope;
    run.inputs.lastLook = now;
    LookTotals totals;
    totals.wave = request.wave;
    totals.canaryWindow = request.canary.to - request.canary.from;
    const auto canary = run.canary.totals(m_ports.metrics, scope, request.canary, now);
    bool failed = !canary.ok();
    const auto fetch = [&](GrowingArm& growing, const std::optional<ports::ArmRequest>& arm) {
        std::optional<ports::ArmTotals> answer;
        if (arm && !failed) {
            auto fetched = growing.totals(m_ports.metrics, scope, *arm, now);
            failed = !fetched.ok();
            if (fetched.ok()) {
                answer = std::move(*fetched);
            }
        }
        return answer;
    };
    totals.untouched = fetch(run.untouched, request.untouched);
    totals.untouchedWindow =
        request.untouched ? request.untouched->to - request.untouched->from : Duration::zero();
    totals.lastWave = fetch(run.lastWave, request.lastWave);
    totals.beforeRollout = fetch(run.beforeRollout, request.beforeRollout);
    if (failed) {
        ++run.inputs.sourceErrors;
        return;
    }
    totals.canary = *canary;
    run.inputs.sourceErrors = 0;
    run.inputs.look = std::move(totals);
}

} // namespace hotswap::engine
