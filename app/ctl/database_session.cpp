// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/database_session.h"

#include "app/common/keychain.h"
#include "app/ctl/text.h"

#include <QDir>
#include <QStandardPaths>

#include <cstdlib>

namespace hotswap::ctl {

namespace {

constexpr Duration kFirstNewsLimit{15'000};
constexpr Duration kBetweenTries{250};

/// Whether such a refusal leaves open what became of the request before it.
bool tellsNothing(ErrorCode code) {
    return code == ErrorCode::Unavailable || code == ErrorCode::QueueFull || code == ErrorCode::Timeout;
}

std::filesystem::path placeOf(QStandardPaths::StandardLocation location, const char* folder) {
    return std::filesystem::path(QStandardPaths::writableLocation(location).toStdString()) / "hotswap" /
           folder;
}

} // namespace

void addConnectOption(OptionParser& parser) {
    parser.option(QStringLiteral("connect"),
                  Ctl::tr("Database, as libpq wants it named (default: HOTSWAP_DATABASE)."),
                  QStringLiteral("CONNINFO"));
}

void addConnectionOptions(OptionParser& parser) {
    addConnectOption(parser);
    parser.option(QStringLiteral("tenant"),
                  Ctl::tr("Tenant to work in (default: the only one of the login)."),
                  QStringLiteral("TENANT"));
    parser.option(QStringLiteral("keys"),
                  Ctl::tr("Folder with your secret keys (*.key) and the public ones you trust (*.pub)."),
                  QStringLiteral("DIR"));
}

Result<std::string> readConninfo(const OptionParser& parser) {
    std::string conninfo = parser.value(QStringLiteral("connect")).toStdString();
    if (conninfo.empty()) {
        const char* const given = std::getenv("HOTSWAP_DATABASE");
        conninfo = given == nullptr ? "" : given;
    }
    return conninfo.empty()
               ? Result<std::string>(invalidField("--connect", "a database, or HOTSWAP_DATABASE set to one"))
               : Result<std::string>(conninfo);
}

Result<std::unique_ptr<DatabaseSession>> DatabaseSession::open(const OptionParser& parser) {
    const auto conninfo = readConninfo(parser);
    HS_TRY(conninfo);
    std::unique_ptr<DatabaseSession> made(new DatabaseSession());
    shared::SessionOptions options;
    options.conninfo = *conninfo;
    options.tenant = TenantId{parser.value(QStringLiteral("tenant")).toStdString()};
    options.program = "hotswapctl";
    options.cache = placeOf(QStandardPaths::GenericCacheLocation, "packages");
    options.keys = parser.isSet(QStringLiteral("keys"))
                       ? std::filesystem::path(parser.value(QStringLiteral("keys")).toStdString())
                       : placeOf(QStandardPaths::GenericConfigLocation, "keys");
    options.secrets = app::keptSecrets(options.keys);
    options.seen = placeOf(QStandardPaths::GenericCacheLocation, "seen");
    options.connectionChanged = [raw = made.get()](const store::postgres::FeedState& state) {
        raw->connectionChanged(state.connected);
    };
    auto session = shared::Session::open(std::move(options));
    if (!session.ok()) {
        return session.error();
    }
    made->m_session = *std::move(session);
    return made;
}

ExitCode inDatabase(OptionParser& parser, const QStringList& arguments, Output& output,
                    const std::function<ExitCode(DatabaseSession&)>& work,
                    const std::function<Status()>& read) {
    addConnectionOptions(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    if (const Status taken = read ? read() : success(); !taken.ok()) {
        return refuse(taken.error(), parser, output);
    }
    const auto session = DatabaseSession::open(parser);
    return session.ok() ? work(**session) : refuse(session.error(), parser, output);
}

DatabaseSession::~DatabaseSession() {
    {
        const std::lock_guard lock(m_mutex);
        m_nudged = nullptr;
    }
    if (m_publisher) {
        m_publisher->stop();
    }
    m_follower.reset();
    m_session.reset(); // its threads may still wake the stopped loop, which lives until they have ended
}

void DatabaseSession::connectionChanged(bool connected) {
    const std::lock_guard lock(m_mutex);
    if (m_connected && !connected) {
        m_lostAt = std::chrono::steady_clock::now();
    }
    m_connected = connected;
    m_changed.notify_all();
    if (m_nudged != nullptr) {
        m_nudged->nudge();
    }
}

void DatabaseSession::waitForConnection(Duration limit) {
    std::unique_lock lock(m_mutex);
    // Even a connection that is there is not asked again at once: what broke needs a moment.
    m_changed.wait_for(lock, std::min(limit, kBetweenTries));
    m_changed.wait_for(lock, limit, [this] { return m_connected; });
}

std::optional<Duration> DatabaseSession::lostFor() const {
    const std::lock_guard lock(m_mutex);
    return m_connected ? std::nullopt
                       : std::optional(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() -
                                                                            m_lostAt));
}

Result<ports::Answer> DatabaseSession::execute(const ports::ConsoleRequest& request,
                                               const IdempotencyKey& key, Duration patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    std::optional<Error> unknown;
    while (true) {
        auto answer = m_session->service().execute(who(), request, key);
        if (answer.ok()) {
            return answer;
        }
        const Error& error = answer.error();
        const bool lost = error.code == ErrorCode::OutcomeUnknown;
        if (lost) {
            unknown = error;
        } else if (!unknown || !tellsNothing(error.code)) {
            return answer; // a clear answer, or nothing was sent yet
        }
        const auto left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
        if (left <= Duration{0}) {
            return *unknown;
        }
        waitForConnection(left);
    }
}

IdempotencyKey DatabaseSession::keyOf(const OptionParser& parser) {
    const std::string given = parser.value(QStringLiteral("key")).toStdString();
    return IdempotencyKey{given.empty() ? ports::makeUniqueText(m_session->random()) : given};
}

Result<app::Follower*> DatabaseSession::follow() {
    if (m_follower) {
        return m_follower.get();
    }
    // A violated invariant of the publisher ends it; followers see no more news then and are told why.
    m_publisher = std::make_unique<app::WorkLoop>(
        "publisher", m_session->clock(), [this](const std::string& why) { m_session->engineStopped(why); });
    m_session->setWaker([this] { m_publisher->wake(); });
    m_publisher->start([this] { return m_session->publish(m_session->clock().now()); });
    auto follower = app::Follower::attach(m_session->service(), who());
    if (!follower.ok()) {
        return follower.error();
    }
    m_follower = *std::move(follower);
    {
        const std::lock_guard lock(m_mutex);
        m_nudged = m_follower.get();
    }
    if (!m_follower->waitUntil([this] { return m_follower->news() > 0; }, kFirstNewsLimit)) {
        return makeError(ErrorCode::Timeout, "first news");
    }
    return m_follower.get();
}

} // namespace hotswap::ctl
