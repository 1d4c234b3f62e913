// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/policy_backtest.h"

#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/policy_file.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"
#include "core/ports/evidence_queries.h"
#include "ui/common/backtest_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/verdict_explanation.h"

#include <QJsonArray>

namespace hotswap::ctl {

namespace {

using ui::toQt;

QString outcomeName(ReleaseOutcome outcome) {
    switch (outcome) {
    case ReleaseOutcome::Good: return QStringLiteral("good");
    case ReleaseOutcome::Bad: return QStringLiteral("bad");
    case ReleaseOutcome::Unclear: return QStringLiteral("unclear");
    }
    return {};
}

QString replayedName(Replayed replayed) {
    switch (replayed) {
    case Replayed::NoEvidence: return QStringLiteral("noEvidence");
    case Replayed::Passes: return QStringLiteral("passes");
    case Replayed::Waits: return QStringLiteral("waits");
    case Replayed::Stops: return QStringLiteral("stops");
    }
    return {};
}

QJsonValue secondsValue(const std::optional<Duration>& duration) {
    return duration ? QJsonValue(static_cast<double>(duration->count()) / 1'000) : QJsonValue();
}

QJsonObject rowObject(const BacktestRow& row) {
    const bool decides = row.replayed == Replayed::Stops || row.replayed == Replayed::Waits;
    return QJsonObject{
        {QStringLiteral("deployment"), toQt(row.summary.id)},
        {QStringLiteral("module"), toQt(row.summary.release.module)},
        {QStringLiteral("version"), toQt(row.summary.release.version.text())},
        {QStringLiteral("environment"), toQt(row.summary.scope.environment)},
        {QStringLiteral("state"), toQt(deploymentStateName(row.summary.state))},
        {QStringLiteral("endReason"), toQt(endReasonName(row.summary.endReason))},
        {QStringLiteral("outcome"), outcomeName(row.outcome)},
        {QStringLiteral("stoppedByVerdict"), row.stoppedByVerdict},
        {QStringLiteral("stoppedAt"), row.stoppedAt ? timeValue(*row.stoppedAt) : QJsonValue()},
        {QStringLiteral("replayed"), replayedName(row.replayed)},
        {QStringLiteral("wave"), decides ? QJsonValue(static_cast<qint64>(row.wave) + 1) : QJsonValue()},
        {QStringLiteral("at"), decides ? timeValue(row.at) : QJsonValue()},
        {QStringLiteral("earlierS"), secondsValue(stoppedEarlier(row))},
        {QStringLiteral("why"),
         row.verdict ? QJsonValue(ui::explain({*row.verdict, 0, 0}, QLocale()).sentence()) : QJsonValue()},
        {QStringLiteral("looks"), static_cast<qint64>(row.looks)},
        {QStringLiteral("truncated"), row.truncated}};
}

QJsonObject sumObject(const BacktestSum& sum) {
    const auto number = [](std::uint32_t value) { return static_cast<qint64>(value); };
    return QJsonObject{{QStringLiteral("rollouts"), number(sum.rollouts)},
                       {QStringLiteral("withoutEvidence"), number(sum.withoutEvidence)},
                       {QStringLiteral("bad"), number(sum.bad)},
                       {QStringLiteral("badStopped"), number(sum.badStopped)},
                       {QStringLiteral("badStoppedNew"), number(sum.badStoppedNew)},
                       {QStringLiteral("badMissed"), number(sum.badMissed)},
                       {QStringLiteral("good"), number(sum.good)},
                       {QStringLiteral("goodStopped"), number(sum.goodStopped)},
                       {QStringLiteral("goodWaiting"), number(sum.goodWaiting)},
                       {QStringLiteral("unclear"), number(sum.unclear)},
                       {QStringLiteral("unclearStopped"), number(sum.unclearStopped)},
                       {QStringLiteral("earlierMedianS"),
                        sum.compared > 0 ? secondsValue(sum.earlierMedian) : QJsonValue()}};
}

QJsonObject answerObject(const ports::BacktestAnswer& answer) {
    QJsonArray rows;
    for (const BacktestRow& row : answer.rows) {
        rows.append(rowObject(row));
    }
    return QJsonObject{
        {QStringLiteral("backtest"),
         QJsonObject{{QStringLiteral("rollouts"), rows}, {QStringLiteral("sum"), sumObject(answer.sum)}}}};
}

void print(const ports::BacktestAnswer& answer, Output& output) {
    TextTable table({Ctl::tr("DEPLOYMENT"), Ctl::tr("RELEASE"), Ctl::tr("CAME TO"),
                     Ctl::tr("WITH THIS POLICY"), Ctl::tr("COMPARED")});
    for (const BacktestRow& row : answer.rows) {
        table.add(
            {toQt(row.summary.id),
             toQt(row.summary.release.module) + QLatin1Char(' ') + toQt(row.summary.release.version.text()),
             ui::outcomeText(row), ui::replayedText(row), ui::earlierText(stoppedEarlier(row), QLocale())});
    }
    table.print(output);
    if (!answer.rows.empty()) {
        output.line({});
    }
    for (const QString& sentence : ui::sumSentences(answer.sum, QLocale())) {
        output.line(sentence);
    }
}

/// What else the options say.
Status readOptions(const OptionParser& parser, ports::queries::Backtest& query) {
    HS_TRY(takeNumber<std::size_t>(parser, "last", "1..100", query.last));
    if (parser.isSet(QStringLiteral("environment"))) {
        query.environment = EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
    }
    if (parser.isSet(QStringLiteral("module"))) {
        query.module = ModuleName{parser.value(QStringLiteral("module")).toStdString()};
    }
    return success();
}

} // namespace

ExitCode policyBacktest(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl policy backtest"),
                        Ctl::tr("Tries a policy on the kept evidence of past rollouts: what it would have "
                                "stopped, how much earlier, and what wrongly."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("Policy file (TOML)."));
    parser.option(QStringLiteral("last"), Ctl::tr("So many of the rollouts that ended (default 20)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("environment"), Ctl::tr("Only of this environment."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("module"), Ctl::tr("Only of this module."), QStringLiteral("NAME"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        ports::queries::Backtest query;
        if (const Status read = readOptions(parser, query); !read.ok()) {
            return refuse(read.error(), parser, output);
        }
        const QString file = parser.argumentAt(0);
        const EnvironmentId base = query.environment.value_or(EnvironmentId{"Production"});
        const auto policy = readPolicy(file, {base, std::nullopt});
        if (!policy.ok()) {
            return failWithFields(policy.error(), file, output);
        }
        query.policy = *policy;
        const auto answer = session.query<ports::BacktestAnswer>(query);
        if (!answer.ok()) {
            return refuse(answer.error(), parser, output);
        }
        output.object(answerObject(*answer));
        print(*answer, output);
        return ExitCode::Success;
    });
}

} // namespace hotswap::ctl
