// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/console_fixture.h"

#include "app/console/fonts.h"

#include <QTest>

namespace hotswap::tests {

ConsoleFixture::ConsoleFixture(support::SampleSize size) : m_service(m_clock, m_random, size) {}

bool ConsoleFixture::show(const QString& theme, const QString& language) {
    console::chooseFonts();
    m_preferences.overrule(QStringLiteral("theme"), theme);
    m_preferences.overrule(QStringLiteral("language"), language);
    m_session = std::make_unique<ui::ConsoleSession>(
        ui::SessionParts{m_service, m_clock, m_random, m_preferences, m_policyFiles,
                         support::FakeConsoleService::identities(), QStringLiteral("lab"), &m_link});
    if (!m_window.show(*m_session, QSize(1280, 800))) {
        return false;
    }
    return QTest::qWaitForWindowExposed(window()) &&
           QTest::qWaitFor([this] { return m_session->fleet()->loaded(); }) && settle();
}

bool ConsoleFixture::settle() {
    int frames = 0;
    const auto connection = QObject::connect(window(), &QQuickWindow::frameSwapped, [&frames] { ++frames; });
    const bool settled = QTest::qWaitFor([&] {
        window()->update();
        return frames >= 3 && m_session->idle();
    });
    QObject::disconnect(connection);
    return settled;
}

QStringList ConsoleFixture::pages() {
    return ui::Navigator::pages() +
           QStringList{QStringLiteral("deployment"), QStringLiteral("approval"), QStringLiteral("node")};
}

bool ConsoleFixture::open(const QString& page) {
    if (page == QLatin1String("deployment")) {
        m_session->navigator()->openDeployment(QString::fromStdString(m_service.runningDeployment().value));
    } else if (page == QLatin1String("approval")) {
        m_session->navigator()->openApproval(QString::fromStdString(m_service.pendingApproval().value));
    } else if (page == QLatin1String("node")) {
        m_session->navigator()->openNode(QStringLiteral("prod-0004"));
    } else {
        m_session->navigator()->open(page);
    }
    return settle();
}

} // namespace hotswap::tests
