// SPDX-License-Identifier: Apache-2.0
// The sample configurations and the units, held against the programs they are for.
#include "app/agent/node_options.h"
#include "app/agent/orchestrator_options.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace hotswap;

namespace {

QString source(const QString& path) {
    return qEnvironmentVariable("HOTSWAP_SOURCE_DIR") + QLatin1Char('/') + path;
}

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The sample with every setting in force that it shows: "#name =" becomes "name =".
QString allInForce(QString text) {
    static const QRegularExpression kSetting(QStringLiteral("^#(?=[\"a-z])"),
                                             QRegularExpression::MultilineOption);
    return text.replace(kSetting, QString());
}

QString written(const QTemporaryDir& dir, const QString& text) {
    QFile file(dir.filePath(QStringLiteral("sample.toml")));
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0 ? file.fileName() : QString();
}

/// Names of a role's options, as its help lists them.
QStringList optionsOf(const std::string& help) {
    static const QRegularExpression kOption(QStringLiteral("^  --([a-z-]+)"),
                                            QRegularExpression::MultilineOption);
    QStringList names;
    auto match = kOption.globalMatch(QString::fromStdString(help));
    while (match.hasNext()) {
        names << match.next().captured(1);
    }
    return names;
}

/// What belongs on a command line only.
const QStringList kNotInFiles{QStringLiteral("config"), QStringLiteral("help"), QStringLiteral("check"),
                              QStringLiteral("stop-modules")};

void everyOptionIsShown(const QString& sample, const std::string& help) {
    for (const QString& name : optionsOf(help)) {
        const QRegularExpression shown(QStringLiteral("^(#?%1 =|\\[%1\\])").arg(name),
                                       QRegularExpression::MultilineOption);
        QVERIFY2(kNotInFiles.contains(name) || sample.contains(shown),
                 qPrintable(name + QStringLiteral(" is not in the sample")));
    }
}

} // namespace

class SamplesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNodesSampleIsRead() {
        const QString sample = textOf(source(QStringLiteral("installer/config/node.toml")));
        QTemporaryDir dir;
        for (const QString& text : {sample, allInForce(sample)}) {
            const auto parsed = agent::parseNodeOptions({"--config", written(dir, text).toStdString()});
            QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().detail.c_str());
            QCOMPARE(parsed->options.state.string(), std::string("/var/lib/hotswap-node"));
            QCOMPARE(parsed->options.gateways.size(), std::size_t{2});
        }
        const auto all =
            agent::parseNodeOptions({"--config", written(dir, allInForce(sample)).toStdString()});
        QCOMPARE(all->options.id.value, std::string("web-17"));
        QCOMPARE(all->options.listen.size(), std::size_t{1});
        QCOMPARE(all->options.labels.size(), std::size_t{1});
        everyOptionIsShown(sample, agent::nodeHelp());
    }

    void theOrchestratorsSampleIsRead() {
        const QString sample = textOf(source(QStringLiteral("installer/config/orchestrator.toml")));
        QTemporaryDir dir;
        for (const char* name : {"hotswap-database", "hotswap-authority"}) {
            QFile credential(dir.filePath(QLatin1String(name)));
            QVERIFY(credential.open(QIODevice::WriteOnly));
            credential.write("host=db dbname=hotswap user=agent1\n");
        }
        qputenv("CREDENTIALS_DIRECTORY", dir.path().toUtf8());
        for (const QString& text : {sample, allInForce(sample)}) {
            const auto parsed =
                agent::parseOrchestratorOptions({"--config", written(dir, text).toStdString()});
            QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().detail.c_str());
            QCOMPARE(parsed->database, std::string("host=db dbname=hotswap user=agent1"));
        }
        everyOptionIsShown(sample, agent::orchestratorHelp());
    }

    void aCredentialThatIsMissingStopsTheOrchestratorOnly() {
        QTemporaryDir dir;
        qputenv("CREDENTIALS_DIRECTORY", dir.path().toUtf8());
        QVERIFY(agent::parseNodeOptions({"--gateway", "wss://10.0.0.1:1/node", "--state", "/s", "--token",
                                         "credential:hotswap-token"})
                    .ok());
        const auto refused =
            agent::parseOrchestratorOptions({"--state", "/s", "--database", "credential:hotswap-database"});
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().detail.find("credential") != std::string::npos);
    }

    void checkingChangesNothing() {
        QTemporaryDir dir;
        const QString state = dir.filePath(QStringLiteral("state"));
        QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("trust")));
        const auto check = [&](const QString& gateway) {
            QProcess agent;
            agent.start(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/hotswap-agent"),
                        {QStringLiteral("node"), QStringLiteral("--check"), QStringLiteral("--gateway"),
                         gateway, QStringLiteral("--state"), state, QStringLiteral("--trust"),
                         dir.filePath(QStringLiteral("trust"))});
            agent.waitForFinished();
            return agent.exitCode();
        };
        QCOMPARE(check(QStringLiteral("ws://127.0.0.1:7443/node")), 0);
        QCOMPARE(check(QStringLiteral("ws://:0/")), 2);
        QCOMPARE(check(QStringLiteral("gopher://x")), 2);
        QVERIFY(!QDir(state).exists());
    }

    void theUnitsAreSound_data() {
        QTest::addColumn<double>("exposureMax"); // as systemd-analyze counts it, 0 (none) to 10
        QTest::newRow("hotswap-agent-node") << 2.5;
        QTest::newRow("hotswap-agent-orchestrator") << 2.0;
        QTest::newRow("hotswap-timestamp@") << 2.0;
    }
    void theUnitsAreSound() {
        QFETCH(double, exposureMax);
        const QString analyze = QStandardPaths::findExecutable(QStringLiteral("systemd-analyze"));
        if (analyze.isEmpty()) {
            QSKIP("systemd-analyze is not installed");
        }
        QTemporaryDir dir;
        // Programs of the build in place of the installed ones, so that verify finds them.
        const QString name = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".service");
        QString unit = textOf(source(QStringLiteral("installer/systemd/") + name));
        QVERIFY(!unit.isEmpty());
        unit.replace(QStringLiteral("/usr/lib/hotswap/release-groups"),
                     source(QStringLiteral("installer/systemd/release-groups")));
        unit.replace(QRegularExpression(QStringLiteral("/usr/(lib/hotswap|bin)/")),
                     qEnvironmentVariable("HOTSWAP_BIN_DIR") + QLatin1Char('/'));
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(unit.toUtf8()) > 0);
        file.close();
        QProcess run;
        run.setProcessChannelMode(QProcess::MergedChannels);
        run.start(analyze, {QStringLiteral("verify"), QStringLiteral("--man=no"), file.fileName()});
        run.waitForFinished();
        const QString said = QString::fromUtf8(run.readAll());
        QVERIFY2(!said.contains(name), qPrintable(said));
        run.start(analyze,
                  {QStringLiteral("security"), QStringLiteral("--offline=true"), file.fileName(),
                   QStringLiteral("--no-pager"), QStringLiteral("--threshold=%1").arg(exposureMax * 10)});
        run.waitForFinished();
        QVERIFY2(run.exitCode() == 0, run.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(SamplesTest)
#include "tst_samples.moc"
