// SPDX-License-Identifier: Apache-2.0
#pragma once
// One kind of bad event in the traffic (an error; an answer slower than a bound): the share test of canary
// against baseline, how events clump among the untouched nodes, and the same test on the two halves of the
// untouched nodes, which ought to find nothing.

#include "core/verdict/dispersion.h"
#include "core/verdict/share_test.h"
#include "core/verdict/strata.h"

#include <cstdint>
#include <vector>

namespace hotswap::verdict {

/// What one window holds of it.
struct WindowCounts {
    std::vector<NodeCount> canary;
    std::vector<NodeCount> untouched;
    double mergedExposure = 0; ///< of untouched nodes that cannot be told apart
    double mergedEvents = 0;
    void clear();
};

class TrafficTest {
public:
    TrafficTest(const ShareTestRules& rules, std::size_t canaryNodes, std::size_t untouchedNodes);

    /// Windows in order of time. `factor`: the canary's nodes were that much worse beforehand, at least 1.
    void compare(std::int64_t window, const WindowCounts& counts, const Strata& strata, double factor);
    /// The untouched nodes among each other.
    void watch(std::int64_t window, const WindowCounts& counts);
    void until(Instant at) { m_dispersion.until(toMs(at)); }

    double dispersion() const { return m_dispersion.factor(); }
    ShareEvidence look(double dispersion) { return m_test.look(dispersion); }
    double eventsToFail(double ratio, double dispersion) const {
        return m_test.eventsToFail(ratio, dispersion);
    }
    const ShareTest& test() const { return m_test; }
    /// Whether the halves differ although they are treated alike.
    bool isRestless(double dispersion) { return isApart(m_halves.look(dispersion)); }

private:
    static bool isApart(const ShareEvidence& evidence);

    ShareTest m_test;
    Dispersion m_dispersion;
    ShareTest m_halves;
    std::vector<NodeCount> m_stratum; ///< kept for its memory
};

} // namespace hotswap::verdict
