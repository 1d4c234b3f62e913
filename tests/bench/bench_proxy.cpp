// SPDX-License-Identifier: Apache-2.0
// What the fault proxy costs a message that passes it: round trips one after the other, so that nothing is
// gathered into one read; beside them the same without it. Numbers of tests that go through the proxy are to
// be read with these in mind.
#include "tests/bench/bench_json.h"
#include "tests/fault/network.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <thread>

using namespace hotswap;

namespace {

constexpr int kRoundTrips = 3'000;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

/// Sends back what it gets, on one connection after the other, until its listener is shut down.
class Echo {
public:
    Echo() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_listener, raw, size) == 0 && ::listen(m_listener, 8) == 0 &&
            ::getsockname(m_listener, raw, &size) == 0) {
            m_port = ntohs(address.sin_port);
            m_thread = std::thread([this] { serve(); });
        }
    }
    ~Echo() {
        ::shutdown(m_listener, SHUT_RDWR);
        if (m_thread.joinable()) {
            m_thread.join();
        }
        ::close(m_listener);
    }
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;
    int port() const { return m_port; }

private:
    void serve() {
        std::array<char, 64> bytes{};
        for (int peer = 0; (peer = ::accept(m_listener, nullptr, nullptr)) >= 0; ::close(peer)) {
            const int yes = 1;
            ::setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            for (ssize_t got = 0; (got = ::recv(peer, bytes.data(), bytes.size(), 0)) > 0;) {
                if (::send(peer, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) {
                    break;
                }
            }
        }
    }

    int m_listener;
    int m_port = 0;
    std::thread m_thread;
};

/// Milliseconds of each round trip; fewer than asked when the link broke.
std::vector<double> roundTrips(int port) {
    std::vector<double> times;
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    std::array<char, 4> bytes{'p', 'i', 'n', 'g'};
    bool open = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    for (int i = 0; open && i < kRoundTrips; ++i) {
        const std::int64_t start = bench::nowNs();
        open = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == 4 &&
               ::recv(fd, bytes.data(), bytes.size(), MSG_WAITALL) == 4;
        if (open) {
            times.push_back(static_cast<double>(bench::nowNs() - start) / 1e6);
        }
    }
    ::close(fd);
    return times;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const bench::Report report("proxy", bench::roundFrom(argc, argv));
    const QTemporaryDir folder;
    const Echo echo;
    const fault::FaultProxy proxy(QStringLiteral("127.0.0.1"),
                                  QStringLiteral("127.0.0.1:%1").arg(echo.port()),
                                  folder.filePath(QStringLiteral("control")));
    const std::vector<double> straight = roundTrips(echo.port());
    const std::vector<double> through = roundTrips(proxy.port());
    for (const auto& [peer, times] : {std::pair{"raw", &straight}, std::pair{"hotswap", &through}}) {
        report.line(peer, "round trip p50", bench::quantile(*times, 0.5), "ms");
        report.line(peer, "round trip p99", bench::quantile(*times, 0.99), "ms");
    }
    if (straight.size() != kRoundTrips || through.size() != kRoundTrips) {
        std::fputs("bench_proxy: a link broke\n", stderr);
        return 1;
    }
    return 0;
}
