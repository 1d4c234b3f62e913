// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_page.h"

#include "app/ctl/deployment_rows.h"
#include "app/ctl/report_chart.h"
#include "app/ctl/report_events.h"
#include "app/ctl/text.h"
#include "ui/common/qt_text.h"
#include "ui/common/reason_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace hotswap::ctl {

namespace {

using ui::toQt;

QString element(const QString& tag, const QString& inner, const char* kind = "") {
    const QString attribute =
        *kind == '\0' ? QString() : QStringLiteral(" class=\"%1\"").arg(QLatin1String(kind));
    return QLatin1Char('<') + tag + attribute + QLatin1Char('>') + inner + QStringLiteral("</") + tag +
           QStringLiteral(">\n");
}

/// Text from anywhere: escaped.
QString words(const QString& tag, const QString& text, const char* kind = "") {
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QStringLiteral(" %"), QStringLiteral("&#160;%")); // a number and its unit stay together
    return element(tag, escaped, kind);
}

QString fact(const QString& name, const QString& value) {
    return value.isEmpty() ? QString()
                           : element(QStringLiteral("div"),
                                     words(QStringLiteral("dt"), name) + words(QStringLiteral("dd"), value));
}

struct Column {
    QString title;
    const char* kind = "words";
};

QString tableRow(const QString& cells) {
    return QStringLiteral("<tr>") + cells + QStringLiteral("</tr>");
}

/// Rows of cells under titles; cells are text.
QString table(const std::vector<Column>& columns, const std::vector<QStringList>& rows) {
    QString head;
    for (const Column& column : columns) {
        head += words(QStringLiteral("th"), column.title, column.kind);
    }
    QString body;
    for (const QStringList& row : rows) {
        QString cells;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            cells += words(QStringLiteral("td"), row.value(static_cast<qsizetype>(i)), columns[i].kind);
        }
        body += tableRow(cells);
    }
    return element(QStringLiteral("div"),
                   element(QStringLiteral("table"), element(QStringLiteral("thead"), tableRow(head)) +
                                                        element(QStringLiteral("tbody"), body)),
                   "wide");
}

const char* toneOf(VerdictKind kind) {
    return kind == VerdictKind::Fail   ? "sentence bad"
           : kind == VerdictKind::Pass ? "sentence good"
                                       : "sentence warning";
}

QString waveState(ports::WaveRow::State state) {
    switch (state) {
    case ports::WaveRow::State::Pending: return Ctl::tr("not started");
    case ports::WaveRow::State::Running: return Ctl::tr("being changed");
    case ports::WaveRow::State::Baking: return Ctl::tr("watched");
    case ports::WaveRow::State::Passed: return Ctl::tr("passed");
    case ports::WaveRow::State::Failed: return Ctl::tr("failed");
    }
    return {};
}

QString minutesText(Duration duration) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString headerHtml(const ReportData& data) {
    const DeploymentSummary& summary = data.deployment.summary;
    const QString title =
        //: %1 module, %2 version, %3 environment, %4 a state
        Ctl::tr("%1 %2 to %3: %4")
            .arg(toQt(summary.release.module), toQt(summary.release.version.text()),
                 toQt(summary.scope.environment), ui::stateText(summary.state));
    QString html = words(QStringLiteral("h1"), title);
    html += words(QStringLiteral("p"), Ctl::tr("Report of rollout %1").arg(toQt(summary.id)), "muted");
    if (const QString reason = reasonOf(data.deployment); !reason.isEmpty()) {
        html += words(QStringLiteral("p"), reason);
    }
    QString facts = fact(Ctl::tr("Asked for by"), toQt(summary.requestedBy)) +
                    fact(Ctl::tr("Asked for at"), timeText(summary.requestedAt)) +
                    fact(Ctl::tr("Started"), timeText(summary.startedAt)) +
                    fact(Ctl::tr("Ended"), timeText(summary.endedAt)) +
                    fact(Ctl::tr("Strategy"), toQt(strategyName(summary.strategy))) +
                    fact(Ctl::tr("Release before"),
                         summary.stable ? toQt(summary.stable->version.text()) : Ctl::tr("none")) +
                    //: %1, %2 and %3 numbers of nodes
                    fact(Ctl::tr("Nodes"), Ctl::tr("%1 of %2 changed, %3 failed, %4 taken back")
                                               .arg(summary.nodesChanged)
                                               .arg(summary.nodesTotal)
                                               .arg(summary.nodesFailed)
                                               .arg(summary.nodesTakenBack)) +
                    fact(Ctl::tr("Digest of the release"), toQt(summary.release.digest)) +
                    fact(Ctl::tr("Description"), toQt(summary.description));
    return html + element(QStringLiteral("dl"), facts);
}

