// SPDX-License-Identifier: Apache-2.0
#pragma once
// One connection to PostgreSQL. Foreign exceptions end here: every call answers with a value or an error of
// the closed set. Each statement is a transaction of its own; what must be whole is one call of an SQL
// function.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pqxx {
class result;
}

namespace hotswap::store::postgres {

class AnswerWatch;

/// How connections are made.
struct ConnectionOptions {
    std::string conninfo; ///< libpq's; a service or pass file holds the secret, not this text
    std::string program;  ///< application_name, seen in pg_stat_activity
    TenantId tenant;      ///< whose rows a person sees; empty for programs that serve all of theirs
    Duration connectLimit{5'000};
    Duration statementLimit{15'000};    ///< longer statements are cancelled by the server; not commits
    Duration deadPeerLimit{2'500};      ///< a peer whose kernel answers nothing for so long is given up
    Duration answerLimit{20'000};       ///< a server that is there and silent for so long is given up too
    std::shared_ptr<AnswerWatch> watch; ///< sees to that; without one it is waited for without end
};

/// Whether a statement changes something: then a lost connection leaves its outcome unknown.
enum class Effect { Read, Write };

/// One notification.
struct Word {
    std::string payload;
    int backendPid = 0; ///< of the session that sent it
};

/// Rows of a result as text; a NULL reads as empty.
class Rows {
public:
    explicit Rows(pqxx::result result);
    std::size_t size() const;
    std::string_view text(std::size_t row, int column) const;
    bool isNull(std::size_t row, int column) const;
    std::int64_t number(std::size_t row, int column) const;
    double real(std::size_t row, int column) const;
    bool flag(std::size_t row, int column) const;
    /// A bytea.
    std::string bytes(std::size_t row, int column) const;

private:
    std::shared_ptr<const pqxx::result> m_result;
};

/// Not thread-safe: one thread at a time.
class Connection {
public:
    /// Errors: Unavailable with what libpq said (without secrets), Unauthenticated.
    static Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs one prepared statement. Errors: what a function of ours refused with; Unavailable (Read) or
    /// OutcomeUnknown (Write) when the connection broke; Timeout; VersionConflict for a serialisation failure
    /// or deadlock (`retryable` is then set); NoSpace; PermissionDenied; Internal with the server's words.
    Result<Rows> run(std::string_view sql, const std::vector<std::string>& parameters, Effect effect);
    /// Several statements at once, for migrations: a failure rolls back what they began. Errors as run().
    Status runScript(const std::string& sql);
    /// Whether the last error was a serialisation failure or a deadlock: nothing happened, the same may be
    /// tried again.
    bool retryable() const { return m_retryable; }

    /// Whether it broke because the other side's kernel fell silent: another one would be no better now.
    bool fellSilent() const { return m_fellSilent; }

    /// False once it broke; it stays so.
    bool alive() const { return m_alive; }
    /// Whether the other side has closed it, as far as one can see without asking. Cheap.
    bool closedByPeer();

    /// LISTENs to a channel; then takes what has arrived. Errors: Unavailable.
    Status listen(const std::string& channel);
    /// The notifications that arrived since the last call, also during statements: those are not to be seen
    /// on the socket. Does not wait. Errors: Unavailable.
    Result<std::vector<Word>> takeNotifications();
    int socket() const; ///< for poll(); -1 when broken
    int backendPid() const;
    int serverVersion() const; ///< 150018

private:
    struct Foreign;
    class Waiting;
    explicit Connection(std::unique_ptr<Foreign> foreign);
    void watchBy(std::shared_ptr<AnswerWatch> watch);
    Error translate(Effect effect, std::string_view sql);
    Result<Rows> exec(std::string_view sql, const std::vector<std::string>& parameters);

    std::unique_ptr<Foreign> m_foreign;
    std::shared_ptr<AnswerWatch> m_watch;
    std::uint64_t m_watched = 0;
    Duration m_answerLimit{};
    std::unordered_map<std::string_view, std::string> m_prepared; ///< by the text, which lives as long as we
    bool m_alive = true;
    bool m_retryable = false;
    bool m_fellSilent = false;
};

/// Forms in which values travel as parameters.
std::string byteaText(std::string_view bytes);
std::string arrayText(const std::vector<std::string>& values);
std::string byteaArrayText(const std::vector<std::string_view>& values);

} // namespace hotswap::store::postgres
