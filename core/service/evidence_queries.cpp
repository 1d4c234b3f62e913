// SPDX-License-Identifier: Apache-2.0
// Questions about what verdicts rested on, and what another policy would have made of it.
#include "core/service/queries.h"

#include "core/domain/limits.h"
#include "core/verdict/backtest.h"

#include <algorithm>

namespace hotswap::service {

namespace queries = ports::queries;

namespace {

constexpr std::size_t kLooksPerRead = 50;

/// What the engine knew of each wave; labels of nodes as they are now.
std::vector<verdict::WaveFacts> factsOf(const Deployment& deployment,
                                        const std::map<NodeId, std::map<std::string, std::string>>& labels) {
    std::vector<verdict::WaveFacts> facts;
    for (std::uint32_t i = 0; i < deployment.waves().size(); ++i) {
        const WaveProgress& wave = deployment.waves()[i];
        verdict::WaveFacts of;
        of.wave = i;
        of.strategy = deployment.policy().strategy.kind;
        of.bakeStart = wave.bakeStartedAt;
        of.bakeLength = wave.bakeLength;
        of.labels = labels;
        facts.push_back(std::move(of));
    }
    return facts;
}

BacktestRow rowOf(const Deployment& deployment) {
    BacktestRow row;
    row.summary = deployment.summarize();
    row.outcome = outcomeOf(row.summary);
    row.stoppedByVerdict = row.summary.endReason == EndReason::VerdictFailed;
    if (deployment.rollback()) {
        row.stoppedAt = deployment.rollback()->startedAt;
    }
    return row;
}

const std::vector<DeploymentState> kEnded{DeploymentState::Succeeded, DeploymentState::Failed,
                                          DeploymentState::Aborted, DeploymentState::RolledBack,
                                          DeploymentState::NeedsIntervention};

Status checkBacktest(const queries::Backtest& query) {
    if (query.last < 1 || query.last > ports::BacktestAnswer::kRowsMax) {
        return invalidField("last", "1.." + std::to_string(ports::BacktestAnswer::kRowsMax));
    }
    return validate(query.policy);
}

} // namespace

Result<ports::EvidenceAnswer> Queries::evidence(const Identity& who, const queries::Evidence& query) {
    if (m_ports.evidence == nullptr) {
        return makeError(ErrorCode::Unsupported, "evidence");
    }
    if (query.limit < 1 || query.limit > ports::EvidenceAnswer::kLooksMax) {
        return invalidField("limit", "1.." + std::to_string(ports::EvidenceAnswer::kLooksMax));
    }
    const auto kept = m_ports.evidence->kept(who.tenant, query.id);
    HS_TRY(kept);
    auto looks = m_ports.evidence->evidence(who.tenant, query.id, query.afterNumber, query.limit);
    HS_TRY(looks);
    return ports::EvidenceAnswer{*std::move(looks), *kept};
}

Result<BacktestRow> Queries::replay(const Identity& who, const DeploymentId& id, const JudgePolicy& policy) {
    const auto loaded = m_loader.load(who.tenant, id);
    HS_TRY(loaded);
    const Deployment& deployment = **loaded;
    BacktestRow row = rowOf(deployment);
    std::map<NodeId, std::map<std::string, std::string>> labels;
    if (!policy.matchLabels.empty()) {
        const auto fleet = m_ports.fleet.nodesSince(who.tenant, deployment.spec().scope.environment, 0);
        HS_TRY(fleet);
        for (const Node& node : fleet->nodes) {
            labels[node.id] = node.labels;
        }
    }
    verdict::Replay replay(policy, factsOf(deployment, labels));
    std::uint32_t last = 0;
    for (bool more = true; more && !replay.hasStopped();) {
        const auto looks = m_ports.evidence->evidence(who.tenant, id, last, kLooksPerRead);
        HS_TRY(looks);
        for (const LookEvidence& look : *looks) {
            replay.add(look.input);
            last = look.input.number;
        }
        more = looks->size() == kLooksPerRead;
    }
    const auto kept = m_ports.evidence->kept(who.tenant, id);
    HS_TRY(kept);
    verdict::ReplayResult result = replay.result();
    row.replayed = result.replayed;
    row.wave = result.wave;
    row.at = result.at;
    row.verdict = std::move(result.verdict);
    row.looks = result.looks;
    row.truncated = kept->truncated;
    return row;
}

Result<ports::BacktestAnswer> Queries::backtest(const Identity& who, const queries::Backtest& query) {
    if (m_ports.evidence == nullptr) {
        return makeError(ErrorCode::Unsupported, "evidence");
    }
    HS_TRY(checkBacktest(query));
    ports::DeploymentFilter filter;
    filter.environment = query.environment;
    filter.module = query.module;
    filter.states = kEnded;
    const auto page = m_ports.reader.deployments(who.tenant, filter, {}, query.last);
    HS_TRY(page);
    ports::BacktestAnswer answer;
    for (const DeploymentSummary& summary : page->rows) {
        auto row = replay(who, summary.id, query.policy.judge);
        HS_TRY(row);
        answer.rows.push_back(*std::move(row));
    }
    answer.sum = sumOf(answer.rows);
    return answer;
}

} // namespace hotswap::service
