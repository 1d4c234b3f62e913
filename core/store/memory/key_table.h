// SPDX-License-Identifier: Apache-2.0
#pragma once
// Idempotency keys of one tenant: what was answered when a key was first used, kept for 24 h.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class KeyTable {
public:
    struct Use {
        std::string requestDigest;
        std::string result;
        Instant at{};
    };

    /// The first use of a key that is still kept. KeyReused when the request was another one.
    Result<std::optional<std::string>> find(const UserId& user, const IdempotencyKey& key,
                                            const std::string& requestDigest, Instant now) const;
    /// Makes room by forgetting what is older than 24 h; QueueFull when everything is younger.
    Status makeRoom(std::size_t keysMax, Instant now);
    void store(const UserId& user, const IdempotencyKey& key, Use use);

private:
    using Name = std::pair<UserId, IdempotencyKey>;
    std::map<Name, Use> m_uses;
    std::deque<Name> m_oldestFirst;
};

} // namespace hotswap::store
