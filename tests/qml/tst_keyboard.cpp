// SPDX-License-Identifier: Apache-2.0
// The console without a pointer: pages, palette, fleet, theme, language, identity, undo.

#include "tests/qml/console_fixture.h"

#include <QAccessible>
#include <QTest>

using namespace hotswap;

class TestKeyboard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }
    void pagesByNumber();
    void paletteFindsANode();
    void aNodeIsOpenedAndDrained();
    void fleetCellsByArrows();
    void switchesAtRunTime();
    void promotionCanBeTakenBack();
    void aLeaseIsHandedOver();
    void aPolicyIsSet();
    void tabReachesThePage();
};

namespace {

/// A person at the keyboard of a console.
struct Hands {
    tests::ConsoleFixture& console;

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QTest::keyClick(console.window(), key, modifiers);
    }
    void type(const QByteArray& text) const {
        for (const char key : text) {
            QTest::keyClick(console.window(), key);
        }
    }
    /// What a screen reader calls the control with the focus.
    QString focusName() const {
        const QAccessibleInterface* spoken =
            QAccessible::queryAccessibleInterface(console.window()->activeFocusItem());
        return spoken == nullptr ? QString() : spoken->text(QAccessible::Name);
    }
    bool tabTo(const QString& name) const {
        for (int i = 0; i < 40 && focusName() != name; ++i) {
            press(Qt::Key_Tab);
        }
        return focusName() == name;
    }
};

} // namespace

void TestKeyboard::pagesByNumber() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    const QStringList pages{QStringLiteral("fleet"),        QStringLiteral("deployments"),
                            QStringLiteral("approvals"),    QStringLiteral("audit"),
                            QStringLiteral("coordination"), QStringLiteral("policies"),
                            QStringLiteral("settings")};
    for (int i = static_cast<int>(pages.size()) - 1; i >= 0; --i) {
        QTest::keyClick(console.window(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::AltModifier);
        QTRY_COMPARE(console.session().navigator()->page(), pages.at(i));
    }
}

