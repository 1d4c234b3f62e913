// SPDX-License-Identifier: Apache-2.0
#pragma once
// Short news at the edge of the window: what was done, what was refused. Never a dialog.

#include "ui/common/row_model.h"
#include "ui/common/tone.h"

#include <QtQmlIntegration/qqmlintegration.h>

class QTimer;

namespace hotswap::ui {

struct NoticeRow {
    QString key;
    QString text;
    Tone tone = Tone::Neutral;
    int secondsLeft = 0;
    bool operator==(const NoticeRow&) const = default;
};

/// Newest last; bad news stays longer than good. GUI thread.
class Notices : public HS_ROW_LIST(NoticeRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// The newest text, for the live area that screen readers follow.
    Q_PROPERTY(QString latest READ latest NOTIFY latestChanged FINAL)

public:
    explicit Notices(QObject* parent = nullptr);

    void say(const QString& text, Tone tone);
    QString latest() const { return m_latest; }
    Q_INVOKABLE void dismiss(const QString& key);

Q_SIGNALS:
    void latestChanged();

private:
    void tick();

    QTimer* m_timer;
    QString m_latest;
    quint64 m_count = 0;
};

} // namespace hotswap::ui
