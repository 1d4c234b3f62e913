// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/running_list.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/deployments/summary_text.h"

#include <algorithm>

namespace hotswap::ui {

namespace {

RunningRow makeRow(const DeploymentSummary& summary, const Formatter& formatter) {
    RunningRow row;
    row.key = toQt(summary.id);
    row.title = SummaryText::title(summary);
    row.environment = Words::of(summary.scope.environment);
    row.strategy = Words::of(summary.strategy);
    row.state = Words::of(summary.state);
    row.waitsForPerson = SummaryText::waitsForPerson(summary);
    row.tone = row.waitsForPerson ? Tone::Person : Words::tone(summary.state);
    row.progress = SummaryText::progress(summary, formatter);
    row.fraction = SummaryText::fraction(summary);
    row.why = SummaryText::why(summary);
    row.requestedBy = toQt(summary.requestedBy);
    return row;
}

const std::vector<RowRole<RunningRow>>& roles() {
    static const std::vector<RowRole<RunningRow>> table = {
        {"key", [](const RunningRow& row) { return QVariant(row.key); }},
        {"title", [](const RunningRow& row) { return QVariant(row.title); }},
        {"environment", [](const RunningRow& row) { return QVariant(row.environment); }},
        {"strategy", [](const RunningRow& row) { return QVariant(row.strategy); }},
        {"stateWord", [](const RunningRow& row) { return QVariant(row.state); }},
        {"tone", [](const RunningRow& row) { return QVariant(static_cast<int>(row.tone)); }},
        {"progress", [](const RunningRow& row) { return QVariant(row.progress); }},
        {"fraction", [](const RunningRow& row) { return QVariant(row.fraction); }},
        {"why", [](const RunningRow& row) { return QVariant(row.why); }},
        {"requestedBy", [](const RunningRow& row) { return QVariant(row.requestedBy); }},
        {"waitsForPerson", [](const RunningRow& row) { return QVariant(row.waitsForPerson); }},
    };
    return table;
}

} // namespace

RunningList::RunningList(const PageContext& context, QObject* parent)
    : RowListModel<RunningRow>(roles(), parent), m_context(context) {
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { hear(*delta); });
    connect(&m_context.formatter, &Formatter::changed, this, [this] { rebuild(); });
}

void RunningList::hear(const ports::ConsoleDelta& delta) {
    if (delta.snapshot) {
        m_known.clear();
    }
    if (delta.deployments.empty() && !delta.snapshot) {
        return;
    }
    bool ended = delta.snapshot;
    for (const DeploymentSummary& summary : delta.deployments) {
        ended = ended || isTerminal(summary.state);
        m_known[summary.id] = summary;
    }
    rebuild();
    std::erase_if(m_known, [](const auto& entry) { return isTerminal(entry.second.state); });
    if (ended) {
        Q_EMIT someEnded();
    }
}

void RunningList::rebuild() {
    std::vector<const DeploymentSummary*> active;
    for (const auto& [id, summary] : m_known) {
        if (!isTerminal(summary.state)) {
            active.push_back(&summary);
        }
    }
    const auto order = [](const DeploymentSummary* a, const DeploymentSummary* b) {
        const bool aWaits = SummaryText::waitsForPerson(*a);
        const bool bWaits = SummaryText::waitsForPerson(*b);
        if (aWaits != bWaits) {
            return aWaits;
        }
        return a->requestedAt != b->requestedAt ? a->requestedAt > b->requestedAt : a->id < b->id;
    };
    std::sort(active.begin(), active.end(), order);
    std::vector<RunningRow> rows;
    rows.reserve(active.size());
    m_waiting = 0;
    for (const DeploymentSummary* summary : active) {
        rows.push_back(makeRow(*summary, m_context.formatter));
        m_waiting += rows.back().waitsForPerson ? 1 : 0;
    }
    setRows(std::move(rows));
    Q_EMIT countChanged();
}

} // namespace hotswap::ui
