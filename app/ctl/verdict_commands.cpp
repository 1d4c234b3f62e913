// SPDX-License-Identifier: Apache-2.0
// hotswapctl verdict explain.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/text.h"
#include "app/ctl/verdict_rows.h"

#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <array>

namespace hotswap::ctl {

namespace {

using ui::toQt;

/// What is told of one look.
struct LookLine {
    std::uint32_t number = 0;
    Verdict verdict;
};

/// One wave with everything that is kept of it.
struct WaveStory {
    std::uint32_t wave = 0; ///< from 0
    std::optional<Verdict> verdict;
    NodesSeen nodes;
    std::vector<LookLine> looks;
    ports::EvidenceKept kept;
};

/// The wave that was asked for, from 1; otherwise the last one that was judged.
Result<std::uint32_t> waveOf(const OptionParser& parser, const ports::DeploymentDetail& deployment) {
    const auto count = static_cast<std::uint32_t>(deployment.waves.size());
    if (parser.isSet(QStringLiteral("wave"))) {
        bool isNumber = false;
        const uint wave = parser.value(QStringLiteral("wave")).toUInt(&isNumber);
        if (!isNumber || wave < 1 || wave > count) {
            return invalidField("--wave", "1.." + std::to_string(count));
        }
        return wave - 1;
    }
    for (std::uint32_t i = count; i > 0; --i) {
        if (deployment.waves[i - 1].verdict) {
            return i - 1;
        }
    }
    return makeError(ErrorCode::NotFound, "a verdict of " + deployment.summary.id.value);
}

Result<WaveStory> storyOf(DatabaseSession& session, const OptionParser& parser,
                          const ports::DeploymentDetail& deployment) {
    const auto wave = waveOf(parser, deployment);
    HS_TRY(wave);
    WaveStory story;
    story.wave = *wave;
    story.verdict = deployment.waves[*wave].verdict;
    const bool all = parser.isSet(QStringLiteral("all"));
    const auto kept = eachLook(session, deployment.summary.id, [&](const LookEvidence& look) {
        if (look.input.wave == story.wave) {
            story.nodes.add(look.input);
            if (all) {
                story.looks.push_back({look.input.number, look.verdict});
            }
        }
    });
    HS_TRY(kept);
    story.kept = *kept;
    return story;
}

QJsonObject storyObject(const WaveStory& story, const ports::DeploymentDetail& deployment) {
    QJsonObject object = verdictObject(story.nodes.factsOf(*story.verdict));
    object.insert(QStringLiteral("deployment"), toQt(deployment.summary.id));
    object.insert(QStringLiteral("wave"), static_cast<qint64>(story.wave) + 1);
    object.insert(QStringLiteral("waves"), static_cast<qint64>(deployment.waves.size()));
    object.insert(QStringLiteral("evidence"),
                  QJsonObject{{QStringLiteral("looks"), static_cast<qint64>(story.kept.looks)},
                              {QStringLiteral("bytes"), static_cast<qint64>(story.kept.bytes)},
                              {QStringLiteral("truncated"), story.kept.truncated}});
    if (!story.looks.empty()) {
        QJsonArray looks;
        for (const LookLine& look : story.looks) {
            QJsonObject each = verdictObject(story.nodes.factsOf(look.verdict));
            each.insert(QStringLiteral("number"), static_cast<qint64>(look.number));
            looks.append(each);
        }
        object.insert(QStringLiteral("history"), looks);
    }
    return QJsonObject{{QStringLiteral("verdict"), object}};
}

void printStory(const WaveStory& story, const ports::DeploymentDetail& deployment, Output& output) {
    const DeploymentSummary& summary = deployment.summary;
    //: %1 module, %2 version, %3 environment, %4 and %5 wave numbers, %6 number of a look, %7 time
    output.line(Ctl::tr("%1 %2 to %3, wave %4 of %5, look %6 at %7")
                    .arg(toQt(summary.release.module), toQt(summary.release.version.text()),
                         toQt(summary.scope.environment), QString::number(story.wave + 1),
                         QString::number(deployment.waves.size()), QString::number(story.verdict->looks),
                         timeText(story.verdict->at)));
    output.line(ui::explain(story.nodes.factsOf(*story.verdict), QLocale()).sentence());
    output.line({});
    findingTable(story.verdict->findings).print(output);
    if (!story.looks.empty()) {
        output.line({});
        for (const LookLine& look : story.looks) {
            //: %1 number of a look, %2 time, %3 sentence
            output.line(Ctl::tr("%1  %2  %3")
                            .arg(QString::number(look.number).rightJustified(4), timeText(look.verdict.at),
                                 ui::explain(story.nodes.factsOf(look.verdict), QLocale()).sentence()));
        }
    }
    if (story.kept.looks == 0) {
        output.line(Ctl::tr("No evidence is kept of this deployment: only the numbers above."));
    } else if (story.kept.truncated) {
        output.line(Ctl::tr("The evidence is cut: there were more looks than are kept."));
    }
}

ExitCode verdictExplain(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl verdict explain"),
                        Ctl::tr("Says why a wave was stopped, passed or is not decided, with the numbers."));
    parser.argument(QStringLiteral("ID"), Ctl::tr("Deployment."));
    parser.option(QStringLiteral("wave"), Ctl::tr("Number of the wave; without it the last one judged."),
                  QStringLiteral("N"));
    parser.flag(QStringLiteral("all"), Ctl::tr("Every look at the wave, a line each."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const DeploymentId id{parser.argumentAt(0).toStdString()};
        const auto deployment = session.query<ports::DeploymentDetail>(ports::queries::OneDeployment{id});
        if (!deployment.ok()) {
            return output.fail(deployment.error());
        }
        const auto story = storyOf(session, parser, *deployment);
        if (!story.ok()) {
            return refuse(story.error(), parser, output);
        }
        if (!story->verdict) {
            return output.fail(makeError(ErrorCode::NotFound, id.value),
                               Ctl::tr("This wave has not been judged."), ExitCode::Failure);
        }
        output.object(storyObject(*story, *deployment));
        printStory(*story, *deployment, output);
        return ExitCode::Success;
    });
}

constexpr std::array kVerdictCommands{
    Command{"explain", QT_TRANSLATE_NOOP("Ctl", "say why a wave was judged as it was"), verdictExplain},
};

} // namespace

ExitCode runVerdictCommand(const QStringList& arguments, Output& output) {
    return dispatch(kVerdictCommands, QStringLiteral("hotswapctl verdict"), arguments, output);
}

} // namespace hotswap::ctl
