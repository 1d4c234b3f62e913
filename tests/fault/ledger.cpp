// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/ledger.h"

#include <cstdio>

namespace hotswap::fault {

namespace {

struct Rule {
    const char* what; ///< is not to be found
    const char* sql;
};

constexpr Rule kRules[] = {
    {"deployments with more or less than one end",
     "SELECT 1 FROM hotswap.event WHERE type = 'finished' GROUP BY deployment HAVING count(*) <> 1"},
    {"streams with gaps", "SELECT 1 FROM hotswap.event GROUP BY deployment HAVING count(*) <> max(version)"},
    {"commands with two receipts", "SELECT 1 FROM hotswap.receipt GROUP BY command HAVING count(*) <> 1"},
    {"nodes held by nobody's deployment", "SELECT 1 FROM hotswap.capacity"},
    {"scopes where two ran at once",
     "SELECT 1 FROM hotswap.event a JOIN hotswap.deployment d ON d.id = a.deployment "
     "JOIN hotswap.event e ON e.deployment = a.deployment AND e.type = 'finished' "
     "JOIN hotswap.deployment d2 ON d2.module = d.module AND d2.id <> d.id "
     "JOIN hotswap.event a2 ON a2.deployment = d2.id AND a2.type = 'started' "
     "JOIN hotswap.event e2 ON e2.deployment = d2.id AND e2.type = 'finished' "
     "WHERE a.type = 'started' AND a.at < e2.at AND a2.at < e.at"},
    {"nodes that run another release than the last deployment of a module there",
     "SELECT 1 FROM hotswap.node n, LATERAL jsonb_each(n.body->'modules') m "
     "JOIN hotswap.scope_state s ON s.module = m.key "
     "WHERE m.value->'current'->>'digest' <> s.stable->>'digest'"}};

class Check {
public:
    explicit Check(support::PostgresDatabase& database) : m_database(database) {}

    void none(const Rule& rule) {
        const std::string count = m_database.value("SELECT count(*) FROM (" + std::string(rule.sql) + ") x");
        if (count != "0") {
            std::fprintf(stderr, "WRONG: %s %s\n", count.c_str(), rule.what);
            m_good = false;
        }
    }
    void equal(const char* what, const std::string& found, const std::string& wanted) {
        if (found != wanted) {
            std::fprintf(stderr, "WRONG: %s: %s instead of %s\n", what, found.c_str(), wanted.c_str());
            m_good = false;
        }
    }
    bool good() const { return m_good; }

private:
    support::PostgresDatabase& m_database;
    bool m_good = true;
};

} // namespace

bool agreesWithLedger(SharedWorld& world, shared::Session& console, const std::vector<LedgerEntry>& ledger) {
    Check check(world.database());
    check.equal("deployments", world.database().value("SELECT count(*)::text FROM hotswap.deployment"),
                std::to_string(ledger.size()));
    for (const LedgerEntry& entry : ledger) {
        const auto row = console.store().reader().deployment(world.tenant(), entry.id);
        check.equal("state", row.ok() ? std::string(deploymentStateName(row->state)) : "lost", "succeeded");
        check.equal("version", row.ok() ? row->release.version.text() : "", entry.version);
    }
    for (const Rule& rule : kRules) {
        check.none(rule);
    }
    return check.good();
}

} // namespace hotswap::fault
