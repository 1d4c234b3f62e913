// SPDX-License-Identifier: Apache-2.0
#include "app/site/site_server.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hotswap::site {

namespace {

constexpr std::int64_t kLookMs = 1'000;
constexpr std::int64_t kDrainLookMs = 25;
constexpr std::int64_t kLingerMs = 1'000;
constexpr std::int64_t kAcceptQuietMs = 250; // no new connection for so long: the backlog is really empty
constexpr std::size_t kSendPieceMax = 1024 * 1024;
constexpr int kMisdirected = 421;

} // namespace

SiteServer::SiteServer(SiteFiles files, std::set<std::string> hosts, std::vector<SiteListener> listeners,
                       Clocks clocks, SiteLimits limits)
    : m_files(std::move(files)),
      m_hosts(std::move(hosts)),
      m_listeners(std::move(listeners)),
      m_clocks(std::move(clocks)),
      m_limits(limits) {}

SiteServer::~SiteServer() {
    for (const auto& [fd, connection] : m_connections) {
        ::close(fd);
    }
    for (const auto& listener : m_listeners) {
        ::close(listener.fd);
    }
}

bool SiteServer::setUp() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    m_signals = codec::Descriptor(::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC));
    m_epoll = codec::Descriptor(::epoll_create1(EPOLL_CLOEXEC));
    const auto add = [this](int fd) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        return ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event) == 0;
    };
    return m_signals.valid() && m_epoll.valid() && add(m_signals.get()) &&
           std::all_of(m_listeners.begin(), m_listeners.end(),
                       [&](const SiteListener& listener) { return add(listener.fd); });
}

bool SiteServer::run() {
    if (!setUp()) {
        return false;
    }
    std::array<epoll_event, 256> events{};
    m_now = m_clocks.steadyMs();
    while (!m_draining || !m_connections.empty() || m_now - m_acceptedAt <= kAcceptQuietMs) {
        const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()),
                                       static_cast<int>(m_draining ? kDrainLookMs : kLookMs));
        m_now = m_clocks.steadyMs();
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            const auto listener = std::find_if(m_listeners.begin(), m_listeners.end(),
                                               [&](const auto& each) { return each.fd == event.data.fd; });
            if (event.data.fd == m_signals.get()) {
                beginDrain();
            } else if (listener != m_listeners.end()) {
                acceptAll(*listener);
            } else if (const auto it = m_connections.find(event.data.fd); it != m_connections.end()) {
                serve(*it->second, event.events);
            }
        }
        endOverdue();
        for (const int fd : std::exchange(m_closed, {})) {
            if (m_connections.erase(fd) > 0) {
                ::close(fd);
            }
        }
    }
    return true;
}

void SiteServer::acceptAll(const SiteListener& listener) {
    while (m_connections.size() < m_limits.connectionsMax) {
        const int fd = ::accept4(listener.fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            return; // empty; or no descriptor is free, then the level-triggered event comes again
        }
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto connection = std::make_unique<Connection>();
        connection->fd = fd;
        connection->reach = listener.reach;
        connection->since = m_now;
        connection->interest = EPOLLIN;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event);
        m_connections.emplace(fd, std::move(connection));
        m_acceptedAt = m_now;
    }
}

void SiteServer::serve(Connection& connection, std::uint32_t events) {
    if ((events & EPOLLERR) != 0) {
        close(connection);
        return;
    }
    if ((events & (EPOLLIN | EPOLLHUP)) != 0) {
        read(connection);
    }
    advance(connection);
}

void SiteServer::read(Connection& connection) {
    std::array<char, 16 * 1024> piece;
    while (connection.in.size() <= kHeadBytesMax) {
        const ssize_t got = ::recv(connection.fd, piece.data(), piece.size(), 0);
        if (got <= 0) {
            connection.inputEnded = got == 0 || (errno != EAGAIN && errno != EINTR);
            return;
        }
        if (connection.lingering) {
            continue; // what comes after the last answer is thrown away
        }
        if (connection.in.empty() && !connection.answering) {
            connection.since = m_now;
        }
        connection.in.append(piece.data(), static_cast<std::size_t>(got));
    }
}

/// Writes what is due, then takes the next request, until one of the two has to wait.
void SiteServer::advance(Connection& connection) {
    while (!connection.lingering) {
        if (connection.answering) {
            if (!write(connection)) {
                break;
            }
            finish(connection);
            continue;
        }
        const ParsedRequest parsed = parseSiteRequest(connection.in);
        if (parsed.state == ParsedRequest::State::Incomplete) {
            break;
        }
        connection.askedAtMs = m_now;
        if (parsed.state == ParsedRequest::State::Refused) {
            connection.in.clear();
            connection.closes = true;
            put(connection, plainAnswer(parsed.status), SiteRequest::Method::Get);
            continue;
        }
        connection.in.erase(0, parsed.bytes);
        begin(connection, parsed.request);
    }
    if (connection.inputEnded && !connection.answering) {
        close(connection);
        return;
    }
    watch(connection);
}

SiteAnswer SiteServer::answerFor(const Connection& connection, const SiteRequest& request) const {
    if (connection.reach == SiteListener::Reach::Probe) {
        SiteAnswer answer;
        if (request.target == "/metrics") {
            answer.body = m_metrics.text(m_connections.size());
            return answer;
        }
        if (request.target == "/health") {
            answer.body = "healthy\n";
            return answer;
        }
    } else if (!m_hosts.empty() && !m_hosts.contains(request.host)) {
        return plainAnswer(kMisdirected);
    }
    return m_files.answer(request);
}

