// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tells systemd how the service stands (sd_notify protocol), without its library. Does nothing elsewhere.

#include "core/domain/time.h"

#include <optional>
#include <string>

namespace hotswap::agent {

class SystemdNotify {
public:
    /// Reads NOTIFY_SOCKET and WATCHDOG_USEC from the environment and removes them: modules must not inherit
    /// them.
    SystemdNotify();

    void ready() const { send("READY=1"); }
    void stopping() const { send("STOPPING=1"); }
    void alive() const { send("WATCHDOG=1"); }
    void status(const std::string& text) const { send("STATUS=" + text); }
    /// Puts back what the constructor removed, for a program that takes this process over.
    void handOver() const;
    /// How often alive() is to be called: half of what systemd waits; none: no watchdog.
    std::optional<Duration> watchdogInterval() const { return m_watchdog; }

private:
    void send(const std::string& text) const;

    std::string m_socket;
    std::optional<Duration> m_watchdog;
};

} // namespace hotswap::agent
