// SPDX-License-Identifier: Apache-2.0
// A whole canary with sign-off through the real window, by keyboard alone; and one that is taken back.

#include "tests/app/console_lab/lab_console.h"

#include <QRegularExpression>
#include <QTest>

using namespace hotswap;

namespace {

constexpr double kSpeed = 2'000;
constexpr int kRolloutWaitMs = 120'000;

/// Chooses `wanted` in the combo box that begins with `label`; true when it stands there.
bool choose(tests::LabConsole& console, const QString& label, const QString& wanted) {
    if (!console.tabTo(label)) {
        return false;
    }
    console.press(Qt::Key_Home);
    for (int i = 0; i < 10; ++i) {
        if (console.focused() == label + QStringLiteral(": ") + wanted) {
            return true;
        }
        console.press(Qt::Key_Down);
    }
    qWarning("'%s' is not offered as %s", qPrintable(wanted), qPrintable(label));
    return false;
}

/// Composes and submits a canary to Production. True when its page is open.
bool deploy(tests::LabConsole& console, const QString& version) {
    ui::ConsoleSession& session = console.session();
    console.press(Qt::Key_N, Qt::ControlModifier);
    const bool offered = QTest::qWaitFor([&] { return !session.draft()->versions().isEmpty(); });
    if (!offered || !choose(console, QStringLiteral("Version"), version) ||
        !choose(console, QStringLiteral("Environment"), QStringLiteral("Production")) ||
        !choose(console, QStringLiteral("Strategy"), QStringLiteral("Canary")) ||
        !console.tabTo(QStringLiteral("Description"))) {
        return false;
    }
    console.type("by keyboard");
    if (!QTest::qWaitFor([&] { return session.draft()->submittable(); }) ||
        !console.tabTo(QStringLiteral("Deploy"))) {
        qWarning("not to be submitted: %s", qPrintable(session.draft()->error()));
        return false;
    }
    console.press(Qt::Key_Return, Qt::ShiftModifier);
    return QTest::qWaitFor([&] {
        return session.navigator()->page() == QLatin1String("deployment") && session.deployment()->loaded();
    });
}

/// As the approver, signs what waits for sign-off and goes back to watch it.
bool approve(tests::LabConsole& console, const QString& release) {
    ui::ConsoleSession& session = console.session();
    console.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    console.press(Qt::Key_3, Qt::AltModifier);
    if (!QTest::qWaitFor([&] { return session.inbox()->waitingForMe() == 1; }) || !console.tabTo(release)) {
        return false;
    }
    console.press(Qt::Key_Return);
    if (!QTest::qWaitFor([&] { return session.approval()->mayVote(); }) ||
        !console.tabTo(QStringLiteral("Reason"))) {
        return false;
    }
    console.type("read the plan");
    if (!console.tabTo(QStringLiteral("Approve"))) {
        return false;
    }
    console.press(Qt::Key_Return);
    if (!QTest::qWaitFor([&] { return session.inbox()->waitingForMe() == 0; }) ||
        !console.tabTo(QStringLiteral("Open the deployment"))) {
        return false;
    }
    console.press(Qt::Key_Return);
    return QTest::qWaitFor([&] { return session.navigator()->page() == QLatin1String("deployment"); });
}

bool endsAs(tests::LabConsole& console, const QString& word) {
    ui::DeploymentView* deployment = console.session().deployment();
    return QTest::qWaitFor([&] { return deployment->stateWord() == word; }, kRolloutWaitMs);
}

} // namespace

class TestConsoleLab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("qml|QML"))); }
    void aCanaryBySignOffAndKeyboardAlone();
    void itsEnginesTakePart();
    void aBadCanaryIsTakenBackAndSaysWhy();
};

void TestConsoleLab::aCanaryBySignOffAndKeyboardAlone() {
    tests::LabConsole console;
    QVERIFY(console.start(kSpeed));
    QVERIFY(deploy(console, QStringLiteral("1.1.0")));
    QVERIFY(endsAs(console, QStringLiteral("Waiting for approval")));
    QVERIFY(approve(console, QStringLiteral("storefront 1.0.0 → 1.1.0")));
    QVERIFY2(endsAs(console, QStringLiteral("Succeeded")),
             qPrintable(console.session().deployment()->stateWord()));
    QVERIFY(console.lab().stoppedBecause().empty());
}

void TestConsoleLab::itsEnginesTakePart() {
    tests::LabConsole console;
    QVERIFY(console.start(kSpeed / 10));
    ui::CoordinationView* coordination = console.session().coordination();
    QTRY_VERIFY(coordination->loaded() && coordination->participants()->count() > 0);
    QVERIFY(coordination->leaderless().isEmpty());
    QVERIFY(!coordination->hasDatabase());
    QCOMPARE(console.session().connection()->state(), ui::Connection::Live);
    QVERIFY(deploy(console, QStringLiteral("1.1.0")));
    QVERIFY(endsAs(console, QStringLiteral("Waiting for approval"))); // parked: nobody leads meanwhile
    QVERIFY(approve(console, QStringLiteral("storefront 1.0.0 → 1.1.0")));
    QTRY_VERIFY(coordination->leases()->count() > 0);
    // Whoever leads is among those who take part.
    const ui::TableRow& lease = coordination->leases()->rows().front();
    QVERIFY(coordination->participants()->rowOf(lease.cells[2].text) >= 0);
}

void TestConsoleLab::aBadCanaryIsTakenBackAndSaysWhy() {
    tests::LabConsole console;
    QVERIFY(console.start(kSpeed));
    QVERIFY(deploy(console, QStringLiteral("1.2.0")));
    QVERIFY(endsAs(console, QStringLiteral("Waiting for approval")));
    QVERIFY(approve(console, QStringLiteral("storefront 1.0.0 → 1.2.0")));
    QVERIFY2(endsAs(console, QStringLiteral("Rolled back")),
             qPrintable(console.session().deployment()->stateWord()));
    const QString why = console.session().deployment()->why();
    QVERIFY2(why.contains(QStringLiteral("the error rate was")) && why.contains(QStringLiteral("allowed")),
             qPrintable(why));
}

QTEST_MAIN(TestConsoleLab)
#include "tst_console_lab.moc"
