// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a node agent becomes another one: by its launcher, in the same process.

#include "app/agent/systemd_notify.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace hotswap::agent {

/// The launcher that started this process, taken out of the environment: modules must not inherit it. An
/// alarm that the launcher set ends with ready().
class Relaunch {
public:
    Relaunch();

    /// Whether there is a launcher to go back to.
    bool possible() const { return !m_launcher.empty(); }
    /// The agent works: its time limit does not count any more.
    void ready() const;
    /// Becomes the launcher, with the arguments it was started with. Comes back only when that fails, with
    /// the reason.
    std::string run(const SystemdNotify& systemd) const;

    /// Shims are children of this process and stay so through an exchange; the agent after it does not know
    /// them. Waits for those that ended.
    void reapInherited();

private:
    std::vector<std::string> m_launcher; ///< its command line
    std::vector<pid_t> m_inherited;
};

} // namespace hotswap::agent
