// SPDX-License-Identifier: Apache-2.0
// PostgreSQL hurt under running rollouts: backends ended every 100 ms, restarts, kill -9 of the postmaster.
// All rollouts end right and nothing that was confirmed is lost; tests/fault/auditor says so.
//
//   fault_database [--faults terminate,fast,immediate,kill] [--modules N]

#include "tests/fault/postgres/audited_world.h"
#include "tests/fault/postgres/test_cluster.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <cstdio>

using namespace hotswap;

namespace {

constexpr int kTerminateMs = 5'000;
constexpr int kTerminateEveryMs = 100;

class Faults {
public:
    Faults(fault::AuditedWorld& world, fault::TestCluster& cluster) : m_world(world), m_cluster(cluster) {}

    /// Rollouts under the fault; false: something is not right after it.
    bool survives(const QString& name) {
        QElapsedTimer clock;
        clock.start();
        bool done = true;
        // The first submits of each round meet a sound server, the later ones the fault.
        const bool confirmed = m_world.submitAll([&] {
            (void)fault::SharedWorld::waitFor(
                [&] { return m_world.ask("SELECT count(*)::text FROM hotswap.command") != m_commands; },
                20'000);
            done = hurt(name);
        });
        const bool again = m_world.submitAll();
        const bool ended = m_world.waitForEnds();
        const qint64 took = clock.elapsed();
        m_commands = m_world.ask("SELECT count(*)::text FROM hotswap.command").value_or("");
        const bool right = m_world.isRight(qPrintable(name));
        std::printf("%s: all ended after %lld ms%s%s%s\n", qPrintable(name), static_cast<long long>(took),
                    done ? "" : ", the fault failed", confirmed && again ? "" : ", submits unconfirmed",
                    ended ? "" : ", not all ended");
        return done && confirmed && again && ended && right;
    }

private:
    bool hurt(const QString& name) {
        if (name == QLatin1String("terminate")) {
            return terminate();
        }
        if (name == QLatin1String("kill")) {
            return m_cluster.command(QStringLiteral("kill")) && m_cluster.start();
        }
        return m_cluster.command(QStringLiteral("restart"), {QStringLiteral("--mode"), name});
    }

    /// Every session of the programs, ten times a second.
    bool terminate() {
        QElapsedTimer clock;
        clock.start();
        qint64 next = 0;
        int ended = 0;
        while (clock.elapsed() < kTerminateMs) {
            const auto count =
                m_world.ask("SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity WHERE "
                            "datname = current_database() AND pid <> pg_backend_pid() AND application_name "
                            "LIKE 'hotswap%'");
            ended += std::atoi(count.value_or("0").c_str());
            next += kTerminateEveryMs;
            (void)QTest::qWaitFor([&] { return clock.elapsed() >= next; }, kTerminateEveryMs);
        }
        std::printf("terminate: %d sessions ended in %d ms\n", ended, kTerminateMs);
        return ended > 0;
    }

    fault::AuditedWorld& m_world;
    fault::TestCluster& m_cluster;
    std::string m_commands = "0";
};

bool run(const QStringList& names, int modules) {
    const QTemporaryDir folder;
    fault::TestCluster cluster(folder.filePath(QStringLiteral("cluster")));
    if (!cluster.start()) {
        return false;
    }
    qputenv("HOTSWAP_TEST_ADMIN", QByteArray::fromStdString(cluster.admin()));
    fault::AuditedWorld world(modules);
    if (!world.start()) {
        return false;
    }
    Faults faults(world, cluster);
    bool good = true;
    for (const QString& name : names) {
        good = faults.survives(name) && good;
    }
    return good;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("faults"), QStringLiteral("which, in order"), QStringLiteral("NAMES"),
                      QStringLiteral("terminate,fast,immediate,kill")});
    parser.addOption({QStringLiteral("modules"), QStringLiteral("deployed at once"), QStringLiteral("N"),
                      QStringLiteral("2")});
    parser.process(application);
    const bool good = run(parser.value(QStringLiteral("faults")).split(QLatin1Char(',')),
                          parser.value(QStringLiteral("modules")).toInt());
    fault::leave(good);
}
