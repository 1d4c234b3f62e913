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

/// Value that must be exceeded to breach: beyond the relative limit and beyond the absolute floor. A baseline
/// of nought leaves the floor to decide.
double limitOver(const ThresholdRule& rule, double reference);

/// What an arm shows in a metric, in its unit; NaN: not measured.
double valueOf(Metric metric, const ArmNumbers& arm);

/// Judges each threshold of the policy and combines them: a failing critical metric fails; else a metric
/// without data gives no data; else one that cannot decide, breaches for less than looksInARow looks, or
/// fails without being critical leaves it inconclusive; else it passes. Dry-run ones do not count. Nothing is
/// divided by the baseline.
Verdict judgeThresholds(const JudgePolicy& policy, const Look& look);

/// Whether a breach was seen that has not lasted long enough to decide: further looks will tell.
bool isBreachRunning(const Verdict& verdict);

} // namespace hotswap::verdict
