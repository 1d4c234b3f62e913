// SPDX-License-Identifier: Apache-2.0
#include "ui/approvals/approval_view.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/deployments/summary_text.h"

#include <algorithm>

namespace hotswap::ui {

ApprovalView::ApprovalView(const PageContext& context, QObject* parent)
    : QObject(parent), m_context(context), m_plan(context.formatter) {
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) {
                const bool mine =
                    std::any_of(delta->approvals.begin(), delta->approvals.end(),
                                [this](const Approval& approval) { return approval.id == m_id; });
                if (mine || delta->snapshot) {
                    refresh();
                }
            });
    connect(&m_context.client, &ServiceClient::identityChanged, this, [this] { refresh(); });
    connect(&m_context.client, &ServiceClient::onlineChanged, this, [this] {
        show();
        refresh();
    });
    connect(&m_context.formatter, &Formatter::changed, this, [this] { show(); });
}

QString ApprovalView::id() const {
    return toQt(m_id);
}

QString ApprovalView::deployment() const {
    return m_detail ? toQt(m_detail->approval.deployment) : QString();
}

QString ApprovalView::title() const {
    return m_detail ? SummaryText::title(m_detail->deployment.summary) : QString();
}

QString ApprovalView::subtitle() const {
    if (!m_detail) {
        return {};
    }
    const DeploymentSummary& summary = m_detail->deployment.summary;
    //: %1 environment, %2 strategy, %3 user
    return tr("%1 · %2 · asked for by %3")
        .arg(Words::of(summary.scope.environment), Words::of(summary.strategy),
             toQt(m_detail->approval.requestedBy));
}

QString ApprovalView::stateWord() const {
    return m_detail ? Words::of(m_detail->approval.state) : QString();
}

int ApprovalView::stateTone() const {
    return static_cast<int>(m_detail ? Words::tone(m_detail->approval.state) : Tone::Neutral);
}

QString ApprovalView::left() const {
    if (!m_detail || m_detail->approval.state != ApprovalState::Pending) {
        return {};
    }
    const Duration left = m_detail->approval.expiresAt - m_context.clock.now();
    return m_context.formatter.countdown(std::max(Duration::zero(), left));
}

bool ApprovalView::mayVote() const {
    return m_detail && m_detail->mayApprove.ok() && !m_sending && m_context.client.online();
}

QString ApprovalView::whyNot() const {
    if (m_detail && !m_context.client.online()) {
        return ServiceClient::offlineText();
    }
    return !m_detail || m_detail->mayApprove.ok() ? QString() : errorText(m_detail->mayApprove.error());
}

void ApprovalView::open(const QString& approval) {
    ++m_term;
    m_id = ApprovalId(fromQt(approval));
    m_detail.reset();
    m_error.clear();
    m_sending = false;
    show();
    Q_EMIT opened();
    refresh();
}

void ApprovalView::refresh() {
    if (m_id.empty()) {
        return;
    }
    m_context.client.ask<ports::ApprovalDetail>(
        this, ports::queries::OneApproval{m_id}, [this, term = m_term](Result<ports::ApprovalDetail> answer) {
            if (term != m_term) {
                return;
            }
            m_error = answer.ok() ? QString() : errorText(answer.error());
            if (answer.ok()) {
                m_detail = std::move(*answer);
            }
            show();
        });
}

void ApprovalView::show() {
    if (m_detail) {
        m_plan.show(m_detail->deployment.plan, {});
        m_votes.show({m_detail->approval}, m_context.formatter);
        showChanges();
        showRisks();
        showEvidence();
    } else {
        m_plan.clear();
        m_votes.show({}, m_context.formatter);
        m_changes.setRows({});
        m_risks.setRows({});
        m_evidence.setRows({});
    }
    Q_EMIT changed();
    Q_EMIT ticked();
}

