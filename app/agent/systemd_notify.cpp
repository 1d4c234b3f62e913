// SPDX-License-Identifier: Apache-2.0
#include "app/agent/systemd_notify.h"

#include <cstddef>
#include <cstdlib>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace hotswap::agent {

SystemdNotify::SystemdNotify() {
    if (const char* socket = std::getenv("NOTIFY_SOCKET")) {
        m_socket = socket;
    }
    if (const char* limit = std::getenv("WATCHDOG_USEC")) {
        if (const long long us = std::atoll(limit); us > 0) {
            m_watchdog = Duration(us / 2'000);
        }
    }
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");
    ::unsetenv("WATCHDOG_PID");
}

void SystemdNotify::handOver() const {
    if (!m_socket.empty()) {
        ::setenv("NOTIFY_SOCKET", m_socket.c_str(), 1);
    }
    if (m_watchdog) {
        ::setenv("WATCHDOG_USEC", std::to_string(m_watchdog->count() * 2'000).c_str(), 1);
    }
}

void SystemdNotify::send(const std::string& text) const {
    sockaddr_un address{};
    if (m_socket.empty() || m_socket.size() >= sizeof address.sun_path) {
        return;
    }
    address.sun_family = AF_UNIX;
    m_socket.copy(address.sun_path, m_socket.size());
    if (address.sun_path[0] == '@') {
        address.sun_path[0] = '\0'; // an abstract address
    }
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + m_socket.size());
    (void)::sendto(fd, text.data(), text.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address),
                   length);
    ::close(fd);
}

} // namespace hotswap::agent
