// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/database_check.h"

#include "core/store/postgres/membership.h"

#include <algorithm>

namespace hotswap::store::postgres {

namespace {

constexpr int kMajorMin = 15;
constexpr std::uint32_t kConnectionsPerAgent = 12;
constexpr std::uint32_t kConnectionsPerConsole = 4;
constexpr std::uint32_t kConnectionsForAdministration = 5;
constexpr std::uint32_t kUsedPercentMax = 90;
constexpr Duration kKeepaliveIdleMax{60'000};
constexpr Duration kIdleTransactionMax{300'000};
constexpr Duration kTransactionMax{10'000};
constexpr Duration kClockDifferenceMax{1'000}; // half of what nodes forgive, limits::kCommandGrace

struct SafeMinor {
    int major;
    int minor;
};
/// First minor version without the known holes in row-level security: releases of one day. Later major
/// versions started without them.
constexpr SafeMinor kSafeMinors[] = {{15, 20}, {16, 16}, {17, 12}, {18, 6}};

int majorOf(int version) {
    return version / 10'000;
}
int minorOf(int version) {
    return version % 10'000;
}

std::string milliseconds(Duration duration) {
    return std::to_string(duration.count()) + " ms";
}

/// Collects findings.
class Judge {
public:
    explicit Judge(const DatabaseSettings& settings) : m_settings(settings) {}

    void server();
    void durability();
    void connections(const ConnectionDemand& demand);
    void time();
    void people();
    void identity();
    void schema();

    std::vector<SettingFinding> take() {
        std::stable_sort(
            m_findings.begin(), m_findings.end(),
            [](const SettingFinding& a, const SettingFinding& b) { return a.severity < b.severity; });
        return std::move(m_findings);
    }

private:
    void fatal(DatabaseWarning warning, std::string current, std::string wanted) {
        m_findings.push_back({warning, Severity::Fatal, std::move(current), std::move(wanted)});
    }
    void warn(DatabaseWarning warning, std::string current, std::string wanted) {
        m_findings.push_back({warning, Severity::Warning, std::move(current), std::move(wanted)});
    }
    void standby();

    const DatabaseSettings& m_settings;
    std::vector<SettingFinding> m_findings;
};

void Judge::server() {
    const int version = m_settings.serverVersion;
    const std::string text = serverVersionText(version);
    if (majorOf(version) < kMajorMin) {
        fatal(DatabaseWarning::ServerTooOld, text,
              serverVersionText(kSafeMinors[0].major * 10'000 + kSafeMinors[0].minor) + " or later");
    }
    for (const SafeMinor& safe : kSafeMinors) {
        if (majorOf(version) == safe.major && minorOf(version) < safe.minor) {
            fatal(DatabaseWarning::MinorVersionUnsafe, text,
                  serverVersionText(safe.major * 10'000 + safe.minor) + " or later");
        }
    }
    if (m_settings.pooled) {
        fatal(DatabaseWarning::PoolerTransactionMode, "pool_mode = transaction", "pool_mode = session");
    }
    if (m_settings.inRecovery) {
        fatal(DatabaseWarning::InRecovery, "standby", "primary");
    }
}

void Judge::standby() {
    if (m_settings.synchronousStandbys.empty()) {
        warn(DatabaseWarning::NoSynchronousStandby, "synchronous_standby_names = ''",
             "the name of at least one standby");
    } else if (m_settings.standbysInSync == 0) {
        warn(DatabaseWarning::NoSynchronousStandby,
             "synchronous_standby_names = '" + m_settings.synchronousStandbys + "', none connected",
             "a connected standby");
    }
}

void Judge::durability() {
    if (!m_settings.fsync) {
        fatal(DatabaseWarning::FsyncOff, "fsync = off", "on");
    }
    if (!m_settings.fullPageWrites) {
        fatal(DatabaseWarning::FullPageWritesOff, "full_page_writes = off", "on");
    }
    const std::string& commit = m_settings.synchronousCommit;
    if (commit == "off") {
        warn(DatabaseWarning::SynchronousCommitOff, "synchronous_commit = off", "on or remote_apply");
    } else if (commit == "local" || commit == "remote_write") {
        warn(DatabaseWarning::NoSynchronousStandby, "synchronous_commit = " + commit, "on or remote_apply");
    }
    standby();
    if (!m_settings.checksums) {
        warn(DatabaseWarning::ChecksumsOff, "data_checksums = off", "on");
    }
    if (m_settings.walLevel == "minimal") {
        warn(DatabaseWarning::WalLevelMinimal, "wal_level = minimal", "replica or logical");
    }
}

void Judge::connections(const ConnectionDemand& demand) {
    const std::uint32_t needed = demand.connections() + m_settings.connectionsReserved;
    if (m_settings.connectionsMax < needed) {
        fatal(DatabaseWarning::ConnectionsTooFew,
              "max_connections = " + std::to_string(m_settings.connectionsMax),
              "at least " + std::to_string(needed));
    }
    const std::uint64_t open =
        m_settings.connectionsMax - std::min(m_settings.connectionsReserved, m_settings.connectionsMax);
    if (std::uint64_t{m_settings.connectionsUsed} * 100 >= open * kUsedPercentMax) {
        warn(DatabaseWarning::ConnectionsNearlyUsed,
             std::to_string(m_settings.connectionsUsed) + " of " + std::to_string(open),
             "less than " + std::to_string(kUsedPercentMax) + " %");
    }
    if (m_settings.keepaliveIdle <= Duration{0} || m_settings.keepaliveIdle > kKeepaliveIdleMax) {
        warn(DatabaseWarning::KeepalivesOff,
             "tcp_keepalives_idle = " + std::to_string(m_settings.keepaliveIdle.count() / 1'000),
             "1 to " + std::to_string(kKeepaliveIdleMax.count() / 1'000) + " seconds");
    }
}

void Judge::time() {
    if (m_settings.idleTransactionLimit <= Duration{0} ||
        m_settings.idleTransactionLimit > kIdleTransactionMax) {
        warn(DatabaseWarning::IdleTransactionsKept,
             "idle_in_transaction_session_timeout = " + milliseconds(m_settings.idleTransactionLimit),
             "1 to " + milliseconds(kIdleTransactionMax));
    }
    if (m_settings.oldestTransaction > kTransactionMax) {
        warn(DatabaseWarning::LongTransaction,
             "pid " + std::to_string(m_settings.oldestTransactionPid) + ", " +
                 milliseconds(m_settings.oldestTransaction),
             "at most " + milliseconds(kTransactionMax));
    }
    // Half of the round trip is what the measurement itself may be wrong by.
    const Duration apart = std::max(m_settings.clockAhead, -m_settings.clockAhead) - m_settings.roundTrip / 2;
    if (apart > kClockDifferenceMax) {
        warn(DatabaseWarning::ClocksDiffer, milliseconds(m_settings.clockAhead),
             "at most " + milliseconds(kClockDifferenceMax));
    }
}

void Judge::people() {
    for (const PowerfulLogin& login : m_settings.powerful) {
        fatal(DatabaseWarning::LoginTooPowerful, login.login + ": " + login.power,
              "NOSUPERUSER NOBYPASSRLS, not a member of hotswap_owner");
    }
}

void Judge::identity() {
    for (const std::string& tenant : m_settings.lostTails) {
        fatal(DatabaseWarning::GenerationChanged, "lost commits of " + tenant,
              "confirmed by an administrator of " + tenant);
    }
}

void Judge::schema() {
    const SchemaState& schema = m_settings.schema;
    const std::string stored = schema.present ? std::to_string(schema.applied) : "none";
    if (schema.changed != 0) {
        fatal(DatabaseWarning::SchemaNewer, "migration " + std::to_string(schema.changed) + " differs",
              "the program that made this schema");
    } else if (schema.applied > schema.known) {
        fatal(DatabaseWarning::SchemaNewer, stored, "at most " + std::to_string(schema.known));
    } else if (!schema.present || schema.applied < schema.known) {
        fatal(DatabaseWarning::SchemaOlder, stored, std::to_string(schema.known));
    }
}

/// Session settings of ours hide what the server is set to: reset_val is what other sessions start with. Over
/// a local socket the live value of a keepalive is always 0.
constexpr std::string_view kSettings = R"sql(
SELECT pg_is_in_recovery(), current_setting('synchronous_commit'),
       current_setting('synchronous_standby_names'),
       CASE WHEN pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
            THEN (SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')) END,
       current_setting('fsync')::boolean, current_setting('full_page_writes')::boolean,
       current_setting('data_checksums')::boolean, current_setting('wal_level'),
       current_setting('max_connections'), current_setting('superuser_reserved_connections'),
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
       (SELECT reset_val FROM pg_settings WHERE name = 'tcp_keepalives_idle'),
       (SELECT reset_val FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout')
)sql";

constexpr std::string_view kOldest = R"sql(
SELECT pid, (extract(epoch FROM clock_timestamp() - xact_start) * 1000)::bigint FROM pg_stat_activity
WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND backend_type = 'client backend'
ORDER BY xact_start LIMIT 1
)sql";

/// Members that row-level security does not bind, as far as this login sees members.
constexpr std::string_view kPowerful = R"sql(
SELECT DISTINCT m.login::text, CASE WHEN r.rolsuper THEN 'superuser' WHEN r.rolbypassrls THEN 'BYPASSRLS'
                               ELSE 'owner' END
FROM hotswap.member m JOIN pg_roles r ON r.rolname = m.login
WHERE r.rolsuper OR r.rolbypassrls OR pg_has_role(r.oid, 'hotswap_owner', 'MEMBER')
ORDER BY 1 LIMIT 100
)sql";

Status readPowerful(Connection& connection, DatabaseSettings& settings) {
    const auto rows = connection.run(kPowerful, {}, Effect::Read);
    HS_TRY(rows);
    for (std::size_t i = 0; i < rows->size(); ++i) {
        settings.powerful.push_back({std::string(rows->text(i, 0)), std::string(rows->text(i, 1))});
    }
    return success();
}

/// Of the tenants that this login sees.
Status readLostTails(Connection& connection, DatabaseSettings& settings) {
    const auto rows =
        connection.run("SELECT tenant_id FROM hotswap.lost_tail WHERE confirmed_at = 0 ORDER BY 1 LIMIT 100",
                       {}, Effect::Read);
    HS_TRY(rows);
    for (std::size_t i = 0; i < rows->size(); ++i) {
        settings.lostTails.emplace_back(rows->text(i, 0));
    }
    return success();
}

Status readClock(Connection& connection, const ports::Clock& machineClock, DatabaseSettings& settings) {
    constexpr int kTries = 3; // the quickest one says most
    for (int i = 0; i < kTries; ++i) {
        const Instant before = machineClock.now();
        const auto rows =
            connection.run("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint", {}, Effect::Read);
        HS_TRY(rows);
        const Duration took = machineClock.now() - before;
        if (i == 0 || took < settings.roundTrip) {
            settings.roundTrip = took;
            settings.clockAhead = instantFromMs(rows->number(0, 0)) - (before + took / 2);
        }
    }
    return success();
}

} // namespace

std::string_view severityName(Severity severity) {
    return severity == Severity::Fatal ? "fatal" : "warning";
}

std::uint32_t ConnectionDemand::connections() const {
    return agents * kConnectionsPerAgent + consoles * kConnectionsPerConsole + kConnectionsForAdministration;
}

std::string serverVersionText(int version) {
    return std::to_string(majorOf(version)) + "." + std::to_string(minorOf(version));
}

std::vector<SettingFinding> checkSettings(const DatabaseSettings& settings, const ConnectionDemand& demand) {
    Judge judge(settings);
    judge.server();
    judge.durability();
    judge.connections(demand);
    judge.time();
    judge.people();
    judge.identity();
    judge.schema();
    return judge.take();
}

Result<DatabaseSettings> readSettings(Connection& connection, const Checksum& checksum,
                                      const ports::Clock& machineClock) {
    DatabaseSettings settings;
    settings.serverVersion = connection.serverVersion();
    const Status session = checkSession(connection);
    settings.pooled = !session.ok() && session.error().code == ErrorCode::Unsupported;
    if (!session.ok() && !settings.pooled) {
        return session.error();
    }
    const auto row = connection.run(kSettings, {}, Effect::Read);
    HS_TRY(row);
    settings.inRecovery = row->flag(0, 0);
    settings.synchronousCommit = row->text(0, 1);
    settings.synchronousStandbys = row->text(0, 2);
    if (!row->isNull(0, 3)) {
        settings.standbysInSync = static_cast<int>(row->number(0, 3));
    }
    settings.fsync = row->flag(0, 4);
    settings.fullPageWrites = row->flag(0, 5);
    settings.checksums = row->flag(0, 6);
    settings.walLevel = row->text(0, 7);
    settings.connectionsMax = static_cast<std::uint32_t>(row->number(0, 8));
    settings.connectionsReserved = static_cast<std::uint32_t>(row->number(0, 9));
    settings.connectionsUsed = static_cast<std::uint32_t>(row->number(0, 10));
    settings.keepaliveIdle = std::chrono::seconds(row->number(0, 11));
    settings.idleTransactionLimit = Duration{row->number(0, 12)};
    const auto oldest = connection.run(kOldest, {}, Effect::Read);
    HS_TRY(oldest);
    if (oldest->size() > 0) {
        settings.oldestTransactionPid = static_cast<int>(oldest->number(0, 0));
        settings.oldestTransaction = Duration{oldest->number(0, 1)};
    }
    HS_TRY(readClock(connection, machineClock, settings));
    const auto schema = schemaState(connection, checksum);
    HS_TRY(schema);
    settings.schema = *schema;
    if (schema->present) {
        HS_TRY(readPowerful(connection, settings));
        if (schema->applied == schema->known) {
            HS_TRY(readLostTails(connection, settings));
        }
    }
    return settings;
}

} // namespace hotswap::store::postgres
