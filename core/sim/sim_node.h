// SPDX-License-Identifier: Apache-2.0
#pragma once
// One simulated node: the real agent on a simulated machine, dialling a gateway over a simulated link.

#include "core/node/agent.h"
#include "core/sim/sim_disk.h"
#include "core/sim/sim_host.h"
#include "core/sim/sim_link.h"

#include <memory>
#include <string>

namespace hotswap::sim {

/// The gateways as nodes see them. What stands behind it is the owner's business: one gateway, or several.
class SimUplink {
public:
    virtual ~SimUplink() = default;
    /// A node dials. Answers a number for this connection, 0 when nobody listens. The link may be used until
    /// the connection ended.
    virtual std::uint64_t dialled(const NodeId& node, std::shared_ptr<ports::NodeLink> link, Instant now) = 0;
    virtual void arrived(std::uint64_t connection, const Frame& frame, Instant now) = 0;
    virtual void ended(std::uint64_t connection, const std::string& reason, Instant now) = 0;
};

/// What all nodes of a fleet share.
struct NodeWorld {
    HostWorld host;
    LinkEnvironment link;
    const node::NodeTrust& trust;
    SimUplink& uplink;
};

/// What is particular to one node.
struct NodeSetup {
    node::AgentConfig agent;
    HostSetup host;
    Duration clockOffset{}; ///< of its own clock against simulated time
};

/// Single-threaded; moved by the fleet's scheduler.
class SimNode final : private LinkEnds, private node::FrameSink {
public:
    SimNode(NodeSetup setup, NodeWorld& world);
    ~SimNode() override;

    const NodeId& id() const { return m_setup.agent.node; }
    const EnvironmentId& environment() const { return m_setup.agent.environment; }
    SimHost& host() { return m_host; }
    const SimHost& host() const { return m_host; }
    const SimFenceStore& fences() const { return m_fences; }
    const SimJournal& journal() const { return m_journal; }
    /// Null while the agent is down.
    const node::NodeAgent* agent() const { return m_agent.get(); }

    /// Starts the agent and dials.
    void start(Instant now);
    /// Agent or machine ends at once and starts again after the host's restart time.
    void crash(CrashKind kind, Instant now);
    /// While it is cut off no dialling succeeds; an existing connection breaks silently after `silence`.
    void setCutOff(bool cutOff, Instant now);
    /// The connection breaks; the node dials again.
    void cutLink(const std::string& reason, Instant now);
    /// One of the commands it was sent before is sent once more, as an old program or an attacker would.
    void repeatOldCommand(SimRandom& random, Instant now);
    /// Why the agent stopped for good; empty: it did not.
    const std::string& stopped() const { return m_stopped; }

private:
    void atGateway(const Frame& frame, Instant now) override;
    void atNode(const Frame& frame, Instant now) override;
    void closed(const std::string& reason, Instant now) override;
    void send(Frame frame) override;
    void close(const std::string& reason) override;

    void dial(Instant now);
    void dialLater(Instant now);
    /// Calls the agent, then looks after crashes and its next wake-up.
    template <class Call>
    void withAgent(Instant now, Call call);
    void scheduleWake(Instant now);
    Instant own(Instant now) const { return now + m_setup.clockOffset; }

    NodeSetup m_setup;
    NodeWorld& m_world;
    SimRandom m_random;
    SimRandom m_agentRandom;
    SimHost m_host;
    SimJournal m_journal;
    SimFenceStore m_fences;
    std::unique_ptr<node::NodeAgent> m_agent;
    std::shared_ptr<SimLink> m_link;
    std::uint64_t m_connection = 0;
    std::uint64_t m_life = 0; ///< of the agent; what was scheduled for an older one is dropped
    std::uint64_t m_dials = 0;
    Instant m_wakeAt = kNever;
    bool m_cutOff = false;
    bool m_inAgent = false;
    std::string m_stopped;
    std::vector<frames::CommandFrame> m_seenCommands; ///< the first ones only
};

} // namespace hotswap::sim
