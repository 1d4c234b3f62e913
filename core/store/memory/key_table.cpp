// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/key_table.h"

#include "core/domain/limits.h"

#include <utility>

namespace hotswap::store {

Result<std::optional<std::string>> KeyTable::find(const UserId& user, const IdempotencyKey& key,
                                                  const std::string& requestDigest, Instant now) const {
    const auto it = m_uses.find({user, key});
    if (it == m_uses.end() || it->second.at + limits::kIdempotencyKept <= now) {
        return std::optional<std::string>();
    }
    if (it->second.requestDigest != requestDigest) {
        return makeError(ErrorCode::KeyReused, key.value);
    }
    return std::optional<std::string>(it->second.result);
}

Status KeyTable::makeRoom(std::size_t keysMax, Instant now) {
    while (!m_oldestFirst.empty()) {
        const auto it = m_uses.find(m_oldestFirst.front());
        if (it->second.at + limits::kIdempotencyKept > now) {
            break;
        }
        m_uses.erase(it);
        m_oldestFirst.pop_front();
    }
    return m_uses.size() < keysMax ? success() : Status(makeError(ErrorCode::QueueFull, "idempotencyKeys"));
}

void KeyTable::store(const UserId& user, const IdempotencyKey& key, Use use) {
    const Name name{user, key};
    if (m_uses.insert_or_assign(name, std::move(use)).second) {
        m_oldestFirst.push_back(name);
    }
}

} // namespace hotswap::store
