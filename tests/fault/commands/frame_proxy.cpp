// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/commands/frame_proxy.h"

#include "core/codec/file_io.h"
#include "tests/bench/bench_json.h"
#include "tests/fault/commands/message_pipe.h"

#include <array>
#include <cerrno>
#include <list>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <vector>

namespace hotswap::fault {

namespace {

constexpr int kTurnMs = 20; // how long one waits to be overtaken, at most two turns
constexpr std::size_t kBacklogMax = 4 * 1024 * 1024;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

codec::Descriptor newSocket() {
    codec::Descriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

} // namespace

class FrameProxy::Core {
public:
    Core(std::uint16_t target, unsigned oneIn, std::uint64_t seed)
        : m_target(target), m_mischief{oneIn, seed}, m_listener(newSocket()) {
        sockaddr_in address = loopback(0);
        ::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(m_listener.get(), SOMAXCONN);
        socklen_t size = sizeof address;
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { work(); });
    }
    ~Core() {
        m_stop = true;
        m_thread.join();
    }
    std::uint16_t port() const { return m_port; }
    void pass() { m_pass = true; }
    ProxyCounts counts() const {
        const std::lock_guard lock(m_mutex);
        return m_counts;
    }

private:
    enum Side { Up, Down, Sides }; ///< up: from who connected to the target
    struct Link {
        std::array<codec::Descriptor, Sides> from;
        std::array<MessagePipe, Sides> pipes;
        std::array<std::string, Sides> out; ///< not sent yet
        std::string head;                   ///< of the target's answer, until it is whole
        bool asked = false;                 ///< the answer's head has been seen
        bool over = false;
    };

    void work();
    void accept();
    void read(Link& link, Side side);
    void onAnswer(Link& link, std::string_view bytes);
    void write(Link& link, Side side);
    void publish();

    std::uint16_t m_target;
    std::uint16_t m_port = 0;
    Mischief m_mischief;
    codec::Descriptor m_listener;
    std::list<Link> m_links;
    std::atomic<bool> m_stop{false};
    std::atomic<bool> m_pass{false};
    mutable std::mutex m_mutex;
    ProxyCounts m_counts;
    std::uint64_t m_accepted = 0;
    std::thread m_thread;
};

void FrameProxy::Core::accept() {
    Link link;
    link.from[Up] = codec::Descriptor(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    link.from[Down] = newSocket();
    const sockaddr_in target = loopback(m_target);
    const int on = 1;
    ::setsockopt(link.from[Up].get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (link.from[Up].valid() &&
        ::connect(link.from[Down].get(), reinterpret_cast<const sockaddr*>(&target), sizeof target) == 0) {
        m_accepted += 1;
        m_links.push_back(std::move(link));
    }
}

/// The target's answer says whether frames follow.
void FrameProxy::Core::onAnswer(Link& link, std::string_view bytes) {
    link.head += bytes;
    const auto end = link.head.find("\r\n\r\n");
    if (end == std::string::npos) {
        return;
    }
    link.asked = true;
    const std::string head = std::exchange(link.head, {});
    link.out[Down] += head.substr(0, end + 4);
    if (head.starts_with("HTTP/1.1 101")) {
        link.pipes[Up].beginFrames();
        link.pipes[Down].beginFrames();
    }
    link.pipes[Down].carry(std::string_view(head).substr(end + 4), m_mischief, link.out[Down]);
}

void FrameProxy::Core::read(Link& link, Side side) {
    std::array<char, 64 * 1024> piece;
    const auto got = ::recv(link.from[side].get(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN)) {
        link.over = true;
        return;
    }
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (side == Down && !link.asked) {
        onAnswer(link, bytes);
    } else {
        link.pipes[side].carry(bytes, m_mischief, link.out[side]);
    }
}

void FrameProxy::Core::write(Link& link, Side side) {
    const int to = link.from[side == Up ? Down : Up].get();
    std::string& out = link.out[side];
    while (!out.empty()) {
        const auto sent = ::send(to, out.data(), out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            link.over = link.over || errno != EAGAIN;
            return;
        }
        out.erase(0, static_cast<std::size_t>(sent));
    }
}

void FrameProxy::Core::publish() {
    const std::lock_guard lock(m_mutex);
    m_counts = {m_mischief.messages, m_mischief.dropped, m_mischief.repeated, m_mischief.reordered,
                m_accepted};
}

void FrameProxy::Core::work() {
    std::int64_t turnAt = 0;
    std::vector<pollfd> waiting;
    while (!m_stop) {
        m_mischief.oneIn = m_pass ? 0 : m_mischief.oneIn;
        waiting.assign(1, {m_listener.get(), POLLIN, 0});
        for (Link& link : m_links) {
            for (const Side side : {Up, Down}) {
                const Side back = side == Up ? Down : Up;
                const bool room = link.out[side].size() < kBacklogMax;
                const int events = (room ? POLLIN : 0) | (link.out[back].empty() ? 0 : POLLOUT);
                waiting.push_back({link.from[side].get(), static_cast<short>(events), 0});
            }
        }
        ::poll(waiting.data(), waiting.size(), kTurnMs);
        std::size_t at = 1;
        const bool turn = bench::nowNs() >= turnAt;
        turnAt = turn ? bench::nowNs() + std::int64_t{kTurnMs} * 1'000'000 : turnAt;
        for (Link& link : m_links) {
            for (const Side side : {Up, Down}) {
                if ((waiting[at++].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
                    read(link, side);
                }
                if (turn) {
                    link.pipes[side].release(link.out[side]);
                }
                write(link, side);
            }
        }
        m_links.remove_if([](const Link& link) { return link.over; });
        if ((waiting[0].revents & POLLIN) != 0) {
            accept();
        }
        publish();
    }
}

FrameProxy::FrameProxy(std::uint16_t target, unsigned oneIn, std::uint64_t seed)
    : m_core(std::make_unique<Core>(target, oneIn, seed)) {}

FrameProxy::~FrameProxy() = default;

std::uint16_t FrameProxy::port() const {
    return m_core->port();
}

void FrameProxy::pass() {
    m_core->pass();
}

ProxyCounts FrameProxy::counts() const {
    return m_core->counts();
}

} // namespace hotswap::fault
