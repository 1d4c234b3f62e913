// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/threshold.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hotswap;
using namespace hotswap::verdict;
using namespace std::chrono_literals;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

ArmNumbers arm(std::uint64_t requests, std::uint64_t errors, double latencyMs = 20) {
    ArmNumbers numbers;
    numbers.requests = requests;
    numbers.errors = errors;
    if (requests > 0) {
        numbers.latency.record(latencyMs, requests);
    }
    numbers.cpuMean = 30;
    numbers.memoryMean = 40;
    numbers.samples = 20;
    numbers.nodesSeen = 2;
    numbers.window = 100s;
    return numbers;
}

JudgePolicy policy() {
    JudgePolicy policy;
    policy.thresholds = defaultThresholds();
    return policy;
}

Look look(ArmNumbers canary, ArmNumbers untouched) {
    Look look;
    look.canary = std::move(canary);
    look.baselines.untouched = std::move(untouched);
    return look;
}

const MetricFinding& finding(const Verdict& verdict, Metric metric) {
    for (const MetricFinding& found : verdict.findings) {
        if (found.metric == metric) {
            return found;
        }
    }
    QTest::qFail("no such finding", __FILE__, __LINE__);
    return verdict.findings.front();
}

/// The verdict after `looks` looks in a row on the same numbers.
Verdict after(int looks, Look look, const JudgePolicy& policy) {
    Verdict verdict = judgeThresholds(policy, look);
    for (int i = 1; i < looks; ++i) {
        const Verdict previous = verdict;
        look.previous = &previous;
        verdict = judgeThresholds(policy, look);
    }
    return verdict;
}

} // namespace

