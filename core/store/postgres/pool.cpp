// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/pool.h"

namespace hotswap::store::postgres {

Pool::Pool(ConnectionOptions options, PoolLimits limits) : m_options(std::move(options)), m_limits(limits) {}

Pool::~Pool() = default;

Result<Rows> Pool::run(std::string_view sql, const std::vector<std::string>& parameters, Effect effect) {
    bool again = effect == Effect::Read;
    for (unsigned attempt = 0;; ++attempt) {
        auto connection = take();
        if (!connection.ok()) {
            return connection.error();
        }
        auto rows = (*connection)->run(sql, parameters, effect);
        const bool retryable = !rows.ok() && (*connection)->retryable() && attempt < m_limits.retries;
        const bool broke = !(*connection)->alive() && !(*connection)->fellSilent();
        giveBack(*std::move(connection));
        if (retryable) {
            continue;
        }
        if (!rows.ok() && broke && again) {
            again = false;
            continue;
        }
        return rows;
    }
}

Result<std::unique_ptr<Connection>> Pool::take() {
    {
        std::unique_lock lock(m_mutex);
        const auto free = [&] { return !m_idle.empty() || m_lent < m_limits.connections; };
        if (!free()) {
            if (m_waiting >= m_limits.waitersMax) {
                return makeError(ErrorCode::QueueFull, "the database is busy");
            }
            ++m_waiting;
            const bool got = m_freed.wait_for(lock, m_limits.waitLimit, free);
            --m_waiting;
            if (!got) {
                return makeError(ErrorCode::QueueFull, "the database is busy");
            }
        }
        ++m_lent;
        while (!m_idle.empty()) {
            auto connection = std::move(m_idle.back());
            m_idle.pop_back();
            if (!connection->closedByPeer()) {
                return connection;
            }
        }
    }
    auto opened = Connection::open(m_options);
    if (!opened.ok()) {
        giveBack(nullptr);
    }
    return opened;
}

void Pool::giveBack(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(m_mutex);
        --m_lent;
        if (connection && connection->alive()) {
            m_idle.push_back(std::move(connection));
        }
    }
    m_freed.notify_one();
}

std::size_t Pool::open() const {
    const std::lock_guard lock(m_mutex);
    return m_lent + m_idle.size();
}

std::size_t Pool::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting;
}

} // namespace hotswap::store::postgres
