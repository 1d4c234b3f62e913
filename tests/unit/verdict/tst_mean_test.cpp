// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/mean_test.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace hotswap::verdict;

namespace {

/// Swings around `mean` by one.
double swing(int i, double mean) {
    return mean + (i / 10 % 2 == 0 ? 1 : -1);
}

} // namespace

class MeanTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRiseIsFound() {
        MeanTest test({});
        for (int i = 0; i < 300; ++i) {
            test.add(swing(i, 1.5));
        }
        const MeanEvidence evidence = test.look();
        QVERIFY(evidence.above);
        QVERIFY(evidence.low > 0 && evidence.low < 1.5 && evidence.high > 1.5);
    }

    void noneIsNot() {
        MeanTest test({});
        for (int i = 0; i < 3'600; ++i) {
            test.add(swing(i, 0));
            QVERIFY(!test.look().above);
        }
        const MeanEvidence evidence = test.look();
        QVERIFY(evidence.low < 0 && evidence.high > 0);
    }

    void aFallIsNoRise() {
        MeanTest test({});
        for (int i = 0; i < 1'000; ++i) {
            test.add(swing(i, -3));
        }
        QVERIFY(!test.look().above);
        QVERIFY(test.look().high < 0);
    }

    void fewBatchesSayNothing() {
        MeanTest test({});
        QVERIFY(std::isnan(test.look().mean));
        for (int i = 0; i < 110; ++i) {
            test.add(swing(i, 50));
        }
        QVERIFY(!test.look().above);
    }

    void whatIsNoNumberIsPassedOver() {
        MeanTest test({});
        for (int i = 0; i < 100; ++i) {
            test.add(std::nan(""));
            test.add(std::numeric_limits<double>::infinity());
        }
        QCOMPARE(test.look().batches, std::size_t{0});
    }

    void slowSeriesAreBatchedLonger() {
        MeanTest test({});
        for (int i = 0; i < 3'600; ++i) {
            test.add(std::sin(i / 100.0));
        }
        QVERIFY2(test.look().batches < 60, qPrintable(QString::number(test.look().batches)));
        QVERIFY(!test.look().above);
    }

    void memoryIsBounded() {
        MeanTestRules rules;
        rules.perBatch = 1;
        MeanTest test(rules);
        for (int i = 0; i < 10'000; ++i) {
            test.add(i % 2 == 0 ? 1 : -1);
        }
        QVERIFY(test.look().batches < rules.batchesKeptMax);
    }
};

QTEST_APPLESS_MAIN(MeanTestTest)
#include "tst_mean_test.moc"
