// SPDX-License-Identifier: Apache-2.0
// The link breaks between a commit and its answer: hotswapctl says so by its status and names the key, and
// the same command repeated with it gives the same deployment.

#include "tests/fault/shared_world.h"
#include "tests/support/ctl_process.h"

#include "core/store/postgres/connection.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace hotswap;
using fault::SharedWorld;

class UnknownOutcomeTest : public QObject {
    Q_OBJECT

private:
    static QStringList submit(const SharedWorld& world, const QString& key, const QString& limit) {
        QStringList arguments =
            support::words(QStringLiteral("deploy submit --json --module storefront --environment "
                                          "Development --version 1.0.0 --timeout ") +
                           limit);
        arguments << QStringLiteral("--keys") << QString::fromStdString(world.keys("operator"));
        return key.isEmpty() ? arguments : arguments << QStringLiteral("--key") << key;
    }

private Q_SLOTS:
    void initTestCase() {
        m_world = std::make_unique<SharedWorld>(SharedWorld::Setup{});
        QVERIFY(m_world->start());
    }

    void tellsItAndRepeatsIt_data() {
        QTest::addColumn<QStringList>("cut");
        QTest::newRow("reset") << QStringList{QStringLiteral("refuse"), QStringLiteral("reset")};
        // Nothing is carried and nobody is told: only the limit on answers notices.
        QTest::newRow("half open") << QStringList{QStringLiteral("halfopen")};
    }

    void tellsItAndRepeatsIt() {
        QFETCH(const QStringList, cut);
        const auto proxy = m_world->makeProxy();
        const std::string before = deployments();
        // Its commit waits for this lock, and reads do not, so that the link can be cut while it is under
        // way.
        store::postgres::ConnectionOptions admin;
        admin.conninfo = m_world->database().admin();
        const auto blocker = store::postgres::Connection::open(admin);
        QVERIFY(blocker.ok());
        QVERIFY((*blocker)->runScript("BEGIN").ok());
        QVERIFY((*blocker)->runScript("LOCK TABLE hotswap.idempotency_key IN SHARE MODE").ok());
        QProcess ctl;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOTSWAP_DATABASE"),
                           QString::fromStdString(m_world->through(*proxy, "operator")));
        ctl.setProcessEnvironment(environment);
        ctl.start(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/hotswapctl"),
                  submit(*m_world, {}, QStringLiteral("4")));
        QVERIFY(SharedWorld::waitFor([&] {
            return m_world->database().value("SELECT count(*)::text FROM pg_stat_activity WHERE "
                                             "application_name = 'hotswapctl' AND wait_event_type = 'Lock' "
                                             "AND datname = current_database()") == "1";
        }));
        QCOMPARE(proxy->order(QStringLiteral("halfopen down")), QStringLiteral("ok"));
        QVERIFY((*blocker)->runScript("COMMIT").ok());
        QVERIFY(SharedWorld::waitFor([&] { return deployments() != before; }));
        for (const QString& command : cut) {
            QCOMPARE(proxy->order(command), QStringLiteral("ok"));
        }
        QElapsedTimer clock;
        clock.start();
        QVERIFY(ctl.waitForFinished(60'000));
        const QString said = QString::fromUtf8(ctl.readAllStandardError());
        QVERIFY2(ctl.exitCode() == 8, qPrintable(QString::number(ctl.exitCode()) + said));
        const auto key = QRegularExpression(QStringLiteral("--key ([0-9a-zA-Z-]+)")).match(said).captured(1);
        QVERIFY2(!key.isEmpty(), qPrintable(said));
        qInfo("exit status 8 after %lld ms: %s", static_cast<long long>(clock.elapsed()),
              qPrintable(said.simplified()));

        const auto again =
            support::runCtl(submit(*m_world, key, QStringLiteral("30")), m_world->conninfo("operator"));
        QVERIFY2(again.status == 0, again.text());
        const QJsonObject answer = again.json()[QLatin1String("answer")].toObject();
        QVERIFY(answer[QLatin1String("repeated")].toBool());
        QCOMPARE(answer[QLatin1String("id")].toString().toStdString(),
                 m_world->database().value("SELECT id FROM hotswap.deployment ORDER BY submission DESC "
                                           "LIMIT 1"));
        QCOMPARE(std::stoi(deployments()), std::stoi(before) + 1);
    }

private:
    std::string deployments() {
        return m_world->database().value("SELECT count(*)::text FROM hotswap.deployment");
    }

    std::unique_ptr<SharedWorld> m_world;
};

QTEST_GUILESS_MAIN(UnknownOutcomeTest)
#include "tst_unknown_outcome.moc"
