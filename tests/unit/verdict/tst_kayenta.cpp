// SPDX-License-Identifier: Apache-2.0
// The rank judge gives what Kayenta's published tests (spinnaker/kayenta, kayenta-judge: ClassifierSuite,
// ScorerSuite) say, and where it does not, that is on purpose: core/verdict/KAYENTA.md.
#include "core/codec/kayenta_codec.h"
#include "core/verdict/rank_policy.h"
#include "tests/unit/verdict/kayenta_series.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace hotswap;
using namespace hotswap::verdict;
using namespace kayenta;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

/// How one test of ClassifierSuite sets the classifier up. Its numbers unless it says others.
struct Setup {
    Direction direction = Direction::Either;
    double allowedDecrease = 1;
    double allowedIncrease = 1;
    double criticalDecrease = 1;
    double criticalIncrease = 1;
    bool critical = false;
    EffectMeasure effect = EffectMeasure::MeanRatio;
    double tolerance = 0.10;
    double confidence = 0.95;
    NanStrategy nan = NanStrategy::Remove;
    bool mustHaveData = false;
};

struct ClassCase {
    const char* name;
    Setup setup;
    Values canary;
    Values baseline;
    RankClass expected;
    bool critical = false;
};

const Setup kUp{Direction::Increase};
const Setup kDown{Direction::Decrease};
const Setup kFifth{Direction::Either, 0.8, 1.2};
const Setup kFifthDown{Direction::Decrease, 0.8, 1.2};
const Setup kFivefold{Direction::Either, 1.0, 5.0};
const Setup kHalf{Direction::Either, 0.5, 1.0};
const Setup kRare{Direction::Either, 0.5, 0.8, 1, 1, false, EffectMeasure::CommonLanguage, 0.20, 0.98};
const Setup kShare{Direction::Either, 0.2, 0.8, 1, 1, false, EffectMeasure::CommonLanguage, 0.20, 0.98};
const Setup kCritical{Direction::Either, 1, 1, 1, 1, true};
const Setup kCriticalUp{Direction::Either, 1, 1, 1, 1.2, true};
const Setup kCriticalDown{Direction::Either, 1, 1, 1.2, 1, true};
const Setup kCriticalFar{Direction::Either, 1, 5, 1, 13, true};
const Setup kCriticalFarther{Direction::Either, 1, 13, 1, 15, true};
const Setup kCriticalNought{Direction::Either, 1, 1, 0.8, 1.2, true};
const Setup kRequired{Direction::Either,   1,   1, 1, 1, false, EffectMeasure::MeanRatio, 0.10, 0.95,
                      NanStrategy::Remove, true};
const Values kTens(5, 10);
const Values kPlainOnes(5, 1);
const Values kOneToFive{1, 2, 3, 4, 5};

const std::vector<ClassCase>& classCases() {
    using enum RankClass;
    static const std::vector<ClassCase> cases{
        {"pass", {}, kAroundTen, kAlsoAroundTen, Pass},
        {"high", {}, kAroundTwenty, kAlsoAroundTen, High},
        {"low", {}, kAroundTen, kAlsoAroundTwenty, Low},
        {"increase only, lower", kUp, kAroundTen, kAlsoAroundTwenty, Pass},
        {"decrease only, higher", kDown, kAroundTwenty, kAlsoAroundTen, Pass},
        {"increase only, higher", kUp, kAroundTwenty, kAlsoAroundTen, High},
        {"decrease only, lower", kDown, kAroundTen, kAlsoAroundTwenty, Low},
        {"mean ratio, high", kFifth, kTwenties, kOnes, High},
        {"rare and many, high", {}, kManyCanary, kManyBaseline, High},
        {"rare and many, below the effect", kFivefold, kManyCanary, kManyBaseline, Pass},
        {"mean ratio, low", kFifthDown, kAroundTen, kAlsoAroundTwenty, Low},
        {"mean ratio, pass", kHalf, {10, 12.2, 10.1, 12.5, 23}, kTwenties, Pass},
        {"common language, pass", kRare, kRareCanary, kRareBaseline, Pass},
        {"common language, low", kShare, kLowerCanary, kLowerBaseline, Low},
        {"critical high", kCriticalUp, kTwenties, kOnes, High, true},
        {"critical low", kCriticalDown, {2, 2, 2, 2, 3}, {10, 20.2, 10.1, 20.5, 30}, Low, true},
        {"high, not critical", kCriticalFar, kTwenties, kOnes, High},
        {"below the effect", kCriticalFarther, kTwenties, kOnes, Pass},
        {"critical by default", kCritical, kTwenties, kOnes, High, true},
        {"one value all over", kDown, {1, 1, 1}, {1, 1}, Pass},
        {"the same in another order", kDown, kOneToFive, {5, 4, 3, 2, 1}, Pass},
        {"one nought before", kDown, {0, 1, 1, 1, 1}, kPlainOnes, Pass},
        {"no canary", kDown, {}, kOneToFive, NoData},
        {"no canary, critical", kCritical, {}, kOneToFive, NoData, true},
        {"mostly ties", {}, {1, 1, 1, 1, 10}, kPlainOnes, Pass},
        {"two levels", {}, kTens, kPlainOnes, High},
        {"two levels, nought", {}, kTens, kNoughts, High},
        {"from nought", kFifth, kFifties, kNoughts, High},
        {"to nought", kFifth, kNoughts, kFifties, Low},
        {"from nought, critical", kCriticalNought, kSmallErrors, Values(10, 0), High, true},
        {"nought both", kFifth, kNoughts, kNoughts, Pass},
        // Not in the suite; by its rules.
        {"data required", kRequired, {}, kOneToFive, NoDataFails},
        {"gaps removed", {}, {kNaN, 20, 22, kNaN, 21, 25, 30}, kOnes, High},
    };
    return cases;
}

