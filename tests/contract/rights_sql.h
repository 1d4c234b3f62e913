// SPDX-License-Identifier: Apache-2.0
#pragma once
// A raw connection to PostgreSQL, as somebody with a login and a terminal has it.

#include <memory>
#include <string>
#include <vector>

struct pg_conn;

namespace hotswap::rights {

/// What the server said to one or several statements; of several, the last one counts.
struct Said {
    bool ok = false;
    std::string state; ///< SQLSTATE of the error
    std::string words; ///< of the error
    std::string text;  ///< all that came back, values of all rows and copied data, a line each
    std::size_t rows = 0;

    bool tells(const std::string& what) const { return text.find(what) != std::string::npos; }
    std::string describe() const { return ok ? "ok: " + text.substr(0, 200) : state + " " + words; }
};

class Sql {
public:
    /// Ends the test program with a sentence when it cannot connect.
    explicit Sql(const std::string& conninfo);
    ~Sql();
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;

    Said run(const std::string& sql);
    /// One statement with parameters, as text.
    Said run(const std::string& sql, const std::vector<std::string>& parameters);

private:
    std::unique_ptr<pg_conn, void (*)(pg_conn*)> m_connection;
};

/// 'text' as a literal.
std::string quoted(const std::string& text);

} // namespace hotswap::rights
