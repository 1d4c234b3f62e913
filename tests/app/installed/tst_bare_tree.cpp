// SPDX-License-Identifier: Apache-2.0
// The Debian packages, installed into a bare Debian 12: the agent runs there as its unit would run it, swaps
// the storefront under a gateway outside, outlives a kill, and leaves nothing behind when it is purged.
#include "tests/app/node_process/node_under_test.h"

#include "core/node/port_group.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <csignal>
#include <netinet/in.h>

using namespace hotswap;
using namespace hotswap::test;

namespace {

constexpr int kLimitMs = 60'000;
constexpr int kInstallLimitMs = 600'000; // the first time the tree is fetched
constexpr int kCannot = 77;

struct Ran {
    int code = -1;
    QString out;
    QString err;
};

Ran run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(kInstallLimitMs);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()).trimmed(),
            QString::fromUtf8(process.readAllStandardError()).trimmed()};
}

QString source(const char* path) {
    return qEnvironmentVariable("HOTSWAP_SOURCE_DIR") + QLatin1Char('/') + QLatin1String(path);
}

QString buildDir() {
    return QDir::cleanPath(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/.."));
}

/// Packs what is built; file names and hashes.
QMap<QString, QByteArray> pack() {
    const Ran packed = run(source("installer/package/build"), {QStringLiteral("--pack-only"), buildDir()});
    if (packed.code != 0) {
        qWarning().noquote() << packed.err;
    }
    QMap<QString, QByteArray> hashes;
    const QDir dir(buildDir() + QStringLiteral("/packages"));
    for (const QString& name : dir.entryList({QStringLiteral("*.deb")})) {
        QFile file(dir.filePath(name));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (file.open(QIODevice::ReadOnly) && hash.addData(&file)) {
            hashes[dir.filePath(name)] = hash.result();
        }
    }
    return hashes;
}

} // namespace

class BareTreeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_packages = pack();
        QCOMPARE(m_packages.size(), qsizetype{3});
        const Ran base = run(
            source("tests/app/installed/bare_tree"),
            QStringList{QStringLiteral("base"), QDir::cleanPath(buildDir() + QStringLiteral("/../debian"))} +
                m_packages.keys());
        if (base.code == kCannot) {
            QSKIP(qPrintable(base.err.section(QLatin1Char('\n'), -1)));
        }
        QVERIFY2(base.code == 0, qPrintable(base.err));
        const Ran laid =
            run(source("tests/app/installed/bare_tree"),
                {QStringLiteral("mount"), base.out.section(QLatin1Char('\n'), -1), m_dir.path()});
        if (laid.code == kCannot) {
            QSKIP(qPrintable(laid.err.section(QLatin1Char('\n'), -1)));
        }
        QVERIFY2(laid.code == 0, qPrintable(laid.err));
        m_root = m_dir.filePath(QStringLiteral("root"));
    }

    void cleanupTestCase() {
        end(SIGKILL);
        if (!m_root.isEmpty()) {
            inside({QStringLiteral("sh"), QStringLiteral("-c"),
                    QStringLiteral("command -v pkill >/dev/null && pkill -KILL -u hotswap; true")});
        }
        run(source("tests/app/installed/bare_tree"), {QStringLiteral("umount"), m_dir.path()});
    }

    void packagesAreReproducible() { QVERIFY(pack() == m_packages); }

    void packagesInstallAndStartNothing() {
        const QMap<QString, QByteArray> packages = m_packages;
        for (auto it = packages.begin(); it != packages.end(); ++it) {
            QVERIFY(QFile::copy(it.key(), m_root + QStringLiteral("/srv/") + QFileInfo(it.key()).fileName()));
        }
        const Ran installed =
            inside({QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("dpkg -i /srv/*.deb")});
        QVERIFY2(installed.code == 0, qPrintable(installed.out + installed.err));
        QVERIFY(inside({QStringLiteral("getent"), QStringLiteral("passwd"), QStringLiteral("hotswap")})
                    .out.startsWith(QLatin1String("hotswap:")));
        QVERIFY(!QFile::exists(m_root + QStringLiteral("/etc/hotswap/node.toml")));
        for (const char* program : {"hotswap-agent", "hotswapctl"}) {
            const Ran version = inside({QLatin1String(program), QStringLiteral("--version")});
            QVERIFY2(version.code == 0 && version.out.startsWith(QLatin1String(program)),
                     qPrintable(version.err));
        }
        const Ran console = inside({QStringLiteral("env"), QStringLiteral("QT_QPA_PLATFORM=offscreen"),
                                    QStringLiteral("hotswap"), QStringLiteral("--version")});
        QVERIFY2(console.code == 0, qPrintable(console.err));
        for (const char* file :
             {"usr/share/applications/hotswap.desktop", "usr/share/icons/hicolor/scalable/apps/hotswap.svg",
              "usr/lib/systemd/system/hotswap-agent-node.service", "usr/share/hotswap/node.toml"}) {
            QVERIFY2(QFile::exists(m_root + QLatin1Char('/') + QLatin1String(file)), file);
        }
    }

    void theAgentRunsThereAsItsUnitWouldRunIt() {
        m_gateway =
            std::make_unique<TestGateway>(qEnvironmentVariable("HOTSWAP_DEMO_DIR").toStdString(),
                                          (m_root + QStringLiteral("/etc/hotswap/trust")).toStdString());
        QFile sample(m_root + QStringLiteral("/usr/share/hotswap/node.toml"));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(sample.readAll());
        const auto set = [&text](const char* key, const QString& value) {
            const QRegularExpression line(QStringLiteral("^#?%1 = .*$").arg(QLatin1String(key)),
                                          QRegularExpression::MultilineOption);
            text.replace(line, QStringLiteral("%1 = %2").arg(QLatin1String(key), value));
        };
        set("gateway", QStringLiteral("[\"%1\"]").arg(QString::fromStdString(m_gateway->url())));
        set("id", QStringLiteral("\"n1\""));
        set("tenant", QStringLiteral("\"lab\""));
        set("environment", QStringLiteral("\"Development\""));
        set("lab", QStringLiteral("true"));
        set("\"storefront.http\"", QStringLiteral("\"127.0.0.1:0\""));
        QFile config(m_root + QStringLiteral("/etc/hotswap/node.toml"));
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write(text.toUtf8()) > 0);
        config.close();
        const Ran check =
            asHotswap({QStringLiteral("hotswap-agent"), QStringLiteral("node"), QStringLiteral("--check"),
                       QStringLiteral("--config"), QStringLiteral("/etc/hotswap/node.toml")});
        QVERIFY2(check.code == 0, qPrintable(check.out + check.err));
        startAgent();
        const auto receipt = apply("install", "1.0.0");
        QVERIFY(receipt.has_value());
        QVERIFY2(receipt->outcome == ReceiptOutcome::Applied, receipt->detail.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(port() != 0, kLimitMs);
        QCOMPARE(fetchPage(port(), "/version").value_or(""), std::string("1.0.0"));
    }

    void itsModuleOutlivesAKill() {
        QVERIFY(port() != 0);
        Load load(port());
        end(SIGKILL);
        startAgent();
        QTRY_VERIFY_WITH_TIMEOUT(m_gateway->said("adopted while running"), kLimitMs);
        QCOMPARE(apply("swap", "1.1.0")->outcome, ReceiptOutcome::Applied);
        QCOMPARE(fetchPage(port(), "/version").value_or(""), std::string("1.1.0"));
        load.stop();
        QVERIFY(load.answered() > 0);
        QCOMPARE(load.failed(), 0);
    }

    void removedItEndsItsModulesAndPurgedItLeavesNothing() {
        const std::uint16_t at = port();
        QVERIFY(at != 0);
        end(SIGTERM);
        QVERIFY(fetchPage(at, "/version").has_value());
        Ran gone = inside({QStringLiteral("dpkg"), QStringLiteral("-r"), QStringLiteral("hotswap-agent")});
        QVERIFY2(gone.code == 0, qPrintable(gone.out + gone.err));
        QVERIFY(!fetchPage(at, "/version").has_value());
        QVERIFY(QFile::exists(m_root + QStringLiteral("/var/lib/hotswap-node/node.key")));
        gone = inside({QStringLiteral("dpkg"), QStringLiteral("-P"), QStringLiteral("hotswap-agent"),
                       QStringLiteral("hotswap-console"), QStringLiteral("hotswapctl")});
        QVERIFY2(gone.code == 0, qPrintable(gone.out + gone.err));
        QVERIFY(!QFile::exists(m_root + QStringLiteral("/var/lib/hotswap-node")));
        QVERIFY(!QFile::exists(m_root + QStringLiteral("/etc/hotswap")));
        QVERIFY(!QFile::exists(m_root + QStringLiteral("/usr/lib/hotswap")));
    }

