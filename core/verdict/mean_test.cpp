// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/mean_test.h"

#include <cmath>
#include <limits>
#include <tuple>

namespace hotswap::verdict {

namespace {

constexpr std::size_t kBatchesToCorrelate = 12; // fewer say nothing about each other
constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

MeanTest::MeanTest(MeanTestRules rules)
    : m_rules(rules), m_perBatch(std::max<std::size_t>(rules.perBatch, 1)) {}

void MeanTest::add(double value) {
    if (!std::isfinite(value)) {
        return;
    }
    m_batchSum += value;
    if (++m_inBatch < m_perBatch) {
        return;
    }
    m_batches.push_back(m_batchSum / static_cast<double>(m_perBatch));
    m_batchSum = 0;
    m_inBatch = 0;
    if (m_batches.size() >= m_rules.batchesKeptMax || correlation() > m_rules.correlationMax) {
        halve();
    }
}

/// Of neighbouring batches, around their line: a steady rise (a leak) is no reason to wait. Nought while
/// there are too few.
double MeanTest::correlation() const {
    const std::size_t n = m_batches.size();
    if (n < kBatchesToCorrelate) {
        return 0;
    }
    const double middle = static_cast<double>(n - 1) / 2;
    double mean = 0;
    double slope = 0;
    double spread = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double off = static_cast<double>(i) - middle;
        mean += m_batches[i] / static_cast<double>(n);
        slope += off * m_batches[i];
        spread += off * off;
    }
    slope /= spread;
    const auto residual = [&](std::size_t i) {
        return m_batches[i] - mean - slope * (static_cast<double>(i) - middle);
    };
    double all = 0;
    double neighbours = 0;
    for (std::size_t i = 0; i < n; ++i) {
        all += residual(i) * residual(i);
        neighbours += i + 1 < n ? residual(i) * residual(i + 1) : 0;
    }
    return all > 0 ? neighbours / all : 0;
}

/// Two batches become one; an odd last one goes back to be filled up.
void MeanTest::halve() {
    const std::size_t pairs = m_batches.size() / 2;
    if (m_batches.size() % 2 == 1) {
        m_batchSum = m_batches.back() * static_cast<double>(m_perBatch);
        m_inBatch = m_perBatch;
    }
    for (std::size_t i = 0; i < pairs; ++i) {
        m_batches[i] = (m_batches[2 * i] + m_batches[2 * i + 1]) / 2;
    }
    m_batches.resize(pairs);
    m_perBatch *= 2;
}

MeanTest::Sums MeanTest::sums() const {
    Sums all;
    all.n = static_cast<double>(m_batches.size());
    for (const double batch : m_batches) {
        all.sum += batch;
        all.squares += batch * batch;
    }
    return all;
}

/// All means m for which the same evidence against (values - m) stays below what is needed: with
/// k = 1 - (c/(n+c))^(1/n) alpha^(2/n), (sum - n m)^2 < k (n+c) (squares - 2 m sum + n m^2).
std::pair<double, double> MeanTest::interval(double alpha) const {
    const Sums s = sums();
    const double c = m_rules.precision;
    if (s.n < 2 || !(s.squares > 0)) {
        return {-kInfinity, kInfinity};
    }
    const double k = 1 - std::exp((std::log(c / (s.n + c)) + 2 * std::log(alpha)) / s.n);
    const double a = s.n * s.n - k * (s.n + c) * s.n;
    const double b = s.sum * (s.n - k * (s.n + c));
    const double d = s.sum * s.sum - k * (s.n + c) * s.squares;
    const double root = std::max(b * b - a * d, 0.0); // nought for values that are all the same
    if (!(a > 0) || !std::isfinite(root)) {
        return {-kInfinity, kInfinity};
    }
    const double half = std::sqrt(root);
    return {(b - half) / a, (b + half) / a};
}

MeanEvidence MeanTest::look() {
    const Sums s = sums();
    const double c = m_rules.precision;
    MeanEvidence evidence;
    evidence.batches = m_batches.size();
    evidence.logNeeded = -std::log(m_rules.alpha);
    evidence.mean = s.n > 0 ? s.sum / s.n : std::numeric_limits<double>::quiet_NaN();
    std::tie(evidence.low, evidence.high) = interval(m_rules.alpha);
    if (s.n >= 2 && s.squares > 0) {
        evidence.logEvidence =
            0.5 * std::log(c / (s.n + c)) - s.n / 2 * std::log1p(-s.sum * s.sum / ((s.n + c) * s.squares));
    }
    m_above = m_above || (s.sum > 0 && m_batches.size() >= m_rules.batchesMin &&
                          evidence.logEvidence >= evidence.logNeeded);
    evidence.above = m_above;
    return evidence;
}

} // namespace hotswap::verdict
