// SPDX-License-Identifier: Apache-2.0
// Every page in both themes and all languages: it loads, draws, and nothing warns.

#include "tests/qml/console_fixture.h"
#include "tests/support/sample_data.h"
#include "ui/charts/time_series_chart.h"

#include <QAccessible>
#include <QRegularExpression>
#include <QTest>

using namespace hotswap;

class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsWithoutWarning_data();
    void drawsWithoutWarning();
    void metricsAreShownInThreeWays_data() { drawsWithoutWarning_data(); }
    void metricsAreShownInThreeWays();
    void nothingIsCoveredAtTwiceTheSize_data() { drawsWithoutWarning_data(); }
    void nothingIsCoveredAtTwiceTheSize();
    void sidePanelOpens();
    void ordersAreCounted_data() { drawsWithoutWarning_data(); }
    void ordersAreCounted();
    void aTokenIsShown_data() { drawsWithoutWarning_data(); }
    void aTokenIsShown();
    void policiesAreWrittenAndTried_data() { drawsWithoutWarning_data(); }
    void policiesAreWrittenAndTried();
    void tableOfTheFleetDraws();
    void saysWhenTheServiceIsGone();
    void saysWhenItIsOffline_data() { drawsWithoutWarning_data(); }
    void saysWhenItIsOffline();
    void saysWhenNobodyLeads();
};

namespace {

/// Pictures are kept when HOTSWAP_PICTURES names a folder.
void keepPicture(QQuickWindow* window, const QString& name) {
    const QString folder = qEnvironmentVariable("HOTSWAP_PICTURES");
    const QImage picture = window->grabWindow();
    QVERIFY(!picture.isNull());
    if (!folder.isEmpty()) {
        QVERIFY(picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }
}

/// Shows the console in the theme and language of the test's row, where no warning may come; what names of
/// pictures end with, "-dark-en". Empty: it is not shown.
QString shownAsAsked(tests::ConsoleFixture& console) {
    QFETCH(QString, theme);
    QFETCH(QString, language);
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    return console.show(theme, language) ? QStringLiteral("-%1-%2").arg(theme, language) : QString();
}

/// The first chart that is shown at or below an item.
ui::TimeSeriesChart* firstChart(QQuickItem* item) {
    auto* chart = qobject_cast<ui::TimeSeriesChart*>(item);
    if (chart != nullptr || !item->isVisible()) {
        return item->isVisible() ? chart : nullptr;
    }
    for (QQuickItem* child : item->childItems()) {
        if (auto* found = firstChart(child)) {
            return found;
        }
    }
    return nullptr;
}

/// What is shown under that name at or below an item, from front to back as QML has it.
std::vector<QQuickItem*> shownItems(QQuickItem* item, const char* name) {
    std::vector<QQuickItem*> found;
    if (!item->isVisible()) {
        return found;
    }
    if (item->objectName() == QLatin1String(name)) {
        found.push_back(item);
    }
    for (QQuickItem* child : item->childItems()) {
        const auto below = shownItems(child, name);
        found.insert(found.end(), below.begin(), below.end());
    }
    return found;
}

QRectF placeOf(QQuickItem* item) {
    return item->mapRectToScene(item->boundingRect());
}

} // namespace

void TestPages::drawsWithoutWarning_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("language");
    for (const QString& theme : {QStringLiteral("dark"), QStringLiteral("light")}) {
        for (const QString& language :
             {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN")}) {
            QTest::newRow(qPrintable(theme + QLatin1Char(' ') + language)) << theme << language;
        }
    }
}

void TestPages::drawsWithoutWarning() {
    tests::ConsoleFixture console;
    const QString ending = shownAsAsked(console);
    QVERIFY(!ending.isEmpty());
    for (const QString& page : tests::ConsoleFixture::pages()) {
        QVERIFY2(console.open(page), qPrintable(page));
        keepPicture(console.window(), page + ending);
    }
}

void TestPages::metricsAreShownInThreeWays() {
    tests::ConsoleFixture console;
    const QString ending = shownAsAsked(console);
    QVERIFY(!ending.isEmpty());
    QVERIFY(console.open(QStringLiteral("deployment")));
    auto* views = console.window()->findChild<QQuickItem*>(QStringLiteral("metricViews"));
    QVERIFY(views != nullptr);
    QTRY_VERIFY(views->isVisible());
    console.window()->resize(1280, 1'300); // all charts in one picture
    for (const QString& view :
         {QStringLiteral("overTime"), QStringLiteral("difference"), QStringLiteral("distribution")}) {
        ui::TimeSeriesChart* plot = firstChart(console.window()->contentItem());
        QVERIFY(plot != nullptr);
        plot->forceActiveFocus(Qt::TabFocusReason);
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(console.window(), Qt::Key_Left);
        }
        QVERIFY(!plot->spoken().isEmpty());
        QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(plot);
        QVERIFY(heard != nullptr && !heard->text(QAccessible::Name).isEmpty());
        QCOMPARE(heard->text(QAccessible::Description), plot->spoken());
        QVERIFY(console.settle());
        keepPicture(console.window(), QStringLiteral("metrics-") + view + ending);
        plot->endReadout();
        const int next = view == QStringLiteral("overTime") ? 1 : 2;
        QMetaObject::invokeMethod(views, "chosen", Q_ARG(int, next));
        QVERIFY(console.settle());
    }
    auto* pause = console.window()->findChild<QQuickItem*>(QStringLiteral("pauseCharts"));
    QVERIFY(pause != nullptr);
    QMetaObject::invokeMethod(pause, "clicked");
    QVERIFY(firstChart(console.window()->contentItem())->paused());
    QMetaObject::invokeMethod(views, "chosen", Q_ARG(int, 0));
    QVERIFY(console.settle());
    QVERIFY(firstChart(console.window()->contentItem())->paused()); // what was not in view as well
    QMetaObject::invokeMethod(pause, "clicked");
    QVERIFY(!firstChart(console.window()->contentItem())->paused());
}

void TestPages::nothingIsCoveredAtTwiceTheSize() {
    tests::ConsoleFixture console;
    const QString ending = shownAsAsked(console);
    QVERIFY(!ending.isEmpty());
    console.session().appearance()->setZoom(200);
    for (const char* page : {"deployment", "policies"}) {
        QVERIFY2(console.open(QLatin1String(page)), page);
        QVERIFY(console.settle());
        keepPicture(console.window(), QStringLiteral("twice-%1").arg(QLatin1String(page)) + ending);
        for (const auto& [one, other] :
             {std::pair{"search", "facts"}, {"counts", "flow"}, {"waveState", "waveOutcome"}}) {
            const auto first = shownItems(console.window()->contentItem(), one);
            const auto second = shownItems(console.window()->contentItem(), other);
            QVERIFY2(!first.empty() || page != QByteArray("deployment"), one);
            QCOMPARE(first.size(), second.size());
            for (std::size_t i = 0; i < first.size(); ++i) {
                QVERIFY2(!placeOf(first[i]).intersects(placeOf(second[i])), one);
            }
        }
    }
}

void TestPages::sidePanelOpens() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    tests::ConsoleFixture console({2'000, 5, 5});
    QVERIFY(console.show());
    console.session().fleet()->panel()->open(QStringLiteral("prod-0013"));
    QVERIFY(console.settle());
    QCOMPARE(console.session().fleet()->panel()->deployments()->count(), 2);
    keepPicture(console.window(), QStringLiteral("nodePanel-dark-en"));
}

void TestPages::ordersAreCounted() {
    tests::ConsoleFixture console;
    const QString ending = shownAsAsked(console);
    QVERIFY(!ending.isEmpty());
    console.service().setOrders(support::sample::orders(console.clock().now()));
    QTRY_COMPARE(console.session().orders()->count(), 2);
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("orders") + ending);
}

void TestPages::aTokenIsShown() {
    tests::ConsoleFixture console;
    const QString ending = shownAsAsked(console);
    QVERIFY(!ending.isEmpty());
    console.session().identities()->use(3);
    QVERIFY(console.open(QStringLiteral("enrolment")));
    QTRY_VERIFY(console.session().enrolment()->loaded());
    console.session().enrolment()->makeToken(3, 12, 24);
    QTRY_VERIFY(!console.session().enrolment()->token().isEmpty());
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("token") + ending);
    console.session().navigator()->open(QStringLiteral("fleet"));
    QVERIFY(console.session().enrolment()->token().isEmpty()); // gone with its page
}

