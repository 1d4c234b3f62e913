// SPDX-License-Identifier: Apache-2.0
#pragma once
// The least code that talks to the same server: one connection and prepared statements by libpq. Peer "raw".

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace hotswap::bench {

/// Ends the program with a sentence when anything goes wrong: a number made of errors is none.
class Raw {
public:
    explicit Raw(const std::string& conninfo);
    ~Raw();
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;

    void run(const std::string& sql);
    void prepare(const char* name, const std::string& sql);
    /// Rows that came back.
    int execute(const char* name, const std::vector<std::string>& parameters);
    /// The first value of one statement.
    std::string value(const std::string& sql);
    /// Waits for a notification and takes all that are there.
    void awaitNotification();

private:
    std::unique_ptr<pg_conn, void (*)(pg_conn*)> m_connection;
};

} // namespace hotswap::bench
