// SPDX-License-Identifier: Apache-2.0
// hotswapctl policy check|show|set|history|backtest|import-kayenta.
#include "app/ctl/database_commands.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/policy_backtest.h"
#include "app/ctl/policy_file.h"
#include "app/ctl/request_options.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "ui/common/qt_text.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace hotswap::ctl {

namespace {

using ui::toQt;

constexpr Duration kPatience{30'000}; // while the connection is broken

void addPlace(OptionParser& parser) {
    parser.option(QStringLiteral("environment"), Ctl::tr("Environment."), QStringLiteral("NAME"));
    parser.option(QStringLiteral("module"), Ctl::tr("Module (default: every module of the environment)."),
                  QStringLiteral("NAME"));
}

struct Place {
    EnvironmentId environment;
    ModuleName module; ///< empty: every module
};

Result<Place> readPlace(const OptionParser& parser) {
    Place place{EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()}, {}};
    if (place.environment.empty()) {
        return invalidField("--environment", "a value");
    }
    if (parser.isSet(QStringLiteral("module"))) {
        const auto module = parseModuleName(parser.value(QStringLiteral("module")).toStdString(), "--module");
        HS_TRY(module);
        place.module = *module;
    }
    return place;
}

/// Whether a database is named: what is in force there is asked for, otherwise the product's default is
/// shown.
bool namesDatabase(const OptionParser& parser) {
    return parser.isSet(QStringLiteral("connect")) || !qEnvironmentVariableIsEmpty("HOTSWAP_DATABASE");
}

QString headingOf(const Place& place, const Policy& policy) {
    const QString where = place.module.empty()
                              ? toQt(place.environment)
                              //: %1 a module, %2 an environment
                              : Ctl::tr("%1 in %2").arg(toQt(place.module), toQt(place.environment));
    return policy.version <= ports::kDefaultPolicyVersion
               //: %1 an environment, or a module in an environment
               ? Ctl::tr("The default policy of %1.").arg(where)
               //: %1 an environment, or a module in an environment; %2 a number
               : Ctl::tr("The policy of %1, version %2.").arg(where).arg(policy.version);
}

ExitCode print(const Place& place, const Policy& policy, Output& output) {
    const QString written = toQt(codec::writePolicyFile(policy, headingOf(place, policy).toStdString()));
    output.object(QJsonObject{{QStringLiteral("version"), static_cast<qint64>(policy.version)},
                              {QStringLiteral("policy"), written}});
    output.line(written.trimmed());
    return ExitCode::Success;
}

ExitCode policyShow(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl policy show"),
                        Ctl::tr("Prints the policy that a deployment goes by, as a file with comments: the "
                                "one that was set, or the default."));
    addPlace(parser);
    parser.option(QStringLiteral("strategy"),
                  Ctl::tr("direct, rolling, blueGreen or canary (default: the policy's)."),
                  QStringLiteral("NAME"));
    addConnectionOptions(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto place = readPlace(parser);
    const auto strategy = readStrategy(parser);
    if (!place.ok() || !strategy.ok()) {
        return refuse(place.ok() ? strategy.error() : place.error(), parser, output);
    }
    if (!namesDatabase(parser)) {
        return print(*place,
                     *strategy ? defaultPolicy(place->environment, **strategy)
                               : defaultPolicy(place->environment),
                     output);
    }
    const auto session = DatabaseSession::open(parser);
    if (!session.ok()) {
        return refuse(session.error(), parser, output);
    }
    const auto answer = (*session)->query<ports::PoliciesAnswer>(
        ports::queries::Policies{place->environment, place->module, *strategy, 1});
    if (!answer.ok()) {
        return output.fail(answer.error());
    }
    return print(*place, answer->effective, output);
}

ExitCode policySet(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl policy set"),
                        Ctl::tr("Sets the policy that new deployments of an environment, or of one module "
                                "there, go by. Running ones keep theirs."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("Policy file (TOML)."));
    addPlace(parser);
    parser.option(QStringLiteral("reason"), Ctl::tr("Why; it is kept."), QStringLiteral("TEXT"));
    parser.option(QStringLiteral("after"), Ctl::tr("Only if this is the newest version yet, 0 for none."),
                  QStringLiteral("VERSION"));
    parser.option(QStringLiteral("key"),
                  Ctl::tr("Idempotency key: asking again with the same one changes nothing twice."),
                  QStringLiteral("KEY"));
    addConnectionOptions(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto place = readPlace(parser);
    if (!place.ok()) {
        return refuse(place.error(), parser, output);
    }
    ports::PolicyChange change{place->environment, place->module, {}, {}, {}};
    change.reason = parser.value(QStringLiteral("reason")).toStdString();
    if (change.reason.empty()) {
        return refuse(invalidField("--reason", "a text"), parser, output);
    }
    if (parser.isSet(QStringLiteral("after"))) {
        const auto after = readNumber<std::uint32_t>(parser, "after", "a version");
        if (!after.ok()) {
            return refuse(after.error(), parser, output);
        }
        change.after = *after;
    }
    const QString file = parser.argumentAt(0);
    const auto policy = readPolicy(file, {place->environment, {}});
    if (!policy.ok()) {
        return failWithFields(policy.error(), file, output);
    }
    change.policy = *policy;
    const auto session = DatabaseSession::open(parser);
    if (!session.ok()) {
        return refuse(session.error(), parser, output);
    }
    const auto answer =
        (*session)->execute(ports::requests::SetPolicy{change}, (*session)->keyOf(parser), kPatience);
    if (!answer.ok()) {
        return output.fail(answer.error());
    }
    output.object(QJsonObject{{QStringLiteral("version"), toQt(answer->id).toInt()}});
    //: %1 the version of a policy
    output.line(Ctl::tr("In force as version %1.").arg(toQt(answer->id)));
    return ExitCode::Success;
}

ExitCode policyHistory(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl policy history"),
                        Ctl::tr("Lists the policies that were set for an environment, newest first."));
    addPlace(parser);
    parser.option(QStringLiteral("limit"), Ctl::tr("At most this many (default 50)."), QStringLiteral("N"));
    ports::queries::Policies query;
    const auto read = [&]() -> Status {
        const auto place = readPlace(parser);
        HS_TRY(place);
        query.environment = place->environment;
        if (!place->module.empty()) {
            query.module = place->module;
        }
        return takeNumber(parser, "limit", "1..500", query.limit);
    };
    const auto show = [&](DatabaseSession& session) {
        const auto answer = session.query<ports::PoliciesAnswer>(query);
        if (!answer.ok()) {
            return output.fail(answer.error());
        }
        QJsonArray rows;
        TextTable table({Ctl::tr("VERSION"), Ctl::tr("MODULE"), Ctl::tr("STRATEGY"), Ctl::tr("BY"),
                         Ctl::tr("AT"), Ctl::tr("REASON")});
        for (const ports::StoredPolicy& row : answer->rows) {
            const QString at = QDateTime::fromMSecsSinceEpoch(toMs(row.at), Qt::UTC).toString(Qt::ISODate);
            const QString strategy = toQt(strategyName(row.policy.strategy.kind));
            const auto version = static_cast<qint64>(row.policy.version);
            rows.append(QJsonObject{{QStringLiteral("version"), version},
                                    {QStringLiteral("environment"), toQt(row.environment)},
                                    {QStringLiteral("module"), toQt(row.module)},
                                    {QStringLiteral("strategy"), strategy},
                                    {QStringLiteral("author"), toQt(row.author)},
                                    {QStringLiteral("at"), at},
                                    {QStringLiteral("reason"), toQt(row.reason)}});
            table.add({QString::number(version), row.module.empty() ? Ctl::tr("every") : toQt(row.module),
                       strategy, toQt(row.author), at, toQt(row.reason)});
        }
        output.object(QJsonObject{{QStringLiteral("policies"), rows}});
        table.print(output);
        return ExitCode::Success;
    };
    return inDatabase(parser, arguments, output, show, read);
}

constexpr std::array kPolicyCommands{
    Command{"check", QT_TRANSLATE_NOOP("Ctl", "check a policy file"), policyCheck},
    Command{"show", QT_TRANSLATE_NOOP("Ctl", "print the policy that a deployment goes by"), policyShow},
    Command{"set", QT_TRANSLATE_NOOP("Ctl", "set the policy of an environment or module"), policySet},
    Command{"history", QT_TRANSLATE_NOOP("Ctl", "list the policies that were set"), policyHistory},
    Command{"backtest", QT_TRANSLATE_NOOP("Ctl", "try a policy on the evidence of past rollouts"),
            policyBacktest},
    Command{"import-kayenta", QT_TRANSLATE_NOOP("Ctl", "make a policy of a Kayenta configuration"),
            policyImport},
};

} // namespace

ExitCode runPolicyCommand(const QStringList& arguments, Output& output) {
    return dispatch(kPolicyCommands, QStringLiteral("hotswapctl policy"), arguments, output);
}

} // namespace hotswap::ctl
