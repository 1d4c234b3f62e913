// SPDX-License-Identifier: Apache-2.0
#pragma once
// Brings a lab that was just started to where work can begin: every node known, every environment on a stable
// release. What an earlier run left behind is adopted, and said.

#include "app/common/follower.h"
#include "app/lab/development.h"
#include "app/lab/simulated.h"

#include <atomic>
#include <thread>

namespace hotswap::lab {

class Settling {
public:
    /// Either of the two may be null.
    Settling(SharedParts& shared, Development* development, Simulated* simulated)
        : m_shared(shared), m_development(development), m_simulated(simulated) {}
    ~Settling() { stop(); }

    /// Starts the thread; it then also remembers what Development is stable on.
    Status start();
    void stop();
    bool ready() const { return m_ready; }
    /// Success, Timeout, or what went wrong.
    Status waitUntilReady(Duration limit);

private:
    void run();
    Status settle();
    Status waitForNodes(const EnvironmentId& environment, std::uint32_t count, Duration limit);
    Status settleDevelopment();
    /// What the nodes were found on: the remembered stable release if a node has it, else what most have.
    std::optional<Release> foundRelease(const std::map<NodeId, Node>& nodes) const;
    Status bringTo(const Release& release);
    Status wait(const std::function<bool()>& done, Duration limit, const std::string& what);
    void rememberStable();

    SharedParts& m_shared;
    Development* m_development;
    Simulated* m_simulated;
    std::unique_ptr<app::Follower> m_follower;
    std::atomic<bool> m_ready{false};
    std::atomic<bool> m_stop{false};
    mutable std::mutex m_mutex; ///< guards m_failed
    std::optional<Error> m_failed;
    Digest m_remembered;
    std::thread m_thread;
};

} // namespace hotswap::lab
