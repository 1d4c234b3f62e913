// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/series_judge.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// What lies beyond is worse: the baseline and the greater of both tolerances, on the side that is worse.
double limitFrom(const MetricPolicy& metric, double baseline, bool upwards) {
    const double tolerance = std::max(metric.relative * std::abs(baseline), metric.absoluteFloor);
    return upwards ? baseline + tolerance : baseline - tolerance;
}

/// The limit that the canary is held against. An earlier time shows a change of load as well as of the
/// release: then the absolute limit must be crossed too, and without one nothing is (NaN).
double limitOf(const MetricPolicy& metric, double canary, double baseline, bool weak) {
    const bool upwards =
        metric.worse == WorseWhen::Higher || (metric.worse == WorseWhen::Either && canary >= baseline);
    const double limit = limitFrom(metric, baseline, upwards);
    if (!weak) {
        return limit;
    }
    if (metric.absoluteLimit <= 0) {
        return kNaN;
    }
    return upwards ? std::max(limit, metric.absoluteLimit) : std::min(limit, metric.absoluteLimit);
}

bool isBeyond(const MetricPolicy& metric, double canary, double baseline, double limit) {
    const bool upwards =
        metric.worse == WorseWhen::Higher || (metric.worse == WorseWhen::Either && canary >= baseline);
    return upwards ? canary > limit : canary < limit; // false against NaN
}

/// Compared values without which a pass would say nothing: so many that it could have failed.
std::uint64_t valuesNeeded(const MetricPolicy& metric) {
    const std::uint64_t toFail = std::uint64_t{metric.failuresMax} + 1;
    return metric.countMax > 0 ? std::min<std::uint64_t>(toFail, metric.countMax) : toFail;
}

double namedOf(const Sample& row, const std::string& name) {
    const auto it = row.named.find(name);
    return it == row.named.end() ? kNaN : it->second;
}

} // namespace

void SeriesJudge::Mean::add(double value) {
    if (std::isfinite(value)) {
        sum += value;
        ++count;
    }
}

double SeriesJudge::Mean::mean() const {
    return count == 0 ? kNaN : sum / static_cast<double>(count);
}

SeriesJudge::SeriesJudge(const JudgePolicy& policy, std::optional<Instant> bakeStart)
    : m_metrics(policy.metrics),
      m_slack(policy.lookInterval / 2),
      m_states(policy.metrics.size()),
      m_bakeStart(bakeStart) {}

void SeriesJudge::startWave(const LookInput& look) {
    if (m_wave) {
        m_bakeStart.reset();
    }
    m_wave = look.wave;
    m_start = m_bakeStart.value_or(look.at);
    m_states.assign(m_metrics.size(), State{});
    m_window.reset();
    if (look.lastWave) {
        m_window = look.lastWave->sum;
    } else if (look.beforeRollout) {
        m_window = look.beforeRollout->sum;
    }
}

bool SeriesJudge::isDue(const MetricPolicy& metric, const State& state, Instant at) const {
    if (at + m_slack < m_start + metric.initialDelay ||
        (metric.countMax > 0 && state.values >= metric.countMax)) {
        return false;
    }
    return !state.last || at + m_slack >= *state.last + metric.interval;
}

void SeriesJudge::gather(const MetricPolicy& metric, State& state, const LookInput& look) const {
    if (look.at + m_slack < m_start + metric.initialDelay) {
        return; // what is warming up is not part of any value
    }
    const Instant earliest = m_bakeStart.value_or(m_start - metric.interval);
    const auto counts = [&](const Sample& row) { return row.start >= earliest; };
    for (const Sample& row : look.canary) {
        state.canary.add(counts(row) ? namedOf(row, metric.query) : kNaN);
    }
    for (const Sample& row : look.untouched) {
        state.baseline.add(counts(row) ? namedOf(row, metric.query) : kNaN);
        state.untouchedRows += counts(row) ? 1 : 0;
    }
}

void SeriesJudge::takeModule(const MetricPolicy& metric, State& state) const {
    Value value;
    value.canary = state.canary.mean();
    value.baseline = state.baseline.mean();
    if (state.untouchedRows == 0 && m_window) {
        value.baseline = namedOf(*m_window, metric.query);
        value.weak = true;
    }
    state.canary = {};
    state.baseline = {};
    state.untouchedRows = 0;
    take(metric, state, value);
}

