// SPDX-License-Identifier: Apache-2.0
#pragma once
// Orders to the fleet and how far they are: drains, and lines that are stopped, with a live count of the
// nodes that confirmed.

#include "core/ports/console_service.h"
#include "ui/common/cell_table.h"
#include "ui/common/row_model.h"
#include "ui/deployments/running_list.h"
#include "ui/fleet/fleet_model.h"
#include "ui/session/page_context.h"

#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

#include <map>

namespace hotswap::ui {

struct OrderRow {
    QString key;   ///< order id
    QString title; ///< "Line stopped: storefront in Production"
    QString count; ///< "412 of 420 confirmed"
    QString who;   ///< who, when and why
    double fraction = 0;
    Tone tone = Tone::Neutral;
    bool releasable = false;
    bool operator==(const OrderRow&) const = default;
};

/// GUI thread.
class OrderBoard : public HS_ROW_LIST(OrderRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// Orders that are shown: open ones first.
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// Scopes that could be stopped, as "storefront in Production"; chosen by place.
    Q_PROPERTY(QStringList scopes READ scopes NOTIFY changed FINAL)
    /// The identity may give orders; else why not.
    Q_PROPERTY(bool allowed READ allowed NOTIFY changed FINAL)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed FINAL)

public:
    OrderBoard(const PageContext& context, FleetModel& fleet, const RunningList& running,
               QObject* parent = nullptr);

    int count() const { return rowCount(); }
    QStringList scopes() const;
    bool allowed() const { return whyNot().isEmpty(); }
    QString whyNot() const;

    /// What stopping a scope does, in numbers.
    Q_INVOKABLE QString stopConsequence(int scope) const;
    Q_INVOKABLE void stop(int scope, const QString& reason);
    /// Place of a deployment's scope in `scopes`; -1: no node runs its module, or it is not known.
    Q_INVOKABLE int scopeOf(const QString& deployment) const;
    Q_INVOKABLE QString releaseConsequence(const QString& order) const;
    Q_INVOKABLE void release(const QString& order, const QString& reason);

    /// Takes a node out of its load balancer, or puts it back.
    void drain(const NodeId& node, const QString& reason);
    void undrain(const NodeId& node);

Q_SIGNALS:
    void countChanged();
    void changed();

protected:
    void rowsCounted() override { Q_EMIT countChanged(); }

private:
    void hear(const ports::ConsoleDelta& delta);
    void refresh();
    void collectScopes();
    void rebuild();
    OrderRow rowOf(const OrderSummary& summary) const;
    const OrderSummary* find(const QString& order) const;
    void send(ports::ConsoleRequest request, const QString& done);

    PageContext m_context;
    FleetModel& m_fleet;
    const RunningList& m_running;
    std::map<OrderId, OrderSummary> m_orders;
    std::vector<Scope> m_scopes;
};

} // namespace hotswap::ui
