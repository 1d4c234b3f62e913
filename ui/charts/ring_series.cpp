// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/ring_series.h"

#include <algorithm>
#include <cmath>

namespace hotswap::ui {

RingSeries::RingSeries(std::size_t capacity) : m_points(std::max<std::size_t>(1, capacity)) {}

void RingSeries::push(ChartPoint point) {
    if (m_size < m_points.size()) {
        m_points[(m_first + m_size) % m_points.size()] = point;
        ++m_size;
        return;
    }
    m_points[m_first] = point;
    m_first = (m_first + 1) % m_points.size();
}

void RingSeries::clear() {
    m_first = 0;
    m_size = 0;
}

std::size_t RingSeries::lowerBound(double x) const {
    std::size_t low = 0;
    std::size_t high = m_size;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (at(middle).x < x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::vector<ChartColumn> decimate(const RingSeries& series, double from, double to, int columns) {
    std::vector<ChartColumn> result(static_cast<std::size_t>(std::max(0, columns)));
    if (result.empty() || !(to > from)) {
        return result;
    }
    const double perColumn = (to - from) / columns;
    for (std::size_t i = series.lowerBound(from); i < series.size(); ++i) {
        const ChartPoint& point = series.at(i);
        if (point.x > to) {
            break;
        }
        const auto place = static_cast<std::size_t>((point.x - from) / perColumn);
        ChartColumn& column = result[std::min(place, result.size() - 1)];
        if (!column.any) {
            column = {point.y, point.y, point.y, point.y, true};
            continue;
        }
        column.last = point.y;
        if (!std::isnan(point.y)) {
            column.low = std::isnan(column.low) ? point.y : std::min(column.low, point.y);
            column.high = std::isnan(column.high) ? point.y : std::max(column.high, point.y);
        }
    }
    return result;
}

} // namespace hotswap::ui
