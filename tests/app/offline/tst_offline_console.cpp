// SPDX-License-Identifier: Apache-2.0
// A console whose database stops: started meanwhile it shows what it kept and says as of when, changes
// nothing, and goes live by itself; the same when the database stops under it.
#include "app/console/fonts.h"
#include "app/console/shared_composition.h"
#include "app/console/window.h"
#include "core/crypto/crypto.h"
#include "tests/fault/postgres/test_cluster.h"
#include "tests/fault/shared_world.h"

#include <QGuiApplication>
#include <QQuickItem>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using State = ui::Connection::State;

namespace {

constexpr int kStateMs = 40'000;

/// A console in a window of this process, as the program makes it.
struct Console {
    explicit Console(console::ConsoleOptions options) : m_options(std::move(options)) {}

    /// False: there is no console to show; `refusal` says why.
    bool open() {
        auto made = console::SharedComposition::make(m_options, m_preferences);
        if (!made.ok()) {
            refusal = made.error();
            return false;
        }
        m_composition = *std::move(made);
        m_window = std::make_unique<console::Window>();
        return m_window->show(session(), QSize(1280, 1000));
    }
    ui::ConsoleSession& session() { return m_composition->session(); }
    State state() { return session().connection()->state(); }
    bool settle() {
        return QTest::qWaitFor([this] { return session().fleet()->loaded() && session().idle(); }, kStateMs);
    }
    /// Opens a deployment and waits for its waves and events.
    bool look(const QString& deployment) {
        session().navigator()->openDeployment(deployment);
        return QTest::qWaitFor(
            [&] {
                ui::DeploymentView& view = *session().deployment();
                return view.id() == deployment && view.loaded() && view.events()->count() > 0;
            },
            kStateMs);
    }
    /// Kept when HOTSWAP_PICTURES names a folder.
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("HOTSWAP_PICTURES");
        (void)settle();
        const QImage image = m_window->window()->grabWindow();
        QVERIFY(!image.isNull());
        QVERIFY(folder.isEmpty() || image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }
    QQuickItem* banner() { return m_window->window()->findChild<QQuickItem*>(QStringLiteral("banner")); }

    Error refusal;

private:
    console::ConsoleOptions m_options;
    console::PreferencesFile m_preferences{QString()};
    std::unique_ptr<console::SharedComposition> m_composition;
    std::unique_ptr<console::Window> m_window;
};

} // namespace

class TestOfflineConsole : public QObject {
    Q_OBJECT

public:
    explicit TestOfflineConsole(fault::TestCluster& cluster) : m_cluster(cluster) {}

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_world.reset(); }
    void keepsWhatItShows();
    void showsWhatWasKeptWhileTheDatabaseIsDown();
    void goesLiveByItself();

private:
    console::ConsoleOptions as(const std::string& person) {
        console::ConsoleOptions options;
        options.start = console::Start::Connect;
        options.connect = QString::fromStdString(m_world->conninfo(person));
        options.tenant = QStringLiteral("acme");
        options.keys = QString::fromStdString(m_world->keys(person));
        return options;
    }

    fault::TestCluster& m_cluster;
    QTemporaryDir m_home;
    std::unique_ptr<fault::SharedWorld> m_world;
    QString m_deployment;
};

void TestOfflineConsole::initTestCase() {
    for (const char* variable : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME"}) {
        qputenv(variable, m_home.path().toUtf8());
    }
    console::chooseFonts();
    m_world = std::make_unique<fault::SharedWorld>(fault::SharedWorld::Setup{});
    QVERIFY(m_world->start());
    const auto session = m_world->session("operator");
    const auto first = m_world->submit(*session, "storefront", "1.0.0");
    QVERIFY(first.ok());
    QVERIFY(m_world->waitForEnd(*session, *first)->state == DeploymentState::Succeeded);
    m_deployment = QString::fromStdString(first->value);
}

void TestOfflineConsole::keepsWhatItShows() {
    Console console(as("operator"));
    QVERIFY2(console.open(), describe(console.refusal).c_str());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), State::Live, kStateMs);
    QVERIFY(console.settle());
    QVERIFY(!console.banner()->isVisible());
    QCOMPARE(console.session().fleet()->count(), 3);
    QVERIFY(console.look(m_deployment));
    console.session().navigator()->open(QStringLiteral("audit"));
    QTRY_VERIFY(console.session().audit()->table()->count() > 0);
    QTRY_COMPARE(console.session().board()->history()->count(), 1);
    // A console of the approver, as a program, keeps what it shows too, even if it is killed.
    const auto program = m_world->console("approver", {});
    const auto address = store::postgres::addressOf(m_world->conninfo("approver"));
    QVERIFY(address.ok());
    const std::filesystem::path file =
        m_world->keys("approver").parent_path() / "home-approver" / "hotswap" / "offline.sqlite";
    QVERIFY(fault::SharedWorld::waitFor([&] {
        const auto cache = std::filesystem::exists(file) ? store::local::LocalCache::open(file, {})
                                                         : makeError(ErrorCode::NotFound);
        const store::local::Owner owner{address->text, address->login, TenantId{"acme"}};
        return cache.ok() && (*cache)->rows(owner, store::local::Kind::Node)->size() == 3;
    }));
    program->kill();
}

