// SPDX-License-Identifier: Apache-2.0
#pragma once
// The Audit page: who did what, newest first, searched by the service; whether the chain holds; export.

#include "core/ports/console_reader.h"
#include "ui/common/cell_table.h"
#include "ui/session/page_context.h"

#include <QObject>
#include <QUrl>
#include <QtQmlIntegration/qqmlintegration.h>

#include <optional>

namespace hotswap::ui {

/// GUI thread.
class AuditView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(hotswap::ui::CellTable* table READ table CONSTANT FINAL)
    Q_PROPERTY(QList<qreal> widths READ widths CONSTANT FINAL)
    /// Text that must occur in actor, action, subject or details.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY changed FINAL)
    Q_PROPERTY(bool more READ more NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    /// "Chain verified: 1,204 records" or where it breaks; empty: not asked yet.
    Q_PROPERTY(QString chain READ chain NOTIFY chainChanged FINAL)
    Q_PROPERTY(int chainTone READ chainTone NOTIFY chainChanged FINAL)

public:
    explicit AuditView(const PageContext& context, QObject* parent = nullptr);

    CellTable* table() { return &m_table; }
    QList<qreal> widths() const { return {0.17, 0.12, 0.2, 0.16, 0.25, 0.1}; }
    QString text() const { return m_text; }
    void setText(const QString& text);
    bool loading() const { return m_loading; }
    bool more() const { return !m_next.empty(); }
    QString error() const { return m_error; }
    QString chain() const;
    int chainTone() const;

    /// Starts reading; the page calls it when it shows for the first time.
    Q_INVOKABLE void begin();
    Q_INVOKABLE void loadMore();
    Q_INVOKABLE void verify();
    /// Writes the rows that match the filter, as far as they were read, as CSV (RFC 4180) or JSON by the
    /// file's ending. A notice says what became of it.
    Q_INVOKABLE void exportTo(const QUrl& file);

Q_SIGNALS:
    void filterChanged();
    void changed();
    void chainChanged();

private:
    void fetch(const std::string& page);
    void show();
    QByteArray csv() const;
    QByteArray json() const;

    PageContext m_context;
    CellTable m_table;
    QString m_text;
    std::vector<AuditRecord> m_rows;
    std::string m_next;
    std::optional<ports::AuditCheck> m_check;
    bool m_begun = false;
    bool m_loading = false;
    bool m_stale = false; ///< records were added while an answer was on its way
    std::uint64_t m_request = 0;
    QString m_error;
};

} // namespace hotswap::ui
