// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/telemetry/http_stand_in.h"

#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hotswap::test {

namespace {

/// How long the body is that the head announces.
std::size_t bodyBytes(const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

bool isWhole(const std::string& request) {
    const auto end = request.find("\r\n\r\n");
    return end != std::string::npos && request.size() >= end + 4 + bodyBytes(request.substr(0, end));
}

} // namespace

HttpStandIn::HttpStandIn(Answer answer) : m_answer(std::move(answer)) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    ::bind(m_listener, generic, size);
    ::listen(m_listener, 64);
    ::getsockname(m_listener, generic, &size);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { run(); });
}

HttpStandIn::~HttpStandIn() {
    m_stopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int connection : m_connections) {
            ::shutdown(connection, SHUT_RDWR);
        }
    }
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    for (const int connection : m_connections) {
        ::close(connection);
    }
    ::close(m_listener);
}

void HttpStandIn::run() {
    while (!m_stopping) {
        const int connection = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) {
            continue;
        }
        const std::lock_guard lock(m_mutex);
        m_connections.push_back(connection);
        m_threads.emplace_back([this, connection] { serve(connection); });
    }
}

void HttpStandIn::serve(int connection) {
    std::string request;
    std::array<char, 4096> bytes{};
    while (!isWhole(request)) {
        const auto count = ::recv(connection, bytes.data(), bytes.size(), 0);
        if (count <= 0) {
            return;
        }
        request.append(bytes.data(), static_cast<std::size_t>(count));
    }
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(request);
    }
    const std::string answer = m_answer(request);
    std::size_t sent = 0;
    while (sent < answer.size()) {
        const auto count = ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            return;
        }
        sent += static_cast<std::size_t>(count);
    }
    if (!answer.empty()) {
        ::shutdown(connection, SHUT_WR);
    }
    while (::recv(connection, bytes.data(), bytes.size(), 0) > 0) {}
}

std::vector<std::string> HttpStandIn::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::string HttpStandIn::reply(int status, const std::string& body, const std::string& header) {
    return "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n" + header + "\r\n" + body;
}

} // namespace hotswap::test
