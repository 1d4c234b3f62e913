// SPDX-License-Identifier: Apache-2.0
#pragma once
// A chart as a file that speaks for itself: title, names of the lines, picture; or all values as a table.

#include "ui/charts/chart_painter.h"

#include <QSizeF>

namespace hotswap::ui {

struct ChartSheet {
    const ChartData& data;
    ChartRange view;
    const ChartColors& colors;
    QSizeF size; ///< of the chart without its heading
    QFont font;
};

/// Chooses by the ending: .png, .svg, .csv. False: it could not be written, or the ending is none of these.
bool exportChart(const ChartSheet& sheet, const QString& file);

} // namespace hotswap::ui
