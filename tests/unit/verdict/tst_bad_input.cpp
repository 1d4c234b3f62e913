// SPDX-License-Identifier: Apache-2.0
// Sources that are down, lie or say nothing: each judge's verdict, none of them a pass.
#include "tests/unit/verdict/wave_feed.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::verdict;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
using enum VerdictKind;

struct Case {
    const char* name;
    std::function<void(WaveFeed&)> spoil;
    VerdictKind threshold;
    VerdictKind sequential;
    VerdictKind rank;
};

void change(WaveFeed& feed, std::function<void(Sample&, bool, std::size_t, int)> what) {
    feed.change = [what = std::move(what)](Sample& row, bool canary, std::size_t node, int window) {
        what(row, canary, node, window);
        return true;
    };
}

void addSeries(WaveFeed& feed, SeriesValue value) {
    MetricPolicy metric;
    metric.name = value.metric = "orders";
    metric.source = MetricPolicy::Source::Prometheus;
    metric.provider = "shop";
    metric.query = "orders{node=~\"{{canary}}\"}";
    metric.groups = {"orders"};
    metric.interval = Duration{10'000};
    feed.policy.metrics = {metric};
    feed.changeLook = [value](LookInput& look, int) { look.series.push_back(value); };
}

std::vector<Case> trafficCases() {
    return {
        {"zero baseline, errors on the canary",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int) { row.errors = canary ? 12 : 0; });
         },
         Fail, Fail, Fail},
        {"no rows at all", [](WaveFeed& feed) { feed.canaryNodes = feed.untouchedNodes = 0; }, NoData, NoData,
         NoData},
        {"no rows of the canary", [](WaveFeed& feed) { feed.canaryNodes = 0; }, NoData, NoData, NoData},
        {"no traffic", [](WaveFeed& feed) { feed.requests = 0; }, NoData, NoData, NoData},
        {"no traffic on the canary",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int) {
                 row.requests = canary ? 0 : row.requests;
                 row.latency = canary ? LatencyHistogram{} : row.latency;
             });
         },
         NoData, NoData, NoData},
        {"one untouched node and none from before", [](WaveFeed& feed) { feed.untouchedNodes = 1; },
         Inconclusive, Inconclusive, Inconclusive},
        {"no untouched node and none from before", [](WaveFeed& feed) { feed.untouchedNodes = 0; },
         Inconclusive, Inconclusive, Inconclusive},
    };
}

std::vector<Case> missingCases() {
    return {
        {"no CPU of the canary",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int) {
                 row.cpuPercent = canary ? kNaN : row.cpuPercent;
             });
         },
         NoData, NoData, NoData},
        {"no latencies",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool, std::size_t, int) { row.latency = LatencyHistogram{}; });
         },
         NoData, NoData, NoData},
        {"no CPU of the baseline",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int) {
                 row.cpuPercent = canary ? row.cpuPercent : kNaN;
             });
         },
         Inconclusive, Inconclusive, Inconclusive},
        {"nothing is a number",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool, std::size_t, int) {
                 row.cpuPercent = row.memoryPercent = kNaN;
                 row.latency.restoreSum(kNaN);
             });
         },
         NoData, NoData, NoData},
        {"clock gap: the canary has been silent for five minutes",
         [](WaveFeed& feed) {
             feed.change = [](Sample&, bool canary, std::size_t, int window) {
                 return !canary || window < 30;
             };
         },
         NoData, NoData, NoData},
        {"clock ahead by an hour",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int) {
                 row.start += std::chrono::hours(canary ? 1 : 0);
             });
         },
         NoData, NoData, NoData},
        {"clock behind by an hour",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int) {
                 row.start -= std::chrono::hours(canary ? 1 : 0);
             });
         },
         NoData, NoData, NoData},
    };
}

