// SPDX-License-Identifier: Apache-2.0
// Walks the accessibility tree of every page: what can be acted on has a name, and there is something to act
// on.

#include "tests/qml/console_fixture.h"

#include <QAccessible>
#include <QTest>

using namespace hotswap;

class TestAccessibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }
    void everythingActionableHasAName();
    void currentCellIsSpoken();
};

namespace {

bool isActionable(QAccessible::Role role) {
    switch (role) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::PageTab:
    case QAccessible::Table:
    case QAccessible::Chart: return true;
    default: return false;
    }
}

struct Walk {
    int actionable = 0;
    QStringList nameless;

    void visit(QAccessibleInterface* node, const QString& path) {
        if (node == nullptr || node->state().invisible) {
            return;
        }
        const QString here =
            path + QLatin1Char('/') + QString::fromLatin1(node->object()->metaObject()->className());
        if (isActionable(node->role())) {
            ++actionable;
            if (node->text(QAccessible::Name).trimmed().isEmpty()) {
                nameless << here;
            }
        }
        for (int i = 0; i < node->childCount(); ++i) {
            visit(node->child(i), here);
        }
    }
};

} // namespace

void TestAccessibility::everythingActionableHasAName() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    for (const QString& page : tests::ConsoleFixture::pages()) {
        QVERIFY(console.open(page));
        Walk walk;
        walk.visit(QAccessible::queryAccessibleInterface(console.window()), {});
        QVERIFY2(walk.nameless.isEmpty(),
                 qPrintable(page + QStringLiteral(": ") + walk.nameless.join(QLatin1Char('\n'))));
        // The rail and the top bar alone have ten.
        QVERIFY2(walk.actionable > 10, qPrintable(page));
    }
}

void TestAccessibility::currentCellIsSpoken() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    ui::CellSource* source = console.session().fleet()->groups()->rows().front().group;
    QCOMPARE(source->describe(0), QStringLiteral("dev-0001, Healthy, storefront 1.0.0"));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
