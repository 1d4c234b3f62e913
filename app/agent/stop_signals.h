// SPDX-License-Identifier: Apache-2.0
#pragma once
// SIGTERM and SIGINT as an event of the loop.

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace hotswap::agent {

/// Make it before any thread is started: threads inherit the blocked signals.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Called from the event loop for each signal.
    void onStop(std::function<void()> stop);

private:
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace hotswap::agent
