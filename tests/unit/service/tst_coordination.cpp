// SPDX-License-Identifier: Apache-2.0
// The coordination report as people get it, and the hand-over of a lease on request.

#include "tests/unit/service/service_fixture.h"

#include "core/service/presence_keeper.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::service;
using namespace std::chrono_literals;

namespace {

const Scope kScope{TenantId{"lab"}, EnvironmentId{"Production"}, ModuleName{"storefront"}};

Participant leader(const std::string& id) {
    Participant participant;
    participant.tenant = TenantId{"lab"};
    participant.id = HolderId{id};
    participant.kind = ParticipantKind::Orchestrator;
    participant.leads = true;
    return participant;
}

} // namespace

class TestCoordination : public QObject {
    Q_OBJECT

    static void lead(ServiceFixture& fixture, const std::string& id) {
        EXPECT_OK(fixture.store.presence().announce(leader(id)));
        EXPECT_OK(fixture.store.leases().acquire(kScope, HolderId{id}, 5s));
    }

private Q_SLOTS:
    void reportsTheCallersTenant() {
        ServiceFixture fixture;
        lead(fixture, "agent-1");
        const auto answer = fixture.service.query(fixture.viewer, ports::queries::Coordination{});
        EXPECT_OK(answer);
        const auto& report = as<ports::CoordinationReport>(answer);
        QCOMPARE(report.participants.size(), std::size_t{1});
        QCOMPARE(report.leases.size(), std::size_t{1});
        QVERIFY(!report.database);
        const Identity stranger = fixture.person("spy", {Role::Admin}, "other");
        const auto other = fixture.service.query(stranger, ports::queries::Coordination{});
        EXPECT_OK(other);
        QVERIFY(as<ports::CoordinationReport>(other).participants.empty());
        QVERIFY(as<ports::CoordinationReport>(other).leases.empty());
    }

    void asksTheHolderAndRecordsIt() {
        ServiceFixture fixture;
        lead(fixture, "agent-1");
        EXPECT_OK(fixture.store.presence().announce(leader("agent-2")));
        const IdempotencyKey key{"once"};
        const auto answer = fixture.service.execute(fixture.admin, ports::requests::HandOver{kScope}, key);
        EXPECT_OK(answer);
        QCOMPARE(answer->id, kScope.text());
        QVERIFY(fixture.store.leases().list()->front().handOverAsked);
        const auto audit = fixture.store.reader().audit(fixture.admin.tenant, {}, {}, 10);
        QCOMPARE(audit->rows.size(), std::size_t{1});
        QCOMPARE(audit->rows.front().action, std::string("lease.handOver"));
        QCOMPARE(audit->rows.front().subject, kScope.text());
        QCOMPARE(audit->rows.front().details.at("holder"), std::string("agent-1"));
        EXPECT_OK(fixture.store.leases().release(kScope, HolderId{"agent-1"}));
        EXPECT_OK(fixture.store.leases().acquire(kScope, HolderId{"agent-2"}, 5s));
        const auto again = fixture.service.execute(fixture.admin, ports::requests::HandOver{kScope}, key);
        EXPECT_OK(again);
        QVERIFY(again->repeated);
        QVERIFY(!fixture.store.leases().list()->front().handOverAsked); // the next holder was not asked
        QCOMPARE(fixture.auditRows(), std::size_t{1});
    }

    void keepsAProgramPresent() {
        ServiceFixture fixture;
        PresenceKeeper keeper(fixture.store.presence(), {TenantId{"lab"}, TenantId{"other"}},
                              leader("agent-1"));
        for (int i = 0; i < 20; ++i) { // a minute
            const Instant due = keeper.tick(fixture.clock.now());
            QVERIFY(due > fixture.clock.now() && due <= fixture.clock.now() + limits::kPresenceInterval);
            fixture.clock.advance(3s);
            QCOMPARE(fixture.store.presence().list(TenantId{"lab"})->size(), std::size_t{1});
            QCOMPARE(fixture.store.presence().list(TenantId{"other"})->size(), std::size_t{1});
        }
        Participant changed = leader("agent-1");
        changed.leads = false;
        keeper.change(changed);
        keeper.tick(fixture.clock.now());
        QVERIFY(!fixture.store.presence().list(TenantId{"lab"})->front().leads);
        keeper.leave();
        QVERIFY(fixture.store.presence().list(TenantId{"lab"})->empty());
        QVERIFY(fixture.store.presence().list(TenantId{"other"})->empty());
    }

    void refusesWhenNobodyElseLeads() {
        ServiceFixture fixture;
        lead(fixture, "agent-1");
        Participant onlooker = leader("console-1");
        onlooker.leads = false;
        EXPECT_OK(fixture.store.presence().announce(onlooker));
        EXPECT_ERROR(
            fixture.service.execute(fixture.admin, ports::requests::HandOver{kScope}, fixture.newKey()),
            ErrorCode::TransitionRefused);
        QVERIFY(!fixture.store.leases().list()->front().handOverAsked);
        QCOMPARE(fixture.auditRows(), std::size_t{0});
    }

    void refusesWhatIsNotLedOrNotOurs() {
        ServiceFixture fixture;
        EXPECT_OK(fixture.store.presence().announce(leader("agent-2")));
        EXPECT_ERROR(
            fixture.service.execute(fixture.admin, ports::requests::HandOver{kScope}, fixture.newKey()),
            ErrorCode::NotFound);
        lead(fixture, "agent-1");
        const Identity stranger = fixture.person("spy", {Role::Admin}, "other");
        EXPECT_ERROR(fixture.service.execute(stranger, ports::requests::HandOver{kScope}, fixture.newKey()),
                     ErrorCode::NotFound);
        EXPECT_ERROR(
            fixture.service.execute(fixture.operator_, ports::requests::HandOver{kScope}, fixture.newKey()),
            ErrorCode::PermissionDenied);
        QVERIFY(!fixture.store.leases().list()->front().handOverAsked);
    }
};

QTEST_APPLESS_MAIN(TestCoordination)
#include "tst_coordination.moc"
