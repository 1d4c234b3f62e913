// SPDX-License-Identifier: Apache-2.0
// Metric providers in a configuration: what is taken, and every wrong field by its name.
#include "app/common/metric_sources.h"
#include "app/common/metric_table.h"
#include "app/common/real_sources.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace hotswap;

namespace {

Result<std::vector<app::MetricProviderConfig>> read(const std::string& text) {
    return app::readMetricProviders(toml::parse(text), [](const std::string& value) {
        return std::filesystem::path(value == "credential:prom" ? "/run/credentials/prom" : value);
    });
}

QStringList wrongFields(const std::string& text) {
    QStringList names;
    const auto providers = read(text);
    if (!providers.ok()) {
        for (const auto& [field, expected] : providers.error().fields) {
            names << QString::fromStdString(field);
        }
    }
    return names;
}

const char* const kMain = "main.kind='prometheus'\nmain.url='https://prom:9090/sub'\n";

} // namespace

class MetricConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void providersAreRead() {
        std::string text = kMain;
        text += "main.user='me'\nmain.password='credential:prom'\nmain.ca='/ca.pem'\nmain.step=15\n"
                "main.limit=5\n[orders]\nkind='exec'\ncommand='/bin/x --a  b'\n"
                "[more]\nkind='exec'\ncommand=['/bin/x', 'a b']\n";
        const auto providers = read(text);
        QVERIFY2(providers.ok(), providers.ok() ? "" : app::fieldsText(providers.error()).c_str());
        QCOMPARE(providers->size(), std::size_t{3});
        const auto& main = (*providers)[0];
        QCOMPARE(main.name, std::string("main"));
        QCOMPARE(main.url, std::string("https://prom:9090/sub"));
        QCOMPARE(main.user, std::string("me"));
        QCOMPARE(main.secret.string(), std::string("/run/credentials/prom"));
        QCOMPARE(main.authority.string(), std::string("/ca.pem"));
        QCOMPARE(main.step, Duration(15'000));
        QCOMPARE(main.limit, Duration(5'000));
        QCOMPARE((*providers)[1].command, (std::vector<std::string>{"/bin/x", "a b"}));
        QCOMPARE((*providers)[2].command, (std::vector<std::string>{"/bin/x", "--a", "b"}));
        QCOMPARE((*providers)[2].kind, MetricPolicy::Source::Exec);
    }

    void everyWrongFieldIsNamed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("fields");
        const auto row = [](const char* name, const std::string& text, const char* field) {
            QTest::newRow(name) << QByteArray::fromStdString(text)
                                << QString::fromLatin1(field).split(QLatin1Char(' '));
        };
        const std::string main = kMain;
        row("no kind", "main.url='https://p'", "main.kind");
        row("other kind", "main.kind='graphite'", "main.kind");
        row("no table", "main='https://p'", "main");
        row("name", "[Main]\nkind='exec'\ncommand='/x'", "Main");
        row("no url", "main.kind='prometheus'", "main.url");
        row("user in the url", "main.kind='prometheus'\nmain.url='https://a:b@p'", "main.url");
        row("query in the url", "main.kind='prometheus'\nmain.url='https://p/?x=1'", "main.url");
        row("other scheme", "main.kind='prometheus'\nmain.url='file:///etc/passwd'", "main.url");
        row("url is a number", "main.kind='prometheus'\nmain.url=1", "main.url");
        row("secret without TLS", "main.kind='prometheus'\nmain.url='http://p:9090'\nmain.token='/t'",
            "main.url");
        row("user alone", main + "main.user='a'", "main.password");
        row("password alone", main + "main.password='/p'", "main.password");
        row("two secrets", main + "main.user='a'\nmain.password='/p'\nmain.token='/t'", "main.token");
        row("colon", main + "main.user='a:b'\nmain.password='/p'", "main.user");
        row("numbers", main + "main.step=0\nmain.limit=61", "main.limit main.step");
        row("unknown key", main + "main.command='/x'\nmain.uri='y'", "main.command main.uri");
        row("no command", "o.kind='exec'", "o.command");
        row("relative command", "o.kind='exec'\no.command='ls -l'", "o.command");
        row("several at once", "o.kind='exec'\n[p]\nkind='prometheus'", "o.command p.url");
    }
    void everyWrongFieldIsNamed() {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, fields);
        QCOMPARE(wrongFields(text.toStdString()), fields);
    }

    void secretsGoToThisHostWithoutTls() {
        for (const char* host : {"127.0.0.1:9090", "localhost:9090", "localhost", "[::1]:9090", "[::1]"}) {
            QVERIFY(
                read("main.kind='prometheus'\nmain.token='/t'\nmain.url='http://" + std::string(host) + "'")
                    .ok());
        }
        QVERIFY(
            !read("main.kind='prometheus'\nmain.token='/t'\nmain.url='http://127.0.0.1.example.net'").ok());
    }

    void filesAreLookedAtBeforeTheStart() {
        QTemporaryDir dir;
        const auto path = [&](const char* name) { return dir.filePath(QLatin1String(name)).toStdString(); };
        QFile open(dir.filePath(QStringLiteral("open")));
        QVERIFY(open.open(QIODevice::WriteOnly) && open.write("secret") == 6);
        open.close();
        QVERIFY(open.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        app::SystemClock clock;
        app::SystemRandom random;
        const auto fieldOf = [&](const std::string& more) {
            const auto providers = read(kMain + more);
            const auto started = app::MetricSources::start(*providers, path("work"), clock, random, {});
            return started.ok() ? std::string() : started.error().fields.begin()->first;
        };
        QCOMPARE(fieldOf(""), std::string());
        QCOMPARE(fieldOf("main.token='" + path("open") + "'"), std::string("main.token"));
        QCOMPARE(fieldOf("main.token='" + path("none") + "'"), std::string("main.token"));
        QCOMPARE(fieldOf("main.user='a'\nmain.password='" + path("open") + "'"),
                 std::string("main.password"));
        QCOMPARE(fieldOf("main.ca='" + path("none") + "'"), std::string("main.ca"));
        QVERIFY(open.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(fieldOf("main.token='" + path("open") + "'"), std::string());
    }

    void aFileOfItsOwnIsRead() {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("metrics.toml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[orders]\nkind = \"exec\"\ncommand = \"/bin/true\"\n");
        file.close();
        const auto asItIs = [](const std::string& value) { return std::filesystem::path(value); };
        const auto providers = app::readMetricProvidersFile(file.fileName().toStdString(), asItIs);
        QVERIFY(providers.ok());
        QCOMPARE(providers->front().name, std::string("orders"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[orders\n");
        file.close();
        const auto wrong = app::readMetricProvidersFile(file.fileName().toStdString(), asItIs);
        QVERIFY(app::fieldsText(wrong.error()).find("line 1") != std::string::npos);
        QCOMPARE(app::readMetricProvidersFile("/nowhere", asItIs).error().code, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(MetricConfigTest)
#include "tst_metric_config.moc"
