// SPDX-License-Identifier: Apache-2.0
#pragma once
// A bounded series of points, oldest dropped first, and its reduction to what a row of pixels can show.

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace hotswap::ui {

struct ChartPoint {
    double x = 0; ///< milliseconds, or log10 of milliseconds (ChartData::Axis)
    double y = 0; ///< NaN: a gap
    /// Ends of the interval around y; NaN: none is known.
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
};

/// Keeps the latest `capacity` points in the order they came; x must not decrease.
class RingSeries {
public:
    explicit RingSeries(std::size_t capacity);

    void push(const ChartPoint& point);
    void clear();
    std::size_t size() const { return m_size; }
    /// i = 0 is the oldest.
    const ChartPoint& at(std::size_t i) const { return m_points[(m_first + i) % m_points.size()]; }
    /// Index of the first point with x >= `x`; size() when there is none.
    std::size_t lowerBound(double x) const;
    /// The points from index `begin` up to `end` as they lie in memory: two runs, the second one mostly
    /// empty.
    struct Runs {
        std::span<const ChartPoint> first, second;
    };
    Runs runs(std::size_t begin, std::size_t end) const;
    /// Indices of the points in [from, to], with the one before and the one after, so that a line goes on to
    /// the edges.
    struct Slice {
        std::size_t begin = 0, end = 0;
        std::size_t size() const { return end - begin; }
    };
    Slice slice(double from, double to) const;

private:
    std::vector<ChartPoint> m_points;
    std::size_t m_first = 0;
    std::size_t m_size = 0;
};

/// What one column of pixels shows of a series.
struct ChartColumn {
    double first = 0, last = 0; ///< NaN where the column begins or ends in a gap
    double low = 0, high = 0;
    double bandLow = std::numeric_limits<double>::quiet_NaN(); ///< NaN: no interval is known here
    double bandHigh = std::numeric_limits<double>::quiet_NaN();
    bool any = false;
};

/// Reduces the points in [from, to] to `columns` columns: the lowest and highest value of each, so that no
/// peak is lost however many points there are, and the widest interval.
std::vector<ChartColumn> decimate(const RingSeries& series, double from, double to, int columns);

} // namespace hotswap::ui
