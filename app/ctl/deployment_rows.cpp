// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/deployment_rows.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "core/codec/event_codec.h"
#include "ui/common/qt_text.h"
#include "ui/common/reason_text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace hotswap::ctl {

using ui::toQt;

namespace {

/// The verdict that made the run go back, with its wave; else the last one there is.
std::optional<std::pair<std::uint32_t, Verdict>> decidingVerdict(const ports::DeploymentDetail& deployment) {
    std::optional<std::pair<std::uint32_t, Verdict>> found;
    for (std::uint32_t i = 0; i < deployment.waves.size(); ++i) {
        const auto& wave = deployment.waves[i];
        if (wave.verdict) {
            found = {i + 1, *wave.verdict};
            if (wave.verdict->kind == VerdictKind::Fail) {
                return found;
            }
        }
    }
    return found;
}

QJsonValue versionOrNull(const std::optional<Release>& release) {
    return release ? QJsonValue(toQt(release->version.text())) : QJsonValue();
}

QJsonArray wavesOf(const ports::DeploymentDetail& deployment) {
    QJsonArray waves;
    for (const ports::WaveRow& wave : deployment.waves) {
        QJsonArray nodes;
        for (const ports::NodeRow& node : wave.nodes) {
            nodes.append(toQt(node.node));
        }
        waves.append(
            QJsonObject{{QStringLiteral("nodes"), nodes},
                        {QStringLiteral("verdict"),
                         wave.verdict ? QJsonValue(toQt(verdictName(wave.verdict->kind))) : QJsonValue()}});
    }
    return waves;
}

QJsonArray pausesOf(const DeploymentSummary& summary) {
    QJsonArray pauses;
    for (const ActivePause& pause : summary.pauses) {
        pauses.append(QJsonObject{{QStringLiteral("reason"), toQt(pauseReasonName(pause.reason))},
                                  {QStringLiteral("since"), timeValue(pause.since)},
                                  {QStringLiteral("detail"), toQt(pause.detail)}});
    }
    return pauses;
}

QString waveText(const DeploymentSummary& summary) {
    return summary.waves == 0 ? QString() : QStringLiteral("%1/%2").arg(summary.wave).arg(summary.waves);
}

} // namespace

QString timeText(Instant at) {
    return at == Instant{} ? QStringLiteral("–")
                           : QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC).toString(Qt::ISODate);
}

QJsonValue timeValue(Instant at) {
    return at == Instant{} ? QJsonValue() : QJsonValue(timeText(at));
}

ExitCode exitOf(const DeploymentSummary& summary) {
    switch (summary.state) {
    case DeploymentState::Succeeded: return ExitCode::Success;
    case DeploymentState::RolledBack: return ExitCode::RolledBack;
    case DeploymentState::NeedsIntervention: return ExitCode::NeedsIntervention;
    default: break;
    }
    const bool refused =
        summary.endReason == EndReason::ApprovalRejected || summary.endReason == EndReason::ApprovalExpired;
    return refused ? ExitCode::ApprovalRefused : ExitCode::Failure;
}

bool isAtRest(const DeploymentSummary& summary) {
    return isTerminal(summary.state) || summary.state == DeploymentState::NeedsIntervention;
}

QString reasonOf(const ports::DeploymentDetail& deployment) {
    ui::ReasonFacts facts;
    facts.summary = deployment.summary;
    if (const auto verdict = decidingVerdict(deployment)) {
        facts.wave = verdict->first;
        facts.verdict = verdict->second;
    }
    return ui::reasonText(facts, QLocale());
}

double secondsOf(const DeploymentSummary& summary) {
    const Instant end = summary.endedAt == Instant{} ? summary.changedAt : summary.endedAt;
    const Instant begin = summary.startedAt == Instant{} ? summary.requestedAt : summary.startedAt;
    return static_cast<double>((end - begin).count()) / 1'000;
}

QJsonObject summaryObject(const DeploymentSummary& summary) {
    return QJsonObject{
        {QStringLiteral("id"), toQt(summary.id)},
        {QStringLiteral("module"), toQt(summary.release.module)},
        {QStringLiteral("version"), toQt(summary.release.version.text())},
        {QStringLiteral("from"), versionOrNull(summary.stable)},
        {QStringLiteral("environment"), toQt(summary.scope.environment)},
        {QStringLiteral("strategy"), toQt(strategyName(summary.strategy))},
        {QStringLiteral("state"), toQt(deploymentStateName(summary.state))},
        {QStringLiteral("pauses"), pausesOf(summary)},
        {QStringLiteral("endReason"), summary.endReason == EndReason::None
                                          ? QJsonValue()
                                          : QJsonValue(toQt(endReasonName(summary.endReason)))},
        {QStringLiteral("wavesPassed"), static_cast<qint64>(summary.wave)},
        {QStringLiteral("wavesTotal"), static_cast<qint64>(summary.waves)},
        {QStringLiteral("nodesTotal"), static_cast<qint64>(summary.nodesTotal)},
        {QStringLiteral("nodesChanged"), static_cast<qint64>(summary.nodesChanged)},
        {QStringLiteral("nodesFailed"), static_cast<qint64>(summary.nodesFailed)},
        {QStringLiteral("nodesTakenBack"), static_cast<qint64>(summary.nodesTakenBack)},
        {QStringLiteral("description"), toQt(summary.description)},
        {QStringLiteral("requestedBy"), toQt(summary.requestedBy)},
        {QStringLiteral("requestedAt"), timeValue(summary.requestedAt)},
        {QStringLiteral("startedAt"), timeValue(summary.startedAt)},
        {QStringLiteral("endedAt"), timeValue(summary.endedAt)},
        {QStringLiteral("approval"), summary.approval ? QJsonValue(toQt(*summary.approval)) : QJsonValue()},
        {QStringLiteral("streamVersion"), static_cast<qint64>(summary.version)}};
}

