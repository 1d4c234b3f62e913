// SPDX-License-Identifier: Apache-2.0
#pragma once
// The gateways of a simulated world, behind the links of its nodes. Each may end and start anew at any
// moment.

#include "core/gateway/gateway.h"
#include "core/sim/sim_node.h"
#include "core/sim/sim_store.h"

#include <memory>
#include <vector>

namespace hotswap::sim {

class SimGateways final : public SimUplink, public ports::NodeControl {
public:
    /// `count` gateways over one connection to the store.
    SimGateways(std::uint32_t count, const TenantId& tenant, StoreBelow store, std::uint64_t seed);

    std::uint64_t dialled(const NodeId& node, std::shared_ptr<ports::NodeLink> link, Instant now) override;
    void arrived(std::uint64_t connection, const Frame& frame, Instant now) override;
    void ended(std::uint64_t connection, const std::string& reason, Instant now) override;

    void ask(const std::vector<NodeId>& nodes, Duration interval, Duration during) override;
    void fence(const std::vector<NodeId>& nodes, const Scope& scope, const Fence& fence) override;

    void onHint(const ports::StreamHint& hint, Instant now);
    Instant nextWake() const;
    /// Ticks every gateway that has something to do.
    void tickDue(Instant now);
    /// One ends without a word and starts again after `away`.
    void restart(std::size_t index, Duration away, Instant now);
    std::size_t size() const { return m_programs.size(); }
    /// Why a gateway stopped itself; empty: none did.
    const std::string& stopped() const { return m_stopped; }

private:
    struct Program {
        std::unique_ptr<gateway::Gateway> gateway; ///< null while it is away
        Instant backAt{};
        std::uint64_t life = 0;
    };
    struct Connection {
        std::size_t program = 0;
        std::uint64_t life = 0;
        std::shared_ptr<ports::NodeLink> link;
    };

    void make(std::size_t index);
    template <class Call>
    void guarded(Call call);
    gateway::Gateway* behind(const Connection& connection);

    TenantId m_tenant;
    StoreBelow m_store;
    SimRandom m_random;
    gateway::TrustedLinks m_enrolment;
    std::vector<Program> m_programs;
    std::map<std::uint64_t, Connection> m_connections;
    std::uint64_t m_nextConnection = 1;
    std::string m_stopped;
};

} // namespace hotswap::sim
