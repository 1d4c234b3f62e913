// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far the rows may be trusted: whether the source lies or has fallen silent.

#include "core/domain/verdict.h"
#include "core/verdict/row_window.h"

#include <limits>

namespace hotswap::verdict {

class RowHealth {
public:
    /// Windows in order of time; rows from before the bake count as the baseline's only.
    void add(const RowWindow& window, Instant bakeStart);
    /// Beside it, of windows that are still open: what was refused lately withholds the pass.
    void addOpen(const RowWindow& window);
    /// What they allow at best. No data: the canary has no rows, most of its rows cannot be, or the last one
    /// is more than two minutes old. Inconclusive: some rows of either side cannot be, lately or in number.
    VerdictKind atBest(Instant at) const;

private:
    std::uint64_t m_canaryRows = 0;
    std::uint64_t m_baselineRows = 0;
    std::uint64_t m_refusedCanary = 0;
    std::uint64_t m_refusedBaseline = 0;
    std::uint64_t m_refusedLately = 0;
    std::int64_t m_lastCanaryMs = std::numeric_limits<std::int64_t>::min();
};

} // namespace hotswap::verdict
