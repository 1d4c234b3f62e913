// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gives up connections whose server does not answer in time. Kernels only notice a peer that is gone: one
// that is there and silent (a proxy, a stopped server, a half-open link) would be waited for without end.

#include "core/domain/time.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <thread>

namespace hotswap::store::postgres {

/// One thread for all connections of a program. Thread-safe.
class AnswerWatch {
public:
    AnswerWatch();
    ~AnswerWatch();
    AnswerWatch(const AnswerWatch&) = delete;
    AnswerWatch& operator=(const AnswerWatch&) = delete;

    /// Takes a connection's socket under watch; it is copied. The answer names it from now on.
    std::uint64_t add(int socket);
    void remove(std::uint64_t id);
    /// From now on an answer is waited for, at most for `limit`: then the socket is shut down, and whoever
    /// waits on it fails at once.
    void begin(std::uint64_t id, Duration limit);
    void end(std::uint64_t id);

    /// After `limit` every socket is shut down, those too that are added later: the program leaves.
    void endAllWithin(Duration limit);
    bool ended() const;

private:
    struct Watched {
        int socket = -1;
        int timer = -1;
    };
    void run();
    void expired(std::uint64_t id);

    mutable std::mutex m_mutex;
    std::map<std::uint64_t, Watched> m_watched;
    std::uint64_t m_last = 1; ///< 0 and 1: the thread's own
    int m_epoll = -1;
    int m_stop = -1; ///< eventfd
    int m_endTimer = -1;
    bool m_ended = false;
    std::thread m_thread;
};

} // namespace hotswap::store::postgres