RankMetric metricOf(const Setup& setup) {
    RankMetric metric;
    metric.name = "m";
    metric.direction = setup.direction;
    metric.nan = setup.nan;
    metric.critical = setup.critical;
    metric.mustHaveData = setup.mustHaveData;
    metric.effect = setup.effect;
    metric.allowedIncrease = setup.allowedIncrease;
    metric.allowedDecrease = setup.allowedDecrease;
    metric.criticalIncrease = setup.criticalIncrease;
    metric.criticalDecrease = setup.criticalDecrease;
    return metric;
}

struct Scored {
    RankClass classification;
    const char* group;
    bool critical = false;
    bool muted = false;
};

struct ScoreCase {
    const char* name;
    std::map<std::string, double> weights;
    std::vector<Scored> metrics;
    double score;
    RankVerdict verdict; ///< by 95 and 75
};

const std::vector<ScoreCase>& scoreCases() {
    using enum RankClass;
    using V = RankVerdict;
    static const std::vector<ScoreCase> cases{
        {"one passes", {}, {{Pass, "g"}}, 100, V::Pass},
        {"one fails", {}, {{High, "g"}}, 0, V::Fail},
        {"one of two", {}, {{Pass, "g"}, {High, "g"}}, 50, V::Fail},
        {"one of three", {}, {{Pass, "g"}, {High, "g"}, {Low, "g"}}, 33.33, V::Fail},
        {"75 and 25",
         {{"a", 75}, {"b", 25}},
         {{Pass, "a"}, {Pass, "a"}, {High, "b"}},
         75,
         V::Marginal}, // equal to the marginal threshold
        {"50 and 50", {{"a", 50}, {"b", 50}}, {{Pass, "a"}, {High, "a"}, {High, "b"}}, 25, V::Fail},
        {"one without data", {{"a", 50}, {"b", 50}}, {{Pass, "a"}, {NoData, "a"}, {High, "b"}}, 50, V::Fail},
        {"a critical one fails", {}, {{Pass, "g"}, {High, "g", true}}, 0, V::Fail},
        {"a critical one passes", {}, {{Low, "g"}, {Pass, "g", true}}, 50, V::Fail},
        {"a critical one without data", {}, {{Pass, "g"}, {NoData, "g", true}}, 0, V::Fail},
        {"15 and 85",
         {{"a", 15}, {"b", 85}},
         {{High, "a"}, {Low, "a"}, {Pass, "a"}, {High, "b"}},
         5,
         V::Fail},
        // Not in the suite; by its rules.
        {"a muted one fails", {}, {{Pass, "g"}, {High, "g", true, true}}, 100, V::Pass},
        {"weights for some", {{"a", 40}}, {{Pass, "a"}, {High, "b"}, {Pass, "c"}}, 70, V::Fail},
        {"half without data", {}, {{Pass, "g"}, {NoData, "g"}}, 0, V::Fail},
        {"required data missing", {}, {{Pass, "g"}, {NoDataFails, "g"}}, 50, V::Fail},
        {"a group without data counts in full", {}, {{Pass, "a"}, {Pass, "a"}, {NoData, "b"}}, 100, V::Pass},
    };
    return cases;
}

