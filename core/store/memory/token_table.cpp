// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/token_table.h"

#include <algorithm>

namespace hotswap::store {

namespace {

constexpr std::size_t kTokensMax = 10'000;

bool counts(const ports::OpenToken& token, Instant now) {
    return token.expiresAt > now && token.usesLeft > 0;
}

} // namespace

Status TokenTable::add(const std::string& hash, const ports::OpenToken& token, Instant now) {
    std::erase_if(m_tokens, [&](const auto& entry) { return !counts(entry.second, now); });
    if (m_tokens.size() >= kTokensMax) {
        return makeError(ErrorCode::LimitExceeded, "tokens");
    }
    return m_tokens.emplace(hash, token).second ? success()
                                                : Status(makeError(ErrorCode::AlreadyExists, token.id));
}

std::vector<ports::OpenToken> TokenTable::open(Instant now) const {
    std::vector<ports::OpenToken> tokens;
    for (const auto& [hash, token] : m_tokens) {
        if (counts(token, now)) {
            tokens.push_back(token);
        }
    }
    std::stable_sort(tokens.begin(), tokens.end(), [](const ports::OpenToken& a, const ports::OpenToken& b) {
        return a.expiresAt < b.expiresAt;
    });
    return tokens;
}

bool TokenTable::use(const std::string& hash, const EnvironmentId& environment, Instant now) {
    const auto token = m_tokens.find(hash);
    if (token == m_tokens.end() || token->second.environment != environment || !counts(token->second, now)) {
        return false;
    }
    token->second.usesLeft -= 1;
    return true;
}

} // namespace hotswap::store
