// SPDX-License-Identifier: Apache-2.0
#pragma once
// One running storefront with sockets handed over as an agent does, and a blocking client for it.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace hotswap::storefront_test {

/// One answer as it came over the wire.
struct WireAnswer {
    int status = 0;
    bool close = false; ///< says "Connection: close"
    std::string body;
};

/// A client connection; every wait is limited to 5 s.
class Client {
public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool connected() const { return m_connected; }
    /// Whether the other side closed, rather than reset the connection or kept silent.
    bool endedInOrder() const { return m_ended; }
    bool send(const std::string& bytes);
    /// The next answer; nullopt when the connection ended or nothing came.
    std::optional<WireAnswer> receive();
    /// A GET and its answer.
    std::optional<WireAnswer> get(const std::string& path);

private:
    int m_fd = -1;
    bool m_connected = false;
    bool m_ended = false;
    std::string m_input;
};

class StorefrontProcess {
public:
    explicit StorefrontProcess(const std::filesystem::path& program);
    ~StorefrontProcess();
    StorefrontProcess(const StorefrontProcess&) = delete;
    StorefrontProcess& operator=(const StorefrontProcess&) = delete;

    std::uint16_t publicPort() const { return m_publicPort; }
    std::uint16_t probePort() const { return m_probePort; }
    void signal(int number) const;
    /// Exit status once it has ended.
    std::optional<int> exited();

private:
    int m_sockets[2] = {-1, -1};
    std::uint16_t m_publicPort = 0;
    std::uint16_t m_probePort = 0;
    pid_t m_pid = -1;
    std::optional<int> m_status;
};

} // namespace hotswap::storefront_test
