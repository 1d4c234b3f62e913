// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/latency_probe.h"

#include "core/codec/file_io.h"
#include "tests/bench/bench_json.h"

#include <algorithm>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace hotswap::bench {

namespace {

constexpr int kLimitSeconds = 10;

/// A blocking connection that asks for one page after the other.
class Client {
public:
    bool open(std::uint16_t port) {
        m_fd = codec::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const timeval limit{kLimitSeconds, 0};
        ::setsockopt(m_fd.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        const int on = 1;
        ::setsockopt(m_fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return ::connect(m_fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    bool isOpen() const { return m_fd.valid(); }
    void close() { m_fd = codec::Descriptor(); }

    /// Whether a whole 200 came; afterwards isOpen() says whether the connection may be used again.
    bool get(std::string_view request) {
        const auto sent = ::send(m_fd.get(), request.data(), request.size(), MSG_NOSIGNAL);
        bool whole = sent == static_cast<ssize_t>(request.size());
        m_answer.clear();
        while (whole && !complete()) {
            char piece[8192];
            const ssize_t got = ::recv(m_fd.get(), piece, sizeof piece, 0);
            whole = got > 0;
            m_answer.append(piece, whole ? static_cast<std::size_t>(got) : 0);
        }
        const bool stays = whole && m_answer.find("Connection: close") == std::string::npos;
        if (!stays) {
            close();
        }
        return whole && m_answer.starts_with("HTTP/1.1 200 ");
    }

private:
    bool complete() const {
        constexpr std::string_view kLength = "Content-Length: ";
        const auto head = m_answer.find("\r\n\r\n");
        const auto at = m_answer.find(kLength);
        return head != std::string::npos && at < head &&
               m_answer.size() >= head + 4 + std::stoul(m_answer.substr(at + kLength.size()));
    }

    codec::Descriptor m_fd;
    std::string m_answer;
};

} // namespace

LatencyProbe::LatencyProbe(std::uint16_t port, int perSecond)
    : m_port(port), m_periodNs(1'000'000'000 / perSecond) {
    for (const Kind kind : {Kind::Fresh, Kind::Kept}) {
        m_threads.emplace_back([this, kind] { work(kind); });
    }
}

LatencyProbe::~LatencyProbe() {
    m_stop = true;
    for (auto& thread : m_threads) {
        thread.join();
    }
}

void LatencyProbe::work(Kind kind) {
    const codec::Descriptor timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
    itimerspec spec{};
    spec.it_interval.tv_nsec = m_periodNs;
    spec.it_value.tv_nsec = m_periodNs;
    std::int64_t due = nowNs();
    ::timerfd_settime(timer.get(), 0, &spec, nullptr);
    const std::string request = std::string("GET / HTTP/1.1\r\nHost: probe\r\n") +
                                (kind == Kind::Fresh ? "Connection: close\r\n\r\n" : "\r\n");
    Client client;
    while (!m_stop) {
        std::uint64_t ticks = 0;
        if (::read(timer.get(), &ticks, sizeof ticks) != sizeof ticks) {
            return;
        }
        for (; ticks > 0; --ticks) {
            due += m_periodNs;
            const bool good = (client.isOpen() || client.open(m_port)) && client.get(request);
            if (!good) {
                client.close();
            }
            const Probe probe{due, static_cast<double>(nowNs() - due) / 1e6, !good};
            const std::lock_guard lock(m_mutex);
            m_probes.push_back(probe);
        }
    }
}

std::vector<Probe> LatencyProbe::probes() const {
    const std::lock_guard lock(m_mutex);
    return m_probes;
}

} // namespace hotswap::bench
