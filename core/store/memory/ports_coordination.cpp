// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/ports_coordination.h"

namespace hotswap::store {

using ports::StreamHint;

namespace {

StreamHint presenceHint(const TenantId& tenant) {
    return {StreamHint::Kind::Presence, tenant, Scope{tenant, {}, {}}, {}, 0, {}};
}

} // namespace

Status PresencePort::announce(const Participant& participant) {
    HS_TRY(checkParticipant(participant));
    {
        const std::lock_guard lock(m_state.mutex);
        const auto news =
            m_state.tenants[participant.tenant].presence.announce(participant, m_state.clock.now());
        HS_TRY(news);
        if (*news) {
            m_state.feed.queue({presenceHint(participant.tenant)});
        }
    }
    m_state.feed.drain();
    return success();
}

Status PresencePort::leave(const TenantId& tenant, const HolderId& id) {
    {
        const std::lock_guard lock(m_state.mutex);
        TenantState* own = m_state.find(tenant);
        if (own != nullptr && own->presence.leave(id, m_state.clock.now())) {
            m_state.feed.queue({presenceHint(tenant)});
        }
    }
    m_state.feed.drain();
    return success();
}

Result<std::vector<Participant>> PresencePort::list(const TenantId& tenant) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    return own == nullptr ? std::vector<Participant>{} : own->presence.list(m_state.clock.now());
}

Result<ports::CoordinationReport> CoordinationPort::report(const TenantId& tenant) {
    const std::lock_guard lock(m_state.mutex);
    ports::CoordinationReport report;
    report.now = m_state.clock.now();
    report.feed.since = m_startedAt;
    if (const TenantState* own = m_state.find(tenant)) {
        report.participants = own->presence.list(report.now);
    }
    for (const ports::Lease& lease : m_state.leases.list()) {
        if (lease.scope.tenant == tenant && lease.expiresAt > report.now) {
            report.locks.push_back({lease.scope.text(), lease.holder, 0, lease.acquiredAt});
            report.leases.push_back(lease);
        }
    }
    report.queue = m_state.commands.waiting(tenant, report.now);
    return report;
}

Status CoordinationPort::handOver(const Scope& scope) {
    {
        const std::lock_guard lock(m_state.mutex);
        if (!m_state.leases.askHandOver(scope, m_state.clock.now())) {
            return makeError(ErrorCode::NotFound, scope.text());
        }
        m_state.feed.queue({{StreamHint::Kind::Lease, scope.tenant, scope, {}, 0, {}}});
    }
    m_state.feed.drain();
    return success();
}

} // namespace hotswap::store
