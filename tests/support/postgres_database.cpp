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

std::string clusterConninfo() {
    const char* const given = std::getenv("HOTSWAP_TEST_ADMIN");
    if (given == nullptr || *given == '\0') {
        giveUp("HOTSWAP_TEST_ADMIN names no cluster; run this through ctest or tests/postgres/cluster with");
    }
    return given;
}

std::unique_ptr<Connection> connect(const std::string& conninfo) {
    ConnectionOptions options;
    options.conninfo = conninfo;
    options.program = "hotswap-test";
    options.statementLimit = Duration{120'000};
    auto connection = Connection::open(options);
    if (!connection.ok()) {
        giveUp(describe(connection.error()));
    }
    return *std::move(connection);
}

void script(Connection& connection, const std::string& sql) {
    if (const Status done = connection.runScript(sql); !done) {
        giveUp(describe(done.error()) + " in " + sql.substr(0, 200));
    }
}

std::string randomName() {
    return "hs_" + toHex(crypto::secretRandom(6));
}

/// The conninfo of another database of the same cluster; the later word counts.
std::string inDatabase(const std::string& name) {
    return clusterConninfo() + " dbname=" + name;
}

/// A migrated database to copy from; dropped when the process ends.
class Template {
public:
    Template() : m_pid(::getpid()), m_name(randomName() + "_template") {
        script(*connect(clusterConninfo()), "CREATE DATABASE " + m_name);
        const auto connection = connect(inDatabase(m_name));
        const auto done = store::postgres::initDatabase(
            *connection, [](std::string_view text) { return crypto::sha256Hex(text); });
        if (!done.ok()) {
            giveUp(describe(done.error()));
        }
    }
    ~Template() {
        if (::getpid() == m_pid) {
            script(*connect(clusterConninfo()), "DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)");
        }
    }
    const std::string& name() const { return m_name; }

private:
    const int m_pid;
    const std::string m_name;
};

const std::string& templateName() {
    static const Template kTemplate;
    return kTemplate.name();
}

} // namespace

PostgresDatabase::PostgresDatabase() : m_name(randomName()), m_admin(inDatabase(m_name)) {
    (void)crypto::init();
    script(*connect(clusterConninfo()), "CREATE DATABASE " + m_name + " TEMPLATE " + templateName());
    m_connection = connect(m_admin);
    // Rights on a database are not copied with it.
    run("REVOKE CONNECT ON DATABASE " + m_name + " FROM PUBLIC; GRANT CONNECT ON DATABASE " + m_name +
        " TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator");
}

PostgresDatabase::~PostgresDatabase() {
    m_connection.reset();
    const auto cluster = connect(clusterConninfo());
    script(*cluster, "DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)");
    for (const std::string& login : m_logins) {
        script(*cluster, "DROP ROLE IF EXISTS " + login);
    }
}

std::string PostgresDatabase::login(const std::string& name, const std::vector<std::string>& groups,
                                    const std::vector<Member>& members) {
    const std::string login = m_name + "_" + name;
    const std::string password = toHex(crypto::secretRandom(12));
    std::string in;
    for (const std::string& group : groups) {
        in += (in.empty() ? " IN ROLE hotswap_" : ", hotswap_") + group;
    }
    run("CREATE ROLE " + login + " LOGIN PASSWORD '" + password + "'" + in);
    m_logins.push_back(login);
    for (const Member& member : members) {
        run("INSERT INTO hotswap.tenant VALUES ('" + member.tenant +
            "') ON CONFLICT DO NOTHING; INSERT INTO hotswap.member (tenant_id, login, user_id, roles, "
            "program) "
            "VALUES ('" +
            member.tenant + "', '" + login + "', '" + member.user + "', '" + member.roles + "', " +
            (member.program ? "true" : "false") + ")");
    }
    return m_admin + " user=" + login + " password=" + password;
}

void PostgresDatabase::run(const std::string& sql) {
    script(*m_connection, sql);
}

std::string PostgresDatabase::value(const std::string& sql) {
    const auto connection = connect(m_admin);
    const auto rows = connection->run(sql, {}, Effect::Read);
    if (!rows.ok()) {
        giveUp(describe(rows.error()) + " in " + sql);
    }
    return rows->size() == 0 ? std::string() : std::string(rows->text(0, 0));
}

void PostgresDatabase::freezeTime(std::int64_t ms) {
    run("CREATE OR REPLACE FUNCTION hotswap.store_now() RETURNS bigint LANGUAGE sql VOLATILE "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT " +
        std::to_string(ms) + "::bigint'");
}

} // namespace hotswap::support
