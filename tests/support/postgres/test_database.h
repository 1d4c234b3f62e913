// SPDX-License-Identifier: Apache-2.0
#pragma once
// A fresh, empty PostgreSQL database for one test, on the cluster that ctest or tests/postgres/cluster runs.

#include "core/domain/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::tests {

/// Lives as long as its object: the database, its logins and their passwords go with it, whoever is still
/// connected. Two of them never meet, also not in different processes. Use from one thread.
class TestDatabase {
public:
    /// Makes a database, a copy of `source` if that is named. Unavailable, with what to do, when there is no
    /// cluster: HOTSWAP_TEST_ADMIN is the conninfo of a cluster's superuser.
    static Result<std::unique_ptr<TestDatabase>> make(std::string_view source = {});
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    const std::string& name() const { return m_name; }

    /// Conninfo of the superuser in this database. Later words count in a conninfo: append " host=… port=…"
    /// to go through a proxy.
    const std::string& admin() const { return m_admin; }

    /// Makes a login without any right but those of the named group roles. `name` is lower case letters,
    /// digits and underscores. Returns its conninfo, which holds no password but names a file with it.
    Result<std::string> addLogin(std::string_view name, const std::vector<std::string>& groups = {});

    /// The role behind a login: roles belong to the cluster, so each database has its own.
    std::string role(std::string_view login) const;

    /// Runs statements as the superuser, on a connection of their own.
    Status run(const std::string& sql) const;

    /// The first value of the first row as text, empty for null; NotFound when there is no row.
    Result<std::string> value(const std::string& sql) const;

private:
    TestDatabase(std::string name, std::string cluster, std::filesystem::path secrets);

    const std::string m_name;
    const std::string m_cluster; ///< conninfo of the superuser in the cluster's own database
    const std::string m_admin;
    const std::filesystem::path m_secrets; ///< folder of the file with passwords
    std::vector<std::string> m_roles;
};

} // namespace hotswap::tests
