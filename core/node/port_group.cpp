// SPDX-License-Identifier: Apache-2.0
#include "core/node/port_group.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <linux/filter.h>
#include <linux/tcp.h>
#include <sys/socket.h>

namespace hotswap::node {

namespace {

constexpr int kBacklog = 4'096;

Error socketError(const char* what) {
    return codec::systemError(what, errno);
}

/// The program is one instruction: the index of the socket that gets the connection.
Status attachIndex(int fd, Slot slot) {
    sock_filter code = BPF_STMT(BPF_RET | BPF_K, static_cast<std::uint32_t>(slot));
    const sock_fprog program{1, &code};
    return ::setsockopt(fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program, sizeof program) == 0
               ? success()
               : Status(socketError("SO_ATTACH_REUSEPORT_CBPF"));
}

/// Drops every packet that reaches the listening socket: a client's first packet is sent again by its kernel.
Status dropAll(int fd) {
    sock_filter code = BPF_STMT(BPF_RET | BPF_K, 0);
    const sock_fprog program{1, &code};
    // Newer kernels leave this to privileged processes, which an agent is not: there, connections that come
    // before the first switch wait in the backlog instead.
    return ::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0 || errno == EPERM
               ? success()
               : Status(socketError("SO_ATTACH_FILTER"));
}

enum class Sharing { None, Group };

/// Blocking, as the systemd protocol hands sockets over; the agent itself never accepts on them.
Result<codec::Descriptor> bindSocket(const sockaddr_in& address, Sharing sharing) {
    codec::Descriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    // SO_REUSEADDR lets the port be taken while connections of an earlier life linger in TIME_WAIT.
    if (!fd.valid() || ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        (sharing == Sharing::Group &&
         ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0)) {
        return socketError("socket");
    }
    if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return errno == EADDRINUSE ? makeError(ErrorCode::AlreadyExists, addressText(address) + " is in use")
                                   : socketError("bind");
    }
    return fd;
}

Status listenOn(int fd) {
    return ::listen(fd, kBacklog) == 0 ? success() : Status(socketError("listen"));
}

} // namespace

Result<PortGroup> PortGroup::open(std::string name, const sockaddr_in& wanted) {
    sockaddr_in address = wanted;
    {
        // SO_REUSEPORT would join a foreign group of the same user without a word; a plain bind tells.
        const auto test = bindSocket(address, Sharing::None);
        if (!test) {
            return test.error();
        }
    }
    auto blue = bindSocket(address, Sharing::Group);
    if (!blue) {
        return blue.error();
    }
    HS_TRY(dropAll(blue->get()));
    HS_TRY(listenOn(blue->get()));
    HS_TRY(attachIndex(blue->get(), Slot::Blue));
    const auto bound = boundAddress(blue->get());
    if (!bound) {
        return bound.error();
    }
    auto green = bindSocket(*bound, Sharing::Group);
    if (!green) {
        return green.error();
    }
    HS_TRY(dropAll(green->get()));
    HS_TRY(listenOn(green->get()));
    PortGroup group(std::move(name), std::move(*blue), std::move(*green));
    group.m_address = *bound;
    return group;
}

Result<PortGroup> PortGroup::adopt(std::string name, codec::Descriptor blue, codec::Descriptor green) {
    const auto first = boundAddress(blue.get());
    const auto second = boundAddress(green.get());
    if (!first || !second || first->sin_port != second->sin_port) {
        return makeError(ErrorCode::Malformed, "the sockets of " + name + " are not one group");
    }
    PortGroup group(std::move(name), std::move(blue), std::move(green));
    group.m_address = *first;
    return group;
}

Status PortGroup::switchTo(Slot slot) {
    HS_TRY(attachIndex(m_sockets[0].get(), slot));
    for (const auto& fd : m_sockets) {
        const int none = 0;
        if (::setsockopt(fd.get(), SOL_SOCKET, SO_DETACH_FILTER, &none, sizeof none) != 0 &&
            errno != ENOENT) {
            return socketError("SO_DETACH_FILTER");
        }
    }
    return success();
}

std::size_t PortGroup::backlog(Slot slot) const {
    // For a listening socket the kernel tells the length of the accept queue as "unacked".
    tcp_info info{};
    socklen_t size = sizeof info;
    return ::getsockopt(socket(slot), IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_unacked : 0;
}

Result<codec::Descriptor> openProbeSocket() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto fd = bindSocket(address, Sharing::None);
    if (fd) {
        HS_TRY(listenOn(fd->get()));
    }
    return fd;
}

Result<sockaddr_in> boundAddress(int fd) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
        address.sin_family != AF_INET) {
        return socketError("getsockname");
    }
    return address;
}

Result<sockaddr_in> parseAddress(std::string_view text, std::string field) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const auto colon = text.rfind(':');
    unsigned port = 0;
    if (colon != std::string_view::npos) {
        const std::string host(text.substr(0, colon));
        const auto digits = text.substr(colon + 1);
        const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (failed == std::errc{} && end == digits.data() + digits.size() && port <= 65'535 &&
            ::inet_pton(AF_INET, host.c_str(), &address.sin_addr) == 1) {
            address.sin_port = htons(static_cast<std::uint16_t>(port));
            return address;
        }
    }
    return invalidField(std::move(field), "IPv4 address:port, for example 127.0.0.1:8080");
}

std::string addressText(const sockaddr_in& address) {
    std::array<char, INET_ADDRSTRLEN> host{};
    ::inet_ntop(AF_INET, &address.sin_addr, host.data(), host.size());
    return std::string(host.data()) + ":" + std::to_string(ntohs(address.sin_port));
}

} // namespace hotswap::node
