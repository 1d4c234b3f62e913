// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rank_test.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace hotswap::verdict;

namespace {

/// Two samples with many ties and what R 3.4's wilcox.test(conf.int = TRUE, exact = FALSE, conf.level = 0.95)
/// says of them, from Kayenta's tests (MannWhitneySuite, "tie out with R version").
const std::vector<double> kBaseline{
    1.5, 6.0, 5.0,  2.5, 2.5, 2.0,  2.0, 3.5, 3.0, 3.0, 3.0, 2.0, 3.0, 8.0, 4.0, 2.5, 3.0, 2.5,
    2.5, 2.0, 2.5,  2.0, 2.0, 2.5,  3.5, 3.0, 1.5, 5.0, 2.5, 5.5, 2.0, 2.5, 3.5, 2.0, 2.5, 4.0,
    2.0, 2.0, 2.0,  2.0, 5.5, 4.5,  4.0, 3.0, 3.0, 3.5, 2.5, 3.0, 2.5, 4.0, 6.0, 2.0, 5.0, 6.0,
    3.5, 3.0, 54.5, 3.0, 5.0, 6.0,  3.5, 4.5, 2.5, 2.0, 6.0, 5.0, 2.5, 3.5, 2.0, 3.0, 2.5, 3.5,
    3.5, 2.5, 3.0,  4.5, 3.0, 15.5, 5.0, 2.5, 3.0, 4.0, 3.5, 4.0, 4.0, 2.0, 4.5, 2.5, 4.0, 3.0};
const std::vector<double> kCanary{2.5, 2.5, 2.0, 2.5, 3.5, 2.0, 3.5, 1.5,  3.0, 3.0, 2.5, 3.5, 2.0, 2.5, 2.0,
                                  2.0, 5.0, 3.0, 2.0, 1.5, 2.0, 4.0, 3.0,  2.5, 3.0, 2.0, 2.0, 2.0, 2.5, 3.5,
                                  1.5, 1.5, 3.5, 2.0, 2.5, 2.5, 3.0, 3.5,  2.5, 6.5, 2.5, 4.0, 2.5, 3.0, 2.5,
                                  6.5, 2.5, 3.0, 1.5, 2.0, 2.5, 3.0, 7.5,  1.5, 2.0, 4.0, 2.5, 2.0, 2.5, 3.5,
                                  4.0, 2.5, 3.0, 2.5, 2.0, 3.5, 3.0, 16.5, 3.0, 3.0, 7.0, 4.5, 5.0, 2.0, 3.5,
                                  6.0, 1.5, 3.0, 2.5, 4.0, 3.0, 1.5, 5.0,  3.0, 2.5, 5.5, 3.0, 1.5, 2.5, 6.0};
constexpr double kRLow = -0.500002521696696;
constexpr double kRHigh = -3.486287505871302e-5;
constexpr double kREstimate = -0.4999393907180323;
constexpr double kRTolerance = 1e-4; // of R's root search

bool near(double a, double b, double tolerance = 1e-9) {
    return std::abs(a - b) <= tolerance;
}

std::vector<double> scaled(const std::vector<double>& values, double by) {
    std::vector<double> out;
    for (const double value : values) {
        out.push_back(value * by);
    }
    return out;
}

} // namespace

class RankTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quantilesInterpolate() {
        const std::vector<double> values{1, 2, 3, 4};
        QCOMPARE(quantileOf(values, 0), 1.0);
        QCOMPARE(quantileOf(values, 0.25), 1.75);
        QCOMPARE(quantileOf(values, 0.5), 2.5);
        QCOMPARE(quantileOf(values, 1), 4.0);
        QVERIFY(std::isnan(quantileOf({}, 0.5)));
    }

    void outliersAreBeyondBothFences() {
        std::vector<double> values(200, 0);
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = static_cast<double>(i % 10);
        }
        values.push_back(1000);
        const auto kept = withoutOutliers(values, 3);
        QCOMPARE(kept.size(), std::size_t{200});
        // In a short series the 99th percentile itself lies far out and keeps what is there.
        QCOMPARE(withoutOutliers(std::vector<double>{1, 1, 1, 1}, 3).size(), std::size_t{4});
    }

    void theIntervalIsThatOfR() {
        const ShiftInterval interval = rankShift(kCanary, kBaseline, 0.95);
        QVERIFY(near(interval.low, kRLow, kRTolerance));
        QVERIFY(near(interval.high, kRHigh, kRTolerance));
        QVERIFY(near(interval.estimate, kREstimate, kRTolerance));
    }

    void theUnitDoesNotMatter() {
        const ShiftInterval interval = rankShift(kCanary, kBaseline, 0.95);
        for (const double by : {0x1p-40, 0x1p40}) {
            const ShiftInterval other = rankShift(scaled(kCanary, by), scaled(kBaseline, by), 0.95);
            QVERIFY(near(other.low / by, interval.low, 1e-6));
            QVERIFY(near(other.high / by, interval.high, 1e-6));
            QVERIFY(near(other.estimate / by, interval.estimate, 1e-6));
        }
    }

    void theOrderOfSamplesTurnsTheSign() {
        const ShiftInterval one = rankShift(kCanary, kBaseline, 0.98);
        const ShiftInterval other = rankShift(kBaseline, kCanary, 0.98);
        QVERIFY(near(one.low, -other.high, 1e-6));
        QVERIFY(near(one.high, -other.low, 1e-6));
    }

    void constantSamplesDifferByTheirDifference() {
        const ShiftInterval interval =
            rankShift(std::vector<double>{5, 5, 5}, std::vector<double>{3, 3}, 0.98);
        QCOMPARE(interval.low, 2.0);
        QCOMPARE(interval.high, 2.0);
        QCOMPARE(interval.estimate, 2.0);
    }

    void effectsAreWhatTheySay() {
        const std::vector<double> high{3, 4};
        const std::vector<double> low{1, 2};
        QCOMPARE(commonLanguageEffect(high, low), 1.0);
        QCOMPARE(commonLanguageEffect(low, high), 0.0);
        QCOMPARE(commonLanguageEffect(low, low), 0.5);
        QCOMPARE(meanRatio(high, low), 3.5 / 1.5);
        QVERIFY(std::isnan(meanRatio(high, std::vector<double>{0, 0})));
        QVERIFY(std::isnan(meanRatio(std::vector<double>{0}, low)));
        QVERIFY(std::isnan(commonLanguageEffect({}, low)));
    }
};

QTEST_APPLESS_MAIN(RankTestTest)
#include "tst_rank_test.moc"
