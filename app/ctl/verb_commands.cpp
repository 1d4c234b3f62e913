// SPDX-License-Identifier: Apache-2.0
// hotswapctl deploy pause|resume|promote|skip|abort|retry|rollback|accept, and what every change has in
// common.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_watch.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/text.h"

#include "core/domain/deployment.h"
#include "core/domain/limits.h"
#include "ui/common/qt_text.h"

namespace hotswap::ctl {

using ui::toQt;

namespace {

constexpr Duration kChangePatience{30'000}; // for an outcome to become known

/// What one verb's command takes and says.
struct VerbCommand {
    const char* name;
    Verb verb;
    QString summary;
    QString sentence; ///< %1: the deployment
};

ExitCode runVerb(const VerbCommand& command, const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl deploy ") + QString::fromLatin1(command.name),
                        command.summary);
    parser.argument(QStringLiteral("ID"), Ctl::tr("Deployment."));
    parser.option(QStringLiteral("reason"), Ctl::tr("Why, for the audit."), QStringLiteral("TEXT"));
    if (command.verb == Verb::SkipNode) {
        parser.option(QStringLiteral("node"), Ctl::tr("Node to leave out."), QStringLiteral("NAME"));
    }
    if (command.verb == Verb::Promote) {
        parser.flag(QStringLiteral("fully"), Ctl::tr("All waves at once; needs --reason."));
    }
    addChangeOptions(parser);
    addConnectionOptions(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    ports::requests::Act act;
    act.deployment = DeploymentId{parser.argumentAt(0).toStdString()};
    act.verb = command.verb;
    act.reason = parser.value(QStringLiteral("reason")).toStdString();
    if (command.verb == Verb::Promote && parser.isSet(QStringLiteral("fully"))) {
        act.verb = Verb::PromoteFully;
    }
    if (Deployment::needsReason(act.verb) && act.reason.empty()) {
        return refuse(invalidField("--reason", "a text"), parser, output);
    }
    if (command.verb == Verb::SkipNode) {
        act.node = NodeId{parser.value(QStringLiteral("node")).toStdString()};
        if (act.node.empty()) {
            return refuse(invalidField("--node", "the name of a node"), parser, output);
        }
    }
    return runChange(parser, act, command.sentence, output);
}

} // namespace

void addChangeOptions(OptionParser& parser) {
    parser.option(QStringLiteral("key"),
                  Ctl::tr("Idempotency key: asking again with the same one changes nothing twice."),
                  QStringLiteral("KEY"));
    parser.flag(QStringLiteral("watch"), Ctl::tr("Follow the deployment to its end."));
    addWatchOptions(parser);
}

ExitCode giveChange(const OptionParser& parser, DatabaseSession& session,
                    const ports::ConsoleRequest& request, const QString& sentence, Duration patience,
                    Output& output, const std::function<ExitCode(const std::string&)>& then) {
    const IdempotencyKey key = session.keyOf(parser);
    const auto answer = session.execute(request, key, patience);
    if (!answer.ok()) {
        Error error = answer.error();
        if (error.code == ErrorCode::OutcomeUnknown) {
            error.detail = "--key " + key.value;
        }
        return output.fail(error);
    }
    output.line(sentence.arg(toQt(answer->id)));
    output.object(
        QJsonObject{{QStringLiteral("answer"), QJsonObject{{QStringLiteral("id"), toQt(answer->id)},
                                                           {QStringLiteral("repeated"), answer->repeated},
                                                           {QStringLiteral("key"), toQt(key)}}}});
    return then(answer->id);
}

ExitCode runChange(const OptionParser& parser, const ports::ConsoleRequest& request, const QString& sentence,
                   Output& output) {
    const auto limit = readTimeout(parser);
    if (!limit.ok()) {
        return refuse(limit.error(), parser, output);
    }
    const auto session = DatabaseSession::open(parser);
    if (!session.ok()) {
        return refuse(session.error(), parser, output);
    }
    return giveChange(parser, **session, request, sentence, limit->value_or(kChangePatience), output,
                      [&](const std::string& id) {
                          return parser.isSet(QStringLiteral("watch"))
                                     ? DeploymentWatch(**session, output).run(DeploymentId{id}, *limit)
                                     : ExitCode::Success;
                      });
}

void addPageOptions(OptionParser& parser) {
    parser.option(QStringLiteral("limit"), Ctl::tr("At most so many rows, 1 to 500 (default 50)."),
                  QStringLiteral("N"), QStringLiteral("50"));
    parser.option(QStringLiteral("page"), Ctl::tr("The rows after a list that was longer."),
                  QStringLiteral("NEXT"));
}

Status readPage(const OptionParser& parser, std::string& page, std::size_t& limit) {
    page = parser.value(QStringLiteral("page")).toStdString();
    const std::string range = "1.." + std::to_string(limits::kPageRowsMax);
    const auto rows = readNumber<std::size_t>(parser, "limit", range.c_str());
    HS_TRY(rows);
    if (*rows < 1 || *rows > limits::kPageRowsMax) {
        return invalidField("--limit", range);
    }
    limit = *rows;
    return success();
}

QJsonValue nextValue(const std::string& next) {
    return next.empty() ? QJsonValue() : QJsonValue(toQt(next));
}

void printNext(const std::string& next, Output& output) {
    if (!next.empty()) {
        //: %1 text to give back
        output.line(Ctl::tr("There is more: --page %1").arg(toQt(next)));
    }
}

ExitCode deployPause(const QStringList& arguments, Output& output) {
    return runVerb({"pause", Verb::Pause, Ctl::tr("Starts nothing more until it is resumed."),
                    //: %1 an id
                    Ctl::tr("%1 pauses.")},
                   arguments, output);
}

ExitCode deployResume(const QStringList& arguments, Output& output) {
    return runVerb({"resume", Verb::Resume, Ctl::tr("Goes on after a pause."),
                    //: %1 an id
                    Ctl::tr("%1 goes on.")},
                   arguments, output);
}

ExitCode deployPromote(const QStringList& arguments, Output& output) {
    return runVerb({"promote", Verb::Promote,
                    Ctl::tr("Ends the present wave's watching: the next one starts now."),
                    //: %1 an id
                    Ctl::tr("%1 is promoted.")},
                   arguments, output);
}

ExitCode deploySkip(const QStringList& arguments, Output& output) {
    return runVerb({"skip", Verb::SkipNode, Ctl::tr("Leaves one node out."),
                    //: %1 an id
                    Ctl::tr("%1 leaves the node out.")},
                   arguments, output);
}

ExitCode deployAbort(const QStringList& arguments, Output& output) {
    return runVerb({"abort", Verb::Abort,
                    Ctl::tr("Stops it and takes changed nodes back to the stable release."),
                    //: %1 an id
                    Ctl::tr("%1 is stopped and taken back.")},
                   arguments, output);
}

ExitCode deployRetry(const QStringList& arguments, Output& output) {
    return runVerb({"retry", Verb::RetryFailed, Ctl::tr("Tries again on the nodes where it failed."),
                    //: %1 an id
                    Ctl::tr("%1 tries again.")},
                   arguments, output);
}

ExitCode deployRollback(const QStringList& arguments, Output& output) {
    return runVerb({"rollback", Verb::Rollback, Ctl::tr("Goes back to the release before it."),
                    //: %1 an id
                    Ctl::tr("%1 goes back.")},
                   arguments, output);
}

ExitCode deployAccept(const QStringList& arguments, Output& output) {
    return runVerb({"accept", Verb::AcceptAsIs,
                    Ctl::tr("Accepts what an unfinished rollback left as it is; needs --reason."),
                    //: %1 an id
                    Ctl::tr("%1 is accepted as it is.")},
                   arguments, output);
}

} // namespace hotswap::ctl
