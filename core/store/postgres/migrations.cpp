// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/migrations.h"

namespace hotswap::store::postgres {

namespace {

/// The roles exist once in a cluster, whatever number of databases uses them. The owner may end the session
/// of a lease holder that stopped answering, and see which sessions there are.
constexpr std::string_view kRoles = R"sql(
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['hotswap_owner', 'hotswap_viewer', 'hotswap_deployer', 'hotswap_approver',
                                'hotswap_admin', 'hotswap_orchestrator']
    LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB', name);
        END IF;
    END LOOP;
    -- Who is no superuser makes things for the owner only as a member of it.
    IF NOT pg_has_role(current_user, 'hotswap_owner', 'MEMBER') THEN
        EXECUTE format('GRANT hotswap_owner TO %I', current_user);
    END IF;
    GRANT pg_signal_backend, pg_read_all_stats TO hotswap_owner;
    EXECUTE format('GRANT CREATE ON DATABASE %I TO hotswap_owner', current_database());
    EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO hotswap_owner, hotswap_viewer, hotswap_deployer, '
                   'hotswap_approver, hotswap_admin, hotswap_orchestrator', current_database());
    CREATE SCHEMA IF NOT EXISTS hotswap AUTHORIZATION hotswap_owner;
    SET LOCAL ROLE hotswap_owner;
    CREATE TABLE IF NOT EXISTS hotswap.migration (
        number integer PRIMARY KEY,
        name text NOT NULL,
        checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    );
END
$$
)sql";

/// One migration as one statement: whole or not at all, one program at a time.
std::string statementOf(const Migration& migration, const std::string& checksum) {
    const std::string number = std::to_string(migration.number);
    return "BEGIN; SET LOCAL ROLE hotswap_owner; SET LOCAL search_path = hotswap, pg_catalog; "
           "SET LOCAL statement_timeout = 0; SET LOCAL check_function_bodies = off; "
           "SELECT pg_advisory_xact_lock(hashtextextended('hotswap.migrate', 0)); "
           "INSERT INTO hotswap.migration (number, name, checksum) VALUES (" +
           number + ", '" + std::string(migration.name) + "', '" + checksum + "');\n" +
           std::string(migration.sql) + "\n; COMMIT";
}

std::string mismatch(const SchemaState& state) {
    if (!state.present) {
        return "the database has no HotSwap schema: run hotswapctl db init";
    }
    if (state.changed != 0) {
        return "migration " + std::to_string(state.changed) +
               " was applied with another text: this program does not belong to this database";
    }
    if (state.applied > state.known) {
        return "the schema is at " + std::to_string(state.applied) + ", this program knows " +
               std::to_string(state.known) + ": update the program";
    }
    return "the schema is at " + std::to_string(state.applied) + ", this program needs " +
           std::to_string(state.known) + ": run hotswapctl db migrate";
}

constexpr int kRaces = 20;

/// Somebody made the same role, or changed the same row of a catalogue, at the same moment.
bool lostRace(const Error& error) {
    for (const std::string_view state : {"42710", "23505", "XX000"}) {
        if (error.detail.starts_with(state)) {
            return true;
        }
    }
    return false;
}

} // namespace

Result<SchemaState> schemaState(Connection& connection, const Checksum& checksum) {
    SchemaState state;
    const auto all = allMigrations();
    state.known = all.empty() ? 0 : all.back().number;
    const auto present =
        connection.run("SELECT to_regclass('hotswap.migration') IS NOT NULL", {}, Effect::Read);
    HS_TRY(present);
    state.present = present->flag(0, 0);
    if (!state.present) {
        return state;
    }
    const auto rows =
        connection.run("SELECT number, checksum FROM hotswap.migration ORDER BY number", {}, Effect::Read);
    HS_TRY(rows);
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const auto number = static_cast<int>(rows->number(i, 0));
        state.applied = number;
        for (const Migration& migration : all) {
            const bool same =
                !checksum || migration.number != number || checksum(migration.sql) == rows->text(i, 1);
            if (!same && state.changed == 0) {
                state.changed = number;
            }
        }
    }
    return state;
}

Result<int> initDatabase(Connection& connection, const Checksum& checksum) {
    // Roles belong to the whole cluster, and no lock reaches further than one database: who loses a race
    // against the set-up of another one finds them made.
    Status roles = connection.runScript(std::string(kRoles));
    for (int again = 0; again < kRaces && !roles && lostRace(roles.error()); ++again) {
        roles = connection.runScript(std::string(kRoles));
    }
    HS_TRY(roles);
    return migrate(connection, checksum);
}

Result<int> migrate(Connection& connection, const Checksum& checksum) {
    const auto before = schemaState(connection, checksum);
    HS_TRY(before);
    if (!before->present || before->changed != 0 || before->applied > before->known) {
        return makeError(ErrorCode::Unsupported, mismatch(*before));
    }
    int applied = 0;
    for (const Migration& migration : allMigrations()) {
        if (migration.number <= before->applied) {
            continue;
        }
        const Status done = connection.runScript(statementOf(migration, checksum(migration.sql)));
        if (!done) {
            // Somebody else may have applied it in the meantime: that is as good.
            const auto now = schemaState(connection, checksum);
            HS_TRY(now);
            if (now->changed != 0 || now->applied < migration.number) {
                return makeError(ErrorCode::Internal,
                                 "migration " + std::string(migration.name) + ": " + done.error().detail);
            }
            continue;
        }
        ++applied;
    }
    return applied;
}

Status checkSchema(Connection& connection, const Checksum& checksum) {
    const auto state = schemaState(connection, checksum);
    HS_TRY(state);
    const bool fits = state->present && state->changed == 0 && state->applied == state->known;
    return fits ? success() : Status(makeError(ErrorCode::Unsupported, mismatch(*state)));
}

} // namespace hotswap::store::postgres
