// SPDX-License-Identifier: Apache-2.0
#pragma once
// The process's one listener. A notification only says "look now"; what changed is read from hotswap.feed in
// the order in which it may be read without missing anything. Beside that it asks once a second, in one
// query, which of the leases that are waited for can be had, and looks at the feed even if nobody says
// anything.

#include "core/ports/feed_hub.h"
#include "core/store/postgres/connection.h"
#include "core/store/postgres/tail_memory.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace hotswap::store::postgres {

/// How the feed stands, for people.
struct FeedState {
    bool connected = false;
    Instant since{};     ///< of that state, store time as last known
    std::string cursor;  ///< how far it has read
    std::string detail;  ///< why not connected; empty otherwise
    Duration heldBack{}; ///< age of the oldest change that cannot be read yet; zero: none
    int blockingPid = 0; ///< backend whose transaction holds it back; 0: none or not known
    std::uint64_t reconnects = 0;
    std::uint64_t reads = 0; ///< queries of the feed
    std::uint64_t hints = 0; ///< rows read
    std::uint64_t generation = 0;
    std::uint64_t restarts = 0; ///< so often the server was not what it was: everything known is in doubt
    bool tailLost = false;      ///< commits are lost and nobody has confirmed it: nobody leads
};

class FeedReader {
public:
    struct Hooks {
        std::function<std::vector<Scope>()> wanted;    ///< leases that are waited for
        std::function<void(const Scope&)> forget;      ///< this one was told about
        std::function<void(Instant)> storeTime;        ///< the server's clock, as just read
        std::function<void(const FeedState&)> changed; ///< connection came or went; may be empty
        std::function<int()> lockSocket;               ///< of the session with the locks; -1: none
        std::function<void()> lockSessionEnded;        ///< its socket has ended
        /// Which of the leases that are waited for has this key; it was told about.
        std::function<std::optional<Scope>(std::int64_t)> released;
        std::function<void(bool)> several; ///< whether several commits came with one look
        std::function<int()> ownVoice;     ///< backend that sends this process's words
    };

    /// Connects and notes where the feed stands: what is committed from now on is told. Errors: those of
    /// Connection::open.
    static Result<std::unique_ptr<FeedReader>> start(ConnectionOptions options, Hooks hooks,
                                                     TailStorage tail);
    ~FeedReader();
    FeedReader(const FeedReader&) = delete;
    FeedReader& operator=(const FeedReader&) = delete;

    ports::EventFeed& feed() { return m_hub; }
    /// Looks now: this process has committed something itself. Any thread.
    void wake();
    /// Tells listeners something that no row says. Any thread.
    void tell(const ports::StreamHint& hint);
    FeedState state() const;

    static constexpr const char* kChannel = "hotswap";

private:
    FeedReader(ConnectionOptions options, Hooks hooks, TailStorage tail);
    Status connect();
    void run();
    void wait(Duration limit);
    bool heard();
    /// Reads what may be read. Answers how long to wait before looking again without being told.
    Result<Duration> read();
    Result<bool> raiseHorizon(const std::string& heldAt);
    Result<Rows> ask(const std::vector<Scope>& wanted);
    std::size_t takeLeases(const Rows& rows, bool asked);
    int blockerAt(const std::string& xid);
    void tellLease(const Scope& scope);
    void lost(const Error& error);
    std::vector<ports::StreamHint> take(const Rows& rows, std::size_t first, std::size_t last);
    void note(std::int64_t now, bool tailLost);

    const ConnectionOptions m_options;
    const Hooks m_hooks;
    ports::FeedHub m_hub;
    std::unique_ptr<Connection> m_connection; ///< the thread's
    TailMemory m_tail;                        ///< the thread's
    std::string m_xid = "0";                  ///< cursor: xid and id of the last row read
    std::int64_t m_id = 0;
    std::string m_horizon = "0"; ///< no transaction of this database below it runs; 0: not looked for yet
    std::string m_heldAt;        ///< how far the last look could read
    Duration m_again{1'000};
    std::int64_t m_leasesAskAt = 0; ///< store time
    bool m_leasesDue = false;
    bool m_untilLeases = false; ///< the wait ends when they are due
    int m_commits = 0;          ///< that came with the last look
    int m_wake = -1;            ///< eventfd
    std::atomic<bool> m_stop{false};
    mutable std::mutex m_mutex;
    FeedState m_state;
    Instant m_storeNow{}; ///< as last read
    std::thread m_thread;
};

} // namespace hotswap::store::postgres
