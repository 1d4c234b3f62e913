// SPDX-License-Identifier: Apache-2.0
#pragma once
// The view models about nodes over sample data.

#include "tests/support/view_desk.h"
#include "ui/deployments/deployment_board.h"
#include "ui/nodes/enrolment_view.h"
#include "ui/nodes/node_view.h"
#include "ui/nodes/order_board.h"

#include <QTest>

namespace hotswap::tests {

struct NodeDesk : support::ViewDesk {
    ui::FleetModel fleet{clock, formatter};
    ui::DeploymentBoard board{context};
    ui::OrderBoard orders{context, fleet, *board.running()};
    ui::NodeView node{context, fleet, orders};
    ui::EnrolmentView enrolment{context, fleet};

    explicit NodeDesk(Role role = Role::Deployer) {
        QObject::connect(
            &client, &ui::ServiceClient::delivered, &fleet,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { fleet.apply(delta); });
        actAs(role);
    }

    bool settled() {
        return QTest::qWaitFor([this] { return fleet.rowCount() > 0 && client.idle(); });
    }
};

} // namespace hotswap::tests
