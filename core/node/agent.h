// SPDX-License-Identifier: Apache-2.0
#pragma once
// The node agent's decisions: checks commands, journals them, drives the host step by step, watches, reverts,
// answers. Single-threaded, no clock, no I/O of its own: everything arrives as a call with `now`.

#include "core/domain/frame.h"
#include "core/node/agent_config.h"
#include "core/node/fence_store.h"
#include "core/node/host.h"
#include "core/node/journal.h"
#include "core/node/node_trust.h"
#include "core/ports/clock.h"

#include <functional>
#include <memory>

namespace hotswap::node {

/// Where frames to the gateway go. Must not call the agent back from inside. Frames sent while the link is
/// down are dropped by the sink; the agent sends again what matters.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    virtual void send(Frame frame) = 0;
    /// Ends this session, for example after a Welcome that cannot be believed; another gateway may be
    /// dialled.
    virtual void close(const std::string& reason) = 0;
};

/// The outside of one agent. All outlive it.
struct AgentPorts {
    Host& host;
    Journal& journal;
    FenceStore& fences;
    const NodeTrust& trust;
    FrameSink& link;
    ports::RandomSource& random;
    /// Every line for people at once, also while no gateway can be reached. May be empty; must not call back.
    std::function<void(const frames::LogLine&)> log = {};
    /// Takes trust documents from gateways; nullptr: this node's trust is not updated from afar.
    TrustKeeper* keeper = nullptr;
};

/// One node's agent. `now` is this node's own monotonic time; store time is learnt from Welcome. Calls never
/// nest: host events and frames are given from the owner's loop. After any call, ask nextWake() again.
class NodeAgent {
public:
    NodeAgent(AgentConfig config, AgentPorts ports);
    ~NodeAgent();

    /// Replays journal and fences, adopts what runs and decides what to do with commands that were cut off.
    /// Must succeed before anything else is called.
    Status start(Instant now);
    void onLinkUp(Instant now);
    void onLinkDown(Instant now);
    void onFrame(const Frame& frame, Instant now);
    void onHostEvent(const HostEvent& event, Instant now);
    /// Does what is due and returns nextWake().
    Instant tick(Instant now);
    /// When tick() has to be called at the latest.
    Instant nextWake() const;

    /// What runs, as told in heartbeats.
    std::map<ModuleName, NodeRelease> modules() const;
    /// Commands accepted and not yet ended.
    std::vector<CommandId> openCommands() const;
    /// Store time as far as this node knows it; the epoch before the first Welcome.
    Instant storeTime(Instant now) const;
    /// A gateway has welcomed this node and the session goes on.
    bool connected() const;
    /// Gateways named by the last Welcome; empty until then.
    const std::vector<std::string>& gateways() const;

private:
    class Core;
    std::unique_ptr<Core> m_core;
};

} // namespace hotswap::node
