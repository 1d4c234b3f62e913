// SPDX-License-Identifier: Apache-2.0
// hotswapctl module push|list: packages of the shared database.
#include "app/ctl/database_commands.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "app/shared/package_library.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <vector>

namespace hotswap::ctl {

namespace {

using ui::toQt;

ExitCode modulePush(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl module push"),
                        Ctl::tr("Checks packages and puts them where every agent finds them."));
    parser.argumentList(QStringLiteral("FILE"), Ctl::tr("Package (.hsm); may be repeated."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        for (const QString& file : parser.arguments()) {
            const auto release = session.shared().packages().push(file.toStdString());
            if (!release.ok()) {
                Error error = release.error();
                error.detail = file.toStdString() + (error.detail.empty() ? "" : ": " + error.detail);
                return output.fail(error);
            }
            output.object(QJsonObject{{QStringLiteral("pushed"),
                                       QJsonObject{{QStringLiteral("file"), file},
                                                   {QStringLiteral("module"), toQt(release->module)},
                                                   {QStringLiteral("version"), toQt(release->version.text())},
                                                   {QStringLiteral("digest"), toQt(release->digest)}}}});
            //: %1 a module, %2 its version
            output.line(Ctl::tr("Pushed %1 %2.").arg(toQt(release->module), toQt(release->version.text())));
        }
        return ExitCode::Success;
    });
}

ExitCode moduleList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl module list"),
                        Ctl::tr("Lists packages that were pushed."));
    parser.option(QStringLiteral("module"), Ctl::tr("Only of this module."), QStringLiteral("NAME"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto all = session.query<std::vector<ReleaseInfo>>(ports::queries::Releases{});
        if (!all.ok()) {
            return output.fail(all.error());
        }
        const std::string only = parser.value(QStringLiteral("module")).toStdString();
        QJsonArray rows;
        TextTable table({Ctl::tr("MODULE"), Ctl::tr("VERSION"), Ctl::tr("BYTES"), Ctl::tr("DIGEST")});
        for (const ReleaseInfo& info : *all) {
            if (!only.empty() && info.release.module.value != only) {
                continue;
            }
            QJsonArray signedBy;
            for (const KeyId& key : info.signedBy) {
                signedBy.append(toQt(key));
            }
            rows.append(QJsonObject{{QStringLiteral("module"), toQt(info.release.module)},
                                    {QStringLiteral("version"), toQt(info.release.version.text())},
                                    {QStringLiteral("digest"), toQt(info.release.digest)},
                                    {QStringLiteral("description"), toQt(info.description)},
                                    {QStringLiteral("bytes"), static_cast<qint64>(info.packageBytes)},
                                    {QStringLiteral("signedBy"), signedBy}});
            table.add({toQt(info.release.module), toQt(info.release.version.text()),
                       QString::number(info.packageBytes), toQt(info.release.digest)});
        }
        output.object(QJsonObject{{QStringLiteral("releases"), rows}});
        table.print(output);
        return ExitCode::Success;
    });
}

constexpr Command kStoreCommands[] = {
    {"push", QT_TRANSLATE_NOOP("Ctl", "put packages where every agent finds them"), modulePush},
    {"list", QT_TRANSLATE_NOOP("Ctl", "list packages that were pushed"), moduleList},
};

} // namespace

ExitCode runModuleCommand(const QStringList& arguments, Output& output) {
    const auto packages = packageCommands();
    std::vector<Command> all(packages.begin(), packages.end());
    all.insert(all.end(), std::begin(kStoreCommands), std::end(kStoreCommands));
    return dispatch(all, QStringLiteral("hotswapctl module"), arguments, output);
}

} // namespace hotswap::ctl
