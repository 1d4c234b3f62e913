// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a simulated node remembers over a crash: its command journal and its fences.

#include "core/node/fence_store.h"
#include "core/node/journal.h"
#include "core/sim/fault_plan.h"
#include "core/sim/sim_random.h"

#include <functional>

namespace hotswap::sim {

/// Faults of one disk, switched by the node that owns it.
struct DiskState {
    bool full = false;    ///< every write fails with NoSpace
    bool crashed = false; ///< the agent is gone in the middle of a write: nothing is written any more
    std::uint32_t crashPermille = 0;
    std::uint32_t tornPermille = 0;
};

/// A journal in memory. A record whose append was answered with success is there after every crash; one that
/// was cut off may be there, be damaged or be absent.
class SimJournal final : public node::Journal {
public:
    using Listener = std::function<void(const node::JournalRecord&)>;
    SimJournal(DiskState& disk, SimRandom& random) : m_disk(disk), m_random(random) {}

    Result<node::JournalReplay> replay() override;
    Status append(const node::JournalRecord& record) override;
    Status rewrite(const std::vector<node::JournalRecord>& records) override;
    std::uint64_t size() const override { return m_records.size(); }

    /// Told of every record that is durable from now on.
    void listen(Listener listener) { m_listener = std::move(listener); }
    const std::vector<node::JournalRecord>& records() const { return m_records; }

private:
    void keep(const node::JournalRecord& record);

    DiskState& m_disk;
    SimRandom& m_random;
    Listener m_listener;
    std::vector<node::JournalRecord> m_records;
    std::uint64_t m_damagedBytes = 0;
};

class SimFenceStore final : public node::FenceStore {
public:
    explicit SimFenceStore(DiskState& disk) : m_disk(disk) {}
    Result<std::map<Scope, Fence>> load() override { return m_fences; }
    Status store(const Scope& scope, Fence fence) override;
    const std::map<Scope, Fence>& fences() const { return m_fences; }

private:
    DiskState& m_disk;
    std::map<Scope, Fence> m_fences;
};

} // namespace hotswap::sim
