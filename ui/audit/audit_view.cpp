// SPDX-License-Identifier: Apache-2.0
#include "ui/audit/audit_view.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <iterator>

namespace hotswap::ui {

namespace {

constexpr std::size_t kPageRows = 100;
constexpr std::size_t kRowsMax = 5'000; // a person searches before scrolling further

QString details(const AuditRecord& record) {
    QStringList parts;
    for (const auto& [name, value] : record.details) {
        parts << QStringLiteral("%1=%2").arg(toQt(name), toQt(value));
    }
    return parts.join(QStringLiteral(", "));
}

/// A field of RFC 4180: quoted where it must be, and never the start of a spreadsheet formula.
QString csvField(QString text) {
    if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text.front())) {
        text.prepend(QLatin1Char('\''));
    }
    if (text.contains(QLatin1Char('"')) || text.contains(QLatin1Char(',')) ||
        text.contains(QLatin1Char('\n'))) {
        text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        return QLatin1Char('"') + text + QLatin1Char('"');
    }
    return text;
}

} // namespace

AuditView::AuditView(const PageContext& context, QObject* parent) : QObject(parent), m_context(context) {
    connect(&m_context.formatter, &Formatter::changed, this, [this] {
        show();
        Q_EMIT chainChanged();
    });
    connect(&m_context.client, &ServiceClient::identityChanged, this, [this] {
        if (m_begun) {
            fetch({});
        }
    });
    connect(&m_context.client, &ServiceClient::onlineChanged, this, [this] {
        if (m_begun && m_context.client.online()) {
            fetch({});
            verify();
        }
    });
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) {
                if (!m_begun || !(delta->auditChanged || delta->snapshot)) {
                    return;
                }
                if (m_loading) {
                    m_stale = true;
                } else if (m_rows.size() <= kPageRows) { // whoever scrolled down is left where they read
                    fetch({});
                }
            });
    show();
}

void AuditView::setText(const QString& text) {
    if (text != m_text) {
        m_text = text;
        Q_EMIT filterChanged();
        fetch({});
    }
}

QString AuditView::chain() const {
    if (!m_check) {
        return {};
    }
    if (m_check->firstBroken) {
        //: %1 number of the first record that does not fit
        return tr("The chain is broken at record %1")
            .arg(m_context.formatter.number(static_cast<qint64>(*m_check->firstBroken)));
    }
    const auto open = static_cast<int>(m_check->records - m_check->sealedRecords);
    const QString verified =
        tr("Chain verified: %Ln record(s)", "", static_cast<int>(m_check->sealedRecords));
    //: %1 "Chain verified: 1,204 records"
    return open == 0 ? verified : tr("%1, %Ln not sealed yet", "", open).arg(verified);
}

int AuditView::chainTone() const {
    const bool broken = m_check && m_check->firstBroken;
    return static_cast<int>(broken ? Tone::Bad : m_check ? Tone::Good : Tone::Neutral);
}

void AuditView::begin() {
    if (!m_begun) {
        m_begun = true;
        fetch({});
        verify();
    }
}

void AuditView::loadMore() {
    if (!m_loading && !m_next.empty() && m_rows.size() < kRowsMax) {
        fetch(m_next);
    }
}

void AuditView::verify() {
    m_context.client.ask<ports::AuditCheck>(
        this, ports::queries::VerifyAudit{}, [this](Result<ports::AuditCheck> answer) {
            if (answer.ok()) {
                m_check = *answer;
            } else if (m_context.client.online()) { // else the line across the page tells
                m_context.notices.say(errorText(answer.error()), Tone::Bad);
            }
            Q_EMIT chainChanged();
        });
}

void AuditView::exportTo(const QUrl& file) {
    const QString path = file.toLocalFile();
    QSaveFile out(path);
    const QByteArray bytes = path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive) ? json() : csv();
    const bool written = out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit();
    if (written) {
        //: %1 file name
        m_context.notices.say(
            tr("%Ln record(s) written to %1", "", static_cast<int>(m_rows.size())).arg(path), Tone::Good);
    } else {
        //: %1 file name, %2 what the system says
        m_context.notices.say(tr("%1 was not written: %2").arg(path, out.errorString()), Tone::Bad);
    }
}

