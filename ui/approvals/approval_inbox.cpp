// SPDX-License-Identifier: Apache-2.0
#include "ui/approvals/approval_inbox.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/deployments/summary_text.h"

#include <algorithm>
#include <set>

namespace hotswap::ui {

namespace {

using namespace std::chrono_literals;

constexpr Duration kUrgentBelow = 1h;
constexpr std::size_t kHistoryRows = 100;
constexpr std::size_t kTitlesMax = 4 * kHistoryRows; // beyond, those that nothing shows are forgotten

const std::vector<RowRole<InboxRow>>& roles() {
    static const std::vector<RowRole<InboxRow>> table = {
        {"key", [](const InboxRow& row) { return QVariant(row.key); }},
        {"title", [](const InboxRow& row) { return QVariant(row.title); }},
        {"environment", [](const InboxRow& row) { return QVariant(row.environment); }},
        {"requestedBy", [](const InboxRow& row) { return QVariant(row.requestedBy); }},
        {"timeLeft", [](const InboxRow& row) { return QVariant(row.left); }},
        {"urgent", [](const InboxRow& row) { return QVariant(row.urgent); }},
        {"own", [](const InboxRow& row) { return QVariant(row.own); }},
    };
    return table;
}

} // namespace

InboxList::InboxList(QObject* parent) : RowListModel<InboxRow>(roles(), parent) {}

ApprovalInbox::ApprovalInbox(const PageContext& context, QObject* parent)
    : QObject(parent), m_context(context) {
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { hear(*delta); });
    connect(&m_context.client, &ServiceClient::identityChanged, this, [this] { show(); });
    connect(&m_context.formatter, &Formatter::changed, this, [this] {
        show();
        showHistory();
    });
    showHistory();
}

void ApprovalInbox::hear(const ports::ConsoleDelta& delta) {
    if (delta.snapshot) {
        m_waiting.clear();
    }
    bool decided = delta.snapshot;
    for (const DeploymentSummary& summary : delta.deployments) {
        m_titles[summary.id] = {SummaryText::title(summary), isTerminal(summary.state)};
    }
    for (const Approval& approval : delta.approvals) {
        if (approval.state == ApprovalState::Pending) {
            m_waiting[approval.id] = approval;
        } else {
            m_waiting.erase(approval.id);
            decided = true;
        }
    }
    forgetTitles();
    if (delta.snapshot || !delta.approvals.empty() || !delta.deployments.empty()) {
        show();
    }
    if (decided) {
        readHistory();
    }
}

/// A console is open for weeks: what ended and is not in the history any more goes.
void ApprovalInbox::forgetTitles() {
    if (m_titles.size() <= kTitlesMax) {
        return;
    }
    std::set<DeploymentId> shown;
    for (const auto& [id, approval] : m_waiting) {
        shown.insert(approval.deployment);
    }
    for (const Approval& approval : m_decided) {
        shown.insert(approval.deployment);
    }
    std::erase_if(m_titles,
                  [&](const auto& entry) { return entry.second.ended && !shown.contains(entry.first); });
}

void ApprovalInbox::readHistory() {
    ports::queries::Approvals query;
    query.states = {ApprovalState::Approved, ApprovalState::Rejected, ApprovalState::Expired,
                    ApprovalState::Void};
    query.limit = kHistoryRows;
    using Answer = Result<std::vector<Approval>>;
    m_context.client.ask<std::vector<Approval>>(this, query, [this](const Answer& answer) {
        if (answer.ok()) {
            m_decided = *answer;
            showHistory();
        }
    });
}

void ApprovalInbox::show() {
    const Instant now = m_context.clock.now();
    const UserId& me = m_context.client.identity().user;
    std::vector<const Approval*> order;
    for (const auto& [id, approval] : m_waiting) {
        order.push_back(&approval);
    }
    std::sort(order.begin(), order.end(),
              [](const Approval* a, const Approval* b) { return a->expiresAt < b->expiresAt; });
    std::vector<InboxRow> rows;
    int forMe = 0;
    for (const Approval* approval : order) {
        const Duration left = std::max(Duration::zero(), approval->expiresAt - now);
        InboxRow row;
        row.key = toQt(approval->id);
        row.title = titleOf(*approval);
        row.environment = Words::of(approval->scope.environment);
        row.requestedBy = toQt(approval->requestedBy);
        row.left = m_context.formatter.countdown(left);
        row.urgent = left < kUrgentBelow;
        row.own = approval->requestedBy == me;
        forMe += !row.own && m_context.client.identity().has(Role::Approver) ? 1 : 0;
        rows.push_back(std::move(row));
    }
    m_pending.setRows(std::move(rows));
    m_waitingForMe = forMe;
    Q_EMIT changed();
}

void ApprovalInbox::showHistory() {
    m_history.setHeadings(
        {tr("Release"), tr("Environment"), tr("Asked for by"), tr("Decision"), tr("Decided")});
    std::vector<TableRow> rows;
    for (const Approval& approval : m_decided) {
        TableRow row;
        row.key = toQt(approval.id);
        row.cells = {
            {titleOf(approval), CellKind::Strong, Tone::Neutral},
            {Words::of(approval.scope.environment), CellKind::Text, Tone::Neutral},
            {toQt(approval.requestedBy), CellKind::Text, Tone::Neutral},
            {Words::of(approval.state), CellKind::Chip, Words::tone(approval.state)},
            {m_context.formatter.dateTime(approval.decidedAt), CellKind::Number, Tone::Neutral},
        };
        rows.push_back(std::move(row));
    }
    m_history.setRows(std::move(rows));
}

QString ApprovalInbox::titleOf(const Approval& approval) const {
    const auto known = m_titles.find(approval.deployment);
    return known != m_titles.end() ? known->second.text : toQt(approval.scope.module);
}

} // namespace hotswap::ui