void TestOfflineConsole::showsWhatWasKeptWhileTheDatabaseIsDown() {
    QVERIFY(m_cluster.command(QStringLiteral("stop"), {QStringLiteral("--mode"), QStringLiteral("fast")}));
    Console console(as("operator"));
    QVERIFY2(console.open(), describe(console.refusal).c_str());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), State::Offline, kStateMs);
    QVERIFY(console.settle());
    ui::ConsoleSession& session = console.session();
    QVERIFY2(session.connection()->text().startsWith(QStringLiteral("Offline, as of ")),
             qPrintable(session.connection()->text()));
    QVERIFY(console.banner()->isVisible());
    QCOMPARE(session.fleet()->count(), 3);
    console.picture(QStringLiteral("offline-fleet"));
    QTRY_COMPARE(session.board()->history()->count(), 1);
    QVERIFY(console.look(m_deployment));
    QVERIFY(session.deployment()->waves()->rowCount() > 0);
    QVERIFY(session.deployment()->verbs()->rowCount() > 0);
    for (const ui::VerbItem& verb : session.deployment()->verbs()->rows()) {
        QVERIFY2(!verb.allowed && !verb.whyNot.isEmpty(), qPrintable(verb.key));
    }
    console.picture(QStringLiteral("offline-deployment"));
    session.navigator()->open(QStringLiteral("audit"));
    QTRY_VERIFY(session.audit()->table()->count() > 0);
    console.picture(QStringLiteral("offline-audit"));
    session.navigator()->open(QStringLiteral("settings"));
    console.picture(QStringLiteral("offline-settings"));
    session.draft()->begin();
    QVERIFY(!session.draft()->submittable() && !session.draft()->error().isEmpty());
    // Whoever kept nothing, or wants nothing kept, is told that the database is out of reach.
    Console other(as("second"));
    QVERIFY(!other.open());
    QCOMPARE(other.refusal.code, ErrorCode::Unavailable);
    console::ConsoleOptions without = as("operator");
    without.cache = false;
    Console uncached(without);
    QVERIFY(!uncached.open());
    const QString picture = m_home.filePath(QStringLiteral("offline.png"));
    const QString refused = m_home.filePath(QStringLiteral("refused.png"));
    const QStringList arguments{QStringLiteral("--page"), QStringLiteral("deployments"),
                                QStringLiteral("--after"), QStringLiteral("3000"),
                                QStringLiteral("--screenshot")};
    const auto program = m_world->console("approver", arguments + QStringList{picture});
    QVERIFY(fault::SharedWorld::waitFor([&] { return !program->running(); }));
    QVERIFY(QFileInfo(picture).size() > 10'000);
    const auto bare =
        m_world->console("approver", arguments + QStringList{refused, QStringLiteral("--no-cache")});
    QVERIFY(fault::SharedWorld::waitFor([&] { return !bare->running(); }));
    QVERIFY(!QFileInfo::exists(refused));
}

void TestOfflineConsole::goesLiveByItself() {
    Console console(as("operator"));
    QVERIFY2(console.open(), describe(console.refusal).c_str());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), State::Offline, kStateMs);
    QVERIFY(m_cluster.start());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), State::Live, kStateMs);
    QVERIFY(console.settle());
    QVERIFY(!console.session().connection()->text().contains(QStringLiteral("Offline")));
    QTRY_VERIFY(console.session().connection()->warning().isEmpty());
    QVERIFY(console.look(m_deployment));
    // What happens now arrives.
    const auto session = m_world->session("second");
    QVERIFY(session);
    const auto next = m_world->submit(*session, "storefront", "1.1.0");
    QVERIFY2(next.ok(), next.ok() ? "" : describe(next.error()).c_str());
    QVERIFY(m_world->waitForEnd(*session, *next)->state == DeploymentState::Succeeded);
    QTRY_COMPARE_WITH_TIMEOUT(console.session().board()->history()->count(), 2, kStateMs);
    // The database stops under it, and comes back.
    QVERIFY(m_cluster.command(QStringLiteral("stop"), {QStringLiteral("--mode"), QStringLiteral("fast")}));
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), State::Offline, kStateMs);
    for (const ui::VerbItem& verb : console.session().deployment()->verbs()->rows()) {
        QVERIFY2(!verb.allowed && !verb.whyNot.isEmpty(), qPrintable(verb.key));
    }
    QVERIFY(console.look(m_deployment)); // seen before, so it can be read
    console.picture(QStringLiteral("lost-deployment"));
    QVERIFY(m_cluster.start());
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), State::Live, kStateMs);
    QTRY_VERIFY(console.session().connection()->warning().isEmpty());
}

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    if (!crypto::init().ok()) {
        return 1;
    }
    bool good = false;
    {
        const QTemporaryDir place;
        fault::TestCluster cluster(place.filePath(QStringLiteral("cluster")));
        if (cluster.start({QStringLiteral("--fast")})) {
            qputenv("HOTSWAP_TEST_ADMIN", QByteArray::fromStdString(cluster.admin()));
            TestOfflineConsole test(cluster);
            good = QTest::qExec(&test, argc, argv) == 0;
        }
    }
    fault::leave(good);
}

#include "tst_offline_console.moc"
