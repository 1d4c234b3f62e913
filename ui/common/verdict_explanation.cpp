// SPDX-License-Identifier: Apache-2.0
#include "ui/common/verdict_explanation.h"

#include "ui/common/reason_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace hotswap::ui {

namespace {

constexpr double kRatioTold = 1.05;   ///< below it says nothing
constexpr double kRatioWhole = 10;    ///< from here on without decimals
constexpr double kPercentSmall = 0.1; ///< below it with more decimals

/// Holds the translation context.
class VerdictText {
    Q_DECLARE_TR_FUNCTIONS(VerdictText)

public:
    VerdictText(const VerdictFacts& facts, const QLocale& locale)
        : m_facts(facts), m_verdict(facts.verdict), m_locale(locale) {}

    static QString outcome(VerdictKind kind);
    static QString judge(JudgeKind kind);
    static QString about(Duration duration, const QLocale& locale);
    static QString needed(const MetricFinding& finding, const QLocale& locale);
    static QString difference(const MetricFinding& finding, const QLocale& locale);
    static QString whole(const QString& outcome, const QString& rest);

    QString numbers(const MetricFinding* finding) const;
    QString evidence(const MetricFinding& finding) const;
    QString calm() const;
    QString source() const;
    QString falseAlarms() const;

private:
    QString count(std::uint64_t value) const { return m_locale.toString(static_cast<qulonglong>(value)); }
    QString percent(double fraction) const;
    QString canarySide() const;
    QString baselineSide() const;
    QString errors() const;
    QString times(double canary, double baseline, bool often) const;
    QString values(const MetricFinding& finding) const;

    const VerdictFacts& m_facts;
    const Verdict& m_verdict;
    const QLocale& m_locale;
};

int shown(std::uint64_t value) {
    return static_cast<int>(std::min<std::uint64_t>(value, INT_MAX));
}

QString VerdictText::outcome(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Pass: return tr("passed");
    case VerdictKind::Fail: return tr("stopped");
    case VerdictKind::Inconclusive: return tr("not decided");
    case VerdictKind::NoData: return tr("nothing measured");
    }
    return {};
}

QString VerdictText::judge(JudgeKind kind) {
    switch (kind) {
    case JudgeKind::Threshold: return tr("threshold judge");
    case JudgeKind::Sequential: return tr("sequential judge");
    case JudgeKind::Rank: return tr("rank judge");
    }
    return {};
}

QString VerdictText::percent(double fraction) const {
    const double value = fraction * 100;
    return m_locale.toString(value, 'f', value >= kPercentSmall || value == 0 ? 1 : 3);
}

QString VerdictText::canarySide() const {
    return m_facts.canaryNodes == 0 ? tr("the new release")
                                    : tr("%n canary node(s)", nullptr, shown(m_facts.canaryNodes));
}

QString VerdictText::baselineSide() const {
    switch (m_verdict.source) {
    case BaselineSource::UntouchedNodes:
        return m_facts.baselineNodes == 0 ? tr("the untouched nodes")
                                          : tr("%n untouched node(s)", nullptr, shown(m_facts.baselineNodes));
    case BaselineSource::LastWave: return tr("the untouched nodes of an earlier wave");
    case BaselineSource::BeforeRollout: return tr("the same nodes before the rollout");
    case BaselineSource::None: break;
    }
    return {};
}

QString VerdictText::times(double canary, double baseline, bool often) const {
    if (!(baseline > 0) || !(canary / baseline >= kRatioTold)) {
        return {};
    }
    const double ratio = canary / baseline;
    const QString number = m_locale.toString(ratio, 'f', ratio >= kRatioWhole ? 0 : 1);
    //: %1 a number, possibly with decimals
    return often ? tr("%1 times as often").arg(number) : tr("%1 times as much").arg(number);
}

