// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps a program present: says every few seconds, in every tenant it serves, that it is there.

#include "core/ports/coordination.h"

#include <vector>

namespace hotswap::service {

/// Passive: one thread calls it.
class PresenceKeeper {
public:
    /// `self` without tenant; it is announced in each of `tenants`. `presence` must outlive this.
    PresenceKeeper(ports::Presence& presence, std::vector<TenantId> tenants, Participant self);

    /// Announces when it is time; answers when to call again. Both are times of one steady clock, store time
    /// or another. What fails is tried again with the next turn: a program that cannot be announced is gone.
    Instant tick(Instant now);
    /// From now on it says this of itself; told with the next tick, which is due at once.
    void change(Participant self);
    /// Says that it goes. The next tick would announce it again.
    void leave();

private:
    ports::Presence& m_presence;
    std::vector<TenantId> m_tenants;
    Participant m_self;
    Instant m_dueAt{};
};

} // namespace hotswap::service
