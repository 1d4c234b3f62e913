// SPDX-License-Identifier: Apache-2.0
#pragma once
// Puts a session on the screen.

#include "ui/session/console_session.h"

#include <QQmlApplicationEngine>
#include <QQmlComponent>
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

    /// Begins to load the console's types beside whatever comes before show(). May be left out.
    void prepare();
    /// Loads the console; false when it could not be made (a warning says why).
    bool show(ui::ConsoleSession& session, QSize size);
    /// Loads another window of ours by its file in HotSwap.Shell, with these properties.
    bool showFile(const QString& file, const QVariantMap& properties, QSize size);

    QQuickWindow* window() const;
    QQmlApplicationEngine& engine() { return *m_engine; }

private:
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    std::unique_ptr<QQmlComponent> m_prepared; ///< keeps the types that it loads
};

} // namespace hotswap::console
