// SPDX-License-Identifier: Apache-2.0
// Canary against baseline, their difference with its interval, and the distributions of latencies.

#include "tests/support/fake_console_service.h"
#include "tests/support/manual_clock.h"
#include "ui/deployments/latency_distribution.h"
#include "ui/deployments/metric_charts.h"
#include "ui/deployments/metric_difference.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool near(double a, double b, double within) {
    return std::abs(a - b) <= within;
}

} // namespace

class TestMetricViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R. G. Newcombe's example of method 10: 56 of 70 against 48 of 80 is 0.2 (0.0524 to 0.3339), from
    /// Wilson's intervals of both.
    void differenceOfShares() {
        const ports::MetricPoint point{Instant{}, 0.8, 0.6, {0.6918, 0.8770}, {0.4907, 0.7003}};
        const ChartPoint difference = MetricDifference::between(7, point);
        QCOMPARE(difference.x, 7.0);
        QVERIFY(near(difference.y, 0.2, 1e-9));
        QVERIFY2(near(difference.low, 0.0524, 5e-4), qPrintable(QString::number(difference.low)));
        QVERIFY2(near(difference.high, 0.3339, 5e-4), qPrintable(QString::number(difference.high)));
    }

    void whatIsMissingStaysMissing() {
        QVERIFY(std::isnan(MetricDifference::between(0, {Instant{}, kNaN, 1, {}, {0, 2}}).y));
        const ChartPoint bare = MetricDifference::between(0, {Instant{}, 3, 1, {}, {0, 2}});
        QCOMPARE(bare.y, 2.0);
        QVERIFY(std::isnan(bare.low) && std::isnan(bare.high));
    }

    void differencesHaveSignAndUnit() {
        Formatter formatter;
        formatter.setLocale(QLocale(QLocale::English));
        QCOMPARE(MetricDifference::text(formatter, Metric::ErrorRate, 0.0012), QStringLiteral("+0.12 pp"));
        QCOMPARE(MetricDifference::text(formatter, Metric::Cpu, -3), QStringLiteral("-3.0 pp"));
        QCOMPARE(MetricDifference::text(formatter, Metric::LatencyP99, 12.34), QStringLiteral("+12.3 ms"));
        QCOMPARE(MetricDifference::text(formatter, Metric::LatencyP99, 0), QStringLiteral("0.0 ms"));
        QCOMPARE(MetricDifference::text(formatter, Metric::Cpu, kNaN), formatter.metric(Metric::Cpu, kNaN));
    }

    void notesSayHowSure() {
        ChartData chart;
        ports::MetricSeries series{Metric::LatencyMean, {}, kNaN};
        const auto noteOf = [&](ports::MetricPoint point) {
            series.points = {point};
            MetricDifference::fill(chart, series, QStringLiteral("difference"));
            return chart.note();
        };
        QVERIFY(noteOf({Instant{}, 30, 10, {28, 32}, {9, 11}}).contains(QStringLiteral("surely higher")));
        QVERIFY(noteOf({Instant{}, 10, 30, {9, 11}, {28, 32}}).contains(QStringLiteral("surely lower")));
        QVERIFY(noteOf({Instant{}, 11, 10, {8, 14}, {7, 13}}).contains(QStringLiteral("chance")));
        QCOMPARE(noteOf({Instant{}, 12, 10, {}, {}}), QStringLiteral("2")); // nothing is known of its spread
        QVERIFY(noteOf({Instant{}, kNaN, 10, {}, {}}).isEmpty());
    }

    void distributionsCompareShares() {
        Formatter formatter;
        formatter.setLocale(QLocale(QLocale::English));
        ChartData chart;
        LatencyDistribution::prepare(chart, formatter);
        ports::MetricsAnswer answer;
        answer.canaryLatency.record(10, 30);
        answer.canaryLatency.record(100, 10);
        answer.baselineLatency.record(10, 1'000);
        LatencyDistribution::fill(chart, answer, formatter,
                                  {QStringLiteral("canary"), QStringLiteral("baseline")});
        const QString ten = chart.reading(std::log10(9.9), QStringLiteral("|"));
        QCOMPARE(ten, QStringLiteral("9.5 ms to 11.3 ms|canary: 75.0 %|baseline: 100.0 %"));
        QVERIFY(chart.reading(std::log10(99.0), QStringLiteral("|"))
                    .endsWith(QStringLiteral("canary: 25.0 %|baseline: 0.0 %")));
        QVERIFY(chart.extent().from <= 1 && chart.extent().to >= 2);
        QVERIFY(chart.extent().length() < 1.4); // trimmed to what was measured
        QCOMPARE(chart.markers().size(), std::size_t{4});
        QVERIFY(chart.note().startsWith(QStringLiteral("canary: p50")));
    }

    void distributionsHaveEnds() {
        Formatter formatter;
        ChartData chart;
        LatencyDistribution::prepare(chart, formatter);
        ports::MetricsAnswer answer;
        const std::vector<QString> names{QStringLiteral("a"), QStringLiteral("b")};
        LatencyDistribution::fill(chart, answer, formatter, names);
        QVERIFY(chart.empty() && chart.note().isEmpty());
        answer.canaryLatency.record(0.1);
        answer.canaryLatency.record(1e6);
        LatencyDistribution::fill(chart, answer, formatter, names);
        QVERIFY(std::isfinite(chart.extent().from) && std::isfinite(chart.extent().to));
        QVERIFY(chart.reading(chart.extent().to, QStringLiteral("|")).startsWith(QStringLiteral("over")));
        QVERIFY(chart.reading(chart.extent().from, QStringLiteral("|")).startsWith(QStringLiteral("up to")));
    }

    void chartsOfADeployment() {
        support::ManualClock clock;
        support::SeededRandom random;
        support::FakeConsoleService service{clock, random};
        ServiceClient client{service, random};
        Formatter formatter;
        Notices notices;
        UndoGrace grace;
        client.setIdentity({TenantId{"lab"}, UserId{"somebody"}, {Role::Viewer}, {}, {}});
        MetricCharts charts({client, formatter, notices, grace, clock});
        charts.follow(DeploymentId{"running-1"});
        QTRY_VERIFY(charts.count() > 0);
        const MetricChartRow& row = charts.rows().front();
        QVERIFY(!row.overTime->empty() && !row.difference->empty() && !charts.distribution()->empty());
        QCOMPARE(row.overTime->series().size(), std::size_t{2});
        QCOMPARE(row.difference->series().size(), std::size_t{1});
        QVERIFY(!std::isnan(row.overTime->limit()));
        QVERIFY(!std::isnan(row.overTime->series()[0].points.at(0).low));
        QVERIFY(std::isfinite(row.overTime->gap()));
        QVERIFY(!row.difference->note().isEmpty());
        charts.tellExport(QUrl::fromLocalFile(QStringLiteral("/x/a.png")), false);
        QVERIFY(notices.latest().contains(QStringLiteral("/x/a.png")));
        charts.follow(DeploymentId{});
        QVERIFY(charts.count() == 0 && charts.distribution()->empty());
    }
};

QTEST_GUILESS_MAIN(TestMetricViews)
#include "tst_metric_views.moc"
