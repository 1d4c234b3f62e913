// SPDX-License-Identifier: Apache-2.0
#pragma once
// A test's database with the HotSwap schema, people and programs in it.

#include "core/store/postgres/connection.h"
#include "tests/support/postgres/test_database.h"

#include <memory>
#include <string>
#include <vector>

namespace hotswap::support {

class PostgresDatabase {
public:
    /// Makes it from a template that the first call of the process made. Ends the test program with a
    /// sentence when there is no cluster.
    PostgresDatabase();
    ~PostgresDatabase();
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;

    /// Conninfo of the superuser in this database.
    const std::string& admin() const { return m_database->admin(); }
    struct Member {
        std::string tenant;
        std::string user;
        std::string roles; ///< array text: {deployer,approver}
        bool program = false;
    };
    /// Makes a login in the group roles (viewer, deployer, …) and a member row in each of the tenants.
    /// Conninfo of that login, which names a file with its password.
    std::string login(const std::string& name, const std::vector<std::string>& groups,
                      const std::vector<Member>& members);
    /// Runs statements as the superuser; ends the test program when they fail.
    void run(const std::string& sql);
    /// One value as text.
    std::string value(const std::string& sql);
    /// Store time stands still at this many milliseconds from now on.
    void freezeTime(std::int64_t ms);

private:
    std::unique_ptr<tests::TestDatabase> m_database;
    std::unique_ptr<store::postgres::Connection> m_connection;
};

} // namespace hotswap::support
