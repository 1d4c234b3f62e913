// SPDX-License-Identifier: Apache-2.0
// Options and configuration file of the node role: every key is read, everything else is refused in one
// sentence.
#include "app/agent/node_options.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <arpa/inet.h>

using namespace hotswap;
using agent::NodeTask;
using agent::parseNodeOptions;

namespace {

std::string write(const QTemporaryDir& dir, const char* name, const QByteArray& text) {
    QFile file(dir.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly)) {
        return {};
    }
    file.write(text);
    return file.fileName().toStdString();
}

// No raw string: moc stops reading at the slashes in one.
constexpr const char* kEveryKey = "gateway = [\"wss://10.0.0.1:7000/node\", \"wss://10.0.0.2:7000/node\"]\n"
                                  "state = \"/var/lib/hotswap\"\n"
                                  "id = \"web-7\"\n"
                                  "token = \"TOKEN\"\n"
                                  "trust = \"/etc/hotswap/trust\"\n"
                                  "tenant = \"shop\"\n"
                                  "environment = \"Production\"\n"
                                  "gated = [\"Production\", \"Archive\"]\n"
                                  "quorum = 2\n"
                                  "lab = true\n"
                                  "\n"
                                  "[label]\n"
                                  "rack = \"r7\"\n"
                                  "slots = 4\n"
                                  "\n"
                                  "[listen]\n"
                                  "\"storefront.http\" = \"0.0.0.0:80\"\n";

} // namespace

class NodeOptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKeyOfTheFileIsRead() {
        QTemporaryDir dir;
        const auto token = write(dir, "token", "secret\n");
        const auto config = write(dir, "node.toml", QByteArray(kEveryKey).replace("TOKEN", token.c_str()));
        const auto parsed = parseNodeOptions({"--config", config});
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().detail.c_str());
        const auto& options = parsed->options;
        QCOMPARE(options.gateways.size(), std::size_t{2});
        QCOMPARE(options.state.string(), std::string("/var/lib/hotswap"));
        QCOMPARE(options.id.value, std::string("web-7"));
        QCOMPARE(options.token, std::string("secret"));
        QCOMPARE(options.trust.string(), std::string("/etc/hotswap/trust"));
        QCOMPARE(options.tenant.value, std::string("shop"));
        QCOMPARE(options.environment.value, std::string("Production"));
        QVERIFY((options.gated == std::set{EnvironmentId{"Production"}, EnvironmentId{"Archive"}}));
        QCOMPARE(options.quorum, 2U);
        QVERIFY(options.lab);
        QCOMPARE(options.labels.at("rack"), std::string("r7"));
        QCOMPARE(options.labels.at("slots"), std::string("4"));
        QCOMPARE(ntohs(options.listen.at("storefront.http").sin_port), std::uint16_t{80});
    }

    void theCommandLineWins() {
        QTemporaryDir dir;
        const auto config =
            write(dir, "node.toml", "gateway = \"wss://a:1/node\"\nstate = \"/a\"\nid = \"a\"\n");
        const auto parsed = parseNodeOptions({"--config=" + config, "--gateway", "wss://b:2/node", "--id=b"});
        QVERIFY(parsed.ok());
        QVERIFY((parsed->options.gateways == std::vector<std::string>{"wss://b:2/node"}));
        QCOMPARE(parsed->options.id.value, std::string("b"));
        QCOMPARE(parsed->options.state.string(), std::string("/a"));
    }

    void whatIsNotSaidHasItsDefault() {
        const auto parsed = parseNodeOptions({"--gateway", "wss://a:1/node", "--state", "/s"});
        QVERIFY(parsed.ok());
        const auto& options = parsed->options;
        QVERIFY(!options.id.empty());
        QCOMPARE(options.tenant.value, std::string("default"));
        QCOMPARE(options.environment.value, std::string("Development"));
        QVERIFY((options.gated == std::set{EnvironmentId{"Staging"}, EnvironmentId{"Production"}}));
        QVERIFY(!options.lab);
        QCOMPARE(
            parseNodeOptions({"--lab", "--gateway", "wss://a:1/node", "--state", "/s"})->options.tenant.value,
            std::string("lab"));
        const auto stop = parseNodeOptions({"--stop-modules", "--state", "/s"});
        QVERIFY(stop.ok() && stop->options.task == NodeTask::StopModules);
        QVERIFY(parseNodeOptions({"--help"})->help);
    }

    void everythingElseIsRefusedInOneSentence_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("names");
        const auto file = [](const char* name, const char* config, const char* names) {
            QTest::newRow(name) << QByteArray(config) << QStringList() << QString::fromLatin1(names);
        };
        const auto line = [](const char* name, const QStringList& arguments, const char* names) {
            QTest::newRow(name) << QByteArray() << arguments << QString::fromLatin1(names);
        };
        const auto text = [](const char* word) { return QString::fromLatin1(word); };
        file("unknown key", "colour = \"blue\"", "colour");
        file("no toml", "state = ", "line 1");
        file("wrong type", "quorum = 1.5", "quorum");
        file("flag as text", "lab = \"yes\"", "lab");
        file("verb in the file", "stop-modules = true", "stop-modules");
        file("list in a table", "label = [\"a\"]", "label");
        line("unknown option", {text("--colour"), text("blue")}, "--colour");
        line("stray word", {text("blue")}, "blue");
        line("no value", {text("--id")}, "--id");
        line("no state", {text("--gateway"), text("wss://a:1/node")}, "--state");
        line("no gateway", {text("--state"), text("/s")}, "--gateway");
        line("wrong scheme", {text("--gateway"), text("ftp://a")}, "--gateway");
        line("wrong listen", {text("--listen"), text("storefront=1")}, "--listen");
        line("wrong label", {text("--label"), text("rack")}, "--label");
        line("wrong id", {text("--id"), text("a b")}, "--id");
        line("wrong quorum", {text("--quorum"), text("0")}, "--quorum");
        line("no token file", {text("--token"), text("/nowhere")}, "--token");
        line("no config file", {text("--config"), text("/nowhere")}, "--config");
    }
    void everythingElseIsRefusedInOneSentence() {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, arguments);
        QFETCH(QString, names);
        QTemporaryDir dir;
        std::vector<std::string> all;
        for (const QString& argument : arguments) {
            all.push_back(argument.toStdString());
        }
        if (!config.isEmpty()) {
            all = {"--config", write(dir, "node.toml", config)};
        }
        const auto parsed = parseNodeOptions(all);
        QVERIFY(!parsed.ok());
        const auto sentence = QString::fromStdString(parsed.error().detail);
        QVERIFY2(sentence.contains(names), qPrintable(sentence));
        QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
    }
};

QTEST_APPLESS_MAIN(NodeOptionsTest)
#include "tst_node_options.moc"
