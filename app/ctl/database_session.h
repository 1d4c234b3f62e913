// SPDX-License-Identifier: Apache-2.0
#pragma once
// A login's work with the shared database for the length of one command.

#include "app/common/follower.h"
#include "app/common/work_loop.h"
#include "app/ctl/option_parser.h"
#include "app/shared/session.h"

#include <condition_variable>
#include <mutex>

namespace hotswap::ctl {

/// --connect, --tenant and --keys.
void addConnectionOptions(OptionParser& parser);
/// The option that names the database, for commands of an administrator.
void addConnectOption(OptionParser& parser);
/// What --connect or HOTSWAP_DATABASE says. Errors: InvalidArgument naming "--connect".
Result<std::string> readConninfo(const OptionParser& parser);

class DatabaseSession {
public:
    /// Errors: those of Session::open and readConninfo.
    static Result<std::unique_ptr<DatabaseSession>> open(const OptionParser& parser);
    ~DatabaseSession();
    DatabaseSession(const DatabaseSession&) = delete;
    DatabaseSession& operator=(const DatabaseSession&) = delete;

    shared::Session& shared() { return *m_session; }
    const Identity& who() const { return m_session->identity(); }

    /// Asks the service; `Answer` is what that query answers with.
    template <class Answer>
    Result<Answer> query(const ports::ConsoleQuery& query) {
        auto answer = m_session->service().query(who(), query);
        HS_TRY(answer);
        return std::get<Answer>(*std::move(answer));
    }

    /// Asks for a change. When the connection breaks over it, it asks again with the same key, at most for
    /// `patience`: then OutcomeUnknown.
    Result<ports::Answer> execute(const ports::ConsoleRequest& request, const IdempotencyKey& key,
                                  Duration patience);
    /// The key of --key, or a new one.
    IdempotencyKey keyOf(const OptionParser& parser);

    /// Subscribes at the first call and waits for the first news. Errors: those of subscribing; Timeout.
    Result<app::Follower*> follow();
    /// For how long the database has been out of reach; nothing: it is in reach.
    std::optional<Duration> lostFor() const;

private:
    DatabaseSession() = default;
    void connectionChanged(bool connected);
    void waitForConnection(Duration limit);

    mutable std::mutex m_mutex; ///< guards the following four
    std::condition_variable m_changed;
    bool m_connected = true;
    std::chrono::steady_clock::time_point m_lostAt;
    app::Follower* m_nudged = nullptr;

    std::unique_ptr<shared::Session> m_session;
    std::unique_ptr<app::WorkLoop> m_publisher;
    std::unique_ptr<app::Follower> m_follower;
};

/// Parses, opens a session and works in it. `read` takes what else the options say, before anything is
/// connected.
ExitCode inDatabase(OptionParser& parser, const QStringList& arguments, Output& output,
                    const std::function<ExitCode(DatabaseSession&)>& work,
                    const std::function<Status()>& read = {});

} // namespace hotswap::ctl
