// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/share_test.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace hotswap::verdict {

namespace {

constexpr double kFirstExponent = -4; // of theta, to the base 2
constexpr double kStepsPerDoubling = 4;
constexpr double kAroundWidth = 0.4;   // doublings
constexpr std::size_t kUsualStep = 22; // a ratio of 2.8
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

struct Tables {
    std::array<double, ShareTest::kSteps> logWeight{}; ///< of the prior
    std::array<double, ShareTest::kSteps> theta{};
    std::array<double, ShareTest::kSteps> logTheta{};
    std::array<double, ShareTest::kSteps> logAround{}; ///< weights around a ratio of 1
    Tables() {
        double sum = 0;
        for (std::size_t i = 0; i < ShareTest::kSteps; ++i) {
            sum += weightOf(i);
        }
        for (std::size_t i = 0; i < ShareTest::kSteps; ++i) {
            logWeight[i] = std::log(weightOf(i) / sum);
            theta[i] = ShareTest::theta(i);
            logTheta[i] = std::log(theta[i]);
            const double off = std::log2(theta[i]) / kAroundWidth;
            logAround[i] = -0.5 * off * off -
                           std::log(std::sqrt(2 * std::numbers::pi) * kAroundWidth * kStepsPerDoubling);
        }
    }
};

const Tables& tables() {
    static const Tables kTables;
    return kTables;
}

double logSum(double one, double other) {
    const double most = std::max(one, other);
    return std::isfinite(most) ? most + std::log1p(std::exp(std::min(one, other) - most)) : most;
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

ShareTest::ShareTest(ShareTestRules rules, std::size_t nodes) : m_rules(rules) {
    grow(std::max<std::size_t>(nodes, 1));
}

void ShareTest::grow(std::size_t nodes) {
    if (nodes > m_nodes.size()) {
        m_nodes.resize(nodes);
        m_all.nodeEvents.resize(nodes);
    }
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
    m_all.nodeEvents[count.node] += events;
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
    restart(window);
    m_all.baselineEvents += baselineEvents;
    m_all.baselineExposure += baselineExposure;
    m_all.exposure += canaryExposure;
    const double rate =
        m_all.baselineEvents / m_all.baselineExposure; // this slice's baseline, not its canary
    double events = 0;
    double uncapped = 0;
    for (const NodeCount& count : canary) {
        uncapped += count.exposure > 0 ? count.events : 0;
        events += count.exposure > 0 ? counted(count, window, rate) : 0;
    }
    m_all.events += events;
    if (uncapped + baselineEvents > 0) {
        weigh(canaryExposure / (canaryExposure + baselineExposure), events, uncapped, baselineEvents);
    }
}

void ShareTest::weigh(double share, double events, double uncapped, double baselineEvents) {
    const Tables& g = tables();
    const double all = events + baselineEvents;
    const double allUncapped = uncapped + baselineEvents;
    m_shareSum += share * all;
    if (share != m_lastShare) {
        m_lastShare = share;
        for (std::size_t i = 0; i < kSteps; ++i) {
            m_lastCost[i] = std::log1p(share * (g.theta[i] - 1));
        }
    }
    for (std::size_t i = 0; i < kSteps; ++i) {
        m_all.logLikelihood[i] += events * g.logTheta[i] - all * m_lastCost[i];
        m_uncapped[i] += uncapped * g.logTheta[i] - allUncapped * m_lastCost[i];
    }
    const double tolerated = m_rules.toleratedRatio;
    m_tolerated += uncapped * std::log(tolerated) - allUncapped * std::log1p(share * (tolerated - 1));
}

/// Keeps the sums of a restart when the usual worsening has never been less likely than up to it.
void ShareTest::restart(std::int64_t window) {
    if (m_rules.restarts.windows <= 0) {
        return;
    }
    m_firstWindow = m_firstWindow < 0 ? window : m_firstWindow;
    const std::int64_t number = (window - m_firstWindow) / m_rules.restarts.windows;
    if (number <= m_restartsPassed) {
        return;
    }
    m_restartsPassed = number;
    if (m_restartNumber == 0 || m_all.logLikelihood[kUsualStep] < m_restart.logLikelihood[kUsualStep]) {
        m_restart = m_all;
        m_restartNumber = number;
    }
}

/// Events of nodes that stand alone: beyond what all others together make believable.
double ShareTest::excessOfNodes(const Totals& since) const {
    if (m_nodes.size() < 2) {
        return 0;
    }
    const double all = m_all.events - since.events;
    double excess = 0;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const double events = m_all.nodeEvents[i] - (i < since.nodeEvents.size() ? since.nodeEvents[i] : 0.0);
        excess += std::max(0.0, events - (1 + m_rules.nodeOthersRatio * (all - events)));
    }
    return excess;
}

ShareTest::Part ShareTest::partSince(const Totals& since, double phi) const {
    const Tables& g = tables();
    const double excess = excessOfNodes(since);
    std::array<double, kSteps> terms{};
    for (std::size_t i = 0; i < kSteps; ++i) {
        const double likelihood = m_all.logLikelihood[i] - since.logLikelihood[i];
        terms[i] = g.logWeight[i] + (likelihood - excess * g.logTheta[i]) / phi;
    }
    return {logSumExp(terms), m_all.events - since.events - excess};
}

ShareTest::Part ShareTest::evidence(double phi, bool& late) const {
    Part whole = partSince({}, phi);
    late = false;
    if (m_rules.restarts.windows <= 0) {
        return whole;
    }
    whole.logEvidence += std::log1p(-m_rules.restarts.stake);
    if (m_restartNumber == 0) {
        return whole;
    }
    const double n = static_cast<double>(m_restartNumber);
    Part part = partSince(m_restart, phi);
    part.logEvidence += std::log(m_rules.restarts.stake / (n * (n + 1)));
    late = part.logEvidence > whole.logEvidence;
    return {logSum(whole.logEvidence, part.logEvidence), late ? part.events : whole.events};
}

ShareEvidence ShareTest::look(double dispersion) {
    const double phi = std::max(1.0, dispersion);
    const Tables& g = tables();
    const auto best = std::max_element(m_all.logLikelihood.begin(), m_all.logLikelihood.end());
    const auto bestStep = static_cast<std::size_t>(best - m_all.logLikelihood.begin());
    ShareEvidence evidence;
    const Part part = this->evidence(phi, evidence.late);
    const Totals none;
    const Totals& since = evidence.late ? m_restart : none;
    evidence.logEvidence = part.logEvidence;
    evidence.canaryEvents = part.events;
    evidence.baselineEvents = m_all.baselineEvents - since.baselineEvents;
    evidence.canaryRate = part.events / (m_all.exposure - since.exposure);
    evidence.baselineRate = evidence.baselineEvents / (m_all.baselineExposure - since.baselineExposure);
    evidence.logNeeded = -std::log(m_rules.alpha);
    m_worse =
        m_worse || (evidence.canaryEvents >= m_rules.eventsMin && evidence.logEvidence >= evidence.logNeeded);
    evidence.worse = m_worse;
    evidence.ratio = m_all.events + m_all.baselineEvents > 0 ? g.theta[bestStep] : kNaN;
    // The confidence sequence: every theta that a flat mixture does not refute.
    std::array<double, kSteps> flat{};
    for (std::size_t i = 0; i < kSteps; ++i) {
        flat[i] = m_all.logLikelihood[i] / phi - std::log(static_cast<double>(kSteps));
    }
    const double least = logSumExp(flat) - evidence.logNeeded;
    evidence.ratioLow = 0;
    evidence.ratioHigh = kInfinity;
    for (std::size_t i = 0; i < kSteps; ++i) {
        const bool refuted = m_all.logLikelihood[i] / phi < least;
        if (refuted && i < bestStep) {
            evidence.ratioLow = g.theta[i];
        } else if (refuted && i > bestStep) {
            evidence.ratioHigh = g.theta[i];
            break;
        }
    }
    return evidence;
}

double ShareTest::meanShare() const {
    const double all = m_all.events + m_all.baselineEvents;
    return all > 0 ? m_shareSum / all : 0.5;
}

double ShareTest::logEvidenceWithin(double dispersion) const {
    if (!(m_rules.toleratedRatio > 1)) {
        return -kInfinity;
    }
    const double phi = std::max(1.0, dispersion);
    const Tables& g = tables();
    std::array<double, kSteps> terms{};
    for (std::size_t i = 0; i < kSteps; ++i) {
        const bool within = g.theta[i] < m_rules.toleratedRatio;
        terms[i] = within ? g.logAround[i] + (m_uncapped[i] - m_tolerated) / phi : -kInfinity;
    }
    return logSumExp(terms);
}

double ShareTest::eventsToRuleOut(double ratio, double dispersion, double logNeeded) const {
    const double p0 = meanShare();
    const double least = std::max(ratio, theta(0));
    const double p = least * p0 / (1 - p0 + least * p0);
    const double tolerated = m_rules.toleratedRatio * p0 / (1 - p0 + m_rules.toleratedRatio * p0);
    if (!(least < m_rules.toleratedRatio)) {
        return kInfinity;
    }
    const double perEvent = p * std::log(p / tolerated) + (1 - p) * std::log((1 - p) / (1 - tolerated));
    const double phi = std::max(1.0, dispersion);
    return std::max(0.0, (logNeeded - logEvidenceWithin(phi)) * phi / perEvent);
}

double ShareTest::eventsToFail(double ratio, double dispersion) const {
    const double p0 = meanShare();
    const double p1 = ratio * p0 / (1 - p0 + ratio * p0);
    const double perEvent = p1 * std::log(p1 / p0) + (1 - p1) * std::log((1 - p1) / (1 - p0));
    if (!(ratio > 1) || !(perEvent > 0)) {
        return kInfinity;
    }
    const double phi = std::max(1.0, dispersion);
    bool late = false;
    const double missing = -std::log(m_rules.alpha) - evidence(phi, late).logEvidence;
    return std::max(0.0, missing * phi / perEvent);
}

} // namespace hotswap::verdict
