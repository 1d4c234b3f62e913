// SPDX-License-Identifier: Apache-2.0
#pragma once
// Requests at a steady rate whose latencies are kept one by one, each with the moment it was due, so that any
// stretch of a run can be asked for its own quantiles.

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hotswap::bench {

/// One request. Its latency counts from when it was due, so that a stall is seen by all who waited for it.
struct Probe {
    std::int64_t dueNs = 0;
    double ms = 0;
    bool failed = false; ///< no whole answer, or another status than 200
};

class LatencyProbe {
public:
    /// Asks for / on 127.0.0.1, `perSecond` requests on fresh connections and as many on a kept one.
    LatencyProbe(std::uint16_t port, int perSecond);
    ~LatencyProbe();
    LatencyProbe(const LatencyProbe&) = delete;
    LatencyProbe& operator=(const LatencyProbe&) = delete;

    /// Everything so far, in no order.
    std::vector<Probe> probes() const;

private:
    enum class Kind { Fresh, Kept };
    void work(Kind kind);

    std::uint16_t m_port;
    std::int64_t m_periodNs;
    std::atomic<bool> m_stop{false};
    mutable std::mutex m_mutex;
    std::vector<Probe> m_probes;
    std::vector<std::thread> m_threads;
};

} // namespace hotswap::bench
