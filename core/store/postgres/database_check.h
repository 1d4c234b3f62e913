// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether a database is set up so that what is promised holds: settings are read in one go, then judged by a
// pure function. Each finding says what is there and what is wanted; the words for it are the caller's.

#include "core/domain/coordination.h"
#include "core/ports/clock.h"
#include "core/store/postgres/connection.h"
#include "core/store/postgres/migrations.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::store::postgres {

/// What a finding means for those who rely on the database.
enum class Severity {
    Fatal,   ///< it must not be used like this: data or the separation of tenants is at stake, or it cannot
             ///< work
    Warning, ///< it works, but something is lost or late when a machine fails
};
std::string_view severityName(Severity severity); ///< "fatal", "warning"

/// A login of the database that is a member of a tenant and stands above the rules.
struct PowerfulLogin {
    std::string login;
    std::string power; ///< "superuser", "BYPASSRLS", "owner"
    bool operator==(const PowerfulLogin&) const = default;
};

/// What was found, in the server's own terms. Settings are the server's, not those of one session.
struct DatabaseSettings {
    int serverVersion = 0; ///< 150018
    bool pooled = false;   ///< a pooler changes the server session between two statements
    bool inRecovery = false;
    std::string synchronousCommit;
    std::string synchronousStandbys;   ///< synchronous_standby_names
    std::optional<int> standbysInSync; ///< none: this login may not know
    bool fsync = true;
    bool fullPageWrites = true;
    bool checksums = true;
    std::string walLevel;
    std::uint32_t connectionsMax = 0;
    std::uint32_t connectionsReserved = 0; ///< for superusers
    std::uint32_t connectionsUsed = 0;
    Duration keepaliveIdle{};        ///< 0: the operating system's, hours
    Duration idleTransactionLimit{}; ///< 0: none
    Duration oldestTransaction{};    ///< 0: none runs
    int oldestTransactionPid = 0;
    Duration clockAhead{}; ///< server's clock minus this machine's
    Duration roundTrip{};  ///< of the question for the clock
    std::vector<PowerfulLogin> powerful;
    std::vector<std::string>
        lostTails; ///< tenants whose latest commits are lost, and nobody has confirmed it
    SchemaState schema;
};

/// Who is to work with the database at the same time.
struct ConnectionDemand {
    std::uint32_t agents = 2;
    std::uint32_t consoles = 10;
    /// Twelve an agent, four a console, five for administration.
    std::uint32_t connections() const;
};

struct SettingFinding {
    DatabaseWarning warning = DatabaseWarning::ServerTooOld;
    Severity severity = Severity::Warning;
    std::string current; ///< as the server writes it
    std::string wanted;
    bool operator==(const SettingFinding&) const = default;
};

/// Every wrong setting, the fatal ones first. Pure.
std::vector<SettingFinding> checkSettings(const DatabaseSettings& settings, const ConnectionDemand& demand);

/// "15.18"
std::string serverVersionText(int version);

/// Reads them; any login may, but sees less of others than an administrator. Errors: those of
/// Connection::run.
Result<DatabaseSettings> readSettings(Connection& connection, const Checksum& checksum,
                                      const ports::Clock& machineClock);

} // namespace hotswap::store::postgres
