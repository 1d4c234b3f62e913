// SPDX-License-Identifier: Apache-2.0
#pragma once
// The schema: numbered SQL files of resources/sql, compiled in, each with a checksum and run in a transaction
// of its own under a lock. A schema that is newer than the program, or that differs from what the program
// knows, is refused with a sentence.

#include "core/domain/audit_chain.h"
#include "core/store/postgres/connection.h"

#include <span>

namespace hotswap::store::postgres {

struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view sql;
};

/// All migrations this program knows, in order from 1 (made from resources/sql at build time).
std::span<const Migration> allMigrations();

/// SHA-256 as hexadecimal digits; the composition supplies it.
using Checksum = TextHash;

struct SchemaState {
    bool present = false;
    int applied = 0; ///< number of the last migration
    int known = 0;   ///< by this program
    int changed = 0; ///< first one whose text is another than the one that was applied; 0: none
};

/// What stands in the database. Needs only the right to read. An empty checksum compares numbers only.
Result<SchemaState> schemaState(Connection& connection, const Checksum& checksum);

/// Makes roles, schema and grants, then migrates. Needs a superuser, or a role that may create roles; the
/// tables belong to hotswap_owner, who cannot log in. Repeating it is harmless.
Result<int> initDatabase(Connection& connection, const Checksum& checksum);
/// Applies what is missing; how many. Errors: Unsupported when the schema is newer or differs.
Result<int> migrate(Connection& connection, const Checksum& checksum);

/// Refuses to work on a schema that this program does not fit: Unsupported with what to do.
Status checkSchema(Connection& connection, const Checksum& checksum);

} // namespace hotswap::store::postgres
