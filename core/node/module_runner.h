// SPDX-License-Identifier: Apache-2.0
#pragma once
// One module on one node: the two slots, the command at work on them, and what is done when a process or a
// probe fails. Pure logic over Host steps.

#include "core/domain/command.h"
#include "core/domain/node.h"
#include "core/node/agent_config.h"
#include "core/node/host.h"
#include "core/node/journal.h"

#include <optional>

namespace hotswap::node {

/// Whether a gateway can be reached.
struct LinkView {
    bool up = false;
    Instant downSince{}; ///< node time; meaningful while down
};

/// What a runner needs of its agent. Calls do not come back into the runner, except that finish() is the last
/// thing a runner does about a command.
class RunnerOwner {
public:
    virtual ~RunnerOwner() = default;
    /// Begins a host step for this module and returns its id; its StepDone comes back through the runner.
    virtual std::uint64_t begin(HostStep step) = 0;
    virtual void cancel(std::uint64_t stepId) = 0;
    /// Journals one point of a command's life and tells people.
    virtual Status note(JournalRecord::Kind kind, const Command& command) = 0;
    virtual void progress(const Command& command, const char* step) = 0;
    virtual void setIdleRole(const ModuleName& module, JournalRecord::IdleRole role) = 0;
    /// Ends a command: the receipt is journaled and sent. Fence, node and scope are filled in by the owner.
    virtual void finish(const Command& command, Receipt receipt) = 0;
    /// May this release run here? NeedsUnmet or Unsupported with detail.
    virtual Status admit(const ReleaseFacts& facts) const = 0;
    virtual LinkView link() const = 0;
    /// Every result told to finish() is durable. Until then nothing is begun or thrown away: after a crash
    /// the command before goes on, and may need the release that served before it.
    virtual bool isSettled() const = 0;
    /// A swap that costs downtime is to take the machine out of its load balancer first.
    virtual bool drainsAroundSwaps() const { return false; }
    /// From now on, or no longer, a swap of this module keeps the machine out of its load balancer.
    virtual void holdOut(const ModuleName&, bool) {}
    /// Nobody else keeps it out.
    virtual bool mayPutBack(const ModuleName&) const { return true; }
    /// A line for the node's log, also sent to the gateway.
    virtual void say(const ModuleName& module, std::string text) = 0;
};

/// How far a command had got when the agent ended.
struct ResumePoint {
    JournalRecord::Kind last = JournalRecord::Kind::Received;
    Digest serving;       ///< what had the traffic before the command
    bool queued = false;  ///< it had not begun
    bool damaged = false; ///< the journal lost something: it may have ended long ago
};

class ModuleRunner {
public:
    ModuleRunner(ModuleName module, const AgentTimes& times, RunnerOwner& owner);

    /// State found at start. Restarts what should run and does not; clears what nobody wants.
    void adopt(const ModuleInventory& found, JournalRecord::IdleRole idle, Instant now);
    /// A command that was cut off by the end of the previous agent.
    void resume(const Command& command, const ResumePoint& point, Instant now);
    /// A new command. When one is at work that has not switched yet it is given up first; one may wait.
    void accept(const Command& command, Instant now);
    /// Whether accept() can take another command now.
    bool hasRoom() const { return !m_waiting; }
    /// Whether a command is at work.
    bool busy() const { return m_run.has_value(); }
    /// Gives a command up if it has not switched yet.
    void cancel(const CommandId& id, Instant now);

    void onStepDone(const StepDone& done, Instant now);
    void onHealth(const SlotHealth& health, Instant now);
    void onExit(const SlotExited& exited, Instant now);
    void onLinkChanged(Instant now) { advance(now); }
    void tick(Instant now) { advance(now); }
    Instant nextWake() const { return m_nextWake; }

