// SPDX-License-Identifier: Apache-2.0
#pragma once
// The real console over a real lab with a simulated Production, used as a person without a pointer does.

#include "app/common/real_sources.h"
#include "app/console/policy_files.h"
#include "app/console/preferences_file.h"
#include "app/console/window.h"
#include "app/lab/lab.h"

#include <QTemporaryDir>

namespace hotswap::tests {

/// One console and its lab. Waits are bounded; false or empty when a wait was in vain.
class LabConsole {
public:
    ~LabConsole();

    /// Starts the lab at `speed`, waits until Production serves, and shows Main.qml.
    bool start(double speed);

    ui::ConsoleSession& session() { return *m_session; }
    lab::Lab& lab() { return *m_lab; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QByteArray& text);
    /// Presses Tab until the control called `name` (behind it may come a value) has the focus.
    bool tabTo(const QString& name);
    /// Accessible name of what has the focus.
    QString focused() const;

private:
    QTemporaryDir m_directory;
    app::SystemClock m_clock;
    app::SystemRandom m_random;
    console::PolicyFiles m_policyFiles;
    console::PreferencesFile m_preferences{QString()};
    std::unique_ptr<lab::Lab> m_lab;
    std::unique_ptr<ui::ConsoleSession> m_session;
    std::unique_ptr<console::Window> m_window;
};

} // namespace hotswap::tests
