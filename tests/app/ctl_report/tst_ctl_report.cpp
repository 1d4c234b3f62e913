// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_chart.h"
#include "app/ctl/report_events.h"
#include "tests/app/ctl_report/report_sample.h"

#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace hotswap;
using namespace hotswap::ctl;

namespace {

/// What is wrong with the page as XML; its one difference from XML is the head.
QString faultOf(QString page) {
    page.remove(QStringLiteral("<!DOCTYPE html>"));
    const auto head = page.indexOf(QStringLiteral("<meta"));
    page.remove(head, page.indexOf(QStringLiteral("<title>")) - head);
    QXmlStreamReader reader(page);
    while (!reader.atEnd()) {
        reader.readNext();
    }
    return reader.hasError() ? reader.errorString() + QStringLiteral(" in line %1").arg(reader.lineNumber())
                             : QString();
}

const ReportCurve* curveOf(const std::vector<ReportCurve>& curves, Metric metric) {
    for (const ReportCurve& curve : curves) {
        if (curve.of.name.empty() && curve.of.metric == metric) {
            return &curve;
        }
    }
    return nullptr;
}

LookEvidence lookWith(std::uint32_t number, std::vector<Sample> canary) {
    LookEvidence look;
    look.input.number = number;
    look.input.at = instantFromMs(1'790'000'000'000 + 10'000LL * number);
    look.input.canary = std::move(canary);
    return look;
}

Sample rowAt(int second, std::uint64_t requests, std::uint64_t errors) {
    Sample row;
    row.node = NodeId{"n1"};
    row.start = instantFromMs(1'790'000'000'000 + 1'000LL * second);
    row.length = Duration{10'000};
    row.requests = requests;
    row.errors = errors;
    row.cpuPercent = row.memoryPercent = std::nan("");
    return row;
}

} // namespace

class TestCtlReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWellFormed();
    void escapesEveryText();
    void asksForNothingFromOutside();
    void saysWhatHappened();
    void drawsEveryMetricWithLimitsAndMarks();
    void takesGrownRowsOnce();
    void leavesGaps();
    void worksWithoutEvidence();
    void leavesOutLooksThatDecidedNothing();
};

void TestCtlReport::isWellFormed() {
    QCOMPARE(faultOf(reportPage(sampleReport())), QString());
}

void TestCtlReport::escapesEveryText() {
    const QString page = reportPage(sampleReport());
    QVERIFY(!page.contains(QLatin1String("<b>")));
    // Description, metric, voter, reason of the vote, particulars of an event.
    QVERIFY(page.count(QLatin1String("&lt;b&gt;&amp;&quot;")) >= 5);
}

void TestCtlReport::asksForNothingFromOutside() {
    const QString page = reportPage(sampleReport());
    for (const char* word : {"<script", "http:", "https:", "url(", "@import", "<link", "<img", " src="}) {
        QVERIFY2(!page.contains(QLatin1String(word)), word);
    }
    QVERIFY(page.contains(QLatin1String("default-src 'none'")));
}

void TestCtlReport::saysWhatHappened() {
    const QString page = reportPage(sampleReport());
    for (const char* words :
         {"storefront 1.2.0 to Production: rolled back", "Stopped: 310 of 12,600",
          "false-alarm rate 1&#160;% per rollout", "sequential judge", "+1.43&#160;% to +3.58&#160;%",
          "not judged", "wave judged", "prefers-color-scheme: dark", "@media print"}) {
        QVERIFY2(page.contains(QLatin1String(words)), words);
    }
}

void TestCtlReport::drawsEveryMetricWithLimitsAndMarks() {
    const ReportData data = sampleReport();
    QCOMPARE(data.curves.size(), std::size_t{7}); // five of every node, one of the module, one asked for
    const QString page = reportPage(data);
    QCOMPARE(page.count(QLatin1String("<svg ")), 7);
    QCOMPARE(page.count(QLatin1String("class=\"stop\"")), 7);
    QCOMPARE(page.count(QLatin1String("class=\"mark\"")), 14);
    QCOMPARE(page.count(QLatin1String("class=\"limit\"")), 4);
    QVERIFY(!page.contains(QLatin1String("nan")) && !page.contains(QLatin1String("\"inf")));
}

void TestCtlReport::takesGrownRowsOnce() {
    ReportSeries series;
    series.add(lookWith(1, {rowAt(0, 10, 1)}));
    series.add(lookWith(2, {rowAt(0, 100, 2), rowAt(10, 50, 5)}));
    const auto* errors = curveOf(series.curves(), Metric::ErrorRate);
    QVERIFY(errors != nullptr);
    const std::vector<ReportPoint> points = curveOf(series.curves(), Metric::ErrorRate)->points;
    QCOMPARE(points.size(), std::size_t{2});
    QCOMPARE(points[0].canary, 0.02);
    QCOMPARE(points[1].canary, 0.1);
    QVERIFY(std::isnan(points[0].baseline));
}

void TestCtlReport::leavesGaps() {
    ReportCurve curve;
    const double none = std::nan("");
    for (const double value : {1.0, 2.0, none, 4.0, none, none}) {
        curve.points.push_back(
            {instantFromMs(1'000 * static_cast<std::int64_t>(curve.points.size())), value, none});
    }
    const QString svg = chartSvg(curve, {}, QStringLiteral("title"));
    const QString path = svg.mid(svg.indexOf(QLatin1String("class=\"canary\"")));
    QCOMPARE(path.count(QLatin1Char('M')), 2);
    QCOMPARE(path.count(QLatin1Char('L')), 1);
    QVERIFY(svg.contains(QLatin1String("class=\"baseline\" d=\"\"")));
}

void TestCtlReport::worksWithoutEvidence() {
    ReportData data = sampleReport();
    data.curves.clear();
    QVERIFY(reportPage(data).contains(QLatin1String("Nothing was measured while it was watched.")));
    data.kept = {};
    for (auto& verdict : data.verdicts) {
        verdict.reset();
    }
    const QString page = reportPage(data);
    QCOMPARE(faultOf(page), QString());
    QVERIFY(page.contains(QLatin1String("No evidence is kept of this rollout.")));
    QCOMPARE(faultOf(reportPage(ReportData{})), QString());
}

void TestCtlReport::leavesOutLooksThatDecidedNothing() {
    Verdict verdict;
    verdict.kind = VerdictKind::Inconclusive;
    QVERIFY(!isReported(events::WaveJudged{0, verdict, false}));
    QVERIFY(isReported(events::WaveJudged{0, verdict, true}));
    verdict.kind = VerdictKind::Fail;
    QVERIFY(isReported(events::WaveJudged{0, verdict, false}));
    QCOMPARE(eventWords(events::WaveStarted{1}), QStringLiteral("wave started"));
    QCOMPARE(eventParticulars(events::WaveStarted{1}), QStringLiteral("wave 2"));
}

QTEST_APPLESS_MAIN(TestCtlReport)
#include "tst_ctl_report.moc"
