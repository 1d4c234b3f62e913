// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_data.h"

#include <algorithm>

namespace hotswap::support::sample {

namespace {

using namespace std::chrono_literals;

ports::StoredPolicy stored(const char* environment, const char* module, std::uint32_t version, Instant at) {
    ports::StoredPolicy made;
    made.environment = EnvironmentId{environment};
    made.module = ModuleName{module};
    made.policy = defaultPolicy(made.environment);
    made.policy.version = version;
    made.author = UserId{"admin"};
    made.at = at;
    return made;
}

Verdict stopping(Instant at) {
    MetricFinding finding;
    finding.metric = Metric::ErrorRate;
    finding.kind = VerdictKind::Fail;
    finding.canary = 0.081;
    finding.baseline = 0.001;
    finding.limit = 0.011;
    finding.canarySamples = 214;
    finding.baselineSamples = 1'926;
    finding.evidence = 1;
    Verdict verdict;
    verdict.kind = VerdictKind::Fail;
    verdict.source = BaselineSource::UntouchedNodes;
    verdict.at = at;
    verdict.canaryRequests = 214;
    verdict.canaryErrors = 17;
    verdict.baselineRequests = 1'926;
    verdict.baselineErrors = 2;
    verdict.findings = {finding};
    return verdict;
}

} // namespace

std::vector<ports::StoredPolicy> policies(Instant now) {
    ports::StoredPolicy newest = stored("Production", "", 4, now - 3h);
    newest.policy.strategy.bake = 10min;
    newest.policy.gate.availabilityFloorPercent = 85;
    newest.reason = "shorter bake since traffic has doubled";
    ports::StoredPolicy module = stored("Production", "storefront", 3, now - 30h);
    module.policy.strategy.firstWave = {Amount::Unit::Percent, 5};
    module.reason = "the shop front starts with fewer nodes";
    ports::StoredPolicy first = stored("Production", "", 2, now - 200h);
    first.policy.gate.availabilityFloorPercent = 85;
    first.reason = "audit finding";
    ports::StoredPolicy other = stored("QA", "", 2, now - 90h);
    other.policy.strategy.inFlightMax = 4;
    other.reason = "small hosts";
    return {newest, module, other, first};
}

Policy effectivePolicy(const std::vector<ports::StoredPolicy>& stored, const EnvironmentId& environment,
                       const ModuleName& module, const std::optional<StrategyKind>& strategy) {
    Policy policy = defaultPolicy(environment);
    for (const ModuleName& wanted : {ModuleName{}, module}) {
        const auto found = std::find_if(stored.begin(), stored.end(), [&](const ports::StoredPolicy& each) {
            return each.environment == environment && each.module == wanted;
        });
        policy = found == stored.end() ? policy : found->policy;
    }
    policy.strategy.kind = strategy.value_or(policy.strategy.kind);
    return policy;
}

ports::BacktestAnswer backtest(const std::vector<DeploymentSummary>& ended) {
    ports::BacktestAnswer made;
    for (std::size_t i = 0; i < ended.size(); ++i) {
        BacktestRow row;
        row.summary = ended[i];
        row.outcome = outcomeOf(row.summary);
        row.looks = 40;
        row.at = row.summary.startedAt + 9min;
        if (row.outcome != ReleaseOutcome::Good) {
            row.stoppedAt = row.summary.startedAt + 12min;
            row.stoppedByVerdict = row.summary.endReason == EndReason::VerdictFailed;
        }
        if (i % 5 == 4) {
            row.replayed = Replayed::NoEvidence;
            row.looks = 0;
        } else if (row.outcome == ReleaseOutcome::Bad || i == 6) {
            row.replayed = Replayed::Stops;
            row.verdict = stopping(row.at);
        } else {
            row.replayed = i % 5 == 1 ? Replayed::Waits : Replayed::Passes;
        }
        made.rows.push_back(std::move(row));
    }
    made.sum = sumOf(made.rows);
    return made;
}

} // namespace hotswap::support::sample
