// SPDX-License-Identifier: Apache-2.0
#include "ui/common/database_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace hotswap::ui {

namespace {

enum class Weight { Light, Grave };

struct Entry {
    DatabaseWarning warning;
    const char* text;
    const char* fix;
    Weight weight;
};

constexpr std::array kEntries{
    Entry{DatabaseWarning::ServerTooOld,
          QT_TRANSLATE_NOOP("DatabaseText", "This version of PostgreSQL is not supported."),
          QT_TRANSLATE_NOOP("DatabaseText", "Move the database to PostgreSQL 15 or later."), Weight::Grave},
    Entry{DatabaseWarning::MinorVersionUnsafe,
          QT_TRANSLATE_NOOP("DatabaseText",
                            "This minor version has known holes in what keeps tenants and writers apart."),
          QT_TRANSLATE_NOOP("DatabaseText", "Install the latest minor version and restart the server."),
          Weight::Grave},
    Entry{
        DatabaseWarning::PoolerTransactionMode,
        QT_TRANSLATE_NOOP("DatabaseText", "A pooler in transaction mode breaks notifications and locks."),
        QT_TRANSLATE_NOOP("DatabaseText", "Connect to the server itself, or set the pooler to session mode."),
        Weight::Grave},
    Entry{DatabaseWarning::SynchronousCommitOff,
          QT_TRANSLATE_NOOP("DatabaseText", "A crash of the server can lose what it confirmed."),
          QT_TRANSLATE_NOOP("DatabaseText", "Set synchronous_commit to on."), Weight::Grave},
    Entry{DatabaseWarning::NoSynchronousStandby,
          QT_TRANSLATE_NOOP("DatabaseText",
                            "No standby confirms commits: a failover can lose the latest ones."),
          QT_TRANSLATE_NOOP("DatabaseText", "Name a standby in synchronous_standby_names."), Weight::Light},
    Entry{DatabaseWarning::FsyncOff,
          QT_TRANSLATE_NOOP("DatabaseText", "A power failure can destroy the database: fsync is off."),
          QT_TRANSLATE_NOOP("DatabaseText", "Set fsync to on and reload the server."), Weight::Grave},
    Entry{DatabaseWarning::FullPageWritesOff,
          QT_TRANSLATE_NOOP("DatabaseText",
                            "A power failure can destroy the database: full_page_writes is off."),
          QT_TRANSLATE_NOOP("DatabaseText", "Set full_page_writes to on and reload the server."),
          Weight::Grave},
    Entry{DatabaseWarning::ChecksumsOff,
          QT_TRANSLATE_NOOP("DatabaseText", "Damaged pages are not noticed: data checksums are off."),
          QT_TRANSLATE_NOOP("DatabaseText", "Stop the server and run pg_checksums --enable."), Weight::Light},
    Entry{DatabaseWarning::KeepalivesOff,
          QT_TRANSLATE_NOOP("DatabaseText", "A cut link is noticed late: keepalives are not set."),
          QT_TRANSLATE_NOOP("DatabaseText",
                            "Set tcp_keepalives_idle, tcp_keepalives_interval and tcp_user_timeout."),
          Weight::Light},
    Entry{DatabaseWarning::ConnectionsNearlyUsed,
          QT_TRANSLATE_NOOP("DatabaseText", "Nearly all connections of the server are in use."),
          QT_TRANSLATE_NOOP("DatabaseText", "End programs that are not needed, or raise max_connections."),
          Weight::Light},
    Entry{
        DatabaseWarning::ConnectionsTooFew,
        QT_TRANSLATE_NOOP("DatabaseText", "The server allows fewer connections than those present may need."),
        QT_TRANSLATE_NOOP("DatabaseText", "Raise max_connections and restart the server."), Weight::Light},
    Entry{DatabaseWarning::LongTransaction,
          QT_TRANSLATE_NOOP("DatabaseText", "A long transaction holds back the event feed of everybody."),
          QT_TRANSLATE_NOOP("DatabaseText",
                            "End it in its program, or its backend with pg_terminate_backend()."),
          Weight::Light},
    Entry{DatabaseWarning::InRecovery,
          QT_TRANSLATE_NOOP("DatabaseText", "This is a standby: nothing can be written."),
          QT_TRANSLATE_NOOP("DatabaseText", "Connect to the primary, or promote this one."), Weight::Grave},
    Entry{DatabaseWarning::LoginTooPowerful,
          QT_TRANSLATE_NOOP("DatabaseText", "The rules that keep tenants apart do not bind this login."),
          QT_TRANSLATE_NOOP("DatabaseText", "Use a login without SUPERUSER and BYPASSRLS."), Weight::Grave},
    Entry{
        DatabaseWarning::GenerationChanged,
        QT_TRANSLATE_NOOP("DatabaseText",
                          "The database was restored or failed over and has lost its latest changes: nothing "
                          "is led until an administrator confirms it."),
        QT_TRANSLATE_NOOP("DatabaseText",
                          "Compare the latest deployments with what the nodes report as running, then run "
                          "hotswapctl db confirm."),
        Weight::Grave},
    Entry{DatabaseWarning::SchemaOlder,
          QT_TRANSLATE_NOOP("DatabaseText", "The schema is older than this program."),
          QT_TRANSLATE_NOOP("DatabaseText", "Run hotswapctl db migrate."), Weight::Grave},
    Entry{DatabaseWarning::SchemaNewer,
          QT_TRANSLATE_NOOP("DatabaseText", "The schema is newer than this program."),
          QT_TRANSLATE_NOOP("DatabaseText", "Install the version of HotSwap that made it."), Weight::Grave},
    Entry{DatabaseWarning::WalLevelMinimal,
          QT_TRANSLATE_NOOP("DatabaseText", "Neither a standby nor a continuous backup is possible."),
          QT_TRANSLATE_NOOP("DatabaseText", "Set wal_level to replica and restart the server."),
          Weight::Light},
    Entry{
        DatabaseWarning::IdleTransactionsKept,
        QT_TRANSLATE_NOOP("DatabaseText", "A forgotten transaction would hold back the event feed for ever."),
        QT_TRANSLATE_NOOP("DatabaseText", "Set idle_in_transaction_session_timeout to one minute."),
        Weight::Light},
    Entry{DatabaseWarning::ClocksDiffer,
          QT_TRANSLATE_NOOP("DatabaseText", "The clock of this machine is not the server's."),
          QT_TRANSLATE_NOOP("DatabaseText", "Let both machines follow the same time server."), Weight::Light},
};

const Entry& entryOf(DatabaseWarning warning) {
    const auto* const found = std::find_if(kEntries.begin(), kEntries.end(),
                                           [&](const Entry& entry) { return entry.warning == warning; });
    HS_INVARIANT(found != kEntries.end(), "every warning has text");
    return *found;
}

} // namespace

QString warningText(DatabaseWarning warning) {
    return QCoreApplication::translate("DatabaseText", entryOf(warning).text);
}

QString warningFix(DatabaseWarning warning) {
    return QCoreApplication::translate("DatabaseText", entryOf(warning).fix);
}

bool isGrave(DatabaseWarning warning) {
    return entryOf(warning).weight == Weight::Grave;
}

} // namespace hotswap::ui
