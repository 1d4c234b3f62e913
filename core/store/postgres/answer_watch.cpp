// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/answer_watch.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace hotswap::store::postgres {

namespace {

constexpr std::uint64_t kStop = 0;
constexpr std::uint64_t kEnd = 1;

int makeTimer() {
    return ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
}

/// Zero: never.
void set(int timer, Duration limit) {
    itimerspec when{};
    when.it_value.tv_sec = limit.count() / 1'000;
    when.it_value.tv_nsec = limit.count() % 1'000 * 1'000'000;
    ::timerfd_settime(timer, 0, &when, nullptr);
}

void watch(int epoll, int descriptor, std::uint64_t id) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

} // namespace

AnswerWatch::AnswerWatch()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_endTimer(makeTimer()) {
    watch(m_epoll, m_stop, kStop);
    watch(m_epoll, m_endTimer, kEnd);
    m_thread = std::thread([this] { run(); });
}

AnswerWatch::~AnswerWatch() {
    const std::uint64_t one = 1;
    (void)!::write(m_stop, &one, sizeof one);
    m_thread.join();
    for (const auto& [id, watched] : m_watched) {
        ::close(watched.timer);
        ::close(watched.socket);
    }
    ::close(m_endTimer);
    ::close(m_stop);
    ::close(m_epoll);
}

std::uint64_t AnswerWatch::add(int socket) {
    const std::lock_guard lock(m_mutex);
    const Watched watched{::fcntl(socket, F_DUPFD_CLOEXEC, 0), makeTimer()};
    m_watched.emplace(++m_last, watched);
    watch(m_epoll, watched.timer, m_last);
    if (m_ended) {
        ::shutdown(watched.socket, SHUT_RDWR);
    }
    return m_last;
}

void AnswerWatch::remove(std::uint64_t id) {
    const std::lock_guard lock(m_mutex);
    const auto it = m_watched.find(id);
    if (it != m_watched.end()) {
        ::close(it->second.timer);
        ::close(it->second.socket);
        m_watched.erase(it);
    }
}

void AnswerWatch::begin(std::uint64_t id, Duration limit) {
    const std::lock_guard lock(m_mutex);
    const auto it = m_watched.find(id);
    if (it != m_watched.end()) {
        set(it->second.timer, std::max(Duration{1}, limit));
    }
}

void AnswerWatch::end(std::uint64_t id) {
    const std::lock_guard lock(m_mutex);
    const auto it = m_watched.find(id);
    if (it != m_watched.end()) {
        set(it->second.timer, Duration::zero());
    }
}

void AnswerWatch::endAllWithin(Duration limit) {
    set(m_endTimer, std::max(Duration{1}, limit));
}

bool AnswerWatch::ended() const {
    const std::lock_guard lock(m_mutex);
    return m_ended;
}

void AnswerWatch::expired(std::uint64_t id) {
    const std::lock_guard lock(m_mutex);
    if (id == kEnd) {
        m_ended = true;
        set(m_endTimer, Duration::zero());
        for (const auto& [each, watched] : m_watched) {
            ::shutdown(watched.socket, SHUT_RDWR);
        }
        return;
    }
    // Removed, or answered, while the word was on its way: then there is nothing to read.
    const auto it = m_watched.find(id);
    std::uint64_t times = 0;
    if (it != m_watched.end() && ::read(it->second.timer, &times, sizeof times) == sizeof times) {
        ::shutdown(it->second.socket, SHUT_RDWR);
    }
}

void AnswerWatch::run() {
    std::array<epoll_event, 16> events{};
    while (true) {
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
            if (id == kStop) {
                return;
            }
            expired(id);
        }
    }
}

} // namespace hotswap::store::postgres
