// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_settings.h"
#include "tests/contract/rights_suites.h"

#include <QtTest/qtestcase.h>
#include <QtTest/qtestdata.h>

namespace hotswap::rights {

namespace {

/// A function with its parameters' names and types.
struct Function {
    std::string name;
    bool isInner = false; ///< granted to nobody
    std::vector<std::pair<std::string, std::string>> parameters;
};

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end = text.find(by); end != std::string::npos; end = text.find(by, begin)) {
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::vector<Function> allFunctions(World& world) {
    Sql admin(world.database().admin());
    const Said rows = admin.run(
        "SELECT p.proname, p.proacl::text !~ 'hotswap_(viewer|deployer|approver|admin|orchestrator)=X', "
        "(SELECT coalesce(string_agg(p.proargnames[a.place] || ':' || format_type(a.type, NULL), '|' ORDER "
        "BY "
        "a.place) || '|', '') FROM unnest(p.proargtypes) WITH ORDINALITY a (type, place)) "
        "FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = 'hotswap' AND p.proowner = 'hotswap_owner'::regrole AND p.prokind = 'f' ORDER BY "
        "1");
    std::vector<Function> functions;
    for (const std::string& line : split(rows.text, '\n')) {
        const auto fields = split(line, '\t');
        Function function{fields[0], fields[1] == "t", {}};
        for (const std::string& parameter : split(fields[2], '|')) {
            const auto colon = parameter.find(':');
            function.parameters.emplace_back(parameter.substr(0, colon), parameter.substr(colon + 1));
        }
        functions.push_back(std::move(function));
    }
    return functions;
}

/// What each parameter is given: the other tenant's things by their names.
const std::map<std::string, std::string>& victimsThings() {
    static const std::map<std::string, std::string> kThings{
        {"environment", "'Development'"},
        {"of_environment", "'Development'"},
        {"place", "'Development'"},
        {"module", "'running'"},
        {"of_module", "'running'"},
        {"by_holder", "'holder-globex'"},
        {"environments", "ARRAY['Development']"},
        {"modules", "ARRAY['running']"},
        {"again", "ARRAY['n1']"},
        {"receipts", "'[{\"command\":\"c2-globex\",\"node\":\"n1\",\"scope\":{\"environment\":"
                     "\"Development\",\"module\":\"running\"}}]'"},
        {"samples",
         "'[{\"module\":\"running\",\"start\":1790000000000,\"node\":\"n1\",\"release\":\"r\",\"length\":1,"
         "\"requests\":9,\"errors\":9,\"sum\":0,\"latency\":[1,1],\"named\":{}}]'"},
        {"ids", "ARRAY(SELECT id FROM hotswap.unsealed('globex', 1))"},
        {"seen_sequence", "2"},
        {"previous", "ARRAY['h2']"},
        {"hashes", "ARRAY['h3']"},
        {"of_digest", "'digest-globex'"},
        {"of_version", "'1.0.0'"},
        {"of_size", "3"},
        {"length", "3600000"},
        {"tx", "'{\"tenant\":\"globex\",\"user\":\"all\",\"audit\":[{\"actor\":\"all\",\"action\":\"lease."
               "handOver\","
               "\"subject\":\"s\",\"details\":{}}]}'"},
        {"results_kept", "1000000000000"},
        {"feed_kept", "1000000000000"},
        {"participants_kept", "1000000000000"},
        {"kept", "1000000000000"},
        {"at_least", "1"},
        {"said", "'{}'"},
        {"of_kind", "'root'"},
        {"of_body", "'a root'"},
        {"of_node", "'n1'"},
        {"with_key", "decode(repeat('ab', 32), 'hex')"},
        {"token_hash", "'token-globex'"},
        {"valid", "1000"},
        {"uses", "10"},
        {"me", "(SELECT m FROM hotswap.member m LIMIT 1)"},
    };
    return kThings;
}

std::string argument(const std::string& name, const std::string& type) {
    if (name == "nodes") {
        return type == "jsonb"
                   ? "'[{\"id\":\"n1\",\"environment\":\"Development\",\"serving\":false,\"session\":9,"
                     "\"body\":{}}]'::jsonb"
                   : "ARRAY['n1']::text[]";
    }
    const auto known = victimsThings().find(name);
    if (known != victimsThings().end()) {
        return known->second + "::" + type;
    }
    const std::map<std::string, std::string> byType{
        {"text", "'globex'"},     {"text[]", "ARRAY['globex']"}, {"bigint", "100"},
        {"integer", "100"},       {"boolean", "true"},           {"jsonb", "'{}'"},
        {"bigint[]", "ARRAY[1]"}, {"bytea[]", "ARRAY['\\x00']"}, {"bytea", "'\\x00'"},
    };
    const auto typed = byType.find(type);
    return (typed == byType.end() ? "NULL" : typed->second) + "::" + type;
}

std::string callOf(const Function& function) {
    std::string arguments;
    for (const auto& [name, type] : function.parameters) {
        arguments += (arguments.empty() ? "" : ", ") + argument(name, type);
    }
    return "SELECT * FROM hotswap." + function.name + "(" + arguments + ")";
}

/// An answer that says nothing and did nothing.
bool isNothing(const Function& function, const Said& said) {
    if (!said.ok) {
        return said.words.find("row of globex") == std::string::npos;
    }
    const bool knowsNoTenant = function.name == "store_now" || function.name == "lease_key" ||
                               function.name == "confirm_generation" || function.name == "server_state" ||
                               function.name == "attest";
    const bool empty = said.rows == 0 || said.text == "f\t\n" || said.text == "0\t\n" ||
                       said.text == "{}\t\n" || said.text.front() == '\t' || said.text == "{acme}\t\n";
    return !said.tells(kVictim) && (knowsNoTenant || empty);
}

} // namespace

void FunctionRights::noFunctionReachesTheOtherTenant_data() {
    QTest::addColumn<QString>("who");
    for (const char* who : {"viewer", "deployer", "approver", "admin", "all", "program"}) {
        QTest::newRow(who) << QString::fromLatin1(who);
    }
}

void FunctionRights::noFunctionReachesTheOtherTenant() {
    QFETCH(const QString, who);
    Sql attacker(m_world.login(kOwn, who.toStdString()));
    // Who the server is and what telemetry is kept in belongs to nobody; the first program makes it.
    (void)Sql(m_world.login(kOwn, "program"))
        .run("SELECT hotswap.confirm_generation(1), hotswap.tend_samples(100000000)");
    auto before = m_world.digests(kVictim);
    for (const Function& function : allFunctions(m_world)) {
        for (const std::string& setting : attackersSettings(m_world)) {
            const std::string sql = "BEGIN; " + setting + "; " + callOf(function);
            const Said said = attacker.run(sql);
            (void)attacker.run(said.ok ? "COMMIT" : "ROLLBACK");
            (void)attacker.run("RESET hotswap.tenant; SELECT pg_advisory_unlock_all()");
            ++m_attempts;
            QVERIFY2(isNothing(function, said), (sql + ": " + said.describe()).c_str());
        }
        const auto after = m_world.digests(kVictim);
        for (const auto& [table, digest] : after) {
            QVERIFY2(digest == before[table], (function.name + " changed " + table).c_str());
        }
    }
}

void FunctionRights::innerFunctionsAreClosed() {
    std::size_t inner = 0;
    for (const char* who : {"deployer", "admin", "all", "program"}) {
        Sql attacker(m_world.login(kOwn, who));
        (void)attacker.run("SET hotswap.tenant = 'acme'");
        for (const Function& function : allFunctions(m_world)) {
            if (function.isInner) {
                const Said said = attacker.run(callOf(function));
                QVERIFY2(said.state == "42501", (callOf(function) + ": " + said.describe()).c_str());
                ++m_attempts;
                ++inner;
            }
        }
    }
    QVERIFY(inner > 40);
}

void FunctionRights::definersLookAtNothingOfTheCallers() {
    const auto before = m_world.digests(kVictim);
    for (const char* who : {"viewer", "all", "program"}) {
        Sql attacker(m_world.login(kOwn, who));
        const Said made = attacker.run(shadows());
        QVERIFY2(made.ok, made.describe().c_str());
        for (const char* tenant : {"acme", "globex", ""}) {
            (void)attacker.run(std::string("SELECT set_config('hotswap.tenant', '") + tenant + "', false)");
            for (const Function& function : allFunctions(m_world)) {
                const Said said = attacker.run(callOf(function));
                QVERIFY2(isNothing(function, said), (callOf(function) + ": " + said.describe()).c_str());
                ++m_attempts;
            }
            for (const std::string& table : m_world.tables()) {
                const Said said = attacker.run("SELECT * FROM hotswap." + table);
                QVERIFY2(!said.tells(kVictim), (table + ": " + said.describe()).c_str());
                ++m_attempts;
            }
        }
        (void)attacker.run("SELECT pg_advisory_unlock_all()");
    }
    const auto after = m_world.digests(kVictim);
    QCOMPARE(after.size(), before.size());
    for (const auto& [table, digest] : before) {
        const auto now = after.find(table);
        QVERIFY2(now != after.end() && now->second == digest, (table + " has changed").c_str());
    }
}

void FunctionRights::personsDoNotWorkAsPrograms() {
    const std::vector<std::string> programs{
        "SELECT hotswap.lease_acquire('acme', 'Development', 'new', 'me', 5000, false)",
        "SELECT hotswap.lease_acquire('acme', 'Development', 'running', 'holder-acme', 5000, true)",
        "SELECT hotswap.lease_release('acme', 'Development', 'running', 'holder-acme', false)",
        "SELECT * FROM hotswap.take_commands('acme', '{n1}', '{n1}', 10)",
        "SELECT hotswap.store_receipts('acme', "
        "'[{\"command\":\"c2-acme\",\"node\":\"n1\",\"scope\":{\"environment\":"
        "\"Development\",\"module\":\"running\"}}]')",
        "SELECT hotswap.put_nodes('acme', '[]')",
        "SELECT hotswap.put_samples('acme', 'Development', '[]')",
        "SELECT hotswap.put_node_lines('acme', '{n1}', '{m}', '{1}', '{line}')",
        "SELECT hotswap.seal('acme', 2, '{}', '{h2}', '{h3}')",
        "SELECT hotswap.tend(0, 0, 0, 10)",
        "SELECT hotswap.tend_samples(0)",
        "SELECT hotswap.confirm_generation(7)",
        "SELECT * FROM hotswap.leases_to_be_had('{acme}', '{Development}', '{queued}')",
    };
    const auto before = m_world.digests(kOwn);
    for (const char* who : {"viewer", "deployer", "approver", "admin", "all"}) {
        Sql person(m_world.login(kOwn, who));
        (void)person.run("SET hotswap.tenant = 'acme'");
        for (const std::string& sql : programs) {
            const Said said = person.run(sql);
            QVERIFY2(!said.ok, (sql + " as " + who).c_str());
            ++m_attempts;
        }
    }
    // In the programs' group, but no program: the table of members decides.
    m_world.database().run(
        "DO $$ BEGIN EXECUTE format('GRANT hotswap_orchestrator TO %I', (SELECT login FROM "
        "hotswap.member WHERE tenant_id = 'acme' AND user_id = 'all')); END $$");
    Sql person(m_world.login(kOwn, "all"));
    (void)person.run("SET hotswap.tenant = 'acme'");
    for (const std::string& sql : programs) {
        const Said said = person.run(sql);
        QVERIFY2(!said.ok || said.rows == 0 || sql.find("leases_to_be_had") != std::string::npos,
                 sql.c_str());
        ++m_attempts;
    }
    m_world.database().run(
        "DO $$ BEGIN EXECUTE format('REVOKE hotswap_orchestrator FROM %I', (SELECT login FROM "
        "hotswap.member WHERE tenant_id = 'acme' AND user_id = 'all')); END $$");
    QCOMPARE(m_world.digests(kOwn), before);
}

void FunctionRights::nobodyLeadsSeveralTenantsOnAnUnsafeServer() {
    const std::string acquire =
        "SELECT * FROM hotswap.lease_acquire('acme', 'Development', 'new', 'me', 5000, false)";
    Sql program(m_world.login(kOwn, "program"));
    (void)program.run("BEGIN");
    const Said safe = program.run(acquire);
    (void)program.run("ROLLBACK");
    (void)program.run("SELECT pg_advisory_unlock_all()");
    QVERIFY2(safe.ok, safe.describe().c_str());
    const std::string real =
        m_world.database().value("SELECT pg_get_functiondef('hotswap.server_is_unsafe()'::regprocedure)");
    m_world.database().run("CREATE OR REPLACE FUNCTION hotswap.server_is_unsafe() RETURNS boolean LANGUAGE "
                           "plpgsql STABLE SET search_path = pg_catalog, pg_temp "
                           "AS $$ BEGIN RETURN 150019 < 150020; END $$");
    const Said refused = program.run(acquire);
    m_world.database().run(real);
    QVERIFY(!refused.ok);
    QVERIFY2(refused.describe().find("15.20") != std::string::npos, refused.describe().c_str());
}

} // namespace hotswap::rights