void SiteServer::begin(Connection& connection, const SiteRequest& request) {
    // While draining the last answer says so; requests that are here already are all answered first.
    connection.closes = !request.keepAlive || (m_draining && connection.in.empty());
    put(connection, answerFor(connection, request), request.method);
}

void SiteServer::put(Connection& connection, SiteAnswer answer, SiteRequest::Method method) {
    connection.out = writeHead(answer, method, !connection.closes, m_clocks.wallSeconds());
    connection.status = answer.status;
    connection.answering = true;
    connection.since = m_now;
    connection.file = codec::Descriptor();
    connection.fileLeft = 0;
    if (answer.file.valid() && method == SiteRequest::Method::Get) {
        connection.file = std::move(answer.file);
        connection.fileAt = answer.begin;
        connection.fileLeft = answer.length;
    }
    connection.answerBytes = connection.out.size() + connection.fileLeft;
}

/// Whether the whole answer has gone.
bool SiteServer::write(Connection& connection) {
    while (!connection.out.empty()) {
        const int more = connection.fileLeft > 0 ? MSG_MORE : 0;
        const ssize_t sent =
            ::send(connection.fd, connection.out.data(), connection.out.size(), MSG_NOSIGNAL | more);
        if (sent < 0) {
            connection.inputEnded = connection.inputEnded || (errno != EAGAIN && errno != EINTR);
            break;
        }
        connection.since = m_now;
        connection.out.erase(0, static_cast<std::size_t>(sent));
    }
    while (connection.out.empty() && connection.fileLeft > 0) {
        auto at = static_cast<off_t>(connection.fileAt);
        const ssize_t sent = ::sendfile(connection.fd, connection.file.get(), &at,
                                        std::min<std::uint64_t>(connection.fileLeft, kSendPieceMax));
        if (sent <= 0) {
            const bool broken = sent == 0 || (errno != EAGAIN && errno != EINTR);
            if (broken) {
                close(connection); // the file became shorter, or the peer is gone: its length was promised
            }
            break;
        }
        connection.since = m_now;
        connection.fileAt += static_cast<std::uint64_t>(sent);
        connection.fileLeft -= static_cast<std::uint64_t>(sent);
    }
    return connection.out.empty() && connection.fileLeft == 0;
}

void SiteServer::finish(Connection& connection) {
    if (connection.reach == SiteListener::Reach::Public) {
        const double seconds = static_cast<double>(m_clocks.steadyMs() - connection.askedAtMs) / 1e3;
        m_metrics.answered(connection.status, seconds, connection.answerBytes);
    }
    connection.answering = false;
    connection.file = codec::Descriptor();
    connection.since = m_now;
    if (connection.closes) {
        // Closing outright would answer bytes under way with a reset, which can destroy the last answer.
        ::shutdown(connection.fd, SHUT_WR);
        connection.lingering = true;
        connection.in.clear();
    }
}

void SiteServer::watch(Connection& connection) {
    // Input that cannot be answered yet stays in the socket: that is the other side's brake.
    const bool reads = !connection.inputEnded && !connection.answering;
    const std::uint32_t interest = (reads ? EPOLLIN : 0U) | (connection.answering ? EPOLLOUT : 0U);
    if (interest == connection.interest) {
        return;
    }
    epoll_event event{};
    event.events = interest;
    event.data.fd = connection.fd;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, connection.fd, &event);
    connection.interest = interest;
}

void SiteServer::beginDrain() {
    signalfd_siginfo ignored{};
    while (::read(m_signals.get(), &ignored, sizeof ignored) == sizeof ignored) {}
    if (!m_draining) {
        m_draining = true;
        m_drainSince = m_now;
        m_acceptedAt = m_now;
        m_nextLook = m_now;
    }
    for (const auto& listener : m_listeners) {
        acceptAll(listener);
    }
}

bool SiteServer::overdue(const Connection& connection) const {
    const std::int64_t waited = m_now - connection.since;
    if (m_draining && m_now - m_drainSince > m_limits.drainMs) {
        return true;
    }
    if (connection.lingering) {
        return waited > kLingerMs;
    }
    if (connection.answering) {
        return waited > m_limits.stalledMs;
    }
    if (!connection.in.empty()) {
        return waited > m_limits.headMs;
    }
    const bool probe = connection.reach == SiteListener::Reach::Probe;
    const std::int64_t quiet = std::min(waited, m_now - m_drainSince);
    return m_draining ? probe || quiet > m_limits.drainQuietMs : waited > m_limits.idleMs;
}

void SiteServer::endOverdue() {
    if (m_now < m_nextLook) {
        return;
    }
    m_nextLook = m_now + (m_draining ? kDrainLookMs : kLookMs);
    for (const auto& [fd, connection] : m_connections) {
        if (!overdue(*connection)) {
            continue;
        }
        const bool idle = !connection->answering && !connection->lingering && connection->in.empty();
        if (idle && m_draining) {
            ::shutdown(fd, SHUT_WR);
            connection->lingering = true;
            connection->since = m_now;
        } else {
            close(*connection);
        }
    }
}

} // namespace hotswap::site
