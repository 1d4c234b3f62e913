// SPDX-License-Identifier: Apache-2.0
// Rollouts that real agents and nodes make, submitted, followed and steered by hotswapctl.
#include "tests/fault/shared_world.h"
#include "tests/support/ctl_process.h"

#include "core/crypto/key_file.h"
#include "core/store/postgres/members.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using support::Ran;
using support::words;

namespace {

QStringList typesOf(const Ran& ran) {
    QStringList types;
    for (const QJsonObject& object : ran.objects()) {
        if (object.contains(QLatin1String("event"))) {
            types << object[QLatin1String("event")][QLatin1String("type")].toString();
        }
    }
    return types;
}

} // namespace

class TestCtlRollout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void submitsAndFollowsToTheEnd();
    void showsWhereThingsAre();
    void showsANodesLogAndJournal();
    void leavesEnrolledNodesAsTheyAre();
    void tellsATakenBackReleaseByItsStatus();
    void steersOneThatRuns();
    void tellsARefusedApprovalByItsStatus();
    void goesOnAfterAnApproval();
    void letsARevokedNodeInNoMore();

private:
    Ran as(const std::string& person, const QString& line, int limitMs = 120'000) {
        return support::runCtl(words(line) + QStringList{QStringLiteral("--json"), QStringLiteral("--keys"),
                                                         QString::fromStdString(m_world->keys(person))},
                               m_world->conninfo(person), {}, limitMs);
    }
    QString submitted(const QString& version, const QString& more = {}) {
        const Ran ran = as("operator", QStringLiteral("deploy submit --module storefront --environment "
                                                      "Development --version ") +
                                           version + more);
        return ran.json()[QLatin1String("answer")][QLatin1String("id")].toString();
    }
    QString stateOf(const QString& id) {
        return as("approver", QStringLiteral("deploy show ") + id)
            .json()[QLatin1String("deployment")][QLatin1String("state")]
            .toString();
    }
    void giveApproverAKey();
    /// Id of the one approval that waits.
    QString pendingApproval();
    /// Direct, with little waiting.
    Policy quick();
    QString submittedWith(const char* version, const Policy& policy);
    QString submittedForApproval();
    QJsonObject enrolled(const QString& node);
    /// Links that the agent's gateway holds now, as the kernel counts them.
    int linksToGateway();

    std::unique_ptr<fault::SharedWorld> m_world;
};

void TestCtlRollout::initTestCase() {
    m_world = std::make_unique<fault::SharedWorld>(
        fault::SharedWorld::Setup{.versions = {"1.0.0", "1.1.0", "1.5.0"}});
    QVERIFY(m_world->start());
    giveApproverAKey();
}

void TestCtlRollout::giveApproverAKey() {
    std::filesystem::create_directories(m_world->keys("approver"));
    const auto secret = m_world->keys("approver") / "vote.key";
    const Ran made =
        support::runCtl({QStringLiteral("module"), QStringLiteral("keygen"), QString::fromStdString(secret),
                         QStringLiteral("--purpose"), QStringLiteral("voter")});
    QVERIFY2(made.status == 0, made.text());
    const std::string login =
        m_world->database().value("SELECT login FROM hotswap.member WHERE user_id = 'approver'");
    const Ran ran = support::runCtl(
        words(QStringLiteral("db member add --tenant acme --user approver --role approver --key ")) +
            QStringList{QString::fromStdString(secret) + QStringLiteral(".pub"),
                        QString::fromStdString(login)},
        m_world->database().admin());
    QVERIFY2(ran.status == 0, ran.text());
}

void TestCtlRollout::submitsAndFollowsToTheEnd() {
    const Ran ran = as("operator", QStringLiteral("deploy submit --watch --module storefront --version 1.0.0 "
                                                  "--environment Development"));
    QVERIFY2(ran.status == 0, ran.text());
    QCOMPARE(ran.json()[QLatin1String("deployment")][QLatin1String("state")].toString(),
             QStringLiteral("succeeded"));
    const QStringList types = typesOf(ran);
    QCOMPARE(types.front(), QStringLiteral("submitted"));
    QCOMPARE(types.back(), QStringLiteral("finished"));
    // Each event once and in order.
    qint64 last = 0;
    for (const QJsonObject& object : ran.objects()) {
        if (object.contains(QLatin1String("event"))) {
            const qint64 version = object[QLatin1String("event")][QLatin1String("streamVersion")].toInteger();
            QCOMPARE(version, last + 1);
            last = version;
        }
    }
    // Following again tells all of it once more, at once.
    const QString id = ran.json()[QLatin1String("deployment")][QLatin1String("id")].toString();
    const Ran again = as("approver", QStringLiteral("deploy watch ") + id);
    QVERIFY2(again.status == 0, again.text());
    QCOMPARE(typesOf(again), types);
}