void TestPages::policiesAreWrittenAndTried() {
    tests::ConsoleFixture console;
    const QString ending = shownAsAsked(console);
    QVERIFY(!ending.isEmpty());
    console.session().identities()->use(3);
    QVERIFY(console.open(QStringLiteral("policies")));
    ui::PolicyDesk* desk = console.session().policies();
    QTRY_VERIFY(desk->loaded());
    desk->choosePlace(desk->places()->rowOf(QStringLiteral("Production/")));
    QVERIFY(console.settle());
    auto* field = console.window()->findChild<QQuickItem*>(QStringLiteral("policyText"));
    QVERIFY(field != nullptr);
    QCOMPARE(field->property("text").toString(), desk->editor()->text());
    keepPicture(console.window(), QStringLiteral("policy-text") + ending);
    QString wrong = desk->editor()->text();
    wrong.replace(QStringLiteral("bake = \"10m\""), QStringLiteral("bake = \"soon\""));
    wrong.replace(QStringLiteral("inFlightMax = "), QStringLiteral("inFlightMax = -"));
    field->setProperty("text", wrong);
    QTRY_VERIFY(desk->editor()->wrong());
    QVERIFY(console.settle());
    QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(field);
    QVERIFY(heard != nullptr);
    QCOMPARE(heard->text(QAccessible::Description), desk->editor()->summary());
    keepPicture(console.window(), QStringLiteral("policy-wrong") + ending);
    desk->startOver();
    QTRY_VERIFY(desk->triable());
    auto* views = console.window()->findChild<QQuickItem*>(QStringLiteral("policyViews"));
    QVERIFY(views != nullptr);
    QMetaObject::invokeMethod(views, "chosen", Q_ARG(int, 1));
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("policy-untried") + ending);
    desk->tryIt(20);
    QTRY_VERIFY(desk->trial()->done());
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("policy-tried") + ending);
    QVERIFY(console.open(QStringLiteral("newDeployment")));
    console.session().draft()->setEnvironment(3);
    QTRY_VERIFY(console.session().draft()->submittable());
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("policy-newDeployment") + ending);
    QVERIFY(console.open(QStringLiteral("policies")));
    QVERIFY(desk->trial()->done()); // the text and its trial are kept
    desk->editor()->put(defaultPolicy(EnvironmentId{"Production"}));
    QVERIFY(desk->trialOutdated());
    const EnvironmentId production{"Production"};
    QVERIFY(console.service().setPolicy({production, {}, defaultPolicy(production), "meanwhile", {}}).ok());
    QTRY_VERIFY(!desk->overtaken().isEmpty());
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("policy-overtaken") + ending);
    const Error gone = makeError(ErrorCode::Unavailable, "store");
    console.service().failWith(&gone);
    desk->begin();
    QTRY_VERIFY(!desk->error().isEmpty());
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("policy-error") + ending);
}

