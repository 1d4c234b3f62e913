// SPDX-License-Identifier: Apache-2.0
#pragma once
// The threshold judge: one look at one wave. Pure; what it needs of earlier looks is in the stored verdicts.

#include "core/domain/policy.h"
#include "core/domain/verdict.h"
#include "core/verdict/baseline.h"

namespace hotswap::verdict {

/// Everything one look rests on.
struct Look {
    Instant at{};
    ArmNumbers canary;
    Baselines baselines;
    const Verdict* previous = nullptr;    ///< the look before on the same wave; nullptr: the first
    const Verdict* earlierWave = nullptr; ///< latest look on the wave before; nullptr: none
};

/// Judges each threshold of the policy and combines them: a failing critical metric fails; else a metric
/// without data gives no data; else one that cannot decide, breaches for less than looksInARow looks, or
/// fails without being critical leaves it inconclusive; else it passes. Nothing is divided by the baseline.
Verdict judgeThresholds(const JudgePolicy& policy, const Look& look);

/// Whether a breach was seen that has not lasted long enough to decide: further looks will tell.
bool isBreachRunning(const Verdict& verdict);

} // namespace hotswap::verdict
