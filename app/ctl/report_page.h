// SPDX-License-Identifier: Apache-2.0
#pragma once
// A rollout as one HTML file: no script, nothing from outside, dark or light as the reader's system is, fit
// to print.

#include "app/ctl/report_series.h"
#include "core/ports/console_service.h"
#include "core/ports/evidence_book.h"
#include "ui/common/verdict_explanation.h"

#include <QString>

#include <optional>
#include <vector>

namespace hotswap::ctl {

/// What a report is made from.
struct ReportData {
    ports::DeploymentDetail deployment;
    std::vector<std::optional<ui::VerdictFacts>> verdicts; ///< one for each wave
    std::vector<ReportCurve> curves;
    ports::EvidenceKept kept;
    std::vector<DeploymentEvent> events;
    bool areEventsCut = false; ///< there were more than are given
};

/// The whole file. Every text in it is escaped.
QString reportPage(const ReportData& data);

/// The page's style sheet; colours as those of the console.
QString reportStyle();

} // namespace hotswap::ctl
