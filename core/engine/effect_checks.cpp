// SPDX-License-Identifier: Apache-2.0
// Effects outside the transaction: checks, questions about commands, looks at metrics. Losing one to a crash
// is harmless: the next leader asks again.
#include "core/domain/limits.h"
#include "core/domain/planted.h"
#include "core/engine/effect_runner.h"

#include <limits>

namespace hotswap::engine {

namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

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

/// Asks for the values that are due; they are used by a later look.
void EffectRunner::askSeries(Run& run, const LookRequest& request, Instant now) {
    const Deployment& deployment = *run.deployment;
    if (run.seriesWave != request.wave) {
        run.seriesWave = request.wave;
        run.series.clear();
        run.seriesAsked.clear();
    }
    const Instant begun = deployment.waves()[request.wave].bakeStartedAt;
    for (const MetricPolicy& metric : deployment.policy().judge.metrics) {
        const auto asked = run.seriesAsked.find(metric.name);
        if (metric.source == MetricPolicy::Source::Module || now < begun + metric.initialDelay ||
            (asked != run.seriesAsked.end() && now < asked->second + metric.interval)) {
            continue;
        }
        run.seriesAsked[metric.name] = now;
        ports::SeriesRequest question;
        question.deployment = run.id;
        question.environment = deployment.spec().scope.environment;
        question.module = deployment.spec().scope.module;
        question.metric = metric;
        question.canary = request.canary.nodes;
        question.baseline = request.untouched ? request.untouched->nodes : std::vector<NodeId>{};
        question.from = now - metric.interval;
        question.at = now;
        const auto done = [box = m_mailbox, id = run.id, wave = request.wave](const SeriesValue& value) {
            box->post(messages::SeriesRead{id, wave, value});
        };
        if (m_ports.series == nullptr || !m_ports.series->read(question, done).ok()) {
            run.series.push_back({metric.name, kNoNumber, kNoNumber, true});
        }
    }
}

void EffectRunner::look(Run& run, const LookRequest& request, Instant now) {
    run.inputs.lastLook = now;
    askSeries(run, request, now);
    auto look =
        run.looks.take({*run.deployment, m_ports.metrics, m_ports.evidence}, request, run.series, now);
    if (!look.ok()) {
        ++run.inputs.sourceErrors;
        return;
    }
    run.series.clear();
    run.inputs.sourceErrors = 0;
    run.inputs.look = *std::move(look);
}

} // namespace hotswap::engine
