// SPDX-License-Identifier: Apache-2.0
#pragma once
// The Fleet page's root: groups of cells, the filter, the table and the node that is open.

#include "ui/fleet/cell_legend.h"
#include "ui/fleet/fleet_filter.h"
#include "ui/fleet/fleet_group.h"
#include "ui/fleet/fleet_model.h"
#include "ui/fleet/node_panel.h"

#include <memory>

namespace hotswap::ui {

struct FleetGroupRow {
    QString key; ///< environment
    FleetGroup* group = nullptr;
    bool visible = true;
    bool operator==(const FleetGroupRow&) const = default;
};

class FleetGroupList : public HS_ROW_LIST(FleetGroupRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Fleet owns it")

public:
    explicit FleetGroupList(QObject* parent = nullptr);
};

/// GUI thread.
class Fleet : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(hotswap::ui::FleetGroupList* groups READ groups CONSTANT FINAL)
    /// What the figures mean.
    Q_PROPERTY(hotswap::ui::CellLegend* legend READ legend CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::FleetFilter* filter READ filter CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::FleetTable* table READ table CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::NodePanel* panel READ panel CONSTANT FINAL)
    /// The first snapshot has come.
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    /// Nodes in all environments.
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    /// "10,038 nodes in 4 environments"
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    /// Nodes that raised an alarm within the last day: "2 nodes with alarms"; empty: none.
    Q_PROPERTY(QString alarmText READ alarmText NOTIFY alarmsChanged FINAL)
    /// The first of them, for going there; empty: none.
    Q_PROPERTY(QString firstAlarmed READ firstAlarmed NOTIFY alarmsChanged FINAL)

public:
    Fleet(ServiceClient& client, const ports::Clock& clock, Formatter& formatter, QObject* parent = nullptr);

    FleetGroupList* groups() { return &m_groupList; }
    CellLegend* legend() { return &m_legend; }
    FleetFilter* filter() { return &m_filter; }
    FleetTable* table() { return &m_table; }
    NodePanel* panel() { return &m_panel; }
    FleetModel& model() { return m_model; }
    bool loaded() const { return m_loaded; }
    int count() const { return m_model.rowCount(); }
    QString summary() const;
    int alarmed() const { return m_alarmed; }
    QString alarmText() const;
    QString firstAlarmed() const { return m_firstAlarmed; }

Q_SIGNALS:
    void changed();
    void alarmsChanged();

private:
    void regroup();
    void listGroups();
    void collectChoices();
    void countAlarms();

    FleetModel m_model;
    FleetFilter m_filter;
    FleetTable m_table;
    NodePanel m_panel;
    FleetGroupList m_groupList;
    CellLegend m_legend;
    Formatter& m_formatter;
    std::vector<std::unique_ptr<FleetGroup>> m_groups;
    bool m_loaded = false;
    int m_alarmed = 0;
    QString m_firstAlarmed;
};

} // namespace hotswap::ui
