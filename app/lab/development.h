// SPDX-License-Identifier: Apache-2.0
#pragma once
// Development in a lab: real node processes, a gateway on loopback, an engine, all in real time.

#include "app/lab/lab_enrolment.h"
#include "app/lab/lab_memory.h"
#include "app/lab/node_processes.h"
#include "app/lab/shared_parts.h"
#include "core/engine/engine.h"
#include "core/gateway/gateway_server.h"

namespace hotswap::lab {

class Development {
public:
    /// Opens the gateway (on the port of the last run where it is free), starts its threads, adopts or starts
    /// node processes. Errors: IoError, NotFound.
    static Result<std::unique_ptr<Development>> start(SharedParts& shared);
    ~Development();

    std::string gatewayAddress() const;
    std::vector<LabNode> nodes() const;
    /// What the last run was stable on; empty: unknown.
    const Digest& stableBefore() const { return m_memory.stable; }
    void rememberStable(const Digest& release);
    void stop(NodesAtStop nodes);

private:
    explicit Development(SharedParts& shared);
    Status openGateway();
    Status startNodes();
    void startEngine();
    gateway::GatewayServerSetup gatewaySetup(std::uint16_t port);
    NodePlace placeOf(std::uint32_t number) const;
    std::filesystem::path memoryFile() const;

    SharedParts& m_shared;
    LabMemory m_memory;
    gateway::TokenEnrolment m_enrolment; ///< of the lab's own nodes
    LabEnrolment m_door{m_enrolment, *m_shared.store};
    std::unique_ptr<gateway::GatewayServer> m_gateway;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<NodeProcesses> m_nodes;
    std::unique_ptr<app::WorkLoop> m_gatewayLoop;
    std::unique_ptr<app::WorkLoop> m_engineLoop;
    std::unique_ptr<ports::FeedSubscription> m_feed;
    bool m_stopped = false;
};

inline const EnvironmentId kDevelopment{"Development"};

} // namespace hotswap::lab
