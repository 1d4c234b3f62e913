// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes that behave, beside others that do not, and how long a gateway makes them wait.

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hotswap::fault {

/// Waits of one kind since the last take(), in ms from when each was due; those without an answer count.
struct Waits {
    std::vector<double> ms;
    int failed = 0;
};

class GoodNodes {
public:
    enum Kind {
        Session, ///< a heartbeat on a session that stands, and the answer to a ping after it
        Arrival, ///< dial, handshake, hello until welcome
        Request, ///< GET /health on a fresh connection
        KindCount
    };
    static const char* name(int kind);

    GoodNodes(std::uint16_t port, int sessions);
    ~GoodNodes();
    GoodNodes(const GoodNodes&) = delete;
    GoodNodes& operator=(const GoodNodes&) = delete;

    Waits take(int kind);

private:
    /// Does `once` at a steady rate; it answers whether it went well.
    void pace(int kind, int perSecond, const std::function<bool()>& once);
    void holdSessions(int count);
    bool arrive();
    bool request() const;

    std::uint16_t m_port;
    std::atomic<bool> m_stop{false};
    std::atomic<int> m_arrivals{0};
    std::mutex m_mutex;
    Waits m_waits[KindCount];
    std::vector<std::thread> m_threads;
};

} // namespace hotswap::fault
