// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/series_judge.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace hotswap;
using namespace hotswap::verdict;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kFailed = -1e300; // in a table: the source could not be asked

MetricPolicy rule() {
    MetricPolicy metric;
    metric.name = "queue";
    metric.source = MetricPolicy::Source::Prometheus;
    metric.interval = Duration{30'000};
    metric.absoluteFloor = 2;
    return metric;
}

JudgePolicy policyOf(const MetricPolicy& metric) {
    JudgePolicy policy;
    policy.metrics = {metric};
    return policy;
}

LookInput lookAt(std::int64_t seconds, std::uint32_t wave = 0) {
    LookInput look;
    look.wave = wave;
    look.at = instantFromMs(seconds * 1'000);
    return look;
}

LookInput valueAt(std::int64_t seconds, double canary, double baseline) {
    LookInput look = lookAt(seconds);
    look.series.push_back({"queue", canary, baseline, canary == kFailed});
    return look;
}

Sample row(const char* node, double value) {
    Sample sample;
    sample.node = NodeId{node};
    sample.named = {{"queue_length", value}};
    return sample;
}

/// Values 30 s apart against one baseline; judged at the last of them.
MetricFinding judged(const MetricPolicy& metric, const std::vector<double>& canary, double baseline = 10) {
    SeriesJudge judge(policyOf(metric));
    std::int64_t at = 0;
    for (const double value : canary) {
        judge.add(valueAt(at, value, baseline));
        at += 30;
    }
    return judge.judge(instantFromMs(at == 0 ? 0 : (at - 30) * 1'000)).front();
}

using Values = std::vector<double>;
using Change = std::function<void(MetricPolicy&)>;

struct Case {
    const char* name;
    Change change;
    Values canary;
    double baseline;
    VerdictKind kind;
};

const Change kAsIs = [](MetricPolicy&) {};
const Change kLower = [](MetricPolicy& m) { m.worse = WorseWhen::Lower; };
const Change kEither = [](MetricPolicy& m) { m.worse = WorseWhen::Either; };
const Change kCountOfTwo = [](MetricPolicy& m) { m.countMax = 2; };
const Change kNoFailures = [](MetricPolicy& m) { m.failuresMax = 0; };
const Change kNoFloor = [](MetricPolicy& m) { m.absoluteFloor = 0; };

const std::vector<Case>& cases() {
    using enum VerdictKind;
    static const std::vector<Case> table{
        {"alike", kAsIs, {10, 11, 9, 10}, 10, Pass},
        {"at the limit", kAsIs, {15, 15, 15}, 10, Pass},
        {"beyond the limit", kAsIs, {15.1, 15.1, 15.1}, 10, Fail},
        {"two breaches are borne", kAsIs, {20, 10, 20, 10}, 10, Pass},
        {"the third is not", kAsIs, {20, 10, 20, 10, 20}, 10, Fail},
        {"none is borne", kNoFailures, {20}, 10, Fail},
        {"relative alone", kAsIs, {1.9, 1.9, 1.9}, 1, Pass},
        {"beyond the floor too", kAsIs, {3.1, 3.1, 3.1}, 1, Fail},
        {"nought as baseline", kAsIs, {2, 2, 2}, 0, Pass},
        {"nought as baseline, beyond the floor", kAsIs, {2.1, 2.1, 2.1}, 0, Fail},
        {"nought on both, no floor", kNoFloor, {0, 0, 0}, 0, Pass},
        {"nought as baseline, no floor", kNoFloor, {0.1, 0.1, 0.1}, 0, Fail},
        {"a baseline below nought", kAsIs, {-5, -5, -5}, -10, Pass},
        {"above a baseline below nought", kAsIs, {-4, -4, -4}, -10, Fail},
        {"higher is no worse", kLower, {90, 90, 90}, 10, Pass},
        {"lower is", kLower, {4, 4, 4}, 10, Fail},
        {"either: higher", kEither, {20, 20, 20}, 10, Fail},
        {"either: lower", kEither, {2, 2, 2}, 10, Fail},
        {"either: alike", kEither, {12, 8, 10}, 10, Pass},
        {"nothing", kAsIs, {}, 10, NoData},
        {"one value", kAsIs, {10}, 10, Inconclusive},
        {"ended before it could have failed", kAsIs, {10, 10}, 10, Inconclusive},
        {"a count of two", kCountOfTwo, {10, 10}, 10, Pass},
        {"beyond the count nothing is taken", kCountOfTwo, {10, 10, 90, 90, 90}, 10, Pass},
        {"not a number", kAsIs, {kNaN, kNaN, kNaN, kNaN}, 10, NoData},
        {"infinite", kAsIs, {HUGE_VAL, HUGE_VAL, HUGE_VAL}, 10, NoData},
        {"no baseline", kAsIs, {10, 10, 10, 10}, kNaN, Inconclusive},
        {"four gaps are borne", kAsIs, {kNaN, 10, kNaN, 10, kNaN, 10, kNaN}, 10, Pass},
        {"five are not", kAsIs, {kNaN, 10, kNaN, 10, kNaN, 10, kNaN, kNaN}, 10, Inconclusive},
        {"gaps excuse no breach", kAsIs, {20, kNaN, 20, kNaN, kNaN, kNaN, kNaN, 20}, 10, Fail},
        {"failed four times", kAsIs, {10, 10, 10, kFailed, kFailed, kFailed, kFailed}, 10, Pass},
        {"failed five times", kAsIs, {10, 10, 10, kFailed, kFailed, kFailed, kFailed, kFailed}, 10, NoData},
        {"failed, but not in a row",
         kAsIs,
         {10, kFailed, kFailed, kFailed, 10, kFailed, kFailed, kFailed, 10},
         10,
         Pass},
        {"always failed", kAsIs, {kFailed, kFailed}, 10, NoData},
        {"breached before its source failed",
         kAsIs,
         {20, 20, 20, kFailed, kFailed, kFailed, kFailed, kFailed},
         10,
         Fail},
    };
    return table;
}

} // namespace

class SeriesJudgeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesMakeAVerdict_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i) {
            QTest::newRow(cases()[i].name) << static_cast<int>(i);
        }
    }

    void valuesMakeAVerdict() {
        QFETCH(int, index);
        const Case& row = cases()[static_cast<std::size_t>(index)];
        MetricPolicy metric = rule();
        row.change(metric);
        QCOMPARE(verdictName(judged(metric, row.canary, row.baseline).kind), verdictName(row.kind));
    }

    void aFindingSaysWhatItRestsOn() {
        MetricPolicy metric = rule();
        metric.critical = true;
        metric.dryRun = true;
        const MetricFinding found = judged(metric, {20, 21, 22, 10});
        QCOMPARE(found.name, std::string("queue"));
        QVERIFY(found.critical && found.dryRun);
        QCOMPARE(found.canary, 22.0); // the latest that breached, as it failed
        QCOMPARE(found.baseline, 10.0);
        QCOMPARE(found.limit, 15.0);
        QCOMPARE(found.canarySamples, std::uint64_t{4});
        QCOMPARE(found.breachesInARow, 0U);
        QCOMPARE(found.evidence, 1.0);
        QCOMPARE(judged(metric, {20, 10}).samplesMissing, std::uint64_t{1});
        QCOMPARE(judged(metric, {20, 10}).canary, 10.0);
    }

    void valuesComeWhenTheyAreDue() {
        MetricPolicy metric = rule();
        metric.initialDelay = Duration{60'000};
        SeriesJudge judge(policyOf(metric));
        for (int at = 0; at <= 120; at += 10) {
            judge.add(valueAt(at, at < 60 ? 99 : 10, 10)); // bad only while it warms up, and far too often
        }
        const MetricFinding found = judge.judge(instantFromMs(120'000)).front();
        QCOMPARE(found.canarySamples, std::uint64_t{3}); // at 60, 90 and 120 s
        QVERIFY(found.kind == VerdictKind::Pass);
    }

    void aSourceThatIsNeverHeardOfAgainIsNoData() {
        SeriesJudge judge(policyOf(rule()));
        for (int at = 0; at <= 90; at += 30) {
            judge.add(valueAt(at, 10, 10));
        }
        QVERIFY(judge.judge(instantFromMs(90'000)).front().kind == VerdictKind::Pass);
        QVERIFY(judge.judge(instantFromMs(240'000)).front().kind == VerdictKind::Pass);
        QVERIFY(judge.judge(instantFromMs(290'000)).front().kind == VerdictKind::NoData);
        MetricPolicy counted = rule();
        counted.countMax = 4;
        SeriesJudge enough(policyOf(counted));
        for (int at = 0; at <= 90; at += 30) {
            enough.add(valueAt(at, 10, 10));
        }
        QVERIFY(enough.judge(instantFromMs(9'000'000)).front().kind == VerdictKind::Pass);
    }

    void aModulesNumbersAreMeansOfTheirRows() {
        MetricPolicy metric = rule();
        metric.source = MetricPolicy::Source::Module;
        metric.query = "queue_length";
        metric.failuresMax = 0;
        SeriesJudge judge(policyOf(metric));
        LookInput look = lookAt(0);
        look.canary = {row("a", 20), row("b", 40), row("c", kNaN)};
        look.untouched = {row("d", 10), row("e", 10), row("f", 16)};
        judge.add(look);
        const MetricFinding found = judge.judge(look.at).front();
        QCOMPARE(found.canary, 30.0);
        QCOMPARE(found.baseline, 12.0);
        QVERIFY(found.kind == VerdictKind::Fail);
    }

    void rowsBeforeTheBakeAreLeftOut() {
        MetricPolicy metric = rule();
        metric.source = MetricPolicy::Source::Module;
        metric.query = "queue_length";
        SeriesJudge judge(policyOf(metric), instantFromMs(60'000));
        LookInput look = lookAt(70);
        look.canary = {row("a", 20)};
        look.untouched = {row("d", 90), row("d", 10)};
        look.canary[0].start = look.untouched[1].start = instantFromMs(60'000);
        judge.add(look);
        QCOMPARE(judge.judge(look.at).front().canary, 20.0);
        QCOMPARE(judge.judge(look.at).front().baseline, 10.0);
        SeriesJudge untold(policyOf(metric)); // when the bake began
        untold.add(look);
        QCOMPARE(untold.judge(look.at).front().baseline, 10.0);
    }

    void aModulesValueSpansItsInterval() {
        MetricPolicy metric = rule();
        metric.source = MetricPolicy::Source::Module;
        metric.query = "queue_length";
        SeriesJudge judge(policyOf(metric));
        for (int at = 0; at <= 30; at += 10) {
            LookInput look = lookAt(at);
            look.canary = {row("a", at)};
            look.untouched = {row("d", 10)};
            judge.add(look);
        }
        const MetricFinding found = judge.judge(instantFromMs(30'000)).front();
        QCOMPARE(found.canarySamples, std::uint64_t{2});
        QCOMPARE(found.canary, 20.0); // of 10, 20 and 30 s
    }

    void anEarlierTimeIsAWeakBaseline_data() {
        QTest::addColumn<double>("limit");
        QTest::addColumn<double>("canary");
        QTest::addColumn<bool>("fails");
        QTest::newRow("no absolute limit") << 0.0 << 1000.0 << false;
        QTest::newRow("within it") << 50.0 << 49.0 << false;
        QTest::newRow("beyond it") << 50.0 << 51.0 << true;
        QTest::newRow("no worsening") << 5.0 << 14.0 << false;
    }

    void anEarlierTimeIsAWeakBaseline() {
        QFETCH(double, limit);
        QFETCH(double, canary);
        QFETCH(bool, fails);
        MetricPolicy metric = rule();
        metric.source = MetricPolicy::Source::Module;
        metric.query = "queue_length";
        metric.failuresMax = 0;
        metric.absoluteLimit = limit;
        SeriesJudge judge(policyOf(metric));
        LookInput look = lookAt(0);
        look.canary = {row("a", canary)};
        look.beforeRollout = WindowSum{row("", 10), 90, 5};
        judge.add(look);
        QCOMPARE(judge.judge(look.at).front().kind == VerdictKind::Fail, fails);
        QVERIFY(judge.series().front().weak);
    }

    void aModuleThatReportsNothingIsNoData() {
        MetricPolicy metric = rule();
        metric.source = MetricPolicy::Source::Module;
        metric.query = "another";
        SeriesJudge judge(policyOf(metric));
        for (int at = 0; at <= 300; at += 10) {
            LookInput look = lookAt(at);
            look.canary = {row("a", 1)};
            look.untouched = {row("d", 1)};
            judge.add(look);
        }
        QVERIFY(judge.judge(instantFromMs(300'000)).front().kind == VerdictKind::NoData);
    }

    void aNewWaveStartsAfresh() {
        MetricPolicy metric = rule();
        metric.failuresMax = 0;
        SeriesJudge judge(policyOf(metric));
        judge.add(valueAt(0, 99, 10));
        QVERIFY(judge.judge(instantFromMs(0)).front().kind == VerdictKind::Fail);
        judge.add(lookAt(10, 1));
        QVERIFY(judge.judge(instantFromMs(10'000)).front().kind == VerdictKind::NoData);
    }

    void memoryIsBounded() {
        MetricPolicy metric = rule();
        SeriesJudge judge(policyOf(metric));
        const auto count = static_cast<std::int64_t>(SeriesJudge::kValuesKeptMax) * 2;
        for (std::int64_t i = 0; i < count; ++i) {
            judge.add(valueAt(i * 30, i == 0 ? kNaN : static_cast<double>(i % 3), 1));
        }
        QCOMPARE(judge.series().front().canary.size(), SeriesJudge::kValuesKeptMax);
        QCOMPARE(judge.series().front().baseline.size(), SeriesJudge::kValuesKeptMax);
        QCOMPARE(judge.judge(instantFromMs(count * 30'000)).front().canarySamples,
                 static_cast<std::uint64_t>(count - 1));
    }

    void metricsAreFoundByTheirNames() {
        JudgePolicy policy = policyOf(rule());
        policy.metrics.push_back(rule());
        policy.metrics[1].name = "other";
        SeriesJudge judge(policy);
        judge.add(valueAt(0, 10, 10));
        const auto found = judge.judge(instantFromMs(0));
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].canarySamples, std::uint64_t{1});
        QCOMPARE(found[1].canarySamples, std::uint64_t{0});
        QVERIFY(found[1].kind == VerdictKind::NoData);
    }
};

QTEST_APPLESS_MAIN(SeriesJudgeTest)
#include "tst_series_judge.moc"
