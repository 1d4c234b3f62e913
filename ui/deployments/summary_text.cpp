// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/summary_text.h"

#include "ui/common/qt_text.h"

#include <algorithm>

namespace hotswap::ui {

QString SummaryText::title(const DeploymentSummary& summary) {
    const QString module = toQt(summary.release.module);
    const QString version = toQt(summary.release.version.text());
    if (!summary.stable || summary.stable->version == summary.release.version) {
        //: %1 module name, %2 version
        return tr("%1 %2").arg(module, version);
    }
    //: %1 module name, %2 version before, %3 version after
    return tr("%1 %2 → %3").arg(module, toQt(summary.stable->version.text()), version);
}

QString SummaryText::progress(const DeploymentSummary& summary, const Formatter& formatter) {
    if (summary.state == DeploymentState::Queued) {
        return tr("Waits for its turn");
    }
    const bool back = summary.state == DeploymentState::RollingBack;
    QStringList parts;
    if (!isTerminal(summary.state) && !back && summary.waves > 0) {
        const std::uint32_t wave = std::min(summary.wave + 1, summary.waves);
        //: %1 number of the present wave, %2 number of waves
        parts << tr("Wave %1 of %2")
                     .arg(formatter.number(qint64(wave)), formatter.number(qint64(summary.waves)));
    }
    if (back || summary.state == DeploymentState::RolledBack) {
        parts << tr("%n node(s) taken back", "", static_cast<int>(summary.nodesTakenBack));
    } else {
        //: %1 nodes that are healthy on the release, %n nodes in all
        parts << tr("%1 of %n node(s)", "", static_cast<int>(summary.nodesTotal))
                     .arg(formatter.number(qint64(summary.nodesChanged)));
    }
    if (summary.nodesFailed > 0) {
        parts << tr("%n failed", "", static_cast<int>(summary.nodesFailed));
    }
    return parts.join(QStringLiteral(" · "));
}

double SummaryText::fraction(const DeploymentSummary& summary) {
    if (summary.nodesTotal == 0) {
        return 0;
    }
    const bool back =
        summary.state == DeploymentState::RollingBack || summary.state == DeploymentState::RolledBack;
    const std::uint32_t done = back ? summary.nodesTakenBack : summary.nodesChanged;
    return std::min(1.0, static_cast<double>(done) / summary.nodesTotal);
}

QString SummaryText::why(const DeploymentSummary& summary) {
    if (!summary.pauses.empty()) {
        QStringList reasons;
        for (const ActivePause& pause : summary.pauses) {
            reasons << of(pause.reason);
        }
        return reasons.join(QStringLiteral(" · "));
    }
    if (summary.state == DeploymentState::WaitingForApproval) {
        return tr("Waits for sign-off");
    }
    return of(summary.endReason);
}

QString SummaryText::of(PauseReason reason) {
    switch (reason) {
    case PauseReason::Operator: return tr("Paused by an operator");
    case PauseReason::Inconclusive: return tr("The metrics do not decide: promote, bake again or abort");
    case PauseReason::NoData: return tr("Nothing was measured: promote, bake again or abort");
    case PauseReason::MetricSource:
        return tr("The metric source does not answer; goes on by itself when it does");
    case PauseReason::Capacity:
        return tr("The next step would cross the availability floor; goes on by itself");
    case PauseReason::Freeze: return tr("A freeze window is open; goes on when it ends");
    case PauseReason::ProgressDeadline: return tr("No node became healthy in time");
    case PauseReason::StageFailed: return tr("A stage failed and may be retried");
    case PauseReason::LostTail:
        return tr("The store may have lost its last changes; an administrator confirms");
    }
    return {};
}

QString SummaryText::of(EndReason reason) {
    switch (reason) {
    case EndReason::None: return {};
    case EndReason::Completed: return tr("Every node runs the release");
    case EndReason::VerdictFailed: return tr("The metrics were worse than allowed");
    case EndReason::NodeFailed: return tr("A node failed");
    case EndReason::TooManyFailed: return tr("Too many nodes failed");
    case EndReason::ProgressDeadline: return tr("No node became healthy in time");
    case EndReason::ValidationFailed: return tr("The check at the end failed");
    case EndReason::SmokeFailed: return tr("The new slot failed its smoke check; nothing was switched");
    case EndReason::CheckFailed: return tr("A check failed");
    case EndReason::AbortRequested: return tr("Aborted on request");
    case EndReason::RollbackRequested: return tr("Rolled back on request");
    case EndReason::ApprovalRejected: return tr("Sign-off was refused");
    case EndReason::ApprovalExpired: return tr("Nobody signed off in time");
    case EndReason::Superseded: return tr("Replaced by a newer deployment");
    case EndReason::CapacityImpossible: return tr("The availability floor leaves no room for it");
    case EndReason::AcceptedAsItIs: return tr("Accepted as it is by an administrator");
    }
    return {};
}

bool SummaryText::waitsForPerson(const DeploymentSummary& summary) {
    if (summary.state == DeploymentState::WaitingForApproval ||
        summary.state == DeploymentState::NeedsIntervention) {
        return true;
    }
    return std::any_of(summary.pauses.begin(), summary.pauses.end(),
                       [](const ActivePause& pause) { return needsPerson(pause.reason); });
}

} // namespace hotswap::ui
