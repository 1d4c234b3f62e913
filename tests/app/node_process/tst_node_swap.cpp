// SPDX-License-Identifier: Apache-2.0
// A real agent, real shims, real modules: swaps under load, bad releases, damaged packages.
#include "tests/app/node_process/node_under_test.h"

#include "core/codec/file_io.h"

#include <QFile>

#include <csignal>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

long residentKiB(int pid) {
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QByteArray text = status.readAll();
    const auto at = text.indexOf("VmRSS:");
    return at < 0 ? 0 : text.mid(at + 6).trimmed().split(' ').first().toLong();
}

constexpr int kLimitMs = 30'000; // machines that run tests stall at times

} // namespace

class NodeSwapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void swapsUnderLoadWithoutAFailedRequest() {
        NodeUnderTest node;
        QVERIFY(node.start());
        const auto first = node.apply("install", "1.0.0");
        QVERIFY(first.has_value());
        QVERIFY2(first->outcome == ReceiptOutcome::Applied, first->detail.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        QCOMPARE(node.answers(), std::string("1.0.0"));
        Load load(node.port());
        for (int i = 0; i < 6; ++i) {
            const std::string version = i % 2 == 0 ? "1.1.0" : "1.0.0";
            const auto receipt = node.apply("swap" + std::to_string(i), version);
            QVERIFY(receipt.has_value());
            QVERIFY2(receipt->outcome == ReceiptOutcome::Applied, receipt->detail.c_str());
            QVERIFY(receipt->switchTook > 0ms && receipt->switchTook <= 50ms);
            QCOMPARE(receipt->running.version.text(), version);
            QCOMPARE(node.answers(), version);
            QVERIFY(node.current().filename().string().starts_with(version + "-"));
        }
        QTRY_COMPARE_WITH_TIMEOUT(node.processes("").size(), std::size_t{3}, kLimitMs); // agent, shim, module
        load.stop();
        QVERIFY(load.answered() > 1'000);
        QCOMPARE(load.failed(), 0);
        qInfo("%d requests through 6 swaps, %d failed", load.answered(), load.failed());
    }

    void neverHealthyLeavesTheOldServing() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        Load load(node.port());
        const auto receipt = node.apply("bad", "1.5.0");
        QVERIFY(receipt.has_value());
        QCOMPARE(receipt->outcome, ReceiptOutcome::Failed);
        QVERIFY2(receipt->detail.find("503") != std::string::npos, receipt->detail.c_str());
        QCOMPARE(receipt->running.version.text(), std::string("1.0.0"));
        load.stop();
        QCOMPARE(load.failed(), 0);
        QCOMPARE(node.answers(), std::string("1.0.0"));
    }

