// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_data.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <map>

namespace hotswap::ui {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

QString quoted(QString text) {
    return QStringLiteral("\"%1\"").arg(text.replace(QLatin1Char('"'), QStringLiteral("\"\"")));
}

QString cell(double value) {
    return std::isnan(value) ? QString() : QString::number(value, 'g', 10);
}

/// Index of the point nearest to x; the series is not empty.
std::size_t nearest(const RingSeries& points, double x) {
    const std::size_t after = std::min(points.lowerBound(x), points.size() - 1);
    return after > 0 && x - points.at(after - 1).x < points.at(after).x - x ? after - 1 : after;
}

} // namespace

ChartData::ChartData(QObject* parent) : QObject(parent) {}

void ChartData::setSeries(const std::vector<QString>& names) {
    if (names.size() == m_series.size()) { // their memory is kept: charts are filled anew every second
        for (Series& series : m_series) {
            series.points.clear();
        }
        rename(names);
        return;
    }
    m_series.clear();
    for (const QString& name : names) {
        m_series.push_back({name, RingSeries(kPointsMax)});
    }
}

void ChartData::rename(const std::vector<QString>& names) {
    for (std::size_t i = 0; i < m_series.size() && i < names.size(); ++i) {
        m_series[i].name = names[i];
    }
}

void ChartData::setWords(std::function<QString(double)> value, std::function<QString(double)> place) {
    m_words = {std::move(value), std::move(place), {}};
}

void ChartData::setKind(Axis axis, Shape shape) {
    m_axis = axis;
    m_shape = shape;
}

QString ChartData::valueText(double y) const {
    return m_words.value ? m_words.value(y) : QString::number(y);
}

QString ChartData::placeText(double x) const {
    return m_words.place ? m_words.place(x) : QString::number(x);
}

QString ChartData::tickText(double x) const {
    return m_words.tick ? m_words.tick(x) : placeText(x);
}

QString ChartData::latest(std::size_t series) const {
    if (series >= m_series.size()) {
        return {};
    }
    const RingSeries& points = m_series[series].points;
    return valueText(points.size() == 0 ? kNothing : points.at(points.size() - 1).y);
}

QString ChartData::firstValue() const {
    return latest(0);
}

QString ChartData::secondValue() const {
    return latest(1);
}

double ChartData::limit() const {
    return m_limits.empty() ? kNothing : m_limits.back().value;
}

double ChartData::limitAt(double x) const {
    if (m_limits.empty()) {
        return kNothing;
    }
    const auto after = std::upper_bound(m_limits.begin(), m_limits.end(), x,
                                        [](double at, const Limit& limit) { return at < limit.from; });
    return after == m_limits.begin() ? after->value : std::prev(after)->value;
}

QString ChartData::limitText() const {
    return std::isnan(limit()) ? QString() : valueText(limit());
}

bool ChartData::breached() const {
    if (m_series.empty() || m_series.front().points.size() == 0) {
        return false;
    }
    const RingSeries& points = m_series.front().points;
    return points.at(points.size() - 1).y > limit(); // with NaN on either side: no breach
}

bool ChartData::empty() const {
    return std::all_of(m_series.begin(), m_series.end(),
                       [](const Series& series) { return series.points.size() == 0; });
}

QString ChartData::summary() const {
    if (!m_note.isEmpty()) {
        //: %1 what a chart shows, %2 what can be seen in it
        return tr("%1: %2").arg(m_title, m_note);
    }
    QStringList parts{m_title};
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        //: name of a line in a chart and its latest value
        parts << tr("%1: %2").arg(m_series[i].name, latest(i));
    }
    if (!std::isnan(limit())) {
        parts << tr("limit: %1").arg(limitText());
    }
    return parts.join(QStringLiteral(", "));
}

ChartRange ChartData::extent() const {
    ChartRange range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const Series& series : m_series) {
        if (series.points.size() > 0) {
            range.from = std::min(range.from, series.points.at(0).x);
            range.to = std::max(range.to, series.points.at(series.points.size() - 1).x);
        }
    }
    return range.from > range.to ? ChartRange{} : range;
}

