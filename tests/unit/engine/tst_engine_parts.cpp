// SPDX-License-Identifier: Apache-2.0
#include "core/engine/deadline_queue.h"
#include "core/engine/fleet_mirror.h"
#include "core/engine/mailbox.h"
#include "core/engine/rollback_planner.h"

#include <QTest>

#include <set>

using namespace hotswap;
using namespace hotswap::engine;
using namespace std::chrono_literals;

namespace {

Node node(const std::string& id, NodeState state) {
    Node value;
    value.id = NodeId(id);
    value.state = state;
    return value;
}

} // namespace

class EngineParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullMailboxRefusesAndSaysSo() {
        Mailbox box(2);
        int woken = 0;
        box.setWaker([&] { ++woken; });
        QVERIFY(box.post(messages::Refresh{}));
        QVERIFY(box.post(messages::Refresh{}));
        QVERIFY(!box.post(messages::Refresh{}));
        QCOMPARE(woken, 1); // once for a box that was empty
        bool overflowed = false;
        QCOMPARE(box.drain(overflowed).size(), 2U);
        QVERIFY(overflowed);
        QCOMPARE(box.refused(), 1U);
        QVERIFY(box.isEmpty());
        QCOMPARE(box.drain(overflowed).size(), 0U);
        QVERIFY(!overflowed);
    }

    void deadlinesComeInOrderAndOnce() {
        DeadlineQueue queue;
        QCOMPARE(queue.next(), kNever);
        queue.set(DeploymentId("a"), instantFromMs(30));
        queue.set(DeploymentId("b"), instantFromMs(10));
        queue.set(DeploymentId("a"), instantFromMs(20));
        QCOMPARE(queue.next(), instantFromMs(10));
        QCOMPARE(queue.takeDue(instantFromMs(25)), (std::vector{DeploymentId("b"), DeploymentId("a")}));
        QCOMPARE(queue.next(), kNever);
        queue.set(DeploymentId("a"), instantFromMs(1));
        queue.remove(DeploymentId("a"));
        QCOMPARE(queue.next(), kNever);
    }

    void theMirrorCountsAndForgets() {
        FleetMirror mirror;
        mirror.apply({{node("a", NodeState::Running), node("b", NodeState::Offline)}, 2, true});
        QCOMPARE(mirror.total(), 2U);
        QCOMPARE(mirror.serving(), 1U);
        QCOMPARE(mirror.apply({{node("b", NodeState::Offline)}, 3, false}).size(),
                 0U); // nothing that matters
        QCOMPARE(mirror.apply({{node("b", NodeState::Degraded)}, 4, false}).size(), 1U);
        QCOMPARE(mirror.serving(), 2U);
        mirror.apply({{node("b", NodeState::Retired)}, 5, false});
        QCOMPARE(mirror.total(), 1U);
        mirror.apply({{node("b", NodeState::Running)}, 6, true});
        QCOMPARE(mirror.find(NodeId("a")), nullptr);
        QCOMPARE(mirror.total(), 1U);
        QCOMPARE(mirror.version(), 6U);
    }

    void retryPausesDoubleWithJitter() {
        const RollbackPolicy policy;
        std::set<Duration::rep> seen;
        for (std::uint32_t tries = 1; tries <= 3; ++tries) {
            const Duration whole = policy.retryFirst * (1 << (tries - 1));
            for (std::uint32_t index = 0; index < 200; ++index) {
                const Duration pause = retryPause(policy, DeploymentId("d"), index, tries);
                QVERIFY(pause >= whole * 3 / 4 && pause <= whole * 5 / 4);
                QCOMPARE(pause, retryPause(policy, DeploymentId("d"), index, tries));
                seen.insert(pause.count());
            }
        }
        QVERIFY(seen.size() > 100);
    }

    void everyReasonEndsWhereItShould() {
        QCOMPARE(endStateWithoutChanges(EndReason::AbortRequested), DeploymentState::Aborted);
        QCOMPARE(endStateWithoutChanges(EndReason::CheckFailed), DeploymentState::Failed);
        QCOMPARE(endStateAfterRollback(EndReason::Superseded), DeploymentState::Aborted);
        QCOMPARE(endStateAfterRollback(EndReason::VerdictFailed), DeploymentState::RolledBack);
    }
};

QTEST_APPLESS_MAIN(EngineParts)
#include "tst_engine_parts.moc"
