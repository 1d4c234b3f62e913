// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lines that nodes log, on their way to the store: written together, and never so many that a noisy node
// costs the others anything.

#include "core/ports/node_records.h"

#include <deque>
#include <map>

namespace hotswap::gateway {

/// What bounds it.
struct LogBatchLimits {
    Duration interval{2'000};      ///< between two writes
    std::size_t linesMax = 20'000; ///< waiting, of all nodes
    std::size_t ofNodeMax = 500;   ///< waiting, of one node
    std::size_t linesPerWrite = 5'000;
};

/// Single-threaded.
class LogBatch {
public:
    explicit LogBatch(LogBatchLimits limits = {}) : m_limits(limits) {}

    /// Keeps a line for the next write, or drops it where too many wait.
    void add(ports::NodeLogLine line, Instant now);
    /// Writes what is due. What the store refuses is tried again with the next write.
    void flush(Instant now, const TenantId& tenant, ports::NodeRecords& records);
    /// When flush() is wanted at the latest; kNever while nothing waits.
    Instant nextWake() const;
    std::uint64_t dropped() const { return m_dropped; }

private:
    const LogBatchLimits m_limits;
    std::deque<ports::NodeLogLine> m_lines;
    std::map<NodeId, std::size_t> m_ofNode;
    Instant m_since = kNever; ///< arrival of the oldest line, or the last refused write
    std::uint64_t m_dropped = 0;
};

} // namespace hotswap::gateway
