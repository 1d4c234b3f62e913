// SPDX-License-Identifier: Apache-2.0
#include "tests/app/console_lab/lab_console.h"

#include "app/console/fonts.h"

#include <QAccessible>
#include <QQuickItem>
#include <QTest>

namespace hotswap::tests {

namespace {

constexpr int kTabsMax = 60;
constexpr int kFleetWaitMs = 20'000;
constexpr Duration kReadyWait{30'000};

std::filesystem::path folderOf(const char* variable) {
    return qEnvironmentVariable(variable).toStdString();
}

} // namespace

LabConsole::~LabConsole() {
    // As in the program: the window first, then the session's calls into the lab, then the lab.
    m_window.reset();
    m_session.reset();
    if (m_lab) {
        m_lab->stop();
    }
}

bool LabConsole::start(double speed) {
    QAccessible::setActive(true);
    lab::LabOptions options = lab::defaultLabOptions(folderOf("HOTSWAP_BIN_DIR") / "hotswap");
    options.stateDirectory = m_directory.path().toStdString();
    options.demoDirectory = folderOf("HOTSWAP_DEMO_DIR");
    options.environments = {EnvironmentId{"Production"}};
    options.speed = speed;
    auto started = lab::Lab::start(std::move(options));
    if (!started.ok()) {
        qWarning("%s", describe(started.error()).c_str());
        return false;
    }
    m_lab = std::move(*started);
    if (const Status ready = m_lab->waitUntilReady(kReadyWait); !ready.ok()) {
        qWarning("%s", describe(ready.error()).c_str());
        return false;
    }
    console::chooseFonts();
    m_session = std::make_unique<ui::ConsoleSession>(
        ui::SessionParts{m_lab->service(), m_clock, m_random, m_preferences, m_policyFiles,
                         m_lab->identities(), QStringLiteral("lab")});
    m_window = std::make_unique<console::Window>();
    return m_window->show(*m_session, QSize(1280, 800)) && QTest::qWaitForWindowExposed(m_window->window()) &&
           QTest::qWaitFor([this] { return m_session->fleet()->loaded(); }, kFleetWaitMs);
}

void LabConsole::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(m_window->window(), key, modifiers);
}

void LabConsole::type(const QByteArray& text) {
    for (const char key : text) {
        QTest::keyClick(m_window->window(), key);
    }
}

QString LabConsole::focused() const {
    QAccessibleInterface* spoken =
        QAccessible::queryAccessibleInterface(m_window->window()->activeFocusItem());
    return spoken != nullptr ? spoken->text(QAccessible::Name) : QString();
}

bool LabConsole::tabTo(const QString& name) {
    QStringList seen;
    for (int i = 0; i < kTabsMax; ++i) {
        const QString here = focused();
        // A choice says what is chosen behind its name, a card its details.
        if (here == name || here.startsWith(name + QStringLiteral(": ")) ||
            here.startsWith(name + QStringLiteral(", "))) {
            return true;
        }
        seen << here;
        press(Qt::Key_Tab);
    }
    qWarning("'%s' cannot be reached; seen: %s", qPrintable(name), qPrintable(seen.join(QLatin1Char('|'))));
    return false;
}

} // namespace hotswap::tests
