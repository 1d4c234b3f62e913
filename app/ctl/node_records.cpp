// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/node_records.h"

#include "app/ctl/deployment_rows.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "core/codec/enum_names.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

namespace hotswap::ctl {

namespace {

using ui::toQt;

constexpr std::size_t kLinesShown = 500;
constexpr std::size_t kCommandsShown = 100;

QString stateName(const ports::NodeJournalRow& row) {
    if (row.receipt) {
        return toQt(codec::nameOf(row.receipt->outcome));
    }
    switch (row.state) {
    case ports::CommandState::Pending: return QStringLiteral("pending");
    case ports::CommandState::Delivered: return QStringLiteral("delivered");
    case ports::CommandState::Answered: return QStringLiteral("answered");
    case ports::CommandState::Void: return QStringLiteral("void");
    }
    return {};
}

QJsonObject journalObject(const ports::NodeJournalRow& row) {
    QJsonObject object{
        {QStringLiteral("command"), toQt(row.command)},
        {QStringLiteral("action"), row.action ? QJsonValue(toQt(codec::nameOf(*row.action))) : QJsonValue()},
        {QStringLiteral("module"), toQt(row.scope.module)},
        {QStringLiteral("deployment"), toQt(row.deployment)},
        {QStringLiteral("state"), stateName(row)},
        {QStringLiteral("queuedAt"), timeValue(row.queuedAt)}};
    if (row.receipt) {
        const bool wrong = row.receipt->outcome != ReceiptOutcome::Applied;
        object.insert(QStringLiteral("tookMs"), static_cast<qint64>(row.receipt->took.count()));
        object.insert(QStringLiteral("switchMs"), static_cast<qint64>(row.receipt->switchTook.count()));
        object.insert(QStringLiteral("reason"),
                      wrong ? QJsonValue(toQt(errorCodeName(row.receipt->reason))) : QJsonValue());
        object.insert(QStringLiteral("detail"), toQt(row.receipt->detail));
    }
    return object;
}

} // namespace

ExitCode showNodeLog(DatabaseSession& session, const NodeId& node, Output& output) {
    const auto lines =
        session.query<std::vector<ports::NodeLogLine>>(ports::queries::NodeLog{node, {}, kLinesShown});
    if (!lines.ok()) {
        return output.fail(lines.error());
    }
    QJsonArray rows;
    for (const ports::NodeLogLine& line : *lines) {
        const QString source = line.module.empty() ? QStringLiteral("agent") : toQt(line.module);
        rows.append(QJsonObject{
            {QStringLiteral("at"), timeValue(line.at)},
            {QStringLiteral("module"), line.module.empty() ? QJsonValue() : QJsonValue(toQt(line.module))},
            {QStringLiteral("text"), toQt(line.text)}});
        output.line(QStringLiteral("%1  %2  %3").arg(timeText(line.at), source, toQt(line.text)));
    }
    output.object(QJsonObject{{QStringLiteral("log"), rows}});
    return ExitCode::Success;
}

ExitCode showNodeJournal(DatabaseSession& session, const NodeId& node, Output& output) {
    const auto page =
        session.query<ports::NodeJournalPage>(ports::queries::NodeJournal{node, {}, kCommandsShown});
    if (!page.ok()) {
        return output.fail(page.error());
    }
    QJsonArray rows;
    TextTable table({Ctl::tr("WHEN"), Ctl::tr("COMMAND"), Ctl::tr("MODULE"), Ctl::tr("STATE"),
                     Ctl::tr("DETAIL"), Ctl::tr("DEPLOYMENT")});
    for (const ports::NodeJournalRow& row : page->rows) {
        rows.append(journalObject(row));
        const bool wrong = row.receipt && row.receipt->outcome != ReceiptOutcome::Applied;
        table.add(
            {timeText(row.queuedAt), row.action ? toQt(codec::nameOf(*row.action)) : QStringLiteral("–"),
             toQt(row.scope.module), stateName(row),
             wrong
                 ? toQt(errorCodeName(row.receipt->reason)) + QLatin1String(": ") + toQt(row.receipt->detail)
                 : QString(),
             toQt(row.deployment)});
    }
    output.object(QJsonObject{{QStringLiteral("journal"), rows}});
    table.print(output);
    return ExitCode::Success;
}

} // namespace hotswap::ctl