QString VerdictText::errors() const {
    const auto rate = [](std::uint64_t errorCount, std::uint64_t requests) {
        return requests == 0 ? 0 : static_cast<double>(errorCount) / static_cast<double>(requests);
    };
    const double canary = rate(m_verdict.canaryErrors, m_verdict.canaryRequests);
    const double baseline = rate(m_verdict.baselineErrors, m_verdict.baselineRequests);
    //: %n requests, %1 how many failed, %2 "2 canary nodes", %3 percent
    QString text = tr("%1 of %Ln request(s) failed on %2 (%3 %)", nullptr, shown(m_verdict.canaryRequests))
                       .arg(count(m_verdict.canaryErrors), canarySide(), percent(canary));
    if (m_verdict.source == BaselineSource::None || m_verdict.baselineRequests == 0) {
        return text;
    }
    //: %1 the sentence so far, %2 how many failed, %3 of how many, %4 "18 untouched nodes", %5 percent
    text = tr("%1, %2 of %3 on %4 (%5 %)")
               .arg(text, count(m_verdict.baselineErrors), count(m_verdict.baselineRequests), baselineSide(),
                    percent(baseline));
    const QString ratio = times(canary, baseline, true);
    //: %1 the sentence so far, %2 "36 times as often"
    return ratio.isEmpty() ? text : tr("%1: %2").arg(text, ratio);
}

QString VerdictText::values(const MetricFinding& finding) const {
    //: %1 "the mean latency", %2 a value, %3 "2 canary nodes"
    QString text =
        tr("%1 was %2 on %3")
            .arg(findingName(finding), findingValue(finding, finding.canary, m_locale), canarySide());
    if (m_verdict.source != BaselineSource::None && !std::isnan(finding.baseline)) {
        //: %1 the sentence so far, %2 a value, %3 "18 untouched nodes"
        text = tr("%1 against %2 on %3")
                   .arg(text, findingValue(finding, finding.baseline, m_locale), baselineSide());
    }
    const QString ratio = times(finding.canary, finding.baseline, false);
    if (!ratio.isEmpty()) {
        text = tr("%1: %2").arg(text, ratio);
    }
    if (finding.kind == VerdictKind::Fail && finding.limit > 0 && std::isfinite(finding.limit)) {
        //: %1 the sentence so far, %2 highest value allowed
        text = tr("%1, at most %2 allowed").arg(text, findingValue(finding, finding.limit, m_locale));
    }
    return text;
}

QString VerdictText::numbers(const MetricFinding* finding) const {
    if (finding == nullptr || finding->kind == VerdictKind::NoData) {
        return finding == nullptr ? QString()
                                  : tr("no measurement of %1 on %2").arg(findingName(*finding), canarySide());
    }
    if (finding->name.empty() && finding->metric == Metric::ErrorRate) {
        return errors();
    }
    return values(*finding);
}

QString VerdictText::evidence(const MetricFinding& finding) const {
    if (!(finding.evidence > 0)) {
        return {};
    }
    const double share = std::min(finding.evidence, 1.0);
    //: %1 percent
    return tr("evidence %1 % of what a failure needs").arg(m_locale.toString(share * 100, 'f', 0));
}

QString VerdictText::about(Duration duration, const QLocale& locale) {
    using namespace std::chrono;
    const double seconds = duration_cast<std::chrono::duration<double>>(duration).count();
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    if (seconds < 1.5 * kMinute) {
        return tr("about %1 s").arg(locale.toString(std::ceil(seconds), 'f', 0));
    }
    if (seconds < 1.5 * kHour) {
        return tr("about %1 min").arg(locale.toString(std::ceil(seconds / kMinute), 'f', 0));
    }
    return tr("about %1 h").arg(locale.toString(seconds / kHour, 'f', 1));
}

QString VerdictText::needed(const MetricFinding& finding, const QLocale& locale) {
    if (finding.requestsNeeded > 0) {
        const QString requests = tr("%Ln more request(s)", nullptr, shown(finding.requestsNeeded));
        return finding.timeNeeded > Duration{} //: %1 "2,140 more requests", %2 "about 6 min"
                   ? tr("%1, %2").arg(requests, about(finding.timeNeeded, locale))
                   : requests;
    }
    if (finding.samplesMissing > 0) {
        return tr("%Ln more sample(s)", nullptr, shown(finding.samplesMissing));
    }
    return {};
}

