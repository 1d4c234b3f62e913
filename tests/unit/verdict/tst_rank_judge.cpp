// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rank_judge.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace hotswap::verdict;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Sixty values that swing around a level.
std::vector<double> around(double level) {
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) {
        values.push_back(level + (i * 7 % 11 - 5) * level / 100);
    }
    return values;
}

RankMetric metric(const std::string& name = "latency", const std::string& group = "speed") {
    RankMetric made;
    made.name = name;
    made.groups = {group};
    return made;
}

RankClass classOf(const RankMetric& rule, const std::vector<double>& canary,
                  const std::vector<double>& baseline) {
    return classify(rule, {}, canary, baseline).classification;
}

RankResult result(const std::string& name, const std::string& group, RankClass classification) {
    RankResult made;
    made.metric = name;
    made.groups = {group};
    made.classification = classification;
    return made;
}

} // namespace

class RankJudgeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShiftIsHighOrLow() {
        QVERIFY(classOf(metric(), around(100), around(100)) == RankClass::Pass);
        QVERIFY(classOf(metric(), around(200), around(100)) == RankClass::High);
        QVERIFY(classOf(metric(), around(50), around(100)) == RankClass::Low);
        RankMetric upwards = metric();
        upwards.direction = Direction::Increase;
        QVERIFY(classOf(upwards, around(50), around(100)) == RankClass::Pass);
        upwards.direction = Direction::Decrease;
        QVERIFY(classOf(upwards, around(200), around(100)) == RankClass::Pass);
    }

    void aSmallEffectMayBeAllowed() {
        RankMetric rule = metric();
        rule.allowedIncrease = 1.2;
        QVERIFY(classOf(rule, around(110), around(100)) == RankClass::Pass);
        QVERIFY(classOf(rule, around(130), around(100)) == RankClass::High);
        rule.critical = true;
        rule.criticalIncrease = 1.5;
        QVERIFY(!classify(rule, {}, around(130), around(100)).critical);
        QVERIFY(classify(rule, {}, around(160), around(100)).critical);
    }

    void gapsAreNoDataHoweverTheyAreTreated() {
        const std::vector<double> gaps(60, kNaN);
        for (const NanStrategy strategy : {NanStrategy::Remove, NanStrategy::Replace}) {
            RankMetric rule = metric();
            rule.nan = strategy;
            QVERIFY(classOf(rule, gaps, around(100)) == RankClass::NoData);
            QVERIFY(classOf(rule, around(100), {}) == RankClass::NoData);
            rule.mustHaveData = true;
            QVERIFY(classOf(rule, {}, around(100)) == RankClass::NoDataFails);
            rule.critical = true;
            QVERIFY(classify(rule, {}, {}, around(100)).critical);
        }
    }

    void someGapsAreRemovedOrNought() {
        std::vector<double> errors = around(100);
        for (std::size_t i = 0; i < errors.size(); i += 2) {
            errors[i] = kNaN;
        }
        RankMetric rule = metric();
        QVERIFY(classOf(rule, errors, around(100)) == RankClass::Pass);
        rule.nan = NanStrategy::Replace;
        QVERIFY(classify(rule, {}, errors, around(100)).effect < 0.6);
    }

    void noughtIsABaselineToo() {
        const std::vector<double> nought(60, 0);
        QVERIFY(classOf(metric(), around(5), nought) == RankClass::High); // the ratio cannot be said
        QVERIFY(std::isnan(classify(metric(), {}, around(5), nought).effect));
        QVERIFY(classOf(metric(), nought, nought) == RankClass::Pass);
    }

    void groupsAreWeighed() {
        RankRules rules;
        rules.groupWeights = {{"errors", 75}};
        const std::vector<RankResult> results{result("e", "errors", RankClass::Pass),
                                              result("p50", "speed", RankClass::Pass),
                                              result("p99", "speed", RankClass::High)};
        const RankScore score = scoreOf(results, rules);
        QCOMPARE(score.score, 87.5);
        QVERIFY(score.verdict == RankVerdict::Marginal);
        QCOMPARE(score.groups.size(), std::size_t{2});
        QCOMPARE(score.groups[1].weight, 25.0);
    }

    void theThresholdsAreIncluded() {
        const auto verdict = [](int passes, int all) {
            std::vector<RankResult> results;
            for (int i = 0; i < all; ++i) {
                results.push_back(
                    result(std::to_string(i), "g", i < passes ? RankClass::Pass : RankClass::High));
            }
            return scoreOf(results, {}).verdict;
        };
        QVERIFY(verdict(19, 20) == RankVerdict::Pass);
        QVERIFY(verdict(18, 20) == RankVerdict::Marginal);
        QVERIFY(verdict(15, 20) == RankVerdict::Marginal);
        QVERIFY(verdict(14, 20) == RankVerdict::Fail);
    }

    void aCriticalFailureFailsEverything() {
        std::vector<RankResult> results{result("a", "g", RankClass::Pass), result("b", "g", RankClass::High)};
        results[1].critical = true;
        RankScore score = scoreOf(results, {});
        QVERIFY(score.verdict == RankVerdict::Fail);
        QCOMPARE(score.score, 0.0);
        QCOMPARE(*score.failedBy, std::string("b"));
        results[1].muted = true;
        score = scoreOf(results, {});
        QVERIFY(score.verdict == RankVerdict::Pass);
    }

    void missingDataFailsFromHalfOn() {
        const auto score = [](int empty, int all) {
            std::vector<RankResult> results;
            for (int i = 0; i < all; ++i) {
                results.push_back(
                    result(std::to_string(i), "g", i < empty ? RankClass::NoData : RankClass::Pass));
            }
            return scoreOf(results, {});
        };
        QVERIFY(score(1, 3).verdict == RankVerdict::Pass);
        QVERIFY(score(2, 4).verdict == RankVerdict::Fail);
        QVERIFY(score(2, 4).tooLittleData);
        QVERIFY(score(4, 4).verdict == RankVerdict::NoData);
        QVERIFY(scoreOf({}, {}).verdict == RankVerdict::NoData);
    }

    void requiredDataThatIsMissingCountsAgainst() {
        const std::vector<RankResult> results{result("a", "g", RankClass::Pass),
                                              result("b", "g", RankClass::NoDataFails)};
        QCOMPARE(scoreOf(results, {}).score, 50.0);
    }
};

QTEST_APPLESS_MAIN(RankJudgeTest)
#include "tst_rank_judge.moc"
