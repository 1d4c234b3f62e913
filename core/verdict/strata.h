// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which untouched nodes a canary node is compared with: those alike in the policy's labels, where every
// canary node has at least one such; otherwise all with all.

#include "core/verdict/arm_sums.h"
#include "core/verdict/row_window.h"
#include "core/verdict/wave_fold.h"

#include <cstdint>
#include <vector>

namespace hotswap::verdict {

class Strata {
public:
    /// `baselineNodesMin`: fewer matching nodes in all are too few to be matched at all.
    void arrange(const std::vector<std::string>& labels, std::size_t baselineNodesMin, const WaveFacts& facts,
                 const NodeIndex& canary, const NodeIndex& untouched);
    std::size_t count() const { return m_count; }
    std::uint32_t ofCanary(std::uint32_t node) const { return node < m_canary.size() ? m_canary[node] : 0; }
    /// kNone: is like no canary node.
    std::uint32_t ofUntouched(std::uint32_t node) const {
        return node < m_untouched.size() ? m_untouched[node] : m_unknown;
    }
    const NodeMask& compared() const { return m_compared; }

    static constexpr std::uint32_t kNone = UINT32_MAX;

private:
    std::size_t m_count = 1;
    std::vector<std::uint32_t> m_canary;
    std::vector<std::uint32_t> m_untouched;
    std::uint32_t m_unknown = 0;
    NodeMask m_compared;
};

} // namespace hotswap::verdict
