// SPDX-License-Identifier: Apache-2.0
#include "core/service/queries.h"

#include "core/domain/limits.h"
#include "core/service/deployment_detail.h"
#include "core/service/metric_series.h"
#include "core/service/permissions.h"

#include <algorithm>

namespace hotswap::service {

namespace queries = ports::queries;

namespace {

constexpr std::size_t kNodeDeploymentsLooked = 20; ///< of a node's environment, newest first
constexpr std::size_t kNodeDeploymentsShown = 5;
constexpr std::size_t kPreviousRunsLooked = 100;
constexpr std::size_t kSamplesPerBucketMax = 200'000;

Status checkRows(std::size_t limit) {
    return limit >= 1 && limit <= limits::kPageRowsMax
               ? success()
               : Status(invalidField("limit", "1.." + std::to_string(limits::kPageRowsMax)));
}

/// Widens an answer to the variant of all answers.
template <class Value>
Result<ports::QueryAnswer> widen(Result<Value> answer) {
    if (!answer.ok()) {
        return answer.error();
    }
    return ports::QueryAnswer(std::move(*answer));
}

std::vector<std::string> planNotes(const PlannedRequest& planned) {
    std::vector<std::string> notes;
    if (!planned.release.swapsWithoutDowntime) {
        notes.emplace_back("downtime");
    }
    if (!planned.stable) {
        notes.emplace_back("firstRelease");
    }
    if (planned.policy.approval.required) {
        notes.emplace_back("approval");
    }
    const Plan& plan = planned.plan;
    const std::size_t untouched =
        plan.environmentNodes - std::min<std::size_t>(plan.environmentNodes, plan.mayChange.size());
    const bool judged = planned.policy.judge.judged && planned.policy.strategy.kind == StrategyKind::Canary;
    if (judged && untouched < planned.policy.judge.baselineNodesMin) {
        notes.emplace_back("noBaselineLastWave");
    }
    if (!planned.unfinished.empty()) {
        notes.push_back("queuedBehind:" + planned.unfinished.back().value);
    }
    return notes;
}

void addSettings(const ReleaseInfo& info, std::map<std::string, std::string>& out) {
    out = info.settings;
    for (const auto& [name, value] : info.metadata) {
        out["metadata." + name] = value;
    }
}

} // namespace

Result<ports::QueryAnswer> Queries::answer(const Identity& who, const ports::ConsoleQuery& query) {
    if (const auto* q = std::get_if<queries::PlanFor>(&query)) {
        return widen(planFor(who, q->request));
    }
    if (const auto* q = std::get_if<queries::Deployments>(&query)) {
        return widen(m_ports.reader.deployments(who.tenant, q->filter, q->page, q->limit));
    }
    if (const auto* q = std::get_if<queries::OneDeployment>(&query)) {
        return widen(detail(who, q->id));
    }
    if (const auto* q = std::get_if<queries::Events>(&query)) {
        return widen(events(who, *q));
    }
    if (const auto* q = std::get_if<queries::Metrics>(&query)) {
        return widen(metrics(who, *q));
    }
    if (const auto* q = std::get_if<queries::Approvals>(&query)) {
        return widen(m_ports.reader.approvals(who.tenant, q->states, q->limit));
    }
    if (const auto* q = std::get_if<queries::OneApproval>(&query)) {
        return widen(approval(who, q->id));
    }
    if (const auto* q = std::get_if<queries::Audit>(&query)) {
        return widen(m_ports.reader.audit(who.tenant, q->filter, q->page, q->limit));
    }
    if (std::holds_alternative<queries::VerifyAudit>(query)) {
        return widen(m_ports.reader.verifyAudit(who.tenant));
    }
    if (std::holds_alternative<queries::Releases>(query)) {
        return widen(releases());
    }
    if (std::holds_alternative<queries::Coordination>(query)) {
        return widen(m_ports.coordination.report(who.tenant));
    }
    if (const auto* q = std::get_if<queries::NodeLog>(&query)) {
        return widen(nodeLog(who, *q));
    }
    if (const auto* q = std::get_if<queries::NodeJournal>(&query)) {
        return widen(nodeJournal(who, *q));
    }
    if (const auto* q = std::get_if<queries::NodeSeries>(&query)) {
        return widen(nodeSeries(who, *q));
    }
    if (const auto* q = std::get_if<queries::Enrolments>(&query)) {
        return widen(enrolments(who, *q));
    }
    if (const auto* q = std::get_if<queries::Orders>(&query)) {
        return widen(orders(who, *q));
    }
    if (const auto* q = std::get_if<queries::OneOrder>(&query)) {
        return widen(order(who, q->id));
    }
    if (const auto* q = std::get_if<queries::Evidence>(&query)) {
        return widen(evidence(who, *q));
    }
    if (const auto* q = std::get_if<queries::Backtest>(&query)) {
        return widen(backtest(who, *q));
    }
    if (const auto* q = std::get_if<queries::Policies>(&query)) {
        return widen(policies(who, *q));
    }
    return widen(node(who, std::get<queries::OneNode>(query).id));
}

Result<ports::PlanAnswer> Queries::planFor(const Identity& who, const DeploymentRequest& request) {
    auto planned = m_handlers.planFor(who, request);
    HS_TRY(planned);
    return ports::PlanAnswer{planned->plan, planned->release, planned->stable, planned->policy,
                             planNotes(*planned)};
}

Result<ports::DeploymentDetail> Queries::detail(const Identity& who, const DeploymentId& id) {
    const auto loaded = m_loader.load(who.tenant, id);
    HS_TRY(loaded);
    const Deployment& deployment = **loaded;
    ports::DeploymentDetail detail;
    detail.summary = deployment.summarize();
    detail.spec = deployment.spec();
    detail.plan = deployment.plan();
    detail.environmentNow = m_ports.clocks.now(deployment.spec().scope.environment);
    detail.stages = stageRows(deployment);
    detail.waves = waveRows(deployment, detail.environmentNow);
    detail.verbs = verbs(who, deployment);
    for (const ApprovalProgress& progress : deployment.approvals()) {
        auto stored = m_ports.store.loadApproval(who.tenant, progress.id);
        HS_TRY(stored);
        detail.approvals.push_back(*std::move(stored));
    }
    const auto leases = m_ports.leases.list();
    HS_TRY(leases);
    const Result<Instant> now = m_ports.store.now();
    HS_TRY(now);
    for (const ports::Lease& lease : *leases) {
        if (lease.scope == deployment.spec().scope && lease.expiresAt > *now) {
            detail.leader = lease.holder;
        }
    }
    return detail;
}

std::vector<ports::VerbRow> Queries::verbs(const Identity& who, const Deployment& deployment) const {
    std::vector<ports::VerbRow> rows;
    for (const Verb verb : kAllVerbs) {
        Status may = mayRequest(who, verbRequestName(verb));
        if (may.ok()) {
            may = deployment.mayAct(verb);
        }
        if (may.ok() && verb == Verb::Rollback) {
            may = m_handlers.mayRollBack(deployment);
        }
        rows.push_back({verb, may.ok(), may.ok() ? ErrorCode::TransitionRefused : may.error().code,
                        Deployment::needsReason(verb)});
    }
    return rows;
}

Result<std::vector<DeploymentEvent>> Queries::events(const Identity& who, const queries::Events& query) {
    HS_TRY(checkRows(query.limit));
    return m_ports.store.loadEvents(who.tenant, query.id, query.afterVersion, query.limit);
}

Result<ports::MetricsAnswer> Queries::metrics(const Identity& who, const queries::Metrics& query) {
    const auto loaded = m_loader.load(who.tenant, query.id);
    HS_TRY(loaded);
    const Deployment& deployment = **loaded;
    const Scope& scope = deployment.spec().scope;
    const Instant ended = deployment.summarize().endedAt;
    const Instant to = ended == Instant{} ? m_ports.clocks.now(scope.environment) : ended;
    // Nothing before the run's own look back belongs to it, however early the caller asks from.
    const Instant begin = deployment.startedAt() == Instant{} ? to : deployment.startedAt();
    const Instant from = std::max(query.from, begin - deployment.policy().judge.beforeWindow);
    const auto first =
        m_ports.fleet.samples(scope, std::max(from, to - deployment.policy().judge.lookInterval), to, 1);
    HS_TRY(first);
    const Duration length = first->empty() ? Duration::zero() : first->front().length;
    const Duration width = bucketWidth(to - from, length, m_options.metricPointsMax);
    MetricSeriesBuilder builder(deployment);
    // Buckets lie on a grid of their own, so that asking again from the last point continues the same series.
    for (Instant at{from.time_since_epoch() / width * width}; at < to; at += width) {
        const auto samples = m_ports.fleet.samples(scope, at, at + width, kSamplesPerBucketMax);
        HS_TRY(samples);
        builder.addBucket(at, *samples);
    }
    ports::MetricsAnswer answer = builder.take();
    answer.to = to;
    for (const WaveProgress& wave : deployment.waves()) {
        if (wave.startedAt != Instant{}) {
            answer.waveStarts.push_back(wave.startedAt);
        }
    }
    return answer;
}

Result<ports::ApprovalDetail> Queries::approval(const Identity& who, const ApprovalId& id) {
    auto stored = m_ports.store.loadApproval(who.tenant, id);
    HS_TRY(stored);
    auto deployment = detail(who, stored->deployment);
    HS_TRY(deployment);
    const auto loaded = m_loader.load(who.tenant, stored->deployment);
    HS_TRY(loaded);
    const Result<Instant> now = m_ports.store.now();
    HS_TRY(now);
    ports::ApprovalDetail answer;
    answer.now = *now;
    answer.mayApprove = mayRequest(who, requestName(ports::ConsoleRequest(ports::requests::CastVote{})));
    if (answer.mayApprove.ok()) {
        answer.mayApprove = mayVote(*stored, who, VoteDecision::Approve, {}, *now);
    }
    auto previous = previousRun(**loaded);
    HS_TRY(previous);
    answer.previousEnvironment = *std::move(previous);
    addSettings(deployment->spec.release, answer.settingsAfter);
    if (const auto& stable = deployment->spec.stable) {
        const auto before = m_ports.artifacts.findByDigest(stable->digest);
        // A package that was taken out of the index leaves the diff without its left side; that is no error.
        if (before.ok()) {
            addSettings(*before, answer.settingsBefore);
        }
    }
    answer.approval = *std::move(stored);
    answer.deployment = *std::move(deployment);
    return answer;
}

Result<std::optional<DeploymentSummary>> Queries::previousRun(const Deployment& deployment) const {
    const Scope& scope = deployment.spec().scope;
    const auto& path = m_options.promotionPath;
    const auto here = std::find(path.begin(), path.end(), scope.environment);
    if (here == path.begin() || here == path.end()) {
        return std::optional<DeploymentSummary>();
    }
    ports::DeploymentFilter filter;
    filter.environment = *(here - 1);
    filter.module = scope.module;
    const auto page = m_ports.reader.deployments(scope.tenant, filter, {}, kPreviousRunsLooked);
    HS_TRY(page);
    const auto run = std::find_if(page->rows.begin(), page->rows.end(), [&](const DeploymentSummary& row) {
        return row.release == deployment.spec().release.release;
    });
    return run == page->rows.end() ? std::optional<DeploymentSummary>() : std::optional(*run);
}

Result<std::vector<ReleaseInfo>> Queries::releases() {
    return m_ports.artifacts.list();
}

Result<ports::NodeDetail> Queries::node(const Identity& who, const NodeId& id) {
    auto stored = m_ports.fleet.node(who.tenant, id);
    HS_TRY(stored);
    ports::NodeDetail detail{*std::move(stored), {}};
    ports::DeploymentFilter filter;
    filter.environment = detail.node.environment;
    const auto page = m_ports.reader.deployments(who.tenant, filter, {}, kNodeDeploymentsLooked);
    HS_TRY(page);
    for (const DeploymentSummary& row : page->rows) {
        if (detail.recentDeployments.size() == kNodeDeploymentsShown) {
            break;
        }
        const auto first = m_ports.store.loadEvents(who.tenant, row.id, 0, 1);
        HS_TRY(first);
        const auto* submitted =
            first->empty() ? nullptr : std::get_if<hotswap::events::Submitted>(&first->front().body);
        if (submitted != nullptr &&
            std::binary_search(submitted->plan.mayChange.begin(), submitted->plan.mayChange.end(), id)) {
            detail.recentDeployments.push_back(row);
        }
    }
    return detail;
}

} // namespace hotswap::service
