// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/log_batch.h"

#include <algorithm>

namespace hotswap::gateway {

void LogBatch::add(ports::NodeLogLine line, Instant now) {
    std::size_t& ofNode = m_ofNode[line.node];
    if (ofNode >= m_limits.ofNodeMax || m_lines.size() >= m_limits.linesMax) {
        m_dropped += 1;
        return;
    }
    ofNode += 1;
    line.at = now;
    m_lines.push_back(std::move(line));
    if (m_since == kNever) {
        m_since = now;
    }
}

void LogBatch::flush(Instant now, const TenantId& tenant, ports::NodeRecords& records) {
    if (m_lines.empty() || now < nextWake()) {
        return;
    }
    const std::size_t count = std::min(m_lines.size(), m_limits.linesPerWrite);
    const auto end = m_lines.begin() + static_cast<std::ptrdiff_t>(count);
    if (!records.putLines(tenant, std::vector<ports::NodeLogLine>(m_lines.begin(), end)).ok()) {
        m_since = now;
        return;
    }
    for (auto line = m_lines.begin(); line != end; ++line) {
        const auto ofNode = m_ofNode.find(line->node);
        if (--ofNode->second == 0) {
            m_ofNode.erase(ofNode);
        }
    }
    m_lines.erase(m_lines.begin(), end);
    m_since = m_lines.empty() ? kNever : now - m_limits.interval; // the rest follows at once
}

Instant LogBatch::nextWake() const {
    return m_since == kNever ? kNever : m_since + m_limits.interval;
}

} // namespace hotswap::gateway
