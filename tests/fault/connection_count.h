// SPDX-License-Identifier: Apache-2.0
#pragma once
// The most connections that programs of each name had at a time, looked at whenever asked to.

#include "tests/support/postgres_database.h"

#include <map>
#include <string>

namespace hotswap::fault {

class ConnectionCount {
public:
    explicit ConnectionCount(support::PostgresDatabase& database) : m_database(database) {}

    /// One look at all programs connected to the database now.
    void look();
    /// Of all programs of that name together.
    int most(const std::string& program) const {
        const auto it = m_most.find(program);
        return it == m_most.end() ? 0 : it->second;
    }

private:
    support::PostgresDatabase& m_database;
    std::map<std::string, int> m_most;
};

inline void ConnectionCount::look() {
    // name=count, one a line
    const std::string all = m_database.value(
        "SELECT coalesce(string_agg(n || '=' || c, E'\\n'), '') FROM (SELECT application_name AS n, "
        "count(*) AS c FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1) x");
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        const std::string line = all.substr(at, end - at);
        const std::size_t cut = line.rfind('=');
        if (cut != std::string::npos) {
            int& most = m_most[line.substr(0, cut)];
            most = std::max(most, std::stoi(line.substr(cut + 1)));
        }
        at = end + 1;
    }
}

} // namespace hotswap::fault
