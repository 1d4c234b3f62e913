// SPDX-License-Identifier: Apache-2.0
#include "ui/common/backtest_text.h"

#include "ui/common/reason_text.h"
#include "ui/common/verdict_explanation.h"

#include <QCoreApplication>

namespace hotswap::ui {

namespace {

/// Holds the translation context.
class BacktestText {
    Q_DECLARE_TR_FUNCTIONS(BacktestText)

public:
    static QString outcome(const BacktestRow& row);
    static QString replayed(const BacktestRow& row);
    static QString earlier(Duration earlier, const QLocale& locale);
    static QStringList sums(const BacktestSum& sum, const QLocale& locale);
};

QString BacktestText::outcome(const BacktestRow& row) {
    const QString state = stateText(row.summary.state);
    switch (row.outcome) {
    //: %1 a state
    case ReleaseOutcome::Good: return tr("good (%1)").arg(state);
    case ReleaseOutcome::Bad:
        return row.stoppedByVerdict ? tr("bad (stopped by a verdict)") : tr("bad (%1)").arg(state);
    case ReleaseOutcome::Unclear: return tr("unclear (%1)").arg(state);
    }
    return {};
}

QString BacktestText::replayed(const BacktestRow& row) {
    const QString wave = QString::number(row.wave + 1);
    switch (row.replayed) {
    case Replayed::NoEvidence: return tr("no evidence is kept");
    case Replayed::Passes: return tr("passes");
    //: %1 number of a wave
    case Replayed::Waits: return tr("waits for a person after wave %1").arg(wave);
    case Replayed::Stops: {
        const MetricFinding* finding = row.verdict ? row.verdict->decisive() : nullptr;
        return finding == nullptr ? tr("stops in wave %1").arg(wave)
                                  //: %1 number of a wave, %2 "the error rate"
                                  : tr("stops in wave %1: %2").arg(wave, findingName(*finding));
    }
    }
    return {};
}

QString BacktestText::earlier(Duration earlier, const QLocale& locale) {
    using namespace std::chrono_literals;
    if (earlier < 1s && earlier > -1s) {
        return tr("at the same time");
    }
    const QString by = aboutText(earlier < 0ms ? -earlier : earlier, locale);
    //: %1 "about 3 min"
    return earlier > 0ms ? tr("%1 earlier").arg(by) : tr("%1 later").arg(by);
}

QStringList BacktestText::sums(const BacktestSum& sum, const QLocale& locale) {
    const auto count = [](std::uint32_t value) { return static_cast<int>(value); };
    QStringList sentences;
    const QString tried = tr("%n rollout(s) tried", nullptr, count(sum.rollouts));
    sentences << (sum.withoutEvidence == 0
                      ? tried + QLatin1Char('.')
                      : tried + QStringLiteral(", ") +
                            tr("%n of them without evidence.", nullptr, count(sum.withoutEvidence)));
    if (sum.bad > 0) {
        //: %n bad releases, %1 how many of them
        sentences << tr("Of %n bad release(s) it would have stopped %1.", nullptr, count(sum.bad))
                         .arg(sum.badStopped);
    }
    if (sum.badStoppedNew > 0) {
        sentences << tr("%n of these no verdict stopped then.", nullptr, count(sum.badStoppedNew));
    }
    if (sum.badMissed > 0) {
        sentences << tr("It would have missed %n that a verdict stopped then.", nullptr,
                        count(sum.badMissed));
    }
    if (sum.compared > 0) {
        //: %n rollouts, %1 "about 3 min earlier"
        sentences << tr("Compared over %n stopped one(s): %1 (median).", nullptr, count(sum.compared))
                         .arg(earlier(sum.earlierMedian, locale));
    }
    if (sum.good > 0) {
        //: %n good releases, %1 and %2 how many of them
        sentences << tr("Of %n good release(s) it would have stopped %1 wrongly and let a person decide "
                        "about %2.",
                        nullptr, count(sum.good))
                         .arg(sum.goodStopped)
                         .arg(sum.goodWaiting);
    }
    return sentences;
}

} // namespace

QString outcomeText(const BacktestRow& row) {
    return BacktestText::outcome(row);
}

QString replayedText(const BacktestRow& row) {
    return BacktestText::replayed(row);
}

QString earlierText(const std::optional<Duration>& earlier, const QLocale& locale) {
    return earlier ? BacktestText::earlier(*earlier, locale) : QStringLiteral("–");
}

QStringList sumSentences(const BacktestSum& sum, const QLocale& locale) {
    return BacktestText::sums(sum, locale);
}

} // namespace hotswap::ui
