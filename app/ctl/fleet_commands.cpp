// SPDX-License-Identifier: Apache-2.0
// hotswapctl fleet list|show and lease list.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/fleet_import.h"
#include "app/ctl/node_records.h"
#include "app/ctl/order_commands.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "ui/common/database_text.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <array>
#include <map>

namespace hotswap::ctl {

namespace {

using ui::toQt;

QString releaseText(const NodeRelease& release) {
    return release.current.digest.empty() ? QStringLiteral("–") : toQt(release.current.version.text());
}

QJsonObject nodeObject(const Node& node) {
    QJsonObject modules;
    for (const auto& [module, release] : node.modules) {
        const bool none = release.current.digest.empty();
        modules.insert(toQt(module), QJsonObject{{QStringLiteral("release"),
                                                  none ? QJsonValue() : QJsonValue(releaseText(release))},
                                                 {QStringLiteral("healthy"), release.healthy},
                                                 {QStringLiteral("address"), toQt(release.address)}});
    }
    QJsonObject labels;
    for (const auto& [name, value] : node.labels) {
        labels.insert(toQt(name), toQt(value));
    }
    return QJsonObject{
        {QStringLiteral("name"), toQt(node.id)},
        {QStringLiteral("environment"), toQt(node.environment)},
        {QStringLiteral("state"), toQt(nodeStateName(node.state))},
        {QStringLiteral("labels"), labels},
        {QStringLiteral("modules"), modules},
        {QStringLiteral("cpuPercent"), node.cpuPercent},
        {QStringLiteral("memoryPercent"), node.memoryPercent},
        {QStringLiteral("lastSeen"), timeValue(node.lastSeen)},
        {QStringLiteral("gateway"), node.gateway.empty() ? QJsonValue() : QJsonValue(toQt(node.gateway))},
        {QStringLiteral("agentVersion"), toQt(node.facts.agentVersion)}};
}

QString modulesText(const Node& node) {
    QStringList parts;
    for (const auto& [module, release] : node.modules) {
        parts << toQt(module) + QLatin1Char(' ') + releaseText(release);
    }
    return parts.join(QStringLiteral(", "));
}

void printNodes(const std::vector<Node>& nodes, Output& output) {
    TextTable table({Ctl::tr("NODE"), Ctl::tr("ENVIRONMENT"), Ctl::tr("STATE"), Ctl::tr("AGENT"),
                     Ctl::tr("MODULES"), Ctl::tr("LAST SEEN")});
    for (const Node& node : nodes) {
        table.add({toQt(node.id), toQt(node.environment), toQt(nodeStateName(node.state)),
                   toQt(node.facts.agentVersion), modulesText(node), timeText(node.lastSeen)});
    }
    table.print(output);
}

/// How many nodes run which agent. Nodes that never said hello have told none.
std::map<QString, int> agentVersions(const std::vector<Node>& nodes) {
    std::map<QString, int> versions;
    for (const Node& node : nodes) {
        if (!node.facts.agentVersion.empty()) {
            ++versions[toQt(node.facts.agentVersion)];
        }
    }
    return versions;
}

/// "3 nodes run agent 0.9.0, 17 nodes run agent 1.0.0"
void printSkew(const std::map<QString, int>& versions, Output& output) {
    QStringList parts;
    for (const auto& [version, count] : versions) {
        parts << Ctl::tr("%n node(s) run agent %1", nullptr, count).arg(version);
    }
    if (!parts.isEmpty()) {
        output.line(parts.join(QStringLiteral(", ")));
    }
}

ExitCode fleetList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl fleet list"), Ctl::tr("Lists the nodes."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Only of this environment."),
                  QStringLiteral("NAME"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto follower = session.follow();
        if (!follower.ok()) {
            return output.fail(follower.error());
        }
        const std::string only = parser.value(QStringLiteral("environment")).toStdString();
        QJsonArray rows;
        std::vector<Node> nodes;
        for (const auto& [id, node] : (*follower)->nodes()) {
            if (only.empty() || node.environment.value == only) {
                rows.append(nodeObject(node));
                nodes.push_back(node);
            }
        }
        const auto versions = agentVersions(nodes);
        QJsonObject agents;
        for (const auto& [version, count] : versions) {
            agents.insert(version, count);
        }
        output.object(QJsonObject{{QStringLiteral("nodes"), rows}, {QStringLiteral("agents"), agents}});
        printNodes(nodes, output);
        printSkew(versions, output);
        return ExitCode::Success;
    });
}

