// SPDX-License-Identifier: Apache-2.0
#include "resources/demo/storefront/sockets.h"

#include <arpa/inet.h>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace storefront {

namespace {

constexpr int kFirstInherited = 3;
constexpr int kInheritedMax = 32;
constexpr int kBacklog = 4'096;

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

} // namespace

std::vector<Listener> inheritedListeners() {
    const std::string_view meant = variable("LISTEN_PID");
    if (!meant.empty() && meant != std::to_string(::getpid())) {
        return {}; // inherited variables that were meant for another process
    }
    const int count = std::min(std::atoi(std::string(variable("LISTEN_FDS")).c_str()), kInheritedMax);
    std::string_view names = variable("LISTEN_FDNAMES");
    std::vector<Listener> listeners;
    for (int i = 0; i < count; ++i) {
        const std::string_view name = names.substr(0, names.find(':'));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        const int fd = kFirstInherited + i;
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
        listeners.push_back({fd, name == "probe" ? Reach::Probe : Reach::Public});
    }
    return listeners;
}

Listener openListener(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(fd, kBacklog) != 0) {
        ::close(fd);
        return {};
    }
    return {fd, Reach::Public};
}

} // namespace storefront
