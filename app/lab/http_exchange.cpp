// SPDX-License-Identifier: Apache-2.0
#include "app/lab/http_exchange.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace hotswap::lab {

namespace {

constexpr std::size_t kAnswerBytesMax = 1024 * 1024;

std::string lowered(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

} // namespace

Result<sockaddr_in> parseHostPort(const std::string& address) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    const std::size_t colon = address.rfind(':');
    std::uint16_t port = 0;
    const char* end = address.data() + address.size();
    const bool right = colon != std::string::npos &&
                       std::from_chars(address.data() + colon + 1, end, port).ptr == end && port != 0 &&
                       ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &result.sin_addr) == 1;
    result.sin_port = htons(port);
    return right ? Result<sockaddr_in>(result) : invalidField("address", "numeric host and port");
}

bool HttpExchange::open(const sockaddr_in& address) {
    m_socket = codec::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!m_socket.valid()) {
        return false;
    }
    const int one = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const int error = ::connect(m_socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (error != 0 && errno != EINPROGRESS) {
        close();
        return false;
    }
    return true;
}

void HttpExchange::close() {
    m_socket = codec::Descriptor();
}

void HttpExchange::begin(const std::string& request) {
    m_out = request;
    m_sent = 0;
    m_in.clear();
    m_status = 0;
    m_body.clear();
    m_stays = false;
}

bool HttpExchange::flush() {
    while (m_sent < m_out.size()) {
        const auto count =
            ::send(m_socket.get(), m_out.data() + m_sent, m_out.size() - m_sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0) {
            // Not connected yet looks the same as a full buffer: writable comes later.
            return errno == EAGAIN || errno == EINTR || errno == ENOTCONN || errno == EINPROGRESS;
        }
        m_sent += static_cast<std::size_t>(count);
    }
    return true;
}

HttpExchange::Progress HttpExchange::advance() {
    if (!flush()) {
        return Progress::Broken;
    }
    char buffer[16 * 1024];
    while (true) {
        const auto count = ::recv(m_socket.get(), buffer, sizeof buffer, MSG_DONTWAIT);
        if (count > 0) {
            m_in.append(buffer, static_cast<std::size_t>(count));
            if (m_in.size() > kAnswerBytesMax) {
                return Progress::Broken;
            }
            continue;
        }
        if (count == 0) {
            return parse(true);
        }
        if (errno == EAGAIN || errno == EINTR || errno == ENOTCONN) {
            return parse(false);
        }
        return Progress::Broken;
    }
}

HttpExchange::Progress HttpExchange::parse(bool ended) {
    const Progress unfinished = ended ? Progress::Broken : Progress::Waiting;
    const std::size_t headEnd = m_in.find("\r\n\r\n");
    if (headEnd == std::string::npos) {
        return unfinished;
    }
    const std::string head = lowered(std::string_view(m_in).substr(0, headEnd + 2));
    if (!head.starts_with("http/1.") || head.size() < 12) {
        return Progress::Broken;
    }
    std::from_chars(head.data() + 9, head.data() + 12, m_status);
    const std::size_t lengthAt = head.find("\r\ncontent-length:");
    std::size_t length = 0;
    if (lengthAt != std::string::npos) {
        const std::size_t digits = head.find_first_of("0123456789", lengthAt);
        std::from_chars(head.data() + std::min(digits, head.size()), head.data() + head.size(), length);
    } else if (!ended) {
        return Progress::Waiting; // the end of the connection is the end of the body
    } else {
        length = m_in.size() - headEnd - 4;
    }
    if (m_in.size() < headEnd + 4 + length) {
        return unfinished;
    }
    m_body = m_in.substr(headEnd + 4, length);
    m_stays = !ended && head.find("\r\nconnection: close") == std::string::npos;
    return Progress::Answered;
}

} // namespace hotswap::lab
