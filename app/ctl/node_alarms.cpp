// SPDX-License-Identifier: Apache-2.0
// hotswapctl node alarms: what nodes refused or found wrong.
#include "app/ctl/node_alarms.h"
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "ui/common/qt_text.h"

#include <QJsonArray>

namespace hotswap::ctl {

namespace {

QJsonObject alarmObject(const Node& node, const NodeAlarm& alarm) {
    return QJsonObject{{QStringLiteral("node"), ui::toQt(node.id)},
                       {QStringLiteral("environment"), ui::toQt(node.environment)},
                       {QStringLiteral("at"), timeValue(alarm.at)},
                       {QStringLiteral("reason"), ui::toQt(std::string(errorCodeName(alarm.reason)))},
                       {QStringLiteral("subject"), ui::toQt(alarm.subject)},
                       {QStringLiteral("detail"), ui::toQt(alarm.detail)},
                       {QStringLiteral("count"), static_cast<qint64>(alarm.count)}};
}

} // namespace

ExitCode nodeAlarms(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl node alarms"),
                        Ctl::tr("Lists what nodes refused or found wrong: the latest of each node."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Only of this environment."),
                  QStringLiteral("NAME"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const EnvironmentId environment{parser.value(QStringLiteral("environment")).toStdString()};
        const auto fleet = session.shared().store().fleet().nodesSince(session.who().tenant, environment, 0);
        if (!fleet.ok()) {
            return output.fail(fleet.error());
        }
        QJsonArray rows;
        TextTable table({Ctl::tr("NODE"), Ctl::tr("WHEN"), Ctl::tr("TIMES"), Ctl::tr("REASON"),
                         Ctl::tr("ABOUT"), Ctl::tr("DETAIL")});
        for (const Node& node : fleet->nodes) {
            for (const NodeAlarm& alarm : node.alarms) {
                rows.append(alarmObject(node, alarm));
                table.add({ui::toQt(node.id), timeText(alarm.at), QString::number(alarm.count),
                           ui::toQt(std::string(errorCodeName(alarm.reason))), ui::toQt(alarm.subject),
                           ui::toQt(alarm.detail)});
            }
        }
        output.object(QJsonObject{{QStringLiteral("alarms"), rows}});
        table.print(output);
        return ExitCode::Success;
    });
}

} // namespace hotswap::ctl
