// SPDX-License-Identifier: Apache-2.0
#pragma once
// Descriptors, timers and results of other threads in one epoll instance, which is itself a descriptor:
// whoever owns the main loop watches fd() and calls dispatch().

#include "core/codec/file_io.h"
#include "core/ports/clock.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace hotswap::node {

/// Single-threaded but for post(). Handlers may add and remove handlers and timers, their own too.
class Reactor {
public:
    using Handler = std::function<void(std::uint32_t events)>;
    using Task = std::function<void()>;
    using TimerId = std::uint64_t;

    /// Errors: IoError.
    static Result<std::unique_ptr<Reactor>> make(const ports::Clock& clock);

    /// Readable when dispatch() has something to do.
    int fd() const { return m_epoll.get(); }
    /// Does what is due without waiting.
    void dispatch();
    Instant now() const { return m_clock.now(); }

    /// Watches a descriptor for EPOLLIN, EPOLLOUT …; errors and hang-ups are always told. Watching again
    /// replaces.
    void watch(int fd, std::uint32_t events, Handler handler);
    void unwatch(int fd);
    TimerId after(Duration delay, Task task);
    void cancel(TimerId timer);
    /// Runs `task` in dispatch(). Callable from any thread.
    void post(Task task);

private:
    struct Watch {
        std::uint64_t token = 0;
        Handler handler;
    };

    Reactor(const ports::Clock& clock, int epoll, int timer, int wake);
    void runPosted();
    void runTimers();
    void arm();

    const ports::Clock& m_clock;
    codec::Descriptor m_epoll;
    codec::Descriptor m_timer;
    codec::Descriptor m_wake;
    std::map<int, std::shared_ptr<Watch>> m_watches;
    std::map<std::pair<Instant, TimerId>, Task> m_timers;
    std::map<TimerId, Instant> m_timerTimes;
    std::uint64_t m_last = 0;
    std::mutex m_mutex;
    std::vector<Task> m_posted;
};

} // namespace hotswap::node
