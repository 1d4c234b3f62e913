// SPDX-License-Identifier: Apache-2.0
#pragma once
// Why a deployment ended, went back or waits, as one sentence with the numbers that decided. Needs Qt Core
// alone, so that the command line says the same as the console.

#include "core/domain/deployment_summary.h"
#include "core/domain/verdict.h"

#include <QLocale>
#include <QString>

#include <optional>

namespace hotswap::ui {

/// What a reason is told from.
struct ReasonFacts {
    DeploymentSummary summary;
    std::optional<Verdict> verdict; ///< the one that decided; none: not judged
    std::uint32_t wave = 0;         ///< of the verdict, counted from 1; 0: not known
};

/// "Rolled back after wave 1 of 6: the error rate was 8.1 % against 0.0 % (at most 0.1 % allowed) over 2,140
/// requests." Empty while it runs and nothing holds it.
QString reasonText(const ReasonFacts& facts, const QLocale& locale);

/// A verdict's numbers as part of a sentence, without its end.
QString verdictText(const Verdict& verdict, const QLocale& locale);

/// What a finding is about, as part of a sentence: "the error rate", "the metric queue-depth".
QString findingName(const MetricFinding& finding);
/// A value in the finding's unit: "3.30 %", "12.5 ms"; "nothing measured" for NaN.
QString findingValue(const MetricFinding& finding, double value, const QLocale& locale);

/// The word for a state in a sentence: "rolled back".
QString stateText(DeploymentState state);

} // namespace hotswap::ui
