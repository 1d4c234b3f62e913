// SPDX-License-Identifier: Apache-2.0
// Blue-green on a real node: prepared, switched, warm across a restart of the agent, back at once; refused
// for what cannot run beside another release.
#include "tests/app/node_process/node_under_test.h"

#include "core/codec/file_io.h"

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

constexpr int kLimitMs = 30'000; // machines that run tests stall at times
constexpr std::size_t kFileBytesMax = 64 * 1024;

std::string content(const std::filesystem::path& file) {
    const auto bytes = codec::readFile(file, kFileBytesMax);
    return bytes.ok() ? *bytes : std::string{};
}

} // namespace

class NodeBlueGreenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void blueGreenSwitchesAndGoesBackAtOnce() {
        NodeUnderTest node;
        QVERIFY(node.start());
        VERIFY_OUTCOME(node.apply("a", "1.0.0"), ReceiptOutcome::Applied);
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        Load load(node.port());
        VERIFY_OUTCOME(node.apply("p", "1.1.0", CommandAction::Prepare), ReceiptOutcome::Applied);
        QCOMPARE(node.answers(), std::string("1.0.0"));
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module() && node.gateway().module()->prepared, kLimitMs);
        const auto switched = node.apply("s", "1.1.0", CommandAction::Switch);
        VERIFY_OUTCOME(switched, ReceiptOutcome::Applied);
        QVERIFY(switched->switchTook <= 50ms);
        QCOMPARE(node.answers(), std::string("1.1.0"));
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module()->warm.has_value(), kLimitMs);
        node.kill(); // the warm slot outlives its agent too
        QVERIFY(node.start());
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module() && node.gateway().module()->warm, kLimitMs);
        const auto packages = node.gateway().packageRequests();
        VERIFY_OUTCOME(node.apply("r", "1.0.0", CommandAction::Revert), ReceiptOutcome::Applied);
        QCOMPARE(node.answers(), std::string("1.0.0"));
        QCOMPARE(node.gateway().packageRequests(), packages);
        load.stop();
        QCOMPARE(load.failed(), 0);
    }

    void blueGreenIsRefusedWhereItCannotBe() {
        NodeUnderTest node;
        QVERIFY(node.start());
        VERIFY_OUTCOME(node.apply("a", "1.0.0", CommandAction::Apply, "cron-note"), ReceiptOutcome::Applied);
        const auto refused = node.apply("p", "1.1.0", CommandAction::Prepare, "cron-note");
        VERIFY_OUTCOME(refused, ReceiptOutcome::Failed);
        QVERIFY(refused->reason == ErrorCode::Unsupported);
        VERIFY_OUTCOME(node.apply("f", "1.0.0", CommandAction::Apply, "motd"), ReceiptOutcome::Applied);
        VERIFY_OUTCOME(node.apply("fp", "1.1.0", CommandAction::Prepare, "motd"), ReceiptOutcome::Applied);
        QVERIFY(content(node.current("motd") / "motd").find("one") != std::string::npos);
        VERIFY_OUTCOME(node.apply("fs", "1.1.0", CommandAction::Switch, "motd"), ReceiptOutcome::Applied);
        QVERIFY(content(node.current("motd") / "motd").find("two") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(NodeBlueGreenTest)
#include "tst_node_blue_green.moc"
