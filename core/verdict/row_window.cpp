// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/row_window.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace hotswap::verdict {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kRequestsPerSecondMax = 1e7; // of one node: ten times what the best network card carries
constexpr double kLatencySlack = 1.1;
constexpr double kPercentMax = 100.5; // rounding
constexpr std::size_t kReleasesMax = 64;
constexpr std::size_t kWindowsOpenMax = 16;

std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

double percentOrNone(double value) {
    return value >= 0 && value <= kPercentMax ? value : kNaN; // false for a NaN
}

auto keyOf(const ArmRow& row) {
    return std::tuple(row.node, row.startMs, row.release);
}

void put(std::vector<ArmRow>& rows, ArmRow row) {
    if (rows.empty() || keyOf(rows.back()) < keyOf(row)) {
        rows.push_back(std::move(row));
        return;
    }
    const auto at = std::lower_bound(rows.begin(), rows.end(), row,
                                     [](const ArmRow& a, const ArmRow& b) { return keyOf(a) < keyOf(b); });
    if (keyOf(*at) == keyOf(row)) {
        *at = std::move(row);
    } else {
        rows.insert(at, std::move(row));
    }
}

} // namespace

NodeIndex::NodeIndex(std::vector<NodeId> known) : m_nodes(std::move(known)) {
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        m_indices.emplace(m_nodes[i], static_cast<std::uint32_t>(i));
    }
}

bool NodeIndex::find(const NodeId& node, std::uint32_t& index) {
    const auto it = m_indices.find(node);
    if (it != m_indices.end()) {
        index = it->second;
        return true;
    }
    if (m_nodes.size() >= limits::kArmNodesMax) {
        return false;
    }
    index = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.push_back(node);
    m_indices.emplace(node, index);
    return true;
}

bool isBelievable(const Sample& row) {
    if (row.length <= Duration::zero() || row.errors > row.requests) {
        return false;
    }
    const double most = kRequestsPerSecondMax * std::chrono::duration<double>(row.length).count() *
                        static_cast<double>(row.node.empty() ? limits::kArmNodesMax : 1);
    const double requests = static_cast<double>(row.requests);
    return requests <= most && static_cast<double>(row.latency.count()) <= requests * kLatencySlack + 1 &&
           row.latency.sumMs() >= 0;
}

RowWindows::RowWindows(std::vector<NodeId> canary, std::vector<NodeId> untouched)
    : m_canary(std::move(canary)), m_untouched(std::move(untouched)) {}

/// Releases beyond the bound share the last number: their rows of one node and start replace each other.
std::uint32_t RowWindows::releaseOf(const Digest& release) {
    const auto it = std::find(m_releases.begin(), m_releases.end(), release);
    if (it == m_releases.end() && m_releases.size() < kReleasesMax) {
        m_releases.push_back(release);
        return static_cast<std::uint32_t>(m_releases.size() - 1);
    }
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(it - m_releases.begin(), kReleasesMax - 1));
}

void RowWindows::take(const Sample& row, NodeIndex& nodes, std::vector<ArmRow> RowWindow::*rows,
                      std::uint32_t RowWindow::*refused) {
    const std::int64_t index = floorDivide(toMs(row.start), kRowLength.count());
    if (index < m_closedBefore) {
        return;
    }
    ArmRow kept;
    if (!row.node.empty() && !nodes.find(row.node, kept.node)) {
        return;
    }
    RowWindow& window = m_open[index];
    window.index = index;
    m_changedFrom = std::min(m_changedFrom, index);
    if (!isBelievable(row)) {
        ++(window.*refused);
        return;
    }
    kept.release = releaseOf(row.release);
    kept.startMs = toMs(row.start);
    kept.requests = row.requests;
    kept.errors = row.errors;
    kept.latency = row.latency;
    kept.cpu = percentOrNone(row.cpuPercent);
    kept.memory = percentOrNone(row.memoryPercent);
    put(row.node.empty() ? window.merged : window.*rows, std::move(kept));
}

std::vector<RowWindow> RowWindows::add(const LookInput& look) {
    m_changedFrom = INT64_MAX;
    for (const Sample& row : look.canary) {
        if (!row.node.empty() && row.start <= look.at) {
            take(row, m_canary, &RowWindow::canary, &RowWindow::refusedCanary);
        }
    }
    for (const Sample& row : look.untouched) {
        if (row.start <= look.at) {
            take(row, m_untouched, &RowWindow::untouched, &RowWindow::refusedBaseline);
        }
    }
    std::vector<RowWindow> closed;
    const std::int64_t open = floorDivide(toMs(look.at - kLateness), kRowLength.count());
    while (!m_open.empty() && (m_open.begin()->first < open || m_open.size() > kWindowsOpenMax)) {
        closed.push_back(std::move(m_open.begin()->second));
        m_closedBefore = m_open.begin()->first + 1;
        m_open.erase(m_open.begin());
    }
    m_closedBefore = std::max(m_closedBefore, open);
    return closed;
}

} // namespace hotswap::verdict
