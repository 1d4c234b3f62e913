// SPDX-License-Identifier: Apache-2.0
#include "core/node/reactor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace hotswap::node {

Result<std::unique_ptr<Reactor>> Reactor::make(const ports::Clock& clock) {
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    const int timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    const int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::unique_ptr<Reactor> reactor(new Reactor(clock, epoll, timer, wake));
    if (epoll < 0 || timer < 0 || wake < 0) {
        return codec::systemError("epoll", errno);
    }
    for (const int fd : {timer, wake}) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        if (::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
            return codec::systemError("epoll", errno);
        }
    }
    return reactor;
}

Reactor::Reactor(const ports::Clock& clock, int epoll, int timer, int wake)
    : m_clock(clock), m_epoll(epoll), m_timer(timer), m_wake(wake) {}

void Reactor::watch(int fd, std::uint32_t events, Handler handler) {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    const bool known = m_watches.contains(fd);
    if (::epoll_ctl(m_epoll.get(), known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) != 0 && known) {
        // The number was closed and reused meanwhile: it is a new descriptor to epoll.
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event);
    }
    m_watches[fd] = std::make_shared<Watch>(Watch{++m_last, std::move(handler)});
}

void Reactor::unwatch(int fd) {
    if (m_watches.erase(fd) > 0) {
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
    }
}

Reactor::TimerId Reactor::after(Duration delay, Task task) {
    const TimerId id = ++m_last;
    const Instant when = now() + std::max(delay, Duration::zero());
    m_timers.emplace(std::pair{when, id}, std::move(task));
    m_timerTimes.emplace(id, when);
    arm();
    return id;
}

void Reactor::cancel(TimerId timer) {
    const auto it = m_timerTimes.find(timer);
    if (it != m_timerTimes.end()) {
        m_timers.erase({it->second, timer});
        m_timerTimes.erase(it);
    }
}

void Reactor::post(Task task) {
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(task));
    }
    const std::uint64_t one = 1;
    (void)!::write(m_wake.get(), &one, sizeof one);
}

void Reactor::arm() {
    itimerspec spec{};
    if (!m_timers.empty()) {
        const auto wait = std::max(m_timers.begin()->first.first - now(), Duration{0});
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait);
        spec.it_value.tv_sec = seconds.count();
        // Not zero, which would disarm.
        spec.it_value.tv_nsec = (wait - seconds).count() * 1'000'000 + 1;
    }
    ::timerfd_settime(m_timer.get(), 0, &spec, nullptr);
}

void Reactor::runPosted() {
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_posted);
    }
    for (auto& task : tasks) {
        task();
    }
}

void Reactor::runTimers() {
    const Instant until = now();
    while (!m_timers.empty() && m_timers.begin()->first.first <= until) {
        auto node = m_timers.extract(m_timers.begin());
        m_timerTimes.erase(node.key().second);
        node.mapped()();
    }
    arm();
}

void Reactor::dispatch() {
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const int fd = events[static_cast<std::size_t>(i)].data.fd;
        std::uint64_t ignored = 0;
        if (fd == m_timer.get() || fd == m_wake.get()) {
            (void)!::read(fd, &ignored, sizeof ignored);
        }
    }
    // Tokens are taken before the first handler runs: one that is replaced by a handler must not get old
    // events.
    std::vector<std::pair<std::shared_ptr<Watch>, std::pair<int, std::uint32_t>>> calls;
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        if (const auto it = m_watches.find(event.data.fd); it != m_watches.end()) {
            calls.emplace_back(it->second, std::pair{event.data.fd, event.events});
        }
    }
    for (const auto& [watch, call] : calls) {
        const auto it = m_watches.find(call.first);
        if (it != m_watches.end() && it->second->token == watch->token) {
            watch->handler(call.second);
        }
    }
    runPosted();
    runTimers();
}

} // namespace hotswap::node