QString VerdictText::difference(const MetricFinding& finding, const QLocale& locale) {
    const auto end = [&](double value) {
        if (std::isinf(value)) {
            return value < 0 ? QStringLiteral("−∞") : QStringLiteral("+∞");
        }
        const QString text = findingValue(finding, std::abs(value), locale);
        return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + text;
    };
    if ((std::isinf(finding.low) && std::isinf(finding.high)) || std::isnan(finding.low) ||
        std::isnan(finding.high)) {
        return {};
    }
    //: %1 and %2 the least and the greatest difference
    return tr("%1 to %2").arg(end(finding.low), end(finding.high));
}

QString VerdictText::calm() const {
    switch (m_verdict.calm) {
    case Calm::Unknown: break;
    case Calm::Calm: return tr("the untouched nodes are calm");
    case Calm::Widened:
        //: %1 a number above 1
        return tr("the untouched nodes vary more than chance does, so %1 times the evidence is asked for")
            .arg(m_locale.toString(m_verdict.dispersion, 'f', 1));
    case Calm::Restless: return tr("the untouched nodes are too restless to judge by now");
    }
    return {};
}

QString VerdictText::source() const {
    switch (m_verdict.source) {
    case BaselineSource::UntouchedNodes: return tr("compared with untouched nodes at the same time");
    case BaselineSource::LastWave: return tr("compared with an earlier wave, which is a weak baseline");
    case BaselineSource::BeforeRollout:
        return tr("compared with the same nodes before the rollout, which is a weak baseline");
    case BaselineSource::None: return tr("nothing to compare with");
    }
    return {};
}

QString VerdictText::falseAlarms() const {
    if (!(m_verdict.falseAlarmRate > 0)) {
        return {};
    }
    //: %1 percent
    return tr("false-alarm rate %1 % per rollout")
        .arg(m_locale.toString(m_verdict.falseAlarmRate * 100, 'g', 2));
}

QString VerdictText::whole(const QString& outcome, const QString& rest) {
    //: %1 "Stopped", %2 the reasons
    return rest.isEmpty() ? tr("%1.").arg(outcome) : tr("%1: %2.").arg(outcome, rest);
}

} // namespace

QString VerdictExplanation::sentence() const {
    QStringList parts{numbers, evidence, needed, calm, source, falseAlarms};
    parts.removeAll(QString());
    QString first = outcome;
    if (!first.isEmpty()) {
        first[0] = first[0].toUpper();
    }
    return VerdictText::whole(first, parts.join(QStringLiteral("; ")));
}

VerdictExplanation explain(const VerdictFacts& facts, const QLocale& locale) {
    const VerdictText text(facts, locale);
    const MetricFinding* finding = facts.verdict.decisive();
    VerdictExplanation explanation;
    explanation.outcome = VerdictText::outcome(facts.verdict.kind);
    explanation.numbers = text.numbers(finding);
    if (finding != nullptr && facts.verdict.kind != VerdictKind::Pass) {
        explanation.evidence = text.evidence(*finding);
        explanation.needed =
            facts.verdict.kind == VerdictKind::Inconclusive ? neededText(*finding, locale) : QString();
        if (!explanation.needed.isEmpty()) {
            //: %1 "2,140 more requests, about 6 min"
            explanation.needed =
                QCoreApplication::translate("VerdictText", "%1, to decide").arg(explanation.needed);
        }
    }
    explanation.calm = text.calm();
    explanation.source = text.source();
    explanation.falseAlarms = text.falseAlarms();
    return explanation;
}

QString neededText(const MetricFinding& finding, const QLocale& locale) {
    return VerdictText::needed(finding, locale);
}

QString differenceText(const MetricFinding& finding, const QLocale& locale) {
    return VerdictText::difference(finding, locale);
}

QString aboutText(Duration duration, const QLocale& locale) {
    return VerdictText::about(duration, locale);
}

QString outcomeText(VerdictKind kind) {
    return VerdictText::outcome(kind);
}

QString judgeText(JudgeKind kind) {
    return VerdictText::judge(kind);
}

} // namespace hotswap::ui
