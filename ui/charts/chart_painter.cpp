// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_painter.h"

#include "ui/charts/chart_lines.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace hotswap::ui {

namespace {

constexpr int kValueLinesMin = 3;
constexpr qreal kValueSpace = 3.2; ///< between two lines of values, in heights of a text: at most that dense
constexpr qreal kLabelSpace = 18;  ///< between two labels of the x axis
constexpr float kBandAlpha = 0.2F;
constexpr float kBreachAlpha = 0.08F;
constexpr std::size_t kMarkerRows = 3;
/// Bands may take this share of the lines' own height on top.
constexpr double kBandRoom = 0.5;
constexpr double kHeadroom = 0.15;

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    void take(double value) {
        low = std::fmin(low, value);
        high = std::fmax(high, value);
    }
};

QColor faded(QColor color, float alpha) {
    color.setAlphaF(alpha);
    return color;
}

QColor colorOf(const ChartColors& colors, int series) {
    return series == 0 ? colors.first : series == 1 ? colors.second : colors.other;
}

/// Lowest and highest of the lines, and of their bands as far as there is room for them.
Range rangeOf(const ChartData& data, const ChartRange& view) {
    Range lines;
    Range bands;
    for (const ChartData::Series& series : data.series()) {
        const RingSeries::Slice slice = series.points.slice(view.from, view.to);
        const RingSeries::Runs runs = series.points.runs(slice.begin, slice.end);
        for (const auto& run : {runs.first, runs.second}) {
            for (const ChartPoint& point : run) {
                lines.take(point.y);
                bands.take(point.low);
                bands.take(point.high);
            }
        }
    }
    for (const ChartData::Limit& limit : data.limits()) {
        if (limit.from <= view.to) {
            lines.take(limit.value);
        }
    }
    lines.take(0);
    const double room = (lines.high - lines.low) * kBandRoom;
    if (bands.low <= bands.high) {
        lines.take(std::max(bands.low, lines.low - room));
        lines.take(std::min(bands.high, lines.high + room));
    }
    return lines;
}

int valueLines(qreal height, qreal textHeight) {
    return std::max(kValueLinesMin, static_cast<int>(height / textHeight / kValueSpace));
}

void paintValues(QPainter& painter, const ChartData& data, const ChartFrame& frame,
                 const ChartColors& colors) {
    const qreal height = painter.fontMetrics().height();
    for (const double value : niceTicks(frame.low, frame.high, valueLines(frame.plot.height(), height))) {
        const double y = std::round(frame.toY(value)) + 0.5;
        // Where values lie on both sides of zero, zero is the line that counts.
        const bool axis = frame.low < 0 && value == 0;
        painter.setPen(QPen(axis ? colors.marker : colors.grid, 1));
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
        painter.setPen(colors.text);
        painter.drawText(QRectF(0, y - height / 2, frame.plot.left() - 6, height),
                         Qt::AlignRight | Qt::AlignVCenter, data.valueText(value));
    }
}

void paintPlaces(QPainter& painter, const ChartData& data, const ChartFrame& frame,
                 const ChartColors& colors) {
    const QFontMetricsF metrics(painter.font());
    const auto labels = [&](const std::vector<double>& ticks) {
        qreal widest = 0;
        for (const double x : ticks) {
            widest = std::max(widest, metrics.horizontalAdvance(data.tickText(x)));
        }
        return widest + kLabelSpace;
    };
    const bool time = data.axis() == ChartData::Axis::Time;
    const auto ticksOf = [&](int lines) {
        return time ? timeTicks(frame.from, frame.to, lines) : logTicks(frame.from, frame.to, lines);
    };
    const qreal room = labels(ticksOf(1).empty() ? std::vector<double>{frame.to} : ticksOf(1));
    for (const double tick : ticksOf(std::max(1, static_cast<int>(frame.plot.width() / room)))) {
        const double x = std::round(frame.toX(tick)) + 0.5;
        painter.setPen(QPen(colors.grid, 1));
        painter.drawLine(QPointF(x, frame.plot.bottom()), QPointF(x, frame.plot.bottom() + 3));
        const QString text = data.tickText(tick);
        const qreal width = metrics.horizontalAdvance(text);
        // At the edges a label moves in rather than being cut.
        const qreal left = std::clamp(x - width / 2, 0.0, std::max(0.0, frame.plot.right() - width));
        painter.setPen(colors.text);
        painter.drawText(QPointF(left, frame.plot.bottom() + 3 + metrics.ascent()), text);
    }
}

