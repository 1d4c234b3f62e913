// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/edge/bad_peers.h"

#include "core/codec/file_io.h"
#include "tests/bench/bench_json.h"
#include "tests/fault/edge/bad_scripts.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <mutex>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace hotswap::fault {

using bench::nowNs;

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr std::int64_t kTrickleNs = 2 * kSecondNs; ///< between two bytes
constexpr std::int64_t kGiveUpNs = 40 * kSecondNs; ///< then one counts as still open
constexpr std::size_t kFloodBytesMax = 4 * 1024 * 1024;
constexpr int kSmallBuffer = 4'096; ///< of those that do not read
constexpr int kWaitMs = 5;
constexpr int kLeastUrgent = 19;

/// Every other slow one from an address of its own, the rest from four; oversize ones from eight.
in_addr_t addressOf(int index, bool slow) {
    const auto of = [](int a, int b, int c) {
        return htonl(127U << 24 | static_cast<unsigned>(a) << 16 | static_cast<unsigned>(b) << 8 |
                     static_cast<unsigned>(c));
    };
    if (!slow) {
        return of(3, 0, 1 + index % 8);
    }
    return index % 2 == 0 ? of(1, index / 250, 1 + index % 250) : of(2, 0, 1 + index / 2 % 4);
}

} // namespace

class BadPeers::Crowd {
public:
    explicit Crowd(const BadSetup& setup) : m_setup(setup), m_poll(::epoll_create1(EPOLL_CLOEXEC)) {
        for (int kind = 0; kind < kSlowKinds; ++kind) {
            m_slow.push_back(slowScript(kind));
        }
        for (int kind = 0; kind < kOversizeKinds; ++kind) {
            m_oversize.push_back(oversizeScript(kind));
        }
        m_peers.resize(static_cast<std::size_t>(setup.slow + setup.oversize));
        m_thread = std::thread([this] { work(); });
    }
    ~Crowd() {
        m_stop = true;
        m_thread.join();
    }
    bool over() const { return m_over; }
    BadResult result() const {
        const std::lock_guard lock(m_mutex);
        return m_result;
    }

private:
    struct Peer {
        codec::Descriptor fd;
        const BadScript* script = nullptr;
        bool slow = true;
        bool answered = false;
        bool writable = false; ///< EPOLLOUT is asked for
        std::int64_t openedNs = 0;
        std::size_t sent = 0; ///< of `first` and `second`
        std::size_t at = 0;   ///< in trickle or flood
        std::size_t flooded = 0;
    };

    void work();
    void open(std::size_t index);
    void onReady(Peer& peer, std::uint32_t events);
    void push(Peer& peer);
    /// All that is sent at once has been sent, and answered where it has to be.
    static bool begun(const Peer& peer) {
        const BadScript& script = *peer.script;
        return peer.sent == script.first.size() + script.second.size() && (!script.waits || peer.answered);
    }
    void flood(Peer& peer);
    void want(Peer& peer, bool writable);
    void trickleDue();
    void closed(Peer& peer);
    /// Sends a piece; false: nothing more is taken now, or ever.
    static std::size_t sendSome(Peer& peer, std::string_view bytes);

    BadSetup m_setup;
    codec::Descriptor m_poll;
    std::vector<BadScript> m_slow;
    std::vector<BadScript> m_oversize;
    std::vector<Peer> m_peers;
    std::deque<std::pair<std::int64_t, std::size_t>> m_trickles; ///< in order of time
    int m_open = 0;
    std::atomic<bool> m_over{false};
    std::atomic<bool> m_stop{false};
    mutable std::mutex m_mutex;
    BadResult m_result;
    std::thread m_thread;
};

