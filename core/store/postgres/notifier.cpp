// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/notifier.h"

#include <algorithm>

namespace hotswap::store::postgres {

namespace {

/// While several commits come with each word, words are so many milliseconds apart, up to the limit: each
/// costs every listener a look.
constexpr std::uint64_t kCrowdPauseMax = 5;

} // namespace

Notifier::Notifier(ConnectionOptions options) : m_options(std::move(options)), m_thread([this] { run(); }) {}

Notifier::~Notifier() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void Notifier::committed() {
    bool waits = false;
    {
        const std::lock_guard lock(m_mutex);
        ++m_due;
        waits = m_waits;
    }
    if (waits) {
        m_changed.notify_all();
    }
}

std::uint64_t Notifier::sent() const {
    const std::lock_guard lock(m_mutex);
    return m_sent;
}

void Notifier::run() {
    std::unique_ptr<Connection> connection;
    std::unique_lock lock(m_mutex);
    // What is due when the program ends is said before it leaves.
    while (true) {
        m_waits = true;
        m_changed.wait(lock, [this] { return m_due > 0 || m_stop; });
        m_waits = false;
        if (m_due == 0) {
            return;
        }
        const std::uint64_t commits = m_due;
        m_due = 0;
        lock.unlock();
        if (connection && connection->closedByPeer()) {
            connection.reset();
        }
        if (!connection) {
            if (auto opened = Connection::open(m_options); opened.ok()) {
                connection = *std::move(opened);
                m_backendPid = connection->backendPid();
            }
        }
        // Lost words cost time, never truth: every listener looks by itself once in a while. So the disk need
        // not have them.
        const bool said = connection && connection
                                            ->run("SELECT set_config('synchronous_commit', 'off', true), "
                                                  "pg_notify('hotswap', '')",
                                                  {}, Effect::Read)
                                            .ok();
        if (connection && !connection->alive()) {
            connection.reset();
        }
        lock.lock();
        m_sent += said ? 1 : 0;
        if (commits > 1) {
            m_changed.wait_for(lock, Duration{std::min(commits, kCrowdPauseMax)}, [this] { return m_stop; });
        }
        if (m_stop && m_due == 0) {
            return;
        }
    }
}

} // namespace hotswap::store::postgres
