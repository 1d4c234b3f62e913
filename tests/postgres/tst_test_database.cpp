// SPDX-License-Identifier: Apache-2.0
// The test database itself: it is there, it is alone, and nothing of it is left.

#include "tests/support/postgres/test_database.h"

#include <QtTest/QTest>
#include <filesystem>
#include <pqxx/pqxx>

using namespace hotswap;
using tests::TestDatabase;

namespace {

/// A database, or the reason why there is none in the test's output.
std::unique_ptr<TestDatabase> made() {
    auto result = TestDatabase::make();
    if (!result.ok()) {
        qCritical("%s", result.error().detail.c_str());
        return nullptr;
    }
    return *std::move(result);
}

} // namespace

class TestTestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers();
    void twoDoNotMeet();
    void loginHasNoRightsOfItsOwn();
    void loginNameIsChecked();
    void nothingIsLeft();
};

void TestTestDatabase::answers() {
    const auto database = made();
    QVERIFY(database != nullptr);
    QCOMPARE(database->value("SELECT 1").value(), std::string("1"));
    QCOMPARE(database->value("SELECT current_database()").value(), database->name());
    QCOMPARE(database->value("SHOW data_checksums").value(), std::string("on"));
    QCOMPARE(database->value("SHOW server_encoding").value(), std::string("UTF8"));
    QCOMPARE(database->value("SELECT 1 WHERE false").error().code, ErrorCode::NotFound);
    QCOMPARE(database->run("SELECT nonsense").error().code, ErrorCode::Internal);
}

void TestTestDatabase::twoDoNotMeet() {
    const auto one = made();
    const auto other = made();
    QVERIFY(one != nullptr && other != nullptr);
    QVERIFY(one->name() != other->name());
    QVERIFY(one->run("CREATE TABLE t (x int)").ok());
    QCOMPARE(other->value("SELECT count(*) FROM pg_tables WHERE tablename = 't'").value(), std::string("0"));
    QVERIFY(one->addLogin("same").ok());
    QVERIFY(other->addLogin("same").ok());
}

void TestTestDatabase::loginHasNoRightsOfItsOwn() {
    const auto database = made();
    QVERIFY(database != nullptr);
    QVERIFY(database->run("CREATE TABLE t (x int)").ok());
    const auto conninfo = database->addLogin("reader", {"pg_read_all_data"});
    QVERIFY2(conninfo.ok(), conninfo.ok() ? "" : conninfo.error().detail.c_str());
    QVERIFY(conninfo->find("password") == std::string::npos);
    pqxx::connection connection(*conninfo);
    pqxx::nontransaction work(connection);
    QCOMPARE(std::string(work.exec1("SELECT session_user")[0].c_str()), database->role("reader"));
    QCOMPARE(std::string(work.exec1("SELECT count(*) FROM t")[0].c_str()), std::string("0"));
    QVERIFY_THROWS_EXCEPTION(pqxx::insufficient_privilege, work.exec("INSERT INTO t VALUES (1)"));
}

void TestTestDatabase::loginNameIsChecked() {
    const auto database = made();
    QVERIFY(database != nullptr);
    QCOMPARE(database->addLogin("x; DROP").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(database->addLogin("").error().code, ErrorCode::InvalidArgument);
}

void TestTestDatabase::nothingIsLeft() {
    const auto witness = made();
    auto database = made();
    QVERIFY(witness != nullptr && database != nullptr);
    const std::string name = database->name();
    const auto conninfo = database->addLogin("left");
    QVERIFY(conninfo.ok());
    const std::string passfile = conninfo->substr(conninfo->rfind('=') + 1);
    QVERIFY(std::filesystem::exists(passfile));
    pqxx::connection stillThere(*conninfo);

    database.reset();
    QCOMPARE(witness->value("SELECT count(*) FROM pg_database WHERE datname = '" + name + "'").value(),
             std::string("0"));
    QCOMPARE(witness->value("SELECT count(*) FROM pg_roles WHERE rolname LIKE '" + name + "%'").value(),
             std::string("0"));
    QVERIFY(!std::filesystem::exists(passfile));
    QVERIFY_THROWS_EXCEPTION(pqxx::failure, pqxx::nontransaction(stillThere).exec("SELECT 1"));
}

QTEST_APPLESS_MAIN(TestTestDatabase)
#include "tst_test_database.moc"
