// SPDX-License-Identifier: Apache-2.0
#pragma once
// One non-blocking client connection and the answers that come over it: as much HTTP as the load generator
// needs.

#include "core/codec/file_io.h"

#include <netinet/in.h>
#include <string>

namespace hotswap::lab {

/// "127.0.0.1:8080". Errors: InvalidArgument naming "address".
Result<sockaddr_in> parseHostPort(const std::string& address);

class HttpExchange {
public:
    enum class Progress { Waiting, Answered, Broken };

    /// Begins to connect; false when the system refuses at once.
    bool open(const sockaddr_in& address);
    int descriptor() const { return m_socket.get(); }
    bool isOpen() const { return m_socket.valid(); }
    void close();

    /// The next request; sent as far as possible, the rest by advance().
    void begin(const std::string& request);
    /// Goes on after the descriptor became readable or writable.
    Progress advance();
    bool wantsToWrite() const { return m_sent < m_out.size(); }

    int status() const { return m_status; }
    const std::string& body() const { return m_body; }
    /// The answer let the connection live.
    bool mayStay() const { return m_stays; }
    /// Nothing of an answer has come since begin().
    bool nothingReceived() const { return m_in.empty(); }

private:
    bool flush();
    Progress parse(bool ended);

    codec::Descriptor m_socket;
    std::string m_out;
    std::size_t m_sent = 0;
    std::string m_in;
    int m_status = 0;
    std::string m_body;
    bool m_stays = false;
};

} // namespace hotswap::lab
