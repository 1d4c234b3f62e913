// SPDX-License-Identifier: Apache-2.0
// hotswapctl db init|migrate|check|confirm: the schema of a database, whether its server is fit for it, and
// what to do when it has lost commits.
#include "app/ctl/database_commands.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/text.h"

#include "app/common/real_sources.h"
#include "core/crypto/hash.h"
#include "core/store/postgres/database_check.h"
#include "core/store/postgres/members.h"
#include "core/store/postgres/migrations.h"
#include "ui/common/database_text.h"
#include "ui/common/qt_text.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace hotswap::ctl {

using ui::toQt;

namespace {

namespace pg = store::postgres;

constexpr std::uint32_t kProgramsMax = 10'000;

std::string checksum(std::string_view text) {
    return crypto::sha256Hex(text);
}

/// Migrates and says how it went. `made`: how many migrations ran.
ExitCode tellSchema(const Result<int>& made, const std::string& tenant, Output& output) {
    if (!made.ok()) {
        return output.fail(made.error());
    }
    const auto all = pg::allMigrations();
    const int version = all.empty() ? 0 : all.back().number;
    output.object(QJsonObject{
        {QStringLiteral("schema"),
         QJsonObject{{QStringLiteral("version"), version},
                     {QStringLiteral("migrationsRun"), *made},
                     {QStringLiteral("tenant"), tenant.empty() ? QJsonValue() : QJsonValue(toQt(tenant))}}}});
    output.line(*made == 0
                    //: %1 a number
                    ? Ctl::tr("The schema is at version %1 already.").arg(version)
                    //: %1 and %2 numbers
                    : Ctl::tr("The schema is at version %1; %2 migrations ran.").arg(version).arg(*made));
    if (!tenant.empty()) {
        //: %1 a tenant
        output.line(Ctl::tr("Tenant %1 is there.").arg(toQt(tenant)));
    }
    return ExitCode::Success;
}

ExitCode dbInit(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl db init"),
        Ctl::tr("Makes roles, schema and grants. Connect as a superuser, or as the database's "
                "owner with CREATEROLE. Repeating it is harmless."));
    parser.option(QStringLiteral("tenant"), Ctl::tr("Make this tenant too."), QStringLiteral("TENANT"));
    return asAdministrator(parser, arguments, output, [&](pg::Connection& connection) {
        const std::string tenant = parser.value(QStringLiteral("tenant")).toStdString();
        const auto made = pg::initDatabase(connection, checksum);
        if (made.ok() && !tenant.empty()) {
            const Status added = pg::addTenant(connection, TenantId{tenant});
            if (!added.ok() && added.error().code != ErrorCode::AlreadyExists) {
                return refuse(asOption(added.error(), {{"tenant", "--tenant"}}), parser, output);
            }
        }
        return tellSchema(made, tenant, output);
    });
}

ExitCode dbMigrate(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl db migrate"),
                        Ctl::tr("Applies the migrations that are missing; connect as for db init."));
    return asAdministrator(parser, arguments, output, [&](pg::Connection& connection) {
        return tellSchema(pg::migrate(connection, checksum), {}, output);
    });
}

/// What to do, where the general sentence is not enough.
QString fixOf(const pg::SettingFinding& finding) {
    return finding.warning == DatabaseWarning::SchemaOlder && finding.current == "none"
               ? Ctl::tr("Run hotswapctl db init.")
               : ui::warningFix(finding.warning);
}

void tellFindings(const std::vector<pg::SettingFinding>& findings, const pg::DatabaseSettings& settings,
                  const pg::ConnectionDemand& demand, Output& output) {
    QJsonArray rows;
    for (const pg::SettingFinding& finding : findings) {
        rows.append(QJsonObject{{QStringLiteral("code"), toQt(databaseWarningName(finding.warning))},
                                {QStringLiteral("severity"), toQt(pg::severityName(finding.severity))},
                                {QStringLiteral("current"), toQt(finding.current)},
                                {QStringLiteral("wanted"), toQt(finding.wanted)},
                                {QStringLiteral("meaning"), ui::warningText(finding.warning)},
                                {QStringLiteral("fix"), fixOf(finding)}});
        const QString severity =
            finding.severity == pg::Severity::Fatal ? Ctl::tr("fatal") : Ctl::tr("warning");
        //: %1 "fatal" or "warning", %2 a sentence, %3 and %4 settings, %5 a sentence
        output.line(Ctl::tr("%1: %2 Found: %3; wanted: %4. %5")
                        .arg(severity, ui::warningText(finding.warning), toQt(finding.current),
                             toQt(finding.wanted), fixOf(finding)));
    }
    output.object(QJsonObject{
        {QStringLiteral("check"),
         QJsonObject{{QStringLiteral("serverVersion"), toQt(pg::serverVersionText(settings.serverVersion))},
                     {QStringLiteral("schemaVersion"), settings.schema.applied},
                     {QStringLiteral("connectionsNeeded"), static_cast<qint64>(demand.connections())},
                     {QStringLiteral("connectionsMax"), static_cast<qint64>(settings.connectionsMax)},
                     {QStringLiteral("findings"), rows}}}});
}

