// SPDX-License-Identifier: Apache-2.0
// hotswapctl key …: keys, and a root from its description to what a node would go by.
#include "tests/support/ctl_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using hotswap::support::Ran;

class TestCtlKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keysAreMadeOnceAndShownWithoutTheirSecret();
    void aRootCountsWithItsThresholdOnly();
    void aListIsMadeOfWholePackages();
    void aKeyOfAnotherPurposeSignsNothing();

private:
    Ran key(const QString& line) const {
        QStringList arguments{QStringLiteral("key")};
        for (const QString& word : hotswap::support::words(line)) {
            arguments << (word.contains(QLatin1Char('.')) && !word.startsWith(QLatin1Char('-'))
                              ? m_dir.filePath(word)
                              : word);
        }
        return hotswap::support::runCtl(arguments);
    }

    QTemporaryDir m_dir;
};

void TestCtlKeys::initTestCase() {
    QVERIFY2(!qEnvironmentVariableIsEmpty("HOTSWAP_BIN_DIR"), "run through ctest, or set HOTSWAP_BIN_DIR");
    const std::pair<const char*, const char*> keys[] = {
        {"a.key", "root"},        {"b.key", "root"},        {"leader.key", "orchestrator"},
        {"module.key", "module"}, {"list.key", "releases"}, {"word.key", "timestamp"}};
    for (const auto& [file, purpose] : keys) {
        const Ran ran =
            key(QStringLiteral("new %1 --purpose %2").arg(QLatin1String(file), QLatin1String(purpose)));
        QVERIFY2(ran.status == 0, ran.text());
    }
    QFile description(m_dir.filePath(QStringLiteral("root.toml")));
    QVERIFY(description.open(QIODevice::WriteOnly));
    description.write("tenant = \"acme\"\n"
                      "[root]\nkeys = [\"a.key.pub\", \"b.key.pub\"]\nthreshold = 2\n"
                      "[orchestrator]\nkeys = [\"leader.key.pub\"]\n"
                      "[module]\nkeys = [\"module.key.pub\"]\n"
                      "[releases]\nkeys = [\"list.key.pub\"]\n"
                      "[timestamp]\nkeys = [\"word.key.pub\"]\n"
                      "[gates.Production]\nquorum = 2\ngroups = [\"security\"]\n");
    description.close();
    const Ran made = key(QStringLiteral("root make root.toml --out root.json"));
    QVERIFY2(made.status == 0, made.text());
}

void TestCtlKeys::keysAreMadeOnceAndShownWithoutTheirSecret() {
    QCOMPARE(QFile::permissions(m_dir.filePath(QStringLiteral("a.key"))) &
                 (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    QVERIFY(key(QStringLiteral("new a.key --purpose root")).status != 0);
    const Ran shown = key(QStringLiteral("show a.key --json"));
    QVERIFY2(shown.status == 0 && !shown.out.contains(QLatin1String("seed")), shown.text());
    QVERIFY(shown.json()[QStringLiteral("key")].toObject()[QStringLiteral("purpose")] ==
            QLatin1String("root"));
}

void TestCtlKeys::aRootCountsWithItsThresholdOnly() {
    QVERIFY(key(QStringLiteral("root verify root.json")).status != 0);
    QVERIFY(key(QStringLiteral("root sign root.json --key a.key")).status == 0);
    const Ran one = key(QStringLiteral("root verify root.json --json"));
    QVERIFY2(one.status != 0 && one.out.contains(QLatin1String("quorumMissing")), one.text());
    QVERIFY(key(QStringLiteral("root sign root.json --key b.key")).status == 0);
    const Ran both = key(QStringLiteral("root verify root.json --json"));
    QVERIFY2(both.status == 0 && both.json()[QStringLiteral("root")] == 1, both.text());
    QVERIFY(key(QStringLiteral("root next root.json --revoke 0011223344556677 --out root2.json")).status ==
            0);
    for (const char* by : {"a.key", "b.key"}) {
        QVERIFY(key(QStringLiteral("root sign root2.json --key %1").arg(QLatin1String(by))).status == 0);
    }
    const Ran next = key(QStringLiteral("root verify root.json root2.json --json"));
    QVERIFY2(next.status == 0 && next.json()[QStringLiteral("root")] == 2, next.text());
}

void TestCtlKeys::aListIsMadeOfWholePackages() {
    QFile package(m_dir.filePath(QStringLiteral("none.hsm")));
    QVERIFY(package.open(QIODevice::WriteOnly));
    package.close();
    QVERIFY(
        key(QStringLiteral("root releases none.hsm --tenant acme --environment Production --out list.json"))
            .status != 0);
}

void TestCtlKeys::aKeyOfAnotherPurposeSignsNothing() {
    const Ran ran = key(QStringLiteral("root sign root.json --key module.key"));
    QVERIFY2(ran.status != 0, ran.text());
}

QTEST_GUILESS_MAIN(TestCtlKeys)
#include "tst_ctl_keys.moc"
