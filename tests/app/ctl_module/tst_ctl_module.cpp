// SPDX-License-Identifier: Apache-2.0
// hotswapctl module …, as scripts use it.
#include "tests/support/ctl_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using hotswap::support::Ran;

namespace {

Ran run(const QStringList& arguments) {
    return hotswap::support::runCtl(arguments);
}

void writeFile(const QString& path, const QByteArray& bytes) {
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestCtlModule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void packsSignsAndVerifies();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void errorsAreJsonToo();
    void refusesALabKeyOutsideTheLab();
    void helpAndVersion();

private:
    QString path(const char* name) const { return m_dir->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestCtlModule::initTestCase() {
    QVERIFY2(!qEnvironmentVariableIsEmpty("HOTSWAP_BIN_DIR"), "run through ctest, or set HOTSWAP_BIN_DIR");
}

void TestCtlModule::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    writeFile(path("m/module.toml"), "name = \"pages\"\nversion = \"1.0.0\"\nkind = \"files\"\n");
    writeFile(path("m/files/index.html"), "<p>hello</p>\n");
}

void TestCtlModule::packsSignsAndVerifies() {
    const QString m = QStringLiteral("module");
    Ran ran = run({m, QStringLiteral("pack"), path("m"), QStringLiteral("--output"), m_dir->path(),
                   QStringLiteral("--metadata"), QStringLiteral("commit=1a2b"), QStringLiteral("--json")});
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    const QJsonObject package = ran.json()[QLatin1String("package")].toObject();
    const QString file = package[QLatin1String("file")].toString();
    QCOMPARE(QFileInfo(file).fileName(), QStringLiteral("pages-1.0.0.hsm"));
    QCOMPARE(package[QLatin1String("digest")].toString().size(), 64);
    ran = run({m, QStringLiteral("keygen"), path("key")});
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(QFile::permissions(path("key")) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const QStringList verify{m, QStringLiteral("verify"), file, QStringLiteral("--trust"), path("key.pub")};
    ran = run(verify);
    QCOMPARE(ran.status, 1);
    QVERIFY(ran.err.contains(QLatin1String("no signature")));
    QCOMPARE(run({m, QStringLiteral("sign"), file, QStringLiteral("--key"), path("key")}).status, 0);
    ran = run(verify + QStringList{QStringLiteral("--json")});
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.json()[QLatin1String("package")][QLatin1String("signedBy")].toArray().size(), 1);
    QFile altered(file);
    QVERIFY(altered.open(QIODevice::ReadWrite) && altered.seek(altered.size() - 1) &&
            altered.write("?") == 1);
    altered.close();
    ran = run(verify);
    QCOMPARE(ran.status, 1);
    QVERIFY(ran.err.contains(QLatin1String("altered")));
}

void TestCtlModule::saysWhatIsWrong_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const char* arguments, int status, const char* word) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                            << status << QString::fromLatin1(word);
    };
    row("no command", "", 2, "No command");
    row("unknown group", "modul pack", 2, "modul");
    row("unknown command", "module pak", 2, "pak");
    row("unknown option", "module pack --colour red", 2, "colour");
    row("missing argument", "module pack", 2, "DIR");
    row("one too many", "module pack a b", 2, "b");
    row("missing key", "module sign x.hsm", 2, "--key");
    row("missing trust", "module verify x.hsm", 2, "--trust");
    row("wrong purpose", "module keygen /tmp/never --purpose king", 2, "--purpose");
    row("no such folder", "module pack /no/such/folder", 1, "/no/such/folder");
    row("no such key", "module sign x.hsm --key /no/such/key", 1, "/no/such/key");
    row("wrong pair", "module pack /no/such --metadata novalue", 1, "NAME=VALUE");
}

void TestCtlModule::saysWhatIsWrong() {
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, word);
    const Ran ran = run(arguments);
    QCOMPARE(ran.status, status);
    QVERIFY2(ran.err.contains(word), qPrintable(ran.err));
    QCOMPARE(ran.err.count(QLatin1Char('\n')), 1); // one sentence
    QVERIFY(ran.out.isEmpty());
}

void TestCtlModule::errorsAreJsonToo() {
    writeFile(path("m/module.toml"), "name = \"Pages\"\nversion = \"1\"\nkind = \"files\"\ncolour = 1\n");
    Ran ran = run({QStringLiteral("module"), QStringLiteral("pack"), path("m"), QStringLiteral("--json")});
    QCOMPARE(ran.status, 1);
    const QJsonObject error = ran.json()[QLatin1String("error")].toObject();
    QCOMPARE(error[QLatin1String("code")].toString(), QStringLiteral("invalidArgument"));
    QVERIFY(!error[QLatin1String("message")].toString().isEmpty());
    const QJsonObject fields = error[QLatin1String("fields")].toObject();
    QVERIFY(fields.contains(QLatin1String("version")) && fields.contains(QLatin1String("colour")));
    ran = run({QStringLiteral("module"), QStringLiteral("--json"), QStringLiteral("nothing")});
    QCOMPARE(ran.status, 2);
    QVERIFY(ran.json().contains(QLatin1String("error")));
}

void TestCtlModule::refusesALabKeyOutsideTheLab() {
    const QString demo = qEnvironmentVariable("HOTSWAP_DEMO_DIR");
    const QString package = demo + QStringLiteral("/storefront-1.0.0.hsm");
    if (!QFile::exists(package)) {
        QSKIP("demo packages are not built");
    }
    const QStringList verify{QStringLiteral("module"), QStringLiteral("verify"), package,
                             QStringLiteral("--trust"), demo + QStringLiteral("/lab.pub")};
    const Ran ran = run(verify);
    QCOMPARE(ran.status, 1);
    QVERIFY(ran.err.contains(QLatin1String("lab")));
    QCOMPARE(run(verify + QStringList{QStringLiteral("--lab")}).status, 0);
}

void TestCtlModule::helpAndVersion() {
    Ran ran = run({QStringLiteral("--help")});
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.out.contains(QLatin1String("module")));
    ran = run({QStringLiteral("module"), QStringLiteral("verify"), QStringLiteral("--help")});
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.out.contains(QLatin1String("hotswapctl module verify [options] FILE")));
    ran = run({QStringLiteral("--version")});
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.out.startsWith(QLatin1String("hotswapctl ")));
}

QTEST_GUILESS_MAIN(TestCtlModule)
#include "tst_ctl_module.moc"
