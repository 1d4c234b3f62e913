// SPDX-License-Identifier: Apache-2.0
// hotswapctl node token|list|revoke: who may come in as a node.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/domain/encoding.h"
#include "core/store/postgres/node_keys.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <array>
#include <map>

namespace hotswap::ctl {

namespace {

constexpr std::size_t kTokenBytes = 16;
constexpr std::uint32_t kUsesMax = 10'000;
constexpr std::uint32_t kHoursMax = 30 * 24;

/// How long and how often a token counts.
struct TokenLimits {
    std::uint32_t uses = 1;
    std::uint32_t hours = 24;
};

Result<TokenLimits> readLimits(const OptionParser& parser) {
    TokenLimits limits;
    HS_TRY(takeNumber(parser, "uses", "1..10000", limits.uses));
    HS_TRY(takeNumber(parser, "hours", "1..720", limits.hours));
    if (limits.uses < 1 || limits.uses > kUsesMax) {
        return invalidField("--uses", "1..10000");
    }
    if (limits.hours < 1 || limits.hours > kHoursMax) {
        return invalidField("--hours", "1..720");
    }
    return limits;
}

ExitCode nodeToken(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl node token"),
        Ctl::tr("Makes a token that new nodes of one environment enrol with. It is shown once; "
                "give it to hotswap-agent node in a file, with --token."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Environment of the nodes."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("uses"), Ctl::tr("How many nodes may enrol with it (default 1)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("hours"), Ctl::tr("How long it counts (default 24)."), QStringLiteral("N"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const EnvironmentId environment{parser.value(QStringLiteral("environment")).toStdString()};
        if (environment.empty()) {
            return refuse(invalidField("--environment", "a value"), parser, output);
        }
        const auto limits = readLimits(parser);
        if (!limits.ok()) {
            return refuse(limits.error(), parser, output);
        }
        const std::string token = toHex(crypto::secretRandom(kTokenBytes));
        const Status made = session.shared().store().nodeKeys().addToken(
            session.who().tenant, environment, crypto::sha256Hex(token), std::chrono::hours(limits->hours),
            limits->uses);
        if (!made.ok()) {
            return output.fail(made.error());
        }
        output.object(
            QJsonObject{{QStringLiteral("token"),
                         QJsonObject{{QStringLiteral("token"), ui::toQt(token)},
                                     {QStringLiteral("environment"), ui::toQt(environment)},
                                     {QStringLiteral("uses"), static_cast<qint64>(limits->uses)},
                                     {QStringLiteral("hours"), static_cast<qint64>(limits->hours)}}}});
        output.line(ui::toQt(token));
        return ExitCode::Success;
    });
}

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
    Command{"token", QT_TRANSLATE_NOOP("Ctl", "make a token that new nodes enrol with"), nodeToken},
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list the nodes that enrolled"), nodeList},
    Command{"revoke", QT_TRANSLATE_NOOP("Ctl", "let a node in no more"), nodeRevoke},
};

} // namespace

ExitCode runNodeCommand(const QStringList& arguments, Output& output) {
    return dispatch(kNodeCommands, QStringLiteral("hotswapctl node"), arguments, output);
}

} // namespace hotswap::ctl
