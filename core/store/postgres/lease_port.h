// SPDX-License-Identifier: Apache-2.0
#pragma once
// Leases on PostgreSQL. All of a process's locks live on one connection, whatever their number; waiting for a
// scope that somebody else leads costs one query a second for all of them (FeedReader asks it).

#include "core/ports/lease_service.h"
#include "core/store/postgres/pool.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace hotswap::store::postgres {

/// Thread-safe.
class LeasePort final : public ports::LeaseService {
public:
    struct Told {
        std::function<void(Instant)> storeTime; ///< the server's clock, as just read
        /// The connection with all locks broke; these were held. The caller's mutexes may be held: must only
        /// enqueue.
        std::function<void(std::vector<Scope>)> lost;
    };

    /// `pool` answers what needs no lock: a program that leads nothing has no lock session.
    LeasePort(Pool& pool, Told told);
    Result<ports::Lease> acquire(const Scope& scope, const HolderId& holder, Duration length) override;
    Result<std::vector<ports::Lease>> renewAll(const HolderId& holder, Duration length) override;
    Status release(const Scope& scope, const HolderId& holder) override;
    Result<std::vector<ports::Lease>> list() override;

    /// Scopes that were refused and not had since: what is waited for.
    std::vector<Scope> wanted() const;
    /// The scope that is waited for under this key of its lock; it counts as told.
    std::optional<Scope> told(std::int64_t key);
    /// That one was told about; the next refusal makes it wanted again.
    void forget(const Scope& scope);
    /// Tries a lock that stands for nothing but itself, and gives it up: what a lease costs without its row.
    Result<bool> tryLock(std::int64_t key);
    Status unlock(std::int64_t key);
    bool connected() const;

    /// The lock session's socket, to be polled for its end only; -1: none. Any thread.
    int socket() const { return m_socket; }
    /// Its end was seen: looks, and says what was lost with it. Leaves it to a call that is under way.
    void sessionEnded();

private:
    Result<Rows> run(std::string_view sql, const std::vector<std::string>& parameters, Effect effect);
    void dropLocks();

    Pool& m_pool;
    const ConnectionOptions m_options;
    const Told m_told;
    std::atomic<int> m_socket{-1};
    mutable std::mutex m_mutex;
    mutable std::mutex m_wantedMutex; ///< taken last; no statement runs under it
    std::unique_ptr<Connection> m_connection;
    std::set<Scope> m_locked;               ///< whose advisory lock this session holds
    std::map<Scope, std::int64_t> m_wanted; ///< with the keys of their locks; 0: not known
};

} // namespace hotswap::store::postgres
