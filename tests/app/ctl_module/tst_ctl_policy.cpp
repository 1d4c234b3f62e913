// SPDX-License-Identifier: Apache-2.0
// hotswapctl policy …: what needs no database.
#include "tests/support/ctl_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using hotswap::support::Ran;

class TestCtlPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDefaultIsAFileThatIsRight();
    void everyWrongFieldIsSaid();
    void aKayentaConfigurationBecomesAPolicy();
    void wrongUsageIsTold_data();
    void wrongUsageIsTold();

private:
    QString write(const char* name, const QByteArray& text) const {
        QFile file(m_dir.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }
    static Ran policy(const QStringList& arguments) {
        return hotswap::support::runCtl(QStringList{QStringLiteral("policy")} + arguments);
    }

    QTemporaryDir m_dir;
};

void TestCtlPolicy::initTestCase() {
    QVERIFY2(!qEnvironmentVariableIsEmpty("HOTSWAP_BIN_DIR"), "run through ctest, or set HOTSWAP_BIN_DIR");
}

void TestCtlPolicy::theDefaultIsAFileThatIsRight() {
    const Ran shown = policy({QStringLiteral("show"), QStringLiteral("--environment"), QStringLiteral("QA")});
    QVERIFY2(shown.status == 0, shown.text());
    QVERIFY2(shown.out.contains(QLatin1String("kind = \"rolling\"")), shown.text());
    const QString file = write("qa.toml", shown.out.toUtf8());
    const Ran checked =
        policy({QStringLiteral("check"), file, QStringLiteral("--environment"), QStringLiteral("QA")});
    QVERIFY2(checked.status == 0, checked.text());
}

void TestCtlPolicy::everyWrongFieldIsSaid() {
    const QString file = write("wrong.toml", "[strategy]\nbakke = \"1m\"\nbatch = \"many\"\n"
                                             "[judge]\nlooksInARow = 0\n");
    const Ran ran = policy({QStringLiteral("check"), file});
    QCOMPARE(ran.status, 1);
    for (const char* word : {"strategy.bakke", "nearest is bake", "strategy.batch", "judge.looksInARow"}) {
        QVERIFY2(ran.err.contains(QLatin1String(word)), ran.text());
    }
    const Ran json = policy({QStringLiteral("check"), file, QStringLiteral("--json")});
    QVERIFY2(json.out.contains(QLatin1String("\"strategy.batch\"")), json.text());
}

void TestCtlPolicy::aKayentaConfigurationBecomesAPolicy() {
    const QString config =
        write("kayenta.json", "{\"name\": \"c\", \"metrics\": [{\"name\": \"Errors\", \"groups\": [\"g\"],"
                              "\"query\": {\"type\": \"prometheus\", \"metricName\": \"errors\"}}],"
                              "\"owner\": \"x\"}");
    const Ran imported = policy({QStringLiteral("import-kayenta"), config});
    QVERIFY2(imported.status == 0, imported.text());
    QVERIFY2(imported.err.contains(QLatin1String("owner")), imported.text());
    QVERIFY2(imported.out.contains(QLatin1String("judges = [\"rank\"]")), imported.text());
    const Ran checked = policy({QStringLiteral("check"), write("imported.toml", imported.out.toUtf8())});
    QVERIFY2(checked.status == 0, checked.text());
}

void TestCtlPolicy::wrongUsageIsTold_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* arguments, int status, const char* word) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << status << QString::fromLatin1(word);
    };
    row("check", 2, "FILE");
    row("check /no/such/file.toml", 1, "/no/such/file.toml");
    row("check x.toml --strategy fast", 2, "--strategy");
    row("show", 2, "--environment");
    row("show --environment QA --module Pages!", 2, "--module");
    row("set x.toml --environment QA", 2, "--reason");
    row("import-kayenta /no/such/file.json", 1, "/no/such/file.json");
}

void TestCtlPolicy::wrongUsageIsTold() {
    QFETCH(QString, arguments);
    QFETCH(int, status);
    QFETCH(QString, word);
    const Ran ran = policy(hotswap::support::words(arguments));
    QCOMPARE(ran.status, status);
    QVERIFY2(ran.err.contains(word), ran.text());
}

QTEST_GUILESS_MAIN(TestCtlPolicy)
#include "tst_ctl_policy.moc"
