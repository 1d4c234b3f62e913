// SPDX-License-Identifier: Apache-2.0
#include "core/service/change_log.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <utility>

namespace hotswap::service {

namespace {

constexpr std::size_t kRecordsMax = 1'000;

} // namespace

void Changes::add(const ports::StreamHint& hint) {
    using Kind = ports::StreamHint::Kind;
    switch (hint.kind) {
    case Kind::Deployment: deployments.insert(hint.deployment); break;
    case Kind::Approval: approvals.insert(hint.approval); break;
    case Kind::Samples: samples.insert(hint.scope.environment); break;
    case Kind::Fleet: fleetVersion = std::max(fleetVersion, hint.version); break;
    case Kind::Audit: audit = true; break;
    case Kind::Lease: other = true; break;
    case Kind::Presence: presence = true; break;
    case Kind::Orders: orders.insert(OrderId(hint.deployment.value)); break;
    case Kind::Receipts:
    case Kind::Commands: break; // consoles see what the leader makes of them
    }
}

void Changes::merge(const Changes& later) {
    deployments.insert(later.deployments.begin(), later.deployments.end());
    approvals.insert(later.approvals.begin(), later.approvals.end());
    samples.insert(later.samples.begin(), later.samples.end());
    orders.insert(later.orders.begin(), later.orders.end());
    fleetVersion = std::max(fleetVersion, later.fleetVersion);
    audit = audit || later.audit;
    presence = presence || later.presence;
    other = other || later.other;
}

bool Changes::empty() const {
    return size() == 0 && fleetVersion == 0 && !audit && !presence && !other;
}

void ChangeLog::add(Changes changes) {
    m_size += changes.size();
    m_records.push_back({++m_cursor, std::move(changes)});
    while (m_records.size() > kRecordsMax || m_size > limits::kDeltaGapMax) {
        const Record& oldest = m_records.front();
        m_size -= oldest.changes.size();
        m_oldest = oldest.cursor;
        m_fleetBefore = std::max(m_fleetBefore, oldest.changes.fleetVersion);
        m_records.pop_front();
    }
}

std::optional<Changes> ChangeLog::since(std::uint64_t cursor) const {
    if (cursor < m_oldest || cursor > m_cursor) {
        return std::nullopt;
    }
    Changes all;
    for (auto it = m_records.end() - static_cast<std::ptrdiff_t>(m_cursor - cursor); it != m_records.end();
         ++it) {
        all.merge(it->changes);
    }
    return all;
}

std::uint64_t ChangeLog::fleetVersionAt(std::uint64_t cursor) const {
    std::uint64_t version = m_fleetBefore;
    for (const Record& record : m_records) {
        if (record.cursor > cursor) {
            break;
        }
        version = std::max(version, record.changes.fleetVersion);
    }
    return version;
}

void ChangeLog::startFleetAt(std::uint64_t version) {
    if (!m_fleetStarted) {
        m_fleetStarted = true;
        m_fleetBefore = std::max(m_fleetBefore, version);
    }
}

void ChangeLog::overflow() {
    for (const Record& record : m_records) {
        m_fleetBefore = std::max(m_fleetBefore, record.changes.fleetVersion);
    }
    m_records.clear();
    m_size = 0;
    m_oldest = ++m_cursor;
}

} // namespace hotswap::service
