// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the nodes of one tenant logged lately: a ring of lines per node.

#include "core/ports/node_records.h"

#include <deque>
#include <unordered_map>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class NodeLogTable {
public:
    void put(const std::vector<ports::NodeLogLine>& lines);
    /// The latest `limit` that pass, oldest first.
    std::vector<ports::NodeLogLine> lines(const NodeId& node, const ports::NodeLogFilter& filter,
                                          std::size_t limit) const;

private:
    std::unordered_map<NodeId, std::deque<ports::NodeLogLine>> m_lines;
    std::uint64_t m_lastSequence = 0;
};

} // namespace hotswap::store
