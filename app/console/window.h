// SPDX-License-Identifier: Apache-2.0
#pragma once
// Puts a session on the screen.

#include "ui/session/console_session.h"

#include <QQmlApplicationEngine>
#include <QQuickWindow>

#include <memory>

namespace hotswap::console {

/// One window with the engine behind it. GUI thread; the session must outlive it.
class Window {
public:
    Window();
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Loads the console; false when it could not be made (a warning says why).
    bool show(ui::ConsoleSession& session, QSize size);
    /// Loads another window of ours by its file in HotSwap.Shell, with these properties.
    bool showFile(const QString& file, const QVariantMap& properties, QSize size);

    QQuickWindow* window() const;
    QQmlApplicationEngine& engine() { return *m_engine; }

private:
    std::unique_ptr<QQmlApplicationEngine> m_engine;
};

} // namespace hotswap::console
