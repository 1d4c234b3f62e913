// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/plan_output.h"
#include "app/ctl/text.h"

#include "ui/common/qt_text.h"

#include <QJsonArray>
#include <QLocale>

#include <cmath>

namespace hotswap::ctl {

using ui::toQt;

namespace {

QString minutes(Duration duration) {
    const QLocale locale;
    const double seconds = static_cast<double>(duration.count()) / 1'000;
    //: %1 a number
    return seconds < 120 ? Ctl::tr("%1 s").arg(locale.toString(seconds, 'f', 0))
                         : Ctl::tr("%1 min").arg(locale.toString(seconds / 60, 'f', 1));
}

QJsonArray names(const std::vector<NodeId>& nodes) {
    QJsonArray array;
    for (const NodeId& node : nodes) {
        array.append(toQt(node));
    }
    return array;
}

} // namespace

QJsonObject planObject(const ports::PlanAnswer& answer) {
    QJsonArray waves;
    for (const PlannedWave& wave : answer.plan.waves) {
        waves.append(QJsonObject{{QStringLiteral("nodes"), names(wave.nodes)},
                                 {QStringLiteral("exactNodes"), wave.exactNodes},
                                 {QStringLiteral("bakeS"), static_cast<double>(wave.bake.count()) / 1'000}});
    }
    QJsonArray notes;
    for (const std::string& note : answer.notes) {
        notes.append(toQt(note));
    }
    const Plan& plan = answer.plan;
    const QJsonObject object{
        {QStringLiteral("module"), toQt(answer.release.release.module.value)},
        {QStringLiteral("version"), toQt(answer.release.release.version.text())},
        {QStringLiteral("from"),
         answer.stable ? QJsonValue(toQt(answer.stable->version.text())) : QJsonValue()},
        {QStringLiteral("strategy"), toQt(strategyName(answer.policy.strategy.kind))},
        {QStringLiteral("waves"), waves},
        {QStringLiteral("skipped"), names(plan.skipped)},
        {QStringLiteral("environmentNodes"), static_cast<qint64>(plan.environmentNodes)},
        {QStringLiteral("floorNodes"), static_cast<qint64>(plan.floorNodes)},
        {QStringLiteral("lowestServing"), static_cast<qint64>(plan.lowestServing)},
        {QStringLiteral("expectedS"), static_cast<double>(plan.expected.count()) / 1'000},
        {QStringLiteral("worstS"), static_cast<double>(plan.worst.count()) / 1'000},
        {QStringLiteral("earliestStopS"), static_cast<double>(plan.earliestStop.count()) / 1'000},
        {QStringLiteral("needsApproval"), answer.policy.approval.required},
        {QStringLiteral("digest"), toQt(plan.digest.value)},
        {QStringLiteral("notes"), notes}};
    return QJsonObject{{QStringLiteral("plan"), object}};
}

void printPlan(const ports::PlanAnswer& answer, Output& output) {
    const QLocale locale;
    const Plan& plan = answer.plan;
    for (std::size_t i = 0; i < plan.waves.size(); ++i) {
        const PlannedWave& wave = plan.waves[i];
        QStringList nodes;
        for (const NodeId& node : wave.nodes) {
            nodes << toQt(node.value);
        }
        QString line = Ctl::tr("Wave %1: %2").arg(i + 1).arg(nodes.join(QStringLiteral(", ")));
        if (std::abs(wave.exactNodes - static_cast<double>(wave.nodes.size())) > 1e-9 &&
            wave.exactNodes > 0) {
            //: %1 a number with decimals, %2 a whole number
            line += Ctl::tr(" (%1 rounded up to %2)")
                        .arg(locale.toString(wave.exactNodes, 'f', 1))
                        .arg(wave.nodes.size());
        }
        if (wave.bake > Duration{0}) {
            line += Ctl::tr(", bakes for %1").arg(minutes(wave.bake));
        }
        output.line(line);
    }
    //: %1, %2 and %3 numbers of nodes
    output.line(Ctl::tr("Lowest capacity: %1 of %2 nodes serve (at least %3 must).")
                    .arg(plan.lowestServing)
                    .arg(plan.environmentNodes)
                    .arg(plan.floorNodes));
    //: %1, %2 and %3 durations
    output.line(Ctl::tr("Takes about %1, at worst %2; a bad release can be stopped after %3.")
                    .arg(minutes(plan.expected), minutes(plan.worst), minutes(plan.earliestStop)));
    if (answer.policy.approval.required) {
        output.line(Ctl::tr("Needs sign-off."));
    }
    for (const std::string& note : answer.notes) {
        output.line(Ctl::tr("Note: %1").arg(toQt(note)));
    }
}

} // namespace hotswap::ctl
