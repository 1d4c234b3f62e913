// SPDX-License-Identifier: Apache-2.0
// A real agent with a module of each kind: applied, upgraded, refused or taken back when bad, adopted by the
// next agent while it runs, removed without a trace.
#include "tests/app/node_process/node_under_test.h"

#include "core/codec/file_io.h"

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

constexpr int kLimitMs = 30'000; // machines that run tests stall at times
constexpr std::size_t kFileBytesMax = 64 * 1024;

std::filesystem::path slots(const NodeUnderTest& node, const std::string& module) {
    return node.state() / "slots" / module;
}

std::string content(const std::filesystem::path& file) {
    const auto bytes = codec::readFile(file, kFileBytesMax);
    return bytes.ok() ? *bytes : std::string{};
}

std::string ask(const NodeUnderTest& node, const std::string& line, const std::string& headers = {}) {
    return exchange(node.port("brochure"),
                    line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
}

} // namespace

class NodeKindsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSiteIsServedSwappedAndAdopted() {
        NodeUnderTest node;
        QVERIFY(node.start());
        const auto first = node.apply("a", "1.0.0", CommandAction::Apply, "brochure");
        VERIFY_OUTCOME(first, ReceiptOutcome::Applied);
        QTRY_VERIFY_WITH_TIMEOUT(node.port("brochure") != 0, kLimitMs);
        const std::uint16_t port = node.port("brochure");
        QCOMPARE(fetchPage(port, "/version").value_or(""), std::string("1.0.0\n"));
        Load load(port);
        const auto second = node.apply("b", "1.1.0", CommandAction::Apply, "brochure");
        VERIFY_OUTCOME(second, ReceiptOutcome::Applied);
        QVERIFY(second->switchTook <= 50ms);
        QCOMPARE(fetchPage(port, "/version").value_or(""), std::string("1.1.0\n"));
        const auto bad = node.apply("c", "1.2.0", CommandAction::Apply, "brochure");
        VERIFY_OUTCOME(bad, ReceiptOutcome::Failed);
        QVERIFY2(bad->detail.find("404") != std::string::npos, bad->detail.c_str());
        const auto serves = [&] { return node.processes("").size() == 3; }; // agent, shim, site
        QTRY_VERIFY_WITH_TIMEOUT(serves(), kLimitMs);
        const auto server = qEnvironmentVariable("HOTSWAP_BIN_DIR").toStdString() + "/hotswap-site";
        const auto before = node.processes(server);
        QCOMPARE(before.size(), std::size_t{1});
        node.kill();
        QCOMPARE(fetchPage(port, "/version").value_or(""), std::string("1.1.0\n"));
        QVERIFY(node.start());
        QTRY_VERIFY_WITH_TIMEOUT(
            node.gateway().module("brochure") && node.gateway().module("brochure")->healthy, kLimitMs);
        QVERIFY(node.processes(server) == before); // the same process
        load.stop();
        QVERIFY(load.answered() > 0);
        QCOMPARE(load.failed(), 0);
        const auto removed = node.apply("d", "", CommandAction::Remove, "brochure");
        VERIFY_OUTCOME(removed, ReceiptOutcome::Applied);
        QTRY_COMPARE_WITH_TIMEOUT(node.processes("").size(), std::size_t{1}, kLimitMs);
        QVERIFY(!std::filesystem::exists(slots(node, "brochure")));
    }

    void aSiteAnswersAsHttpAsksFor() {
        NodeUnderTest node;
        QVERIFY(node.start());
        VERIFY_OUTCOME(node.apply("a", "1.0.0", CommandAction::Apply, "brochure"), ReceiptOutcome::Applied);
        QTRY_VERIFY_WITH_TIMEOUT(node.port("brochure") != 0, kLimitMs);
        const std::string page = ask(node, "GET /");
        QVERIFY(page.starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(page.find("Content-Type: text/html; charset=utf-8\r\n") != std::string::npos);
        const std::string head = ask(node, "HEAD /");
        QVERIFY(head.starts_with("HTTP/1.1 200 OK\r\n") && head.ends_with("\r\n\r\n"));
        const auto at = head.find("ETag: ") + 6;
        const std::string tag = head.substr(at, head.find('\r', at) - at);
        QVERIFY(tag.starts_with("\"1.0.0-"));
        QVERIFY(ask(node, "GET /", "If-None-Match: " + tag + "\r\n").starts_with("HTTP/1.1 304 "));
        const std::string part = ask(node, "GET /version", "Range: bytes=0-2\r\n");
        QVERIFY(part.starts_with("HTTP/1.1 206 ") && part.ends_with("\r\n\r\n1.0"));
        QVERIFY(ask(node, "GET /version", "Range: bytes=90-\r\n").starts_with("HTTP/1.1 416 "));
        for (const char* outside : {"/../module.toml", "/%2e%2e/%2e%2e/manifest", "//etc/passwd", "/.hidden",
                                    "/%2Fetc/passwd", "/nothing"}) {
            QVERIFY2(ask(node, std::string("GET ") + outside).starts_with("HTTP/1.1 404 "), outside);
        }
        QVERIFY(ask(node, "POST /").starts_with("HTTP/1.1 405 "));
        QVERIFY(ask(node, "GET /", "Content-Length: 5\r\n").starts_with("HTTP/1.1 413 "));
        QVERIFY(exchange(node.port("brochure"),
                         "GET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n")
                    .starts_with("HTTP/1.1 421 "));
        QVERIFY(exchange(node.port("brochure"), "GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 400 "));
        QVERIFY(
            exchange(node.port("brochure"), "GET /" + std::string(20'000, 'a')).starts_with("HTTP/1.1 431 "));
        QVERIFY(ask(node, "GET /metrics").starts_with("HTTP/1.1 404 ")); // the agent's socket alone has them
    }

    void filesAreSwitchedAtOnceAndReloaded() {
        NodeUnderTest node;
        QVERIFY(node.start());
        VERIFY_OUTCOME(node.apply("a", "1.0.0", CommandAction::Apply, "motd"), ReceiptOutcome::Applied);
        QCOMPARE(content(slots(node, "motd") / "data" / "shown"),
                 std::string("Good morning from release one.\n"));
        VERIFY_OUTCOME(node.apply("b", "1.1.0", CommandAction::Apply, "motd"), ReceiptOutcome::Applied);
        const std::string second = "Good evening from release two.\n";
        QCOMPARE(content(slots(node, "motd") / "data" / "shown"), second);
        const auto bad = node.apply("c", "1.2.0", CommandAction::Apply, "motd");
        VERIFY_OUTCOME(bad, ReceiptOutcome::Failed);
        QVERIFY2(bad->detail.find("the message is empty") != std::string::npos, bad->detail.c_str());
        QCOMPARE(content(slots(node, "motd") / "data" / "shown"), second);
        QCOMPARE(content(node.current("motd") / "motd"), second);
        node.kill();
        QVERIFY(node.start());
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module("motd") && node.gateway().module("motd")->healthy,
                                 kLimitMs);
        QCOMPARE(node.gateway().module("motd")->current.version.text(), std::string("1.1.0"));
        VERIFY_OUTCOME(node.apply("d", "", CommandAction::Remove, "motd"), ReceiptOutcome::Applied);
        QVERIFY(!std::filesystem::exists(slots(node, "motd")));
    }

    void execModulesLiveByTheirHooks() {
        NodeUnderTest node;
        QVERIFY(node.start());
        const auto data = slots(node, "cron-note") / "data";
        VERIFY_OUTCOME(node.apply("a", "1.0.0", CommandAction::Apply, "cron-note"), ReceiptOutcome::Applied);
        QCOMPARE(content(data / "cron.d" / "note"), std::string("0 * * * * root logger 1.0.0\n"));
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().said("the note is written 0 * * * *"), kLimitMs);
        VERIFY_OUTCOME(node.apply("b", "1.1.0", CommandAction::Apply, "cron-note"), ReceiptOutcome::Applied);
        std::string history = "install 1.0.0\nstart 1.0.0\ninstall 1.1.0\nstop 1.0.0\nstart 1.1.0\n";
        QTRY_COMPARE_WITH_TIMEOUT(content(data / "history"), history + "remove 1.0.0\n", kLimitMs);
        history += "remove 1.0.0\n";
        const auto bad = node.apply("c", "1.2.0", CommandAction::Apply, "cron-note");
        VERIFY_OUTCOME(bad, ReceiptOutcome::Reverted);
        QVERIFY2(bad->detail.find("the note is not wanted") != std::string::npos, bad->detail.c_str());
        QCOMPARE(bad->running.version.text(), std::string("1.1.0"));
        QCOMPARE(content(data / "cron.d" / "note"), std::string("0 0 * * * root logger 1.1.0\n"));
        history += "install 1.2.0\nstop 1.1.0\nstart 1.2.0\nstop 1.2.0\nstart 1.1.0\nremove 1.2.0\n";
        QTRY_COMPARE_WITH_TIMEOUT(content(data / "history"), history, kLimitMs);
        // A hook that is cut off is run again; here none shall be under way.
        const auto emptied = [&] {
            return !std::filesystem::is_symlink(slots(node, "cron-note") / "blue" / "release") ||
                   !std::filesystem::is_symlink(slots(node, "cron-note") / "green" / "release");
        };
        QTRY_VERIFY_WITH_TIMEOUT(emptied(), kLimitMs);
        node.kill();
        QVERIFY(node.start());
        QTRY_VERIFY_WITH_TIMEOUT(
            node.gateway().module("cron-note") && node.gateway().module("cron-note")->healthy, kLimitMs);
        QCOMPARE(content(data / "history"), history); // adopted: no hook was run again
        VERIFY_OUTCOME(node.apply("d", "", CommandAction::Remove, "cron-note"), ReceiptOutcome::Applied);
        QVERIFY(!std::filesystem::exists(slots(node, "cron-note")));
    }
};

QTEST_GUILESS_MAIN(NodeKindsTest)
#include "tst_node_kinds.moc"
