// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/order_commands.h"

#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/deployment_watch.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <algorithm>

namespace hotswap::ctl {

namespace {

using ui::toQt;

constexpr Duration kOrderPatience{30'000}; // for an outcome to become known
constexpr Duration kLookEvery{1'000};

QString countText(const OrderSummary& summary) {
    //: %1 and %2 numbers
    QString text = Ctl::tr("%1 of %2 confirmed").arg(summary.confirmed).arg(summary.total);
    if (summary.failed > 0) {
        text += Ctl::tr(", %1 failed").arg(summary.failed);
    }
    return text;
}

QString nodeStateText(OrderNode::State state) {
    switch (state) {
    case OrderNode::State::Waiting: return QStringLiteral("waiting");
    case OrderNode::State::Confirmed: return QStringLiteral("confirmed");
    case OrderNode::State::Failed: return QStringLiteral("failed");
    }
    return {};
}

QJsonObject orderObject(const OrderSummary& summary) {
    const FleetOrder& order = summary.order;
    return QJsonObject{{QStringLiteral("id"), toQt(order.id)},
                       {QStringLiteral("kind"), toQt(orderKindName(order.kind))},
                       {QStringLiteral("environment"), toQt(order.scope.environment)},
                       {QStringLiteral("module"), toQt(order.scope.module)},
                       {QStringLiteral("requestedBy"), toQt(order.requestedBy)},
                       {QStringLiteral("requestedAt"), timeValue(order.requestedAt)},
                       {QStringLiteral("reason"), toQt(order.reason)},
                       {QStringLiteral("open"), order.open},
                       {QStringLiteral("nodes"), static_cast<qint64>(summary.total)},
                       {QStringLiteral("confirmed"), static_cast<qint64>(summary.confirmed)},
                       {QStringLiteral("failed"), static_cast<qint64>(summary.failed)}};
}

QJsonArray nodesArray(const std::vector<OrderNode>& nodes) {
    QJsonArray rows;
    for (const OrderNode& node : nodes) {
        QJsonObject row{{QStringLiteral("name"), toQt(node.node)},
                        {QStringLiteral("state"), nodeStateText(node.state)}};
        if (node.state == OrderNode::State::Failed) {
            row.insert(QStringLiteral("reason"), toQt(errorCodeName(node.reason)));
            row.insert(QStringLiteral("detail"), toQt(node.detail));
        }
        rows.append(row);
    }
    return rows;
}

void addOrderOptions(OptionParser& parser) {
    parser.option(QStringLiteral("reason"), Ctl::tr("Why, for the audit."), QStringLiteral("TEXT"));
    parser.option(QStringLiteral("key"),
                  Ctl::tr("Idempotency key: asking again with the same one changes nothing twice."),
                  QStringLiteral("KEY"));
    parser.flag(QStringLiteral("wait"), Ctl::tr("Wait until every node has answered, with the live count."));
    addWatchOptions(parser);
}

/// Each count once as a line, until nothing is waited for.
class OrderWait {
public:
    OrderWait(DatabaseSession& session, Output& output) : m_session(session), m_output(output) {}

    ExitCode run(const OrderId& id, std::optional<Duration> limit) {
        const auto begin = std::chrono::steady_clock::now();
        const auto follower = m_session.follow();
        if (!follower.ok()) {
            return m_output.fail(follower.error());
        }
        std::uint64_t seen = (*follower)->news();
        while (true) {
            const auto detail = m_session.query<ports::OrderDetail>(ports::queries::OneOrder{id});
            if (!detail.ok() && detail.error().code != ErrorCode::Unavailable) {
                return m_output.fail(detail.error());
            }
            if (detail.ok() && tell(*detail)) {
                return end(*detail);
            }
            const auto passed =
                std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
            if (limit && passed >= *limit) {
                return m_output.fail(
                    makeError(ErrorCode::Timeout, id.value),
                    Ctl::tr("The time to wait is over with %1; it goes on without anybody waiting.")
                        .arg(m_last),
                    ExitCode::WaitedTooLong);
            }
            seen = (*follower)->waitForNews(seen, limit ? std::min(kLookEvery, *limit - passed) : kLookEvery);
        }
    }

private:
    bool tell(const ports::OrderDetail& detail) {
        const OrderSummary& summary = detail.summary;
        const QString text = countText(summary);
        if (text != m_last) {
            m_output.line(text);
            m_output.object(QJsonObject{{QStringLiteral("order"), orderObject(summary)}});
            m_last = text;
        }
        return summary.confirmed + summary.failed >= summary.total || !summary.order.open;
    }
    ExitCode end(const ports::OrderDetail& detail) {
        m_output.object(QJsonObject{{QStringLiteral("order"), orderObject(detail.summary)},
                                    {QStringLiteral("nodes"), nodesArray(detail.nodes)}});
        if (detail.summary.failed == 0) {
            return ExitCode::Success;
        }
        const auto failed = std::find_if(detail.nodes.begin(), detail.nodes.end(), [](const OrderNode& node) {
            return node.state == OrderNode::State::Failed;
        });
        Error error = makeError(ErrorCode::Unavailable);
        if (failed != detail.nodes.end()) {
            error = makeError(failed->reason, failed->node.value + ": " + failed->detail);
        }
        //: %1 "n1: what happened"
        return m_output.fail(error, Ctl::tr("Not every node did it, first %1.").arg(toQt(error.detail)),
                             ExitCode::Failure);
    }

    DatabaseSession& m_session;
    Output& m_output;
    QString m_last;
};

/// Gives the order, says so, and waits if asked to.
ExitCode give(const OptionParser& parser, DatabaseSession& session, const ports::ConsoleRequest& request,
              const QString& sentence, Output& output) {
    const auto limit = readTimeout(parser);
    if (!limit.ok()) {
        return refuse(limit.error(), parser, output);
    }
    return giveChange(parser, session, request, sentence, limit->value_or(kOrderPatience), output,
                      [&](const std::string& id) {
                          return parser.isSet(QStringLiteral("wait"))
                                     ? OrderWait(session, output).run(OrderId{id}, *limit)
                                     : ExitCode::Success;
                      });
}

template <class Request>
ExitCode moveNodes(OptionParser& parser, const QStringList& arguments, const QString& sentence,
                   Output& output) {
    parser.argumentList(QStringLiteral("NODE"), Ctl::tr("Names of nodes of one environment."));
    addOrderOptions(parser);
    Request request;
    return inDatabase(
        parser, arguments, output,
        [&](DatabaseSession& session) { return give(parser, session, request, sentence, output); },
        [&] {
            for (const QString& name : parser.arguments()) {
                request.nodes.emplace_back(name.toStdString());
            }
            request.reason = parser.value(QStringLiteral("reason")).toStdString();
            return success();
        });
}

template <class Request>
ExitCode moveLine(OptionParser& parser, const QStringList& arguments, const QString& sentence,
                  Output& output) {
    parser.option(QStringLiteral("environment"), Ctl::tr("Environment of the line."), QStringLiteral("NAME"));
    parser.option(QStringLiteral("module"), Ctl::tr("Module of the line."), QStringLiteral("NAME"));
    addOrderOptions(parser);
    Request request;
    return inDatabase(
        parser, arguments, output,
        [&](DatabaseSession& session) {
            request.scope.tenant = session.who().tenant;
            return give(parser, session, request, sentence, output);
        },
        [&]() -> Status {
            request.scope.environment =
                EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
            request.scope.module = ModuleName{parser.value(QStringLiteral("module")).toStdString()};
            request.reason = parser.value(QStringLiteral("reason")).toStdString();
            if (request.scope.environment.empty()) {
                return invalidField("--environment", "the name of an environment");
            }
            if (request.scope.module.empty()) {
                return invalidField("--module", "the name of a module");
            }
            return request.reason.empty() ? Status(invalidField("--reason", "a text")) : success();
        });
}

} // namespace

ExitCode fleetDrain(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl fleet drain"),
        Ctl::tr("Takes nodes out of their load balancers, confirmed by these. Deployments leave them out "
                "until they are undrained."));
    //: %1 an id
    return moveNodes<ports::requests::DrainNodes>(parser, arguments, Ctl::tr("Draining, order %1."), output);
}

ExitCode fleetUndrain(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl fleet undrain"),
                        Ctl::tr("Puts drained nodes back into their load balancers."));
    //: %1 an id
    return moveNodes<ports::requests::UndrainNodes>(parser, arguments, Ctl::tr("Undraining, order %1."),
                                                    output);
}

ExitCode fleetStop(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl fleet stop"),
        Ctl::tr(
            "Stops the line of a module: its deployments pause, commands that no node has taken are void, "
            "and every node of the environment confirms. Nothing of it goes on until fleet release."));
    //: %1 an id
    return moveLine<ports::requests::StopLine>(parser, arguments, Ctl::tr("The line is stopped, order %1."),
                                               output);
}