class Threshold : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorRates_data() {
        QTest::addColumn<int>("requests");
        QTest::addColumn<int>("errors");
        QTest::addColumn<int>("baselineErrors"); // of 10,000
        QTest::addColumn<int>("expected");
        const auto kind = [](VerdictKind value) { return static_cast<int>(value); };
        QTest::newRow("same") << 10000 << 100 << 100 << kind(VerdictKind::Pass);
        QTest::newRow("just within half more") << 10000 << 150 << 100 << kind(VerdictKind::Pass);
        QTest::newRow("beyond half more") << 10000 << 152 << 100 << kind(VerdictKind::Fail);
        QTest::newRow("half more, below the floor") << 10000 << 16 << 8 << kind(VerdictKind::Pass);
        QTest::newRow("zero baseline, below the floor") << 10000 << 10 << 0 << kind(VerdictKind::Pass);
        QTest::newRow("zero baseline, beyond the floor") << 10000 << 11 << 0 << kind(VerdictKind::Fail);
        QTest::newRow("too few requests") << 499 << 400 << 0 << kind(VerdictKind::Inconclusive);
        QTest::newRow("enough requests, too few errors") << 500 << 9 << 0 << kind(VerdictKind::Pass);
        QTest::newRow("enough of both") << 500 << 10 << 0 << kind(VerdictKind::Fail);
        QTest::newRow("better than before") << 10000 << 0 << 500 << kind(VerdictKind::Pass);
    }

    void errorRates() {
        QFETCH(int, requests);
        QFETCH(int, errors);
        QFETCH(int, baselineErrors);
        QFETCH(int, expected);
        const Verdict verdict = after(3, look(arm(requests, errors), arm(10000, baselineErrors)), policy());
        QCOMPARE(static_cast<int>(verdict.kind), expected);
        QCOMPARE(verdict.source, BaselineSource::UntouchedNodes);
    }

    void threeLooksInARow() {
        const Look bad = look(arm(1000, 100), arm(1000, 1));
        const Verdict first = after(1, bad, policy());
        QCOMPARE(first.kind, VerdictKind::Inconclusive);
        QVERIFY(isBreachRunning(first));
        QCOMPARE(after(2, bad, policy()).kind, VerdictKind::Inconclusive);
        QCOMPARE(after(3, bad, policy()).kind, VerdictKind::Fail);
        Look good = look(arm(1000, 1), arm(1000, 1));
        const Verdict second = after(2, bad, policy());
        good.previous = &second;
        const Verdict broken = judgeThresholds(policy(), good);
        QCOMPARE(broken.kind, VerdictKind::Pass);
        QCOMPARE(finding(broken, Metric::ErrorRate).breachesInARow, 0U);
        QCOMPARE(broken.looks, 3U);
    }

    void latency_data() {
        QTest::addColumn<double>("canaryMs");
        QTest::addColumn<double>("baselineMs");
        QTest::addColumn<bool>("fails");
        QTest::newRow("same") << 20.0 << 20.0 << false;
        QTest::newRow("twice") << 40.0 << 20.0 << false;
        QTest::newRow("more than twice") << 60.0 << 20.0 << true;
        QTest::newRow("much more, within 10 ms") << 9.0 << 1.0 << false;
        QTest::newRow("zero baseline") << 15.0 << 0.0 << true;
    }

    void latency() {
        QFETCH(double, canaryMs);
        QFETCH(double, baselineMs);
        QFETCH(bool, fails);
        const Verdict verdict = after(3, look(arm(1000, 0, canaryMs), arm(1000, 0, baselineMs)), policy());
        QCOMPARE(verdict.kind == VerdictKind::Fail, fails);
    }

    void cpuWithholdsThePassButDoesNotRollBack() {
        ArmNumbers hot = arm(1000, 0);
        hot.cpuMean = 60;
        const Verdict verdict = after(5, look(hot, arm(1000, 0)), policy());
        QCOMPARE(verdict.kind, VerdictKind::Inconclusive);
        QCOMPARE(finding(verdict, Metric::Cpu).kind, VerdictKind::Fail);
        QVERIFY(!isBreachRunning(verdict));
    }

    void cpuWithinFivePointsPasses() {
        ArmNumbers idle = arm(1000, 0);
        idle.cpuMean = 1;
        ArmNumbers canary = arm(1000, 0);
        canary.cpuMean = 5.5;
        QCOMPARE(after(3, look(canary, idle), policy()).kind, VerdictKind::Pass);
        canary.cpuMean = 6.5;
        QCOMPARE(after(3, look(canary, idle), policy()).kind, VerdictKind::Inconclusive);
    }

    void noDataIsNeverAPass() {
        ArmNumbers silent;
        silent.cpuMean = silent.memoryMean = kNaN;
        QCOMPARE(after(3, look(silent, arm(1000, 0)), policy()).kind, VerdictKind::NoData);
        ArmNumbers withoutCpu = arm(1000, 0);
        withoutCpu.cpuMean = kNaN;
        QCOMPARE(after(3, look(withoutCpu, arm(1000, 0)), policy()).kind, VerdictKind::NoData);
        JudgePolicy none = policy();
        none.thresholds.clear();
        QCOMPARE(after(1, look(arm(1000, 0), arm(1000, 0)), none).kind, VerdictKind::NoData);
    }

    void noTrafficIsNoDataUnlessPolicySaysSo() {
        JudgePolicy judge = policy();
        QCOMPARE(after(3, look(arm(0, 0), arm(0, 0)), judge).kind, VerdictKind::NoData);
        judge.requireTraffic = false;
        QCOMPARE(after(3, look(arm(0, 0), arm(0, 0)), judge).kind, VerdictKind::Pass);
        ArmNumbers silent;
        silent.cpuMean = silent.memoryMean = kNaN;
        QCOMPARE(after(3, look(silent, arm(0, 0)), judge).kind, VerdictKind::NoData);
    }

    void withoutABaselineItIsInconclusive() {
        Look alone;
        alone.canary = arm(1000, 900);
        const Verdict verdict = after(3, alone, policy());
        QCOMPARE(verdict.kind, VerdictKind::Inconclusive);
        QCOMPARE(verdict.source, BaselineSource::None);
        QVERIFY(std::isnan(finding(verdict, Metric::ErrorRate).limit));
    }

    void baselinesAreTakenInOrder() {
        Look all = look(arm(1000, 0), arm(1000, 0));
        all.baselines.lastWave = arm(1000, 0);
        all.baselines.beforeRollout = arm(1000, 0);
        QCOMPARE(judgeThresholds(policy(), all).source, BaselineSource::UntouchedNodes);
        all.baselines.untouched->requests = 99; // less than a tenth
        QCOMPARE(judgeThresholds(policy(), all).source, BaselineSource::LastWave);
        all.baselines.untouched = arm(1000, 0);
        all.baselines.untouched->nodesSeen = 1;
        QCOMPARE(judgeThresholds(policy(), all).source, BaselineSource::LastWave);
        all.baselines.lastWave.reset();
        QCOMPARE(judgeThresholds(policy(), all).source, BaselineSource::BeforeRollout);
        all.baselines.beforeRollout->samples = 0;
        QCOMPARE(judgeThresholds(policy(), all).source, BaselineSource::None);
    }

    void aWeakBaselineFailsOnAbsoluteLimitsOnly() {
        Look weak;
        weak.baselines.beforeRollout = arm(10000, 10);
        weak.canary = arm(10000, 400); // 4 %: far beyond the relative limit, below 5 %
        QCOMPARE(after(3, weak, policy()).kind, VerdictKind::Pass);
        weak.canary = arm(10000, 600);
        QCOMPARE(after(3, weak, policy()).kind, VerdictKind::Fail);
        weak.baselines.beforeRollout = arm(10000, 580); // it was as bad before
        QCOMPARE(after(3, weak, policy()).kind, VerdictKind::Pass);
    }

    void aWeakBaselineFailsOnAWorseningAgainstTheWaveBefore() {
        const Verdict earlier = judgeThresholds(policy(), look(arm(10000, 20), arm(10000, 20)));
        Look weak;
        weak.baselines.lastWave = arm(10000, 20);
        weak.earlierWave = &earlier;
        weak.canary = arm(10000, 25);
        QCOMPARE(after(3, weak, policy()).kind, VerdictKind::Pass);
        weak.canary = arm(10000, 100);
        QCOMPARE(after(3, weak, policy()).kind, VerdictKind::Fail);
    }

    /// Its window is over: were it not enough, a last wave would wait for samples that never come.
    void aShortWeakBaselineIsEnough() {
        Look weak;
        weak.baselines.lastWave = arm(4000, 0);
        weak.baselines.lastWave->samples = 4;
        weak.canary = arm(10000, 0);
        QCOMPARE(judgeThresholds(policy(), weak).kind, VerdictKind::Pass);
        weak.canary.samples = 4; // of the canary more does come
        QCOMPARE(judgeThresholds(policy(), weak).kind, VerdictKind::Inconclusive);
        weak.baselines.untouched = weak.baselines.lastWave;
        weak.canary = arm(10000, 0);
        QCOMPARE(judgeThresholds(policy(), weak).kind, VerdictKind::Inconclusive);
    }

    void sayWhatIsMissing() {
        const Verdict verdict = judgeThresholds(policy(), look(arm(120, 0), arm(1000, 0)));
        QCOMPARE(finding(verdict, Metric::ErrorRate).samplesMissing, 380U);
        ArmNumbers few = arm(1000, 0);
        few.samples = 4;
        QCOMPARE(finding(judgeThresholds(policy(), look(few, arm(1000, 0))), Metric::Cpu).samplesMissing, 6U);
    }

    void tooFewSamplesOnEitherSideCannotDecide() {
        ArmNumbers few = arm(1000, 0);
        few.samples = 9;
        QCOMPARE(after(3, look(arm(1000, 0), few), policy()).kind, VerdictKind::Inconclusive);
        QCOMPARE(after(3, look(few, arm(1000, 0)), policy()).kind, VerdictKind::Inconclusive);
    }
};

QTEST_APPLESS_MAIN(Threshold)
#include "tst_threshold.moc"
