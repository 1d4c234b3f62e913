// SPDX-License-Identifier: Apache-2.0
// hotswapctl node list|revoke: who is in as a node.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/node_alarms.h"
#include "app/ctl/node_token.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "core/store/postgres/node_keys.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <array>
#include <map>

namespace hotswap::ctl {

namespace {

QString modulesText(const Node& node) {
    QStringList parts;
    for (const auto& [module, release] : node.modules) {
        parts << ui::toQt(module) + QLatin1Char(' ') +
                     (release.current.digest.empty() ? QStringLiteral("–")
                                                     : ui::toQt(release.current.version.text()));
    }
    return parts.join(QStringLiteral(", "));
}

/// `seen` is nothing for a node that enrolled and has told of nothing yet.
QString stateText(const store::postgres::EnrolledNode& node, const Node* seen) {
    if (node.revoked) {
        return QStringLiteral("revoked");
    }
    return seen == nullptr ? QStringLiteral("–") : ui::toQt(nodeStateName(seen->state));
}

QJsonObject enrolledObject(const store::postgres::EnrolledNode& node, const Node* seen) {
    QJsonObject modules;
    for (const auto& [module, release] : seen == nullptr ? decltype(seen->modules){} : seen->modules) {
        modules.insert(ui::toQt(module), release.current.digest.empty()
                                             ? QJsonValue()
                                             : QJsonValue(ui::toQt(release.current.version.text())));
    }
    const bool placed = seen != nullptr && !seen->gateway.empty();
    return QJsonObject{
        {QStringLiteral("name"), ui::toQt(node.node)},
        {QStringLiteral("environment"), ui::toQt(node.environment)},
        {QStringLiteral("revoked"), node.revoked},
        {QStringLiteral("enrolledAt"), timeValue(node.enrolledAt)},
        {QStringLiteral("state"),
         seen == nullptr ? QJsonValue() : QJsonValue(ui::toQt(nodeStateName(seen->state)))},
        {QStringLiteral("gateway"), placed ? QJsonValue(ui::toQt(seen->gateway)) : QJsonValue()},
        {QStringLiteral("lastSeen"), seen == nullptr ? QJsonValue() : timeValue(seen->lastSeen)},
        {QStringLiteral("modules"), modules}};
}

void printEnrolled(const std::vector<store::postgres::EnrolledNode>& enrolled,
                   const std::map<NodeId, Node>& fleet, Output& output) {
    QJsonArray rows;
    TextTable table({Ctl::tr("NODE"), Ctl::tr("ENVIRONMENT"), Ctl::tr("STATE"), Ctl::tr("GATEWAY"),
                     Ctl::tr("MODULES"), Ctl::tr("LAST SEEN"), Ctl::tr("ENROLLED")});
    for (const auto& node : enrolled) {
        const auto found = fleet.find(node.node);
        const Node* seen = found == fleet.end() ? nullptr : &found->second;
        rows.append(enrolledObject(node, seen));
        table.add({ui::toQt(node.node), ui::toQt(node.environment), stateText(node, seen),
                   seen == nullptr || seen->gateway.empty() ? QStringLiteral("–") : ui::toQt(seen->gateway),
                   seen == nullptr ? QString() : modulesText(*seen),
                   seen == nullptr ? QStringLiteral("–") : timeText(seen->lastSeen),
                   timeText(node.enrolledAt)});
    }
    output.object(QJsonObject{{QStringLiteral("nodes"), rows}});
    table.print(output);
}

ExitCode nodeList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl node list"),
                        Ctl::tr("Lists the nodes that enrolled: gateway, state, releases, when last seen."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Only of this environment."),
                  QStringLiteral("NAME"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const EnvironmentId environment{parser.value(QStringLiteral("environment")).toStdString()};
        auto& store = session.shared().store();
        const auto enrolled = store.nodeKeys().list(session.who().tenant, environment);
        if (!enrolled.ok()) {
            return output.fail(enrolled.error());
        }
        auto rows = store.fleet().nodesSince(session.who().tenant, environment, 0);
        if (!rows.ok()) {
            return output.fail(rows.error());
        }
        std::map<NodeId, Node> fleet;
        for (Node& node : rows->nodes) {
            fleet[node.id] = std::move(node);
        }
        printEnrolled(*enrolled, fleet, output);
        return ExitCode::Success;
    });
}

ExitCode nodeRevoke(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl node revoke"),
        Ctl::tr("Ends a node's session and lets it in no more, whatever token it brings. What runs on its "
                "host goes on; deployments leave it out. There is no way back under the same name."));
    parser.argument(QStringLiteral("NODE"), Ctl::tr("Its name."));
    parser.option(QStringLiteral("reason"), Ctl::tr("Why, for the audit."), QStringLiteral("TEXT"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const NodeId node{parser.argumentAt(0).toStdString()};
        const auto done = session.shared().store().nodeKeys().revoke(
            session.who().tenant, node, parser.value(QStringLiteral("reason")).toStdString());
        if (!done.ok()) {
            return output.fail(done.error());
        }
        output.object(
            QJsonObject{{QStringLiteral("node"), QJsonObject{{QStringLiteral("name"), ui::toQt(node)},
                                                             {QStringLiteral("revoked"), true},
                                                             {QStringLiteral("repeated"), !*done}}}});
        //: %1 name of a node
        output.line((*done ? Ctl::tr("%1 is revoked: its session ends, and it is let in no more.")
                           : Ctl::tr("%1 was revoked before."))
                        .arg(ui::toQt(node)));
        return ExitCode::Success;
    });
}

constexpr std::array kNodeCommands{
    Command{"alarms", QT_TRANSLATE_NOOP("Ctl", "what nodes refused or found wrong"), nodeAlarms},
    Command{"authority", QT_TRANSLATE_NOOP("Ctl", "make the authority that gateways and nodes go by"),
            nodeAuthority},
    Command{"token", QT_TRANSLATE_NOOP("Ctl", "make a token that new nodes enrol with"), nodeToken},
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list the nodes that enrolled"), nodeList},
    Command{"revoke", QT_TRANSLATE_NOOP("Ctl", "let a node in no more"), nodeRevoke},
};

} // namespace

ExitCode runNodeCommand(const QStringList& arguments, Output& output) {
    return dispatch(kNodeCommands, QStringLiteral("hotswapctl node"), arguments, output);
}

} // namespace hotswap::ctl