ExitCode fleetRelease(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl fleet release"),
                        Ctl::tr("Lets a stopped line go on; deployments that the stop paused resume."));
    //: %1 an id
    return moveLine<ports::requests::ReleaseLine>(parser, arguments, Ctl::tr("The line goes on, order %1."),
                                                  output);
}

ExitCode fleetOrders(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl fleet orders"),
                        Ctl::tr("Lists drains, undrains, stops and releases, newest first."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Only of this environment."),
                  QStringLiteral("NAME"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        ports::queries::Orders query;
        query.environment = EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
        const auto found = session.query<ports::OrdersAnswer>(query);
        if (!found.ok()) {
            return output.fail(found.error());
        }
        QJsonArray rows;
        TextTable table({Ctl::tr("ORDER"), Ctl::tr("KIND"), Ctl::tr("ENVIRONMENT"), Ctl::tr("MODULE"),
                         Ctl::tr("BY"), Ctl::tr("AT"), Ctl::tr("STATE")});
        for (const OrderSummary& row : found->orders) {
            rows.append(orderObject(row));
            table.add({toQt(row.order.id), toQt(orderKindName(row.order.kind)),
                       toQt(row.order.scope.environment), toQt(row.order.scope.module),
                       toQt(row.order.requestedBy), timeText(row.order.requestedAt), countText(row)});
        }
        output.object(QJsonObject{{QStringLiteral("orders"), rows}});
        table.print(output);
        return ExitCode::Success;
    });
}

} // namespace hotswap::ctl
