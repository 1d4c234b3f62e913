// SPDX-License-Identifier: Apache-2.0
#pragma once
// Two tenants on one database, with rows in every table and people of every role, and a way to see whether
// anything of theirs has changed.

#include "core/domain/deployment.h"
#include "core/ports/store.h"
#include "tests/contract/rights_sql.h"
#include "tests/support/postgres_database.h"

#include <map>

namespace hotswap::rights {

inline const std::string kOwn = "acme";
inline const std::string kVictim = "globex";

/// A deployment in each state that people's words meet, each in a module of its own.
struct Stream {
    Deployment deployment;
    ports::LeaseProof proof;
    std::optional<Approval> approval; ///< pending
};

class World {
public:
    World();

    /// Conninfo of a login of `tenant`: viewer, deployer, approver, admin, all (deployer, approver and admin
    /// in one) or program. Their user ids are the same words.
    const std::string& login(const std::string& tenant, const std::string& who) const;
    /// "queued", "running", "paused", "waiting", "succeeded" or "stuck" (needs intervention).
    const Stream& stream(const std::string& tenant, const std::string& which) const;

    /// One commit as this login, which has chosen `tenant` before.
    Said commit(Sql& as, const ports::Transaction& tx) const;
    /// The append of these events on top of a stream, with the summary that follows from them.
    static ports::Append append(const Stream& stream, std::vector<DeploymentEventBody> events);
    /// A new deployment asked for by `user`.
    ports::Append submission(const std::string& tenant, const std::string& user, const std::string& id) const;
    static AuditRecord record(const std::string& actor, const std::string& action,
                              const std::string& subject);

    /// Names of all tables and of those with a tenant.
    std::vector<std::string> tables();
    /// Rows of each table, of one tenant where it has any, as one digest.
    std::map<std::string, std::string> digests(const std::string& tenant);
    support::PostgresDatabase& database() { return m_database; }

private:
    void makeLogins(const std::string& tenant);
    void fill(const std::string& tenant);
    void lead(Sql& program, const std::string& tenant, const std::string& which,
              const std::vector<DeploymentEventBody>& events);
    void askApproval(Sql& program, const std::string& tenant);
    void fillFleet(Sql& program, const std::string& tenant);
    void fillRest(Sql& program, const std::string& tenant);
    void must(const Said& said, const char* what) const;
    DeploymentSpec spec(const std::string& tenant, const std::string& user, const std::string& id,
                        const std::string& module) const;

    std::string digestStatement();

    support::PostgresDatabase m_database;
    std::unique_ptr<Sql> m_admin; ///< for digests
    std::string m_digests;
    std::map<std::string, std::string> m_logins;
    std::map<std::string, Stream> m_streams;
};

/// Tenant and user of a new transaction.
ports::Transaction transactionOf(const std::string& tenant, const std::string& user);

} // namespace hotswap::rights
