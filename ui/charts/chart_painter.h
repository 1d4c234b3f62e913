// SPDX-License-Identifier: Apache-2.0
#pragma once
// Draws a chart into a picture. Apart from the item, so that the screen and an exported file show the same.

#include "ui/charts/chart_data.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QRectF>
#include <QtQmlIntegration/qqmlintegration.h>

class QImage;
class QPainter;

namespace hotswap::ui {

/// Colours of charts, set by HotSwap.Theme.
class ChartColors : public QObject {
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(QColor background MEMBER background NOTIFY changed FINAL)
    Q_PROPERTY(QColor grid MEMBER grid NOTIFY changed FINAL)
    Q_PROPERTY(QColor text MEMBER text NOTIFY changed FINAL)
    Q_PROPERTY(QColor limit MEMBER limit NOTIFY changed FINAL)
    Q_PROPERTY(QColor marker MEMBER marker NOTIFY changed FINAL)
    Q_PROPERTY(QColor first MEMBER first NOTIFY changed FINAL)
    Q_PROPERTY(QColor second MEMBER second NOTIFY changed FINAL)
    Q_PROPERTY(QColor other MEMBER other NOTIFY changed FINAL)

public:
    using QObject::QObject;
    QColor background, grid, text, limit, marker, first, second, other;

Q_SIGNALS:
    void changed();
};

/// Part of a chart's time and value space, and where it is drawn.
struct ChartFrame {
    double from = 0, to = 1; ///< x of the edges
    double low = 0, high = 1;
    QRectF plot; ///< where lines are drawn; labels stand outside
    double toX(double x) const { return plot.left() + (x - from) / (to - from) * plot.width(); }
    double toY(double y) const { return plot.bottom() - (y - low) / (high - low) * plot.height(); }
    double fromX(double pixel) const { return from + (pixel - plot.left()) / plot.width() * (to - from); }
};

/// Values that look good on an axis: at most `lines` multiples of 1, 2 or 5 times a power of ten.
std::vector<double> niceTicks(double low, double high, int lines);
/// Moments that look good on an axis, in ms: at most `lines` multiples of whole seconds, minutes or hours.
std::vector<double> timeTicks(double from, double to, int lines);
/// The log10 of lengths that look good on an axis: powers of ten, with 2 and 5 times them where at most
/// `lines` in all are left.
std::vector<double> logTicks(double from, double to, int lines);

/// The frame for a view of the data: leaves room for labels, and for the limits even when nothing is near
/// them. Bands may make it higher by half of what the lines need; what is beyond is cut.
ChartFrame frameOf(const ChartData& data, const ChartRange& view, const QSizeF& size, const QFont& font);

/// For files: everything as paths and text.
void paintChart(QPainter& painter, const ChartData& data, const ChartFrame& frame, const ChartColors& colors,
                const QFont& font);
/// For the screen: the same, faster where there are many points. The image has 32 bits a pixel.
void paintChart(QImage& image, const ChartData& data, const ChartFrame& frame, const ChartColors& colors,
                const QFont& font);

} // namespace hotswap::ui
