// SPDX-License-Identifier: Apache-2.0
#include "core/domain/look_merge.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace hotswap {

namespace {

/// A mean over what was measured; NaN when nothing was.
class Mean {
public:
    void add(double value) {
        if (!std::isnan(value)) {
            m_sum += value;
            ++m_count;
        }
    }
    double value() const {
        return m_count == 0 ? std::numeric_limits<double>::quiet_NaN() : m_sum / static_cast<double>(m_count);
    }

private:
    double m_sum = 0;
    std::size_t m_count = 0;
};

/// Rows added up into one.
class Sum {
public:
    void add(const Sample& row) {
        const Instant end = row.start + row.length;
        if (m_isFirst) {
            m_row.module = row.module;
            m_row.release = row.release;
            m_row.start = row.start;
            m_end = end;
            m_isFirst = false;
        }
        m_row.start = std::min(m_row.start, row.start);
        m_end = std::max(m_end, end);
        m_row.requests += row.requests;
        m_row.errors += row.errors;
        m_row.latency.merge(row.latency);
        m_cpu.add(row.cpuPercent);
        m_memory.add(row.memoryPercent);
        for (const auto& [name, value] : row.named) {
            m_named[name].add(value);
        }
    }
    Sample row() && {
        m_row.length = m_end - m_row.start;
        m_row.cpuPercent = m_cpu.value();
        m_row.memoryPercent = m_memory.value();
        for (const auto& [name, mean] : m_named) {
            m_row.named[name] = mean.value();
        }
        return std::move(m_row);
    }

private:
    Sample m_row;
    Instant m_end{};
    bool m_isFirst = true;
    Mean m_cpu, m_memory;
    std::map<std::string, Mean> m_named;
};

template <class Key, class KeyOf>
std::vector<Sample> mergedBy(const std::vector<Sample>& rows, KeyOf keyOf) {
    std::map<Key, Sum> sums;
    for (const Sample& row : rows) {
        sums[keyOf(row)].add(row);
    }
    std::vector<Sample> merged;
    merged.reserve(sums.size());
    for (auto& [key, sum] : sums) {
        merged.push_back(std::move(sum).row());
    }
    return merged;
}

} // namespace

std::vector<Sample> mergedPerInterval(const std::vector<Sample>& rows, Instant before) {
    using Key = std::tuple<Instant, Duration, Digest>;
    std::vector<Sample> early;
    std::vector<Sample> late;
    for (const Sample& row : rows) {
        (row.start < before ? early : late).push_back(row);
    }
    auto merged =
        mergedBy<Key>(early, [](const Sample& row) { return Key(row.start, row.length, row.release); });
    std::move(late.begin(), late.end(), std::back_inserter(merged));
    return merged;
}

std::vector<Sample> mergedWhole(const std::vector<Sample>& rows) {
    return mergedBy<Digest>(rows, [](const Sample& row) { return row.release; });
}

WindowSum windowSum(const std::vector<Sample>& rows, Instant from, Instant to) {
    Sum sum;
    for (const Sample& row : rows) {
        sum.add(row);
    }
    WindowSum window;
    window.sum = std::move(sum).row();
    window.sum.start = from;
    window.sum.length = to - from;
    window.samples = static_cast<std::uint32_t>(rows.size());
    window.nodesSeen = nodesIn(rows);
    return window;
}

std::uint32_t nodesIn(const std::vector<Sample>& rows) {
    std::set<NodeId> nodes;
    for (const Sample& row : rows) {
        if (!row.node.empty()) {
            nodes.insert(row.node);
        }
    }
    return static_cast<std::uint32_t>(nodes.size());
}

} // namespace hotswap