void ApprovalView::showChanges() {
    const ports::DeploymentDetail& deployment = m_detail->deployment;
    const Formatter& formatter = m_context.formatter;
    std::vector<FactRow> rows;
    const auto& stable = deployment.summary.stable;
    rows.push_back({tr("Now"), stable ? formatter.release(*stable) : tr("nothing"), Tone::Neutral, false});
    rows.push_back({tr("Then"), formatter.release(deployment.summary.release), Tone::Neutral, false});
    rows.push_back(
        {tr("Digest"), Formatter::brief(deployment.summary.release.digest.value), Tone::Neutral, true});
    if (!m_detail->approval.changedSince.empty()) {
        rows.push_back({tr("Changed since the last request"), toQt(m_detail->approval.changedSince),
                        Tone::Warning, false});
    }
    for (const auto& [name, after] : m_detail->settingsAfter) {
        const auto before = m_detail->settingsBefore.find(name);
        if (before == m_detail->settingsBefore.end()) {
            //: %1 value of a new setting
            rows.push_back({toQt(name), tr("new: %1").arg(toQt(after)), Tone::Warning, true});
        } else if (before->second != after) {
            //: %1 value before, %2 value after
            rows.push_back(
                {toQt(name), tr("%1 → %2").arg(toQt(before->second), toQt(after)), Tone::Warning, true});
        }
    }
    for (const auto& [name, before] : m_detail->settingsBefore) {
        if (!m_detail->settingsAfter.contains(name)) {
            //: %1 value of a setting that goes away
            rows.push_back({toQt(name), tr("removed: %1").arg(toQt(before)), Tone::Warning, true});
        }
    }
    for (const auto& [name, value] : deployment.spec.release.metadata) {
        rows.push_back({toQt(name), toQt(value), Tone::Neutral, false});
    }
    m_changes.setRows(std::move(rows));
}

void ApprovalView::showRisks() {
    const Plan& plan = m_detail->deployment.plan;
    const Formatter& formatter = m_context.formatter;
    std::vector<FactRow> rows;
    rows.push_back({tr("Nodes that may change"), formatter.number(static_cast<qint64>(plan.mayChange.size())),
                    Tone::Neutral, false});
    if (!plan.waves.empty()) {
        rows.push_back({tr("In the first wave"),
                        formatter.number(static_cast<qint64>(plan.waves.front().nodes.size())), Tone::Neutral,
                        false});
    }
    rows.push_back({tr("Lowest capacity"), m_plan.capacity(), Tone::Neutral, false});
    rows.push_back(
        {tr("Earliest stop of a bad release"), formatter.duration(plan.earliestStop), Tone::Neutral, false});
    const bool swaps = m_detail->deployment.spec.release.swapsWithoutDowntime;
    rows.push_back({tr("Downtime"), swaps ? tr("none: swapped under load") : tr("a moment on each node"),
                    swaps ? Tone::Good : Tone::Warning, false});
    m_risks.setRows(std::move(rows));
}

void ApprovalView::showEvidence() {
    std::vector<FactRow> rows;
    if (m_detail->previousEnvironment) {
        const DeploymentSummary& before = *m_detail->previousEnvironment;
        rows.push_back(
            {Words::of(before.scope.environment), Words::of(before.state), Words::tone(before.state), false});
        rows.push_back({tr("Ended"), m_context.formatter.dateTime(before.endedAt), Tone::Neutral, false});
        if (before.verdict) {
            rows.push_back({tr("Verdict"), Words::of(*before.verdict), Words::tone(*before.verdict), false});
        }
    } else {
        rows.push_back(
            {tr("Environment before"), tr("this release did not run there"), Tone::Warning, false});
    }
    m_evidence.setRows(std::move(rows));
}

void ApprovalView::vote(VoteDecision decision, const QString& reason) {
    if (!mayVote()) {
        return;
    }
    m_sending = true;
    Q_EMIT changed();
    ports::requests::CastVote request;
    request.approval = m_id;
    request.decision = decision;
    request.planDigest = m_detail->approval.planDigest;
    request.reason = fromQt(reason);
    m_context.client.execute(this, request, [this, decision](Result<ports::Answer> answer) {
        m_sending = false;
        if (!answer.ok()) {
            m_context.notices.say(errorText(answer.error()), Tone::Bad);
        } else if (decision == VoteDecision::Approve) {
            m_context.notices.say(tr("Approved: %1").arg(title()), Tone::Good);
        } else {
            m_context.notices.say(tr("Rejected: %1").arg(title()), Tone::Warning);
        }
        refresh();
        Q_EMIT changed();
    });
}

} // namespace hotswap::ui