ExitCode fleetShow(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl fleet show"), Ctl::tr("Shows one node."));
    parser.argument(QStringLiteral("NODE"), Ctl::tr("Its name."));
    parser.flag(QStringLiteral("log"), Ctl::tr("Its latest log lines instead."));
    parser.flag(QStringLiteral("journal"), Ctl::tr("Its commands and receipts instead, newest first."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const NodeId node{parser.argumentAt(0).toStdString()};
        if (parser.isSet(QStringLiteral("log"))) {
            return showNodeLog(session, node, output);
        }
        if (parser.isSet(QStringLiteral("journal"))) {
            return showNodeJournal(session, node, output);
        }
        const auto found = session.query<ports::NodeDetail>(ports::queries::OneNode{node});
        if (!found.ok()) {
            return output.fail(found.error());
        }
        QJsonArray deployments;
        for (const DeploymentSummary& row : found->recentDeployments) {
            deployments.append(summaryObject(row));
        }
        output.object(QJsonObject{{QStringLiteral("node"), nodeObject(found->node)},
                                  {QStringLiteral("deployments"), deployments}});
        printNodes({found->node}, output);
        printSummaries(found->recentDeployments, output);
        return ExitCode::Success;
    });
}

ExitCode leaseList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl lease list"),
                        Ctl::tr("Lists who leads which scope, with the fence of each lease."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto follower = session.follow();
        if (!follower.ok()) {
            return output.fail(follower.error());
        }
        QJsonArray rows;
        TextTable table({Ctl::tr("ENVIRONMENT"), Ctl::tr("MODULE"), Ctl::tr("LEADER"), Ctl::tr("FENCE"),
                         Ctl::tr("SINCE"), Ctl::tr("EXPIRES")});
        for (const ports::Lease& lease : (*follower)->leases()) {
            rows.append(
                QJsonObject{{QStringLiteral("environment"), toQt(lease.scope.environment)},
                            {QStringLiteral("module"), toQt(lease.scope.module)},
                            {QStringLiteral("holder"), toQt(lease.holder)},
                            {QStringLiteral("generation"), static_cast<qint64>(lease.fence.generation)},
                            {QStringLiteral("epoch"), static_cast<qint64>(lease.fence.epoch)},
                            {QStringLiteral("acquiredAt"), timeValue(lease.acquiredAt)},
                            {QStringLiteral("expiresAt"), timeValue(lease.expiresAt)},
                            {QStringLiteral("handOverAsked"), lease.handOverAsked}});
            table.add({toQt(lease.scope.environment), toQt(lease.scope.module), toQt(lease.holder),
                       QStringLiteral("%1.%2").arg(lease.fence.generation).arg(lease.fence.epoch),
                       timeText(lease.acquiredAt), timeText(lease.expiresAt)});
        }
        const bool tailLost = session.shared().store().feedState().tailLost;
        output.object(
            QJsonObject{{QStringLiteral("leases"), rows}, {QStringLiteral("commitsLost"), tailLost}});
        table.print(output);
        if (tailLost) {
            output.line(ui::warningText(DatabaseWarning::GenerationChanged) + QLatin1Char(' ') +
                        ui::warningFix(DatabaseWarning::GenerationChanged));
        }
        return ExitCode::Success;
    });
}

constexpr std::array kFleetCommands{
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list the nodes"), fleetList},
    Command{"show", QT_TRANSLATE_NOOP("Ctl", "show one node"), fleetShow},
    Command{"import", QT_TRANSLATE_NOOP("Ctl", "make hosts of an inventory known as expected nodes"),
            fleetImport},
    Command{"drain", QT_TRANSLATE_NOOP("Ctl", "take nodes out of their load balancers"), fleetDrain},
    Command{"undrain", QT_TRANSLATE_NOOP("Ctl", "put nodes back"), fleetUndrain},
    Command{"stop", QT_TRANSLATE_NOOP("Ctl", "stop everything of a module in an environment"), fleetStop},
    Command{"release", QT_TRANSLATE_NOOP("Ctl", "let a stopped line go on"), fleetRelease},
    Command{"orders", QT_TRANSLATE_NOOP("Ctl", "list drains and stops with their counts"), fleetOrders},
};

constexpr std::array kLeaseCommands{
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list who leads what"), leaseList},
};

} // namespace

ExitCode runFleetCommand(const QStringList& arguments, Output& output) {
    return dispatch(kFleetCommands, QStringLiteral("hotswapctl fleet"), arguments, output);
}

ExitCode runLeaseCommand(const QStringList& arguments, Output& output) {
    return dispatch(kLeaseCommands, QStringLiteral("hotswapctl lease"), arguments, output);
}

} // namespace hotswap::ctl