void SeriesJudge::take(const MetricPolicy& metric, State& state, Value value) {
    state.failedInARow = 0;
    state.numbers += std::isfinite(value.canary) ? 1 : 0;
    if (std::isfinite(value.canary) && std::isfinite(value.baseline)) {
        value.limit = limitOf(metric, value.canary, value.baseline, value.weak);
        const bool breaches = isBeyond(metric, value.canary, value.baseline, value.limit);
        ++state.compared;
        state.breaching += breaches ? 1 : 0;
        state.breachingInARow = breaches ? state.breachingInARow + 1 : 0;
        state.shown = value;
        if (breaches) {
            state.worst = value;
        }
    } else {
        ++state.inconclusive;
    }
    state.kept.push_back(value);
    if (state.kept.size() > kValuesKeptMax) {
        state.kept.pop_front();
    }
}

void SeriesJudge::add(const LookInput& look) {
    if (m_wave != look.wave) {
        startWave(look);
    }
    for (std::size_t i = 0; i < m_metrics.size(); ++i) {
        const MetricPolicy& metric = m_metrics[i];
        State& state = m_states[i];
        const bool fromRows = metric.source == MetricPolicy::Source::Module;
        const auto came = std::find_if(look.series.begin(), look.series.end(),
                                       [&](const SeriesValue& value) { return value.metric == metric.name; });
        if (fromRows) {
            gather(metric, state, look);
        }
        if ((!fromRows && came == look.series.end()) || !isDue(metric, state, look.at)) {
            continue;
        }
        state.last = look.at;
        ++state.values;
        if (fromRows) {
            takeModule(metric, state);
        } else if (came->sourceFailed) {
            ++state.failedInARow;
        } else {
            take(metric, state, Value{came->canary, came->baseline});
        }
    }
}

/// Failed ones and those that are overdue: a source that nobody hears of any more is no calm one.
std::uint64_t SeriesJudge::failedInARow(const MetricPolicy& metric, const State& state, Instant at) const {
    if (metric.countMax > 0 && state.values >= metric.countMax) {
        return state.failedInARow;
    }
    const Instant due = state.last ? *state.last + metric.interval : m_start + metric.initialDelay;
    if (!m_wave || at < due + m_slack) {
        return state.failedInARow;
    }
    const auto overdue = (at - due - m_slack) / std::max(metric.interval, Duration{1});
    return state.failedInARow + static_cast<std::uint64_t>(overdue);
}

VerdictKind SeriesJudge::kindOf(const MetricPolicy& metric, const State& state, Instant at) const {
    if (state.breaching > metric.failuresMax) {
        return VerdictKind::Fail;
    }
    if (state.numbers == 0 || failedInARow(metric, state, at) > metric.errorsInARowMax) {
        return VerdictKind::NoData;
    }
    if (state.inconclusive > metric.inconclusiveMax || state.compared < valuesNeeded(metric)) {
        return VerdictKind::Inconclusive;
    }
    return VerdictKind::Pass;
}

MetricFinding SeriesJudge::find(const MetricPolicy& metric, const State& state, Instant at) const {
    MetricFinding finding;
    finding.name = metric.name;
    finding.critical = metric.critical;
    finding.dryRun = metric.dryRun;
    finding.kind = kindOf(metric, state, at);
    const Value latest = state.kept.empty() ? Value{} : state.kept.back();
    const Value shown =
        finding.kind == VerdictKind::Fail && state.worst ? *state.worst : state.shown.value_or(latest);
    finding.canary = shown.canary;
    finding.baseline = shown.baseline;
    finding.limit = shown.limit;
    finding.canarySamples = state.numbers;
    finding.baselineSamples = state.compared;
    const std::uint64_t needed = valuesNeeded(metric);
    finding.samplesMissing = state.compared < needed ? needed - state.compared : 0;
    finding.breachesInARow = static_cast<std::uint32_t>(state.breachingInARow);
    finding.evidence = std::min(1.0, static_cast<double>(state.breaching) / (metric.failuresMax + 1.0));
    return finding;
}

std::vector<MetricFinding> SeriesJudge::judge(Instant at) const {
    std::vector<MetricFinding> findings;
    findings.reserve(m_metrics.size());
    for (std::size_t i = 0; i < m_metrics.size(); ++i) {
        findings.push_back(find(m_metrics[i], m_states[i], at));
    }
    return findings;
}

std::vector<MetricSeriesView> SeriesJudge::series() const {
    std::vector<MetricSeriesView> views;
    views.reserve(m_metrics.size());
    for (std::size_t i = 0; i < m_metrics.size(); ++i) {
        MetricSeriesView view;
        view.metric = &m_metrics[i];
        view.canary.reserve(m_states[i].kept.size());
        view.baseline.reserve(m_states[i].kept.size());
        for (const Value& value : m_states[i].kept) {
            view.canary.push_back(value.canary);
            view.baseline.push_back(value.baseline);
            view.weak = value.weak;
        }
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace hotswap::verdict