void TestCtlRollout::showsWhereThingsAre() {
    Ran ran = as("approver", QStringLiteral("fleet list --environment Development"));
    const QJsonArray nodes = ran.json()[QLatin1String("nodes")].toArray();
    QCOMPARE(nodes.size(), 3);
    for (const QJsonValue node : nodes) {
        const QJsonValue storefront = node[QLatin1String("modules")][QLatin1String("storefront")];
        QCOMPARE(storefront[QLatin1String("release")].toString(), QStringLiteral("1.0.0"));
    }
    ran = as("approver", QStringLiteral("fleet show node-1"));
    QCOMPARE(ran.json()[QLatin1String("deployments")].toArray().size(), 1);
    ran = as("approver", QStringLiteral("audit verify"));
    QVERIFY2(ran.status == 0, ran.text());
}

void TestCtlRollout::showsANodesLogAndJournal() {
    QJsonArray lines;
    QVERIFY(QTest::qWaitFor(
        [&] {
            lines = as("approver", QStringLiteral("fleet show node-1 --log"))
                        .json()[QLatin1String("log")]
                        .toArray();
            return !lines.isEmpty();
        },
        30'000));
    const bool serves = std::any_of(lines.begin(), lines.end(), [](const QJsonValue& line) {
        return line[QLatin1String("module")].toString() == QLatin1String("storefront") &&
               line[QLatin1String("text")].toString().contains(QLatin1String("1.0.0 serves"));
    });
    QVERIFY(serves);
    const QString deployment = as("approver", QStringLiteral("fleet show node-1"))
                                   .json()[QLatin1String("deployments")][0][QLatin1String("id")]
                                   .toString();
    const Ran ran = as("approver", QStringLiteral("fleet show node-1 --journal"));
    QVERIFY2(ran.status == 0, ran.text());
    const QJsonArray rows = ran.json()[QLatin1String("journal")].toArray();
    QVERIFY2(!rows.isEmpty(), ran.text());
    for (const QJsonValue row : rows) {
        QCOMPARE(row[QLatin1String("module")].toString(), QStringLiteral("storefront"));
        QCOMPARE(row[QLatin1String("deployment")].toString(), deployment);
        QVERIFY2(row[QLatin1String("state")].toString() == QLatin1String("applied"), ran.text());
        QVERIFY(row[QLatin1String("tookMs")].toInteger(-1) >= 0);
        QVERIFY(row[QLatin1String("reason")].isNull());
    }
    for (const char* option : {"--log", "--journal"}) {
        QCOMPARE(as("approver", QStringLiteral("fleet show nobody ") + QLatin1String(option)).status, 1);
    }
}

void TestCtlRollout::leavesEnrolledNodesAsTheyAre() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("hosts.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name,environment,zone\nnode-1,Production,north\nnode-9,Production,north\n");
    file.close();
    const Ran ran = as("admin", QStringLiteral("fleet import ") + file.fileName());
    QVERIFY2(ran.status == 0, ran.text());
    const QJsonValue counts = ran.json()[QLatin1String("import")];
    QCOMPARE(counts[QLatin1String("added")].toInt(), 1);
    QCOMPARE(counts[QLatin1String("enrolled")].toInt(), 1);
    const QJsonValue node = as("approver", QStringLiteral("fleet show node-1")).json()[QLatin1String("node")];
    QCOMPARE(node[QLatin1String("environment")].toString(), QStringLiteral("Development"));
    QVERIFY(!node[QLatin1String("labels")].toObject().contains(QLatin1String("zone")));
}

void TestCtlRollout::tellsATakenBackReleaseByItsStatus() {
    Policy policy = quick();
    policy.gate.healthyDeadline = Duration{3'000}; // 1.5.0 never becomes healthy
    const QString id = submittedWith("1.5.0", policy);
    QVERIFY(!id.isEmpty());
    const Ran ran = as("second", QStringLiteral("deploy watch ") + id);
    QVERIFY2(ran.status == 3, ran.text());
    const QJsonObject end = ran.json()[QLatin1String("deployment")].toObject();
    QCOMPARE(end[QLatin1String("state")].toString(), QStringLiteral("rolledBack"));
    QVERIFY(!end[QLatin1String("reason")].toString().isEmpty());
}

void TestCtlRollout::steersOneThatRuns() {
    const QString id = submitted(QStringLiteral("1.1.0"));
    QVERIFY(QTest::qWaitFor([&] { return stateOf(id) == QLatin1String("running"); }, 30'000));
    Ran ran = as("operator", QStringLiteral("deploy pause --reason lunch ") + id);
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(QTest::qWaitFor([&] { return stateOf(id) == QLatin1String("paused"); }, 30'000));
    ran = as("approver", QStringLiteral("lease list"));
    QCOMPARE(ran.json()[QLatin1String("leases")].toArray().size(), 1);
    QVERIFY(!as("approver", QStringLiteral("deploy show ") + id)
                 .json()[QLatin1String("deployment")][QLatin1String("leader")]
                 .toString()
                 .isEmpty());
    ran = as("approver", QStringLiteral("deploy resume ") + id);
    QVERIFY2(ran.status == 1, ran.text()); // an approver may not
    ran = as("operator", QStringLiteral("deploy resume --watch ") + id);
    QVERIFY2(ran.status == 0, ran.text());
    ran = as("operator", QStringLiteral("deploy pause ") + id);
    QVERIFY2(ran.status == 1, ran.text()); // it has ended
}

QString TestCtlRollout::pendingApproval() {
    QString id;
    (void)QTest::qWaitFor(
        [&] {
            const QJsonArray waiting =
                as("approver", QStringLiteral("approval list")).json()[QLatin1String("approvals")].toArray();
            id = waiting.isEmpty() ? QString() : waiting[0][QLatin1String("id")].toString();
            return !id.isEmpty();
        },
        60'000);
    return id;
}

Policy TestCtlRollout::quick() {
    Policy policy = defaultPolicy(m_world->environment(), StrategyKind::Direct);
    policy.gate.minHealthyTime = Duration{500};
    return policy;
}

QString TestCtlRollout::submittedWith(const char* version, const Policy& policy) {
    const auto session = m_world->session("operator");
    const auto id = m_world->submit(*session, m_world->request("storefront", version, policy));
    if (!id.ok()) {
        qWarning("%s", describe(id.error()).c_str());
    }
    return id.ok() ? QString::fromStdString(id->value) : QString();
}

QString TestCtlRollout::submittedForApproval() {
    Policy policy = quick();
    policy.approval.required = true;
    return submittedWith("1.0.0", policy);
}

void TestCtlRollout::tellsARefusedApprovalByItsStatus() {
    const QString id = submittedForApproval();
    QVERIFY(!id.isEmpty());
    const QString approval = pendingApproval();
    QVERIFY(!approval.isEmpty());
    Ran ran = as("operator", QStringLiteral("approval approve ") + approval);
    QVERIFY2(ran.status == 1, ran.text()); // neither an approver nor with a key
    ran = as("approver",
             QStringLiteral("approval approve %1 --plan %2").arg(approval, QString(64, QLatin1Char('0'))));
    QVERIFY2(ran.status == 1, ran.text());
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("planChanged"));
    ran = as("approver", QStringLiteral("approval reject --reason no ") + approval);
    QVERIFY2(ran.status == 0, ran.text());
    QCOMPARE(ran.json()[QLatin1String("approval")][QLatin1String("state")].toString(),
             QStringLiteral("rejected"));
    ran = as("operator", QStringLiteral("deploy watch ") + id);
    QVERIFY2(ran.status == 4, ran.text());
}

void TestCtlRollout::goesOnAfterAnApproval() {
    const QString id = submittedForApproval();
    const QString approval = pendingApproval();
    Ran ran = as("approver", QStringLiteral("approval show ") + approval);
    QVERIFY2(ran.json()[QLatin1String("approval")][QLatin1String("mayApprove")].toBool(), ran.text());
    ran = as("approver", QStringLiteral("approval approve ") + approval);
    QVERIFY2(ran.status == 0, ran.text());
    ran = as("operator", QStringLiteral("deploy watch ") + id);
    QVERIFY2(ran.status == 0, ran.text());
    ran = as("operator", QStringLiteral("deploy rollback --watch ") + id);
    QVERIFY2(ran.status == 3, ran.text());
    QCOMPARE(ran.json()[QLatin1String("deployment")][QLatin1String("id")].toString(), id);
}

QJsonObject TestCtlRollout::enrolled(const QString& node) {
    const Ran ran = as("approver", QStringLiteral("node list"));
    for (const QJsonValue row : ran.json()[QLatin1String("nodes")].toArray()) {
        if (row[QLatin1String("name")].toString() == node) {
            return row.toObject();
        }
    }
    return {};
}

int TestCtlRollout::linksToGateway() {
    const auto session = m_world->session("operator");
    const auto present = session->store().presence().list(m_world->tenant());
    QString port;
    for (const Participant& one : present.ok() ? *present : std::vector<Participant>{}) {
        if (!one.gateway.empty()) {
            port = QString::fromStdString(one.gateway).section(QLatin1Char(':'), 2).section(u'/', 0, 0);
        }
    }
    // "N: LOCAL:PORT REMOTE:PORT STATE …", in hexadecimal; state 01 is an established connection.
    const QString ours = QStringLiteral(":%1").arg(port.toInt(), 4, 16, QLatin1Char('0')).toUpper();
    QFile table(QStringLiteral("/proc/net/tcp"));
    int links = 0;
    if (table.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : table.readAll().split('\n')) {
            const QStringList fields = QString::fromLatin1(line.simplified()).split(QLatin1Char(' '));
            links +=
                fields.size() > 3 && fields[1].endsWith(ours) && fields[3] == QLatin1String("01") ? 1 : 0;
        }
    }
    return links;
}

void TestCtlRollout::letsARevokedNodeInNoMore() {
    const QString node = QStringLiteral("node-0");
    QJsonObject row = enrolled(node);
    QVERIFY(!row[QLatin1String("revoked")].toBool(true));
    const QStringList serving{QStringLiteral("running"), QStringLiteral("degraded")}; // on a busy machine
    QVERIFY(serving.contains(row[QLatin1String("state")].toString()));
    QVERIFY(!row[QLatin1String("gateway")].toString().isEmpty());
    QVERIFY(!row[QLatin1String("modules")][QLatin1String("storefront")].toString().isEmpty());
    QCOMPARE(linksToGateway(), 3);
    Ran ran = as("operator", QStringLiteral("node revoke node-0"));
    QVERIFY2(ran.status == 1, ran.text()); // for administrators
    QCOMPARE(linksToGateway(), 3);
    ran = as("admin", QStringLiteral("node revoke --reason stolen node-0"));
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(!ran.json()[QLatin1String("node")][QLatin1String("repeated")].toBool(true));
    QVERIFY(fault::SharedWorld::waitFor([this] { return linksToGateway() == 2; }, 20'000));
    row = enrolled(node);
    QVERIFY(row[QLatin1String("revoked")].toBool());
    QCOMPARE(row[QLatin1String("state")].toString(), QStringLiteral("retired"));
    QVERIFY(row[QLatin1String("gateway")].isNull());
    // A new start with the token that once let it in does not help, and work goes on without it.
    m_world->node(0).kill();
    m_world->startNode(0);
    const QString version = m_world->runs(1, "storefront").starts_with("1.1.0") ? QStringLiteral("1.0.0")
                                                                                : QStringLiteral("1.1.0");
    const QString id = submitted(version);
    ran = as("operator", QStringLiteral("deploy watch ") + id);
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(!m_world->runs(0, "storefront").starts_with(version.toStdString()));
    QVERIFY(m_world->runs(1, "storefront").starts_with(version.toStdString()));
    QVERIFY(m_world->node(0).running());
    QCOMPARE(enrolled(node)[QLatin1String("state")].toString(), QStringLiteral("retired"));
    QVERIFY(fault::SharedWorld::waitFor([this] { return linksToGateway() == 2; }, 20'000));
    ran = as("admin", QStringLiteral("node revoke node-0"));
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(ran.json()[QLatin1String("node")][QLatin1String("repeated")].toBool());
    ran = as("admin", QStringLiteral("node revoke nobody"));
    QVERIFY2(ran.status == 1, ran.text());
    ran = as("admin", QStringLiteral("audit list --text node.revoke"));
    QCOMPARE(ran.json()[QLatin1String("records")].toArray().size(), 1);
    QCOMPARE(ran.json()[QLatin1String("records")][0][QLatin1String("actor")].toString(),
             QStringLiteral("admin"));
}

QTEST_GUILESS_MAIN(TestCtlRollout)
#include "tst_ctl_rollout.moc"