private:
    Ran inside(const QStringList& words) {
        return run(QStringLiteral("chroot"), QStringList{m_root} + words);
    }
    QStringList asUser() const {
        return {QStringLiteral("setpriv"),
                QStringLiteral("--reuid=hotswap"),
                QStringLiteral("--regid=hotswap"),
                QStringLiteral("--clear-groups"),
                QStringLiteral("--no-new-privs"),
                QStringLiteral("--bounding-set=-all"),
                QStringLiteral("env"),
                QStringLiteral("-i"),
                QStringLiteral("PATH=/usr/bin:/bin"),
                QStringLiteral("LANG=C.UTF-8")};
    }
    Ran asHotswap(const QStringList& words) { return inside(asUser() + words); }

    /// The command of the installed unit.
    void startAgent() {
        QFile unit(m_root + QStringLiteral("/usr/lib/systemd/system/hotswap-agent-node.service"));
        QVERIFY(unit.open(QIODevice::ReadOnly));
        static const QRegularExpression kExec(QStringLiteral("^ExecStart=(.*)$"),
                                              QRegularExpression::MultilineOption);
        const QString command = kExec.match(QString::fromUtf8(unit.readAll())).captured(1);
        QVERIFY(command.contains(QLatin1String("hotswap-launcher")));
        const int before = m_gateway->hellos();
        m_agent.setProcessChannelMode(QProcess::ForwardedChannels);
        m_agent.start(QStringLiteral("chroot"),
                      QStringList{m_root} + asUser() + command.split(QLatin1Char(' ')));
        QTRY_VERIFY_WITH_TIMEOUT(m_gateway->hellos() > before, kLimitMs);
    }

    void end(int signal) {
        if (m_agent.state() != QProcess::NotRunning) {
            ::kill(static_cast<pid_t>(m_agent.processId()), signal);
            m_agent.waitForFinished();
        }
    }

    std::optional<Receipt> apply(const std::string& id, const std::string& version) {
        m_gateway->give(id, CommandAction::Apply, version);
        (void)QTest::qWaitFor([&] { return m_gateway->receipt(id).has_value(); }, kLimitMs);
        return m_gateway->receipt(id);
    }

    std::uint16_t port() const {
        const auto module = m_gateway ? m_gateway->module() : std::nullopt;
        const auto address = node::parseAddress(module ? module->address : "", "address");
        return address.ok() ? ntohs(address->sin_port) : 0;
    }

    QMap<QString, QByteArray> m_packages;
    QTemporaryDir m_dir;
    QString m_root;
    std::unique_ptr<TestGateway> m_gateway;
    QProcess m_agent;
};

QTEST_GUILESS_MAIN(BareTreeTest)
#include "tst_bare_tree.moc"
