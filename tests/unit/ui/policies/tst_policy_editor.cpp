// SPDX-License-Identifier: Apache-2.0
// A policy as text: read in pauses of typing, every wrong field named, differences counted.
#include "app/console/policy_files.h"
#include "ui/policies/line_difference.h"
#include "ui/policies/policy_editor.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hotswap;

class TestPolicyEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsChangedLines_data();
    void countsChangedLines();
    void everyDefaultIsReadBackAsItWas();
    void namesEveryWrongField();
    void saysWhereItIsNoFile();
    void readsWhenTypingPauses();
    void anOlderVersionIsComparedWithTheLoaded();
    void wordsAloneAreNoChange();
};

namespace {

struct Desk {
    console::PolicyFiles files;
    ui::PolicyEditor editor{files};

    explicit Desk(const char* environment = "Production") {
        const EnvironmentId place{environment};
        editor.load(place, defaultPolicy(place), QStringLiteral("the default"), QStringLiteral("A heading."));
    }
    QString field(int row) {
        return editor.problems()->data(editor.problems()->index(row, 0), Qt::DisplayRole).toString();
    }
    bool checked() {
        return QTest::qWaitFor([this] { return !editor.checking(); });
    }
};

} // namespace

void TestPolicyEditor::countsChangedLines_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("changed");
    QTest::newRow("same") << "a\nb\nc"
                          << "a\nb\nc" << 0;
    QTest::newRow("both empty") << ""
                                << "" << 0;
    QTest::newRow("one changed") << "a\nb\nc"
                                 << "a\nx\nc" << 1;
    QTest::newRow("one added") << "a\nb\nc"
                               << "a\nb\nx\nc" << 1;
    QTest::newRow("one of equal ones gone") << "a\na\nc"
                                            << "a\nc" << 1;
    QTest::newRow("two apart") << "a\nb\nc\nd\ne"
                               << "x\nb\nc\nd\ny" << 2;
    QTest::newRow("all gone") << "a\nb\nc"
                              << "" << 3;
    QTest::newRow("moved") << "a\nb\nc\nd"
                           << "b\nc\nd\na" << 1;
}

void TestPolicyEditor::countsChangedLines() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, changed);
    QCOMPARE(ui::changedLines(before, after), changed);
    QCOMPARE(ui::changedLines(after, before), changed);
}

void TestPolicyEditor::everyDefaultIsReadBackAsItWas() {
    for (const char* place : {"Development", "QA", "Staging", "Production", "Elsewhere"}) {
        Desk desk(place);
        QVERIFY2(desk.editor.policy().has_value(), place);
        QVERIFY2(desk.editor.saysTheSame(), place);
        QVERIFY(!desk.editor.edited());
        QCOMPARE(desk.editor.problems()->count(), 0);
        QCOMPARE(desk.editor.summary(), QStringLiteral("As in the default"));
    }
}

void TestPolicyEditor::namesEveryWrongField() {
    Desk desk;
    QAbstractItemModelTester problems(desk.editor.problems());
    desk.editor.setText(
        QStringLiteral("[strategy]\nbake = \"soon\"\ninFlightMax = 0\nfirstwave = \"10%\"\n"));
    QVERIFY(desk.checked());
    QVERIFY(desk.editor.wrong());
    QVERIFY(!desk.editor.policy());
    QVERIFY(desk.editor.edited());
    QSet<QString> fields;
    for (int row = 0; row < desk.editor.problems()->count(); ++row) {
        fields << desk.field(row);
        const auto right = desk.editor.problems()->index(row, 1);
        QVERIFY(!desk.editor.problems()->data(right, Qt::DisplayRole).toString().isEmpty());
    }
    QVERIFY(fields.contains(QStringLiteral("strategy.bake")));
    QVERIFY(fields.contains(QStringLiteral("strategy.firstwave")));
    QVERIFY(desk.editor.summary().startsWith(QString::number(fields.size())));
    // Corrected, nothing of it stays.
    desk.editor.setText(QStringLiteral("[strategy]\nbake = \"5m\"\n"));
    QVERIFY(desk.checked());
    QVERIFY(!desk.editor.wrong());
    QCOMPARE(desk.editor.problems()->count(), 0);
    QVERIFY(desk.editor.policy()->strategy.bake == std::chrono::minutes(5));
    QVERIFY(!desk.editor.saysTheSame());
}

void TestPolicyEditor::saysWhereItIsNoFile() {
    Desk desk;
    desk.editor.setText(QStringLiteral("[strategy]\nbake = \n"));
    QVERIFY(desk.checked());
    QVERIFY(desk.editor.wrong());
    QCOMPARE(desk.editor.problems()->count(), 1);
    const auto where = desk.editor.problems()->index(0, 1);
    QVERIFY2(desk.editor.problems()->data(where, Qt::DisplayRole).toString().contains(QLatin1Char('2')),
             "the line is named");
}

void TestPolicyEditor::readsWhenTypingPauses() {
    Desk desk;
    QSignalSpy replaced(&desk.editor, &ui::PolicyEditor::textReplaced);
    for (const char* typed : {"[", "[s", "[strategy]\n", "[strategy]\nbake = \"7m\"\n"}) {
        desk.editor.setText(QString::fromLatin1(typed));
        QVERIFY(desk.editor.checking());
        QVERIFY(!desk.editor.wrong());  // no error flashes up while somebody types
        QVERIFY(!desk.editor.policy()); // and nothing can be done with half a text
    }
    QVERIFY(desk.checked());
    QVERIFY(desk.editor.policy()->strategy.bake == std::chrono::minutes(7));
    QCOMPARE(replaced.count(), 0); // the cursor stays where it is
}

void TestPolicyEditor::anOlderVersionIsComparedWithTheLoaded() {
    Desk desk;
    QSignalSpy replaced(&desk.editor, &ui::PolicyEditor::textReplaced);
    Policy older = defaultPolicy(EnvironmentId{"Production"});
    older.strategy.bake = std::chrono::minutes(45);
    desk.editor.put(older);
    QCOMPARE(replaced.count(), 1);
    QCOMPARE(desk.editor.changedLines(), 1);
    QVERIFY(desk.editor.edited());
    QVERIFY(!desk.editor.saysTheSame());
    QCOMPARE(desk.editor.policy()->strategy.bake, older.strategy.bake);
}

void TestPolicyEditor::wordsAloneAreNoChange() {
    Desk desk;
    desk.editor.setText(desk.editor.text() + QStringLiteral("# a remark\n"));
    QVERIFY(desk.checked());
    QVERIFY(desk.editor.edited());
    QVERIFY(desk.editor.saysTheSame());
}

QTEST_MAIN(TestPolicyEditor)
#include "tst_policy_editor.moc"