    void blueGreenAndInstantWayBack() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        Load load(node.port());
        QCOMPARE(node.apply("prepare", "1.1.0", CommandAction::Prepare)->outcome, ReceiptOutcome::Applied);
        QCOMPARE(node.answers(), std::string("1.0.0"));
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module()->prepared.has_value(), kLimitMs);
        QCOMPARE(node.apply("switch", "1.1.0", CommandAction::Switch)->outcome, ReceiptOutcome::Applied);
        QCOMPARE(node.answers(), std::string("1.1.0"));
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module()->warm.has_value(), kLimitMs);
        QCOMPARE(node.apply("back", "1.0.0", CommandAction::Revert)->outcome, ReceiptOutcome::Applied);
        QCOMPARE(node.answers(), std::string("1.0.0"));
        load.stop();
        QCOMPARE(load.failed(), 0);
        QCOMPARE(node.apply("remove", "", CommandAction::Remove)->outcome, ReceiptOutcome::Applied);
        QVERIFY(node.current().empty());
        QTRY_COMPARE_WITH_TIMEOUT(node.processes("").size(), std::size_t{1}, kLimitMs); // the agent alone
    }

    void telemetryTellsWhatTheModuleCounted() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        node.gateway().sendRaw(*codec::encodeFrame(frames::Ask{200ms, 60s}));
        QTRY_VERIFY_WITH_TIMEOUT(!node.gateway().samples().empty(), kLimitMs);
        for (int i = 0; i < 50; ++i) {
            QVERIFY(fetchPage(node.port(), "/").has_value());
        }
        const auto sum = [&] {
            std::uint64_t requests = 0;
            std::uint64_t measured = 0;
            for (const Sample& sample : node.gateway().samples()) {
                requests += sample.requests;
                measured += sample.latency.count();
            }
            return std::pair(requests, measured);
        };
        QTRY_VERIFY_WITH_TIMEOUT(sum().first >= 50, kLimitMs);
        QCOMPARE(sum().first, std::uint64_t{50});
        QCOMPARE(sum().second, std::uint64_t{50});
    }

    void foreignAndAlteredPackagesAreRefused() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        const std::filesystem::path file = node.state().parent_path() / "altered.hsm";
        const auto source = qEnvironmentVariable("HOTSWAP_DEMO_DIR").toStdString() + "/storefront-1.1.0.hsm";
        auto bytes = codec::readFile(source, 64 * 1024 * 1024);
        QVERIFY(bytes.ok());
        bytes->at(bytes->size() / 2) ^= 1; // in the payload
        auto fd = codec::openNew(file);
        QVERIFY(codec::writeAll(fd->get(), *bytes, file).ok());
        node.gateway().swapPackage("1.1.0", file);
        const auto altered = node.apply("altered", "1.1.0");
        QCOMPARE(altered->outcome, ReceiptOutcome::Failed);
        QCOMPARE(altered->reason, ErrorCode::DigestMismatch);
        node.gateway().swapPackage("1.1.0", qEnvironmentVariable("HOTSWAP_DEMO_DIR").toStdString() +
                                                "/storefront-1.2.0.hsm");
        QCOMPARE(node.apply("other", "1.1.0")->reason, ErrorCode::DigestMismatch);
        node.gateway().swapPackage("1.1.0", source);
        QCOMPARE(node.apply("right", "1.1.0")->outcome, ReceiptOutcome::Applied);
    }

    void wrongFramesEndTheSessionOnly() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        QTRY_VERIFY_WITH_TIMEOUT(node.port() != 0, kLimitMs);
        for (const char* wrong : {"{", "{\"type\":\"nonsense\"}", "{\"type\":\"command\"}"}) {
            const int before = node.gateway().hellos();
            node.gateway().sendRaw(wrong);
            QTRY_VERIFY_WITH_TIMEOUT(node.gateway().hellos() > before, kLimitMs);
            QCOMPARE(node.answers(), std::string("1.0.0"));
        }
        QCOMPARE(node.apply("after", "1.1.0")->outcome, ReceiptOutcome::Applied);
    }

    void oneAgentPerStateDirectory() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QProcess second;
        second.start(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/hotswap-agent"),
                     {QStringLiteral("node"), QStringLiteral("--gateway"),
                      QStringLiteral("ws://127.0.0.1:1/node"), QStringLiteral("--state"),
                      QString::fromStdString(node.state().string())});
        QVERIFY(second.waitForFinished());
        QCOMPARE(second.exitCode(), 1);
        QVERIFY(second.readAllStandardError().contains("another agent"));
    }

    void shimAndAgentStaySmall() {
        NodeUnderTest node;
        QVERIFY(node.start());
        QVERIFY(node.apply("install", "1.0.0").has_value());
        const auto shims =
            node.processes(qEnvironmentVariable("HOTSWAP_BIN_DIR").toStdString() + "/hotswap-shim");
        QCOMPARE(shims.size(), std::size_t{1});
        qInfo("shim %ld KiB, agent %ld KiB resident", residentKiB(shims[0]),
              residentKiB(static_cast<int>(node.pid())));
        QVERIFY(residentKiB(shims[0]) < 1024);
    }
};

QTEST_GUILESS_MAIN(NodeSwapTest)
#include "tst_node_swap.moc"
