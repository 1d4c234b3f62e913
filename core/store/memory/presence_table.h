// SPDX-License-Identifier: Apache-2.0
#pragma once
// Programs that take part in one tenant, each for as long as it goes on saying so.

#include "core/domain/coordination.h"

#include <map>
#include <vector>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class PresenceTable {
public:
    /// Whether what is known of who takes part changed: somebody came, changed or was dropped. LimitExceeded.
    Result<bool> announce(const Participant& participant, Instant now);
    /// Whether it was there.
    bool leave(const HolderId& id, Instant now);
    /// Those seen lately, longest present first.
    std::vector<Participant> list(Instant now) const;

private:
    bool dropUnseen(Instant now);

    std::map<HolderId, Participant> m_rows;
};

} // namespace hotswap::store