void paintMarkers(QPainter& painter, const ChartData& data, const ChartFrame& frame,
                  const ChartColors& colors) {
    const QFontMetricsF metrics(painter.font());
    std::array<double, kMarkerRows> taken{}; // right edge of the last text in each row
    for (const ChartData::Marker& marker : data.markers()) {
        if (marker.x < frame.from || marker.x > frame.to) {
            continue;
        }
        const double x = std::round(frame.toX(marker.x)) + 0.5;
        const bool whole = marker.series < 0;
        painter.setPen(QPen(whole ? colors.marker : colorOf(colors, marker.series), 1,
                            whole                ? Qt::DotLine
                            : marker.series == 0 ? Qt::SolidLine
                                                 : Qt::DashLine));
        painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
        const qreal width = metrics.horizontalAdvance(marker.text);
        const bool fits = x + 3 + width <= frame.plot.right();
        const double left = fits ? x + 3 : x - 3 - width;
        const auto row = std::find_if(taken.begin(), taken.end(), [&](double edge) { return left > edge; });
        if (row == taken.end()) {
            continue; // the line alone: texts over each other say nothing
        }
        *row = std::max(x, left + width) + 3;
        painter.setPen(colors.text);
        painter.drawText(QPointF(left, frame.plot.top() + metrics.ascent() +
                                           static_cast<double>(row - taken.begin()) * metrics.height()),
                         marker.text);
    }
}

/// Above a limit is shaded, so that a breach is seen as a place and not only as a colour of a line.
void paintLimits(QPainter& painter, const ChartData& data, const ChartFrame& frame,
                 const ChartColors& colors) {
    const auto& limits = data.limits();
    for (std::size_t i = 0; i < limits.size(); ++i) {
        const double from = i == 0 ? frame.from : std::max(frame.from, limits[i].from);
        const double to = i + 1 < limits.size() ? std::min(frame.to, limits[i + 1].from) : frame.to;
        if (to <= from || std::isnan(limits[i].value) || limits[i].value > frame.high) {
            continue;
        }
        const double y = std::round(frame.toY(limits[i].value)) + 0.5;
        const double left = frame.toX(from);
        const double right = frame.toX(to);
        painter.fillRect(QRectF(left, frame.plot.top(), right - left, y - frame.plot.top()),
                         faded(colors.limit, kBreachAlpha));
        painter.setPen(QPen(colors.limit, 1, Qt::DashLine));
        painter.drawLine(QPointF(left, y), QPointF(right, y));
    }
}

/// Everything behind the lines.
void paintBack(QPainter& painter, const ChartData& data, const ChartFrame& frame, const ChartColors& colors,
               const QFont& font) {
    painter.setFont(font);
    paintValues(painter, data, frame, colors);
    paintPlaces(painter, data, frame, colors);
    paintLimits(painter, data, frame, colors);
    paintMarkers(painter, data, frame, colors);
}

void paintSeries(QPainter& painter, const ChartData& data, std::size_t n, const ChartFrame& frame,
                 const QColor& color) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(frame.plot);
    paintBand(painter, data, data.series()[n].points, frame, faded(color, kBandAlpha));
    paintLine(painter, data, data.series()[n].points, frame, {color, n == 1});
    painter.setClipping(false);
}

} // namespace

ChartFrame frameOf(const ChartData& data, const ChartRange& view, const QSizeF& size, const QFont& font) {
    ChartFrame frame;
    frame.from = view.from;
    frame.to = view.to > view.from ? view.to : view.from + 1;
    const Range range = rangeOf(data, view);
    const double room = (range.high - range.low) * kHeadroom;
    frame.low = range.low < 0 ? range.low - room : range.low;
    frame.high = range.high > range.low ? range.high + room : range.low + 1;
    const QFontMetricsF metrics(font);
    const double height = std::max(1.0, size.height() - metrics.height() - 6);
    double labels = 0;
    for (const double value : niceTicks(frame.low, frame.high, valueLines(height, metrics.height()))) {
        labels = std::max(labels, metrics.horizontalAdvance(data.valueText(value)));
    }
    frame.plot =
        QRectF(std::ceil(labels) + 10, 2, std::max(1.0, size.width() - std::ceil(labels) - 12), height);
    return frame;
}

// The first series is the one that matters: it is drawn last, on top.

void paintChart(QPainter& painter, const ChartData& data, const ChartFrame& frame, const ChartColors& colors,
                const QFont& font) {
    paintBack(painter, data, frame, colors, font);
    for (std::size_t n = data.series().size(); n-- > 0;) {
        paintSeries(painter, data, n, frame, colorOf(colors, static_cast<int>(n)));
    }
}

void paintChart(QImage& image, const ChartData& data, const ChartFrame& frame, const ChartColors& colors,
                const QFont& font) {
    {
        QPainter painter(&image);
        paintBack(painter, data, frame, colors, font);
    }
    for (std::size_t n = data.series().size(); n-- > 0;) {
        const QColor color = colorOf(colors, static_cast<int>(n));
        const RingSeries& points = data.series()[n].points;
        if (isDense(data, points, frame)) {
            paintColumns(image, data, points, frame, {color, n == 1}, faded(color, kBandAlpha));
        } else {
            QPainter painter(&image);
            paintSeries(painter, data, n, frame, color);
        }
    }
}

} // namespace hotswap::ui
