// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <optional>

namespace hotswap::ui {

namespace {

constexpr int kValueLines = 3;
constexpr int kTimeLabels = 4;
constexpr qreal kLineWidth = 1.6;

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    void take(double value) {
        if (!std::isnan(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
};

/// A line through the columns: a stroke from lowest to highest within one, a gap where there is none.
QPainterPath pathOf(const std::vector<ChartColumn>& columns, const ChartFrame& frame) {
    QPainterPath path;
    bool open = false;
    const double step = frame.plot.width() / static_cast<double>(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ChartColumn& column = columns[i];
        if (!column.any) {
            continue; // between two samples: the line goes on
        }
        if (std::isnan(column.low)) {
            open = false; // a gap is shown as a gap
            continue;
        }
        const double x = frame.plot.left() + (static_cast<double>(i) + 0.5) * step;
        const double start = std::isnan(column.first) ? column.low : column.first;
        if (open) {
            path.lineTo(x, frame.toY(start));
        } else {
            path.moveTo(x, frame.toY(start));
        }
        if (column.high > column.low) {
            path.lineTo(x, frame.toY(column.low));
            path.lineTo(x, frame.toY(column.high));
        }
        if (!std::isnan(column.last)) {
            path.lineTo(x, frame.toY(column.last));
        }
        open = !std::isnan(column.last);
    }
    return path;
}

void paintGrid(QPainter& painter, const ChartData& data, const ChartFrame& frame, const ChartColors& colors,
               const QFont& font) {
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    for (const double value : niceTicks(frame.low, frame.high, kValueLines)) {
        const double y = std::round(frame.toY(value)) + 0.5;
        painter.setPen(QPen(colors.grid, 1));
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
        painter.setPen(colors.text);
        painter.drawText(QRectF(0, y - metrics.height() / 2, frame.plot.left() - 6, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, data.valueText(value));
    }
    for (int i = 0; i < kTimeLabels; ++i) {
        const double share = (i + 0.5) / kTimeLabels;
        const double x = frame.plot.left() + share * frame.plot.width();
        painter.drawText(QRectF(x - 60, frame.plot.bottom() + 3, 120, metrics.height()), Qt::AlignHCenter,
                         data.timeText(frame.fromX(x)));
    }
}

void paintMarkers(QPainter& painter, const ChartData& data, const ChartFrame& frame,
                  const ChartColors& colors) {
    for (const ChartData::Marker& marker : data.markers()) {
        if (marker.x < frame.from || marker.x > frame.to) {
            continue;
        }
        const double x = std::round(frame.toX(marker.x)) + 0.5;
        painter.setPen(QPen(colors.marker, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
        painter.setPen(colors.text);
        painter.drawText(QPointF(x + 3, frame.plot.top() + painter.fontMetrics().ascent()), marker.text);
    }
}

/// Above the limit is shaded, so that a breach is seen as a place and not only as a colour of a line.
void paintLimit(QPainter& painter, const ChartData& data, const ChartFrame& frame,
                const ChartColors& colors) {
    if (std::isnan(data.limit()) || data.limit() > frame.high) {
        return;
    }
    const double y = std::round(frame.toY(data.limit())) + 0.5;
    QColor band = colors.limit;
    band.setAlphaF(0.08F);
    painter.fillRect(QRectF(frame.plot.left(), frame.plot.top(), frame.plot.width(), y - frame.plot.top()),
                     band);
    painter.setPen(QPen(colors.limit, 1, Qt::DashLine));
    painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
}

} // namespace

std::vector<double> niceTicks(double low, double high, int lines) {
    std::vector<double> ticks;
    if (!(high > low) || lines < 1) {
        return ticks;
    }
    const double rough = (high - low) / lines;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = power * 10;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= power * factor) {
            step = power * factor;
            break;
        }
    }
    for (double i = std::ceil(low / step); i * step <= high; ++i) {
        ticks.push_back(i * step);
    }
    return ticks;
}

ChartFrame frameOf(const ChartData& data, double from, double to, const QSizeF& size, const QFont& font) {
    ChartFrame frame;
    frame.from = from;
    frame.to = to > from ? to : from + 1;
    Range range;
    range.take(0);
    for (const ChartData::Series& series : data.series()) {
        for (std::size_t i = series.points.lowerBound(from); i < series.points.size(); ++i) {
            if (series.points.at(i).x > to) {
                break;
            }
            range.take(series.points.at(i).y);
        }
    }
    range.take(data.limit());
    frame.low = range.low;
    frame.high = range.high > range.low ? range.low + (range.high - range.low) * 1.15 : range.low + 1;
    const QFontMetricsF metrics(font);
    double labels = 0;
    for (const double value : niceTicks(frame.low, frame.high, kValueLines)) {
        labels = std::max(labels, metrics.horizontalAdvance(data.valueText(value)));
    }
    frame.plot = QRectF(labels + 10, 2, std::max(1.0, size.width() - labels - 12),
                        std::max(1.0, size.height() - metrics.height() - 6));
    return frame;
}

void paintChart(QPainter& painter, const ChartData& data, const ChartFrame& frame, const ChartColors& colors,
                const QFont& font) {
    paintGrid(painter, data, frame, colors, font);
    paintLimit(painter, data, frame, colors);
    paintMarkers(painter, data, frame, colors);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const int columns = std::max(1, static_cast<int>(frame.plot.width()));
    // The first series is the one that matters: it is drawn last, on top.
    for (std::size_t n = data.series().size(); n-- > 0;) {
        const QColor color = n == 0 ? colors.first : n == 1 ? colors.second : colors.other;
        // Solid against dashed, so that the two can be told apart without colour.
        QPen pen(color, kLineWidth, n == 0 ? Qt::SolidLine : Qt::DashLine);
        pen.setJoinStyle(Qt::RoundJoin);
        painter.setPen(pen);
        painter.drawPath(pathOf(decimate(data.series()[n].points, frame.from, frame.to, columns), frame));
    }
}

} // namespace hotswap::ui
