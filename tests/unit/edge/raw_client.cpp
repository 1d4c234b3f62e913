// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/edge/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hotswap::test {

RawClient::RawClient(std::uint16_t port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(m_fd);
        m_fd = -1;
    }
}

RawClient::~RawClient() {
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

bool RawClient::send(const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(m_fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            return false;
        }
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

RawClient::Read RawClient::readSome(std::chrono::milliseconds limit) {
    pollfd waiting{m_fd, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(limit.count())) <= 0) {
        return Read::TimedOut;
    }
    char buffer[16 * 1024];
    const auto count = ::recv(m_fd, buffer, sizeof buffer, 0);
    if (count <= 0) {
        return Read::Closed;
    }
    m_received.append(buffer, static_cast<std::size_t>(count));
    return Read::Some;
}

std::string RawClient::readUntil(const std::string& until, std::chrono::milliseconds limit) {
    while (m_received.find(until) == std::string::npos && readSome(limit) == Read::Some) {}
    return m_received;
}

bool RawClient::closedWithin(std::chrono::milliseconds limit) {
    Read read = Read::Some;
    while (read == Read::Some) {
        read = readSome(limit);
    }
    return read == Read::Closed;
}

std::string RawClient::upgrade(const std::string& path, const std::string& extraHeader) {
    send("GET " + path +
         " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
         extraHeader + "\r\n");
    const std::string head = readUntil("\r\n\r\n", std::chrono::seconds(5));
    m_received.clear();
    return head;
}

std::string RawClient::frame(int opcode, const std::string& payload, Masking masking, bool last) {
    const bool masked = masking == Masking::Masked;
    std::string bytes;
    bytes += static_cast<char>((last ? 0x80 : 0) | opcode);
    const char maskBit = masked ? static_cast<char>(0x80) : 0;
    if (payload.size() < 126) {
        bytes += static_cast<char>(maskBit | static_cast<char>(payload.size()));
    } else {
        const bool medium = payload.size() < 65'536;
        bytes += static_cast<char>(maskBit | (medium ? 126 : 127));
        for (int shift = medium ? 8 : 56; shift >= 0; shift -= 8) {
            bytes += static_cast<char>((static_cast<std::uint64_t>(payload.size()) >> shift) & 0xff);
        }
    }
    if (!masked) {
        return bytes + payload;
    }
    const std::string mask = "\x11\x22\x33\x44";
    bytes += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) {
        bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
    }
    return bytes;
}

} // namespace hotswap::test
