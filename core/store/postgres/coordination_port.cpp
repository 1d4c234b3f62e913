// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/coordination_port.h"

#include "core/codec/canonical_json.h"
#include "core/codec/row_codec.h"
#include "core/domain/limits.h"

#include <array>

namespace hotswap::store::postgres {

namespace {

constexpr std::size_t kParticipantBytesMax = 64 * 1024;
constexpr std::array<std::string_view, 3> kKindNames{"console", "orchestrator", "script"};
/// Share of the server's connections from which on people are told.
constexpr std::uint32_t kNearlyUsedPercent = 80;
/// Below it, serialisable transactions and row-level security have known holes.
constexpr int kSafeVersion = 150'020;

std::string bodyOf(const Participant& participant) {
    const auto kind = kKindNames[static_cast<std::size_t>(participant.kind)];
    return "{\"kind\":\"" + std::string(kind) + "\",\"host\":" + codec::jsonString(participant.host) +
           ",\"pid\":" + std::to_string(participant.pid) +
           ",\"version\":" + codec::jsonString(participant.version) +
           ",\"leads\":" + (participant.leads ? "true" : "false") +
           ",\"gateway\":" + codec::jsonString(participant.gateway) + "}";
}

Result<Participant> participantAt(const Rows& rows, std::size_t row, const TenantId& tenant) {
    const auto body = codec::parseJson(rows.text(row, 3), {kParticipantBytesMax});
    HS_TRY(body);
    Participant participant;
    participant.tenant = tenant;
    participant.id = HolderId{std::string(rows.text(row, 0))};
    participant.since = instantFromMs(rows.number(row, 1));
    participant.seenAt = instantFromMs(rows.number(row, 2));
    const std::string kind = body->value("kind", std::string());
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
        participant.kind = kind == kKindNames[i] ? static_cast<ParticipantKind>(i) : participant.kind;
    }
    participant.host = body->value("host", std::string());
    participant.pid = body->value("pid", std::int64_t{0});
    participant.version = body->value("version", std::string());
    participant.user = UserId{body->value("user", std::string())};
    participant.leads = body->value("leads", false);
    participant.gateway = body->value("gateway", std::string());
    return participant;
}

} // namespace

Status PresencePort::announce(const Participant& participant) {
    HS_TRY(checkParticipant(participant));
    const auto news =
        m_pool.run("SELECT hotswap.announce($1, $2, $3::jsonb, $4, $5)",
                   {participant.tenant.value, participant.id.value, bodyOf(participant),
                    std::to_string(limits::kPresenceKept.count()), std::to_string(limits::kParticipantsMax)},
                   Effect::Write);
    HS_TRY(news);
    if (news->flag(0, 0)) {
        m_committed();
    }
    return success();
}

Status PresencePort::leave(const TenantId& tenant, const HolderId& id) {
    HS_TRY(m_pool.run("SELECT hotswap.leave($1, $2)", {tenant.value, id.value}, Effect::Write));
    m_committed();
    return success();
}

Result<std::vector<Participant>> PresencePort::list(const TenantId& tenant) {
    const auto rows = m_pool.run("SELECT holder, since, seen_at, body FROM hotswap.participant "
                                 "WHERE tenant_id = $1 AND seen_at > hotswap.store_now() - $2::bigint "
                                 "ORDER BY since, holder",
                                 {tenant.value, std::to_string(limits::kPresenceKept.count())}, Effect::Read);
    HS_TRY(rows);
    std::vector<Participant> present;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto participant = participantAt(*rows, i, tenant);
        HS_TRY(participant);
        present.push_back(*std::move(participant));
    }
    return present;
}

Result<ports::CoordinationReport> CoordinationPort::report(const TenantId& tenant) {
    ports::CoordinationReport report;
    const auto present = m_presence.list(tenant);
    HS_TRY(present);
    report.participants = *present;
    HS_TRY(addLeases(tenant, report));
    const auto waiting = m_pool.run("SELECT count(*), coalesce(min(queued_at), 0), hotswap.store_now() "
                                    "FROM hotswap.command WHERE tenant_id = $1 AND state = 'pending'",
                                    {tenant.value}, Effect::Read);
    HS_TRY(waiting);
    report.now = instantFromMs(waiting->number(0, 2));
    report.queue.waiting = static_cast<std::uint64_t>(waiting->number(0, 0));
    if (report.queue.waiting > 0) {
        report.queue.oldest = Duration{waiting->number(0, 2) - waiting->number(0, 1)};
    }
    HS_TRY(addDatabase(tenant, report));
    const FeedState feed = m_feed();
    report.feed.connected = feed.connected;
    report.feed.since = feed.since;
    report.feed.lag = feed.heldBack;
    report.feed.cursor = feed.cursor;
    report.feed.blockedBy = feed.blockingPid == 0 ? "" : "pid " + std::to_string(feed.blockingPid);
    if (feed.blockingPid != 0) {
        report.database->findings.push_back({DatabaseWarning::LongTransaction, report.feed.blockedBy});
    }
    return report;
}

