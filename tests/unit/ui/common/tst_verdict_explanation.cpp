// SPDX-License-Identifier: Apache-2.0
#include "ui/common/verdict_explanation.h"

#include "ui/common/reason_text.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::ui;

namespace {

MetricFinding finding(Metric metric, VerdictKind kind) {
    MetricFinding found;
    found.metric = metric;
    found.kind = kind;
    found.judge = JudgeKind::Sequential;
    return found;
}

/// 4 of 120 against 1 of 1,080.
VerdictFacts stopped() {
    VerdictFacts facts;
    Verdict& verdict = facts.verdict;
    verdict.kind = VerdictKind::Fail;
    verdict.source = BaselineSource::UntouchedNodes;
    verdict.canaryRequests = 120;
    verdict.canaryErrors = 4;
    verdict.baselineRequests = 1'080;
    verdict.baselineErrors = 1;
    verdict.falseAlarmRate = 0.01;
    verdict.calm = Calm::Calm;
    verdict.findings = {finding(Metric::ErrorRate, VerdictKind::Fail)};
    verdict.findings.front().canary = 4.0 / 120;
    verdict.findings.front().baseline = 1.0 / 1'080;
    verdict.findings.front().evidence = 1;
    facts.canaryNodes = 2;
    facts.baselineNodes = 18;
    return facts;
}

QString sentenceOf(const VerdictFacts& facts) {
    return explain(facts, QLocale(QLocale::English)).sentence();
}

} // namespace

class TestVerdictExplanation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhyItWasStopped() {
        QCOMPARE(sentenceOf(stopped()),
                 QStringLiteral("Stopped: 4 of 120 request(s) failed on 2 canary node(s) (3.3 %), 1 of 1,080 "
                                "on 18 untouched node(s) (0.093 %): 36 times as often; evidence 100 % of "
                                "what a failure needs; the untouched nodes are calm; compared with untouched "
                                "nodes at the same time; false-alarm rate 1 % per rollout."));
    }

    void neverDividesByANoughtBaseline() {
        VerdictFacts facts = stopped();
        facts.verdict.baselineErrors = 0;
        const QString sentence = sentenceOf(facts);
        QVERIFY2(sentence.contains(QLatin1String("0 of 1,080 on 18 untouched node(s) (0.0 %);")),
                 qPrintable(sentence));
        QVERIFY(!sentence.contains(QLatin1String("times")));
    }

    void saysWhatIsStillNeeded() {
        VerdictFacts facts = stopped();
        facts.verdict.kind = VerdictKind::Inconclusive;
        MetricFinding& found = facts.verdict.findings.front();
        found.kind = VerdictKind::Inconclusive;
        found.evidence = 0.4;
        found.requestsNeeded = 2'140;
        found.timeNeeded = std::chrono::minutes(6);
        const QString sentence = sentenceOf(facts);
        QVERIFY2(sentence.startsWith(QLatin1String("Not decided: ")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QLatin1String("evidence 40 % of what a failure needs; 2,140 more "
                                                 "request(s), about 6 min, to decide;")),
                 qPrintable(sentence));
    }

    void namesWhateverMetricDecided() {
        VerdictFacts facts = stopped();
        facts.verdict.findings = {finding(Metric::LatencyP99, VerdictKind::Fail)};
        facts.verdict.findings.front().canary = 240;
        facts.verdict.findings.front().baseline = 120;
        facts.verdict.findings.front().limit = 180;
        QVERIFY2(sentenceOf(facts).startsWith(
                     QLatin1String("Stopped: the 99th percentile of the latency was 240.0 ms on 2 canary "
                                   "node(s) against 120.0 ms on 18 untouched node(s): 2.0 times as much, at "
                                   "most 180.0 ms allowed;")),
                 qPrintable(sentenceOf(facts)));
        facts.verdict.findings.front().name = "queue-depth";
        QVERIFY2(sentenceOf(facts).startsWith(QLatin1String("Stopped: the metric queue-depth was 240 on")),
                 qPrintable(sentenceOf(facts)));
        QCOMPARE(verdictText(facts.verdict, QLocale(QLocale::English)),
                 QStringLiteral("the metric queue-depth was 240 against 120 (at most 180 allowed)"));
    }

    void saysThatNothingWasMeasured() {
        VerdictFacts facts;
        facts.verdict.kind = VerdictKind::NoData;
        QCOMPARE(sentenceOf(facts), QStringLiteral("Nothing measured: nothing to compare with."));
        facts.verdict.findings = {finding(Metric::Cpu, VerdictKind::NoData)};
        QVERIFY(sentenceOf(facts).startsWith(
            QLatin1String("Nothing measured: no measurement of the CPU load on the new release;")));
    }

    void tellsWeakBaselinesAndRestlessNodes() {
        VerdictFacts facts = stopped();
        facts.verdict.source = BaselineSource::BeforeRollout;
        facts.verdict.calm = Calm::Widened;
        facts.verdict.dispersion = 2.5;
        const QString sentence = sentenceOf(facts);
        QVERIFY(sentence.contains(QLatin1String("1 of 1,080 on the same nodes before the rollout")));
        QVERIFY(sentence.contains(QLatin1String("2.5 times the evidence")));
        QVERIFY(sentence.contains(QLatin1String("weak baseline")));
    }

    void boundsOfTheDifference() {
        MetricFinding found = finding(Metric::ErrorRate, VerdictKind::Fail);
        const QLocale english(QLocale::English);
        QCOMPARE(differenceText(found, english), QString());
        found.low = 0.004;
        found.high = 0.031;
        QCOMPARE(differenceText(found, english), QStringLiteral("+0.40 % to +3.10 %"));
        found.low = -0.004;
        found.high = std::numeric_limits<double>::infinity();
        QCOMPARE(differenceText(found, english), QStringLiteral("−0.40 % to +∞"));
    }
};

QTEST_APPLESS_MAIN(TestVerdictExplanation)
#include "tst_verdict_explanation.moc"
