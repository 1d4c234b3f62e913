// SPDX-License-Identifier: Apache-2.0
// A node replaces its own agent by a release of the module hotswap-agent while the storefront serves, and
// goes back by itself from agents that do not load, crash, hang or find no gateway.
#include "tests/app/node_process/node_under_test.h"

#include <QFile>

#include <csignal>

using namespace hotswap;
using namespace hotswap::test;

namespace {

constexpr int kLimitMs = 60'000; // machines that run tests stall at times
const std::string kAgent = "hotswap-agent";
const std::string kStorefront = "storefront";
const std::string kDeaf = "0.6.0"; // the release that never finds a gateway

/// A node under its launcher and a service manager that starts it again whenever it ends.
class UpgradingNode {
public:
    explicit UpgradingNode(const char* readyLimitS = "30")
        : m_gateway(qEnvironmentVariable("HOTSWAP_DEMO_DIR").toStdString(),
                    m_dir.path().toStdString() + "/trust") {
        for (const char* name : {"good", "unloadable", "crashing", "hanging", "deaf"}) {
            m_gateway.offer(std::string(RELEASES_DIR "/") + name + ".hsm");
        }
        QFile config(m_dir.filePath(QStringLiteral("node.toml")));
        if (config.open(QIODevice::WriteOnly)) {
            config.write(("id = \"n1\"\nlab = true\ngateway = [\"" + m_gateway.url() + "\"]\nstate = \"" +
                          state().string() + "\"\ntrust = \"" + m_dir.path().toStdString() +
                          "/trust\"\n[listen]\n\"storefront.http\" = \"127.0.0.1:0\"\n")
                             .c_str());
        }
        m_agent.setProcessChannelMode(QProcess::ForwardedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOTSWAP_READY_LIMIT"), QLatin1String(readyLimitS));
        m_agent.setProcessEnvironment(environment);
        QObject::connect(&m_agent, &QProcess::finished, &m_agent, [this] {
            ++m_ends;
            start();
        });
        start();
    }

    ~UpgradingNode() {
        m_agent.disconnect();
        m_agent.kill();
        m_agent.waitForFinished();
        QProcess stop;
        stop.start(program("hotswap-agent"), {QStringLiteral("node"), QStringLiteral("--stop-modules"),
                                              QStringLiteral("--state"), QString::fromStdString(state())});
        stop.waitForFinished();
    }

    TestGateway& gateway() { return m_gateway; }
    std::filesystem::path state() const { return m_dir.path().toStdString() + "/state"; }
    void kill() { m_agent.kill(); }
    qint64 pid() const { return m_agent.processId(); }
    int ends() const { return m_ends; }

    std::optional<Receipt> apply(const std::string& id, const std::string& version,
                                 const std::string& module = kAgent,
                                 CommandAction action = CommandAction::Apply) {
        Command command = m_gateway.command(id, action, version, module);
        if (version == kDeaf) {
            command.healthyDeadline = std::chrono::seconds(3);
        }
        m_gateway.give(command);
        (void)QTest::qWaitFor([&] { return m_gateway.receipt(id).has_value(); }, kLimitMs);
        return m_gateway.receipt(id);
    }

    std::uint16_t serve() {
        if (!apply("install", "1.0.0", kStorefront)) {
            return 0;
        }
        const auto healthy = [&] { return m_gateway.module() && m_gateway.module()->healthy; };
        (void)QTest::qWaitFor(healthy, kLimitMs);
        const std::string address = m_gateway.module() ? m_gateway.module()->address : "";
        return static_cast<std::uint16_t>(std::atoi(address.substr(address.rfind(':') + 1).c_str()));
    }

private:
    static QString program(const char* name) {
        return qEnvironmentVariable("HOTSWAP_BIN_DIR") + QLatin1Char('/') + QLatin1String(name);
    }
    void start() {
        m_agent.start(program("hotswap-launcher"),
                      {QString::fromStdString(state()), QStringLiteral("node"), QStringLiteral("--config"),
                       m_dir.filePath(QStringLiteral("node.toml"))});
    }

    QTemporaryDir m_dir;
    TestGateway m_gateway;
    QProcess m_agent;
    int m_ends = 0;
};

} // namespace

class AgentUpgradeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAgentReplacesItselfWhileItsModuleServes() {
        UpgradingNode node;
        const std::uint16_t port = node.serve();
        QVERIFY(port != 0);
        const std::string before = node.gateway().agentVersion();
        QVERIFY(before != "0.2.0");
        const qint64 pid = node.pid();
        Load load(port);
        const auto receipt = node.apply("upgrade", "0.2.0");
        QVERIFY(receipt.has_value());
        QVERIFY2(receipt->outcome == ReceiptOutcome::Applied, receipt->detail.c_str());
        QCOMPARE(node.gateway().agentVersion(), std::string("0.2.0"));
        QCOMPARE(receipt->running.version.text(), std::string("0.2.0"));
        // The same process: nothing was started again, and the service manager saw nothing.
        QCOMPARE(node.pid(), pid);
        QCOMPARE(node.ends(), 0);
        QCOMPARE(node.apply("swap", "1.1.0", kStorefront)->outcome, ReceiptOutcome::Applied);
        QCOMPARE(fetchPage(port, "/version").value_or(""), std::string("1.1.0"));
        // It stays what it is over a crash.
        node.kill();
        QTRY_COMPARE_WITH_TIMEOUT(node.ends(), 1, kLimitMs);
        QTRY_VERIFY_WITH_TIMEOUT(node.gateway().module(kAgent) && node.gateway().module(kAgent)->healthy,
                                 kLimitMs);
        QCOMPARE(node.gateway().agentVersion(), std::string("0.2.0"));
        const auto removed = node.apply("remove", "", kAgent, CommandAction::Remove);
        QVERIFY(removed.has_value());
        QVERIFY2(removed->outcome == ReceiptOutcome::Applied, removed->detail.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(node.gateway().agentVersion(), before, kLimitMs);
        load.stop();
        QVERIFY(load.answered() > 0);
        QCOMPARE(load.failed(), 0);
        qInfo("%d requests, %d failed", load.answered(), load.failed());
    }

