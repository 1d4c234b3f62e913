// SPDX-License-Identifier: Apache-2.0
#pragma once
// The whole console over sample data, offscreen.

#include "app/console/policy_files.h"
#include "app/console/preferences_file.h"
#include "app/console/window.h"
#include "tests/support/fake_console_service.h"
#include "tests/support/manual_clock.h"

#include <QQuickItem>

namespace hotswap::tests {

/// One console; its parts live as long as it does.
class ConsoleFixture {
public:
    explicit ConsoleFixture(support::SampleSize size = {});

    /// Loads Main.qml and waits until the fleet is there. False when something is missing.
    bool show(const QString& theme = QStringLiteral("dark"), const QString& language = QStringLiteral("en"));
    /// Opens a page ("deployment" opens the one that runs) and waits for it and its answers.
    bool open(const QString& page);
    /// Pages that there are, and the two that are about one thing.
    static QStringList pages();

    ui::ConsoleSession& session() { return *m_session; }
    support::FakeConsoleService& service() { return m_service; }
    ports::ConnectionBoard& link() { return m_link; }
    const ports::Clock& clock() const { return m_clock; }
    QQuickWindow* window() const { return m_window.window(); }
    /// Waits until no call is on its way and two frames were drawn.
    bool settle();

private:
    support::ManualClock m_clock;
    support::SeededRandom m_random;
    support::FakeConsoleService m_service;
    ports::ConnectionBoard m_link{{ports::ConnectionPhase::Live, Instant{}, {}}};
    console::PolicyFiles m_policyFiles;
    console::PreferencesFile m_preferences{QString()};
    std::unique_ptr<ui::ConsoleSession> m_session;
    console::Window m_window;
};

} // namespace hotswap::tests
