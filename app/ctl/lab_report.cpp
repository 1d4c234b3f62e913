// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/lab_report.h"
#include "app/ctl/text.h"

#include <QJsonArray>

#include <cmath>

namespace hotswap::ctl {

namespace {

constexpr Duration kAnswerLimit{5'000};

QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string addressOf(const Node& node, const ModuleName& module) {
    const NodeRelease* running = node.find(module);
    return running ? running->address : std::string();
}

QJsonValue numberOrNull(double value) {
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QString healthOf(const Node& node, const ModuleName& module) {
    const NodeRelease* running = node.find(module);
    if (!isServing(node.state)) {
        return toQt(nodeStateName(node.state));
    }
    return running && running->healthy ? QStringLiteral("healthy") : QStringLiteral("unhealthy");
}

QJsonArray nodesOf(const LabReport& report, const ModuleName& module) {
    QJsonArray nodes;
    for (const NodeReport& entry : report.nodes) {
        const NodeRelease* running = entry.node.find(module);
        const std::string address = addressOf(entry.node, module);
        nodes.append(QJsonObject{
            {QStringLiteral("name"), toQt(entry.node.id.value)},
            {QStringLiteral("environment"), toQt(entry.node.environment.value)},
            {QStringLiteral("address"), address.empty() ? QJsonValue() : QJsonValue(toQt(address))},
            {QStringLiteral("release"), running && !running->current.digest.empty()
                                            ? QJsonValue(toQt(running->current.version.text()))
                                            : QJsonValue()},
            {QStringLiteral("answers"),
             entry.answers.empty() ? QJsonValue() : QJsonValue(toQt(entry.answers))},
            {QStringLiteral("health"), healthOf(entry.node, module)}});
    }
    return nodes;
}

QJsonValue loadOf(const std::optional<lab::LoadResult>& load) {
    if (!load) {
        return {};
    }
    return QJsonObject{{QStringLiteral("requests"), static_cast<qint64>(load->requests)},
                       {QStringLiteral("failed"), static_cast<qint64>(load->failed)},
                       {QStringLiteral("p50Ms"), numberOrNull(load->latency.quantileMs(0.5))},
                       {QStringLiteral("p99Ms"), numberOrNull(load->latency.quantileMs(0.99))}};
}

} // namespace

Result<LabReport> makeReport(LabSession& session, const DeploymentId& deployment,
                             const std::optional<lab::LoadResult>& load) {
    const auto answer =
        session.lab().service().query(session.submitter(), ports::queries::OneDeployment{deployment});
    HS_TRY(answer);
    LabReport report;
    report.deployment = std::get<ports::DeploymentDetail>(*answer);
    report.load = load;
    const bool real = session.arguments().environment.value == "Development";
    const ModuleName& module = session.arguments().release.module;
    for (const auto& [id, node] : session.follower().nodes()) {
        if (node.environment != session.arguments().environment) {
            continue;
        }
        NodeReport entry{node, {}};
        const std::string address = addressOf(node, module);
        if (real && !address.empty()) {
            const auto version = lab::httpGet(address, "/version", kAnswerLimit);
            entry.answers = version.ok() ? *version : std::string();
        }
        report.nodes.push_back(std::move(entry));
    }
    return report;
}

QJsonObject reportObject(const LabReport& report, const ModuleName& module) {
    return QJsonObject{{QStringLiteral("deployment"), detailObject(report.deployment)},
                       {QStringLiteral("load"), loadOf(report.load)},
                       {QStringLiteral("nodes"), nodesOf(report, module)}};
}

void printReport(const LabReport& report, const ModuleName& module, Output& output) {
    const QLocale locale;
    const DeploymentSummary& summary = report.deployment.summary;
    output.line(reasonOf(report.deployment));
    //: %1 a number of seconds of the environment's time
    output.line(
        Ctl::tr("It took %1 s of the environment's time.").arg(locale.toString(secondsOf(summary), 'f', 1)));
    for (std::size_t i = 0; i < report.deployment.waves.size(); ++i) {
        const ports::WaveRow& wave = report.deployment.waves[i];
        if (wave.verdict) {
            const auto after = std::chrono::duration<double>(wave.verdict->at - wave.bakeStartedAt);
            //: %1 number of the wave, %2 seconds, %3 "pass"
            output.line(Ctl::tr("Wave %1 was decided %2 s after its bake began: %3.")
                            .arg(locale.toString(static_cast<qulonglong>(i + 1)),
                                 locale.toString(after.count(), 'f', 1),
                                 toQt(verdictName(wave.verdict->kind))));
        }
    }
    if (report.load) {
        //: %1 and %2 numbers of requests, %3 and %4 milliseconds
        output.line(Ctl::tr("Load: %1 requests, %2 failed, half of them within %3 ms, 99 % within %4 ms.")
                        .arg(locale.toString(static_cast<qulonglong>(report.load->requests)),
                             locale.toString(static_cast<qulonglong>(report.load->failed)),
                             locale.toString(report.load->latency.quantileMs(0.5), 'f', 1),
                             locale.toString(report.load->latency.quantileMs(0.99), 'f', 1)));
        if (!report.load->firstFailure.empty()) {
            output.line(Ctl::tr("First failure: %1.").arg(toQt(report.load->firstFailure)));
        }
    }
    for (const NodeReport& entry : report.nodes) {
        const NodeRelease* running = entry.node.find(module);
        const QString version = running ? toQt(running->current.version.text()) : QStringLiteral("–");
        const QString health = healthOf(entry.node, module);
        if (const std::string address = addressOf(entry.node, module); !entry.answers.empty()) {
            //: %1 node, %2 version, %3 health, %4 address, %5 version it answers with
            output.line(
                Ctl::tr("%1: %2, %3, http://%4 answers %5")
                    .arg(toQt(entry.node.id.value), version, health, toQt(address), toQt(entry.answers)));
        } else {
            //: %1 node, %2 version, %3 health
            output.line(Ctl::tr("%1: %2, %3").arg(toQt(entry.node.id.value), version, health));
        }
    }
}

} // namespace hotswap::ctl
