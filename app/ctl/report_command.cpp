// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_command.h"

#include "app/ctl/database_commands.h"
#include "app/ctl/report_events.h"
#include "app/ctl/report_page.h"
#include "app/ctl/text.h"
#include "app/ctl/verdict_rows.h"
#include "ui/common/qt_text.h"

#include <QSaveFile>

namespace hotswap::ctl {

namespace {

using ui::toQt;

constexpr std::size_t kEventsPage = 200;
constexpr std::size_t kEventsMax = 2'000; ///< in one report

Status addEvents(DatabaseSession& session, const DeploymentId& id, ReportData& data) {
    ports::queries::Events query{id, 0, kEventsPage};
    for (;;) {
        const auto page = session.query<std::vector<DeploymentEvent>>(query);
        HS_TRY(page);
        for (const DeploymentEvent& event : *page) {
            query.afterVersion = event.version;
            if (!isReported(event.body)) {
                continue;
            }
            if (data.events.size() == kEventsMax) {
                data.areEventsCut = true;
                return success();
            }
            data.events.push_back(event);
        }
        if (page->size() < kEventsPage) {
            return success();
        }
    }
}

Result<ReportData> gather(DatabaseSession& session, const DeploymentId& id) {
    ReportData data;
    auto deployment = session.query<ports::DeploymentDetail>(ports::queries::OneDeployment{id});
    HS_TRY(deployment);
    data.deployment = *std::move(deployment);
    std::vector<NodesSeen> nodes(data.deployment.waves.size());
    ReportSeries series;
    const auto kept = eachLook(session, id, [&](const LookEvidence& look) {
        series.add(look);
        if (look.input.wave < nodes.size()) {
            nodes[look.input.wave].add(look.input);
        }
    });
    HS_TRY(kept);
    data.kept = *kept;
    data.curves = series.curves();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& verdict = data.deployment.waves[i].verdict;
        data.verdicts.push_back(verdict ? std::optional(nodes[i].factsOf(*verdict)) : std::nullopt);
    }
    HS_TRY(addEvents(session, id, data));
    return data;
}

Status write(const QString& path, const QString& page) {
    QSaveFile file(path);
    const QByteArray bytes = page.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return makeError(ErrorCode::IoError,
                         (path + QStringLiteral(": ") + file.errorString()).toStdString());
    }
    return success();
}

} // namespace

ExitCode deployReport(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl deploy report"),
                        Ctl::tr("Writes a rollout as one HTML file with its verdicts, charts and events."));
    parser.argument(QStringLiteral("ID"), Ctl::tr("Deployment."));
    parser.option(QStringLiteral("output"), Ctl::tr("File to write."), QStringLiteral("FILE"));
    QString path;
    const auto read = [&]() -> Status {
        path = parser.value(QStringLiteral("output"));
        return path.isEmpty() ? Status(invalidField("--output", "a file")) : success();
    };
    const auto work = [&](DatabaseSession& session) {
        const auto data = gather(session, DeploymentId{parser.argumentAt(0).toStdString()});
        if (!data.ok()) {
            return output.fail(data.error());
        }
        if (const Status written = write(path, reportPage(*data)); !written.ok()) {
            return output.fail(written.error());
        }
        output.object(QJsonObject{{QStringLiteral("report"), path},
                                  {QStringLiteral("deployment"), toQt(data->deployment.summary.id)},
                                  {QStringLiteral("looks"), static_cast<qint64>(data->kept.looks)}});
        //: %1 a file
        output.line(Ctl::tr("Wrote %1.").arg(path));
        return ExitCode::Success;
    };
    return inDatabase(parser, arguments, output, work, read);
}

} // namespace hotswap::ctl
