// SPDX-License-Identifier: Apache-2.0
#pragma once
// Presence and the coordination report on PostgreSQL.

#include "core/ports/coordination.h"
#include "core/store/postgres/feed_reader.h"
#include "core/store/postgres/lease_port.h"
#include "core/store/postgres/store_port.h"

#include <functional>

namespace hotswap::store::postgres {

class PresencePort final : public ports::Presence {
public:
    PresencePort(Pool& pool, Committed committed) : m_pool(pool), m_committed(std::move(committed)) {}
    Status announce(const Participant& participant) override;
    Status leave(const TenantId& tenant, const HolderId& id) override;
    Result<std::vector<Participant>> list(const TenantId& tenant) override;

private:
    Pool& m_pool;
    Committed m_committed;
};

class CoordinationPort final : public ports::CoordinationSource {
public:
    /// `feed` answers how this program's feed stands.
    CoordinationPort(Pool& pool, Committed committed, ports::Presence& presence, const ports::Clock& machine,
                     std::function<FeedState()> feed)
        : m_pool(pool),
          m_committed(std::move(committed)),
          m_presence(presence),
          m_machine(machine),
          m_feed(std::move(feed)) {}
    Result<ports::CoordinationReport> report(const TenantId& tenant) override;
    Status handOver(const Scope& scope) override;

private:
    Status addLeases(const TenantId& tenant, ports::CoordinationReport& report);
    Status addDatabase(const TenantId& tenant, ports::CoordinationReport& report);

    Pool& m_pool;
    Committed m_committed;
    ports::Presence& m_presence;
    const ports::Clock& m_machine;
    std::function<FeedState()> m_feed;
};

} // namespace hotswap::store::postgres
