// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/connection.h"

#include "core/codec/canonical_json.h"
#include "core/codec/enum_names.h"
#include "core/store/postgres/answer_watch.h"

#include <pqxx/pqxx>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace hotswap::store::postgres {

namespace {

constexpr std::size_t kRefusalBytesMax = 64 * 1024;

/// Collects what the server says besides answers: the one warning that makes a success doubtful.
class Notices final : public pqxx::errorhandler {
public:
    explicit Notices(pqxx::connection_base& connection) : pqxx::errorhandler(connection) {}
    bool operator()(const char text[]) noexcept override {
        // A commit whose wait for the standby was cancelled has happened here, but may be lost in a failover.
        if (std::string_view(text).find("canceling wait for synchronous replication") !=
            std::string_view::npos) {
            unconfirmed = true;
        }
        return false; // nobody else prints it
    }
    bool unconfirmed = false;
};

/// Listens while it lives.
class Listener final : public pqxx::notification_receiver {
public:
    using pqxx::notification_receiver::notification_receiver;
    void operator()(const std::string& payload, int backendPid) override {
        words.push_back({payload, backendPid});
    }
    std::vector<Word> words;
};

std::string withOption(std::string conninfo, const char* name, const std::string& value) {
    return conninfo.find(std::string(name) + "=") != std::string::npos
               ? conninfo
               : std::move(conninfo) + " " + name + "=" + value;
}

/// The caller's conninfo, or a URI turned into its keyword form by libpq itself, with what keeps us honest
/// about dead peers.
std::string completed(const ConnectionOptions& options) {
    std::string text = options.conninfo;
    if (text.starts_with("postgres://") || text.starts_with("postgresql://")) {
        const bool has = text.find('?') != std::string::npos;
        return text + (has ? "&" : "?") + "application_name=" + options.program + "&connect_timeout=" +
               std::to_string(std::max<std::int64_t>(2, options.connectLimit.count() / 1'000)) +
               "&keepalives_idle=1&keepalives_interval=1&keepalives_count=3&tcp_user_timeout=" +
               std::to_string(options.deadPeerLimit.count());
    }
    text = withOption(text, "application_name", options.program);
    text = withOption(text, "connect_timeout",
                      std::to_string(std::max<std::int64_t>(2, options.connectLimit.count() / 1'000)));
    text = withOption(text, "keepalives_idle", "1");
    text = withOption(text, "keepalives_interval", "1");
    text = withOption(text, "keepalives_count", "3");
    text = withOption(text, "tcp_user_timeout", std::to_string(options.deadPeerLimit.count()));
    return withOption(text, "client_encoding", "UTF8");
}

/// An error raised by hotswap.refuse().
Error refusal(const std::string& message) {
    const auto begin = message.find('{');
    const auto end = message.rfind('}');
    if (begin == std::string::npos || end == std::string::npos) {
        return makeError(ErrorCode::Internal, message);
    }
    const auto json =
        codec::parseJson(std::string_view(message).substr(begin, end - begin + 1), {kRefusalBytesMax});
    if (!json.ok() || !json->is_object()) {
        return makeError(ErrorCode::Internal, message);
    }
    const std::string detail = json->value("detail", std::string());
    const auto code = codec::valueOf<ErrorCode>(json->value("code", std::string()));
    if (json->contains("field") && (*json)["field"].is_string()) {
        return invalidField((*json)["field"].get<std::string>(), detail);
    }
    return makeError(code.value_or(ErrorCode::Internal), detail);
}

} // namespace

struct Connection::Foreign {
    explicit Foreign(const std::string& conninfo) : connection(conninfo), notices(connection) {}
    pqxx::connection connection;
    Notices notices;
    std::unique_ptr<Listener> listener;
};

Rows::Rows(pqxx::result result) : m_result(std::make_shared<const pqxx::result>(std::move(result))) {}

std::size_t Rows::size() const {
    return m_result->size();
}

std::string_view Rows::text(std::size_t row, int column) const {
    const pqxx::field field = (*m_result)[static_cast<pqxx::result::size_type>(row)][column];
    return {field.c_str(), field.size()};
}

bool Rows::isNull(std::size_t row, int column) const {
    return (*m_result)[static_cast<pqxx::result::size_type>(row)][column].is_null();
}

std::int64_t Rows::number(std::size_t row, int column) const {
    const std::string_view digits = text(row, column);
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

double Rows::real(std::size_t row, int column) const {
    return std::strtod(std::string(text(row, column)).c_str(), nullptr);
}

bool Rows::flag(std::size_t row, int column) const {
    return text(row, column) == "t";
}

std::string Rows::bytes(std::size_t row, int column) const {
    const pqxx::binarystring value((*m_result)[static_cast<pqxx::result::size_type>(row)][column]);
    return {reinterpret_cast<const char*>(value.data()), value.size()};
}

Connection::Connection(std::unique_ptr<Foreign> foreign) : m_foreign(std::move(foreign)) {}

Connection::~Connection() {
    if (m_watch) {
        m_watch->remove(m_watched);
    }
}

void Connection::watchBy(std::shared_ptr<AnswerWatch> watch) {
    m_watch = std::move(watch);
    m_watched = m_watch ? m_watch->add(m_foreign->connection.sock()) : 0;
}

/// While this lives, an answer is waited for.
class Connection::Waiting {
public:
    explicit Waiting(const Connection& connection) : m_connection(connection) {
        if (m_connection.m_watch) {
            m_connection.m_watch->begin(m_connection.m_watched, m_connection.m_answerLimit);
        }
    }
    ~Waiting() {
        if (m_connection.m_watch) {
            m_connection.m_watch->end(m_connection.m_watched);
        }
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

private:
    const Connection& m_connection;
};

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
    if (options.watch && options.watch->ended()) {
        return makeError(ErrorCode::Cancelled, "the program ends");
    }
    try {
        auto foreign = std::make_unique<Foreign>(completed(options));
        std::unique_ptr<Connection> made(new Connection(std::move(foreign)));
        made->m_answerLimit = options.answerLimit;
        made->watchBy(options.watch);
        const Waiting waiting(*made);
        made->m_foreign->connection.set_verbosity(pqxx::connection_base::terse);
        pqxx::nontransaction setUp(made->m_foreign->connection);
        setUp.exec_params("SELECT set_config('hotswap.tenant', $1, false), "
                          "set_config('statement_timeout', $2, false), set_config('search_path', '', false), "
                          "set_config('bytea_output', 'hex', false), "
                          "set_config('idle_in_transaction_session_timeout', '10000', false), "
                          // Compiling a plan takes longer than any statement of ours (measured: 35 ms).
                          "set_config('jit', 'off', false), "
                          "set_config('extra_float_digits', '1', false)",
                          options.tenant.value, std::to_string(options.statementLimit.count()));
        return made;
    } catch (const std::exception& error) {
        const std::string words = error.what();
        const bool denied = words.find("authentication failed") != std::string::npos ||
                            words.find("no password supplied") != std::string::npos;
        return makeError(denied ? ErrorCode::Unauthenticated : ErrorCode::Unavailable, words);
    }
}

Result<Rows> Connection::exec(std::string_view sql, const std::vector<std::string>& parameters) {
    const Waiting waiting(*this);
    auto known = m_prepared.find(sql);
    if (known == m_prepared.end()) {
        const std::string name = "s" + std::to_string(m_prepared.size());
        m_foreign->connection.prepare(name, std::string(sql));
        known = m_prepared.emplace(sql, name).first;
    }
    pqxx::nontransaction transaction(m_foreign->connection);
    return Rows(transaction.exec_prepared(known->second, pqxx::prepare::make_dynamic_params(parameters)));
}

Result<Rows> Connection::run(std::string_view sql, const std::vector<std::string>& parameters,
                             Effect effect) {
    m_retryable = false;
    if (!m_alive) {
        return makeError(ErrorCode::Unavailable, "the connection is gone");
    }
    for (const std::string& parameter : parameters) {
        if (parameter.find('\0') != std::string::npos) {
            return invalidField("text", "without NUL");
        }
    }
    m_foreign->notices.unconfirmed = false;
    try {
        auto rows = exec(sql, parameters);
        if (effect == Effect::Write && m_foreign->notices.unconfirmed) {
            return makeError(ErrorCode::OutcomeUnknown, "the standby has not confirmed the commit");
        }
        return rows;
    } catch (...) {
        return translate(effect, sql);
    }
}

Status Connection::runScript(const std::string& sql) {
    try {
        pqxx::nontransaction transaction(m_foreign->connection);
        transaction.exec(sql);
        return success();
    } catch (...) {
        const Error error = translate(Effect::Write, sql);
        if (m_alive) {
            try {
                pqxx::nontransaction transaction(m_foreign->connection);
                transaction.exec("ROLLBACK");
            } catch (...) {
                m_alive = false;
            }
        }
        return error;
    }
}

/// Turns the exception in flight into an error.
Error Connection::translate(Effect effect, std::string_view sql) {
    const auto lost = [&](const std::string& words) {
        m_alive = false;
        // libpq has no other way to say it: the words are the C library's.
        m_fellSilent = words.find(std::generic_category().message(ETIMEDOUT)) != std::string::npos;
        return makeError(effect == Effect::Write ? ErrorCode::OutcomeUnknown : ErrorCode::Unavailable, words);
    };
    try {
        throw;
    } catch (const pqxx::broken_connection& error) {
        return lost(error.what());
    } catch (const pqxx::in_doubt_error& error) {
        return lost(error.what());
    } catch (const pqxx::insufficient_privilege& error) {
        // This one comes without its state: not to be taken for a connection that broke.
        return makeError(ErrorCode::PermissionDenied, error.what());
    } catch (const pqxx::sql_error& error) {
        const std::string state = error.sqlstate();
        const std::string words = error.what();
        if (state == "HS001") {
            return refusal(words);
        }
        if (state == "40001" || state == "40P01" || state == "55P03") {
            m_retryable = true;
            return makeError(ErrorCode::Unavailable, words);
        }
        // The server is going down, or somebody ended this session; 08: the connection; empty: it never came.
        if (state.starts_with("57P") || state.starts_with("08") || state.empty() ||
            !m_foreign->connection.is_open()) {
            return lost(words);
        }
        if (state == "57014") {
            return makeError(ErrorCode::Timeout, words);
        }
        if (state == "42501") {
            return makeError(ErrorCode::PermissionDenied, words);
        }
        if (state == "25006") {
            return makeError(ErrorCode::Unavailable, "this server is read-only: " + words);
        }
        if (state == "53100") {
            return makeError(ErrorCode::NoSpace, words);
        }
        if (state.starts_with("53")) {
            return makeError(ErrorCode::Unavailable, words);
        }
        return makeError(ErrorCode::Internal, state + " " + words + " in " + std::string(sql.substr(0, 80)));
    } catch (const std::exception& error) {
        return m_foreign->connection.is_open() ? makeError(ErrorCode::Internal, error.what())
                                               : lost(error.what());
    }
}

bool Connection::closedByPeer() {
    if (!m_alive) {
        return true;
    }
    pollfd look{m_foreign->connection.sock(), POLLIN | POLLRDHUP, 0};
    if (::poll(&look, 1, 0) <= 0) {
        return false;
    }
    // Between two statements the server has nothing to say but that it is leaving.
    char byte = 0;
    const ssize_t got = ::recv(look.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    m_alive = got != 0 && (look.revents & (POLLHUP | POLLRDHUP | POLLERR)) == 0;
    return !m_alive;
}

Status Connection::listen(const std::string& channel) {
    try {
        const Waiting waiting(*this);
        m_foreign->listener = std::make_unique<Listener>(m_foreign->connection, channel);
        return success();
    } catch (...) {
        return translate(Effect::Read, "LISTEN");
    }
}

Result<std::vector<Word>> Connection::takeNotifications() {
    try {
        m_foreign->connection.get_notifs();
        return m_foreign->listener ? std::exchange(m_foreign->listener->words, {}) : std::vector<Word>{};
    } catch (...) {
        m_alive = false;
        return translate(Effect::Read, "notifications");
    }
}

int Connection::socket() const {
    return m_alive ? m_foreign->connection.sock() : -1;
}

int Connection::backendPid() const {
    return m_foreign->connection.backendpid();
}

int Connection::serverVersion() const {
    return m_foreign->connection.server_version();
}

std::string byteaText(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "\\x";
    text.reserve(2 + 2 * bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::string arrayText(const std::vector<std::string>& values) {
    std::string text = "{";
    for (const std::string& value : values) {
        text += text.size() > 1 ? ",\"" : "\"";
        for (const char c : value) {
            if (c == '"' || c == '\\') {
                text += '\\';
            }
            text += c;
        }
        text += '"';
    }
    return text + "}";
}

std::string byteaArrayText(const std::vector<std::string_view>& values) {
    std::string text = "{";
    for (const std::string_view value : values) {
        text +=
            text.size() > 1 ? ",\"\\" : "\"\\"; // the backslash of the hex form is doubled inside an array
        text += byteaText(value);
        text += '"';
    }
    return text + "}";
}

} // namespace hotswap::store::postgres
