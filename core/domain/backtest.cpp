// SPDX-License-Identifier: Apache-2.0
#include "core/domain/backtest.h"

#include <algorithm>

namespace hotswap {

namespace {

/// Reasons that say something about the release itself.
bool blamesTheRelease(EndReason reason) {
    switch (reason) {
    case EndReason::VerdictFailed:
    case EndReason::NodeFailed:
    case EndReason::TooManyFailed:
    case EndReason::ProgressDeadline:
    case EndReason::ValidationFailed:
    case EndReason::SmokeFailed:
    case EndReason::RollbackRequested: return true;
    default: return false;
    }
}

void addGood(const BacktestRow& row, BacktestSum& sum) {
    ++sum.good;
    sum.goodStopped += row.replayed == Replayed::Stops ? 1 : 0;
    sum.goodWaiting += row.replayed == Replayed::Waits ? 1 : 0;
}

void addBad(const BacktestRow& row, BacktestSum& sum) {
    ++sum.bad;
    const bool stops = row.replayed == Replayed::Stops;
    sum.badStopped += stops ? 1 : 0;
    sum.badStoppedNew += stops && !row.stoppedByVerdict ? 1 : 0;
    sum.badMissed += !stops && row.stoppedByVerdict ? 1 : 0;
}

} // namespace

ReleaseOutcome outcomeOf(const DeploymentSummary& summary) {
    if (summary.state == DeploymentState::Succeeded) {
        return ReleaseOutcome::Good;
    }
    return blamesTheRelease(summary.endReason) ? ReleaseOutcome::Bad : ReleaseOutcome::Unclear;
}

std::optional<Duration> stoppedEarlier(const BacktestRow& row) {
    if (row.replayed != Replayed::Stops || !row.stoppedAt) {
        return std::nullopt;
    }
    return *row.stoppedAt - row.at;
}

BacktestSum sumOf(const std::vector<BacktestRow>& rows) {
    BacktestSum sum;
    std::vector<Duration> earlier;
    for (const BacktestRow& row : rows) {
        ++sum.rollouts;
        if (row.replayed == Replayed::NoEvidence) {
            ++sum.withoutEvidence;
            continue;
        }
        switch (row.outcome) {
        case ReleaseOutcome::Good: addGood(row, sum); break;
        case ReleaseOutcome::Bad: addBad(row, sum); break;
        case ReleaseOutcome::Unclear:
            ++sum.unclear;
            sum.unclearStopped += row.replayed == Replayed::Stops ? 1 : 0;
            break;
        }
        if (const auto by = stoppedEarlier(row)) {
            earlier.push_back(*by);
        }
    }
    sum.compared = static_cast<std::uint32_t>(earlier.size());
    if (!earlier.empty()) {
        std::sort(earlier.begin(), earlier.end());
        sum.earlierMedian = earlier[(earlier.size() - 1) / 2];
    }
    return sum;
}

} // namespace hotswap
