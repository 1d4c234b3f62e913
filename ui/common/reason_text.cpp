// SPDX-License-Identifier: Apache-2.0
#include "ui/common/reason_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace hotswap::ui {

namespace {

/// Holds the translation context.
class ReasonText {
    Q_DECLARE_TR_FUNCTIONS(ReasonText)

public:
    static QString metric(const MetricFinding& finding);
    static QString value(const MetricFinding& finding, double value, const QLocale& locale);
    static QString end(const ReasonFacts& facts, const QLocale& locale);
    static QString pause(PauseReason reason);
    static QString pauses(const ReasonFacts& facts, const QLocale& locale);
    static QString state(DeploymentState state);
    static QString verdict(const Verdict& verdict, const QLocale& locale);
    static QString reason(const ReasonFacts& facts, const QLocale& locale);
};

QString ReasonText::metric(const MetricFinding& finding) {
    if (!finding.name.empty()) {
        //: %1 name of a metric that the policy adds
        return tr("the metric %1").arg(QString::fromStdString(finding.name));
    }
    switch (finding.metric) {
    case Metric::ErrorRate: return tr("the error rate");
    case Metric::LatencyMean: return tr("the mean latency");
    case Metric::LatencyP99: return tr("the 99th percentile of the latency");
    case Metric::Cpu: return tr("the CPU load");
    case Metric::Memory: return tr("the memory use");
    }
    return {};
}

QString ReasonText::value(const MetricFinding& finding, double value, const QLocale& locale) {
    if (std::isnan(value)) {
        return tr("nothing measured");
    }
    if (!finding.name.empty()) { // in a unit of its own
        return locale.toString(value, 'g', 4);
    }
    switch (finding.metric) {
    case Metric::ErrorRate: return tr("%1 %").arg(locale.toString(value * 100, 'f', 2));
    case Metric::LatencyMean:
    case Metric::LatencyP99: return tr("%1 ms").arg(locale.toString(value, 'f', 1));
    case Metric::Cpu:
    case Metric::Memory: return tr("%1 %").arg(locale.toString(value, 'f', 1));
    }
    return {};
}

QString ReasonText::end(const ReasonFacts& facts, const QLocale& locale) {
    const DeploymentSummary& summary = facts.summary;
    switch (summary.endReason) {
    case EndReason::None: return {};
    case EndReason::Completed:
        return tr("every node of the plan runs %1 and stayed healthy (%n node(s))", nullptr,
                  static_cast<int>(summary.nodesChanged))
            .arg(QString::fromStdString(summary.release.version.text()));
    case EndReason::VerdictFailed:
        return facts.verdict ? verdict(*facts.verdict, locale) : tr("the metrics were worse than allowed");
    case EndReason::NodeFailed:
        // Nodes that were taken back no longer count as failed.
        return summary.nodesFailed == 0
                   ? tr("a node failed")
                   : tr("%n node(s) failed", nullptr, static_cast<int>(summary.nodesFailed));
    case EndReason::TooManyFailed:
        return tr("%n node(s) failed, more than the policy allows", nullptr,
                  static_cast<int>(summary.nodesFailed));
    case EndReason::ProgressDeadline: return tr("no node became healthy in time");
    case EndReason::ValidationFailed: return tr("the validation at the end failed");
    case EndReason::SmokeFailed: return tr("the new slot failed its smoke checks and nothing was switched");
    case EndReason::CheckFailed: return tr("a check failed");
    case EndReason::AbortRequested: return tr("it was aborted on request");
    case EndReason::RollbackRequested: return tr("a rollback was asked for");
    case EndReason::ApprovalRejected: return tr("sign-off was refused");
    case EndReason::ApprovalExpired: return tr("nobody signed off in time");
    case EndReason::Superseded: return tr("a newer deployment replaced it");
    case EndReason::CapacityImpossible: return tr("the plan could never keep enough nodes serving");
    case EndReason::AcceptedAsItIs: return tr("an administrator accepted it as it is");
    }
    return {};
}

QString ReasonText::pause(PauseReason reason) {
    switch (reason) {
    case PauseReason::Operator: return tr("somebody paused it");
    case PauseReason::Inconclusive: return tr("the metrics do not decide");
    case PauseReason::NoData: return tr("nothing was measured");
    case PauseReason::MetricSource: return tr("the metric source does not answer");
    case PauseReason::Capacity: return tr("the next step would cross the availability floor");
    case PauseReason::Freeze: return tr("a freeze window is open");
    case PauseReason::ProgressDeadline: return tr("no node became healthy in time");
    case PauseReason::StageFailed: return tr("a stage failed");
    case PauseReason::LostTail: return tr("the store may have lost its last changes");
    }
    return {};
}

/// Technical details that only repeat the numbers are left out.
bool detailHelps(const DeploymentSummary& summary) {
    return !summary.endDetail.empty() && summary.endReason != EndReason::VerdictFailed &&
           summary.endReason != EndReason::Completed && summary.endReason != EndReason::Superseded;
}

QString ReasonText::pauses(const ReasonFacts& facts, const QLocale& locale) {
    QStringList reasons;
    for (const ActivePause& pause : facts.summary.pauses) {
        QString text = ReasonText::pause(pause.reason);
        if (pause.reason == PauseReason::Inconclusive && facts.verdict) {
            //: %1 "the metrics do not decide", %2 the numbers they are about
            text = tr("%1 – %2").arg(text, verdict(*facts.verdict, locale));
        }
        reasons << text;
    }
    //: %1 one or more reasons
    return tr("Paused: %1.").arg(reasons.join(QStringLiteral(", ")));
}

QString ReasonText::state(DeploymentState state) {
    switch (state) {
    case DeploymentState::Queued: return tr("queued");
    case DeploymentState::Running: return tr("running");
    case DeploymentState::Paused: return tr("paused");
    case DeploymentState::WaitingForApproval: return tr("waiting for approval");
    case DeploymentState::RollingBack: return tr("rolling back");
    case DeploymentState::Succeeded: return tr("succeeded");
    case DeploymentState::Failed: return tr("failed");
    case DeploymentState::Aborted: return tr("aborted");
    case DeploymentState::RolledBack: return tr("rolled back");
    case DeploymentState::NeedsIntervention: return tr("needs intervention");
    }
    return {};
}

QString ReasonText::verdict(const Verdict& verdict, const QLocale& locale) {
    const MetricFinding* finding = verdict.decisive();
    if (finding == nullptr || finding->kind == VerdictKind::NoData) {
        return tr("nothing was measured");
    }
    if (finding->kind == VerdictKind::Inconclusive && finding->samplesMissing > 0) {
        //: %1 "the error rate", %n samples that are missing
        return tr("%1 needs %n more sample(s)", nullptr, static_cast<int>(finding->samplesMissing))
            .arg(ReasonText::metric(*finding));
    }
    //: %1 "the error rate", %2 value on the new release, %3 value to compare with, %4 highest value allowed
    QString text =
        tr("%1 was %2 against %3 (at most %4 allowed)")
            .arg(ReasonText::metric(*finding), ReasonText::value(*finding, finding->canary, locale),
                 ReasonText::value(*finding, finding->baseline, locale),
                 ReasonText::value(*finding, finding->limit, locale));
    if (finding->metric == Metric::ErrorRate && finding->name.empty()) {
        //: %1 the sentence so far, %2 and %3 numbers
        text = tr("%1, %2 errors in %3 requests")
                   .arg(text, locale.toString(static_cast<qulonglong>(verdict.canaryErrors)),
                        locale.toString(static_cast<qulonglong>(verdict.canaryRequests)));
    }
    return text;
}

QString ReasonText::reason(const ReasonFacts& facts, const QLocale& locale) {
    const DeploymentSummary& summary = facts.summary;
    if (!summary.pauses.empty() && summary.endReason == EndReason::None) {
        return pauses(facts, locale);
    }
    if (summary.endReason == EndReason::None) {
        return {};
    }
    QString stateWord = ReasonText::state(summary.state);
    stateWord[0] = stateWord[0].toUpper();
    QString why = end(facts, locale);
    if (detailHelps(summary)) {
        //: %1 reason, %2 technical detail
        why = tr("%1 (%2)").arg(why, QString::fromStdString(summary.endDetail));
    }
    if (facts.wave > 0 && summary.endReason == EndReason::VerdictFailed) {
        //: %1 "Rolled back", %2 and %3 wave numbers, %4 reason
        return tr("%1 in wave %2 of %3: %4.")
            .arg(stateWord, locale.toString(facts.wave), locale.toString(summary.waves), why);
    }
    //: %1 "Rolled back", %2 reason
    return tr("%1: %2.").arg(stateWord, why);
}

} // namespace

QString reasonText(const ReasonFacts& facts, const QLocale& locale) {
    return ReasonText::reason(facts, locale);
}

QString verdictText(const Verdict& verdict, const QLocale& locale) {
    return ReasonText::verdict(verdict, locale);
}

QString findingName(const MetricFinding& finding) {
    return ReasonText::metric(finding);
}

QString findingValue(const MetricFinding& finding, double value, const QLocale& locale) {
    return ReasonText::value(finding, value, locale);
}

QString stateText(DeploymentState state) {
    return ReasonText::state(state);
}

} // namespace hotswap::ui
