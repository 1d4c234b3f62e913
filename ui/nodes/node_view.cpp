// SPDX-License-Identifier: Apache-2.0
#include "ui/nodes/node_view.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/nodes/node_alarms.h"
#include "ui/nodes/node_words.h"

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr int kTicksBetweenLines = 2;
constexpr int kTicksBetweenJournals = 5;
constexpr int kTicksBetweenSeries = 10;
constexpr std::size_t kJournalPage = 50;
constexpr std::size_t kJournalRowsMax = 500;

} // namespace

NodeView::NodeView(const PageContext& context, FleetModel& fleet, OrderBoard& orders, QObject* parent)
    : QObject(parent),
      m_context(context),
      m_fleet(fleet),
      m_orders(orders),
      m_card(context.client, fleet, context.clock, context.formatter),
      m_log(context),
      m_charts(context) {
    connect(&m_card, &NodePanel::changed, this, [this] {
        showAlarms();
        Q_EMIT changed();
    });
    connect(&orders, &OrderBoard::changed, this, &NodeView::changed);
    connect(&fleet, &FleetModel::layoutReset, this, [this] {
        if (!m_node.isEmpty()) {
            m_card.open(m_node); // the first snapshot may come after the page
        }
    });
    connect(&m_context.formatter, &Formatter::changed, this, &NodeView::showJournal);
    showJournal(); // a table that is shown knows its columns from the start
}

const Node* NodeView::current() const {
    const int row = m_node.isEmpty() ? -1 : m_fleet.rowOf(m_node);
    return row < 0 ? nullptr : &m_fleet.nodeAt(row);
}

void NodeView::open(const QString& node) {
    ++m_term;
    m_node = node;
    m_rows.clear();
    m_nextPage.clear();
    m_journalError.clear();
    m_ticks = 0;
    if (node.isEmpty()) {
        m_card.close();
    } else {
        m_card.open(node);
        askJournal({});
    }
    const NodeId id{fromQt(node)};
    m_log.follow(id);
    m_charts.follow(id);
    showJournal();
}

void NodeView::tick() {
    if (m_node.isEmpty()) {
        return;
    }
    ++m_ticks;
    if (m_ticks % kTicksBetweenLines == 0) {
        m_log.refresh();
    }
    if (m_ticks % kTicksBetweenJournals == 0 && m_rows.size() <= kJournalPage) {
        askJournal({});
    }
    if (m_ticks % kTicksBetweenSeries == 0) {
        m_charts.refresh();
    }
}

void NodeView::moreJournal() {
    if (journalMore() && m_rows.size() < kJournalRowsMax) {
        askJournal(m_nextPage);
    }
}

void NodeView::askJournal(const std::string& page) {
    m_context.client.ask<ports::NodeJournalPage>(
        this, ports::queries::NodeJournal{NodeId{fromQt(m_node)}, page, kJournalPage},
        [this, page, term = m_term](Result<ports::NodeJournalPage> answer) {
            if (term != m_term) {
                return;
            }
            m_journalError = answer.ok() ? QString() : errorText(answer.error());
            if (answer.ok()) {
                if (page.empty()) {
                    m_rows.clear();
                }
                m_rows.insert(m_rows.end(), answer->rows.begin(), answer->rows.end());
                m_nextPage = answer->next;
            }
            showJournal();
        });
}

TableRow NodeView::journalRow(const ports::NodeJournalRow& row) const {
    const Formatter& formatter = m_context.formatter;
    const NodeCommandWords words = wordsOf(row);
    const QString took = row.receipt ? formatter.duration(row.receipt->took) : QStringLiteral("–");
    return {toQt(row.command),
            {{formatter.dateTime(row.queuedAt), CellKind::Faint, Tone::Neutral},
             {words.action, CellKind::Strong, Tone::Neutral},
             {words.subject, CellKind::Text, Tone::Neutral},
             {words.outcome, CellKind::Chip, words.tone},
             {words.detail, CellKind::Text, Tone::Neutral},
             {took, CellKind::Number, Tone::Neutral},
             {toQt(row.deployment), CellKind::Mono, Tone::Neutral}}};
}

void NodeView::showJournal() {
    m_journal.setHeadings({tr("When"), tr("Command"), tr("Release"), tr("Receipt"), tr("Detail"), tr("Took"),
                           tr("Deployment")});
    std::vector<TableRow> rows;
    for (const ports::NodeJournalRow& row : m_rows) {
        rows.push_back(journalRow(row));
    }
    m_journal.setRows(std::move(rows));
    showAlarms();
    Q_EMIT changed();
}

void NodeView::showAlarms() {
    m_alarms.setHeadings({tr("When"), tr("What"), tr("About"), tr("Times")});
    std::vector<TableRow> rows;
    if (const Node* node = current()) {
        for (std::size_t i = node->alarms.size(); i-- > 0;) {
            const NodeAlarm& alarm = node->alarms[i];
            rows.push_back(
                {QString::number(node->alarmsTotal - (node->alarms.size() - 1 - i)),
                 {{m_context.formatter.dateTime(alarm.at), CellKind::Faint, Tone::Neutral},
                  {alarmText(alarm), CellKind::Chip, Tone::Bad},
                  {toQt(alarm.subject), CellKind::Mono, Tone::Neutral},
                  {m_context.formatter.number(qint64{alarm.count}), CellKind::Number, Tone::Neutral}}});
        }
    }
    m_alarms.setRows(std::move(rows));
}

bool NodeView::drained() const {
    const Node* node = current();
    return node != nullptr && (node->state == NodeState::Draining || node->state == NodeState::Drained);
}

QString NodeView::drainWhyNot() const {
    const Node* node = current();
    if (node == nullptr) {
        return tr("The fleet does not have this node.");
    }
    if (node->state == NodeState::Retired) {
        return tr("The node is out of the fleet for good.");
    }
    if (node->gateway.empty() || node->state == NodeState::Offline) {
        return tr("The node is not connected: it could not be told.");
    }
    return m_orders.whyNot();
}

QString NodeView::drainConsequence() const {
    const Node* node = current();
    if (node == nullptr) {
        return {};
    }
    int serving = 0;
    int all = 0;
    for (int row = 0; row < m_fleet.rowCount(); ++row) {
        const Node& other = m_fleet.nodeAt(row);
        if (other.environment == node->environment && other.state != NodeState::Retired) {
            ++all;
            serving += other.id != node->id && isServing(other.state) ? 1 : 0;
        }
    }
    const Formatter& formatter = m_context.formatter;
    //: %1 number, %2 number, %3 environment, %4 "2 modules"
    return tr("%4 on it finish what they have and get no new requests. %1 of %2 nodes of %3 go on serving.")
        .arg(formatter.number(qint64{serving}), formatter.number(qint64{all}), Words::of(node->environment),
             tr("%Ln module(s)", "", static_cast<int>(node->modules.size())));
}

void NodeView::drain(const QString& reason) {
    if (drainAllowed() && !drained()) {
        m_orders.drain(NodeId{fromQt(m_node)}, reason);
    }
}

void NodeView::undrain(bool atOnce) {
    if (!drainAllowed() || !drained()) {
        return;
    }
    const NodeId id{fromQt(m_node)};
    //: %1 node
    m_context.grace.offer(tr("Put %1 back").arg(m_node),
                          atOnce ? UndoGrace::Wait::None : UndoGrace::Wait::Grace,
                          [this, id] { m_orders.undrain(id); });
}

} // namespace hotswap::ui
