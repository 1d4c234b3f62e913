// SPDX-License-Identifier: Apache-2.0
// What holds a command up: no gateway, the offline policies, what the node cannot give.
#include "tests/unit/node/node_bench.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;
using Kind = node::HostStep::Kind;

class RunnerLimitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cutOffNodesFollowThePolicy_data() {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("whileCutOff");
        QTest::addColumn<QString>("afterwards");
        QTest::newRow("hold") << static_cast<int>(OfflinePolicy::Hold) << "1.0.0"
                              << "1.1.0";
        QTest::newRow("finish") << static_cast<int>(OfflinePolicy::Finish) << "1.1.0"
                                << "1.1.0";
        QTest::newRow("revert") << static_cast<int>(OfflinePolicy::Revert) << "1.0.0"
                                << "1.0.0";
    }
    void cutOffNodesFollowThePolicy() {
        QFETCH(int, policy);
        QFETCH(QString, whileCutOff);
        QFETCH(QString, afterwards);
        NodeBench bench;
        bench.host.facts_.offline = static_cast<OfflinePolicy>(policy);
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(5s);
        bench.disconnect();
        bench.pass(5min);
        QCOMPARE(bench.host.serving(), whileCutOff.toStdString());
        bench.connect();
        bench.pass(60s);
        QCOMPARE(bench.host.serving(), afterwards.toStdString());
        QCOMPARE(bench.ends("c"), std::size_t{1});
    }

    void aPackageThatCannotBeReachedIsWaitedFor() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.host.failing = {Kind::Fetch};
        bench.host.failCode = ErrorCode::Unavailable;
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.disconnect();
        bench.pass(60s);
        QVERIFY(bench.ends("c") == 0);
        bench.host.failing.clear();
        bench.connect();
        bench.pass(60s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Applied);
        bench.host.failing = {Kind::Fetch};
        bench.give("d", CommandAction::Apply, "1.2.0"); // with a gateway there it is a failure
        bench.pass(1s);
        QCOMPARE(bench.receipts("d")[0].reason, ErrorCode::Unavailable);
    }

    void revertPolicyGoesBackAfterTheSwitchToo() {
        NodeBench bench;
        bench.host.facts_.offline = OfflinePolicy::Revert;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        Command c = bench.command("c", CommandAction::Apply, "1.1.0");
        c.minHealthyTime = 50s;
        bench.give(c);
        bench.pass(51s);
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        bench.disconnect();
        bench.pass(31s);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void whatTheNodeCannotGiveIsRefusedBeforeTheStart() {
        NodeBench bench;
        bench.connect();
        bench.host.facts_.needs.memoryMiB = 100'000;
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.pass(1s);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::NeedsUnmet);
        bench.host.facts_ = {};
        bench.host.facts_.dependencies = {{ModuleName{"database"}, *VersionRange::parse(">=2.0.0")}};
        bench.give("d", CommandAction::Apply, "1.0.0");
        bench.pass(1s);
        QCOMPARE(bench.receipts("d")[0].reason, ErrorCode::NeedsUnmet);
        const std::string detail = bench.receipts("d")[0].detail;
        QVERIFY2(detail.find("dependencies.database: >=2.0.0 needed, none runs here") != std::string::npos,
                 detail.c_str());
    }
};

QTEST_APPLESS_MAIN(RunnerLimitsTest)
#include "tst_runner_limits.moc"
