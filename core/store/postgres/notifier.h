// SPDX-License-Identifier: Apache-2.0
#pragma once
// Says "look now" to all programs after a commit. Outside the writing transaction, where a notification would
// take a lock over the flush of every other commit, and one for all that was committed meanwhile.

#include "core/store/postgres/pool.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace hotswap::store::postgres {

class Notifier {
public:
    /// Each word is sent over `connections`, which it has for itself.
    explicit Notifier(ConnectionOptions options);
    ~Notifier();
    Notifier(const Notifier&) = delete;
    Notifier& operator=(const Notifier&) = delete;

    /// Something was committed. Any thread; does not wait.
    void committed();
    /// How many words were sent.
    std::uint64_t sent() const;
    /// Of the session that sends them; 0: none.
    int backendPid() const { return m_backendPid; }

private:
    void run();

    const ConnectionOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_due = 0; ///< commits that nobody was told about
    bool m_waits = false;    ///< for something that is due
    bool m_stop = false;
    std::uint64_t m_sent = 0;
    std::atomic<int> m_backendPid{0};
    std::thread m_thread;
};

} // namespace hotswap::store::postgres
