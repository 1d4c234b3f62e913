// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tokens of one tenant that new nodes enrol with, by their hash.

#include "core/ports/enrolment_book.h"

#include <map>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class TokenTable {
public:
    /// AlreadyExists for a hash that is known; LimitExceeded with too many tokens that still count.
    Status add(const std::string& hash, const ports::OpenToken& token, Instant now);
    /// Those that still count, the ones that end first in front.
    std::vector<ports::OpenToken> open(Instant now) const;
    /// Uses a token up by one; false when it does not count for this environment.
    bool use(const std::string& hash, const EnvironmentId& environment, Instant now);

private:
    std::map<std::string, ports::OpenToken> m_tokens;
};

} // namespace hotswap::store
