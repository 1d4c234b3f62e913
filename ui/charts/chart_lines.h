// SPDX-License-Identifier: Apache-2.0
#pragma once
// Draws one series: its line and the interval around it. Twice: as paths, which any painter takes (files,
// few points), and straight into an image column by column, which costs the same for 3,600 points as for 300.

#include "ui/charts/chart_painter.h"

#include <QImage>

namespace hotswap::ui {

struct LineLook {
    QColor color;
    bool dashed = false; ///< told apart without colour too
};

/// True when a series has so many points in view that columns show the same as paths.
bool isDense(const ChartData& data, const RingSeries& series, const ChartFrame& frame);

void paintBand(QPainter& painter, const ChartData& data, const RingSeries& series, const ChartFrame& frame,
               const QColor& fill);
void paintLine(QPainter& painter, const ChartData& data, const RingSeries& series, const ChartFrame& frame,
               const LineLook& look);

/// Band and line of a dense series. The image has 32 bits a pixel and no painter at work on it.
void paintColumns(QImage& image, const ChartData& data, const RingSeries& series, const ChartFrame& frame,
                  const LineLook& look, const QColor& band);

} // namespace hotswap::ui
