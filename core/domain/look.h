// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one look at a wave brought: the judge's whole input, in the order it came. Kept as evidence: a leader
// that takes over, an explanation and a back-test fold the same looks again and get the same verdicts.

#include "core/domain/telemetry.h"
#include "core/domain/time.h"
#include "core/domain/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotswap {

/// One value of a metric that does not come with the nodes' samples. NaN: its source had none.
struct SeriesValue {
    std::string metric; ///< MetricPolicy::name
    double canary = 0;
    double baseline = 0;
    bool sourceFailed = false; ///< the source could not be asked, or what it said was no answer
    bool operator==(const SeriesValue&) const = default;
};

/// A whole window of several nodes in one row.
struct WindowSum {
    Sample sum;                  ///< node empty; counts and histogram added up, CPU and memory as means
    std::uint32_t samples = 0;   ///< node intervals in it
    std::uint32_t nodesSeen = 0; ///< nodes with at least one
    bool operator==(const WindowSum&) const = default;
};

/// Rows are per node, release and interval; one that came before under the same node, release and start is
/// replaced. Ordered by start, then node. Above limits::kEvidenceBytesPerLookMax rows of the untouched nodes
/// are merged per interval (Sample::node then is empty, and `mergedNodes` says how many there were).
struct LookInput {
    std::uint32_t wave = 0;
    std::uint32_t number = 0; ///< of the look within the deployment, from 1
    Instant at{};
    std::vector<Sample> canary;    ///< new or changed since the look before
    std::vector<Sample> untouched; ///< the same of baseline (1)
    std::uint32_t mergedNodes = 0;
    // In the first look of a wave.
    std::optional<WindowSum> lastWave;        ///< baseline (2)
    std::optional<WindowSum> beforeRollout;   ///< baseline (3)
    std::optional<WindowSum> untouchedBefore; ///< the untouched nodes over the window of beforeRollout
    std::vector<SeriesValue> series;          ///< further metrics that were due
    bool operator==(const LookInput&) const = default;
};

/// A look as kept with its deployment.
struct LookEvidence {
    LookInput input;
    Verdict verdict; ///< what was decided by it
    bool operator==(const LookEvidence&) const = default;
};

} // namespace hotswap
