// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/lease_table.h"

namespace hotswap::store {

Result<LeaseTable::Acquired> LeaseTable::acquire(const Scope& scope, const HolderId& holder, Duration length,
                                                 Instant now) {
    if (holder.empty()) {
        return invalidField("holder", "the id of a program");
    }
    if (length <= Duration::zero()) {
        return invalidField("length", "more than 0 ms");
    }
    ports::Lease& row = m_rows[scope];
    const bool held = !row.holder.empty() && row.expiresAt > now;
    if (held && row.holder != holder) {
        return makeError(ErrorCode::LeaseHeld, row.holder.value);
    }
    if (!held) {
        row = ports::Lease{scope, holder, Fence{m_generation, row.fence.epoch + 1}, now, now};
    }
    row.expiresAt = now + length;
    return Acquired{row, !held};
}

std::vector<ports::Lease> LeaseTable::renewAll(const HolderId& holder, Duration length, Instant now) {
    std::vector<ports::Lease> held;
    for (auto& [scope, row] : m_rows) {
        if (row.holder == holder && row.expiresAt > now) {
            row.expiresAt = now + length;
            held.push_back(row);
        }
    }
    return held;
}

bool LeaseTable::release(const Scope& scope, const HolderId& holder) {
    const auto it = m_rows.find(scope);
    if (it == m_rows.end() || it->second.holder != holder) {
        return false;
    }
    it->second.holder = HolderId{};
    it->second.handOverAsked = false;
    return true;
}

bool LeaseTable::askHandOver(const Scope& scope, Instant now) {
    const auto it = m_rows.find(scope);
    if (it == m_rows.end() || it->second.holder.empty() || it->second.expiresAt <= now) {
        return false;
    }
    it->second.handOverAsked = true;
    return true;
}

std::vector<ports::Lease> LeaseTable::list() const {
    std::vector<ports::Lease> held;
    for (const auto& [scope, row] : m_rows) {
        if (!row.holder.empty()) {
            held.push_back(row);
        }
    }
    return held;
}

Status LeaseTable::prove(const Scope& scope, const HolderId& holder, const Fence& fence) const {
    const auto it = m_rows.find(scope);
    if (it == m_rows.end() || it->second.holder != holder || it->second.fence != fence) {
        return makeError(ErrorCode::EpochStale, scope.text());
    }
    return success();
}

Fence LeaseTable::fenceOf(const Scope& scope) const {
    const auto it = m_rows.find(scope);
    return it == m_rows.end() ? Fence{} : it->second.fence;
}

} // namespace hotswap::store