Status CoordinationPort::addLeases(const TenantId& tenant, ports::CoordinationReport& report) {
    const auto rows = m_pool.run(
        "SELECT l.environment, l.module, l.holder, l.generation, l.epoch, l.acquired_at, e.expires_at, "
        "e.hand_over, "
        "k.waiters FROM hotswap.lease l JOIN hotswap.lease_expiry e USING (tenant_id, environment, module) "
        "JOIN hotswap.scope_locks($1) k ON k.name = l.tenant_id || '/' || l.environment || '/' || l.module "
        "WHERE l.tenant_id = $1 ORDER BY 1, 2",
        {tenant.value}, Effect::Read);
    HS_TRY(rows);
    for (std::size_t i = 0; i < rows->size(); ++i) {
        ports::Lease lease;
        lease.scope = {tenant, EnvironmentId{std::string(rows->text(i, 0))},
                       ModuleName{std::string(rows->text(i, 1))}};
        lease.holder = HolderId{std::string(rows->text(i, 2))};
        lease.fence = {static_cast<std::uint64_t>(rows->number(i, 3)),
                       static_cast<std::uint64_t>(rows->number(i, 4))};
        lease.acquiredAt = instantFromMs(rows->number(i, 5));
        lease.expiresAt = instantFromMs(rows->number(i, 6));
        lease.handOverAsked = rows->flag(i, 7);
        report.locks.push_back({lease.scope.text(), lease.holder,
                                static_cast<std::uint32_t>(rows->number(i, 8)), lease.acquiredAt});
        report.leases.push_back(std::move(lease));
    }
    return success();
}

Status CoordinationPort::addDatabase(const TenantId& tenant, ports::CoordinationReport& report) {
    const auto rows = m_pool.run("SELECT version, recovers, synchronous, used, most, generation, "
                                 "current_setting('server_version_num') FROM hotswap.server_state()",
                                 {}, Effect::Read);
    HS_TRY(rows);
    DatabaseHealth health;
    health.version = std::string(rows->text(0, 0));
    health.isPrimary = !rows->flag(0, 1);
    health.synchronous = rows->flag(0, 2);
    health.connectionsUsed = static_cast<std::uint32_t>(rows->number(0, 3));
    health.connectionsMax = static_cast<std::uint32_t>(rows->number(0, 4));
    health.generation = static_cast<std::uint64_t>(rows->number(0, 5));
    const Instant asked = m_machine.now();
    HS_TRY(m_pool.run("SELECT 1", {}, Effect::Read));
    health.roundTrip = m_machine.now() - asked;
    const auto lost =
        m_pool.run("SELECT found_by, to_char(to_timestamp(seen_at / 1000.0) AT TIME ZONE 'UTC', "
                   "'YYYY-MM-DD HH24:MI:SS.MS') FROM hotswap.lost_tail "
                   "WHERE tenant_id = $1 AND confirmed_at = 0",
                   {tenant.value}, Effect::Read);
    HS_TRY(lost);
    if (lost->size() > 0) {
        health.findings.push_back({DatabaseWarning::GenerationChanged,
                                   std::string(lost->text(0, 1)) + " UTC, " + std::string(lost->text(0, 0))});
    }
    if (!health.isPrimary) {
        health.findings.push_back({DatabaseWarning::InRecovery, {}});
    }
    if (rows->number(0, 6) < kSafeVersion) {
        health.findings.push_back({DatabaseWarning::MinorVersionUnsafe, health.version});
    }
    if (health.connectionsUsed * 100 >= health.connectionsMax * kNearlyUsedPercent) {
        health.findings.push_back(
            {DatabaseWarning::ConnectionsNearlyUsed,
             std::to_string(health.connectionsUsed) + "/" + std::to_string(health.connectionsMax)});
    }
    if (!health.synchronous) {
        health.findings.push_back({DatabaseWarning::NoSynchronousStandby, {}});
    }
    report.database = std::move(health);
    return success();
}

Status CoordinationPort::handOver(const Scope& scope) {
    HS_TRY(m_pool.run("SELECT hotswap.lease_hand_over($1, $2, $3)",
                      {scope.tenant.value, scope.environment.value, scope.module.value}, Effect::Write));
    m_committed();
    return success();
}

} // namespace hotswap::store::postgres
