// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_data.h"

namespace hotswap::support::sample {

namespace {

using namespace std::chrono_literals;

Participant participant(const char* id, ParticipantKind kind, const char* host, const char* user,
                        Instant since) {
    Participant made;
    made.tenant = TenantId{"lab"};
    made.id = HolderId{id};
    made.kind = kind;
    made.host = host;
    made.pid = 4'000 + static_cast<std::int64_t>(made.id.value.size());
    made.version = "0.1.0";
    made.user = UserId{user};
    made.since = since;
    made.leads = kind == ParticipantKind::Orchestrator;
    if (made.leads) {
        made.gateway = std::string("wss://") + host + ":7443/node";
    }
    return made;
}

ports::Lease lease(const char* environment, const char* module, const char* holder, std::uint64_t epoch,
                   Instant since) {
    ports::Lease made;
    made.scope = {TenantId{"lab"}, EnvironmentId{environment}, ModuleName{module}};
    made.holder = HolderId{holder};
    made.fence = {1, epoch};
    made.acquiredAt = since;
    made.expiresAt = kNever;
    return made;
}

} // namespace

ports::CoordinationReport coordination(Instant now) {
    ports::CoordinationReport made;
    made.now = now;
    made.participants = {
        participant("agent-a91c", ParticipantKind::Orchestrator, "orch-1", "orchestrator", now - 50h),
        participant("agent-07be", ParticipantKind::Orchestrator, "orch-2", "orchestrator", now - 49h),
        participant("console-7f3a", ParticipantKind::Console, "desk-12", "operator", now - 3h),
        participant("console-22d0", ParticipantKind::Console, "desk-30", "approver", now - 25min),
        participant("script-91aa", ParticipantKind::Script, "ci-4", "robot", now - 4s)};
    made.leases = {lease("Production", "storefront", "agent-a91c", 3, now - 26min),
                   lease("QA", "billing", "agent-07be", 12, now - 2min),
                   lease("Staging", "storefront", "agent-07be", 7, now - 40s)};
    made.leases[2].handOverAsked = true;
    for (const ports::Lease& each : made.leases) {
        made.locks.push_back({each.scope.text(), each.holder, 1, each.acquiredAt});
    }
    made.locks.push_back({"seal audit", HolderId{"agent-a91c"}, 0, now - 1s});
    made.feed = {true, now - 49h, 4ms, {}, "1.88213.40122"};
    made.queue = {3, 2s};
    DatabaseHealth database;
    database.version = "15.18";
    database.synchronous = true;
    database.roundTrip = 1ms;
    database.connectionsUsed = 34;
    database.connectionsMax = 200;
    database.generation = 1;
    database.findings = {{DatabaseWarning::MinorVersionUnsafe, "15.18"},
                         {DatabaseWarning::KeepalivesOff, "tcp_keepalives_idle = 7200"}};
    made.database = database;
    return made;
}

} // namespace hotswap::support::sample
