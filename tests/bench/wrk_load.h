// SPDX-License-Identifier: Apache-2.0
#pragma once
// The load program wrk as a process: a load on one port, and what it says went wrong.

#include <QProcess>
#include <QTemporaryDir>

#include <cstdint>

namespace hotswap::bench {

/// What wrk prints at its end.
struct WrkResult {
    std::uint64_t requests = 0;
    std::uint64_t failed = 0; ///< socket errors, time-outs and answers other than 2xx and 3xx
};

class WrkLoad {
public:
    enum class Connections { Kept, Fresh };

    /// Each of `connections` waits up to 20 ms between requests: a load that leaves the machine air.
    WrkLoad(std::uint16_t port, Connections kind, int connections);
    ~WrkLoad();
    bool running() const { return m_process.state() == QProcess::Running; }
    /// Ends it; nothing: it printed no result (see stderr).
    std::optional<WrkResult> stop();

private:
    QTemporaryDir m_dir;
    QProcess m_process;
};

} // namespace hotswap::bench
