// SPDX-License-Identifier: Apache-2.0
#pragma once
// Adds rows of looks up: into the sum of a window, and to make a look smaller, so that it fits what is kept
// (limits::kEvidenceBytesPerLookMax) and can still be judged: single nodes are no longer told apart, counts
// and histograms stay whole.

#include "core/domain/look.h"

namespace hotswap {

/// One row per interval and release in the place of all nodes', for intervals that begin before `before`:
/// node empty, counts and histograms added up, CPU, memory and named metrics as means of those that were
/// measured. Later rows stay as they are. Ordered by start, then node.
std::vector<Sample> mergedPerInterval(const std::vector<Sample>& rows, Instant before = kNever);

/// One row per release over the whole time of the rows.
std::vector<Sample> mergedWhole(const std::vector<Sample>& rows);

/// All rows in one, whatever their release, for the window from..to.
WindowSum windowSum(const std::vector<Sample>& rows, Instant from, Instant to);

/// How many nodes the rows are of; rows that were merged before count as none.
std::uint32_t nodesIn(const std::vector<Sample>& rows);

} // namespace hotswap
