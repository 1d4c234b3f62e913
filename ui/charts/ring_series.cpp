// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/ring_series.h"

#include <algorithm>
#include <cmath>

namespace hotswap::ui {

RingSeries::RingSeries(std::size_t capacity) : m_points(std::max<std::size_t>(1, capacity)) {}

void RingSeries::push(const ChartPoint& point) {
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

RingSeries::Runs RingSeries::runs(std::size_t begin, std::size_t end) const {
    end = std::min(end, m_size);
    if (begin >= end) {
        return {};
    }
    const std::size_t start = (m_first + begin) % m_points.size();
    const std::size_t count = end - begin;
    const std::size_t straight = std::min(count, m_points.size() - start);
    return {{m_points.data() + start, straight}, {m_points.data(), count - straight}};
}

RingSeries::Slice RingSeries::slice(double from, double to) const {
    std::size_t begin = lowerBound(from);
    std::size_t end = lowerBound(to);
    while (end < m_size && at(end).x <= to) {
        ++end;
    }
    begin -= begin > 0 ? 1 : 0;
    end += end < m_size ? 1 : 0;
    return {begin, end};
}

std::vector<ChartColumn> decimate(const RingSeries& series, double from, double to, int columns) {
    std::vector<ChartColumn> result(static_cast<std::size_t>(std::max(0, columns)));
    if (result.empty() || !(to > from)) {
        return result;
    }
    const double columnsPerX = columns / (to - from);
    const auto take = [&](std::span<const ChartPoint> points) {
        for (const ChartPoint& point : points) {
            if (point.x < from || point.x > to) {
                continue;
            }
            const auto place = static_cast<std::size_t>((point.x - from) * columnsPerX);
            ChartColumn& column = result[std::min(place, result.size() - 1)];
            if (!column.any) {
                column = {point.y, point.y, point.y, point.y, point.low, point.high, true};
                continue;
            }
            column.last = point.y;
            // fmin and fmax take the number where the other one is NaN.
            column.low = std::fmin(column.low, point.y);
            column.high = std::fmax(column.high, point.y);
            column.bandLow = std::fmin(column.bandLow, point.low);
            column.bandHigh = std::fmax(column.bandHigh, point.high);
        }
    };
    const RingSeries::Slice slice = series.slice(from, to);
    const RingSeries::Runs runs = series.runs(slice.begin, slice.end);
    take(runs.first);
    take(runs.second);
    return result;
}

} // namespace hotswap::ui
