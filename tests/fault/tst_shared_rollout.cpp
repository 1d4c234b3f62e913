// SPDX-License-Identifier: Apache-2.0
// Real agents and nodes on one PostgreSQL: a rollout, a takeover, a gateway that dies.

#include "tests/fault/shared_world.h"

#include <QTest>

#include <csignal>

using namespace hotswap;

class SharedRolloutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rollsOut() {
        fault::SharedWorld world({});
        QVERIFY(world.start());
        const auto console = world.session("operator");
        QVERIFY(console);
        const auto first = world.submit(*console, "storefront", "1.0.0");
        QVERIFY2(first.ok(), first.ok() ? "" : describe(first.error()).c_str());
        auto end = world.waitForEnd(*console, *first);
        QVERIFY(end && end->state == DeploymentState::Succeeded);
        const auto second = world.submit(*console, "storefront", "1.1.0");
        QVERIFY(second.ok());
        end = world.waitForEnd(*console, *second);
        QVERIFY(end && end->state == DeploymentState::Succeeded);
        QCOMPARE(end->nodesChanged, 3U);
        for (std::size_t i = 0; i < world.nodes(); ++i) {
            QVERIFY(world.runs(i, "storefront").starts_with("1.1.0"));
        }
        QCOMPARE(world.agent(0).terminate(), 0);
    }

    /// A real console on the same database, seen by others while it runs, and its picture taken.
    void showsItOnAConsole() {
        fault::SharedWorld world({});
        QVERIFY(world.start());
        const auto console = world.session("operator");
        const auto first = world.submit(*console, "storefront", "1.0.0");
        QVERIFY(first.ok());
        QVERIFY(world.waitForEnd(*console, *first)->state == DeploymentState::Succeeded);
        QTemporaryDir place;
        const QString picture = place.filePath(QStringLiteral("fleet.png"));
        const auto program = world.console("approver", {QStringLiteral("--page"), QStringLiteral("fleet"),
                                                        QStringLiteral("--screenshot"), picture,
                                                        QStringLiteral("--after"), QStringLiteral("4000")});
        QVERIFY(fault::SharedWorld::waitFor([&] {
            const auto present = console->store().presence().list(world.tenant());
            return present.ok() && std::any_of(present->begin(), present->end(), [](const Participant& one) {
                       return one.kind == ParticipantKind::Console && one.user.value == "approver";
                   });
        }));
        QVERIFY(fault::SharedWorld::waitFor([&] { return !program->running(); }));
        QVERIFY(QFileInfo(picture).size() > 10'000);
        const QString kept = qEnvironmentVariable("HOTSWAP_PICTURES");
        if (!kept.isEmpty()) {
            QFile::remove(kept + QStringLiteral("/shared-fleet.png"));
            QVERIFY(QFile::copy(picture, kept + QStringLiteral("/shared-fleet.png")));
        }
    }

    void goesOnUnderAnotherLeader() {
        fault::SharedWorld world({.agents = 2});
        QVERIFY(world.start());
        const auto console = world.session("operator");
        const auto first = world.submit(*console, "storefront", "1.0.0");
        QVERIFY(first.ok());
        QVERIFY(world.waitForEnd(*console, *first)->state == DeploymentState::Succeeded);
        const auto second = world.submit(*console, "storefront", "1.1.0");
        QVERIFY(second.ok());
        world.agent(0).kill();
        const auto end = world.waitForEnd(*console, *second);
        QVERIFY(end && end->state == DeploymentState::Succeeded);
        QCOMPARE(end->nodesChanged, 3U);
    }
};

QTEST_GUILESS_MAIN(SharedRolloutTest)
#include "tst_shared_rollout.moc"
