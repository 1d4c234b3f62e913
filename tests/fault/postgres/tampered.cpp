// SPDX-License-Identifier: Apache-2.0
// The auditor can fail: an installation that is right is spoilt in one way after the other, and each time the
// rule that it breaks has to name it.
//
//   fault_auditor

#include "tests/fault/postgres/audited_world.h"
#include "tests/fault/postgres/test_cluster.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <fstream>

using namespace hotswap;

namespace {

struct Damage {
    const char* rule;
    const char* what;
    const char* spoil;
    const char* restore;
};

/// In each, {one} stands for the first confirmed deployment.
constexpr Damage kDamages[] = {
    {"acknowledged", "another end", "UPDATE hotswap.deployment SET state = 'aborted' WHERE id = {one}",
     "UPDATE hotswap.deployment SET state = 'succeeded' WHERE id = {one}"},
    {"streams", "a stored state that no event leads to",
     "UPDATE hotswap.deployment SET state = 'failed' WHERE id = {one}",
     "UPDATE hotswap.deployment SET state = 'succeeded' WHERE id = {one}"},
    {"streams", "a gap between versions",
     "UPDATE hotswap.event SET version = version + 1000 WHERE deployment = {one} AND type = 'finished'",
     "UPDATE hotswap.event SET version = version - 1000 WHERE deployment = {one} AND type = 'finished'"},
    {"audit", "a submit without its record",
     "UPDATE hotswap.audit SET subject = 'x' || subject WHERE subject = {one} AND action = "
     "'deployment.submit'",
     "UPDATE hotswap.audit SET subject = substr(subject, 2) WHERE subject = 'x' || {one}"},
    {"audit", "a cut chain", "UPDATE hotswap.audit SET sequence = sequence + 1000000 WHERE sequence >= 3",
     "UPDATE hotswap.audit SET sequence = sequence - 1000000 WHERE sequence > 1000000"},
    {"commands", "a second receipt",
     "INSERT INTO hotswap.receipt SELECT tenant_id, deployment, sequence + 1000, command, body FROM "
     "hotswap.receipt WHERE deployment = {one}",
     "DELETE FROM hotswap.receipt WHERE sequence > 1000"},
    {"commands", "capacity that is never given back",
     "INSERT INTO hotswap.capacity VALUES ('acme', 'Development', 'ghost', {one}, true)",
     "DELETE FROM hotswap.capacity WHERE node = 'ghost'"},
    {"commands", "a term that never was",
     "UPDATE hotswap.command SET epoch = epoch + 1000 WHERE deployment = {one}",
     "UPDATE hotswap.command SET epoch = epoch - 1000 WHERE deployment = {one}"},
    {"votes", "an approval without votes",
     "INSERT INTO hotswap.approval (tenant_id, id, deployment, environment, module, state, requested_by, "
     "expires_at, body) VALUES ('acme', 'forged', {one}, 'Development', 'shop-0', 'approved', 'operator', 1, "
     "'{\"policy\": {\"quorum\": 1}, \"votes\": []}')",
     "DELETE FROM hotswap.approval WHERE id = 'forged'"},
    {"journals", "a receipt that says something else than the node",
     "UPDATE hotswap.receipt SET body = jsonb_set(body, '{outcome}', '\"failed\"') WHERE deployment = {one}",
     "UPDATE hotswap.receipt SET body = jsonb_set(body, '{outcome}', '\"applied\"') WHERE deployment = "
     "{one}"},
    {"nodes", "a node that runs something else",
     "UPDATE hotswap.deployment SET summary = jsonb_set(summary, '{release,version}', '\"9.9.9\"') WHERE id "
     "= {one}",
     "UPDATE hotswap.deployment SET summary = jsonb_set(summary, '{release,version}', '\"1.0.0\"') WHERE id "
     "= {one}"},
};

bool isNamed(const QJsonObject& said, const char* rule) {
    const QJsonArray wrong = said.value(QStringLiteral("wrong")).toArray();
    return std::any_of(wrong.begin(), wrong.end(), [rule](const auto& one) {
        return one.toObject().value(QStringLiteral("rule")).toString() == QLatin1String(rule);
    });
}

/// The agents are gone by then: nobody puts anything right or reads the damage.
bool findsEach(fault::AuditedWorld& world) {
    const std::string one = "'" + world.ledger().front().id.value + "'";
    const auto filled = [&](const char* sql) {
        return QString::fromLatin1(sql)
            .replace(QLatin1String("{one}"), QString::fromStdString(one))
            .toStdString();
    };
    bool good = true;
    for (const Damage& damage : kDamages) {
        world.world().database().run(filled(damage.spoil));
        const bool named = isNamed(world.audit(0), damage.rule);
        std::printf("%s: %s (%s)\n", named ? "found" : "NOT FOUND", damage.what, damage.rule);
        world.world().database().run(filled(damage.restore));
        good = good && named;
    }
    // A node whose link was moved by hand.
    const auto link =
        world.world().keys("operator").parent_path() / "node-0" / "slots" / "shop-0" / "current";
    const auto target = std::filesystem::read_symlink(link);
    std::filesystem::remove(link);
    const bool named = isNamed(world.audit(0), "nodes");
    std::filesystem::create_symlink(target, link);
    std::printf("%s: a link that leads nowhere (nodes)\n", named ? "found" : "NOT FOUND");
    return good && named && world.isRight("putting everything back", 0);
}

bool run() {
    const QTemporaryDir folder;
    fault::TestCluster cluster(folder.filePath(QStringLiteral("cluster")));
    if (!cluster.start({QStringLiteral("--fast")})) {
        return false;
    }
    qputenv("HOTSWAP_TEST_ADMIN", QByteArray::fromStdString(cluster.admin()));
    fault::AuditedWorld world(1);
    if (!world.start() || !world.submitAll() || !world.waitForEnds() || !world.isRight("one rollout")) {
        return false;
    }
    world.world().agent(0).kill();
    world.world().agent(1).kill();
    return findsEach(world);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    fault::leave(run());
}
