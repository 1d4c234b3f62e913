// SPDX-License-Identifier: Apache-2.0
#pragma once
// The page of one node: what it is and runs, what it was told and answered, what it logs, how it is doing,
// and what can be done with it.

#include "ui/fleet/node_panel.h"
#include "ui/nodes/node_charts.h"
#include "ui/nodes/node_log.h"
#include "ui/nodes/order_board.h"
#include "ui/session/page_context.h"

namespace hotswap::ui {

/// GUI thread.
class NodeView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(QString node READ node NOTIFY changed FINAL)
    /// The fleet has this node.
    Q_PROPERTY(bool known READ known NOTIFY changed FINAL)
    /// Facts, labels, releases and recent deployments.
    Q_PROPERTY(hotswap::ui::NodePanel* card READ card CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CellTable* journal READ journal CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CellTable* alarms READ alarms CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::NodeLog* log READ log CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::NodeCharts* charts READ charts CONSTANT FINAL)
    /// Why the journal could not be read; empty: it could.
    Q_PROPERTY(QString journalError READ journalError NOTIFY changed FINAL)
    /// There are older commands than those shown.
    Q_PROPERTY(bool journalMore READ journalMore NOTIFY changed FINAL)
    /// It is drained or being drained: it can be put back, not drained.
    Q_PROPERTY(bool drained READ drained NOTIFY changed FINAL)
    Q_PROPERTY(bool drainAllowed READ drainAllowed NOTIFY changed FINAL)
    Q_PROPERTY(QString drainWhyNot READ drainWhyNot NOTIFY changed FINAL)
    /// What draining does, in numbers.
    Q_PROPERTY(QString drainConsequence READ drainConsequence NOTIFY changed FINAL)

public:
    NodeView(const PageContext& context, FleetModel& fleet, OrderBoard& orders, QObject* parent = nullptr);

    QString node() const { return m_node; }
    bool known() const { return current() != nullptr; }
    NodePanel* card() { return &m_card; }
    CellTable* journal() { return &m_journal; }
    CellTable* alarms() { return &m_alarms; }
    NodeLog* log() { return &m_log; }
    NodeCharts* charts() { return &m_charts; }
    QString journalError() const { return m_journalError; }
    bool journalMore() const { return !m_nextPage.empty(); }
    bool drained() const;
    bool drainAllowed() const { return drainWhyNot().isEmpty(); }
    QString drainWhyNot() const;
    QString drainConsequence() const;

    /// Shows a node; empty: none, and nothing is asked for any more.
    void open(const QString& node);
    /// Once a second while the page is in view.
    void tick();
    Q_INVOKABLE void drain(const QString& reason);
    /// After the undo grace, or at once.
    Q_INVOKABLE void undrain(bool atOnce);
    Q_INVOKABLE void moreJournal();

Q_SIGNALS:
    void changed();

private:
    const Node* current() const;
    void askJournal(const std::string& page);
    void showJournal();
    void showAlarms();
    TableRow journalRow(const ports::NodeJournalRow& row) const;

    PageContext m_context;
    FleetModel& m_fleet;
    OrderBoard& m_orders;
    QString m_node;
    NodePanel m_card;
    CellTable m_journal;
    CellTable m_alarms;
    NodeLog m_log;
    NodeCharts m_charts;
    std::vector<ports::NodeJournalRow> m_rows;
    std::string m_nextPage;
    QString m_journalError;
    std::uint64_t m_term = 0;
    int m_ticks = 0;
};

} // namespace hotswap::ui
