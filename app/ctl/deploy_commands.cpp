// SPDX-License-Identifier: Apache-2.0
// hotswapctl deploy plan|submit|list|show|watch.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_watch.h"
#include "app/ctl/lab_run.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/plan_output.h"
#include "app/ctl/report_command.h"
#include "app/ctl/request_options.h"
#include "app/ctl/text.h"

#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace hotswap::ctl {

namespace {

using ui::toQt;

/// Puts what was read where it belongs.
template <class Value>
Status take(Result<Value> read, Value& into) {
    HS_TRY(read);
    into = *std::move(read);
    return success();
}

/// Whether the arguments or the environment name a database.
bool namesDatabase(const QStringList& arguments) {
    const bool here = std::any_of(arguments.begin(), arguments.end(), [](const QString& argument) {
        return argument == QLatin1String("--connect") || argument.startsWith(QLatin1String("--connect="));
    });
    return here || !qEnvironmentVariableIsEmpty("HOTSWAP_DATABASE");
}

ExitCode deployPlan(const QStringList& arguments, Output& output) {
    const bool help = arguments.contains(QLatin1String("--help"));
    if (arguments.contains(QLatin1String("--lab")) || (!help && !namesDatabase(arguments))) {
        return runLabPlan(arguments, output);
    }
    OptionParser parser(QStringLiteral("hotswapctl deploy plan"),
                        Ctl::tr("Shows what a rollout would do, wave by wave, without starting it."));
    parser.flag(QStringLiteral("lab"), Ctl::tr("Plan in the lab, with options of its own (--lab --help)."));
    addRequestOptions(parser);
    ports::queries::PlanFor query;
    const auto show = [&](DatabaseSession& session) {
        const auto plan = session.query<ports::PlanAnswer>(query);
        if (!plan.ok()) {
            return output.fail(plan.error());
        }
        output.object(planObject(*plan));
        printPlan(*plan, output);
        return ExitCode::Success;
    };
    return inDatabase(parser, arguments, output, show,
                      [&] { return take(readRequest(parser), query.request); });
}

ExitCode deploySubmit(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl deploy submit"),
                        Ctl::tr("Submits a deployment; with --watch, follows it to its end."));
    addRequestOptions(parser);
    addChangeOptions(parser);
    addConnectionOptions(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto request = readRequest(parser);
    if (!request.ok()) {
        return refuse(request.error(), parser, output);
    }
    //: %1 an id
    return runChange(parser, ports::requests::Submit{*request}, Ctl::tr("Submitted as %1."), output);
}

Result<ports::queries::Deployments> readFilter(const OptionParser& parser) {
    ports::queries::Deployments query;
    if (parser.isSet(QStringLiteral("environment"))) {
        query.filter.environment = EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
    }
    if (parser.isSet(QStringLiteral("module"))) {
        query.filter.module = ModuleName{parser.value(QStringLiteral("module")).toStdString()};
    }
    for (const QString& word : parser.values(QStringLiteral("state"))) {
        const auto state = std::find_if(
            std::begin(kAllDeploymentStates), std::end(kAllDeploymentStates),
            [&](DeploymentState candidate) { return toQt(deploymentStateName(candidate)) == word; });
        if (state == std::end(kAllDeploymentStates)) {
            std::string names;
            for (const DeploymentState each : kAllDeploymentStates) {
                names += (names.empty() ? "one of " : ", ") + std::string(deploymentStateName(each));
            }
            return invalidField("--state", names);
        }
        query.filter.states.push_back(*state);
    }
    query.filter.text = parser.value(QStringLiteral("text")).toStdString();
    HS_TRY(readPage(parser, query.page, query.limit));
    return query;
}

ExitCode deployList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl deploy list"),
                        Ctl::tr("Lists deployments, newest first."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Only of this environment."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("module"), Ctl::tr("Only of this module."), QStringLiteral("NAME"));
    parser.option(QStringLiteral("state"), Ctl::tr("Only in this state; may be repeated."),
                  QStringLiteral("STATE"));
    parser.option(QStringLiteral("text"),
                  Ctl::tr("Only with this text in id, module, version, requester or description."),
                  QStringLiteral("TEXT"));
    addPageOptions(parser);
    ports::queries::Deployments query;
    const auto show = [&](DatabaseSession& session) {
        const auto page = session.query<ports::DeploymentPage>(query);
        if (!page.ok()) {
            return output.fail(page.error());
        }
        QJsonArray rows;
        for (const DeploymentSummary& row : page->rows) {
            rows.append(summaryObject(row));
        }
        output.object(QJsonObject{{QStringLiteral("deployments"), rows},
                                  {QStringLiteral("next"), nextValue(page->next)}});
        printSummaries(page->rows, output);
        printNext(page->next, output);
        return ExitCode::Success;
    };
    return inDatabase(parser, arguments, output, show, [&] { return take(readFilter(parser), query); });
}

ExitCode deployShow(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl deploy show"),
                        Ctl::tr("Shows one deployment: where it stands and why."));
    parser.argument(QStringLiteral("ID"), Ctl::tr("Deployment."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto detail = session.query<ports::DeploymentDetail>(
            ports::queries::OneDeployment{DeploymentId{parser.argumentAt(0).toStdString()}});
        if (!detail.ok()) {
            return output.fail(detail.error());
        }
        output.object(QJsonObject{{QStringLiteral("deployment"), detailObject(*detail)}});
        printDetail(*detail, output);
        return ExitCode::Success;
    });
}

