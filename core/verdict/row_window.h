// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows of both sides, brought into windows of ten seconds: the last minute's stay open for rows that come
// late or grow, older ones are handed on, once and in order of time.

#include "core/domain/look.h"

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

namespace hotswap::verdict {

inline constexpr Duration kRowLength{10'000};
/// Rows may be written this late after their interval: gateways write in batches and nodes reconnect.
inline constexpr Duration kLateness{60'000};

/// What is kept of a row. Counts have been found believable; values that are not are NaN.
struct ArmRow {
    std::uint32_t node = 0; ///< index within its arm
    std::uint32_t release = 0;
    std::int64_t startMs = 0;
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    LatencyHistogram latency;
    double cpu = 0;
    double memory = 0;
};

/// All rows that begin within ten seconds.
struct RowWindow {
    std::int64_t index = 0; ///< start / kRowLength
    std::vector<ArmRow> canary;
    std::vector<ArmRow> untouched;
    std::vector<ArmRow> merged; ///< of untouched nodes, merged: they belong to no node
    std::uint32_t refusedCanary = 0;
    std::uint32_t refusedBaseline = 0;
};

/// Indices of one arm's nodes: those known beforehand first, others as they come, at most kArmNodesMax.
class NodeIndex {
public:
    explicit NodeIndex(std::vector<NodeId> known);
    /// False: too many nodes.
    bool find(const NodeId& node, std::uint32_t& index);
    std::size_t size() const { return m_nodes.size(); }
    const NodeId& at(std::size_t index) const { return m_nodes[index]; }

private:
    std::vector<NodeId> m_nodes;
    std::unordered_map<NodeId, std::uint32_t> m_indices;
};

/// Whether a row's numbers can be: an interval longer than nought, no more errors and latencies than requests
/// (latencies a tenth above: they are counted apart), and counts that a node can reach.
bool isBelievable(const Sample& row);

class RowWindows {
public:
    RowWindows(std::vector<NodeId> canary, std::vector<NodeId> untouched);

    /// Takes rows up and returns the windows that are closed with them, in order of time.
    std::vector<RowWindow> add(const LookInput& look);
    const std::map<std::int64_t, RowWindow>& open() const { return m_open; }
    /// The first window that the latest rows changed; INT64_MAX: none.
    std::int64_t changedFrom() const { return m_changedFrom; }
    const NodeIndex& canary() const { return m_canary; }
    const NodeIndex& untouched() const { return m_untouched; }

private:
    void take(const Sample& row, NodeIndex& nodes, std::vector<ArmRow> RowWindow::*rows,
              std::uint32_t RowWindow::*refused);
    std::uint32_t releaseOf(const Digest& release);

    NodeIndex m_canary;
    NodeIndex m_untouched;
    std::vector<Digest> m_releases;
    std::map<std::int64_t, RowWindow> m_open;
    std::int64_t m_changedFrom = INT64_MAX;
    std::int64_t m_closedBefore = INT64_MIN; ///< windows with a lower index are closed
};

} // namespace hotswap::verdict