void BadPeers::Crowd::open(std::size_t index) {
    Peer& peer = m_peers[index];
    // Oversize ones are spread among the slow ones.
    const auto every = m_peers.size() / static_cast<std::size_t>(std::max(m_setup.oversize, 1));
    peer.slow = m_setup.oversize == 0 || index % every != 0 ||
                index / every >= static_cast<std::size_t>(m_setup.oversize);
    const auto& scripts = peer.slow ? m_slow : m_oversize;
    peer.script = &scripts[(peer.slow ? index : index / every) % scripts.size()];
    peer.fd = codec::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(peer.fd.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (!peer.script->reads) {
        ::setsockopt(peer.fd.get(), SOL_SOCKET, SO_RCVBUF, &kSmallBuffer, sizeof kSmallBuffer);
    }
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = addressOf(static_cast<int>(index), peer.slow);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(m_setup.port);
    const bool bound = ::bind(peer.fd.get(), reinterpret_cast<sockaddr*>(&from), sizeof from) == 0;
    const int connected = ::connect(peer.fd.get(), reinterpret_cast<sockaddr*>(&to), sizeof to);
    const std::lock_guard lock(m_mutex);
    if (!bound || (connected != 0 && errno != EINPROGRESS)) {
        peer.fd = codec::Descriptor();
        m_result.refused += 1;
        return;
    }
    m_result.opened += 1;
    m_result.openMax = std::max(m_result.openMax, ++m_open);
    peer.openedNs = nowNs();
    epoll_event event{};
    event.events = (peer.script->reads ? unsigned{EPOLLIN} : 0U) | EPOLLRDHUP | EPOLLOUT;
    event.data.u64 = index;
    peer.writable = true;
    ::epoll_ctl(m_poll.get(), EPOLL_CTL_ADD, peer.fd.get(), &event);
    if (!peer.script->trickle.empty()) {
        m_trickles.emplace_back(peer.openedNs + kTrickleNs, index);
    }
}

std::size_t BadPeers::Crowd::sendSome(Peer& peer, std::string_view bytes) {
    const auto sent = ::send(peer.fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void BadPeers::Crowd::want(Peer& peer, bool writable) {
    if (peer.writable != writable) {
        peer.writable = writable;
        epoll_event event{};
        event.events =
            (peer.script->reads ? unsigned{EPOLLIN} : 0U) | EPOLLRDHUP | (writable ? unsigned{EPOLLOUT} : 0U);
        event.data.u64 = static_cast<std::uint64_t>(&peer - m_peers.data());
        ::epoll_ctl(m_poll.get(), EPOLL_CTL_MOD, peer.fd.get(), &event);
    }
}

void BadPeers::Crowd::push(Peer& peer) {
    const BadScript& script = *peer.script;
    const std::size_t first = script.first.size();
    if (peer.sent < first) {
        peer.sent += sendSome(peer, std::string_view(script.first).substr(peer.sent));
    }
    const bool goesOn = peer.sent >= first && (!script.waits || peer.answered);
    if (goesOn && !begun(peer)) {
        peer.sent += sendSome(peer, std::string_view(script.second).substr(peer.sent - first));
    }
    const bool floods = begun(peer) && !script.flood.empty() && peer.flooded < kFloodBytesMax;
    if (floods) {
        flood(peer);
    }
    want(peer, peer.sent < first || (goesOn && !begun(peer)) || floods);
}

void BadPeers::Crowd::flood(Peer& peer) {
    const std::string_view bytes = peer.script->flood;
    const std::size_t sent = sendSome(peer, bytes.substr(peer.at));
    peer.at = (peer.at + sent) % bytes.size();
    peer.flooded += sent;
    const std::lock_guard lock(m_mutex);
    m_result.sentMiB += static_cast<double>(sent) / (1024 * 1024);
}

void BadPeers::Crowd::onReady(Peer& peer, std::uint32_t events) {
    if (!peer.fd.valid()) {
        return;
    }
    bool ended = (events & (EPOLLERR | EPOLLHUP | EPOLLRDHUP)) != 0;
    if ((events & EPOLLIN) != 0) {
        std::array<char, 16 * 1024> piece;
        const auto got = ::recv(peer.fd.get(), piece.data(), piece.size(), 0);
        ended = ended || got == 0 || (got < 0 && errno != EAGAIN);
        peer.answered = peer.answered || got > 0;
    }
    if (ended) {
        closed(peer);
    } else {
        push(peer);
    }
}

void BadPeers::Crowd::closed(Peer& peer) {
    const double seconds = static_cast<double>(nowNs() - peer.openedNs) / kSecondNs;
    peer.fd = codec::Descriptor();
    m_open -= 1;
    const std::lock_guard lock(m_mutex);
    m_result.closed += 1;
    if (peer.slow && seconds > m_result.closedSlowMaxSeconds) {
        m_result.longestSlowKind = static_cast<int>(peer.script - m_slow.data());
    }
    double& longest = peer.slow ? m_result.closedSlowMaxSeconds : m_result.closedOversizeMaxSeconds;
    longest = std::max(longest, seconds);
}

void BadPeers::Crowd::trickleDue() {
    const std::int64_t now = nowNs();
    while (!m_trickles.empty() && m_trickles.front().first <= now) {
        const std::size_t index = m_trickles.front().second;
        m_trickles.pop_front();
        Peer& peer = m_peers[index];
        if (!peer.fd.valid()) {
            continue;
        }
        if (begun(peer)) {
            peer.at += sendSome(peer, std::string_view(peer.script->trickle).substr(peer.at, 1));
            peer.at %= peer.script->trickle.size();
        }
        m_trickles.emplace_back(now + kTrickleNs, index);
    }
}

void BadPeers::Crowd::work() {
    // They stand for other machines: what they compute is not taken from the gateway and the good nodes.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLeastUrgent);
    const std::int64_t begun = nowNs();
    std::size_t next = 0;
    std::array<epoll_event, 512> events;
    while (!m_stop && !m_over) {
        const double share =
            static_cast<double>(nowNs() - begun) / static_cast<double>(m_setup.overSeconds * kSecondNs);
        const auto due = static_cast<std::size_t>(std::min(share, 1.0) * static_cast<double>(m_peers.size()));
        while (next < due) {
            open(next++);
        }
        const int count = ::epoll_wait(m_poll.get(), events.data(), static_cast<int>(events.size()), kWaitMs);
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            onReady(m_peers[event.data.u64], event.events);
        }
        trickleDue();
        const bool late = nowNs() - begun > m_setup.overSeconds * kSecondNs + kGiveUpNs;
        m_over = next == m_peers.size() && (m_open == 0 || late);
        const std::lock_guard lock(m_mutex);
        m_result.stillOpen = m_open;
    }
}

BadPeers::BadPeers(const BadSetup& setup) : m_crowd(std::make_unique<Crowd>(setup)) {}

BadPeers::~BadPeers() = default;

bool BadPeers::over() const {
    return m_crowd->over();
}

BadResult BadPeers::result() const {
    return m_crowd->result();
}

} // namespace hotswap::fault
