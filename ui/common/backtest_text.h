// SPDX-License-Identifier: Apache-2.0
#pragma once
// What another policy would have made of past rollouts, in words. The console and the command line say it by
// these. Needs Qt Core alone.

#include "core/domain/backtest.h"

#include <QLocale>
#include <QString>
#include <QStringList>

#include <optional>

namespace hotswap::ui {

/// What really happened: "good (succeeded)", "bad (stopped by a verdict)".
QString outcomeText(const BacktestRow& row);
/// What the policy would have done: "stops in wave 1: the error rate", "passes".
QString replayedText(const BacktestRow& row);
/// "about 3 min earlier"; a dash where there is nothing to compare.
QString earlierText(const std::optional<Duration>& earlier, const QLocale& locale);
/// The sums, a sentence each.
QStringList sumSentences(const BacktestSum& sum, const QLocale& locale);

} // namespace hotswap::ui
