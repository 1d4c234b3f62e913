// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_settings.h"
#include "tests/contract/rights_suites.h"

#include <QtTest/qtestcase.h>
#include <QtTest/qtestdata.h>

#include <sstream>

namespace hotswap::rights {

namespace {

/// What a statement has to come to.
enum class Must {
    Fail,         ///< nobody with a login may do that
    TellNoVictim, ///< it may run, but nothing of the other tenant may come back
    NotReachRows, ///< it may run or fail, but not by meeting a row of the other tenant
};

struct Attempt {
    Must must;
    std::string sql; ///< $T is the table
};

const std::vector<Attempt>& attemptsOnTables() {
    static const std::vector<Attempt> kAttempts{
        {Must::TellNoVictim, "SELECT * FROM $T"},
        {Must::TellNoVictim, "TABLE $T"},
        {Must::TellNoVictim, "SELECT t::text FROM $T t WHERE t::text LIKE '%globex%'"},
        {Must::TellNoVictim, "SELECT row_to_json(t) FROM $T t"},
        {Must::TellNoVictim, "COPY $T TO STDOUT"},
        {Must::TellNoVictim, "COPY (SELECT * FROM $T) TO STDOUT"},
        {Must::TellNoVictim, "CREATE TEMP VIEW peek AS SELECT * FROM $T; SELECT * FROM peek"},
        {Must::TellNoVictim, "CREATE TEMP TABLE taken AS SELECT * FROM $T; SELECT * FROM taken"},
        {Must::TellNoVictim, "DECLARE c CURSOR FOR SELECT * FROM $T; FETCH ALL FROM c"},
        {Must::TellNoVictim, "SELECT query_to_xml('SELECT * FROM $T', true, false, '')"},
        {Must::TellNoVictim,
         "SELECT count(*) FROM $T t WHERE pg_temp.leak(t::text); SELECT * FROM pg_temp.leaked"},
        {Must::TellNoVictim, "SELECT count(*) FROM $T t WHERE t OPERATOR(pg_temp.<<<) t; "
                             "SELECT * FROM pg_temp.leaked"},
        {Must::TellNoVictim, "SELECT most_common_vals::text || histogram_bounds::text FROM pg_stats "
                             "WHERE schemaname || '.' || tablename = '$T'"},
        {Must::TellNoVictim, "SELECT * FROM $T FOR UPDATE"},
        {Must::TellNoVictim, "SELECT * FROM $T FOR KEY SHARE"},
        {Must::NotReachRows, "SELECT count(*) FROM $T t WHERE 1 / (CASE WHEN t::text LIKE '%globex%' THEN 0 "
                             "ELSE 1 END) = 1"},
        {Must::NotReachRows,
         "SELECT count(*) FROM $T t WHERE t::text LIKE '%globex%' AND t::text::numeric = 0"},
        {Must::Fail, "INSERT INTO $T SELECT * FROM $T"},
        {Must::Fail, "INSERT INTO $T DEFAULT VALUES"},
        {Must::Fail, "INSERT INTO $T TABLE $T ON CONFLICT DO NOTHING"},
        {Must::Fail, "DELETE FROM $T"},
        {Must::Fail, "DELETE FROM ONLY $T t WHERE t::text LIKE '%globex%'"},
        {Must::Fail, "TRUNCATE $T"},
        {Must::Fail, "COPY $T FROM STDIN"},
        {Must::Fail, "COPY $T TO PROGRAM 'cat'"},
        {Must::Fail, "COPY $T TO '/tmp/hotswap-rights'"},
        {Must::Fail, "COPY $T FROM PROGRAM 'true'"},
        {Must::Fail, "LOCK $T IN ACCESS EXCLUSIVE MODE NOWAIT"},
        {Must::Fail, "LOCK $T IN ROW EXCLUSIVE MODE NOWAIT"},
        {Must::Fail, "MERGE INTO $T USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE"},
        {Must::Fail, "CREATE TRIGGER t BEFORE INSERT ON $T FOR EACH ROW EXECUTE FUNCTION pg_temp.stolen()"},
        {Must::Fail, "CREATE RULE r AS ON INSERT TO $T DO INSTEAD NOTHING"},
        {Must::Fail, "CREATE POLICY p ON $T USING (true)"},
        {Must::Fail, "ALTER TABLE $T DISABLE ROW LEVEL SECURITY"},
        {Must::Fail, "ALTER TABLE $T NO FORCE ROW LEVEL SECURITY"},
        {Must::Fail, "ALTER TABLE $T OWNER TO CURRENT_USER"},
        {Must::Fail, "ALTER TABLE $T ADD COLUMN c text"},
        {Must::Fail, "ALTER TABLE $T SET SCHEMA public"},
        {Must::Fail, "CREATE INDEX ON $T ((1))"},
        {Must::Fail, "CREATE TABLE hotswap.mine (LIKE $T)"},
        {Must::Fail, "CREATE TEMP TABLE child () INHERITS ($T)"},
        {Must::Fail, "COMMENT ON TABLE $T IS 'mine'"},
        {Must::Fail, "DROP TABLE $T CASCADE"},
        {Must::Fail, "SECURITY LABEL ON TABLE $T IS 'mine'"},
    };
    return kAttempts;
}

std::string on(const std::string& table, std::string sql) {
    for (auto at = sql.find("$T"); at != std::string::npos; at = sql.find("$T", at)) {
        sql.replace(at, 2, "hotswap." + table);
    }
    return sql;
}

bool holds(const Said& said, Must must) {
    switch (must) {
    case Must::Fail: return !said.ok;
    case Must::TellNoVictim: // a role's name in the words of a refusal is none of their rows
        return !said.tells(kVictim) && said.words.find("-" + kVictim) == std::string::npos &&
               said.words.find(kVictim + "-") == std::string::npos;
    case Must::NotReachRows: return said.state != "22012" && said.state != "22P02";
    }
    return false;
}

/// UPDATE names a column, each by its turn.
std::vector<Attempt> updatesOf(World& world, const std::string& table) {
    std::vector<Attempt> updates;
    Sql admin(world.database().admin());
    const Said columns =
        admin.run("SELECT string_agg(format('UPDATE %s SET %I = %I', attrelid::regclass, attname, "
                  "attname), ';') FROM pg_attribute WHERE attrelid = 'hotswap." +
                  table + "'::regclass AND attnum > 0 AND NOT attisdropped");
    std::istringstream all(columns.text.substr(0, columns.text.find('\t')));
    for (std::string update; std::getline(all, update, ';');) {
        updates.push_back({Must::Fail, update});
    }
    return updates;
}

} // namespace

void TableRights::bothTenantsHaveRowsEverywhere() {
    for (const std::string& tenant : {kOwn, kVictim}) {
        for (const auto& [table, digest] : m_world.digests(tenant)) {
            QVERIFY2(digest.rfind("0\t", 0) != 0, (table + " of " + tenant + " is empty").c_str());
        }
    }
}

void TableRights::noStatementReachesTheOtherTenant_data() {
    QTest::addColumn<QString>("who");
    for (const char* who : {"viewer", "deployer", "approver", "admin", "all", "program"}) {
        QTest::newRow(who) << QString::fromLatin1(who);
    }
}

void TableRights::noStatementReachesTheOtherTenant() {
    QFETCH(const QString, who);
    const auto victimBefore = m_world.digests(kVictim);
    const auto ownBefore = m_world.digests(kOwn);
    Sql attacker(m_world.login(kOwn, who.toStdString()));
    prepareFakes(attacker);
    // The traps work: they catch what is the attacker's own.
    const std::string own = "BEGIN; SET LOCAL hotswap.tenant = 'acme'; ";
    for (const char* trap : {"pg_temp.leak(t::text)", "t OPERATOR(pg_temp.<<<) t"}) {
        const Said caught = attacker.run(own + "SELECT count(*) FROM hotswap.deployment t WHERE " + trap +
                                         "; SELECT * FROM pg_temp.leaked");
        (void)attacker.run("ROLLBACK");
        QVERIFY2(caught.tells("acme-queued"), caught.describe().c_str());
    }
    const auto settings = attackersSettings(m_world);
    for (const std::string& table : m_world.tables()) {
        std::vector<Attempt> attempts = updatesOf(m_world, table);
        attempts.insert(attempts.end(), attemptsOnTables().begin(), attemptsOnTables().end());
        for (const std::string& setting : settings) {
            for (const Attempt& attempt : attempts) {
                const std::string sql = on(table, attempt.sql);
                const Said said = attacker.run("ROLLBACK; BEGIN; " + setting + "; " + sql);
                ++m_attempts;
                QVERIFY2(holds(said, attempt.must), (setting + ": " + sql + ": " + said.describe()).c_str());
            }
        }
    }
    (void)attacker.run("ROLLBACK");
    QCOMPARE(m_world.digests(kVictim), victimBefore);
    QCOMPARE(m_world.digests(kOwn), ownBefore);
}

} // namespace hotswap::rights
