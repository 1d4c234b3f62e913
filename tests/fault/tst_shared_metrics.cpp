// SPDX-License-Identifier: Apache-2.0
// A metric from outside, asked for by real agents: who takes over goes on with it.

#include "tests/fault/shared_world.h"

#include <QFile>
#include <QTest>

using namespace hotswap;
using namespace std::chrono_literals;

class SharedMetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNumberFromOutsideStopsItUnderAnotherLeader();

private:
    void write(const QString& name, const QByteArray& text) const {
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    static Policy judged(const fault::SharedWorld& world);

    QTemporaryDir m_dir;
};

Policy SharedMetricsTest::judged(const fault::SharedWorld& world) {
    MetricPolicy orders;
    orders.name = "orders-lost";
    orders.source = MetricPolicy::Source::Exec;
    orders.provider = "orders";
    orders.critical = true;
    orders.interval = 1s;
    orders.failuresMax = 1;
    Policy policy = defaultPolicy(world.environment(), StrategyKind::Canary);
    policy.gate.minHealthyTime = 500ms;
    policy.strategy.bake = 10min;
    policy.judge.lookInterval = 1s;
    policy.judge.metrics.push_back(orders);
    return policy;
}

void SharedMetricsTest::aNumberFromOutsideStopsItUnderAnotherLeader() {
    const QByteArray folder = m_dir.path().toUtf8();
    write(QStringLiteral("orders"),
          "#!/bin/sh\nif [ -e " + folder + "/lost ]; then echo 12 3; else echo 3 3; fi\n");
    QVERIFY(QFile(m_dir.filePath(QStringLiteral("orders")))
                .setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    write(QStringLiteral("metrics.toml"), "[orders]\nkind = \"exec\"\ncommand = \"" + folder + "/orders\"\n");
    fault::SharedWorld::Setup setup;
    setup.agents = 2;
    setup.metrics = m_dir.filePath(QStringLiteral("metrics.toml")).toStdString();
    fault::SharedWorld world(std::move(setup));
    QVERIFY(world.start());
    const auto console = world.session("operator");
    QVERIFY(console);
    const auto first = world.submit(*console, "storefront", "1.0.0");
    QVERIFY2(first.ok(), first.ok() ? "" : describe(first.error()).c_str());
    auto end = world.waitForEnd(*console, *first);
    QVERIFY(end && end->state == DeploymentState::Succeeded);
    const auto second = world.submit(*console, world.request("storefront", "1.1.0", judged(world)));
    QVERIFY2(second.ok(), second.ok() ? "" : describe(second.error()).c_str());
    QVERIFY(fault::SharedWorld::waitFor([&] {
        const auto row = console->store().reader().deployment(world.tenant(), *second);
        return row.ok() && row->verdict.has_value();
    }));
    const auto before = world.leader(*console);
    QVERIFY(before && before->agent >= 0);
    world.agent(static_cast<std::size_t>(before->agent)).kill();
    QVERIFY(fault::SharedWorld::waitFor([&] {
        const auto now = world.leader(*console);
        return now && now->agent >= 0 && now->fence > before->fence;
    }));
    write(QStringLiteral("lost"), {});
    end = world.waitForEnd(*console, *second);
    QVERIFY(end.has_value());
    QCOMPARE(end->state, DeploymentState::RolledBack);
    QVERIFY2(end->endDetail.find("12 against a limit of 4.5 (baseline 3)") != std::string::npos,
             end->endDetail.c_str());
    for (std::size_t i = 0; i < world.nodes(); ++i) {
        QVERIFY(world.runs(i, "storefront").starts_with("1.0.0"));
    }
}

QTEST_GUILESS_MAIN(SharedMetricsTest)
#include "tst_shared_metrics.moc"