/// Three metrics in two groups.
constexpr std::string_view kConfig =
    "{'name': 'golden signals', 'configVersion': '1', 'applications': ['storefront'],"
    " 'judge': {'name': 'NetflixACAJudge-v1.0', 'judgeConfigurations': {}}, 'metrics': ["
    "  {'name': 'errors', 'query': {'type': 'prometheus', 'metricName': 'errors'}, 'scopeName': 'default',"
    "   'groups': ['errors'], 'analysisConfigurations': {'canary': {'direction': 'increase',"
    "   'nanStrategy': 'replace', 'critical': CRITICAL,"
    "   'effectSize': {'allowedIncrease': 1.2, 'criticalIncrease': 2}}}},"
    "  {'name': 'p99', 'query': {'type': 'prometheus', 'metricName': 'latency_p99'}, 'groups': ['latency'],"
    "   'analysisConfigurations': {'canary': {'direction': 'increase'}}},"
    "  {'name': 'queue', 'query': {'type': 'prometheus', 'metricName': 'queue'}, 'groups': ['latency'],"
    "   'analysisConfigurations': {'canary': {'direction': 'either'}}}],"
    " 'classifier': {'groupWeights': {'errors': 60, 'latency': 40},"
    "                'scoreThresholds': {'pass': 90, 'marginal': 60}}}";

JudgePolicy policyFrom(bool critical) {
    std::string text(kConfig);
    std::replace(text.begin(), text.end(), '\'', '"');
    const std::string placeholder = "CRITICAL";
    text.replace(text.find(placeholder), placeholder.size(), critical ? "true" : "false");
    const auto import = codec::readKayenta(text);
    return import.ok() ? import->judge : JudgePolicy{};
}

RankJudgement judged(const JudgePolicy& policy, const std::vector<std::pair<Values, Values>>& series) {
    std::vector<MetricSeriesView> views;
    for (std::size_t i = 0; i < series.size() && i < policy.metrics.size(); ++i) {
        views.push_back({&policy.metrics[i], series[i].first, series[i].second});
    }
    return judgeRanks(policy, views);
}

} // namespace

class KayentaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classification_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < classCases().size(); ++i) {
            QTest::newRow(classCases()[i].name) << static_cast<int>(i);
        }
    }

    void classification() {
        QFETCH(int, index);
        const ClassCase& row = classCases()[static_cast<std::size_t>(index)];
        RankRules rules;
        rules.tolerance = row.setup.tolerance;
        rules.confidence = row.setup.confidence;
        const RankResult result = classify(metricOf(row.setup), rules, row.canary, row.baseline);
        QCOMPARE(rankClassName(result.classification), rankClassName(row.expected));
        QCOMPARE(result.critical, row.critical);
    }

    void score_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < scoreCases().size(); ++i) {
            QTest::newRow(scoreCases()[i].name) << static_cast<int>(i);
        }
    }

    void score() {
        QFETCH(int, index);
        const ScoreCase& row = scoreCases()[static_cast<std::size_t>(index)];
        RankRules rules;
        rules.groupWeights = row.weights;
        std::vector<RankResult> results;
        for (const Scored& metric : row.metrics) {
            RankResult result;
            result.metric = "m" + std::to_string(results.size());
            result.groups = {metric.group};
            result.classification = metric.classification;
            // As in Kayenta, where it is the failing metric that is marked.
            result.critical = metric.critical && metric.classification != RankClass::Pass;
            result.muted = metric.muted;
            results.push_back(result);
        }
        const RankScore scored = scoreOf(results, rules);
        QCOMPARE(scored.score, row.score);
        QVERIFY(scored.verdict == row.verdict);
    }

    void configurationsGiveScores_data() {
        QTest::addColumn<bool>("critical");
        QTest::addColumn<int>("errors");
        QTest::addColumn<int>("latency");
        QTest::addColumn<double>("score");
        QTest::addColumn<int>("kind");
        const auto kind = [](VerdictKind value) { return static_cast<int>(value); };
        QTest::newRow("all alike") << true << 10 << 10 << 100.0 << kind(VerdictKind::Pass);
        QTest::newRow("critical errors") << true << 20 << 10 << 0.0 << kind(VerdictKind::Fail);
        QTest::newRow("errors") << false << 20 << 10 << 40.0 << kind(VerdictKind::Fail);
        QTest::newRow("latency") << true << 10 << 20 << 80.0 << kind(VerdictKind::Inconclusive);
        QTest::newRow("both") << false << 20 << 20 << 20.0 << kind(VerdictKind::Fail);
    }

    void configurationsGiveScores() {
        QFETCH(bool, critical);
        QFETCH(int, errors);
        QFETCH(int, latency);
        QFETCH(double, score);
        QFETCH(int, kind);
        const Values& ofErrors = errors == 10 ? kAroundTen : kAroundTwenty;
        const Values& ofLatency = latency == 10 ? kAroundTen : kAroundTwenty;
        const auto judgement =
            judged(policyFrom(critical),
                   {{ofErrors, kAlsoAroundTen}, {ofLatency, kAlsoAroundTen}, {kAroundTen, kAlsoAroundTen}});
        QVERIFY(judgement.score.has_value());
        QCOMPARE(*judgement.score, score);
        QCOMPARE(static_cast<int>(judgement.kind), kind);
        QCOMPARE(judgement.findings.size(), std::size_t{3});
    }

    void nothingIsScoredBeforeThereIsEnough() {
        const JudgePolicy policy = policyFrom(false);
        const Values few(kAroundTwenty.begin(), kAroundTwenty.begin() + 4);
        const auto early = judged(policy, {{few, few}, {kAroundTen, kAroundTen}, {kAroundTen, kAroundTen}});
        QVERIFY(early.kind == VerdictKind::Inconclusive);
        QVERIFY(!early.score);
        QCOMPARE(early.findings[0].samplesMissing, std::uint64_t{6});
        QVERIFY(judged(policy, {{{}, {}}, {{}, {}}, {{}, {}}}).kind == VerdictKind::NoData);
        QVERIFY(judged(policy, {}).kind == VerdictKind::NoData);
    }

    void anEarlierTimeAloneFailsNothing() {
        JudgePolicy policy = policyFrom(true);
        std::vector<MetricSeriesView> views;
        for (const MetricPolicy& metric : policy.metrics) {
            views.push_back({&metric, kAroundTwenty, kAlsoAroundTen, true});
        }
        QVERIFY(judgeRanks(policy, views).kind == VerdictKind::Pass);
        policy.metrics[0].absoluteLimit = 15;
        QVERIFY(judgeRanks(policy, views).kind == VerdictKind::Fail);
        policy.metrics[0].absoluteLimit = 30;
        QVERIFY(judgeRanks(policy, views).kind == VerdictKind::Pass);
    }

    // Where we differ on purpose.

    void differsAnEmptySeriesNeverPasses() {
        Setup replace = kDown;
        replace.nan = NanStrategy::Replace; // Kayenta: Pass
        QVERIFY(classify(metricOf(replace), {}, {}, kOneToFive).classification == RankClass::NoData);
        const Values gaps(60, kNaN); // Kayenta: compared as noughts
        QVERIFY(classify(metricOf(replace), {}, gaps, gaps).classification == RankClass::NoData);
        const JudgePolicy policy = policyFrom(false);
        const auto all = judged(policy, {{gaps, gaps}, {gaps, gaps}, {gaps, gaps}}); // Kayenta: Fail, 0
        QVERIFY(all.kind == VerdictKind::NoData);
        QVERIFY(!all.score);
    }

    void differsRootsAreSearchedToTheScaleOfTheData() {
        // Rates a million times smaller shift by less than Kayenta's absolute tolerance of 1e-4.
        Values canary;
        Values baseline;
        for (std::size_t i = 0; i < kAroundTen.size(); ++i) {
            canary.push_back(kAroundTwenty[i] * 1e-6);
            baseline.push_back(kAlsoAroundTen[i] * 1e-6);
        }
        const RankResult result = classify(metricOf({}), {}, canary, baseline);
        QVERIFY(result.classification == RankClass::High);
        QVERIFY(result.shift > 8e-6 && result.shift < 12e-6);
    }

    void differsConstantsAreComparedAsTheyAre() {
        const RankResult result = classify(metricOf({}), {}, kTens, kPlainOnes); // Kayenta adds noise
        QCOMPARE(result.shift, 9.0);
        QCOMPARE(result.shiftLow, 9.0);
    }
};

QTEST_APPLESS_MAIN(KayentaTest)
#include "tst_kayenta.moc"