ExitCode dbCheck(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl db check"),
                        Ctl::tr("Names every wrong setting of the database with its fix; exit status 1 when "
                                "one is fatal. Connect as an administrator to have everything seen."));
    parser.option(QStringLiteral("agents"), Ctl::tr("Orchestrator agents that will connect (default 2)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("consoles"), Ctl::tr("Consoles that will connect (default 10)."),
                  QStringLiteral("N"));
    return asAdministrator(parser, arguments, output, [&](pg::Connection& connection) {
        pg::ConnectionDemand demand;
        const auto read = [&](const char* name, std::uint32_t& number) {
            const Status taken = takeNumber(parser, name, "0..10000", number);
            return taken.ok() && number > kProgramsMax
                       ? Status(invalidField("--" + std::string(name), "0..10000"))
                       : taken;
        };
        for (const Status& status : {read("agents", demand.agents), read("consoles", demand.consoles)}) {
            if (!status.ok()) {
                return refuse(status.error(), parser, output);
            }
        }
        const app::SystemClock clock;
        const auto settings = pg::readSettings(connection, checksum, clock);
        if (!settings.ok()) {
            return output.fail(settings.error());
        }
        const auto findings = pg::checkSettings(*settings, demand);
        tellFindings(findings, *settings, demand, output);
        if (findings.empty()) {
            //: %1 a version
            output.line(Ctl::tr("PostgreSQL %1: nothing is wrong.")
                            .arg(toQt(pg::serverVersionText(settings->serverVersion))));
        }
        const bool fatal = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
            return finding.severity == pg::Severity::Fatal;
        });
        return fatal ? ExitCode::Failure : ExitCode::Success;
    });
}

ExitCode dbConfirm(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl db confirm"),
        Ctl::tr("Lets leaders go on after a failover or a restore that lost the latest commits. Compare the "
                "latest deployments with what the nodes run first: what was lost has to be submitted anew. "
                "Only for administrators."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const TenantId& tenant = session.who().tenant;
        const auto seen = session.shared().store().confirmTail(tenant);
        if (!seen.ok()) {
            return output.fail(seen.error());
        }
        const QString at = QDateTime::fromMSecsSinceEpoch(toMs(*seen), Qt::UTC).toString(Qt::ISODateWithMs);
        output.object(
            QJsonObject{{QStringLiteral("confirmed"), QJsonObject{{QStringLiteral("tenant"), toQt(tenant)},
                                                                  {QStringLiteral("lostUpTo"), at}}}});
        //: %1 a tenant, %2 a time
        output.line(
            Ctl::tr("Confirmed for %1: commits up to %2 are lost. Leaders go on.").arg(toQt(tenant), at));
        return ExitCode::Success;
    });
}

constexpr std::array kDbCommands{
    Command{"init", QT_TRANSLATE_NOOP("Ctl", "make roles, schema and grants"), dbInit},
    Command{"migrate", QT_TRANSLATE_NOOP("Ctl", "bring the schema up to date"), dbMigrate},
    Command{"check", QT_TRANSLATE_NOOP("Ctl", "name every wrong setting with its fix"), dbCheck},
    Command{"confirm", QT_TRANSLATE_NOOP("Ctl", "go on after commits were lost"), dbConfirm},
    Command{"tenant", QT_TRANSLATE_NOOP("Ctl", "make tenants"), runTenantCommand},
    Command{"member", QT_TRANSLATE_NOOP("Ctl", "say who may do what"), runMemberCommand},
};

} // namespace

ExitCode asAdministrator(OptionParser& parser, const QStringList& arguments, Output& output,
                         const std::function<ExitCode(pg::Connection&)>& work) {
    addConnectOption(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto conninfo = readConninfo(parser);
    if (!conninfo.ok()) {
        return refuse(conninfo.error(), parser, output);
    }
    pg::ConnectionOptions options;
    options.conninfo = *conninfo;
    options.program = "hotswapctl";
    const auto connection = pg::Connection::open(options);
    return connection.ok() ? work(**connection) : output.fail(connection.error());
}

Error asOption(Error error, const std::map<std::string, std::string>& options) {
    std::map<std::string, std::string> fields;
    for (const auto& [field, expected] : error.fields) {
        const auto option = options.find(field);
        fields.emplace(option == options.end() ? field : option->second, expected);
    }
    if (error.fields.size() == 1 && error.detail == error.fields.begin()->first) {
        error.detail = fields.begin()->first;
    }
    error.fields = std::move(fields);
    return error;
}

ExitCode runDbCommand(const QStringList& arguments, Output& output) {
    return dispatch(kDbCommands, QStringLiteral("hotswapctl db"), arguments, output);
}

} // namespace hotswap::ctl
