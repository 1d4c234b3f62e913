// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is the mean of a series above nought? An anytime-valid t-test for what is no count: differences of CPU or
// memory between canary and baseline, one value a batch of time.
//
// For normal values of unknown variance, with S the sum and V the sum of squares of n values, a normal prior
// of precision c^2 on mean/deviation and the flat one on the deviation give the martingale
//   sqrt(c^2/(n+c^2)) * (1 - S^2 / ((n+c^2) V))^(-n/2),
// which reaches 1/alpha with a probability of at most alpha, ever (Lai 1976; Wang and Ramdas 2024, "Anytime-
// valid t-tests and confidence sequences for Gaussian means with unknown variance").
// Successive values of a server resemble each other: values are batched until they no longer do.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hotswap::verdict {

struct MeanTestRules {
    double alpha = 0.001;
    double precision = 1;             ///< c^2: effects of about one deviation are found soonest
    std::size_t batchesMin = 12;      ///< before it can fail: fewer do not show how they resemble each other
    std::size_t perBatch = 10;        ///< values of a batch at first
    double correlationMax = 0.2;      ///< between neighbouring batches; above it batches double in length
    std::size_t batchesKeptMax = 256; ///< then batches double in length too
};

struct MeanEvidence {
    std::size_t batches = 0;
    double mean = 0; ///< NaN without a batch
    double low = 0;  ///< confidence sequence of the mean, at alpha; -infinity while nothing is known
    double high = 0;
    double logEvidence = 0;
    double logNeeded = 0;
    bool above = false; ///< the mean is above nought: stays true
};

/// Accumulates values; memory is bounded by batchesKeptMax.
class MeanTest {
public:
    explicit MeanTest(MeanTestRules rules);
    /// One value, such as the canary's mean less the baseline's and less what is tolerated, of one interval.
    /// What is not a number is passed over.
    void add(double value);
    MeanEvidence look();
    /// What the mean lies between, at an alpha of its own; infinite while nothing is known.
    std::pair<double, double> interval(double alpha) const;
    /// How many values a batch holds by now.
    std::size_t perBatch() const { return m_perBatch; }

private:
    struct Sums {
        double n = 0;
        double sum = 0;
        double squares = 0;
    };

    Sums sums() const;
    double correlation() const;
    void halve();

    MeanTestRules m_rules;
    std::vector<double> m_batches;
    std::size_t m_perBatch;
    std::size_t m_inBatch = 0;
    double m_batchSum = 0;
    bool m_above = false;
};

} // namespace hotswap::verdict
