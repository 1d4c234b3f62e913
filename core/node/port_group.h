// SPDX-License-Identifier: Apache-2.0
#pragma once
// One public port of a module: one listening socket per slot in one SO_REUSEPORT group, and a classic BPF
// program on the group that names the slot which gets every new connection. Replacing the program is the
// switch.

#include "core/codec/file_io.h"
#include "core/node/host.h"

#include <netinet/in.h>
#include <optional>

namespace hotswap::node {

/// The kernel numbers the sockets of a group in the order in which they began to listen, and fills the hole
/// of one that leaves with the last. So blue listens first (0), green second (1), and neither is closed while
/// the module is configured: agent and shims hold both. Until the first switch a filter drops what knocks, so
/// that no connection waits at a release that may never become healthy.
class PortGroup {
public:
    /// Opens both sockets on an address; port 0 picks a free one. Errors: AlreadyExists when the port is in
    /// use, PermissionDenied, IoError.
    static Result<PortGroup> open(std::string name, const sockaddr_in& address);
    /// Takes over both sockets as a shim hands them out. Errors: Malformed when they do not listen on one
    /// port.
    static Result<PortGroup> adopt(std::string name, codec::Descriptor blue, codec::Descriptor green);

    const std::string& name() const { return m_name; }
    const sockaddr_in& address() const { return m_address; }
    int socket(Slot slot) const { return m_sockets[static_cast<std::size_t>(slot)].get(); }

    /// Every connection from now on goes to this slot. Errors: IoError; then nothing has changed.
    Status switchTo(Slot slot);
    /// Connections that the kernel holds for this slot and nobody has accepted.
    std::size_t backlog(Slot slot) const;

private:
    PortGroup(std::string name, codec::Descriptor blue, codec::Descriptor green)
        : m_name(std::move(name)), m_sockets{std::move(blue), std::move(green)} {}

    std::string m_name;
    codec::Descriptor m_sockets[2];
    sockaddr_in m_address{};
};

/// A listening loopback socket on a free port, for probes.
Result<codec::Descriptor> openProbeSocket();
/// Address a socket is bound to. Errors: IoError.
Result<sockaddr_in> boundAddress(int fd);
/// "127.0.0.1:8080". Errors: InvalidArgument naming `field`.
Result<sockaddr_in> parseAddress(std::string_view text, std::string field);
std::string addressText(const sockaddr_in& address);

} // namespace hotswap::node
