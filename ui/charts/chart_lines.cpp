// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_lines.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace hotswap::ui {

namespace {

constexpr qreal kLineWidth = 1.6;
constexpr int kDashOn = 6; ///< in columns of the screen's own size
constexpr int kDashOff = 4;
/// Points per column from which on a line is drawn by columns.
constexpr double kDensePoints = 0.5;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

int columnsOf(const ChartFrame& frame, qreal scale) {
    return std::max(1, static_cast<int>(std::lround(frame.plot.width() * scale)));
}

/// Visits the points in view run by run: `begin()` before a run, `take(point)` for each of it. A run ends at
/// a NaN and where points are further apart than the data's gap.
template <class Begin, class Take>
void walk(const ChartData& data, const RingSeries& series, const ChartFrame& frame, Begin begin, Take take) {
    const RingSeries::Slice slice = series.slice(frame.from, frame.to);
    bool open = false;
    double before = 0;
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
        const ChartPoint& point = series.at(i);
        if (std::isnan(point.y)) {
            open = false;
            continue;
        }
        if (!open || point.x - before > data.gap()) {
            begin();
            open = true;
        }
        take(point);
        before = point.x;
    }
}

QPainterPath pathOfPoints(const ChartData& data, const RingSeries& series, const ChartFrame& frame) {
    QPainterPath path;
    bool fresh = true;
    walk(
        data, series, frame, [&] { fresh = true; },
        [&](const ChartPoint& point) {
            const QPointF at(frame.toX(point.x), frame.toY(point.y));
            if (fresh) {
                path.moveTo(at);
                fresh = false;
                return;
            }
            if (data.shape() == ChartData::Shape::Steps) {
                path.lineTo(at.x(), path.currentPosition().y());
            }
            path.lineTo(at);
        });
    return path;
}

/// What columns of pixels show of a line, in pixels from the top; NaN: nothing.
struct Strokes {
    std::vector<double> top, bottom;
    explicit Strokes(std::size_t columns) : top(columns, kNothing), bottom(columns, kNothing) {}
    void take(std::size_t column, double y) {
        top[column] = std::fmin(top[column], y);
        bottom[column] = std::fmax(bottom[column], y);
    }
};

/// A line through the columns: each one reaches halfway to its neighbours, and empty ones between two samples
/// are crossed in a straight line.
Strokes strokesOf(const std::vector<ChartColumn>& columns, const ChartFrame& frame, double gap,
                  double scale) {
    Strokes strokes(columns.size());
    const double perColumn = (frame.to - frame.from) / static_cast<double>(columns.size());
    const auto toPixel = [&](double y) { return frame.toY(y) * scale; };
    std::size_t from = 0;
    double start = kNothing; // where the line stands at column `from`; NaN: nowhere
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ChartColumn& column = columns[i];
        if (!column.any) {
            continue;
        }
        if (std::isnan(column.low)) {
            start = kNothing;
            continue;
        }
        const auto steps = static_cast<double>(i - from);
        if (!std::isnan(start) && !std::isnan(column.first) && (steps - 1) * perColumn <= gap) {
            const double end = toPixel(column.first);
            for (std::size_t k = from; k < i; ++k) {
                const double here = start + (end - start) * static_cast<double>(k - from) / steps;
                const double middle = here + (end - start) / steps / 2;
                strokes.take(k, here);
                strokes.take(k, middle);
                strokes.take(k + 1, middle);
            }
        }
        strokes.take(i, toPixel(column.low));
        strokes.take(i, toPixel(column.high));
        start = std::isnan(column.last) ? kNothing : toPixel(column.last);
        from = i;
    }
    return strokes;
}

/// Fills vertical strokes of an image, with soft ends.
class StrokeFiller {
public:
    StrokeFiller(QImage& image, const QRectF& plot, const QColor& color)
        : m_bits(image.bits()),
          m_stride(image.bytesPerLine()),
          m_solid(color.rgb()),
          m_alpha(static_cast<int>(std::lround(color.alphaF() * 256))) {
        const double scale = image.devicePixelRatio();
        m_left = static_cast<int>(std::lround(plot.left() * scale));
        m_width = image.width();
        m_top = std::max(0.0, plot.top() * scale);
        m_bottom = std::min<double>(image.height(), plot.bottom() * scale);
    }

