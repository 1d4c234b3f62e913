// SPDX-License-Identifier: Apache-2.0
#pragma once
// A few seconds to take back a submit, promotion or skip before it leaves this console. Stop, abort and
// rollback never wait here.

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

#include <functional>

class QTimer;

namespace hotswap::ui {

/// Holds at most one action; a second one sends the first at once. GUI thread.
class UndoGrace : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// An action waits.
    Q_PROPERTY(bool active READ active NOTIFY changed FINAL)
    /// What will be done, translated.
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    /// Seconds until it is sent.
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY changed FINAL)
    /// Length of the grace in seconds, for the progress line.
    Q_PROPERTY(int seconds READ seconds CONSTANT FINAL)

public:
    enum class Wait { Grace, None };

    explicit UndoGrace(QObject* parent = nullptr);

    /// Sends `action` after the grace, or now.
    void offer(const QString& text, Wait wait, std::function<void()> action);

    bool active() const { return static_cast<bool>(m_action); }
    QString text() const { return m_text; }
    int secondsLeft() const { return m_left; }
    int seconds() const;

    Q_INVOKABLE void undo();
    Q_INVOKABLE void sendNow();

Q_SIGNALS:
    void changed();
    void undone(const QString& text);

private:
    void clear();
    void tick();

    QTimer* m_timer;
    std::function<void()> m_action;
    QString m_text;
    int m_left = 0;
};

} // namespace hotswap::ui