/// The verdict that stopped it, else the last one.
const ui::VerdictFacts* decidingVerdict(const ReportData& data) {
    const ui::VerdictFacts* last = nullptr;
    for (const auto& verdict : data.verdicts) {
        if (verdict) {
            last = &*verdict;
            if (verdict->verdict.kind == VerdictKind::Fail) {
                break;
            }
        }
    }
    return last;
}

QString wavesHtml(const ReportData& data) {
    std::vector<QStringList> rows;
    for (std::size_t i = 0; i < data.deployment.waves.size(); ++i) {
        const ports::WaveRow& wave = data.deployment.waves[i];
        const auto& verdict = data.verdicts[i];
        rows.push_back({QString::number(i + 1), QString::number(wave.nodes.size()), waveState(wave.state),
                        timeText(wave.bakeStartedAt),
                        Ctl::tr("%1 of %2").arg(minutesText(wave.bakeDone), minutesText(wave.bakeLength)),
                        verdict ? QString::number(verdict->verdict.looks) : QString(),
                        verdict ? ui::explain(*verdict, QLocale()).sentence() : Ctl::tr("not judged")});
    }
    return words(QStringLiteral("h2"), Ctl::tr("Waves")) + table({{Ctl::tr("Wave"), "number"},
                                                                  {Ctl::tr("Nodes"), "number"},
                                                                  {Ctl::tr("State")},
                                                                  {Ctl::tr("Watched from"), "time"},
                                                                  {Ctl::tr("For"), "time"},
                                                                  {Ctl::tr("Looks"), "number"},
                                                                  {Ctl::tr("Verdict"), "long"}},
                                                                 rows);
}

std::vector<ReportMark> marksOf(const ReportData& data) {
    std::vector<ReportMark> marks;
    for (std::size_t i = 0; i < data.deployment.waves.size(); ++i) {
        if (data.deployment.waves[i].bakeStartedAt != Instant{}) {
            //: %1 number of a wave
            marks.push_back({data.deployment.waves[i].bakeStartedAt, Ctl::tr("wave %1").arg(i + 1)});
        }
        if (data.verdicts[i] && data.verdicts[i]->verdict.kind == VerdictKind::Fail) {
            marks.push_back({data.verdicts[i]->verdict.at, Ctl::tr("stopped"), true});
        }
    }
    return marks;
}

QString chartsHtml(const ReportData& data) {
    QString html = words(QStringLiteral("h2"), Ctl::tr("New release and baseline over time"));
    if (data.curves.empty()) {
        return html + words(QStringLiteral("p"),
                            data.kept.looks == 0 ? Ctl::tr("No evidence is kept of this rollout.")
                                                 : Ctl::tr("Nothing was measured while it was watched."),
                            "muted");
    }
    html += element(QStringLiteral("p"),
                    words(QStringLiteral("span"), Ctl::tr("new release")) +
                        words(QStringLiteral("span"), Ctl::tr("baseline"), "b") +
                        words(QStringLiteral("span"), Ctl::tr("limit"), "l"),
                    "legend");
    const std::vector<ReportMark> marks = marksOf(data);
    QString figures;
    for (const ReportCurve& curve : data.curves) {
        QString title = ui::findingName(curve.of);
        title[0] = title[0].toUpper();
        figures += element(QStringLiteral("figure"),
                           words(QStringLiteral("h3"), title) + chartSvg(curve, marks, title));
    }
    html += element(QStringLiteral("div"), figures, "charts");
    if (data.kept.truncated) {
        html += words(QStringLiteral("p"),
                      Ctl::tr("The evidence is cut: there were more looks than are kept."), "muted");
    }
    return html;
}

QString numberOrDash(const MetricFinding& finding, double value) {
    return std::isfinite(value) ? ui::findingValue(finding, value, QLocale()) : QStringLiteral("–");
}