std::vector<Case> lyingCases() {
    return {
        {"counter reset on the canary lately",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int window) {
                 row.requests = canary && window == 57 ? 1ULL << 63 : row.requests;
             });
         },
         Inconclusive, Inconclusive, Inconclusive},
        {"counter reset on the baseline lately",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t node, int window) {
                 row.requests = !canary && node == 3 && window == 57 ? UINT64_MAX : row.requests;
             });
         },
         Inconclusive, Inconclusive, Inconclusive},
        {"more errors than requests",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t, int) {
                 row.errors = canary ? row.requests + 1 : 0;
             });
         },
         NoData, NoData, NoData},
        {"negative numbers",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool, std::size_t, int) {
                 row.errors = static_cast<std::uint64_t>(-1);
                 row.requests = static_cast<std::uint64_t>(-5);
             });
         },
         NoData, NoData, NoData},
        {"every tenth row of the baseline lies",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool canary, std::size_t node, int window) {
                 const bool lies = !canary && (node + static_cast<std::size_t>(window)) % 10 == 0;
                 row.errors = lies ? row.requests * 2 : 0;
             });
         },
         Inconclusive, Inconclusive, Inconclusive},
        {"rows of no length",
         [](WaveFeed& feed) {
             change(feed, [](Sample& row, bool, std::size_t, int) { row.length = Duration{0}; });
         },
         NoData, NoData, NoData},
        {"a further source is down",
         [](WaveFeed& feed) {
             addSeries(feed, {{}, kNaN, kNaN, true});
         },
         NoData, NoData, NoData},
        {"a further source has no number",
         [](WaveFeed& feed) {
             addSeries(feed, {{}, kNaN, kNaN, false});
         },
         NoData, NoData, NoData},
    };
}

const std::vector<Case>& cases() {
    static const std::vector<Case> kCases = [] {
        std::vector<Case> all = trafficCases();
        for (const std::vector<Case>& more : {missingCases(), lyingCases()}) {
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }();
    return kCases;
}

} // namespace

class BadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("judge");
        QTest::addColumn<int>("expected");
        int number = 0;
        for (const Case& each : cases()) {
            for (const JudgeKind judge : {JudgeKind::Threshold, JudgeKind::Sequential, JudgeKind::Rank}) {
                const VerdictKind expected = judge == JudgeKind::Threshold    ? each.threshold
                                             : judge == JudgeKind::Sequential ? each.sequential
                                                                              : each.rank;
                const std::string name = std::string(judgeName(judge)) + ": " + each.name;
                QTest::newRow(name.c_str())
                    << number << static_cast<int>(judge) << static_cast<int>(expected);
            }
            ++number;
        }
    }

    void verdicts() {
        QFETCH(int, number);
        QFETCH(int, judge);
        QFETCH(int, expected);
        WaveFeed feed;
        feed.policy.judges = {static_cast<JudgeKind>(judge)};
        cases()[static_cast<std::size_t>(number)].spoil(feed);
        const Verdict verdict = feed.run();
        QCOMPARE(static_cast<int>(verdict.kind), expected);
    }

    /// The same numbers unspoilt do pass, so that what is above is not for another reason.
    void unspoiltPasses_data() {
        QTest::addColumn<int>("judge");
        QTest::newRow("threshold") << static_cast<int>(JudgeKind::Threshold);
        QTest::newRow("sequential") << static_cast<int>(JudgeKind::Sequential);
        QTest::newRow("rank") << static_cast<int>(JudgeKind::Rank);
    }

    void unspoiltPasses() {
        QFETCH(int, judge);
        WaveFeed feed;
        feed.policy.judges = {static_cast<JudgeKind>(judge)};
        QCOMPARE(feed.run().kind, Pass);
    }

    /// Neither by the test, where a burst counts as two events, nor as a gross breach, when it is over.
    void oneNodeAloneDoesNotFailByOneBurst() {
        WaveFeed feed;
        feed.policy.judges = {JudgeKind::Sequential};
        feed.canaryNodes = 1;
        change(feed, [](Sample& row, bool canary, std::size_t, int window) {
            row.errors = canary && window == 5 ? 400 : 0;
        });
        QCOMPARE(feed.run().kind, Inconclusive);
    }

    /// A minute later the reset is forgotten.
    void aCounterResetIsForgotten() {
        WaveFeed feed;
        feed.policy.judges = {JudgeKind::Sequential};
        change(feed, [](Sample& row, bool canary, std::size_t, int window) {
            row.requests = canary && window == 40 ? 1ULL << 63 : row.requests;
        });
        QCOMPARE(feed.run().kind, Pass);
    }
};

QTEST_APPLESS_MAIN(BadInput)
#include "tst_bad_input.moc"
