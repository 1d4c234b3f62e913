// SPDX-License-Identifier: Apache-2.0
#pragma once
// A changed policy tried on kept evidence: what it would have made of past rollouts.

#include "core/domain/deployment_summary.h"
#include "core/domain/time.h"
#include "core/domain/verdict.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace hotswap {

/// What a rollout came to, as a yardstick for judges. Good: it succeeded and nobody took it back. Bad: it
/// failed or was taken back for what it did. Unclear: it ended for another reason (aborted, superseded, …).
enum class ReleaseOutcome { Good, Bad, Unclear };

ReleaseOutcome outcomeOf(const DeploymentSummary& summary);

/// What the policy would have made of a rollout.
enum class Replayed {
    NoEvidence, ///< no look is kept: nothing can be said
    Passes,     ///< every wave that was looked at
    Waits,      ///< at the end of a wave it would have asked a person, and nothing worse
    Stops,      ///< a verdict would have failed
};

/// One rollout. Its looks end where it really ended: a policy that would have gone on is not seen to the end.
struct BacktestRow {
    DeploymentSummary summary;
    ReleaseOutcome outcome = ReleaseOutcome::Unclear;
    std::optional<Instant> stoppedAt; ///< really: when a verdict failed it, or it began to be taken back
    bool stoppedByVerdict = false;
    Replayed replayed = Replayed::NoEvidence;
    std::uint32_t wave = 0;         ///< from 0, of what follows
    Instant at{};                   ///< Stops and Waits: when
    std::optional<Verdict> verdict; ///< the one that stops or waits, else the last
    std::uint32_t looks = 0;
    bool truncated = false; ///< not all looks were kept
    bool operator==(const BacktestRow&) const = default;
};

/// How much earlier the policy would have stopped it; negative: later. Nothing unless both did.
std::optional<Duration> stoppedEarlier(const BacktestRow& row);

struct BacktestSum {
    std::uint32_t rollouts = 0;
    std::uint32_t withoutEvidence = 0;
    std::uint32_t bad = 0;           ///< with evidence, as all that follow
    std::uint32_t badStopped = 0;    ///< by the policy
    std::uint32_t badStoppedNew = 0; ///< of these, not stopped by a verdict then
    std::uint32_t badMissed = 0;     ///< stopped by a verdict then, not by the policy
    std::uint32_t good = 0;
    std::uint32_t goodStopped = 0; ///< wrongly
    std::uint32_t goodWaiting = 0;
    std::uint32_t unclear = 0;
    std::uint32_t unclearStopped = 0;
    Duration earlierMedian{};   ///< over those stopped both then and by the policy; negative: later
    std::uint32_t compared = 0; ///< how many these are
    bool operator==(const BacktestSum&) const = default;
};

BacktestSum sumOf(const std::vector<BacktestRow>& rows);

} // namespace hotswap
