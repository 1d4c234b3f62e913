// SPDX-License-Identifier: Apache-2.0
#pragma once
// Inside of NodeAgent: routes frames and host events to module runners and keeps what concerns all modules.

#include "core/node/agent.h"
#include "core/node/command_log.h"
#include "core/node/drain_control.h"
#include "core/node/module_runner.h"

#include <deque>
#include <unordered_map>

namespace hotswap::node {

class NodeAgent::Core final : public RunnerOwner {
public:
    Core(AgentConfig config, AgentPorts ports);

    Status start(Instant now);
    void onLinkUp(Instant now);
    void onLinkDown(Instant now);
    void onFrame(const Frame& frame, Instant now);
    void onHostEvent(const HostEvent& event, Instant now);
    Instant tick(Instant now);
    Instant nextWake() const;

    std::map<ModuleName, NodeRelease> modules() const;
    std::vector<CommandId> openCommands() const;
    Instant storeTime(Instant now) const;
    bool connected() const { return m_ready; }
    const std::vector<std::string>& gateways() const { return m_gateways; }

    // RunnerOwner
    std::uint64_t begin(HostStep step) override;
    void cancel(std::uint64_t stepId) override { m_ports.host.cancel(stepId); }
    Status note(JournalRecord::Kind kind, const Command& command) override;
    void progress(const Command& command, const char* step) override;
    void setIdleRole(const ModuleName& module, JournalRecord::IdleRole role) override;
    void finish(const Command& command, Receipt receipt) override;
    Status admit(const ReleaseFacts& facts) const override;
    LinkView link() const override { return {m_ready, m_downSince}; }
    bool isSettled() const override { return m_unsaved.empty(); }
    bool drainsAroundSwaps() const override { return m_config.hasBalancer && m_config.drainAroundSwaps; }
    void holdOut(const ModuleName& module, bool out) override { m_drain.hold(module, out); }
    bool mayPutBack(const ModuleName& module) const override { return m_drain.mayPutBack(module); }
    void say(const ModuleName& module, std::string text) override;

private:
    struct Unsaved {
        Receipt receipt;
        Digest bytesDigest;
    };
    struct Stop {
        Command command;
        Instant since{};
    };

    // agent.cpp: start, link, time
    Status recover(Instant now);
    void resumeOpen(Instant now);
    void dispatch(const frames::Welcome& welcome);
    void dispatch(const frames::CommandFrame& frame);
    void dispatch(const frames::Cancel& cancel);
    void dispatch(const frames::FenceFrame& frame);
    void dispatch(const frames::Ask& ask);
    void dispatch(const frames::Ack& ack);
    void dispatch(const frames::TrustUpdate& update);
    /// Frames that only nodes send: a gateway that sends one is mistaken.
    template <class Other>
    void dispatch(const Other&);
    void sendHello();
    void linkChanged();
    Instant storeNow() const { return storeTime(m_now); }
    ModuleRunner& runner(const ModuleName& module);
    void dropIdle(const ModuleName& module);

    // agent_commands.cpp: checks in node.md's order
    void accept(const SignedCommand& signedCommand);
    Status checkAddress(const Command& command) const;
    bool answerKnown(const SignedCommand& signedCommand, const Command& command);
    Status checkNew(const Command& command) const;
    Status admitNew(const SignedCommand& signedCommand, const Command& command);
    void refuse(const CommandId& id, const Scope& scope, Fence fence, const Error& why,
                const Digest* remember);
    Receipt refusal(const CommandId& id, const Scope& scope, Fence fence, const Error& why) const;
    Status raiseFence(const Scope& scope, Fence fence);
    Fence storedFence(const Scope& scope) const;
    Scope scopeOf(const ModuleName& module) const;
    /// A person should know. `subject`: "command ID", "package DIGEST", "fence SCOPE", "trust".
    void alarm(const std::string& subject, const Error& why);
    void saveReceipt(Unsaved unsaved);
    /// Tries to make results durable that could not be stored before; IoError while some cannot.
    Status storeUnsaved();

    // agent_trust.cpp: trust documents, alarms
    void tellAlarms();
    void alarmIfUntrusted(const Receipt& receipt, const Release& release);
    void noticeDamage();

    // agent_node_wide.cpp: drain, undrain, stop the line
    bool acceptNodeWide(const Command& command);
    void answerStops();
    void recoverDrain();

    // agent_reports.cpp: heartbeat, telemetry, receipts again
    void heartbeat();
    void heartbeatIfChanged();
    void telemetry();
    void resendReceipts();
    void setTelemetryInterval(Duration interval);
    NodeState state(const HostLoad& load) const;
    void send(Frame frame);
    void forward(const HostLine& line);

    AgentConfig m_config;
    AgentPorts m_ports;
    CommandLog m_log;
    std::map<ModuleName, ModuleRunner> m_runners;
    DrainControl m_drain{*this};
    std::vector<Stop> m_stops;                   ///< not confirmed yet
    std::optional<NodeState> m_toldOutOfService; ///< as last told
    std::map<Scope, Fence> m_fences;
    std::unordered_map<std::uint64_t, ModuleName> m_steps;
    std::uint64_t m_lastStep = 0;
    std::vector<Unsaved> m_unsaved; ///< ended, but not journaled yet: the journal refused
    bool m_heldBack = false;        ///< runners may have put something off until m_unsaved is empty
    std::deque<frames::LogLine> m_lines;
    std::deque<NodeAlarm> m_alarms; ///< wait for a gateway

    Instant m_now{};        ///< of the call being served
    bool m_damaged = false; ///< the journal had lost something when this agent started
    bool m_touched = false; ///< a runner was called: what was told may be out of date
    bool m_ready = false;   ///< welcomed
    Instant m_downSince{};
    std::string m_nonce;
    std::optional<std::pair<Instant, Instant>> m_storeTime; ///< (node time, store time) of the last Welcome
    std::vector<std::string> m_gateways;

    Duration m_heartbeatInterval;
    Duration m_telemetryInterval;
    Instant m_askUntil{};
    Instant m_nextHeartbeat = kNever;
    Instant m_nextTelemetry = kNever;
    Instant m_nextReceipts = kNever;
    Instant m_nextPrune = kNever;
    Instant m_welcomeBy = kNever;             ///< while a link is up without a Welcome
    std::map<ModuleName, NodeRelease> m_told; ///< modules as last told
    std::uint64_t m_recentRequests = 0;
    std::uint64_t m_recentErrors = 0;
    Instant m_samplesTaken{};
};

} // namespace hotswap::node
