// SPDX-License-Identifier: Apache-2.0
#pragma once
// A verdict in plain words with the numbers it rests on, part by part and as one sentence. The console, the
// command line and reports say it by these. Needs Qt Core alone.

#include "core/domain/verdict.h"

#include <QLocale>
#include <QString>

namespace hotswap::ui {

/// What an explanation is made from.
struct VerdictFacts {
    Verdict verdict;
    std::uint32_t canaryNodes = 0;   ///< 0: not known
    std::uint32_t baselineNodes = 0; ///< untouched ones; 0: not known
};

/// Each part is translated and may be empty. "Stopped" / "4 of 120 requests failed on 2 canary nodes (3.3 %),
/// 1 of 1,080 on 18 untouched nodes (0.1 %): 36 times as often" / "evidence 100 % of what a failure needs" /
/// "2,140 more requests, about 6 min, to decide" / "the untouched nodes are calm" / "compared with untouched
/// nodes at the same time" / "false-alarm rate 1 % per rollout".
struct VerdictExplanation {
    QString outcome;
    QString numbers;
    QString evidence;
    QString needed;
    QString calm;
    QString source;
    QString falseAlarms;

    /// All that is not empty: "Stopped: …; …; ….".
    QString sentence() const;
};

VerdictExplanation explain(const VerdictFacts& facts, const QLocale& locale);

/// "2,140 more requests, about 6 min" that a finding still needs; empty when it is decided or nothing can be
/// said.
QString neededText(const MetricFinding& finding, const QLocale& locale);
/// "+0.4 % to +3.1 %", what the difference lies between; empty when nothing is known.
QString differenceText(const MetricFinding& finding, const QLocale& locale);
/// "about 6 min".
QString aboutText(Duration duration, const QLocale& locale);
/// The word for a judgement in a sentence: "stopped", "passed", "not decided", "nothing measured".
QString outcomeText(VerdictKind kind);
/// "the threshold judge".
QString judgeText(JudgeKind kind);

} // namespace hotswap::ui
