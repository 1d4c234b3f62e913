// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/verdict_rows.h"

#include "app/ctl/deployment_rows.h"
#include "app/ctl/text.h"
#include "core/ports/evidence_queries.h"
#include "ui/common/qt_text.h"
#include "ui/common/reason_text.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace hotswap::ctl {

namespace {

using ui::toQt;

/// JSON knows neither NaN nor infinities.
QJsonValue numberValue(double value) {
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QString titleOf(const MetricFinding& finding) {
    QString name = finding.name.empty() ? toQt(metricName(finding.metric)) : toQt(finding.name);
    if (finding.dryRun) {
        //: %1 name of a metric that is judged but does not count
        name = Ctl::tr("%1 (dry run)").arg(name);
    }
    return name;
}

QString cell(const MetricFinding& finding, double value) {
    return std::isfinite(value) ? ui::findingValue(finding, value, QLocale()) : QStringLiteral("–");
}

QString orDash(const QString& text) {
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace

Result<ports::EvidenceKept> eachLook(DatabaseSession& session, const DeploymentId& id,
                                     const std::function<void(const LookEvidence&)>& take) {
    ports::queries::Evidence query{id};
    for (;;) {
        const auto answer = session.query<ports::EvidenceAnswer>(query);
        HS_TRY(answer);
        for (const LookEvidence& look : answer->looks) {
            take(look);
            query.afterNumber = look.input.number;
        }
        if (answer->looks.size() < query.limit) {
            return answer->kept;
        }
    }
}

void NodesSeen::add(const LookInput& look) {
    for (const auto& [rows, into] : {std::pair(&look.canary, &m_canary), {&look.untouched, &m_untouched}}) {
        for (const Sample& row : *rows) {
            if (!row.node.empty()) {
                into->insert(row.node);
            }
        }
    }
    m_merged = std::max(m_merged, look.mergedNodes);
}

ui::VerdictFacts NodesSeen::factsOf(const Verdict& verdict) const {
    return {verdict, static_cast<std::uint32_t>(m_canary.size()),
            std::max(m_merged, static_cast<std::uint32_t>(m_untouched.size()))};
}

QJsonObject findingObject(const MetricFinding& finding) {
    return QJsonObject{
        {QStringLiteral("metric"),
         finding.name.empty() ? toQt(metricName(finding.metric)) : toQt(finding.name)},
        {QStringLiteral("judge"), toQt(judgeName(finding.judge))},
        {QStringLiteral("kind"), toQt(verdictName(finding.kind))},
        {QStringLiteral("canary"), numberValue(finding.canary)},
        {QStringLiteral("baseline"), numberValue(finding.baseline)},
        {QStringLiteral("limit"), numberValue(finding.limit)},
        {QStringLiteral("low"), numberValue(finding.low)},
        {QStringLiteral("high"), numberValue(finding.high)},
        {QStringLiteral("evidence"), numberValue(finding.evidence)},
        {QStringLiteral("canarySamples"), static_cast<qint64>(finding.canarySamples)},
        {QStringLiteral("baselineSamples"), static_cast<qint64>(finding.baselineSamples)},
        {QStringLiteral("samplesMissing"), static_cast<qint64>(finding.samplesMissing)},
        {QStringLiteral("requestsNeeded"), static_cast<qint64>(finding.requestsNeeded)},
        {QStringLiteral("timeNeededS"), static_cast<double>(finding.timeNeeded.count()) / 1'000},
        {QStringLiteral("breachesInARow"), static_cast<qint64>(finding.breachesInARow)},
        {QStringLiteral("critical"), finding.critical},
        {QStringLiteral("dryRun"), finding.dryRun}};
}

QJsonObject verdictObject(const ui::VerdictFacts& facts) {
    const Verdict& verdict = facts.verdict;
    QJsonArray findings;
    for (const MetricFinding& finding : verdict.findings) {
        findings.append(findingObject(finding));
    }
    return QJsonObject{{QStringLiteral("kind"), toQt(verdictName(verdict.kind))},
                       {QStringLiteral("sentence"), ui::explain(facts, QLocale()).sentence()},
                       {QStringLiteral("at"), timeValue(verdict.at)},
                       {QStringLiteral("looks"), static_cast<qint64>(verdict.looks)},
                       {QStringLiteral("canaryNodes"), static_cast<qint64>(facts.canaryNodes)},
                       {QStringLiteral("baselineNodes"), static_cast<qint64>(facts.baselineNodes)},
                       {QStringLiteral("canaryRequests"), static_cast<qint64>(verdict.canaryRequests)},
                       {QStringLiteral("canaryErrors"), static_cast<qint64>(verdict.canaryErrors)},
                       {QStringLiteral("baselineRequests"), static_cast<qint64>(verdict.baselineRequests)},
                       {QStringLiteral("baselineErrors"), static_cast<qint64>(verdict.baselineErrors)},
                       {QStringLiteral("calm"), toQt(calmName(verdict.calm))},
                       {QStringLiteral("dispersion"), numberValue(verdict.dispersion)},
                       {QStringLiteral("falseAlarmRate"), numberValue(verdict.falseAlarmRate)},
                       {QStringLiteral("score"), verdict.score ? numberValue(*verdict.score) : QJsonValue()},
                       {QStringLiteral("findings"), findings}};
}

TextTable findingTable(const std::vector<MetricFinding>& findings) {
    TextTable table({Ctl::tr("METRIC"), Ctl::tr("JUDGE"), Ctl::tr("FOUND"), Ctl::tr("CANARY"),
                     Ctl::tr("BASELINE"), Ctl::tr("LIMIT"), Ctl::tr("DIFFERENCE"), Ctl::tr("EVIDENCE"),
                     Ctl::tr("NEEDED")});
    const QLocale locale;
    for (const MetricFinding& finding : findings) {
        const QString evidence =
            finding.evidence > 0
                ? QStringLiteral("%1 %").arg(locale.toString(std::min(finding.evidence, 1.0) * 100, 'f', 0))
                : QString();
        table.add({titleOf(finding), toQt(judgeName(finding.judge)), ui::outcomeText(finding.kind),
                   cell(finding, finding.canary), cell(finding, finding.baseline),
                   cell(finding, finding.limit), orDash(ui::differenceText(finding, locale)),
                   orDash(evidence), orDash(ui::neededText(finding, locale))});
    }
    return table;
}

} // namespace hotswap::ctl
