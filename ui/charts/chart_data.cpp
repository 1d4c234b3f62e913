// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_data.h"

#include <QDateTime>
#include <QStringList>

#include <cmath>
#include <map>

namespace hotswap::ui {

namespace {

double latestOf(const RingSeries& points) {
    return points.size() == 0 ? std::numeric_limits<double>::quiet_NaN() : points.at(points.size() - 1).y;
}

QString quoted(QString text) {
    return QStringLiteral("\"%1\"").arg(text.replace(QLatin1Char('"'), QStringLiteral("\"\"")));
}

} // namespace

ChartData::ChartData(QObject* parent) : QObject(parent) {}

void ChartData::setSeries(const std::vector<QString>& names) {
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

void ChartData::setWords(std::function<QString(double)> value, std::function<QString(double)> time) {
    m_valueText = std::move(value);
    m_timeText = std::move(time);
}

QString ChartData::valueText(double y) const {
    return m_valueText ? m_valueText(y) : QString::number(y);
}

QString ChartData::timeText(double x) const {
    return m_timeText ? m_timeText(x) : QString::number(x);
}

QString ChartData::latest(std::size_t series) const {
    return series < m_series.size() ? valueText(latestOf(m_series[series].points)) : QString();
}

QString ChartData::firstValue() const {
    return latest(0);
}

QString ChartData::secondValue() const {
    return latest(1);
}

QString ChartData::limitText() const {
    return std::isnan(m_limit) ? QString() : valueText(m_limit);
}

bool ChartData::breached() const {
    // A comparison with NaN is false: no limit or no data is no breach.
    return !m_series.empty() && latestOf(m_series.front().points) > m_limit;
}

bool ChartData::empty() const {
    for (const Series& series : m_series) {
        if (series.points.size() > 0) {
            return false;
        }
    }
    return true;
}

QString ChartData::summary() const {
    QStringList parts{m_title};
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        //: name of a line in a chart and its latest value
        parts << tr("%1: %2").arg(m_series[i].name, latest(i));
    }
    if (!std::isnan(m_limit)) {
        parts << tr("limit: %1").arg(limitText());
    }
    return parts.join(QStringLiteral(", "));
}

double ChartData::firstX() const {
    double first = std::numeric_limits<double>::infinity();
    for (const Series& series : m_series) {
        if (series.points.size() > 0) {
            first = std::min(first, series.points.at(0).x);
        }
    }
    return std::isinf(first) ? 0 : first;
}

double ChartData::lastX() const {
    double last = 0;
    for (const Series& series : m_series) {
        if (series.points.size() > 0) {
            last = std::max(last, series.points.at(series.points.size() - 1).x);
        }
    }
    return last;
}

QString ChartData::csv() const {
    QStringList lines;
    QStringList heading{QStringLiteral("time")};
    for (const Series& series : m_series) {
        heading << quoted(series.name);
    }
    lines << heading.join(QLatin1Char(','));
    std::map<double, std::vector<double>> rows;
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        for (std::size_t p = 0; p < m_series[i].points.size(); ++p) {
            const ChartPoint& point = m_series[i].points.at(p);
            auto& row = rows[point.x];
            row.resize(m_series.size(), std::numeric_limits<double>::quiet_NaN());
            row[i] = point.y;
        }
    }
    for (const auto& [x, values] : rows) {
        QStringList cells{
            QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x), Qt::UTC).toString(Qt::ISODateWithMs)};
        for (const double value : values) {
            cells << (std::isnan(value) ? QString() : QString::number(value, 'g', 10));
        }
        lines << cells.join(QLatin1Char(','));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace hotswap::ui
