// SPDX-License-Identifier: Apache-2.0
// hotswapctl audit list|verify.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "ui/common/qt_text.h"

#include <QDateTime>
#include <QJsonArray>

#include <array>

namespace hotswap::ctl {

namespace {

using ui::toQt;

QJsonObject recordObject(const AuditRecord& record) {
    QJsonObject details;
    for (const auto& [name, value] : record.details) {
        details.insert(toQt(name), toQt(value));
    }
    return QJsonObject{{QStringLiteral("sequence"), static_cast<qint64>(record.sequence)},
                       {QStringLiteral("at"), timeValue(record.at)},
                       {QStringLiteral("actor"), toQt(record.actor)},
                       {QStringLiteral("via"), toQt(record.via)},
                       {QStringLiteral("action"), toQt(record.action)},
                       {QStringLiteral("subject"), toQt(record.subject)},
                       {QStringLiteral("details"), details},
                       {QStringLiteral("hash"), toQt(record.hash)}};
}

Result<std::optional<Instant>> readTime(const OptionParser& parser, const char* name) {
    const QString text = parser.value(QString::fromLatin1(name));
    if (text.isEmpty()) {
        return std::optional<Instant>();
    }
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid()) {
        return invalidField("--" + std::string(name), "a time like 2026-11-21T07:30:00Z");
    }
    if (time.timeSpec() == Qt::LocalTime) {
        time.setTimeSpec(Qt::UTC); // what is printed is UTC too
    }
    return std::optional(instantFromMs(time.toMSecsSinceEpoch()));
}

Result<ports::queries::Audit> readFilter(const OptionParser& parser) {
    ports::queries::Audit query;
    query.filter.text = parser.value(QStringLiteral("text")).toStdString();
    const auto from = readTime(parser, "from");
    HS_TRY(from);
    const auto to = readTime(parser, "to");
    HS_TRY(to);
    query.filter.from = *from;
    query.filter.to = *to;
    HS_TRY(readPage(parser, query.page, query.limit));
    return query;
}

ExitCode auditList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl audit list"),
                        Ctl::tr("Lists who did what, newest first."));
    parser.option(QStringLiteral("text"),
                  Ctl::tr("Only with this text in actor, action, subject or details."),
                  QStringLiteral("TEXT"));
    parser.option(QStringLiteral("from"), Ctl::tr("Only from this time on (UTC)."), QStringLiteral("TIME"));
    parser.option(QStringLiteral("to"), Ctl::tr("Only before this time (UTC)."), QStringLiteral("TIME"));
    addPageOptions(parser);
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto query = readFilter(parser);
        if (!query.ok()) {
            return refuse(query.error(), parser, output);
        }
        const auto page = session.query<ports::AuditPage>(*query);
        if (!page.ok()) {
            return output.fail(page.error());
        }
        QJsonArray rows;
        TextTable table(
            {Ctl::tr("TIME"), Ctl::tr("ACTOR"), Ctl::tr("VIA"), Ctl::tr("ACTION"), Ctl::tr("SUBJECT")});
        for (const AuditRecord& row : page->rows) {
            rows.append(recordObject(row));
            table.add(
                {timeText(row.at), toQt(row.actor), toQt(row.via), toQt(row.action), toQt(row.subject)});
        }
        output.object(
            QJsonObject{{QStringLiteral("records"), rows}, {QStringLiteral("next"), nextValue(page->next)}});
        table.print(output);
        printNext(page->next, output);
        return ExitCode::Success;
    });
}

ExitCode auditVerify(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl audit verify"),
                        Ctl::tr("Walks the chain of hashes; exit status 1 when a record does not fit."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto check = session.query<ports::AuditCheck>(ports::queries::VerifyAudit{});
        if (!check.ok()) {
            return output.fail(check.error());
        }
        output.object(QJsonObject{
            {QStringLiteral("audit"),
             QJsonObject{{QStringLiteral("records"), static_cast<qint64>(check->records)},
                         {QStringLiteral("sealed"), static_cast<qint64>(check->sealedRecords)},
                         {QStringLiteral("firstBroken"),
                          check->firstBroken ? QJsonValue(static_cast<qint64>(*check->firstBroken))
                                             : QJsonValue()}}}});
        if (check->firstBroken) {
            //: %1 number of a record
            output.note(Ctl::tr("The chain is broken at record %1: somebody changed the database.")
                            .arg(*check->firstBroken));
            return ExitCode::Failure;
        }
        //: %1 and %2 numbers of records
        output.line(Ctl::tr("The chain is whole: %1 records, %2 of them sealed.")
                        .arg(check->records)
                        .arg(check->sealedRecords));
        return ExitCode::Success;
    });
}

constexpr std::array kAuditCommands{
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list who did what"), auditList},
    Command{"verify", QT_TRANSLATE_NOOP("Ctl", "check that nothing was altered"), auditVerify},
};

} // namespace

ExitCode runAuditCommand(const QStringList& arguments, Output& output) {
    return dispatch(kAuditCommands, QStringLiteral("hotswapctl audit"), arguments, output);
}

} // namespace hotswap::ctl