void TestPages::tableOfTheFleetDraws() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    tests::ConsoleFixture console({10'000, 5, 5});
    QVERIFY(console.show());
    keepPicture(console.window(), QStringLiteral("fleet10000-dark-en"));
    QTest::keyClick(console.window(), Qt::Key_G, Qt::ControlModifier);
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("table-dark-en"));
}

void TestPages::saysWhenTheServiceIsGone() {
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    QCOMPARE(console.session().connection()->state(), ui::Connection::Live);
    const Error gone = makeError(ErrorCode::Unavailable, "store");
    console.service().failWith(&gone);
    QVERIFY(console.open(QStringLiteral("audit")));
    QTRY_COMPARE(console.session().connection()->state(), ui::Connection::Stale);
    keepPicture(console.window(), QStringLiteral("stale-dark-en"));
}

void TestPages::saysWhenItIsOffline() {
    tests::ConsoleFixture console;
    const QString ending = shownAsAsked(console);
    QVERIFY(!ending.isEmpty());
    QVERIFY(console.open(QStringLiteral("deployment")));
    auto* verbs = console.session().deployment()->verbs();
    const auto possible = [verbs] {
        return std::any_of(verbs->rows().begin(), verbs->rows().end(),
                           [](const ui::VerbItem& verb) { return verb.allowed; });
    };
    QVERIFY(possible());
    console.link().set(ports::ConnectionPhase::Offline, console.clock().now(), "connection refused");
    QTRY_COMPARE(console.session().connection()->state(), ui::Connection::Offline);
    QVERIFY(console.settle());
    QVERIFY(console.window()->findChild<QQuickItem*>(QStringLiteral("banner"))->isVisible());
    QVERIFY(!possible());
    QVERIFY(!verbs->rows().empty() && !verbs->rows().front().whyNot.isEmpty());
    keepPicture(console.window(), QStringLiteral("offline-deployment") + ending);
    QVERIFY(console.open(QStringLiteral("approval")));
    QVERIFY(!console.session().approval()->mayVote() && !console.session().approval()->whyNot().isEmpty());
    keepPicture(console.window(), QStringLiteral("offline-approval") + ending);
    QVERIFY(console.open(QStringLiteral("coordination")));
    QVERIFY(!console.session().coordination()->handOverAllowed());
    keepPicture(console.window(), QStringLiteral("offline-coordination") + ending);
    QVERIFY(console.open(QStringLiteral("newDeployment")));
    QVERIFY(!console.session().draft()->submittable());
    keepPicture(console.window(), QStringLiteral("offline-newDeployment") + ending);
    console.link().set(ports::ConnectionPhase::Live, console.clock().now());
    QTRY_COMPARE(console.session().connection()->state(), ui::Connection::Live);
    QTRY_VERIFY(possible());
}

void TestPages::saysWhenNobodyLeads() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    tests::ConsoleFixture console;
    QVERIFY(console.show());
    auto* banner = console.window()->findChild<QQuickItem*>(QStringLiteral("banner"));
    QVERIFY(banner != nullptr);
    QTRY_VERIFY(console.session().coordination()->loaded());
    QVERIFY(!banner->isVisible());
    const ports::CoordinationReport led = console.service().coordination();
    ports::CoordinationReport leaderless = led;
    std::erase_if(leaderless.participants, [](const Participant& each) { return each.leads; });
    leaderless.leases.clear();
    leaderless.locks.clear();
    leaderless.database.reset();
    console.service().setCoordination(leaderless);
    QTRY_VERIFY(banner->isVisible());
    QVERIFY(console.settle());
    keepPicture(console.window(), QStringLiteral("leaderless-dark-en"));
    QVERIFY(console.open(QStringLiteral("coordination")));
    keepPicture(console.window(), QStringLiteral("leaderless-coordination-dark-en"));
    console.service().setCoordination(led);
    QTRY_VERIFY(!banner->isVisible());
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
