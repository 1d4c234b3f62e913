// SPDX-License-Identifier: Apache-2.0
#include "ui/common/database_text.h"

#include <QSet>
#include <QTest>

using namespace hotswap;

class TestDatabaseText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWarningHasASentenceAndAFix();
    void whatCostsDataIsGrave();
};

void TestDatabaseText::everyWarningHasASentenceAndAFix() {
    QSet<QString> sentences;
    QSet<std::string_view> names;
    for (const DatabaseWarning warning : allDatabaseWarnings()) {
        const QString text = ui::warningText(warning);
        const QString fix = ui::warningFix(warning);
        QVERIFY2(text.endsWith(QLatin1Char('.')) && !text.contains(QLatin1Char('%')), qPrintable(text));
        QVERIFY2(fix.endsWith(QLatin1Char('.')) && !fix.contains(QLatin1Char('%')), qPrintable(fix));
        sentences << text << fix;
        names.insert(databaseWarningName(warning));
    }
    QCOMPARE(static_cast<std::size_t>(sentences.size()), 2 * allDatabaseWarnings().size());
    QCOMPARE(static_cast<std::size_t>(names.size()), allDatabaseWarnings().size());
}

void TestDatabaseText::whatCostsDataIsGrave() {
    QVERIFY(ui::isGrave(DatabaseWarning::FsyncOff));
    QVERIFY(ui::isGrave(DatabaseWarning::InRecovery));
    QVERIFY(!ui::isGrave(DatabaseWarning::ClocksDiffer));
}

QTEST_APPLESS_MAIN(TestDatabaseText)
#include "tst_database_text.moc"
