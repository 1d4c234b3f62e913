// SPDX-License-Identifier: Apache-2.0
#include "ui/session/undo_grace.h"

#include <QTimer>

namespace hotswap::ui {

namespace {

constexpr int kGraceSeconds = 5;

} // namespace

UndoGrace::UndoGrace(QObject* parent) : QObject(parent), m_timer(new QTimer(this)) {
    m_timer->setInterval(1'000);
    connect(m_timer, &QTimer::timeout, this, &UndoGrace::tick);
}

int UndoGrace::seconds() const {
    return kGraceSeconds;
}

void UndoGrace::offer(const QString& text, Wait wait, std::function<void()> action) {
    sendNow();
    if (wait == Wait::None) {
        action();
        return;
    }
    m_action = std::move(action);
    m_text = text;
    m_left = kGraceSeconds;
    m_timer->start();
    Q_EMIT changed();
}

void UndoGrace::undo() {
    if (!active()) {
        return;
    }
    const QString text = m_text;
    clear();
    Q_EMIT undone(text);
}

void UndoGrace::sendNow() {
    if (!active()) {
        return;
    }
    const std::function<void()> action = std::move(m_action);
    clear();
    action();
}

void UndoGrace::clear() {
    m_timer->stop();
    m_action = nullptr;
    m_text.clear();
    m_left = 0;
    Q_EMIT changed();
}

void UndoGrace::tick() {
    if (--m_left <= 0) {
        sendNow();
    } else {
        Q_EMIT changed();
    }
}

} // namespace hotswap::ui
