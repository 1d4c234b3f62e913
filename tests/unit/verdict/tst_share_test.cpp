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

    /// Canary events with a chance of their own, a tenth of the traffic: how often is it taken to be
    /// tolerated?
    static int ruledOut(double ratio, int runs, int windows) {
        int passes = 0;
        std::uint64_t state = 7;
        for (int run = 0; run < runs; ++run) {
            ShareTestRules rules;
            rules.toleratedRatio = 1.5;
            ShareTest test(rules, 1);
            const double chance = ratio * 0.1 / (0.9 + ratio * 0.1);
            bool passed = false;
            for (int window = 0; window < windows && !passed; ++window) {
                double canary = 0;
                for (int event = 0; event < 10; ++event) {
                    state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL; // Knuth
                    canary += static_cast<double>(state >> 11) * 0x1p-53 < chance ? 1 : 0;
                }
                test.add(slice(0, window, canary, 10 - canary));
                passed = test.logEvidenceWithin(1) >= std::log(20.0);
            }
            passes += passed ? 1 : 0;
        }
        return passes;
    }

    void aWorseningIsRuledOutRarelyWhereThereIsOne() {
        QVERIFY(ruledOut(1.5, 400, 200) <= 33); // 5 % and three standard errors
        QVERIFY(ruledOut(1.0, 100, 200) >= 90);
        QVERIFY(std::isinf(ShareTest({}, 1).logEvidenceWithin(1)));
        ShareTestRules rules;
        rules.toleratedRatio = 1.5;
        ShareTest test(rules, 1);
        test.add(slice(0, 0, 1, 9));
        const double events = test.eventsToRuleOut(1, 1, std::log(20.0));
        QVERIFY(events > 200 && events < 1'000);
        QVERIFY(std::isinf(test.eventsToRuleOut(1.6, 1, std::log(20.0))));
    }

    void whatGetsWorseLateIsSeenSoonWhereItMayStartAnew() {
        ShareTestRules rules;
        ShareTest once(rules, 1);
        rules.restarts.windows = 6;
        ShareTest anew(rules, 1);
        for (std::int64_t window = 0; window < 200; ++window) {
            once.add(slice(0, window, 1, 9));
            anew.add(slice(0, window, 1, 9));
        }
        QVERIFY(!anew.look(1).worse);
        for (std::int64_t window = 200; window < 220; ++window) {
            once.add(slice(0, window, 3, 9));
            anew.add(slice(0, window, 3, 9));
        }
        QVERIFY(!once.look(1).worse);
        const ShareEvidence evidence = anew.look(1);
        QVERIFY(evidence.worse && evidence.late);
        QVERIFY(evidence.canaryRate > 2.5 * evidence.baselineRate);
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
