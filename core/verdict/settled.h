// SPDX-License-Identifier: Apache-2.0
#pragma once
// Adaptive bake: for how many looks in a row a wave's numbers have stayed around the baseline's.

#include "core/verdict/row_window.h"
#include "core/verdict/wave_fold.h"

namespace hotswap::verdict {

/// Of the last minute's rows: CPU, memory and mean latency each within their relative distance of the
/// baseline's; what is not measured on a side is not settled. One look counts an interval of the policy.
/// Nought where it is not enabled.
std::uint32_t settledLooks(const StabilisationPolicy& policy,
                           const std::map<std::int64_t, RowWindow>& lastMinute, const JudgeContext& context);

} // namespace hotswap::verdict
