// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/event_log.h"

#include "ui/common/qt_text.h"
#include "ui/deployments/event_text.h"

namespace hotswap::ui {

namespace {

constexpr std::size_t kEventsPerAsk = 500;

const std::vector<RowRole<EventRow>>& roles() {
    static const std::vector<RowRole<EventRow>> table = {
        {"key", [](const EventRow& row) { return QVariant(row.key); }},
        {"time", [](const EventRow& row) { return QVariant(row.time); }},
        {"sentence", [](const EventRow& row) { return QVariant(row.text); }},
        {"tone", [](const EventRow& row) { return QVariant(static_cast<int>(row.tone)); }},
    };
    return table;
}

} // namespace

EventLog::EventLog(const PageContext& context, QObject* parent)
    : RowListModel<EventRow>(roles(), parent), m_context(context) {
    connect(&m_context.formatter, &Formatter::changed, this, [this] { show(); });
}

void EventLog::follow(const DeploymentId& deployment) {
    ++m_term;
    m_deployment = deployment;
    m_events.clear();
    m_version = 0;
    m_asking = false;
    m_again = false;
    show();
    refresh();
}

void EventLog::refresh() {
    if (m_deployment.empty()) {
        return;
    }
    if (m_asking) {
        m_again = true;
        return;
    }
    m_asking = true;
    m_again = false;
    const std::uint64_t term = m_term;
    m_context.client.ask<std::vector<DeploymentEvent>>(
        this, ports::queries::Events{m_deployment, m_version, kEventsPerAsk},
        [this, term](Result<std::vector<DeploymentEvent>>&& answer) {
            if (term != m_term) {
                return;
            }
            m_asking = false;
            if (!answer.ok()) {
                return; // the connection state tells; the next change asks again
            }
            const bool full = answer->size() == kEventsPerAsk;
            take(std::move(*answer));
            if (full || m_again) {
                refresh();
            }
        });
}

void EventLog::take(std::vector<DeploymentEvent> events) {
    if (events.empty()) {
        return;
    }
    m_version = events.back().version;
    for (DeploymentEvent& event : events) {
        m_events.push_back(std::move(event));
    }
    if (m_events.size() > kRowsMax) {
        m_events.erase(m_events.begin(), m_events.end() - static_cast<std::ptrdiff_t>(kRowsMax));
    }
    show();
}

void EventLog::show() {
    std::vector<EventRow> rows;
    rows.reserve(m_events.size());
    for (const DeploymentEvent& event : m_events) {
        rows.push_back({QString::number(event.version), m_context.formatter.time(event.at),
                        EventText::of(event.body, m_context.formatter), EventText::tone(event.body)});
    }
    setRows(std::move(rows));
    Q_EMIT countChanged();
}

} // namespace hotswap::ui
