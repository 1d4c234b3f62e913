// SPDX-License-Identifier: Apache-2.0
// Agents, shims and modules are killed at every stage; what serves goes on serving and the next start says
// so.
#include "tests/app/node_process/node_under_test.h"

#include "core/codec/file_io.h"

#include <csignal>

using namespace hotswap;
using namespace hotswap::test;

namespace {

std::string program(const char* name) {
    return qEnvironmentVariable("HOTSWAP_BIN_DIR").toStdString() + "/" + name;
}

constexpr int kLimitMs = 30'000; // machines that run tests stall at times
constexpr std::size_t kFileBytesMax = 64 * 1024;

} // namespace

class NodeCrashTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theModuleOutlivesItsAgent() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        const auto before = node.processes((node.state() / "releases").string());
        QCOMPARE(before.size(), std::size_t{1});
        Load load(node.port());
        for (int i = 0; i < 3; ++i) {
            node.kill();
            QCOMPARE(node.answers(), std::string("1.0.0"));
            QVERIFY(node.start());
            QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module() && node.gateway().module()->healthy, kLimitMs);
        }
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().said("adopted while running"), kLimitMs);
        QVERIFY(node.processes((node.state() / "releases").string()) == before); // the same process
        QCOMPARE(node.apply("swap", "1.1.0")->outcome, ReceiptOutcome::Applied);
        load.stop();
        QCOMPARE(load.failed(), 0);
        QCOMPARE(node.terminate(), 0);
        QCOMPARE(node.answers(), std::string("1.1.0")); // a clean end leaves it alone too
        QCOMPARE(node.stopModules(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(node.processes("").empty(), kLimitMs);
    }

    void killedAtEveryStageOfAnApply_data() {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<QString>("version");
        for (const char* stage : {"received", "fetched", "unpacked", "started", "healthy", "switched"}) {
            QTest::addRow("good %s", stage) << stage << "1.1.0";
        }
        for (const char* stage : {"received", "unpacked", "started"}) {
            QTest::addRow("bad %s", stage) << stage << "1.5.0";
        }
    }
    void killedAtEveryStageOfAnApply() {
        QFETCH(QString, stage);
        QFETCH(QString, version);
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        const std::uint16_t port = node.port();
        Load load(port);
        node.gateway().give("c", CommandAction::Apply, version.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().reached("c", stage.toStdString()), kLimitMs);
        node.kill();
        QVERIFY(fetchPage(port, "/version").has_value());
        QVERIFY(!node.current().empty());
        QVERIFY(node.start());
        const auto receipt = node.waitReceipt("c");
        QVERIFY(receipt.has_value());
        const bool good = version == QLatin1String("1.1.0");
        QVERIFY2(receipt->outcome == (good ? ReceiptOutcome::Applied : ReceiptOutcome::Failed),
                 receipt->detail.c_str());
        QCOMPARE(node.answers(), std::string(good ? "1.1.0" : "1.0.0"));
        QCOMPARE(node.gateway().distinctReceipts("c"), std::size_t{1});
        QTRY_COMPARE_WITH_TIMEOUT(node.processes("").size(), std::size_t{3}, kLimitMs);
        load.stop();
        QCOMPARE(load.failed(), 0);
        QCOMPARE(node.port(), port);
    }

    /// Its hooks may run again; at the end one release is at work, and the other one's are stopped.
    void anExecModuleIsFinishedByTheNextAgent_data() {
        QTest::addColumn<QString>("stage");
        for (const char* stage : {"unpacked", "started", "switched"}) {
            QTest::addRow("%s", stage) << stage;
        }
    }
    void anExecModuleIsFinishedByTheNextAgent() {
        QFETCH(QString, stage);
        NodeUnderTest node;
        QVERIFY(node.start());
        VERIFY_OUTCOME(node.apply("install", "1.0.0", CommandAction::Apply, "cron-note"),
                       ReceiptOutcome::Applied);
        node.gateway().give("c", CommandAction::Apply, "1.1.0", "cron-note");
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().reached("c", stage.toStdString()), kLimitMs);
        node.kill();
        QVERIFY(!node.current("cron-note").empty());
        QVERIFY(node.start());
        VERIFY_OUTCOME(node.waitReceipt("c"), ReceiptOutcome::Applied);
        QCOMPARE(node.gateway().distinctReceipts("c"), std::size_t{1});
        const auto data = node.state() / "slots" / "cron-note" / "data";
        const auto note = codec::readFile(data / "cron.d" / "note", kFileBytesMax);
        QVERIFY(note.ok());
        QCOMPARE(*note, std::string("0 0 * * * root logger 1.1.0\n"));
        const auto history = codec::readFile(data / "history", kFileBytesMax);
        QVERIFY(history.ok() && history->find("stop 1.0.0\nstart 1.1.0\n") != std::string::npos);
        QVERIFY(history->find("stop 1.1.0") == std::string::npos);
    }

    void aKilledModuleComesBack() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        for (int i = 0; i < 3; ++i) {
            const auto modules = node.processes((node.state() / "releases").string());
            QCOMPARE(modules.size(), std::size_t{1});
            ::kill(modules[0], SIGKILL);
            QTRY_VERIFY_WITH_TIMEOUT(node.processes((node.state() / "releases").string()) != modules,
                                     kLimitMs);
            QTRY_COMPARE_WITH_TIMEOUT(node.answers(), std::string("1.0.0"), kLimitMs);
        }
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().said("signal 9"), kLimitMs);
    }

    void aKilledShimTakesItsModuleAlongAndBothComeBack() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        const auto shims = node.processes(program("hotswap-shim"));
        QCOMPARE(shims.size(), std::size_t{1});
        ::kill(shims[0], SIGKILL);
        // One look each time: the old shim must not count in one look and be gone in the next.
        const auto replaced = [&] {
            const auto now = node.processes(program("hotswap-shim"));
            return !now.empty() && now != shims;
        };
        QTRY_VERIFY_WITH_TIMEOUT(replaced(), kLimitMs);
        QTRY_COMPARE_WITH_TIMEOUT(node.answers(), std::string("1.0.0"), kLimitMs);
        QCOMPARE(node.processes((node.state() / "releases").string()).size(), std::size_t{1});
    }

    void everythingKilledComesBackOnTheSamePort() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QVERIFY(node.apply("swap", "1.1.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        const std::uint16_t port = node.port();
        node.kill();
        for (const int pid : node.processes(program("hotswap-shim"))) {
            ::kill(pid, SIGKILL);
        }
        QTRY_VERIFY_WITH_TIMEOUT(node.processes("").empty(), kLimitMs);
        QVERIFY(node.start());
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module() && node.gateway().module()->healthy, kLimitMs);
        QCOMPARE(node.port(), port);
        QCOMPARE(node.answers(), std::string("1.1.0"));
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().said("found stopped"), kLimitMs);
    }
};

QTEST_GUILESS_MAIN(NodeCrashTest)
#include "tst_node_crash.moc"
