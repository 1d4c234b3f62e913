// SPDX-License-Identifier: Apache-2.0
#pragma once
// A bounded number of connections, lent to one closure at a time. Who would have to wait too long, or behind
// too many, is refused at once: refusing early beats queueing without end.

#include "core/ports/clock.h"
#include "core/store/postgres/connection.h"

#include <condition_variable>
#include <functional>
#include <mutex>

namespace hotswap::store::postgres {

struct PoolLimits {
    std::size_t connections = 8;
    std::size_t waitersMax = 256; ///< beyond this QueueFull
    Duration waitLimit{3'000};    ///< for a connection; then QueueFull too
    unsigned retries = 5;         ///< after serialisation failures and deadlocks
};

/// Thread-safe.
class Pool {
public:
    Pool(ConnectionOptions options, PoolLimits limits);
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Runs one statement: on a connection that was found open, again after a serialisation failure or
    /// deadlock, and for reads once more on a new connection when the first one broke.
    Result<Rows> run(std::string_view sql, const std::vector<std::string>& parameters, Effect effect);

    /// Connections that are open now, and how many callers wait.
    std::size_t open() const;
    std::size_t waiting() const;
    const ConnectionOptions& options() const { return m_options; }

private:
    Result<std::unique_ptr<Connection>> take();
    void giveBack(std::unique_ptr<Connection> connection);

    const ConnectionOptions m_options;
    const PoolLimits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_freed;
    std::vector<std::unique_ptr<Connection>> m_idle;
    std::size_t m_lent = 0;
    std::size_t m_waiting = 0;
};

} // namespace hotswap::store::postgres