    void fill(std::size_t column, double top, double bottom) {
        const int x = m_left + static_cast<int>(column);
        top = std::max(top, m_top);
        bottom = std::min(bottom, m_bottom);
        if (x >= m_width || !(bottom > top)) {
            return;
        }
        const int first = static_cast<int>(top);
        const int last = static_cast<int>(std::ceil(bottom)) - 1;
        auto* pixel = m_bits + first * m_stride + x * 4;
        for (int y = first; y <= last; ++y, pixel += m_stride) {
            const double cover = std::min<double>(y + 1, bottom) - std::max<double>(y, top);
            blend(reinterpret_cast<QRgb*>(pixel), static_cast<int>(cover * m_alpha));
        }
    }

private:
    /// alpha: 0..256
    void blend(QRgb* to, int alpha) const {
        if (alpha >= 256) {
            *to = m_solid;
            return;
        }
        // Channel by channel, in place.
        QRgb mixed = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            const int under = static_cast<int>(*to >> shift & 0xffU);
            const int over = static_cast<int>(m_solid >> shift & 0xffU);
            mixed |= static_cast<QRgb>(under + (over - under) * alpha / 256) << shift;
        }
        *to = mixed;
    }

    uchar* m_bits;
    qsizetype m_stride;
    QRgb m_solid;
    int m_alpha;
    int m_left = 0;
    int m_width = 0;
    double m_top = 0;
    double m_bottom = 0;
};

QPainterPath pathOfStrokes(const Strokes& strokes, const ChartFrame& frame) {
    QPainterPath path;
    const double step = frame.plot.width() / static_cast<double>(strokes.top.size());
    bool open = false;
    for (std::size_t i = 0; i < strokes.top.size(); ++i) {
        if (std::isnan(strokes.top[i])) {
            open = false;
            continue;
        }
        const double x = frame.plot.left() + (static_cast<double>(i) + 0.5) * step;
        // From the side that is nearer to where the line stands, so that it does not run to and fro.
        const bool down = open && std::abs(path.currentPosition().y() - strokes.top[i]) <=
                                      std::abs(path.currentPosition().y() - strokes.bottom[i]);
        const double start = down ? strokes.top[i] : strokes.bottom[i];
        open ? path.lineTo(x, start) : path.moveTo(x, start);
        path.lineTo(x, down ? strokes.bottom[i] : strokes.top[i]);
        open = true;
    }
    return path;
}

} // namespace

bool isDense(const ChartData& data, const RingSeries& series, const ChartFrame& frame) {
    const auto points = static_cast<double>(series.slice(frame.from, frame.to).size());
    return data.shape() == ChartData::Shape::Line && points > kDensePoints * frame.plot.width();
}

void paintBand(QPainter& painter, const ChartData& data, const RingSeries& series, const ChartFrame& frame,
               const QColor& fill) {
    const bool steps = data.shape() == ChartData::Shape::Steps;
    QPolygonF upper;
    QPolygonF lower;
    const auto flush = [&] {
        std::reverse(lower.begin(), lower.end());
        painter.drawPolygon(upper + lower);
        upper.clear();
        lower.clear();
    };
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    walk(data, series, frame, flush, [&](const ChartPoint& point) {
        if (std::isnan(point.low)) {
            flush();
            return;
        }
        const double x = frame.toX(point.x);
        if (steps && !upper.isEmpty()) {
            upper << QPointF(x, upper.last().y());
            lower << QPointF(x, lower.last().y());
        }
        upper << QPointF(x, frame.toY(point.high));
        lower << QPointF(x, frame.toY(point.low));
    });
    flush();
    painter.setBrush(Qt::NoBrush);
}

void paintLine(QPainter& painter, const ChartData& data, const RingSeries& series, const ChartFrame& frame,
               const LineLook& look) {
    QPen pen(look.color, kLineWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (look.dashed) {
        pen.setDashPattern({kDashOn / kLineWidth, kDashOff / kLineWidth});
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (isDense(data, series, frame)) {
        const auto columns = decimate(series, frame.from, frame.to, columnsOf(frame, 1));
        painter.drawPath(pathOfStrokes(strokesOf(columns, frame, data.gap(), 1), frame));
    } else {
        painter.drawPath(pathOfPoints(data, series, frame));
    }
}

void paintColumns(QImage& image, const ChartData& data, const RingSeries& series, const ChartFrame& frame,
                  const LineLook& look, const QColor& band) {
    const qreal scale = image.devicePixelRatio();
    const auto columns = decimate(series, frame.from, frame.to, columnsOf(frame, scale));
    StrokeFiller filler(image, frame.plot, band);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!std::isnan(columns[i].bandLow)) {
            filler.fill(i, frame.toY(columns[i].bandHigh) * scale, frame.toY(columns[i].bandLow) * scale);
        }
    }
    const Strokes strokes = strokesOf(columns, frame, data.gap(), scale);
    StrokeFiller pen(image, frame.plot, look.color);
    const double half = kLineWidth * scale / 2;
    const auto on = static_cast<std::size_t>(std::lround(kDashOn * scale));
    const auto period = static_cast<std::size_t>(std::lround((kDashOn + kDashOff) * scale));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!std::isnan(strokes.top[i]) && !(look.dashed && i % period >= on)) {
            pen.fill(i, strokes.top[i] - half, strokes.bottom[i] + half);
        }
    }
}

} // namespace hotswap::ui
