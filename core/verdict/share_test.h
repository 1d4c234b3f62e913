// SPDX-License-Identifier: Apache-2.0
#pragma once
// Does the canary get more of the bad events than its share of the traffic? An anytime-valid count test:
// looking at it after every second keeps the stated rate of false alarms.
//
// Given the requests of both sides in a slice of time, and that both fail alike, each bad event falls on the
// canary with the probability p0 = canary requests / all requests. Were the canary's odds theta times as
// high, k of n events would be there with the likelihood ratio theta^k / (1 - p0 + theta p0)^n. Averaged over
// a prior on theta > 1 the product of these ratios over all slices is a nonnegative martingale that starts at
// 1, and by Ville's inequality it reaches 1/alpha with a probability of at most alpha, ever. (Wald 1945,
// mixtures: Robbins 1970; counts under given exposure: Przyborowski and Wilenski 1940; Lindon and Malek
// 2022.)
//
// Counts of real servers come in clumps. The evidence is divided by the dispersion that the untouched nodes
// show among each other (core/verdict/dispersion.h), and what one node or one burst can contribute is
// bounded: that only ever lowers the martingale, which keeps the bound.
//
// What gets worse late has to outweigh all the traffic that was good before. So a part of the stake is kept
// for starting anew: with q0 staked at first and q_j after the j-th restart, q0 + q1 + … = 1, the sum of the
// staked martingales is one too, and not less than the first and any other of them (mixtures over change
// points: Shin, Ramdas and Rinaldo 2024, "E-detectors"). The restart that is kept is the one before which a
// worsening was least likely.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotswap::verdict {

/// Where a part of the stake starts anew.
struct ShareRestarts {
    std::int64_t windows = 0; ///< between restarts; 0: never
    double stake = 0.05;      ///< kept for them; restart j gets 1/(j (j+1)) of it
};

/// What may be decided, and what a single node or burst may contribute.
struct ShareTestRules {
    double alpha = 0.0045;     ///< allowed false alarms over the whole run, 0..1
    double eventsMin = 3;      ///< on the canary, after the bounds below, before it can fail
    double burstEventsMin = 2; ///< of one node in one window that always count
    double burstRatioMax = 10; ///< times what its traffic would bring at the common rate: more do not count
    double nodeOthersRatio =
        2; ///< of one node at most 1 + so many times the events of all other canary nodes
    ShareRestarts restarts;
    double toleratedRatio = 1; ///< above 1: what logEvidenceWithin() is about
};

/// One canary node and its share of the baseline in one slice of time. Exposures are requests.
struct CountSlice {
    std::size_t node = 0;    ///< index among the canary nodes, below ShareTest's nodes
    std::int64_t window = 0; ///< number of the burst window (10 s) that the slice lies in; never decreases
    double canaryExposure = 0;
    double canaryEvents = 0;
    double baselineExposure = 0;
    double baselineEvents = 0;
};

/// One canary node in a slice that several share.
struct NodeCount {
    std::size_t node = 0;
    double exposure = 0;
    double events = 0;
};

/// What a test knows so far.
struct ShareEvidence {
    double logEvidence = 0;  ///< natural logarithm of the martingale; fails at log(1/alpha)
    double logNeeded = 0;    ///< log(1/alpha)
    double canaryEvents = 0; ///< that counted
    double baselineEvents = 0;
    bool worse = false;  ///< the canary is worse: stays true
    double ratio = 0;    ///< most likely ratio of the rates, canary to baseline; NaN before any event
    double ratioLow = 0; ///< confidence sequence for it (same alpha), 0..infinity
    double ratioHigh = 0;
    /// It got worse late: the evidence, its events and these rates per exposure are of the time since then.
    bool late = false;
    double canaryRate = 0;
    double baselineRate = 0;
};

/// Accumulates slices. Memory is bounded by the number of canary nodes; cost of a slice is constant.
class ShareTest {
public:
    static constexpr std::size_t kSteps = 49; ///< of the grid of theta: 2^(-4) to 2^8 by 2^(1/4)

    /// `nodes`: canary nodes, at least one.
    ShareTest(ShareTestRules rules, std::size_t nodes);

    /// Slices of one node come in order of time. Without exposure on one of the sides a slice tells nothing.
    void add(const CountSlice& slice);
    /// The same of nodes that are compared with the same baseline: one stratum in one slice.
    void add(std::int64_t window, std::span<const NodeCount> canary, double baselineExposure,
             double baselineEvents);
    /// Makes room for nodes that have come later.
    void grow(std::size_t nodes);
    /// `dispersion` >= 1: the evidence counts as if so many events were one. Remembers a failure.
    ShareEvidence look(double dispersion);

    /// Evidence that the ratio is below the tolerated one: the same martingale the other way, over a prior on
    /// ratios around 1, of all events, uncapped. Reaches log(1/alpha) with a probability of at most alpha
    /// where the ratio is the tolerated one or more. -infinity where none is given.
    double logEvidenceWithin(double dispersion) const;
    /// Further bad events before that reaches `logNeeded`, were the ratio `ratio`; infinity when it never
    /// would.
    double eventsToRuleOut(double ratio, double dispersion, double logNeeded) const;

    /// Further bad events (both sides together) before the test fails on average, were the canary's rate
    /// `ratio` times the baseline's; infinity when it never would.
    double eventsToFail(double ratio, double dispersion) const;

    static double theta(std::size_t step);

private:
    struct NodeState {
        std::int64_t window = -1;
        double inWindow = 0; ///< events that counted in the window
        double expectedInWindow = 0;
    };

    using Grid = std::array<double, kSteps>;
    /// Sums at some time.
    struct Totals {
        Grid logLikelihood{}; ///< per theta, relative to theta = 1
        std::vector<double> nodeEvents;
        double events = 0; ///< on the canary, that counted
        double exposure = 0;
        double baselineEvents = 0;
        double baselineExposure = 0;
    };
    struct Part {
        double logEvidence = 0;
        double events = 0; ///< on the canary, that counted
    };

    double counted(const NodeCount& count, std::int64_t window, double rate);
    void weigh(double share, double events, double uncapped, double baselineEvents);
    double meanShare() const;
    void restart(std::int64_t window);
    double excessOfNodes(const Totals& since) const;
    Part partSince(const Totals& since, double phi) const;
    /// Of the whole stake; `late`: whether most of it is of the restart.
    Part evidence(double phi, bool& late) const;

    ShareTestRules m_rules;
    std::vector<NodeState> m_nodes;
    Totals m_all;
    Totals m_restart;                 ///< at the restart that is kept
    std::int64_t m_restartNumber = 0; ///< of it; 0: none yet
    std::int64_t m_restartsPassed = 0;
    std::int64_t m_firstWindow = -1;
    double m_lastShare = -1; ///< p0 of the slice before
    Grid m_lastCost{};       ///< log(1 - p0 + theta p0) of it
    double m_shareSum = 0;   ///< sum of p0 over events, for the mean share
    Grid m_uncapped{};       ///< logLikelihood of all events
    double m_tolerated = 0;  ///< the same of the tolerated ratio
    bool m_worse = false;
};

} // namespace hotswap::verdict