void AuditView::fetch(const std::string& page) {
    ports::queries::Audit query;
    query.filter.text = fromQt(m_text);
    query.page = page;
    query.limit = kPageRows;
    const std::uint64_t request = ++m_request;
    m_loading = true;
    m_stale = false;
    Q_EMIT changed();
    m_context.client.ask<ports::AuditPage>(
        this, query, [this, request, first = page.empty()](Result<ports::AuditPage> answer) {
            if (request != m_request) {
                return;
            }
            m_loading = false;
            m_error = answer.ok() ? QString() : errorText(answer.error());
            if (answer.ok()) {
                if (first) {
                    m_rows.clear();
                }
                m_rows.insert(m_rows.end(), std::make_move_iterator(answer->rows.begin()),
                              std::make_move_iterator(answer->rows.end()));
                m_next = answer->next;
                show();
            }
            Q_EMIT changed();
            if (m_stale && m_rows.size() <= kPageRows) {
                fetch({});
            }
        });
}

void AuditView::show() {
    m_table.setHeadings({tr("Time"), tr("Who"), tr("What"), tr("Subject"), tr("Details"), tr("Chain")});
    std::vector<TableRow> rows;
    rows.reserve(m_rows.size());
    for (const AuditRecord& record : m_rows) {
        const bool isSealed = !record.hash.empty();
        //: %1 who did it, %2 the program that acted for them
        const QString who = record.via.empty() || record.via == record.actor
                                ? toQt(record.actor)
                                : tr("%1 via %2").arg(toQt(record.actor), toQt(record.via));
        TableRow row;
        row.key = QString::number(record.sequence);
        row.cells = {
            {m_context.formatter.dateTime(record.at), CellKind::Text, Tone::Neutral},
            {who, CellKind::Strong, Tone::Neutral},
            {Words::ofAction(record.action), CellKind::Text, Tone::Neutral},
            {toQt(record.subject), CellKind::Mono, Tone::Neutral},
            {details(record), CellKind::Faint, Tone::Neutral},
            {isSealed ? tr("sealed") : tr("open"), CellKind::Chip, isSealed ? Tone::Good : Tone::Neutral},
        };
        rows.push_back(std::move(row));
    }
    m_table.setRows(std::move(rows));
}

QByteArray AuditView::csv() const {
    QString text = QStringLiteral("sequence,at,tenant,actor,via,action,subject,details,hash\r\n");
    for (const AuditRecord& record : m_rows) {
        const QStringList fields = {
            QString::number(record.sequence), QString::number(toMs(record.at)), csvField(toQt(record.tenant)),
            csvField(toQt(record.actor)),     csvField(toQt(record.via)),       csvField(toQt(record.action)),
            csvField(toQt(record.subject)),   csvField(details(record)),        toQt(record.hash)};
        text += fields.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return text.toUtf8();
}

QByteArray AuditView::json() const {
    QJsonArray rows;
    for (const AuditRecord& record : m_rows) {
        QJsonObject fields;
        for (const auto& [name, value] : record.details) {
            fields.insert(toQt(name), toQt(value));
        }
        rows.append(QJsonObject{{QStringLiteral("sequence"), static_cast<qint64>(record.sequence)},
                                {QStringLiteral("at"), static_cast<qint64>(toMs(record.at))},
                                {QStringLiteral("tenant"), toQt(record.tenant)},
                                {QStringLiteral("actor"), toQt(record.actor)},
                                {QStringLiteral("via"), toQt(record.via)},
                                {QStringLiteral("action"), toQt(record.action)},
                                {QStringLiteral("subject"), toQt(record.subject)},
                                {QStringLiteral("details"), fields},
                                {QStringLiteral("previousHash"), toQt(record.previousHash)},
                                {QStringLiteral("hash"), toQt(record.hash)}});
    }
    return QJsonDocument(rows).toJson();
}

} // namespace hotswap::ui