const ChartPoint* ChartData::pointAt(const RingSeries& points, double x) const {
    if (points.size() == 0) {
        return nullptr;
    }
    if (m_shape == Shape::Steps) {
        const std::size_t after =
            points.lowerBound(std::nextafter(x, std::numeric_limits<double>::infinity()));
        return after == 0 ? nullptr : &points.at(after - 1);
    }
    const ChartPoint& point = points.at(nearest(points, x));
    return std::abs(point.x - x) > m_gap ? nullptr : &point;
}

double ChartData::sampleNear(double x) const {
    if (m_shape == Shape::Steps) {
        const ChartRange all = extent();
        return std::clamp(x, all.from, all.to);
    }
    double best = x;
    double distance = std::numeric_limits<double>::infinity();
    for (const Series& series : m_series) {
        if (series.points.size() > 0) {
            const double at = series.points.at(nearest(series.points, x)).x;
            if (std::abs(at - x) < distance) {
                distance = std::abs(at - x);
                best = at;
            }
        }
    }
    return best;
}

double ChartData::sampleBeside(double x, int by) const {
    for (const Series& series : m_series) {
        const RingSeries& points = series.points;
        if (points.size() == 0) {
            continue;
        }
        // Steps have two points at most places: a move must leave the place.
        std::size_t index = nearest(points, x);
        for (int left = std::abs(by); left > 0; --left) {
            const double before = points.at(index).x;
            while (points.at(index).x == before && (by > 0 ? index + 1 < points.size() : index > 0)) {
                by > 0 ? ++index : --index;
            }
        }
        return points.at(index).x;
    }
    return x;
}

QString ChartData::reading(double x, const QString& separator) const {
    QStringList parts{placeText(x)};
    for (const Series& series : m_series) {
        const ChartPoint* point = pointAt(series.points, x);
        const QString value = valueText(point == nullptr ? kNothing : point->y);
        if (point == nullptr || std::isnan(point->low) || m_shape == Shape::Steps) {
            parts << tr("%1: %2").arg(series.name, value);
        } else {
            //: name of a line in a chart, its value, and the ends of the interval around it
            parts << tr("%1: %2 (%3 to %4)")
                         .arg(series.name, value, valueText(point->low), valueText(point->high));
        }
    }
    if (const double limit = limitAt(x); !std::isnan(limit)) {
        parts << tr("limit: %1").arg(valueText(limit));
    }
    return parts.join(separator);
}

QString ChartData::csv() const {
    const bool steps = m_shape == Shape::Steps;
    struct Cells {
        std::vector<ChartPoint> of;
    };
    std::map<double, Cells> rows;
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        for (std::size_t p = 0; p < m_series[i].points.size(); ++p) {
            const ChartPoint& point = m_series[i].points.at(p);
            auto& row = rows[point.x].of;
            row.resize(m_series.size(), ChartPoint{point.x, kNothing});
            row[i] = point; // where two steps meet, the one that begins
        }
    }
    const bool banded = !steps && std::any_of(rows.begin(), rows.end(), [](const auto& row) {
        return std::any_of(row.second.of.begin(), row.second.of.end(),
                           [](const ChartPoint& point) { return !std::isnan(point.low); });
    });
    QStringList heading{m_axis == Axis::Time ? QStringLiteral("time") : QStringLiteral("from ms")};
    for (const Series& series : m_series) {
        heading << quoted(series.name);
        if (banded) {
            heading << quoted(series.name + QStringLiteral(" low"))
                    << quoted(series.name + QStringLiteral(" high"));
        }
    }
    if (!m_limits.empty()) {
        heading << QStringLiteral("limit");
    }
    QStringList lines{heading.join(QLatin1Char(','))};
    for (const auto& [x, row] : rows) {
        QStringList cells{
            m_axis == Axis::Time
                ? QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x), Qt::UTC).toString(Qt::ISODateWithMs)
                : QString::number(std::pow(10.0, x), 'g', 6)};
        for (const ChartPoint& point : row.of) {
            cells << cell(point.y);
            if (banded) {
                cells << cell(point.low) << cell(point.high);
            }
        }
        if (!m_limits.empty()) {
            cells << cell(limitAt(x));
        }
        lines << cells.join(QLatin1Char(','));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace hotswap::ui
