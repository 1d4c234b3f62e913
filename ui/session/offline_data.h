// SPDX-License-Identifier: Apache-2.0
#pragma once
// What this desktop keeps for reading offline, on the Settings page.

#include "core/ports/kept_copy.h"
#include "ui/common/formatter.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// GUI thread.
class OfflineData : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// Something is kept here, or could be.
    Q_PROPERTY(bool kept READ kept CONSTANT FINAL)
    /// Full name of the file.
    Q_PROPERTY(QString file READ file NOTIFY changed FINAL)
    /// "1.2 MiB, as of 14:03:11", or why nothing is kept.
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    Q_PROPERTY(bool clearable READ clearable NOTIFY changed FINAL)

public:
    /// `copy`: nullptr where nothing is kept.
    OfflineData(ports::KeptCopy* copy, Formatter& formatter, QObject* parent = nullptr);

    bool kept() const { return m_copy != nullptr; }
    QString file() const { return QString::fromStdString(m_info.file); }
    QString summary() const;
    bool clearable() const { return m_copy != nullptr && !m_info.clearing && m_info.bytes > 0; }
    /// Looks again; the session calls it while the page shows.
    void tick();

    /// Removes all that is kept, also of other databases and people; keeping goes on.
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();

private:
    ports::KeptCopy* m_copy;
    Formatter& m_formatter;
    ports::KeptCopyInfo m_info;
};

} // namespace hotswap::ui
