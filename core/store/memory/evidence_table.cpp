// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/evidence_table.h"

#include "core/codec/look_codec.h"
#include "core/domain/limits.h"

#include <algorithm>

namespace hotswap::store {

Result<std::vector<std::string>> EvidenceTable::pack(const ports::Transaction& transaction) {
    std::vector<std::string> packed;
    for (const LookEvidence& look : transaction.evidence) {
        auto bytes = codec::encodeLook(look);
        HS_TRY(bytes);
        packed.push_back(*std::move(bytes));
    }
    return packed;
}

void EvidenceTable::apply(const ports::Transaction& transaction, std::vector<std::string> packed,
                          std::size_t bytesMax) {
    if (packed.empty()) {
        return;
    }
    const DeploymentId& deployment = transaction.appends.front().deployment;
    const auto [it, isNew] = m_kept.try_emplace(deployment);
    if (isNew) {
        m_order.push_back(deployment);
    }
    Kept& kept = it->second;
    for (std::size_t i = 0; i < packed.size(); ++i) {
        const std::uint32_t number = transaction.evidence[i].input.number;
        if (kept.truncated || (!kept.looks.empty() && number <= kept.looks.back().number)) {
            continue;
        }
        if (kept.bytes + packed[i].size() > limits::kEvidenceBytesPerDeploymentMax) {
            kept.truncated = true;
            break;
        }
        kept.bytes += packed[i].size();
        m_bytes += packed[i].size();
        kept.looks.push_back({number, std::move(packed[i])});
    }
    while (m_bytes > bytesMax && m_order.size() > 1) {
        removeOf(DeploymentId(m_order.front()));
    }
}

void EvidenceTable::removeOf(const DeploymentId& deployment) {
    const auto it = m_kept.find(deployment);
    if (it == m_kept.end()) {
        return;
    }
    m_bytes -= it->second.bytes;
    m_kept.erase(it);
    m_order.erase(std::find(m_order.begin(), m_order.end(), deployment));
}

Result<std::vector<LookEvidence>> EvidenceTable::after(const DeploymentId& deployment, std::uint32_t number,
                                                       std::size_t limit) const {
    std::vector<LookEvidence> found;
    const auto it = m_kept.find(deployment);
    if (it == m_kept.end()) {
        return found;
    }
    const auto& looks = it->second.looks;
    auto look = std::upper_bound(looks.begin(), looks.end(), number,
                                 [](std::uint32_t before, const Look& each) { return before < each.number; });
    for (; look != looks.end() && found.size() < limit; ++look) {
        auto decoded = codec::decodeLook(look->bytes);
        HS_TRY(decoded);
        found.push_back(*std::move(decoded));
    }
    return found;
}

ports::EvidenceKept EvidenceTable::kept(const DeploymentId& deployment) const {
    const auto it = m_kept.find(deployment);
    if (it == m_kept.end()) {
        return {};
    }
    return {static_cast<std::uint32_t>(it->second.looks.size()), it->second.bytes, it->second.truncated};
}

} // namespace hotswap::store
