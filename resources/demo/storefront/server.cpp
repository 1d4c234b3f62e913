// SPDX-License-Identifier: Apache-2.0
#include "resources/demo/storefront/server.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace storefront {

namespace {

constexpr std::size_t kConnectionsMax = 8'192;
constexpr std::size_t kInputBytesMax = kHeadBytesMax + kBodyBytesMax;
constexpr std::int64_t kKeepAliveMs = 60'000; // an idle connection in normal times
constexpr std::int64_t kRequestMs = 10'000;   // a request that does not get complete
constexpr std::int64_t kLingerMs = 1'000;     // waiting for the other side to close
constexpr std::int64_t kQuietWhileDrainingMs = 2'000;
constexpr std::int64_t kAcceptQuietMs = 250; // no new connection for so long: the backlog is really empty
constexpr std::int64_t kDrainMs = 9'000;     // below `stop.graceMs` of module.toml
constexpr int kTickMs = 1'000;
constexpr int kDrainTickMs = 25;

std::int64_t monotonicMs() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000 + now.tv_nsec / 1'000'000;
}

double millisecondsSince(const timespec& start) {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec - start.tv_sec) * 1e3 +
           static_cast<double>(now.tv_nsec - start.tv_nsec) / 1e6;
}

} // namespace

Server::Server(Site& site, std::vector<Listener> listeners)
    : m_site(site), m_listeners(std::move(listeners)) {}

Server::~Server() {
    for (const auto& [fd, connection] : m_connections) {
        ::close(fd);
    }
    ::close(m_signals);
    ::close(m_epoll);
}

bool Server::setUp() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    m_signals = ::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    const auto add = [this](int fd) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        return ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event) == 0;
    };
    bool ready = m_signals >= 0 && m_epoll >= 0 && add(m_signals);
    for (const Listener& listener : m_listeners) {
        ready = ready && add(listener.fd);
    }
    return ready;
}

bool Server::run() {
    if (!setUp()) {
        return false;
    }
    std::array<epoll_event, 256> events{};
    while (!finished()) {
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), waitMs());
        m_nowMs = monotonicMs();
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            const auto listener = std::find_if(m_listeners.begin(), m_listeners.end(),
                                               [fd](const Listener& l) { return l.fd == fd; });
            if (fd == m_signals) {
                beginDrain();
            } else if (listener != m_listeners.end()) {
                acceptAll(*listener);
            } else if (const auto it = m_connections.find(fd); it != m_connections.end()) {
                serve(*it->second, events[static_cast<std::size_t>(i)].events);
            }
        }
        sendDelayed();
        endQuiet();
        closeMarked();
    }
    return true;
}

void Server::acceptAll(const Listener& listener) {
    while (m_connections.size() < kConnectionsMax) {
        const int fd = ::accept4(listener.fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            return; // empty; or no descriptor is free now, then the level-triggered event comes again
        }
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto connection = std::make_unique<Connection>();
        connection->fd = fd;
        connection->reach = listener.reach;
        connection->lastActiveMs = m_nowMs;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
        connection->interest = EPOLLIN;
        m_connections.emplace(fd, std::move(connection));
        m_lastAcceptMs = m_nowMs;
    }
}

void Server::serve(Connection& connection, std::uint32_t events) {
    if ((events & EPOLLERR) != 0) {
        markClosed(connection);
        return;
    }
    if ((events & (EPOLLIN | EPOLLHUP)) != 0) {
        readInput(connection);
    }
    answerRequests(connection);
    writeOutput(connection);
}

void Server::readInput(Connection& connection) {
    std::array<char, 16 * 1024> piece;
    while (connection.in.size() < kInputBytesMax) {
        const ssize_t got = ::read(connection.fd, piece.data(), piece.size());
        if (got > 0) {
            if (connection.phase == Phase::Open) {
                connection.lastActiveMs = m_nowMs;
                connection.in.append(piece.data(), static_cast<std::size_t>(got));
            }
            continue;
        }
        if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            connection.inputEnded = true;
        }
        return;
    }
}

void Server::answerRequests(Connection& connection) {
    while (connection.phase == Phase::Open && connection.delayed.empty() && !connection.closeAfterAnswer &&
           !connection.in.empty()) {
        const Parsed parsed = parseRequest(connection.in);
        if (parsed.state == ParseState::Incomplete) {
            return;
        }
        if (parsed.state == ParseState::Refused) {
            refuse(connection, parsed.status);
            return;
        }
        connection.in.erase(0, parsed.request.bytes);
        queueAnswer(connection, parsed.request);
    }
}

void Server::queueAnswer(Connection& connection, const Request& request) {
    timespec start{};
    ::clock_gettime(CLOCK_MONOTONIC, &start);
    m_site.metrics().connectionsNow(m_connections.size());
    const Site::Outcome outcome = m_site.answer(request);
    // While draining the last answer says so; requests that are here already are all answered first.
    connection.closeAfterAnswer = !request.keepAlive || (m_draining && connection.in.empty());
    const After after = connection.closeAfterAnswer ? After::Close : After::KeepAlive;
    std::string bytes = writeAnswer(outcome.answer, request.method, after);
    if (outcome.delayMs > 0) {
        connection.delayed = std::move(bytes);
        connection.delayedStatus = outcome.answer.status;
        connection.askedAtMs = m_nowMs;
        connection.delayedUntilMs = m_nowMs + outcome.delayMs;
        ++m_delayedCount;
        return;
    }
    connection.out += bytes;
    if (connection.reach == Reach::Public) {
        m_site.metrics().answered(outcome.answer.status, millisecondsSince(start));
    }
}

