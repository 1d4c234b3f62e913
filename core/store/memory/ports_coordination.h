// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who takes part and how things stand, as a thin view of the memory store's state. There is no database
// behind it and no listener that could be deaf; its locks are its leases.

#include "core/ports/coordination.h"
#include "core/store/memory/state.h"

namespace hotswap::store {

class PresencePort final : public ports::Presence {
public:
    explicit PresencePort(State& state) : m_state(state) {}
    Status announce(const Participant& participant) override;
    Status leave(const TenantId& tenant, const HolderId& id) override;
    Result<std::vector<Participant>> list(const TenantId& tenant) override;

private:
    State& m_state;
};

class CoordinationPort final : public ports::CoordinationSource {
public:
    explicit CoordinationPort(State& state) : m_state(state), m_startedAt(state.clock.now()) {}
    Result<ports::CoordinationReport> report(const TenantId& tenant) override;
    Status handOver(const Scope& scope) override;

private:
    State& m_state;
    Instant m_startedAt;
};

} // namespace hotswap::store
