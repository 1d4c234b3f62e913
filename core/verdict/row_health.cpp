// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/row_health.h"

#include <algorithm>

namespace hotswap::verdict {

namespace {

constexpr double kRefusedShareMax = 0.05; // of a side's rows; more cannot be passed on
constexpr double kRefusedShareNone = 0.5; // of the canary's: more is no data at all
constexpr Duration kSilentAfter = 2 * kLateness;

double share(std::uint64_t refused, std::uint64_t rows) {
    return refused == 0 ? 0.0 : static_cast<double>(refused) / static_cast<double>(refused + rows);
}

} // namespace

void RowHealth::add(const RowWindow& window, Instant bakeStart) {
    m_baselineRows += window.untouched.size() + window.merged.size();
    m_refusedCanary += window.refusedCanary;
    m_refusedBaseline += window.refusedBaseline;
    for (const ArmRow& row : window.canary) {
        if (row.startMs >= toMs(bakeStart)) {
            ++m_canaryRows;
            m_lastCanaryMs = std::max(m_lastCanaryMs, row.startMs);
        }
    }
}

void RowHealth::addOpen(const RowWindow& window) {
    m_refusedLately += window.refusedCanary + window.refusedBaseline;
}

VerdictKind RowHealth::atBest(Instant at) const {
    const double canary = share(m_refusedCanary, m_canaryRows);
    if (m_canaryRows == 0 || canary > kRefusedShareNone ||
        toMs(at) - m_lastCanaryMs > (kSilentAfter + kRowLength).count()) {
        return VerdictKind::NoData;
    }
    const bool doubtful = m_refusedLately > 0 || canary > kRefusedShareMax ||
                          share(m_refusedBaseline, m_baselineRows) > kRefusedShareMax;
    return doubtful ? VerdictKind::Inconclusive : VerdictKind::Pass;
}

} // namespace hotswap::verdict
