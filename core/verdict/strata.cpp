// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/strata.h"

#include <algorithm>

namespace hotswap::verdict {

namespace {

/// Values of the labels, one after the other; empty when one of them is missing.
std::string keyOf(const NodeId& node, const std::vector<std::string>& labels, const WaveFacts& facts) {
    const auto own = facts.labels.find(node);
    std::string key;
    for (const std::string& label : labels) {
        if (own == facts.labels.end() || !own->second.contains(label)) {
            return {};
        }
        key += own->second.at(label) + '\0';
    }
    return key;
}

} // namespace

void Strata::arrange(const std::vector<std::string>& labels, std::size_t baselineNodesMin,
                     const WaveFacts& facts, const NodeIndex& canary, const NodeIndex& untouched) {
    *this = Strata{};
    if (labels.empty()) {
        return;
    }
    std::map<std::string, std::uint32_t> keys;
    std::vector<std::uint32_t> ofCanary;
    for (std::size_t i = 0; i < canary.size(); ++i) {
        const std::string key = keyOf(canary.at(i), labels, facts);
        if (key.empty()) {
            return;
        }
        ofCanary.push_back(keys.emplace(key, static_cast<std::uint32_t>(keys.size())).first->second);
    }
    std::vector<std::uint32_t> ofUntouched;
    NodeMask compared;
    std::vector<bool> matched(keys.size());
    for (std::size_t i = 0; i < untouched.size(); ++i) {
        const auto key = keys.find(keyOf(untouched.at(i), labels, facts));
        ofUntouched.push_back(key == keys.end() ? kNone : key->second);
        compared.push_back(key != keys.end());
        if (key != keys.end()) {
            matched[key->second] = true;
        }
    }
    const auto nodes = static_cast<std::size_t>(std::count(compared.begin(), compared.end(), true));
    if (keys.empty() || nodes < baselineNodesMin || std::count(matched.begin(), matched.end(), false) > 0) {
        return;
    }
    m_count = keys.size();
    m_canary = std::move(ofCanary);
    m_untouched = std::move(ofUntouched);
    m_compared = std::move(compared);
    m_unknown = kNone;
}

} // namespace hotswap::verdict
