// SPDX-License-Identifier: Apache-2.0
#pragma once
// The real node processes of a lab: started, adopted from an earlier run, watched, started again, ended.

#include "app/common/child_process.h"
#include "app/lab/lab.h"

#include <map>
#include <mutex>
#include <thread>

namespace hotswap::lab {

/// How one node process is started.
struct NodePlace {
    NodeId node;
    std::filesystem::path state;
    std::vector<std::string> command; ///< hotswap-agent node …
    std::vector<std::string> stop;    ///< the same with --stop-modules
};

/// Thread-safe. What it tells comes from its watching thread.
class NodeProcesses {
public:
    using Tell = std::function<void(LabNotice)>;
    NodeProcesses(std::vector<NodePlace> places, Tell tell);
    /// leave(), if nothing else was done.
    ~NodeProcesses();

    /// Takes over the processes of an earlier run that still live.
    void adopt(const std::map<NodeId, app::ProcessIdentity>& earlier);
    /// Ends processes that were adopted, so that startMissing() starts them anew; modules go on under their
    /// shims.
    void endAdopted();
    /// Starts every node without a process, and the thread that watches them all.
    Status startMissing();
    std::map<NodeId, app::ProcessIdentity> identities() const;
    bool isAdopted(const NodeId& node) const;

    /// Ends every node process and then its modules.
    void end();
    /// Stops watching; processes and modules go on.
    void leave();

private:
    struct Entry {
        NodePlace place;
        std::optional<app::Process> process;
        bool adopted = false;
        int restarts = 0;
    };
    Status startOne(Entry& entry);
    void watch();
    void onEnded(Entry& entry);
    void stopWatching();

    mutable std::mutex m_mutex; ///< guards m_entries
    std::map<NodeId, Entry> m_entries;
    Tell m_tell;
    codec::Descriptor m_stop; ///< eventfd: watching is to end
    std::thread m_thread;
};

} // namespace hotswap::lab
