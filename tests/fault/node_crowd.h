// SPDX-License-Identifier: Apache-2.0
#pragma once
// Many nodes in one process: each has the real agent, key, checks of signatures, WebSocket and enrolment;
// only the machine below it does nothing, and its journal is in memory.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <QThread>

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hotswap::fault {

struct CrowdSetup {
    int nodes = 500;
    TenantId tenant;
    EnvironmentId environment;
    std::filesystem::path trust;       ///< folder with *.pub
    std::string token;                 ///< lets all of them enrol
    std::vector<std::string> gateways; ///< each node starts its round elsewhere
    Duration startTakes{0};            ///< of a release on a node
    /// Told by the nodes' thread when a command has arrived; may be empty.
    std::function<void(const NodeId&, const CommandId&)> commanded = {};
};

class NodeCrowd {
public:
    /// Node i is called this.
    static NodeId name(std::size_t i) { return NodeId{"node-" + std::to_string(i)}; }

    explicit NodeCrowd(CrowdSetup setup);
    ~NodeCrowd();
    NodeCrowd(const NodeCrowd&) = delete;
    NodeCrowd& operator=(const NodeCrowd&) = delete;

    /// Starts all nodes on a thread of their own. Errors: those of reading the trusted keys.
    Status start();
    /// Versions that each node switched a module to, in order. Asks the nodes' thread.
    std::map<std::pair<NodeId, ModuleName>, std::vector<std::string>> switches();
    /// Lines that nodes had for people: refusals and alarms among them. Any thread.
    std::uint64_t lines() const { return m_lines.load(); }
    /// Sessions that ended since the start, dials that failed included. Any thread.
    std::uint64_t ended() const { return m_ended.load(); }

private:
    class Member;

    CrowdSetup m_setup;
    QThread m_thread;
    QObject m_context; ///< lives on the nodes' thread
    std::vector<std::unique_ptr<Member>> m_members;
    std::atomic<std::uint64_t> m_lines = 0;
    std::atomic<std::uint64_t> m_ended = 0;
};

} // namespace hotswap::fault
