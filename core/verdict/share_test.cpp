// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/share_test.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr double kFirstExponent = -4; // of theta, to the base 2
constexpr double kStepsPerDoubling = 4;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The prior: how much each theta above one is looked for. Most of it where releases that hurt were seen to
/// be, a little at small effects, and some at the end, where all events fall on the canary.
double weightOf(std::size_t step) {
    constexpr double kUsual = 1.5; // doublings: a ratio of 2.8
    constexpr double kUsualWidth = 0.6;
    constexpr double kBroad = 0.1; // beside the usual ones, falling by half every 1.4 doublings
    constexpr double kExtreme = 0.56;
    const double x = std::log2(ShareTest::theta(step));
    if (x <= 0) {
        return 0;
    }
    const double off = (x - kUsual) / kUsualWidth;
    return std::exp(-0.5 * off * off) + kBroad * std::exp(-x / 2) +
           (step + 1 == ShareTest::kSteps ? kExtreme : 0);
}

struct Grid {
    std::array<double, ShareTest::kSteps> logWeight{}; ///< of the prior
    std::array<double, ShareTest::kSteps> theta{};
    std::array<double, ShareTest::kSteps> logTheta{};
    Grid() {
        double sum = 0;
        for (std::size_t i = 0; i < ShareTest::kSteps; ++i) {
            sum += weightOf(i);
        }
        for (std::size_t i = 0; i < ShareTest::kSteps; ++i) {
            logWeight[i] = std::log(weightOf(i) / sum);
            theta[i] = ShareTest::theta(i);
            logTheta[i] = std::log(theta[i]);
        }
    }
};

const Grid& grid() {
    static const Grid kGrid;
    return kGrid;
}

double logSumExp(const std::array<double, ShareTest::kSteps>& terms) {
    const double most = *std::max_element(terms.begin(), terms.end());
    if (!std::isfinite(most)) {
        return most;
    }
    double sum = 0;
    for (const double term : terms) {
        sum += std::exp(term - most);
    }
    return most + std::log(sum);
}

} // namespace

double ShareTest::theta(std::size_t step) {
    return std::exp2(kFirstExponent + static_cast<double>(step) / kStepsPerDoubling);
}

ShareTest::ShareTest(ShareTestRules rules, std::size_t nodes)
    : m_rules(rules), m_nodes(std::max<std::size_t>(nodes, 1)) {}

void ShareTest::grow(std::size_t nodes) {
    m_nodes.resize(std::max(m_nodes.size(), nodes));
}

/// How many of the node's events count: the rest is the burst of one node. `rate`: what is common.
double ShareTest::counted(const NodeCount& count, std::int64_t window, double rate) {
    NodeState& node = m_nodes[count.node];
    if (window != node.window) {
        node.window = window;
        node.inWindow = 0;
        node.expectedInWindow = 0;
    }
    node.expectedInWindow += rate * count.exposure;
    const double most = std::max(m_rules.burstEventsMin, m_rules.burstRatioMax * node.expectedInWindow);
    const double events = std::clamp(most - node.inWindow, 0.0, count.events);
    node.inWindow += events;
    node.events += events;
    return events;
}

void ShareTest::add(const CountSlice& slice) {
    const NodeCount count{slice.node, slice.canaryExposure, slice.canaryEvents};
    add(slice.window, {&count, 1}, slice.baselineExposure, slice.baselineEvents);
}

void ShareTest::add(std::int64_t window, std::span<const NodeCount> canary, double baselineExposure,
                    double baselineEvents) {
    double canaryExposure = 0;
    for (const NodeCount& count : canary) {
        canaryExposure += count.exposure;
    }
    if (!(canaryExposure > 0) || !(baselineExposure > 0)) {
        return;
    }
    m_baselineEvents += baselineEvents;
    m_baselineExposure += baselineExposure;
    const double rate = m_baselineEvents / m_baselineExposure; // this slice's baseline in, its canary out
    double events = 0;
    for (const NodeCount& count : canary) {
        events += count.exposure > 0 ? counted(count, window, rate) : 0;
    }
    m_events += events;
    if (events + baselineEvents > 0) {
        weigh(canaryExposure / (canaryExposure + baselineExposure), events, events + baselineEvents);
    }
}

