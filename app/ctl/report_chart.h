// SPDX-License-Identifier: Apache-2.0
#pragma once
// Charts as SVG text: no script, no outside resource, colours by the page's classes, so that they print and
// follow its light and dark form.

#include "app/ctl/report_series.h"

#include <QString>

namespace hotswap::ctl {

/// A moment marked by an upright line.
struct ReportMark {
    Instant at{};
    QString label;
    bool isStop = false; ///< where it was stopped
};

/// `title` says what it shows to who cannot see it. All text is escaped here.
QString chartSvg(const ReportCurve& curve, const std::vector<ReportMark>& marks, const QString& title);

} // namespace hotswap::ctl