void Server::refuse(Connection& connection, int status) {
    connection.in.clear();
    connection.closeAfterAnswer = true;
    connection.out += writeAnswer({status, "text/plain; charset=utf-8", "refused\n"}, "GET", After::Close);
    if (connection.reach == Reach::Public) {
        m_site.metrics().answered(status, 0);
    }
}

void Server::writeOutput(Connection& connection) {
    while (!connection.out.empty()) {
        const ssize_t put = ::send(connection.fd, connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
        if (put < 0) {
            if (errno != EAGAIN && errno != EINTR) {
                markClosed(connection);
                return;
            }
            break;
        }
        connection.lastActiveMs = m_nowMs;
        connection.out.erase(0, static_cast<std::size_t>(put));
    }
    const bool nothingLeft = connection.out.empty() && connection.delayed.empty();
    if (nothingLeft && connection.inputEnded) {
        markClosed(connection);
    } else if (nothingLeft && connection.closeAfterAnswer && connection.phase == Phase::Open) {
        linger(connection);
    }
    watch(connection);
}

void Server::watch(Connection& connection) {
    // Input that cannot be answered yet stays in the socket: that is the other side's brake.
    const bool mayRead =
        !connection.inputEnded && connection.in.size() < kInputBytesMax && connection.out.empty();
    const std::uint32_t interest = (mayRead ? EPOLLIN : 0U) | (connection.out.empty() ? 0U : EPOLLOUT);
    if (interest == connection.interest) {
        return;
    }
    epoll_event event{};
    event.events = interest;
    event.data.fd = connection.fd;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.fd, &event);
    connection.interest = interest;
}

void Server::linger(Connection& connection) {
    // Closing outright would answer bytes under way with a reset, which can destroy our last answer at the
    // client.
    ::shutdown(connection.fd, SHUT_WR);
    connection.phase = Phase::Lingering;
    connection.in.clear();
    connection.lastActiveMs = m_nowMs;
}

void Server::beginDrain() {
    signalfd_siginfo ignored{};
    while (::read(m_signals, &ignored, sizeof ignored) == sizeof ignored) {}
    if (!m_draining) {
        m_draining = true;
        m_drainSinceMs = m_nowMs;
        m_lastAcceptMs = m_nowMs;
        m_nextCheckMs = m_nowMs;
    }
    for (const Listener& listener : m_listeners) {
        acceptAll(listener);
    }
}

void Server::sendDelayed() {
    if (m_delayedCount == 0) {
        return;
    }
    for (const auto& [fd, connection] : m_connections) {
        if (connection->delayed.empty() || connection->delayedUntilMs > m_nowMs) {
            continue;
        }
        --m_delayedCount;
        connection->out += connection->delayed;
        connection->delayed.clear();
        if (connection->reach == Reach::Public) {
            m_site.metrics().answered(connection->delayedStatus,
                                      static_cast<double>(m_nowMs - connection->askedAtMs));
        }
        answerRequests(*connection);
        writeOutput(*connection);
    }
}

void Server::endQuiet() {
    if (m_nowMs < m_nextCheckMs) {
        return;
    }
    m_nextCheckMs = m_nowMs + (m_draining ? kDrainTickMs : kTickMs);
    const bool overtime = m_draining && m_nowMs - m_drainSinceMs > kDrainMs;
    for (const auto& [fd, connection] : m_connections) {
        const std::int64_t quiet = m_nowMs - connection->lastActiveMs;
        if (connection->phase == Phase::Lingering) {
            if (quiet > kLingerMs || overtime) {
                markClosed(*connection);
            }
            continue;
        }
        const bool probe = connection->reach == Reach::Probe;
        const std::int64_t quietInDrain = std::min(quiet, m_nowMs - m_drainSinceMs);
        const bool drained = m_draining && (probe || quietInDrain > kQuietWhileDrainingMs);
        if (overtime) {
            markClosed(*connection);
        } else if (connection->idle() && (drained || quiet > kKeepAliveMs)) {
            linger(*connection);
        } else if (!connection->idle() && connection->delayed.empty() && quiet > kRequestMs) {
            markClosed(*connection); // half a request, or an answer that nobody takes
        }
    }
}

void Server::closeMarked() {
    for (const int fd : m_closed) {
        const auto it = m_connections.find(fd);
        if (it != m_connections.end()) {
            m_delayedCount -= it->second->delayed.empty() ? 0 : 1;
            ::close(fd);
            m_connections.erase(it);
        }
    }
    m_closed.clear();
}

int Server::waitMs() const {
    std::int64_t wait = m_draining ? kDrainTickMs : kTickMs;
    if (m_delayedCount > 0) {
        for (const auto& [fd, connection] : m_connections) {
            if (!connection->delayed.empty()) {
                wait = std::min(wait, std::max<std::int64_t>(connection->delayedUntilMs - m_nowMs, 0));
            }
        }
    }
    return static_cast<int>(wait);
}

bool Server::finished() const {
    return m_draining && m_connections.empty() && m_nowMs - m_lastAcceptMs > kAcceptQuietMs;
}

} // namespace storefront
