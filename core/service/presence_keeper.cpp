// SPDX-License-Identifier: Apache-2.0
#include "core/service/presence_keeper.h"

#include "core/domain/limits.h"

#include <utility>

namespace hotswap::service {

PresenceKeeper::PresenceKeeper(ports::Presence& presence, std::vector<TenantId> tenants, Participant self)
    : m_presence(presence), m_tenants(std::move(tenants)), m_self(std::move(self)) {}

Instant PresenceKeeper::tick(Instant now) {
    if (now >= m_dueAt) {
        for (const TenantId& tenant : m_tenants) {
            m_self.tenant = tenant;
            static_cast<void>(m_presence.announce(m_self));
        }
        m_dueAt = now + limits::kPresenceInterval;
    }
    return m_dueAt;
}

void PresenceKeeper::change(Participant self) {
    m_self = std::move(self);
    m_dueAt = {};
}

void PresenceKeeper::leave() {
    for (const TenantId& tenant : m_tenants) {
        static_cast<void>(m_presence.leave(tenant, m_self.id));
    }
    m_dueAt = {};
}

} // namespace hotswap::service
