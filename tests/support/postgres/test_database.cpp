// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres/test_database.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <pqxx/pqxx>
#include <unistd.h>

namespace hotswap::tests {
namespace {

constexpr std::size_t kLoginLengthMax = 24; // role names have at most 63 bytes
constexpr mode_t kOwnerOnly = 0600;

/// Runs statements outside of a transaction, as CREATE DATABASE asks; the last one's rows.
Result<pqxx::result> execute(const std::string& conninfo, const std::string& sql) {
    try {
        pqxx::connection connection(conninfo);
        pqxx::nontransaction work(connection);
        return work.exec(sql);
    } catch (const pqxx::broken_connection& error) {
        return makeError(ErrorCode::Unavailable, error.what());
    } catch (const std::exception& error) {
        return makeError(ErrorCode::Internal, std::string(error.what()) + " in " + sql);
    }
}

Result<std::string> firstValue(const std::string& conninfo, const std::string& sql) {
    const auto rows = execute(conninfo, sql);
    if (!rows) {
        return rows.error();
    }
    if (rows->empty() || rows->columns() == 0) {
        return makeError(ErrorCode::NotFound, "no row from " + sql);
    }
    return std::string(rows->front().at(0).c_str());
}

/// Twelve bytes that nobody guesses, as hexadecimal digits. The server makes them.
Result<std::string> randomDigits(const std::string& cluster) {
    return firstValue(cluster, "SELECT substr(replace(gen_random_uuid()::text, '-', ''), 1, 24)");
}

Status appendSecret(const std::filesystem::path& file, const std::string& line) {
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, kOwnerOnly);
    if (handle < 0) {
        return makeError(ErrorCode::IoError, "cannot write " + file.string());
    }
    const bool whole = ::write(handle, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    ::close(handle);
    return whole ? success() : Status(makeError(ErrorCode::IoError, "cannot write " + file.string()));
}

bool isLoginName(std::string_view name) {
    return !name.empty() && name.size() <= kLoginLengthMax &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

} // namespace

Result<std::unique_ptr<TestDatabase>> TestDatabase::make(std::string_view source) {
    const char* const cluster = std::getenv("HOTSWAP_TEST_ADMIN");
    if (cluster == nullptr || *cluster == '\0') {
        return makeError(ErrorCode::Unavailable,
                         "no cluster: run this through ctest or 'tests/postgres/cluster with --fast -- …'");
    }
    const auto digits = randomDigits(cluster);
    if (!digits) {
        return digits.error();
    }
    std::string folder = (std::filesystem::temp_directory_path() / "hotswap-database-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        return makeError(ErrorCode::IoError, "cannot make " + folder);
    }
    std::unique_ptr<TestDatabase> made(new TestDatabase("test_" + *digits, cluster, folder));
    const std::string copied = source.empty() ? std::string() : " TEMPLATE " + std::string(source);
    if (const auto done = execute(cluster, "CREATE DATABASE " + made->m_name + copied); !done) {
        return done.error();
    }
    return made;
}

TestDatabase::TestDatabase(std::string name, std::string cluster, std::filesystem::path secrets)
    : m_name(std::move(name)),
      m_cluster(std::move(cluster)),
      m_admin(m_cluster + " dbname=" + m_name),
      m_secrets(std::move(secrets)) {}

TestDatabase::~TestDatabase() {
    std::string statement = "DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)";
    auto done = execute(m_cluster, statement);
    for (const std::string& role : m_roles) {
        const auto dropped = execute(m_cluster, "DROP ROLE IF EXISTS " + role);
        if (done.ok()) {
            done = dropped;
        }
    }
    if (!done.ok()) {
        std::fprintf(stderr, "%s was not cleaned up: %s\n", m_name.c_str(), done.error().detail.c_str());
    }
    std::error_code ignored;
    std::filesystem::remove_all(m_secrets, ignored);
}

std::string TestDatabase::role(std::string_view login) const {
    return m_name + "_" + std::string(login);
}

Result<std::string> TestDatabase::addLogin(std::string_view name, const std::vector<std::string>& groups) {
    if (!isLoginName(name)) {
        return invalidField("name", "1 to 24 lower case letters, digits and underscores");
    }
    const auto password = randomDigits(m_cluster);
    if (!password) {
        return password.error();
    }
    std::string membership;
    for (const std::string& group : groups) {
        membership += (membership.empty() ? " IN ROLE " : ", ") + group;
    }
    const std::string login = role(name);
    HS_TRY(run("CREATE ROLE " + login + " LOGIN PASSWORD '" + *password + "'" + membership));
    m_roles.push_back(login);
    const std::filesystem::path file = m_secrets / "pgpass";
    HS_TRY(appendSecret(file, "*:*:*:" + login + ":" + *password + "\n"));
    return m_admin + " user=" + login + " passfile=" + file.string();
}

Status TestDatabase::run(const std::string& sql) const {
    const auto done = execute(m_admin, sql);
    return done.ok() ? success() : Status(done.error());
}

Result<std::string> TestDatabase::value(const std::string& sql) const {
    return firstValue(m_admin, sql);
}

} // namespace hotswap::tests
