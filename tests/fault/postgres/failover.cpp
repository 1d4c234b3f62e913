// SPDX-License-Identifier: Apache-2.0
// The primary dies and a standby is promoted. A synchronous one has everything: the rollouts go on by
// themselves under a new generation. An asynchronous one has lost what was committed last: that is detected
// by what programs remember, shown, and nothing is executed until an administrator has confirmed it.
//
//   fault_failover sync|async

#include "tests/fault/postgres/audited_world.h"
#include "tests/fault/postgres/test_cluster.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <fstream>

using namespace hotswap;

namespace {

constexpr int kHeardMs = 8'000; // longer than a new server waits for what programs remember
const char* const kUnconfirmed = "SELECT count(*)::text FROM hotswap.lost_tail WHERE confirmed_at = 0";
const char* const kLatestSeen =
    "SELECT xid::text FROM hotswap.feed WHERE kind IN (0, 1, 2, 4, 7) ORDER BY xid DESC LIMIT 1";

class Failover {
public:
    Failover(fault::AuditedWorld& world, fault::TestCluster& primary, fault::TestCluster& standby)
        : m_world(world), m_primary(primary), m_standby(standby) {}

    bool good() const { return m_good; }
    void synchronous();
    void asynchronous();

private:
    void expect(bool holds, const char* what) {
        std::printf("%s: %s\n", holds ? "ok" : "WRONG", what);
        std::fflush(stdout);
        m_good = m_good && holds;
    }
    bool becomes(const char* sql, const char* wanted, int limitMs = 30'000) {
        return fault::SharedWorld::waitFor([&] { return m_world.ask(sql) == wanted; }, limitMs);
    }
    bool eachAgentKeptIt();
    bool refusesOldTerms();
    void isShown();
    void nothingMoves();
    void findsTheLoss(const std::vector<DeploymentId>& lost);

