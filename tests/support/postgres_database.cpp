// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres_database.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/domain/encoding.h"
#include "core/store/postgres/migrations.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace hotswap::support {

namespace {

using store::postgres::Connection;
using store::postgres::ConnectionOptions;
using store::postgres::Effect;

[[noreturn]] void giveUp(const std::string& why) {
    std::fprintf(stderr, "No test database: %s\n", why.c_str());
    std::exit(1);
}

/// The value, or the end of the test program with a sentence.
template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        giveUp(describe(result.error()));
    }
    return *std::move(result);
}

std::unique_ptr<Connection> connect(const std::string& conninfo) {
    ConnectionOptions options;
    options.conninfo = conninfo;
    options.program = "hotswap-test";
    options.statementLimit = Duration{120'000};
    return must(Connection::open(options));
}

void script(Connection& connection, const std::string& sql) {
    if (const Status done = connection.runScript(sql); !done) {
        giveUp(describe(done.error()) + " in " + sql.substr(0, 200));
    }
}

/// A migrated database to copy from; dropped when the process ends.
class Template {
public:
    Template() : m_pid(::getpid()), m_database(must(tests::TestDatabase::make())) {
        must(crypto::init());
        must(store::postgres::initDatabase(*connect(m_database->admin()),
                                           [](std::string_view text) { return crypto::sha256Hex(text); }));
    }
    ~Template() {
        if (::getpid() != m_pid) {
            (void)m_database.release(); // the parent's
        }
    }
    const std::string& name() const { return m_database->name(); }

private:
    const int m_pid;
    std::unique_ptr<tests::TestDatabase> m_database;
};

const std::string& templateName() {
    static const Template kTemplate;
    return kTemplate.name();
}

} // namespace

PostgresDatabase::PostgresDatabase()
    : m_database(must(tests::TestDatabase::make(templateName()))),
      m_connection(connect(m_database->admin())) {
    // Rights on a database are not copied with it.
    const std::string& name = m_database->name();
    run("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC; GRANT CONNECT ON DATABASE " + name +
        " TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator");
}

PostgresDatabase::~PostgresDatabase() = default;

std::string PostgresDatabase::login(const std::string& name, const std::vector<std::string>& groups,
                                    const std::vector<Member>& members) {
    std::vector<std::string> roles;
    for (const std::string& group : groups) {
        roles.push_back("hotswap_" + group);
    }
    const std::string conninfo = must(m_database->addLogin(name, roles));
    const std::string login = m_database->role(name);
    for (const Member& member : members) {
        run("INSERT INTO hotswap.tenant VALUES ('" + member.tenant +
            "') ON CONFLICT DO NOTHING; INSERT INTO hotswap.member (tenant_id, login, user_id, roles, "
            "program) "
            "VALUES ('" +
            member.tenant + "', '" + login + "', '" + member.user + "', '" + member.roles + "', " +
            (member.program ? "true" : "false") + ")");
    }
    return conninfo;
}

void PostgresDatabase::run(const std::string& sql) {
    script(*m_connection, sql);
}

std::string PostgresDatabase::value(const std::string& sql) {
    auto value = m_database->value(sql);
    return !value.ok() && value.error().code == ErrorCode::NotFound ? std::string() : must(std::move(value));
}

void PostgresDatabase::freezeTime(std::int64_t ms) {
    run("CREATE OR REPLACE FUNCTION hotswap.store_now() RETURNS bigint LANGUAGE sql VOLATILE "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT " +
        std::to_string(ms) + "::bigint'");
}

} // namespace hotswap::support
