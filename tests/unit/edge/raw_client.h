// SPDX-License-Identifier: Apache-2.0
#pragma once
// A client that sends bytes as they are, right or wrong, over plain sockets. Every read has a time limit.

#include <chrono>
#include <cstdint>
#include <string>

namespace hotswap::test {

class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return m_fd >= 0; }
    bool send(const std::string& bytes);
    /// Reads until `until` was seen, the peer closed, or the limit passed.
    std::string readUntil(const std::string& until, std::chrono::milliseconds limit);
    /// Reads until the peer closes; false when it did not within the limit.
    bool closedWithin(std::chrono::milliseconds limit);
    /// Everything read so far.
    const std::string& received() const { return m_received; }
    /// Does a WebSocket handshake; the response head.
    std::string upgrade(const std::string& path, const std::string& extraHeader = {});
    /// One frame: opcode 1 text, 2 binary, 8 close; masked as clients must, or not.
    enum class Masking { Masked, Unmasked };
    static std::string frame(int opcode, const std::string& payload, Masking masking = Masking::Masked,
                             bool last = true);

private:
    enum class Read { Some, Closed, TimedOut };
    Read readSome(std::chrono::milliseconds limit);
    int m_fd = -1;
    std::string m_received;
};

} // namespace hotswap::test