void ShareTest::weigh(double share, double events, double all) {
    const Grid& g = grid();
    m_exposure += share * all;
    if (share != m_lastShare) {
        m_lastShare = share;
        for (std::size_t i = 0; i < kSteps; ++i) {
            m_lastCost[i] = std::log1p(share * (g.theta[i] - 1));
        }
    }
    for (std::size_t i = 0; i < kSteps; ++i) {
        m_logLikelihood[i] += events * g.logTheta[i] - all * m_lastCost[i];
    }
}

/// Events of nodes that stand alone: beyond what all others together make believable.
double ShareTest::excessOfNodes() const {
    if (m_nodes.size() < 2) {
        return 0;
    }
    double excess = 0;
    for (const NodeState& node : m_nodes) {
        const double most = 1 + m_rules.nodeOthersRatio * (m_events - node.events);
        excess += std::max(0.0, node.events - most);
    }
    return excess;
}

ShareEvidence ShareTest::look(double dispersion) {
    const double phi = std::max(1.0, dispersion);
    const double excess = excessOfNodes();
    const Grid& g = grid();
    std::array<double, kSteps> terms{};
    double best = -kInfinity;
    std::size_t bestStep = 0;
    for (std::size_t i = 0; i < kSteps; ++i) {
        terms[i] = g.logWeight[i] + (m_logLikelihood[i] - excess * g.logTheta[i]) / phi;
        if (m_logLikelihood[i] > best) {
            best = m_logLikelihood[i];
            bestStep = i;
        }
    }
    ShareEvidence evidence;
    evidence.logEvidence = logSumExp(terms);
    evidence.logNeeded = -std::log(m_rules.alpha);
    evidence.canaryEvents = m_events - excess;
    evidence.baselineEvents = m_baselineEvents;
    m_worse =
        m_worse || (evidence.canaryEvents >= m_rules.eventsMin && evidence.logEvidence >= evidence.logNeeded);
    evidence.worse = m_worse;
    evidence.ratio = m_events + m_baselineEvents > 0 ? theta(bestStep) : kNaN;
    // The confidence sequence: every theta that a flat mixture does not refute.
    std::array<double, kSteps> flat{};
    for (std::size_t i = 0; i < kSteps; ++i) {
        flat[i] = m_logLikelihood[i] / phi - std::log(static_cast<double>(kSteps));
    }
    const double least = logSumExp(flat) - evidence.logNeeded;
    evidence.ratioLow = 0;
    evidence.ratioHigh = kInfinity;
    for (std::size_t i = 0; i < kSteps; ++i) {
        const bool refuted = m_logLikelihood[i] / phi < least;
        if (refuted && i < bestStep) {
            evidence.ratioLow = g.theta[i];
        } else if (refuted && i > bestStep) {
            evidence.ratioHigh = g.theta[i];
            break;
        }
    }
    return evidence;
}

double ShareTest::eventsToFail(double ratio, double dispersion) const {
    const double all = m_events + m_baselineEvents;
    const double p0 = all > 0 ? m_exposure / all : 0.5;
    const double p1 = ratio * p0 / (1 - p0 + ratio * p0);
    const double perEvent = p1 * std::log(p1 / p0) + (1 - p1) * std::log((1 - p1) / (1 - p0));
    if (!(ratio > 1) || !(perEvent > 0)) {
        return kInfinity;
    }
    std::array<double, kSteps> terms{};
    for (std::size_t i = 0; i < kSteps; ++i) {
        terms[i] = grid().logWeight[i] + m_logLikelihood[i] / std::max(1.0, dispersion);
    }
    const double missing = -std::log(m_rules.alpha) - logSumExp(terms);
    return std::max(0.0, missing * std::max(1.0, dispersion) / perEvent);
}

} // namespace hotswap::verdict
