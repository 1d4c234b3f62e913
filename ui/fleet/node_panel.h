// SPDX-License-Identifier: Apache-2.0
#pragma once
// One node, opened beside the fleet: facts, what it runs, and the deployments that touched it.

#include "ui/common/cell_table.h"
#include "ui/common/fact_list.h"
#include "ui/fleet/fleet_model.h"
#include "ui/session/service_client.h"

namespace hotswap::ui {

/// GUI thread.
class NodePanel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Fleet owns it")

    /// Node shown; empty: closed.
    Q_PROPERTY(QString node READ node NOTIFY changed FINAL)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed FINAL)
    Q_PROPERTY(int tone READ tone NOTIFY changed FINAL)
    Q_PROPERTY(QString environment READ environment NOTIFY changed FINAL)
    /// "3 alarms in the last day"; empty: none.
    Q_PROPERTY(QString alarmText READ alarmText NOTIFY changed FINAL)
    Q_PROPERTY(hotswap::ui::FactList* facts READ facts CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::FactList* labels READ labels CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CellTable* releases READ releases CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CellTable* deployments READ deployments CONSTANT FINAL)

public:
    NodePanel(ServiceClient& client, FleetModel& model, const ports::Clock& clock, Formatter& formatter,
              QObject* parent = nullptr);

    QString node() const { return m_node; }
    QString stateText() const;
    int tone() const;
    QString environment() const;
    QString alarmText() const;
    FactList* facts() { return &m_facts; }
    FactList* labels() { return &m_labels; }
    CellTable* releases() { return &m_releases; }
    CellTable* deployments() { return &m_deployments; }

    Q_INVOKABLE void open(const QString& node);
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();

private:
    const Node* current() const;
    void rebuild();
    void showDeployments(const std::vector<DeploymentSummary>& list);

    ServiceClient& m_client;
    FleetModel& m_model;
    const ports::Clock& m_clock;
    Formatter& m_formatter;
    QString m_node;
    FactList m_facts;
    FactList m_labels;
    CellTable m_releases;
    CellTable m_deployments;
    std::vector<DeploymentSummary> m_recent;
};

} // namespace hotswap::ui
