// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who takes part in one shared store, and how it and its feed are: what the Coordination page shows.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotswap {

enum class ParticipantKind {
    Console,      ///< a desktop program with a person before it
    Orchestrator, ///< a headless agent that leads and runs a gateway
    Script,       ///< the command line
};

/// One program that is present. It is gone when it leaves, or when it was not seen for
/// limits::kPresenceKept.
struct Participant {
    TenantId tenant;
    HolderId id;
    ParticipantKind kind = ParticipantKind::Console;
    std::string host;
    std::int64_t pid = 0;
    std::string version; ///< of the program
    UserId user;         ///< whom the store knows its login as; stamped by a store with logins of its own
    bool leads = false;  ///< may take leases now: enrolled as an orchestrator, and its operator chose to
    std::string gateway; ///< URL that nodes dial; empty: it runs none
    Instant since{};     ///< stamped by the store at the first announcement
    Instant seenAt{};    ///< stamped by the store at the latest one
    bool operator==(const Participant&) const = default;
};

/// What an announcement may hold: tenant and id are there, texts within limits::kParticipantCharsMax, pid not
/// negative. InvalidArgument naming the field.
Status checkParticipant(const Participant& participant);

/// A lock that somebody has or waits for.
struct LockRow {
    std::string
        name; ///< Scope::text() for the lock of a scope; otherwise what it is for, for example "migrate"
    HolderId holder; ///< empty: nobody who is known (waiters remain, or a holder outside of presence)
    std::uint32_t waiters = 0;
    Instant since{}; ///< held since, store time; 0: not known
    bool operator==(const LockRow&) const = default;
};

/// The event feed of the program that answers.
struct FeedHealth {
    bool connected = true; ///< whether its listener hears notifications; if not, it looks by the clock
    Instant since{};       ///< of that state
    Duration lag{};        ///< how long the oldest committed but not yet told event has waited
    std::string blockedBy; ///< the backend that holds the feed back, "pid 4711 (login)"; empty: none known
    std::string cursor;    ///< how far it has read, for comparing programs
    bool operator==(const FeedHealth&) const = default;
};

/// Commands that no gateway has fetched yet.
struct QueueHealth {
    std::uint64_t waiting = 0;
    Duration oldest{}; ///< how long the oldest has waited; 0: none waits
    bool operator==(const QueueHealth&) const = default;
};

/// What is wrong with a database's settings or state. Closed: the console has a sentence and a fix for each.
enum class DatabaseWarning {
    ServerTooOld,          ///< major version below what is supported; detail: the version
    MinorVersionUnsafe,    ///< known holes are fixed in a later minor version; detail: the version
    PoolerTransactionMode, ///< a pooler that breaks LISTEN and session locks stands between
    SynchronousCommitOff,  ///< a crash can lose what was confirmed; detail: the setting
    NoSynchronousStandby,  ///< a failover can lose what was confirmed
    FsyncOff,              ///< a power failure can destroy the database
    FullPageWritesOff,     ///< as above
    ChecksumsOff,          ///< damaged pages are not noticed
    KeepalivesOff,         ///< a cut link is noticed late; detail: the setting
    ConnectionsNearlyUsed, ///< detail: "used/max"
    ConnectionsTooFew,     ///< max_connections is below what the participants need; detail: "needed/max"
    LongTransaction,       ///< a transaction holds back the feed; detail: the backend
    InRecovery,            ///< it is a standby: nothing can be written
    LoginTooPowerful,      ///< superuser or BYPASSRLS: row-level security does not bind it; detail: the login
    GenerationChanged,     ///< it was restored or failed over; what was written last may be lost
    SchemaOlder,           ///< migrations are missing; detail: "stored/wanted"
    SchemaNewer,           ///< made by a newer program, or by another one; detail: "stored/known"
    WalLevelMinimal,       ///< neither a standby nor a continuous backup is possible; detail: the setting
    IdleTransactionsKept,  ///< a forgotten transaction holds back the feed for ever; detail: the setting
    ClocksDiffer,          ///< this machine's clock is not the server's; detail: milliseconds
};

/// Name for JSON and logs, for example "serverTooOld".
std::string_view databaseWarningName(DatabaseWarning warning);
/// All, for tests that check that each has text.
const std::vector<DatabaseWarning>& allDatabaseWarnings();

struct DatabaseFinding {
    DatabaseWarning warning = DatabaseWarning::ServerTooOld;
    std::string detail; ///< measured value, as said at the code
    bool operator==(const DatabaseFinding&) const = default;
};

struct DatabaseHealth {
    std::string version;      ///< of the server, "15.20"
    bool isPrimary = true;    ///< takes writes
    bool synchronous = false; ///< a commit waits for a synchronous standby
    Duration roundTrip{};     ///< of the shortest question, measured for this report
    std::uint32_t connectionsUsed = 0;
    std::uint32_t connectionsMax = 0; ///< 0: not known
    std::uint64_t generation = 0;
    std::vector<DatabaseFinding> findings; ///< worst first
    bool operator==(const DatabaseHealth&) const = default;
};

} // namespace hotswap
