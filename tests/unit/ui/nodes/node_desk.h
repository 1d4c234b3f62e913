// SPDX-License-Identifier: Apache-2.0
#pragma once
// The view models about nodes over sample data.

#include "tests/support/fake_console_service.h"
#include "tests/support/manual_clock.h"
#include "ui/deployments/deployment_board.h"
#include "ui/nodes/enrolment_view.h"
#include "ui/nodes/node_view.h"
#include "ui/nodes/order_board.h"

#include <QTest>

namespace hotswap::tests {

struct NodeDesk {
    support::ManualClock clock;
    support::SeededRandom random;
    support::FakeConsoleService service{clock, random};
    ui::ServiceClient client{service, random};
    ui::Formatter formatter;
    ui::Notices notices;
    ui::UndoGrace grace;
    ui::PageContext context{client, formatter, notices, grace, clock};
    ui::FleetModel fleet{clock, formatter};
    ui::DeploymentBoard board{context};
    ui::OrderBoard orders{context, fleet, *board.running()};
    ui::NodeView node{context, fleet, orders};
    ui::EnrolmentView enrolment{context, fleet};

    explicit NodeDesk(Role role = Role::Deployer) {
        QObject::connect(
            &client, &ui::ServiceClient::delivered, &fleet,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { fleet.apply(delta); });
        client.setIdentity({TenantId{"lab"}, UserId{"somebody"}, {role}, {}, {}});
    }

    bool settled() {
        return QTest::qWaitFor([this] { return fleet.rowCount() > 0 && client.idle(); });
    }
    static QString cell(ui::CellTable* table, int row, int column) {
        return table->data(table->index(row, column), Qt::DisplayRole).toString();
    }
    static ui::Tone tone(ui::CellTable* table, int row, int column) {
        return static_cast<ui::Tone>(
            table->data(table->index(row, column), static_cast<int>(ui::CellRole::Tone)).toInt());
    }
};

} // namespace hotswap::tests
