// SPDX-License-Identifier: Apache-2.0
// Drain, undrain, stop and release as people ask for them.
#include "tests/unit/service/service_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::service;

namespace {

const Scope kLine{TenantId{"lab"}, EnvironmentId{"Development"}, ModuleName{"storefront"}};

Result<ports::Answer> ask(ServiceFixture& f, const Identity& who, const ports::ConsoleRequest& request) {
    return f.service.execute(who, request, f.newKey());
}

Result<ports::Answer> drain(ServiceFixture& f, std::vector<std::string> names) {
    ports::requests::DrainNodes request;
    for (const std::string& name : names) {
        request.nodes.emplace_back(name);
    }
    return ask(f, f.operator_, request);
}

} // namespace

class TestFleetOrders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drainIsAnOrderWithItsRecord() {
        ServiceFixture f;
        const auto answer = drain(f, {"Production-1", "Production-0"});
        EXPECT_OK(answer);
        const auto detail = f.service.query(f.viewer, ports::queries::OneOrder{OrderId{answer->id}});
        const auto& order = as<ports::OrderDetail>(detail).summary.order;
        QVERIFY(order.kind == OrderKind::Drain);
        QCOMPARE(order.scope.module.value, std::string(kNodeWideModule));
        QCOMPARE(order.nodes.front().value, std::string("Production-0")); // by name
        QCOMPARE(order.requestedBy.value, std::string("operator"));
        QCOMPARE(as<ports::OrderDetail>(detail).nodes.size(), std::size_t{2});
        const auto audit = f.store.reader().audit(f.operator_.tenant, {}, {}, 1);
        QCOMPARE(audit->rows.front().action, std::string("fleet.drain"));
        QCOMPARE(audit->rows.front().subject, answer->id);
    }

    void refusesWhatCannotBeDrained() {
        ServiceFixture f;
        EXPECT_ERROR(drain(f, {}), ErrorCode::InvalidArgument);
        EXPECT_ERROR(drain(f, {"nobody"}), ErrorCode::NotFound);
        EXPECT_ERROR(drain(f, {"Production-0", "QA-0"}), ErrorCode::InvalidArgument);
        // Ten nodes, floor 80 %: two may go.
        EXPECT_ERROR(drain(f, {"Production-0", "Production-1", "Production-2"}), ErrorCode::CapacityRefused);
        EXPECT_OK(drain(f, {"Production-0", "Production-1"}));
        EXPECT_ERROR(drain(f, {"Production-2"}), ErrorCode::CapacityRefused); // open drains count
        EXPECT_ERROR(drain(f, {"Production-0"}), ErrorCode::TransitionRefused);
        EXPECT_ERROR(ask(f, f.viewer, ports::requests::DrainNodes{{NodeId{"QA-0"}}, {}}),
                     ErrorCode::PermissionDenied);
        EXPECT_ERROR(ask(f, f.approver, ports::requests::StopLine{kLine, "why"}),
                     ErrorCode::PermissionDenied);
    }

    void aStopPausesAndAReleaseResumes() {
        ServiceFixture f;
        const DeploymentId id = f.submitted();
        QVERIFY(f.start(id).ok());
        EXPECT_ERROR(ask(f, f.operator_, ports::requests::StopLine{kLine, ""}), ErrorCode::InvalidArgument);
        EXPECT_ERROR(ask(f, f.operator_, ports::requests::ReleaseLine{kLine, "why"}),
                     ErrorCode::TransitionRefused);
        const auto stop = ask(f, f.operator_, ports::requests::StopLine{kLine, "smoke in rack 7"});
        EXPECT_OK(stop);
        QVERIFY(f.load(id).state() == DeploymentState::Paused);
        const auto order = f.store.orders().order(f.operator_.tenant, OrderId{stop->id});
        QCOMPARE(order->total, 10U);
        QVERIFY(order->order.paused == std::vector<DeploymentId>{id});
        EXPECT_ERROR(ask(f, f.operator_, ports::requests::StopLine{kLine, "again"}),
                     ErrorCode::TransitionRefused);
        EXPECT_ERROR(f.act(f.operator_, id, Verb::Resume), ErrorCode::TransitionRefused);
        EXPECT_ERROR(f.act(f.operator_, id, Verb::Promote), ErrorCode::TransitionRefused);
        const auto listed = f.service.query(f.operator_, ports::queries::Orders{});
        QVERIFY(as<ports::OrdersAnswer>(listed).stopped == std::vector<Scope>{kLine});
        QVERIFY(as<ports::OrdersAnswer>(listed).mayOrder);
        EXPECT_OK(ask(f, f.operator_, ports::requests::ReleaseLine{kLine, "it was the toaster"}));
        QVERIFY(f.load(id).state() == DeploymentState::Running);
        QVERIFY(!*f.store.orders().stopOf(kLine));
    }

    void whatWasPausedBeforeStaysPaused() {
        ServiceFixture f;
        const DeploymentId id = f.submitted();
        QVERIFY(f.start(id).ok());
        EXPECT_OK(f.act(f.operator_, id, Verb::Pause));
        EXPECT_OK(ask(f, f.operator_, ports::requests::StopLine{kLine, "why"}));
        EXPECT_OK(ask(f, f.operator_, ports::requests::ReleaseLine{kLine, "why"}));
        QVERIFY(f.load(id).state() == DeploymentState::Paused);
    }

    void aRepetitionGivesTheFirstOrder() {
        ServiceFixture f;
        const IdempotencyKey key{"drain once"};
        const ports::ConsoleRequest request = ports::requests::DrainNodes{{NodeId{"QA-0"}}, {}};
        const auto first = f.service.execute(f.operator_, request, key);
        const auto again = f.service.execute(f.operator_, request, key);
        EXPECT_OK(first);
        EXPECT_OK(again);
        QCOMPARE(again->id, first->id);
        QVERIFY(again->repeated);
        QCOMPARE(f.store.orders().orders(f.operator_.tenant, {}, 10)->size(), std::size_t{1});
    }

    void otherTenantsSeeNothing() {
        ServiceFixture f;
        const Identity stranger = f.person("stranger", {Role::Deployer}, "globex");
        EXPECT_ERROR(ask(f, stranger, ports::requests::DrainNodes{{NodeId{"QA-0"}}, {}}),
                     ErrorCode::NotFound);
        EXPECT_ERROR(ask(f, stranger, ports::requests::StopLine{kLine, "why"}), ErrorCode::NotFound);
        const auto answer = drain(f, {"QA-0"});
        const auto seen = f.service.query(stranger, ports::queries::OneOrder{OrderId{answer->id}});
        EXPECT_ERROR(seen, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestFleetOrders)
#include "tst_fleet_orders.moc"
