// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/traffic_test.h"

#include <algorithm>
#include <limits>

namespace hotswap::verdict {

namespace {

/// Of finding a difference between halves that are alike, over a whole wave. Each of the kinds spends it: a
/// wave in some hundred waits without need.
constexpr double kHalvesAlpha = 0.002;

/// Halves are of many nodes: no bound on bursts.
ShareTestRules rulesOfHalves() {
    ShareTestRules rules;
    rules.alpha = kHalvesAlpha;
    rules.burstEventsMin = std::numeric_limits<double>::max();
    return rules;
}

} // namespace

void WindowCounts::clear() {
    canary.clear();
    untouched.clear();
    mergedExposure = 0;
    mergedEvents = 0;
}

TrafficTest::TrafficTest(const ShareTestRules& rules, std::size_t canaryNodes, std::size_t untouchedNodes)
    : m_test(rules, canaryNodes), m_dispersion({}, untouchedNodes), m_halves(rulesOfHalves(), 1) {}

void TrafficTest::compare(std::int64_t window, const WindowCounts& counts, const Strata& strata,
                          double factor) {
    // Rows that cannot be told apart cannot be matched either: all with all.
    const bool matched = strata.count() > 1 && !(counts.mergedExposure > 0);
    const std::size_t count = matched ? strata.count() : 1;
    for (std::uint32_t stratum = 0; stratum < count; ++stratum) {
        m_stratum.clear();
        for (const NodeCount& node : counts.canary) {
            if (!matched || strata.ofCanary(static_cast<std::uint32_t>(node.node)) == stratum) {
                m_test.grow(node.node + 1);
                m_stratum.push_back({node.node, node.exposure * factor, node.events});
            }
        }
        double exposure = counts.mergedExposure;
        double events = counts.mergedEvents;
        for (const NodeCount& node : counts.untouched) {
            const std::uint32_t own = strata.ofUntouched(static_cast<std::uint32_t>(node.node));
            if (matched ? own == stratum : own != Strata::kNone) {
                exposure += node.exposure;
                events += node.events;
            }
        }
        m_test.add(window, m_stratum, exposure, events);
    }
}

void TrafficTest::watch(std::int64_t window, const WindowCounts& counts) {
    const std::int64_t atMs = window * kRowLength.count();
    NodeCount halves[2];
    for (const NodeCount& node : counts.untouched) {
        m_dispersion.grow(node.node + 1);
        m_dispersion.add(node.node, atMs, node.exposure, node.events);
        halves[node.node % 2].exposure += node.exposure;
        halves[node.node % 2].events += node.events;
    }
    if (counts.mergedExposure > 0) {
        m_dispersion.addMerged(atMs, counts.mergedEvents);
    }
    m_halves.add(window, {&halves[0], 1}, halves[1].exposure, halves[1].events);
}

bool TrafficTest::isApart(const ShareEvidence& evidence) {
    return evidence.ratioLow > 1 || evidence.ratioHigh < 1;
}

} // namespace hotswap::verdict
