// SPDX-License-Identifier: Apache-2.0
#include "ui/nodes/node_log.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"

namespace hotswap::ui {

namespace {

constexpr int kOfAgent = 1;
constexpr int kOfModules = 2;

const std::vector<RowRole<NodeLogRow>>& roles() {
    static const std::vector<RowRole<NodeLogRow>> table = {
        {"time", [](const NodeLogRow& row) { return QVariant(row.time); }},
        {"source", [](const NodeLogRow& row) { return QVariant(row.source); }},
        {"line", [](const NodeLogRow& row) { return QVariant(row.text); }},
    };
    return table;
}

} // namespace

NodeLog::NodeLog(const PageContext& context, QObject* parent)
    : RowListModel<NodeLogRow>(roles(), parent), m_context(context) {
    connect(&m_context.formatter, &Formatter::changed, this, &NodeLog::show);
}

void NodeLog::setText(const QString& text) {
    if (text != m_text) {
        m_text = text;
        begin();
    }
}

void NodeLog::setSource(int source) {
    if (source != m_source) {
        m_source = source;
        begin();
    }
}

void NodeLog::setPaused(bool paused) {
    if (paused != m_paused) {
        m_paused = paused;
        refresh();
        Q_EMIT changed();
    }
}

void NodeLog::follow(const NodeId& node) {
    m_node = node;
    m_paused = false;
    begin();
}

void NodeLog::begin() {
    ++m_term;
    m_asking = false;
    m_last = 0;
    m_lines.clear();
    m_error.clear();
    show();
    refresh();
    Q_EMIT changed();
}

void NodeLog::refresh() {
    if (m_node.empty() || m_asking || (m_paused && m_last > 0)) {
        return;
    }
    m_asking = true;
    ports::queries::NodeLog query;
    query.id = m_node;
    query.limit = kLinesMax;
    query.filter.text = fromQt(m_text);
    query.filter.afterSequence = m_last;
    if (m_source == kOfAgent) {
        query.filter.module = ModuleName{};
    }
    m_context.client.ask<std::vector<ports::NodeLogLine>>(
        this, query, [this, term = m_term](Result<std::vector<ports::NodeLogLine>> answer) {
            if (term == m_term) {
                take(std::move(answer));
            }
        });
}

void NodeLog::take(Result<std::vector<ports::NodeLogLine>> answer) {
    m_asking = false;
    const QString error = answer.ok() ? QString() : errorText(answer.error());
    if (error != m_error) {
        m_error = error;
        Q_EMIT changed();
    }
    if (!answer.ok() || answer->empty()) {
        return;
    }
    for (ports::NodeLogLine& line : *answer) {
        m_last = std::max(m_last, line.sequence);
        if (m_source != kOfModules || !line.module.empty()) {
            m_lines.push_back(std::move(line));
        }
    }
    if (m_lines.size() > kLinesMax) {
        m_lines.erase(m_lines.begin(), m_lines.end() - static_cast<std::ptrdiff_t>(kLinesMax));
    }
    show();
}

void NodeLog::show() {
    std::vector<NodeLogRow> rows;
    rows.reserve(m_lines.size());
    for (const ports::NodeLogLine& line : m_lines) {
        rows.push_back({QString::number(line.sequence), m_context.formatter.time(line.at),
                        line.module.empty() ? tr("agent") : toQt(line.module), toQt(line.text)});
    }
    setRows(std::move(rows));
}

} // namespace hotswap::ui
