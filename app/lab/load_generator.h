// SPDX-License-Identifier: Apache-2.0
#pragma once
// Requests to real nodes at a steady rate, as browsers and proxies make them: half of them over kept
// connections, half over fresh ones. Counts every failure. One thread, bounded.

#include "core/domain/result.h"
#include "core/domain/telemetry.h"

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hotswap::lab {

struct LoadResult {
    std::uint64_t requests = 0; ///< answered or failed
    std::uint64_t failed = 0;   ///< no whole answer within the limit, or a status of 500 and above
    LatencyHistogram latency;   ///< of answered ones, from the moment a request was due
    std::string firstFailure;   ///< empty: none
};

struct LoadOptions {
    std::vector<std::string> addresses; ///< "host:port"
    double requestsPerSecond = 200;     ///< each address
    std::string path = "/";
    Duration limit{5'000};     ///< of one request
    std::size_t openMax = 256; ///< requests on their way per address; what is due beyond counts as failed
    std::size_t keptMax = 8;   ///< connections kept per address
};

class LoadGenerator {
public:
    /// Errors: InvalidArgument for an address.
    static Result<std::unique_ptr<LoadGenerator>> start(LoadOptions options);
    ~LoadGenerator();
    LoadGenerator(const LoadGenerator&) = delete;
    LoadGenerator& operator=(const LoadGenerator&) = delete;

    /// So far.
    LoadResult result() const;
    /// Waits for requests on their way, at most their limit.
    void stop();

private:
    class Core;
    explicit LoadGenerator(std::unique_ptr<Core> core);
    std::unique_ptr<Core> m_core;
};

/// One GET over a fresh connection; the body of a 200. Errors: Unavailable, Timeout, Malformed.
Result<std::string> httpGet(const std::string& address, const std::string& path, Duration limit);

} // namespace hotswap::lab