ExitCode deployWatch(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl deploy watch"),
                        Ctl::tr("Follows a deployment to its end; the exit status is the deployment's."));
    parser.argument(QStringLiteral("ID"), Ctl::tr("Deployment."));
    addWatchOptions(parser);
    std::optional<Duration> limit;
    const auto watch = [&](DatabaseSession& session) {
        return DeploymentWatch(session, output).run(DeploymentId{parser.argumentAt(0).toStdString()}, limit);
    };
    return inDatabase(parser, arguments, output, watch, [&] { return take(readTimeout(parser), limit); });
}

constexpr std::array kDeployCommands{
    Command{"plan", QT_TRANSLATE_NOOP("Ctl", "show what a rollout would do, wave by wave"), deployPlan},
    Command{"submit", QT_TRANSLATE_NOOP("Ctl", "submit a deployment"), deploySubmit},
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list deployments, newest first"), deployList},
    Command{"show", QT_TRANSLATE_NOOP("Ctl", "show where one stands and why"), deployShow},
    Command{"watch", QT_TRANSLATE_NOOP("Ctl", "follow one to its end"), deployWatch},
    Command{"report", QT_TRANSLATE_NOOP("Ctl", "write one as an HTML file with charts"), deployReport},
    Command{"pause", QT_TRANSLATE_NOOP("Ctl", "start nothing more until resumed"), deployPause},
    Command{"resume", QT_TRANSLATE_NOOP("Ctl", "go on after a pause"), deployResume},
    Command{"promote", QT_TRANSLATE_NOOP("Ctl", "let the next wave start now, or all of them"),
            deployPromote},
    Command{"skip", QT_TRANSLATE_NOOP("Ctl", "leave a node out"), deploySkip},
    Command{"abort", QT_TRANSLATE_NOOP("Ctl", "stop it and go back to the stable release"), deployAbort},
    Command{"retry", QT_TRANSLATE_NOOP("Ctl", "try again where it failed"), deployRetry},
    Command{"rollback", QT_TRANSLATE_NOOP("Ctl", "go back to the release before"), deployRollback},
    Command{"accept", QT_TRANSLATE_NOOP("Ctl", "accept what a rollback left as it is"), deployAccept},
};

} // namespace

ExitCode runDeployCommand(const QStringList& arguments, Output& output) {
    return dispatch(kDeployCommands, QStringLiteral("hotswapctl deploy"), arguments, output);
}

} // namespace hotswap::ctl