    void aBadAgentIsTakenBack_data() {
        QTest::addColumn<QString>("release");
        QTest::addColumn<bool>("tried"); // it got as far as being run in place of the good one
        QTest::newRow("does not load") << "0.3.0" << false;
        QTest::newRow("crashes") << "0.4.0" << true;
        QTest::newRow("hangs") << "0.5.0" << true;
        QTest::newRow("finds no gateway") << "0.6.0" << true;
    }
    void aBadAgentIsTakenBack() {
        QFETCH(QString, release);
        QFETCH(bool, tried);
        UpgradingNode node(release == QLatin1String("0.5.0") ? "2" : "30");
        const std::uint16_t port = node.serve();
        QVERIFY(port != 0);
        const std::string before = node.gateway().agentVersion();
        Load load(port);
        const auto receipt = node.apply("bad", release.toStdString());
        QVERIFY(receipt.has_value());
        qInfo("%s", receipt->detail.c_str());
        QCOMPARE(receipt->outcome, tried ? ReceiptOutcome::Reverted : ReceiptOutcome::Failed);
        QVERIFY(receipt->running.digest.empty());
        QTRY_COMPARE_WITH_TIMEOUT(node.gateway().agentVersion(), before, kLimitMs);
        QCOMPARE(node.apply("swap", "1.1.0", kStorefront)->outcome, ReceiptOutcome::Applied);
        QCOMPARE(node.gateway().distinctReceipts("bad"), std::size_t{1});
        load.stop();
        QCOMPARE(load.failed(), 0);
    }

    void aBadAgentIsTakenBackToTheReleaseBefore() {
        UpgradingNode node;
        QVERIFY(node.serve() != 0);
        QCOMPARE(node.apply("good", "0.2.0")->outcome, ReceiptOutcome::Applied);
        const auto receipt = node.apply("bad", "0.4.0");
        QVERIFY(receipt.has_value());
        QCOMPARE(receipt->outcome, ReceiptOutcome::Reverted);
        QCOMPARE(receipt->running.version.text(), std::string("0.2.0"));
        QCOMPARE(node.gateway().agentVersion(), std::string("0.2.0"));
    }
};

QTEST_GUILESS_MAIN(AgentUpgradeTest)
#include "tst_agent_upgrade.moc"