    fault::AuditedWorld& m_world;
    fault::TestCluster& m_primary;
    fault::TestCluster& m_standby;
    bool m_good = true;
};

void Failover::synchronous() {
    expect(m_world.submitAll() && m_world.waitForEnds(), "rollouts before the failover end");
    const bool confirmed = m_world.submitAll([&] {
        expect(fault::SharedWorld::waitFor([&] {
                   return m_world.ask("SELECT count(*)::text FROM hotswap.deployment WHERE NOT terminal") !=
                          "0";
               }),
               "rollouts are under way");
        expect(m_primary.command(QStringLiteral("kill")) && m_standby.command(QStringLiteral("promote")),
               "the primary is killed, the standby promoted");
    });
    expect(confirmed, "every submit is confirmed");
    expect(m_world.waitForEnds(), "all rollouts end by themselves");
    expect(m_world.ask("SELECT generation::text FROM hotswap.store_info") == "2", "the generation is raised");
    expect(m_world.ask("SELECT count(*)::text FROM hotswap.lost_tail") == "0", "nobody misses anything");
    expect(m_world.submitAll() && m_world.waitForEnds(), "rollouts after the failover end");
    expect(m_world.ask(
               "SELECT (min(generation), max(generation))::text FROM (SELECT generation FROM hotswap.command "
               "ORDER BY sequence DESC LIMIT 4) c") == "(2,2)",
           "commands are of the new generation");
    expect(refusesOldTerms(), "who proves a term of the old generation is refused");
    expect(m_world.isRight("promotion of a synchronous standby"), "the auditor finds nothing wrong");
}

/// As the agents' login, with everything right but the generation.
bool Failover::refusesOldTerms() {
    const auto login = m_world.ask("SELECT login FROM hotswap.member WHERE program");
    store::postgres::ConnectionOptions options;
    options.conninfo = m_world.world().database().admin();
    options.program = "test";
    const auto connection = store::postgres::Connection::open(options);
    if (!login || !connection.ok()) {
        return false;
    }
    const auto prove = [&](const char* generation) {
        return (*connection)
            ->runScript("BEGIN; UPDATE hotswap.lease SET holder = 'me', login = '" + *login +
                        "' WHERE module = 'shop-0'; SET SESSION AUTHORIZATION " + *login +
                        "; SELECT hotswap.commit(jsonb_build_object('tenant', 'acme', 'proof', "
                        "jsonb_build_object('environment', environment, 'module', module, 'holder', 'me', "
                        "'generation', " +
                        generation +
                        ", 'epoch', epoch)), '{}', '{}', '{}', '{}', '{}') FROM hotswap.lease WHERE module = "
                        "'shop-0'; RESET SESSION AUTHORIZATION; ROLLBACK");
    };
    const Status now = prove("generation");
    const Status old = prove("generation - 1");
    return now.ok() && !old.ok() && old.error().code == ErrorCode::EpochStale;
}

/// What an agent has read is in its state folder.
bool Failover::eachAgentKeptIt() {
    const auto installation = m_world.ask("SELECT installation::text FROM hotswap.store_info");
    const auto root = m_world.world().keys("operator").parent_path();
    return fault::SharedWorld::waitFor([&] {
        const auto latest = m_world.ask(kLatestSeen);
        for (std::size_t i = 0; i < m_world.world().agents(); ++i) {
            std::ifstream file(root / ("agent-" + std::to_string(i)) / "seen" /
                               installation.value_or("none"));
            std::string generation;
            std::string xid;
            if (!(file >> generation >> xid) || xid != latest) {
                return false;
            }
        }
        return true;
    });
}

void Failover::isShown() {
    expect(fault::SharedWorld::waitFor([&] {
               return m_world.log("agent-0").contains(QLatin1String("has lost its latest commits")) &&
                      m_world.log("agent-1").contains(QLatin1String("has lost its latest commits"));
           }),
           "both agents say so in their logs");
    const auto report =
        m_world.session().service().query(m_world.session().identity(), ports::queries::Coordination{});
    const auto* coordination = report.ok() ? std::get_if<ports::CoordinationReport>(&*report) : nullptr;
    expect(
        coordination != nullptr && coordination->database &&
            std::any_of(coordination->database->findings.begin(), coordination->database->findings.end(),
                        [](const auto& each) { return each.warning == DatabaseWarning::GenerationChanged; }),
        "the Coordination page's report has it as a finding");
    const auto [listed, leases] =
        m_world.ctl("operator", {QStringLiteral("lease"), QStringLiteral("list"), QStringLiteral("--json")});
    expect(listed == 0 && leases.contains(QLatin1String("\"commitsLost\":true")),
           "hotswapctl lease list says so");
    // The cluster's administrator sees every tenant.
    const auto [checked, check] = m_world.ctl(
        "admin", {QStringLiteral("db"), QStringLiteral("check"), QStringLiteral("--json"),
                  QStringLiteral("--connect"), QString::fromStdString(m_world.world().database().admin())});
    expect(checked == 1 && check.contains(QLatin1String("generationChanged")),
           "hotswapctl db check fails with it");
}

/// Nobody leads and nothing is sent, for longer than it takes when all is well.
void Failover::nothingMoves() {
    const auto commands = m_world.ask("SELECT count(*)::text FROM hotswap.command");
    const bool moved = fault::SharedWorld::waitFor(
        [&] {
            return m_world.ask("SELECT (EXISTS (SELECT 1 FROM hotswap.lease l JOIN hotswap.store_info i ON "
                               "l.generation = i.generation WHERE l.holder <> ''))::text") != "false" ||
                   m_world.ask("SELECT count(*)::text FROM hotswap.command") != commands;
        },
        kHeardMs);
    expect(!moved, "nobody leads, no command is made");
    expect(m_world.ask("SELECT count(*)::text FROM hotswap.deployment WHERE state = 'queued'") ==
               std::to_string(m_world.modules().size()),
           "what is submitted now waits");
}

/// The known positive: the auditor, who knows only the ledger, names exactly what is lost.
void Failover::findsTheLoss(const std::vector<DeploymentId>& lost) {
    const QJsonArray wrong = m_world.audit(0).value(QStringLiteral("wrong")).toArray();
    const auto named = std::count_if(lost.begin(), lost.end(), [&](const DeploymentId& id) {
        return std::any_of(wrong.begin(), wrong.end(), [&](const auto& one) {
            const QString what = one.toObject().value(QStringLiteral("what")).toString();
            return what.contains(QString::fromStdString(id.value)) && what.endsWith(QLatin1String("is lost"));
        });
    });
    const auto losses = std::count_if(wrong.begin(), wrong.end(), [](const auto& one) {
        return one.toObject().value(QStringLiteral("what")).toString().endsWith(QLatin1String("is lost"));
    });
    expect(named == static_cast<long>(lost.size()) && losses == named,
           "the auditor names exactly what is lost");
}

void Failover::asynchronous() {
    expect(m_world.submitAll() && m_world.waitForEnds(), "rollouts before the failover end");
    expect(m_world.isRight("rollouts on the first primary"), "the auditor finds nothing wrong");
    expect(m_standby.command(QStringLiteral("stop")), "the standby is cut off");
    const std::size_t before = m_world.ledger().size();
    expect(m_world.submitAll() && m_world.waitForEnds(), "rollouts that only the primary knows end");
    std::vector<DeploymentId> lost;
    for (std::size_t i = before; i < m_world.ledger().size(); ++i) {
        lost.push_back(m_world.ledger()[i].id);
    }
    // Only what is on the agents' disks is left of the knowledge.
    expect(eachAgentKeptIt(), "agents keep what they have seen");
    m_world.world().agent(0).kill();
    m_world.world().agent(1).kill();
    m_world.disconnect();
    expect(m_primary.command(QStringLiteral("kill")) && m_standby.start() &&
               m_standby.command(QStringLiteral("promote")),
           "the primary is killed, the standby promoted");
    m_world.world().startAgent(0);
    m_world.world().startAgent(1);
    expect(becomes(kUnconfirmed, "1"), "the lost tail is detected");
    expect(m_world.connect(), "people connect");
    isShown();
    expect(m_world.submitAll(), "submits are confirmed");
    nothingMoves();
    findsTheLoss(lost);
    const QStringList confirm{QStringLiteral("db"), QStringLiteral("confirm")};
    expect(m_world.ctl("operator", confirm).first != 0 && m_world.ask(kUnconfirmed) == "1",
           "no deployer can confirm it");
    const auto [done, words] = m_world.ctl("admin", confirm);
    expect(done == 0 && becomes(kUnconfirmed, "0"), "an administrator confirms it");
    std::printf("hotswapctl db confirm: %s", qPrintable(words));
    m_world.strike(lost);
    expect(m_world.waitForEnds(), "what waited goes on");
    // Their files still tell of the lost tail, which is confirmed.
    m_world.world().agent(0).kill();
    m_world.world().startAgent(0);
    expect(m_world.submitAll() && m_world.waitForEnds(), "rollouts after it end");
    expect(m_world.ask(kUnconfirmed) == "0", "it is not found again");
    expect(m_world.isRight("promotion of an asynchronous standby"), "the auditor finds nothing wrong");
}

bool run(bool synchronous) {
    const QTemporaryDir folder;
    fault::TestCluster primary(folder.filePath(QStringLiteral("primary")));
    fault::TestCluster standby(folder.filePath(QStringLiteral("standby")));
    if (!primary.start() ||
        !standby.start({QStringLiteral("--standby-of"), primary.folder(),
                        synchronous ? QStringLiteral("--sync") : QStringLiteral("--async")})) {
        return false;
    }
    qputenv("HOTSWAP_TEST_ADMIN", QByteArray::fromStdString(fault::eitherOf(primary, standby)));
    fault::AuditedWorld world(2);
    if (!world.start()) {
        return false;
    }
    Failover failover(world, primary, standby);
    synchronous ? failover.synchronous() : failover.asynchronous();
    return failover.good();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QString kind = application.arguments().value(1);
    if (kind != QLatin1String("sync") && kind != QLatin1String("async")) {
        std::fputs("usage: fault_failover sync|async\n", stderr);
        return 2;
    }
    fault::leave(run(kind == QLatin1String("sync")));
}
