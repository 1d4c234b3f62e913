// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/node_log_table.h"

#include "core/domain/limits.h"
#include "core/store/memory/text_search.h"

#include <algorithm>

namespace hotswap::store {

void NodeLogTable::put(const std::vector<ports::NodeLogLine>& lines) {
    for (const ports::NodeLogLine& line : lines) {
        std::deque<ports::NodeLogLine>& ring = m_lines[line.node];
        ring.push_back(line);
        ring.back().sequence = ++m_lastSequence;
        ring.back().text.resize(std::min(line.text.size(), limits::kLogLineBytesMax));
        while (ring.size() > limits::kNodeLogLinesMax || ring.front().at < line.at - limits::kNodeLogKept) {
            ring.pop_front();
        }
    }
}

std::vector<ports::NodeLogLine> NodeLogTable::lines(const NodeId& node, const ports::NodeLogFilter& filter,
                                                    std::size_t limit) const {
    std::vector<ports::NodeLogLine> found;
    const auto ring = m_lines.find(node);
    if (ring == m_lines.end()) {
        return found;
    }
    for (auto line = ring->second.rbegin(); line != ring->second.rend() && found.size() < limit; ++line) {
        if (line->sequence <= filter.afterSequence) {
            break;
        }
        if (containsText(line->text, filter.text) && (!filter.module || *filter.module == line->module)) {
            found.push_back(*line);
        }
    }
    std::reverse(found.begin(), found.end());
    return found;
}

} // namespace hotswap::store
