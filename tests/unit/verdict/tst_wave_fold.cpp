// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/wave_fold.h"

#include "core/verdict/allowance.h"
#include "core/verdict/combine.h"
#include "core/verdict/threshold.h"
#include "tests/unit/verdict/wave_feed.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::verdict;
using enum VerdictKind;

namespace {

WaveFeed sequential() {
    WaveFeed feed;
    feed.policy.judges = {JudgeKind::Sequential};
    return feed;
}

/// Errors of a row: so many of each side, on every node.
void errors(WaveFeed& feed, std::uint64_t canary, std::uint64_t baseline) {
    feed.change = [=](Sample& row, bool ofCanary, std::size_t, int) {
        row.errors = ofCanary ? canary : baseline;
        return true;
    };
}

WindowSum windowSum(std::uint64_t requests, std::uint64_t errors) {
    WindowSum window;
    window.sum.length = std::chrono::minutes(15);
    window.sum.requests = requests;
    window.sum.errors = errors;
    window.sum.latency.record(20, requests);
    window.sum.cpuPercent = 30;
    window.sum.memoryPercent = 40;
    window.samples = 90;
    window.nodesSeen = 2;
    return window;
}

} // namespace

class WaveFoldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What the threshold judge would see of the sums.
    void sumsAreThoseOfAllRows() {
        WaveFeed feed;
        errors(feed, 3, 2);
        feed.windows = 20;
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.canaryRequests, 2U * 20U * 1'000U);
        QCOMPARE(verdict.canaryErrors, 2U * 20U * 3U);
        QCOMPARE(verdict.baselineErrors, 18U * 20U * 2U);
        QCOMPARE(verdict.source, BaselineSource::UntouchedNodes);
        const MetricFinding* cpu = found(verdict, Metric::Cpu, JudgeKind::Threshold);
        QVERIFY(cpu != nullptr && std::abs(cpu->canary - 30) < 0.5);
        QCOMPARE(cpu->canarySamples, 40U);
    }

    /// Rows that come again with more in them, in another order or late give the same as those that came
    /// once.
    void lateAndGrownRowsAreFoldedOnce() {
        WaveFeed feed;
        feed.policy.judges = {JudgeKind::Threshold, JudgeKind::Sequential};
        errors(feed, 2, 2);
        WaveFold once(feed.policy, feed.wave());
        WaveFold again(feed.policy, feed.wave());
        LookInput late;
        for (int window = 0; window < 40; ++window) {
            LookInput look = feed.look(window);
            once.add(look);
            LookInput partly = look;
            for (Sample& row : partly.untouched) {
                row.requests /= 2;
                row.errors = 1;
                row.latency = LatencyHistogram{};
            }
            std::swap(partly.canary, late.canary); // the canary's come a look later
            again.add(partly);
            LookInput rest = look;
            rest.canary.clear();
            again.add(rest);
        }
        late.at = feed.look(39).at;
        late.untouched.clear();
        again.add(late);
        const JudgeContext context{late.at, nullptr, nullptr};
        QCOMPARE(again.judge(context), once.judge(context));
    }

    void rowsThatComeAMinuteLateAreLeftOut() {
        WaveFeed feed;
        feed.windows = 30;
        WaveFold fold(feed.policy, feed.wave());
        for (int window = 0; window < 30; ++window) {
            fold.add(feed.look(window));
        }
        const Instant at = feed.look(29).at;
        const Verdict before = fold.judge({at, nullptr, nullptr});
        LookInput late = feed.look(3);
        late.at = at;
        for (Sample& row : late.canary) {
            row.errors = row.requests;
        }
        fold.add(late);
        QCOMPARE(fold.judge({at, nullptr, nullptr}), before);
    }

    void threefoldErrorsFailAndEqualOnesPass() {
        WaveFeed worse = sequential();
        errors(worse, 30, 10);
        const Verdict failed = worse.run();
        QCOMPARE(failed.kind, Fail);
        const MetricFinding* finding = found(failed, Metric::ErrorRate, JudgeKind::Sequential);
        QVERIFY(finding != nullptr && finding->kind == Fail);
        QCOMPARE(finding->evidence, 1.0);
        QVERIFY(finding->low < 0.02 && finding->high > 0.02);
        QVERIFY(failed.falseAlarmRate > 0);
        WaveFeed equal = sequential();
        errors(equal, 10, 10);
        QCOMPARE(equal.run().kind, Pass);
    }

    /// A rise by a fifth is certain after a while, and tolerated.
    void whatIsToleratedDoesNotFail() {
        WaveFeed feed = sequential();
        errors(feed, 24, 20);
        feed.windows = 300;
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.kind, Pass);
        QVERIFY(found(verdict, Metric::ErrorRate, JudgeKind::Sequential)->evidence > 0.9);
    }

    void itSaysWhatIsMissing() {
        WaveFeed feed = sequential();
        feed.requests = 20;
        feed.windows = 12;
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.kind, Inconclusive);
        const MetricFinding* finding = found(verdict, Metric::ErrorRate, JudgeKind::Sequential);
        QVERIFY(finding->requestsNeeded > 1'000 && finding->requestsNeeded < 20'000);
        const double seconds = std::chrono::duration<double>(finding->timeNeeded).count();
        QVERIFY(std::abs(seconds - static_cast<double>(finding->requestsNeeded) / 4) < 2); // 4 a second
    }

    void slowAnswersFail() {
        WaveFeed feed = sequential();
        feed.change = [](Sample& row, bool canary, std::size_t, int) {
            if (canary) {
                row.latency = LatencyHistogram{};
                row.latency.record(90, row.requests);
            }
            return true;
        };
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.kind, Fail);
        QVERIFY(found(verdict, Metric::LatencyMean, JudgeKind::Sequential)->kind == Fail ||
                found(verdict, Metric::LatencyP99, JudgeKind::Sequential)->kind == Fail);
    }

    void aLeakFailsWhereMemoryIsCritical() {
        WaveFeed feed = sequential();
        for (ThresholdRule& rule : feed.policy.thresholds) {
            rule.critical = true;
        }
        feed.windows = 120;
        feed.change = [](Sample& row, bool canary, std::size_t, int window) {
            row.memoryPercent += canary ? 0.5 * window : 0;
            return true;
        };
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.kind, Fail);
        QCOMPARE(found(verdict, Metric::Memory, JudgeKind::Sequential)->kind, Fail);
    }

    void aGrossBreachFailsBesideIt() {
        WaveFeed feed = sequential();
        feed.canaryNodes = 3;
        // All on one node: the sequential test does not believe it, and need not.
        feed.change = [](Sample& row, bool canary, std::size_t node, int) {
            row.errors = canary && node == 0 ? 400 : 0;
            return true;
        };
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.kind, Fail);
        QVERIFY(found(verdict, Metric::ErrorRate, JudgeKind::Sequential)->kind != Fail);
        const MetricFinding* gross = found(verdict, Metric::ErrorRate, JudgeKind::Threshold);
        QVERIFY(gross != nullptr && gross->kind == Fail);
        QCOMPARE(gross->breachesInARow, 3U);
    }

    /// The canary's nodes have always had three times the errors: no worsening.
    void whatWasSoBeforeDoesNotFail() {
        WaveFeed feed = sequential();
        errors(feed, 30, 10);
        QCOMPARE(feed.run().kind, Fail);
        feed.changeLook = [](LookInput& look, int window) {
            if (window == 0) {
                look.beforeRollout = windowSum(180'000, 5'400);
                look.untouchedBefore = windowSum(1'620'000, 16'200);
            }
        };
        QCOMPARE(feed.run().kind, Pass);
        errors(feed, 150, 10); // five times what it was
        QCOMPARE(feed.run().kind, Fail);
    }

    /// Small nodes fail more often, old or new; the canary has small ones only.
    void nodesAreMatchedByLabels() {
        WaveFeed feed = sequential();
        feed.change = [](Sample& row, bool canary, std::size_t node, int) {
            row.errors = canary || node < 6 ? 40 : 5;
            return true;
        };
        feed.policy.sequential.calmCheck = false;
        QCOMPARE(feed.run().source, BaselineSource::UntouchedNodes);
        const double unmatched = found(feed.run(), Metric::ErrorRate, JudgeKind::Sequential)->baseline;
        feed.policy.matchLabels = {"size"};
        for (std::size_t i = 0; i < 18; ++i) {
            feed.facts.labels[WaveFeed::node(false, i)] = {{"size", i < 6 ? "small" : "big"}};
        }
        for (std::size_t i = 0; i < 2; ++i) {
            feed.facts.labels[WaveFeed::node(true, i)] = {{"size", "small"}};
        }
        const Verdict matched = feed.run();
        QVERIFY(unmatched < 0.02);
        QCOMPARE(found(matched, Metric::ErrorRate, JudgeKind::Sequential)->baseline, 0.04);
        QVERIFY(matched.kind != Fail);
        feed.facts.labels.erase(WaveFeed::node(true, 0)); // cannot be matched: all with all
        QCOMPARE(found(feed.run(), Metric::ErrorRate, JudgeKind::Sequential)->baseline, unmatched);
    }

    void aWeakBaselineLeavesItToAbsoluteLimits() {
        WaveFeed feed = sequential();
        feed.untouchedNodes = 0;
        errors(feed, 30, 0);
        feed.changeLook = [](LookInput& look, int window) {
            if (window == 0) {
                look.lastWave = windowSum(100'000, 500);
            }
        };
        const Verdict weak = feed.run();
        QCOMPARE(weak.kind, Pass);
        QCOMPARE(weak.source, BaselineSource::LastWave);
        errors(feed, 80, 0);
        const Verdict failed = feed.run();
        QCOMPARE(failed.kind, Fail);
        QCOMPARE(found(failed, Metric::ErrorRate, JudgeKind::Sequential)->kind, Fail);
    }

    void dryRunsNeverCount() {
        WaveFeed feed = sequential();
        feed.policy.judges = {JudgeKind::Threshold, JudgeKind::Sequential};
        errors(feed, 200, 0);
        QCOMPARE(feed.run().kind, Fail);
        feed.policy.thresholds[0].dryRun = true;
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.kind, Pass);
        QCOMPARE(found(verdict, Metric::ErrorRate, JudgeKind::Sequential)->kind, Fail);
        QVERIFY(found(verdict, Metric::ErrorRate, JudgeKind::Sequential)->dryRun);
        for (ThresholdRule& rule : feed.policy.thresholds) {
            rule.dryRun = true;
        }
        QCOMPARE(feed.run().kind, NoData);
    }

    void restlessNodesWiden() {
        WaveFeed calm = sequential();
        errors(calm, 10, 10);
        QCOMPARE(calm.run().calm, Calm::Calm);
        WaveFeed uneven = sequential();
        uneven.change = [](Sample& row, bool, std::size_t node, int window) {
            row.errors = (node * 5 + static_cast<std::size_t>(window) * 3) % 7 == 0 ? 120 : 2;
            return true;
        };
        const Verdict verdict = uneven.run();
        QVERIFY(verdict.calm == Calm::Widened || verdict.calm == Calm::Restless);
        QVERIFY(verdict.dispersion > 5);
        QVERIFY(verdict.kind != Fail);
        uneven.policy.sequential.calmCheck = false;
        QCOMPARE(uneven.run().calm, Calm::Unknown);
    }

    void mergedRowsAreCompared() {
        WaveFeed feed = sequential();
        errors(feed, 30, 10);
        feed.changeLook = [](LookInput& look, int) {
            Sample all = look.untouched.front();
            all.node = NodeId{};
            for (std::size_t i = 1; i < look.untouched.size(); ++i) {
                all.requests += look.untouched[i].requests;
                all.errors += look.untouched[i].errors;
                all.latency.merge(look.untouched[i].latency);
            }
            look.mergedNodes = static_cast<std::uint32_t>(look.untouched.size());
            look.untouched = {all};
        };
        const Verdict verdict = feed.run();
        QCOMPARE(verdict.source, BaselineSource::UntouchedNodes);
        QCOMPARE(verdict.kind, Fail);
    }

    void theAllowanceIsSpentOnce() {
        JudgePolicy policy;
        policy.thresholds = defaultThresholds();
        double all = 0;
        for (std::uint32_t wave = 0; wave < 40; ++wave) {
            const Allowance allowance = allowanceOf(policy, wave);
            all += allowance.errors + allowance.gross + 2 * allowance.latency + 2 * allowance.rest;
        }
        QVERIFY(all <= policy.sequential.falseAlarmRate * (1 + 1e-9));
        QVERIFY(all > 0.99 * policy.sequential.falseAlarmRate);
        QVERIFY(allowanceOf(policy, 0).errors > 3 * allowanceOf(policy, 1).errors);
    }

    void settledLooksAreCounted() {
        WaveFeed feed;
        feed.policy.stabilisation.enabled = true;
        feed.windows = 30;
        QVERIFY(feed.run().settledLooks >= 8);
        feed.change = [](Sample& row, bool canary, std::size_t, int window) {
            row.cpuPercent += canary && window % 5 == 4 ? 30 : 0;
            return true;
        };
        QCOMPARE(feed.run().settledLooks, 0U);
    }
};

QTEST_APPLESS_MAIN(WaveFoldTest)
#include "tst_wave_fold.moc"