void TestKeyboard::paletteFindsANode() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    QTest::keyClick(console.window(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(console.settle());
    for (const char key : QByteArray("prod-0007")) {
        QTest::keyClick(console.window(), key);
    }
    QTRY_COMPARE(console.session().palette()->count(), 1);
    QTest::keyClick(console.window(), Qt::Key_Return);
    QTRY_COMPARE(console.session().navigator()->page(), QStringLiteral("node"));
    QCOMPARE(console.session().node()->node(), QStringLiteral("prod-0007"));
    QVERIFY(console.settle());
    QTest::keyClick(console.window(), Qt::Key_Escape);
    QTRY_COMPARE(console.session().navigator()->page(), QStringLiteral("fleet"));
    QVERIFY(console.session().node()->node().isEmpty());
}

/// From the palette to a drained node without a pointer: the dialog says what happens, and asks why.
void TestKeyboard::aNodeIsOpenedAndDrained() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    QTest::keyClick(console.window(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(console.settle());
    for (const char key : QByteArray("prod-0007")) {
        QTest::keyClick(console.window(), key);
    }
    QTRY_COMPARE(console.session().palette()->count(), 1);
    QTest::keyClick(console.window(), Qt::Key_Return);
    QTRY_COMPARE(console.session().navigator()->page(), QStringLiteral("node"));
    QVERIFY(console.settle());
    const Hands hands{console};
    QTest::keyClick(console.window(), Qt::Key_F6);
    QVERIFY(hands.tabTo(QStringLiteral("Drain")));
    QTest::keyClick(console.window(), Qt::Key_Space);
    QTRY_COMPARE(hands.focusName(), QStringLiteral("Reason"));
    for (const char key : QByteArray("memory")) {
        QTest::keyClick(console.window(), key);
    }
    QVERIFY(console.service().accepted().empty());
    QVERIFY(hands.tabTo(QStringLiteral("Drain")));
    QTest::keyClick(console.window(), Qt::Key_Space);
    QTRY_COMPARE(console.service().accepted().size(), std::size_t{1});
    const auto accepted = console.service().accepted();
    const auto* drain = std::get_if<ports::requests::DrainNodes>(&accepted.front());
    QVERIFY(drain != nullptr);
    QCOMPARE(drain->nodes, std::vector<NodeId>{NodeId{"prod-0007"}});
    QCOMPARE(drain->reason, std::string("memory"));
}

void TestKeyboard::fleetCellsByArrows() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    QTest::keyClick(console.window(), Qt::Key_F6);
    // From the page's first control on, Tab comes to the grid of the first environment.
    QQuickItem* focus = nullptr;
    for (int i = 0; i < 20; ++i) {
        focus = console.window()->activeFocusItem();
        if (focus != nullptr && focus->inherits("hotswap::ui::CellGridItem")) {
            break;
        }
        QTest::keyClick(console.window(), Qt::Key_Tab);
    }
    QVERIFY(focus != nullptr && focus->inherits("hotswap::ui::CellGridItem"));
    QTest::keyClick(console.window(), Qt::Key_Right);
    QTest::keyClick(console.window(), Qt::Key_Return);
    QTRY_COMPARE(console.session().fleet()->panel()->node(), QStringLiteral("dev-0002"));
    // Over the lower edge lies the next environment.
    QTest::keyClick(console.window(), Qt::Key_Down);
    QTest::keyClick(console.window(), Qt::Key_Return);
    QTRY_COMPARE(console.session().fleet()->panel()->node(), QStringLiteral("qa-0002"));
}

void TestKeyboard::switchesAtRunTime() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    const Qt::KeyboardModifiers both = Qt::ControlModifier | Qt::ShiftModifier;
    QTest::keyClick(console.window(), Qt::Key_T, both);
    QTRY_COMPARE(console.session().appearance()->theme(), QStringLiteral("light"));
    QTest::keyClick(console.window(), Qt::Key_L, both);
    QTRY_COMPARE(console.session().appearance()->language(), QStringLiteral("de"));
    QCOMPARE(QCoreApplication::translate("PolicyWords", "%Ln", nullptr, 2'140), QStringLiteral("2.140"));
    QCOMPARE(console.session().fleet()->groups()->rows().front().group->title(),
             QStringLiteral("Entwicklung"));
    QTest::keyClick(console.window(), Qt::Key_I, both);
    QTRY_COMPARE(console.session().identities()->current(), QStringLiteral("approver"));
}

void TestKeyboard::promotionCanBeTakenBack() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    QVERIFY(console.open(QStringLiteral("deployment")));
    console.session().deployment()->act(QStringLiteral("promote"), {}, {}, false);
    QTRY_VERIFY(console.session().undo()->active());
    QTest::keyClick(console.window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(!console.session().undo()->active());
    QVERIFY(console.service().accepted().empty());
    console.session().deployment()->act(QStringLiteral("promote"), {}, {}, true);
    QTRY_COMPARE(console.service().accepted().size(), std::size_t{1});
}

void TestKeyboard::aLeaseIsHandedOver() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    console.session().identities()->use(3);
    QVERIFY(console.open(QStringLiteral("coordination")));
    QTRY_VERIFY(console.session().coordination()->loaded());
    const auto tabTo = [&console](const QString& name) {
        for (int i = 0; i < 30; ++i) {
            QObject* focus = console.window()->activeFocusItem();
            const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(focus);
            if (spoken != nullptr && spoken->text(QAccessible::Name) == name) {
                return true;
            }
            QTest::keyClick(console.window(), Qt::Key_Tab);
        }
        return false;
    };
    QTest::keyClick(console.window(), Qt::Key_F6);
    QVERIFY(tabTo(QStringLiteral("Leases")));
    QTest::keyClick(console.window(), Qt::Key_Down);
    QTest::keyClick(console.window(), Qt::Key_Down);
    QTRY_COMPARE(console.session().coordination()->leaseRow(), 1);
    QVERIFY(console.session().coordination()->handOverAllowed());
    QVERIFY(tabTo(QStringLiteral("Hand over")));
    QTest::keyClick(console.window(), Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(console.service().accepted().size(), std::size_t{1});
}

/// From the palette to a policy that was set: what is wrong is read out on the way, and why is asked for.
void TestKeyboard::aPolicyIsSet() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    console.session().identities()->use(3);
    const Hands hands{console};
    hands.press(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(console.settle());
    hands.type("policies");
    QTRY_COMPARE(console.session().palette()->count(), 1);
    hands.press(Qt::Key_Return);
    QTRY_COMPARE(console.session().navigator()->page(), QStringLiteral("policies"));
    ui::PolicyDesk* desk = console.session().policies();
    QTRY_VERIFY(desk->loaded());
    QVERIFY(console.settle());
    hands.press(Qt::Key_F6);
    QVERIFY(hands.tabTo(QStringLiteral("Policies in force")));
    hands.press(Qt::Key_End);
    hands.press(Qt::Key_Up);
    hands.press(Qt::Key_Return);
    QTRY_COMPARE(desk->placeName(), QStringLiteral("Production"));
    QVERIFY(console.settle());
    QVERIFY(hands.tabTo(QStringLiteral("Policy of Production")));
    hands.type("nonsense ");
    QTRY_VERIFY(desk->editor()->wrong());
    QVERIFY(console.settle());
    QVERIFY(hands.tabTo(desk->editor()->summary())); // the list of what is wrong goes by that name
    QVERIFY(hands.tabTo(QStringLiteral("Set policy… (not possible now)")));
    hands.press(Qt::Key_Space);
    QVERIFY(hands.tabTo(QStringLiteral("Policy of Production")));
    for (int i = 0; i < 9; ++i) {
        hands.press(Qt::Key_Backspace);
    }
    const QString bake = QStringLiteral("bake = \"");
    const QString text = desk->editor()->text();
    for (qsizetype i = text.left(text.indexOf(bake)).count(QLatin1Char('\n')); i > 0; --i) {
        hands.press(Qt::Key_Down);
    }
    hands.press(Qt::Key_Home);
    for (qsizetype i = 0; i < bake.size(); ++i) {
        hands.press(Qt::Key_Right);
    }
    hands.press(Qt::Key_Delete);
    hands.type("2"); // of 10 minutes it makes 20
    QTRY_VERIFY2(desk->settable(), qPrintable(desk->whyNotSet()));
    QVERIFY(console.settle());
    QVERIFY(hands.tabTo(QStringLiteral("Set policy…")));
    hands.press(Qt::Key_Space);
    QTRY_COMPARE(hands.focusName(), QStringLiteral("Reason (required)"));
    hands.type("longer");
    QVERIFY(hands.tabTo(QStringLiteral("Set policy")));
    hands.press(Qt::Key_Space);
    QTRY_COMPARE(console.service().accepted().size(), std::size_t{1});
    const auto accepted = console.service().accepted();
    const auto* set = std::get_if<ports::requests::SetPolicy>(&accepted.front());
    QVERIFY(set != nullptr);
    QCOMPARE(set->change.environment, EnvironmentId{"Production"});
    QCOMPARE(set->change.reason, std::string("longer"));
    QVERIFY(set->change.policy.strategy.bake == std::chrono::minutes(20));
}

void TestKeyboard::tabReachesThePage() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    for (const QString& page : tests::ConsoleFixture::pages()) {
        QVERIFY(console.open(page));
        QTest::keyClick(console.window(), Qt::Key_F6);
        QVERIFY2(console.window()->activeFocusItem() != console.window()->contentItem(), qPrintable(page));
    }
}

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