    NodeRelease view() const;
    /// The release that serves; empty digest: none.
    const Release& running() const;
    /// A release has the traffic and its probes do not pass.
    bool sick() const { return m_live && !slot(*m_live).healthy; }
    /// Nothing is here and nothing is at work: the runner may be dropped.
    bool idle() const;

private:
    /// Where the command at work stands.
    enum class Phase {
        Clear,      ///< the idle slot is being emptied first (Discard: that is all)
        Fetch,      ///< package on its way
        Unpack,     ///< being verified and unpacked
        Start,      ///< the candidate's process is being started
        Probe,      ///< waits until it is healthy for minHealthyTime, and for leave to switch; what cannot
                    ///< run beside the live release waits for leave only
        Drain,      ///< the machine is being taken out of its load balancer
        Switch,     ///< the traffic is being given to it
        Watch,      ///< it has the traffic; a failed probe takes it back. What the switch itself started may
                    ///< take until its healthy deadline to pass its probes first
        SwitchBack, ///< the traffic goes back
        Restore,    ///< the previous release has it again; waits until that is healthy
        Remove,     ///< everything of the module is being removed
        Confirm,    ///< the release serves already; waits until it is healthy
        Undrain,    ///< the command has ended; the machine is being put back into its load balancer
    };
    struct SlotState {
        Release release; ///< empty digest: the slot is empty
        ReleaseFacts facts;
        bool running = false;
        bool healthy = false; ///< all probes pass; false while unknown
        bool probed = false;  ///< `healthy` rests on an answer
        Instant healthySince{};
        std::string detail; ///< why not healthy
        unsigned exits = 0; ///< since the release came into the slot
        Duration backoff{};
        Instant restartAt = kNever;
        std::uint64_t startStep = 0; ///< in flight; 0: none
    };
    struct Run {
        Command command;
        Phase phase = Phase::Clear;
        Slot target = Slot::Blue;
        std::uint64_t step = 0; ///< in flight; 0: none
        Instant begun{};
        Instant phaseSince{};
        bool switched = false;
        bool wasHealthy = false;      ///< after the switch
        std::optional<Error> giveUp;  ///< ends with this at the next chance before the switch
        std::optional<Slot> previous; ///< live slot before the switch
        bool previousLost = false;    ///< something served before, but its slot is gone: no way back
        Error failure;                ///< why it is being taken back
        ReleaseFacts facts;
        Duration switchTook{};
        bool drained = false;                            ///< the machine is out of its load balancer for this
        ReceiptOutcome outcome = ReceiptOutcome::Failed; ///< Undrain: how the command ended
    };

    SlotState& slot(Slot which) { return m_slots[static_cast<std::size_t>(which)]; }
    const SlotState& slot(Slot which) const { return m_slots[static_cast<std::size_t>(which)]; }
    Slot idleSlot() const { return m_live ? otherSlot(*m_live) : Slot::Blue; }
    bool occupied(Slot which) const { return !slot(which).release.digest.empty(); }
    bool holds(Slot which, const Release& release) const {
        return slot(which).release.digest == release.digest;
    }

    // module_runner.cpp: events, and what is done besides a command
    void advance(Instant now);
    void maintain(Instant now);
    bool wanted(Slot which) const;
    void beginStart(Slot which, Instant now);
    void onStarted(Slot which, const StepDone& done, Instant now);
    void onCleaned(const StepDone& done, Instant now);
    void scheduleRestart(SlotState& state, Instant now);
    void clean(Slot which, Instant now);
    void setIdleRole(JournalRecord::IdleRole role);
    void computeWake(Instant now);
    void wakeForRun(Instant now);

    // runner_recovery.cpp
    bool believable(const ResumePoint& point, bool serves) const;
    void resumeWatch(const ResumePoint& point, Instant now);
    void resumeTakenBack(Instant now);

    // runner_phases.cpp: the command at work
    Run& beginRun(const Command& command, Instant now);
    void dispatch(Instant now);
    void beginApply(Instant now);
    void beginSwitch(Instant now);
    void beginDiscard(Instant now);
    void reuse(Instant now);
    void enter(Phase phase, Instant now);
    std::uint64_t beginStep(HostStep::Kind kind, Slot which, const Release& release = {});
    void abandon(Error why, Instant now);
    void advanceRun(Instant now);
    void advanceFetch(Instant now);
    void advanceProbe(Instant now);
    void advanceWatch(Instant now);
    void advanceConfirm(Instant now);
    void advanceRestore(Instant now);
    bool mayGoOn() const;
    bool cutOff(Instant now) const;
    bool heldHealthy(const SlotState& state, Instant now) const;
    void onRunStep(const StepDone& done, Instant now);
    void onStepOfPhase(const StepDone& done, Instant now);
    void onUnpacked(const StepDone& done, Instant now);
    void onSwitched(const StepDone& done, Instant now);
    void takeBack(Error why, Instant now);
    void drainForSwap();
    void end(ReceiptOutcome outcome, Error why, Instant now);
    void answer(ReceiptOutcome outcome, Error why, Instant now);
    void settleRoles(ReceiptOutcome outcome, Instant now);

    ModuleName m_module;
    AgentTimes m_times;
    RunnerOwner& m_owner;
    SlotState m_slots[2];
    std::optional<Slot> m_live;
    std::string m_address;
    JournalRecord::IdleRole m_idleRole = JournalRecord::IdleRole::None;
    Instant m_warmUntil = kNever;
    std::optional<Slot> m_cleaned;      ///< slot that m_cleanup empties
    std::uint64_t m_cleanup = 0;        ///< Stop step outside a command, in flight; 0: none
    Instant m_cleanAgain{};             ///< not before, after a clean-up that failed
    std::optional<Release> m_pruneKeep; ///< a Prune is due, keeping this one
    std::optional<Run> m_run;
    std::optional<Command> m_waiting;
    Instant m_nextWake = kNever;
};

} // namespace hotswap::node
