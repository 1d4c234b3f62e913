// SPDX-License-Identifier: Apache-2.0
#include "tests/app/storefront/storefront_process.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hotswap::storefront_test {

namespace {

constexpr int kBacklog = 4'096;
constexpr int kLimitS = 5;
constexpr int kAside = 100; ///< descriptors out of the way of 3 and 4

int listenOnLoopback(std::uint16_t& port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(fd, kBacklog);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    return fd;
}

} // namespace

Client::Client(std::uint16_t port) {
    m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{kLimitS, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    m_connected = ::connect(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

Client::~Client() {
    ::close(m_fd);
}

bool Client::send(const std::string& bytes) {
    return ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

std::optional<WireAnswer> Client::receive() {
    std::array<char, 16 * 1024> piece;
    while (true) {
        const std::size_t end = m_input.find("\r\n\r\n");
        if (end != std::string::npos) {
            const std::size_t field = m_input.find("Content-Length: ");
            const std::size_t length = std::strtoul(m_input.c_str() + field + 16, nullptr, 10);
            if (m_input.size() >= end + 4 + length) {
                WireAnswer answer;
                answer.status = std::atoi(m_input.c_str() + 9);
                answer.close = m_input.substr(0, end).find("Connection: close") != std::string::npos;
                answer.body = m_input.substr(end + 4, length);
                m_input.erase(0, end + 4 + length);
                return answer;
            }
        }
        const ssize_t got = ::recv(m_fd, piece.data(), piece.size(), 0);
        if (got <= 0) {
            m_ended = got == 0;
            return std::nullopt;
        }
        m_input.append(piece.data(), static_cast<std::size_t>(got));
    }
}

std::optional<WireAnswer> Client::get(const std::string& path) {
    if (!send("GET " + path + " HTTP/1.1\r\nHost: storefront\r\n\r\n")) {
        return std::nullopt;
    }
    return receive();
}

StorefrontProcess::StorefrontProcess(const std::filesystem::path& program) {
    m_sockets[0] = listenOnLoopback(m_publicPort);
    m_sockets[1] = listenOnLoopback(m_probePort);
    m_pid = ::fork();
    if (m_pid == 0) {
        ::dup2(m_sockets[0], kAside);
        ::dup2(m_sockets[1], kAside + 1);
        ::dup2(kAside, 3);
        ::dup2(kAside + 1, 4);
        ::close(kAside);
        ::close(kAside + 1);
        ::setenv("LISTEN_FDS", "2", 1);
        ::setenv("LISTEN_FDNAMES", "http:probe", 1);
        ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
        ::execl(program.c_str(), program.c_str(), nullptr);
        ::_exit(127);
    }
}

StorefrontProcess::~StorefrontProcess() {
    if (m_pid > 0 && !exited()) {
        signal(SIGCONT);
        signal(SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    ::close(m_sockets[0]);
    ::close(m_sockets[1]);
}

void StorefrontProcess::signal(int number) const {
    ::kill(m_pid, number);
}

std::optional<int> StorefrontProcess::exited() {
    int status = 0;
    if (!m_status && ::waitpid(m_pid, &status, WNOHANG) == m_pid) {
        m_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return m_status;
}

} // namespace hotswap::storefront_test
