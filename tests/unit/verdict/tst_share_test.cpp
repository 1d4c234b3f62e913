// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/share_test.h"

#include <QtTest>

#include <cmath>

using namespace hotswap::verdict;

namespace {

/// A tenth of the traffic on two canary nodes, so many events of each side in a slice of its own window.
CountSlice slice(std::size_t node, std::int64_t window, double canary, double baseline) {
    return {node, window, 100, canary, 900, baseline};
}

} // namespace

class ShareTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allErrorsOnTheCanaryFailAfterFour() {
        ShareTest test({}, 2);
        test.add(slice(0, 0, 2, 0));
        QVERIFY(!test.look(1).worse);
        test.add(slice(1, 0, 2, 0));
        const ShareEvidence evidence = test.look(1);
        QVERIFY(evidence.worse);
        QCOMPARE(evidence.canaryEvents, 4.0);
        QVERIFY(evidence.logEvidence >= evidence.logNeeded);
        QVERIFY(evidence.ratioLow > 1);
    }

    void oneNodeAloneOfSeveralDoesNotFail() {
        ShareTest test({}, 2);
        for (std::int64_t window = 0; window < 200; ++window) {
            test.add(slice(0, window, 2, 1));
            test.add(slice(1, window, 0, 1));
        }
        QVERIFY(!test.look(1).worse);
        ShareTest alone({}, 1); // where it is the only canary, there is nobody to say otherwise
        for (std::int64_t window = 0; window < 200; ++window) {
            alone.add(slice(0, window, 2, 1));
        }
        QVERIFY(alone.look(1).worse);
    }

    void aBurstCountsOnce() {
        ShareTest test({}, 1);
        for (int second = 0; second < 10; ++second) {
            test.add(slice(0, 0, 50, 0));
        }
        QCOMPARE(test.look(1).canaryEvents, 2.0);
        QVERIFY(!test.look(1).worse);
        test.add(slice(0, 1, 50, 0));
        test.add(slice(0, 2, 50, 0));
        QVERIFY(test.look(1).worse);
    }

    void threefoldErrorsFailAndEqualOnesDoNot() {
        ShareTest equal({}, 1);
        ShareTest worse({}, 1);
        double events = 0;
        bool failed = false;
        for (std::int64_t window = 0; window < 100; ++window) {
            equal.add(slice(0, window, 1, 9));
            if (!failed) {
                worse.add(slice(0, window, 3, 9));
                events += 12;
                failed = worse.look(1).worse;
            }
        }
        QVERIFY(!equal.look(1).worse);
        const ShareEvidence evidence = equal.look(1);
        QVERIFY(evidence.ratioLow < 1 && evidence.ratioHigh > 1);
        QVERIFY(failed);
        QVERIFY2(events <= 84, qPrintable(QString::number(events)));
    }

    void clumpsCountLess() {
        ShareTest test({}, 1);
        for (std::int64_t window = 0; window < 6; ++window) {
            test.add(slice(0, window, 3, 9));
        }
        const double calm = test.look(1).logEvidence;
        ShareTest clumped = test;
        QVERIFY(clumped.look(4).logEvidence < calm);
        QVERIFY(test.eventsToFail(3, 4) > test.eventsToFail(3, 1));
    }

    void itSaysWhatIsMissing() {
        ShareTest test({}, 1);
        test.add(slice(0, 0, 1, 9));
        const double before = test.eventsToFail(3, 1);
        QVERIFY(before > 40 && before < 90);
        QVERIFY(std::isinf(test.eventsToFail(1, 1)));
        test.add(slice(0, 1, 3, 9));
        QVERIFY(test.eventsToFail(3, 1) < before);
    }

    void withoutTrafficOnBothSidesNothingIsSaid() {
        ShareTest test({}, 1);
        test.add({0, 0, 0, 5, 900, 0});
        test.add({0, 1, 100, 5, 0, 0});
        test.add({0, 2, std::nan(""), 5, 900, 0});
        const ShareEvidence evidence = test.look(1);
        QVERIFY(!evidence.worse);
        QVERIFY(std::isnan(evidence.ratio));
        QCOMPARE(evidence.canaryEvents, 0.0);
    }

    void aFailureStays() {
        ShareTest test({}, 1);
        for (std::int64_t window = 0; window < 5; ++window) {
            test.add(slice(0, window, 2, 0));
        }
        QVERIFY(test.look(1).worse);
        for (std::int64_t window = 5; window < 100; ++window) {
            test.add(slice(0, window, 0, 20));
        }
        QVERIFY(test.look(1).worse);
    }
};

QTEST_APPLESS_MAIN(ShareTestTest)
#include "tst_share_test.moc"