QStringList findingRow(std::size_t wave, const MetricFinding& finding) {
    const QLocale locale;
    const QString evidence =
        finding.evidence > 0
            ? locale.toString(std::min(finding.evidence, 1.0) * 100, 'f', 0) + QStringLiteral(" %")
            : QString();
    QString kind = ui::outcomeText(finding.kind);
    if (finding.dryRun) {
        //: %1 "stopped"
        kind = Ctl::tr("%1 (dry run)").arg(kind);
    }
    return {QString::number(wave + 1),
            ui::findingName(finding),
            ui::judgeText(finding.judge),
            kind,
            numberOrDash(finding, finding.canary),
            numberOrDash(finding, finding.baseline),
            finding.limit > 0 ? numberOrDash(finding, finding.limit) : QStringLiteral("–"),
            ui::differenceText(finding, locale),
            evidence,
            ui::neededText(finding, locale)};
}

QString findingsHtml(const ReportData& data) {
    std::vector<QStringList> rows;
    for (std::size_t i = 0; i < data.verdicts.size(); ++i) {
        if (data.verdicts[i]) {
            for (const MetricFinding& finding : data.verdicts[i]->verdict.findings) {
                rows.push_back(findingRow(i, finding));
            }
        }
    }
    if (rows.empty()) {
        return {};
    }
    return words(QStringLiteral("h2"), Ctl::tr("Findings")) + table({{Ctl::tr("Wave"), "number"},
                                                                     {Ctl::tr("Metric")},
                                                                     {Ctl::tr("Judge")},
                                                                     {Ctl::tr("Found")},
                                                                     {Ctl::tr("New release"), "number"},
                                                                     {Ctl::tr("Baseline"), "number"},
                                                                     {Ctl::tr("Limit"), "number"},
                                                                     {Ctl::tr("Difference"), "number"},
                                                                     {Ctl::tr("Evidence"), "number"},
                                                                     {Ctl::tr("Still needed")}},
                                                                    rows);
}

QString approvalsHtml(const ReportData& data) {
    std::vector<QStringList> rows;
    for (const Approval& approval : data.deployment.approvals) {
        const QString state = toQt(approvalStateName(approval.state));
        if (approval.votes.empty()) {
            rows.push_back({toQt(approval.id), state, QString(), QString(), QString(), QString()});
        }
        for (const hotswap::CastVote& cast : approval.votes) {
            rows.push_back(
                {toQt(approval.id), state, toQt(cast.vote.voter),
                 cast.vote.decision == VoteDecision::Approve ? Ctl::tr("approved") : Ctl::tr("rejected"),
                 timeText(cast.vote.at), toQt(cast.vote.reason)});
        }
    }
    QString html = words(QStringLiteral("h2"), Ctl::tr("Approvals"));
    return rows.empty() ? html + words(QStringLiteral("p"), Ctl::tr("None was asked for."), "muted")
                        : html + table({{Ctl::tr("Request")},
                                        {Ctl::tr("State")},
                                        {Ctl::tr("Voter")},
                                        {Ctl::tr("Vote")},
                                        {Ctl::tr("At"), "time"},
                                        {Ctl::tr("Reason")}},
                                       rows);
}

QString eventsHtml(const ReportData& data) {
    std::vector<QStringList> rows;
    for (const DeploymentEvent& event : data.events) {
        rows.push_back({timeText(event.at), eventWords(event.body), eventParticulars(event.body)});
    }
    QString html =
        words(QStringLiteral("h2"), Ctl::tr("Event log")) +
        table({{Ctl::tr("Time (UTC)"), "time"}, {Ctl::tr("Event")}, {Ctl::tr("Particulars"), "long"}}, rows);
    if (data.areEventsCut) {
        html += words(QStringLiteral("p"), Ctl::tr("There were more events than are shown here."), "muted");
    }
    return html;
}

} // namespace

QString reportPage(const ReportData& data) {
    const DeploymentSummary& summary = data.deployment.summary;
    QString body = headerHtml(data);
    if (const ui::VerdictFacts* verdict = decidingVerdict(data)) {
        body += words(QStringLiteral("p"), ui::explain(*verdict, QLocale()).sentence(),
                      toneOf(verdict->verdict.kind));
    }
    body += wavesHtml(data) + chartsHtml(data) + findingsHtml(data) + approvalsHtml(data) + eventsHtml(data);
    const QString title = toQt(summary.release.module) + QLatin1Char(' ') +
                          toQt(summary.release.version.text()) + QStringLiteral(" – ") + toQt(summary.id);
    return QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "style-src 'unsafe-inline'\">\n") +
           words(QStringLiteral("title"), title) + element(QStringLiteral("style"), reportStyle()) +
           QStringLiteral("</head>\n<body>\n") + element(QStringLiteral("main"), body) +
           QStringLiteral("</body>\n</html>\n");
}

} // namespace hotswap::ctl
