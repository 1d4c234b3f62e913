// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether this node is in its load balancer: drains and undrains one after the other, and remembers over
// restarts that a person took it out. Pure logic over Host steps.

#include "core/node/module_runner.h"

#include <deque>
#include <optional>
#include <set>

namespace hotswap::node {

/// The name under which what concerns the whole node stands beside modules.
ModuleName nodeWide();
/// Whether a command is for the node itself.
bool isNodeWide(const Command& command);

class DrainControl {
public:
    explicit DrainControl(RunnerOwner& owner) : m_owner(owner) {}

    /// After a start: what a balancer that was restarted meanwhile may have forgotten is told to it again.
    enum class Balancer { None, Told };
    void recover(JournalRecord::IdleRole role, Balancer balancer, Instant now);

    /// A Drain or Undrain. One that is overtaken by the opposite is given up.
    void accept(const Command& command, Instant now);
    void cancel(const CommandId& id, Instant now);
    void onStepDone(const StepDone& done, Instant now);

    /// A swap of this module keeps the node out, or no longer does.
    void hold(const ModuleName& module, bool out);
    /// Whether a swap of `module` may put the node back: no person and no other swap keeps it out.
    bool mayPutBack(const ModuleName& module) const;
    /// Draining or Drained; nothing: in service as far as this is concerned.
    std::optional<NodeState> state() const;
    bool busy() const { return !m_commands.empty(); }

private:
    void next(Instant now);
    void finish(ReceiptOutcome outcome, const Error& why, Instant now);
    std::uint64_t begin(HostStep::Kind kind);

    RunnerOwner& m_owner;
    bool m_drained = false;
    std::set<ModuleName> m_holders;
    std::deque<Command> m_commands; ///< the first is at work
    std::uint64_t m_step = 0;       ///< in flight for the first; 0: none
    std::uint64_t m_reminder = 0;   ///< in flight after a start
    Instant m_begun{};
};

} // namespace hotswap::node