QJsonObject detailObject(const ports::DeploymentDetail& deployment) {
    QJsonObject object = summaryObject(deployment.summary);
    object.insert(QStringLiteral("reason"), reasonOf(deployment));
    object.insert(QStringLiteral("waves"), wavesOf(deployment));
    object.insert(QStringLiteral("durationS"), secondsOf(deployment.summary));
    object.insert(QStringLiteral("policyVersion"), static_cast<qint64>(deployment.spec.policy.version));
    object.insert(QStringLiteral("leader"),
                  deployment.leader.empty() ? QJsonValue() : QJsonValue(toQt(deployment.leader)));
    QJsonArray verbs;
    for (const ports::VerbRow& row : deployment.verbs) {
        if (row.allowed) {
            verbs.append(toQt(verbName(row.verb)));
        }
    }
    object.insert(QStringLiteral("possible"), verbs);
    return object;
}

void printDetail(const ports::DeploymentDetail& deployment, Output& output) {
    const DeploymentSummary& summary = deployment.summary;
    //: %1 module, %2 version, %3 environment, %4 a state
    output.line(Ctl::tr("%1 %2 to %3: %4")
                    .arg(toQt(summary.release.module), toQt(summary.release.version.text()),
                         toQt(summary.scope.environment), ui::stateText(summary.state)));
    if (const QString reason = reasonOf(deployment); !reason.isEmpty()) {
        output.line(reason);
    }
    //: %1 a person, %2 a time
    output.line(
        Ctl::tr("Asked for by %1 at %2.").arg(toQt(summary.requestedBy), timeText(summary.requestedAt)));
    const std::uint32_t version = deployment.spec.policy.version;
    output.line(version == 0 ? Ctl::tr("It goes by a policy of its own.")
                : version <= ports::kDefaultPolicyVersion
                    ? Ctl::tr("It goes by the default policy.")
                    //: %1 a number
                    : Ctl::tr("It goes by version %1 of the environment's policies.").arg(version));
    //: %1, %2 and %3 numbers of nodes
    output.line(Ctl::tr("%1 of %2 nodes changed, %3 failed.")
                    .arg(summary.nodesChanged)
                    .arg(summary.nodesTotal)
                    .arg(summary.nodesFailed));
    if (!isTerminal(summary.state)) {
        output.line(deployment.leader.empty() ? Ctl::tr("Nobody leads it now.")
                                              //: %1 name of a program
                                              : Ctl::tr("Led by %1.").arg(toQt(deployment.leader)));
    }
    if (summary.approval) {
        //: %1 an id
        output.line(Ctl::tr("Waits for approval %1.").arg(toQt(*summary.approval)));
    }
}

void printSummaries(const std::vector<DeploymentSummary>& rows, Output& output) {
    TextTable table({Ctl::tr("ID"), Ctl::tr("MODULE"), Ctl::tr("VERSION"), Ctl::tr("ENVIRONMENT"),
                     Ctl::tr("STATE"), Ctl::tr("WAVES"), Ctl::tr("REQUESTED")});
    for (const DeploymentSummary& row : rows) {
        table.add({toQt(row.id), toQt(row.release.module), toQt(row.release.version.text()),
                   toQt(row.scope.environment), toQt(deploymentStateName(row.state)), waveText(row),
                   timeText(row.requestedAt)});
    }
    table.print(output);
}

QJsonObject eventObject(const DeploymentId& deployment, const DeploymentEvent& event) {
    const auto body = codec::encodeEvent(event.body);
    const QJsonObject particulars =
        body.ok() ? QJsonDocument::fromJson(QByteArray::fromStdString(*body)).object() : QJsonObject();
    return QJsonObject{{QStringLiteral("deployment"), toQt(deployment)},
                       {QStringLiteral("streamVersion"), static_cast<qint64>(event.version)},
                       {QStringLiteral("at"), timeValue(event.at)},
                       {QStringLiteral("type"), toQt(eventName(event.body))},
                       {QStringLiteral("body"), particulars}};
}

} // namespace hotswap::ctl
