// SPDX-License-Identifier: Apache-2.0
// What a real leader kept of its looks, told by hotswapctl: explained, as a report, tried with another
// policy.
#include "tests/fault/shared_world.h"
#include "tests/support/ctl_process.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using support::Ran;
using support::words;

class TestCtlVerdicts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void explainsWhatWasJudged();
    void writesAReport();
    void triesAnotherPolicy();

private:
    Ran as(const std::string& person, const QString& line) {
        return support::runCtl(words(line) + QStringList{QStringLiteral("--json")},
                               m_world->conninfo(person));
    }
    QString submitted(const char* version, const Policy& policy);
    QString stateOf(const QString& id) {
        return as("approver", QStringLiteral("deploy show ") + id)
            .json()[QLatin1String("deployment")][QLatin1String("state")]
            .toString();
    }

    std::unique_ptr<fault::SharedWorld> m_world;
    QString m_judged; ///< a deployment
};

QString TestCtlVerdicts::submitted(const char* version, const Policy& policy) {
    const auto session = m_world->session("operator");
    const auto id = m_world->submit(*session, m_world->request("storefront", version, policy));
    if (!id.ok()) {
        qWarning("%s", describe(id.error()).c_str());
    }
    return id.ok() ? QString::fromStdString(id->value) : QString();
}

void TestCtlVerdicts::initTestCase() {
    using namespace std::chrono_literals;
    m_world = std::make_unique<fault::SharedWorld>(fault::SharedWorld::Setup{});
    QVERIFY(m_world->start());
    Policy quick = defaultPolicy(m_world->environment(), StrategyKind::Direct);
    quick.gate.minHealthyTime = 500ms;
    Ran ran = as("operator", QStringLiteral("deploy watch ") + submitted("1.0.0", quick));
    QVERIFY2(ran.status == 0, ran.text());
    // Without traffic nothing is decided: it waits for a person, who gives it up.
    Policy judged = defaultPolicy(m_world->environment(), StrategyKind::Canary);
    judged.gate.minHealthyTime = 500ms;
    judged.strategy.bake = 4s;
    judged.judge.lookInterval = 1s;
    judged.judge.requireTraffic = true; // and there is none
    judged.judge.unclear = JudgePolicy::Unclear::Pause;
    m_judged = submitted("1.1.0", judged);
    const bool isPaused =
        QTest::qWaitFor([&] { return stateOf(m_judged) == QLatin1String("paused"); }, 60'000);
    QVERIFY2(isPaused, as("approver", QStringLiteral("deploy show ") + m_judged).text());
    ran = as("operator", QStringLiteral("deploy abort --reason enough --watch ") + m_judged);
    QVERIFY2(ran.status == 1, ran.text()); // given up, and no success
}

void TestCtlVerdicts::explainsWhatWasJudged() {
    // What the leader kept is what everybody reads.
    Ran ran = as("approver", QStringLiteral("verdict explain --wave 1 --all ") + m_judged);
    QVERIFY2(ran.status == 0, ran.text());
    const QJsonValue verdict = ran.json()[QLatin1String("verdict")];
    const QStringList open{QStringLiteral("inconclusive"), QStringLiteral("noData")};
    QVERIFY2(open.contains(verdict[QLatin1String("kind")].toString()), ran.text());
    QVERIFY2(verdict[QLatin1String("sentence")].toString().endsWith(u'.'), ran.text());
    QVERIFY2(verdict[QLatin1String("evidence")][QLatin1String("looks")].toInt() >= 3, ran.text());
    QVERIFY2(verdict[QLatin1String("history")].toArray().size() >= 2, ran.text());
    QVERIFY2(!verdict[QLatin1String("findings")].toArray().isEmpty(), ran.text());
    QCOMPARE(as("approver", QStringLiteral("verdict explain --wave 9 ") + m_judged).status, 2);
    QCOMPARE(as("approver", QStringLiteral("verdict explain nothing")).status, 1);
}

void TestCtlVerdicts::writesAReport() {
    const QTemporaryDir folder;
    const QString page = folder.filePath(QStringLiteral("report.html"));
    const Ran ran = as("approver", QStringLiteral("deploy report %1 --output %2").arg(m_judged, page));
    QVERIFY2(ran.status == 0, ran.text());
    QFile report(page);
    QVERIFY(report.open(QIODevice::ReadOnly));
    const QByteArray html = report.readAll();
    QVERIFY(html.contains("storefront 1.1.0 to Development: aborted") &&
            html.contains("Nothing was measured while it was watched."));
}

void TestCtlVerdicts::triesAnotherPolicy() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("policy.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[judge]\nlooksInARow = 1\n");
    file.close();
    const Ran ran = as("approver", QStringLiteral("policy backtest --last 1 --environment Development ") +
                                       file.fileName());
    QVERIFY2(ran.status == 0, ran.text());
    const QJsonValue tried = ran.json()[QLatin1String("backtest")];
    QCOMPARE(tried[QLatin1String("rollouts")][0][QLatin1String("deployment")].toString(), m_judged);
    QCOMPARE(tried[QLatin1String("rollouts")][0][QLatin1String("outcome")].toString(),
             QStringLiteral("unclear"));
    QVERIFY2(tried[QLatin1String("rollouts")][0][QLatin1String("looks")].toInt() >= 3, ran.text());
    QCOMPARE(tried[QLatin1String("sum")][QLatin1String("withoutEvidence")].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestCtlVerdicts)
#include "tst_ctl_verdicts.moc"
