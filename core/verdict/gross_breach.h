// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is so bad that no test is needed: errors beyond an absolute rate and many times the baseline's, in
// several looks in a row. Beside the sequential judge, and when that waits for calmer nodes.

#include "core/verdict/threshold.h"

#include <optional>

namespace hotswap::verdict {

/// The finding of the threshold judge while there is such a breach; none while there is not, with too few
/// requests or errors (canaryRequestsMin, canaryErrorsMin), without a baseline, where errors are not judged,
/// or when what came since the look before is below the rate: one burst does not fail.
std::optional<MetricFinding> findGrossBreach(const JudgePolicy& policy, const Look& look);

} // namespace hotswap::verdict
