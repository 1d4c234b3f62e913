// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_gateways.h"

#include <algorithm>

namespace hotswap::sim {

SimGateways::SimGateways(std::uint32_t count, const TenantId& tenant, StoreBelow store, std::uint64_t seed)
    : m_tenant(tenant), m_store(store), m_random(mixSeed(seed, "gateways")), m_programs(count) {
    for (std::size_t i = 0; i < m_programs.size(); ++i) {
        make(i);
    }
}

void SimGateways::make(std::size_t index) {
    Program& program = m_programs[index];
    ++program.life;
    gateway::GatewayConfig config;
    config.id = HolderId{"gateway-" + std::to_string(index) + "-" + std::to_string(program.life)};
    config.tenant = m_tenant;
    program.gateway = std::make_unique<gateway::Gateway>(
        config, gateway::GatewayPorts{m_store.fleet, m_store.commands, m_store.leases, m_enrolment, Signer{},
                                      nullptr, m_store.records});
}

template <class Call>
void SimGateways::guarded(Call call) {
    try {
        call();
    } catch (const InvariantViolation& violation) {
        m_stopped = violation.what();
    }
}

gateway::Gateway* SimGateways::behind(const Connection& connection) {
    Program& program = m_programs[connection.program];
    return program.life == connection.life ? program.gateway.get() : nullptr;
}

std::uint64_t SimGateways::dialled(const NodeId&, std::shared_ptr<ports::NodeLink> link, Instant now) {
    const std::size_t index = m_random.below(m_programs.size());
    Program& program = m_programs[index];
    if (program.gateway == nullptr) {
        return 0;
    }
    const std::uint64_t id = m_nextConnection++;
    const Connection& made =
        m_connections.emplace(id, Connection{index, program.life, std::move(link)}).first->second;
    guarded([&] { program.gateway->onOpen(id, *made.link, now); });
    return id;
}

void SimGateways::arrived(std::uint64_t connection, const Frame& frame, Instant now) {
    const auto found = m_connections.find(connection);
    gateway::Gateway* const gateway = found == m_connections.end() ? nullptr : behind(found->second);
    if (gateway != nullptr) {
        guarded([&] { gateway->onFrame(connection, frame, now); });
    }
}

void SimGateways::ended(std::uint64_t connection, const std::string&, Instant now) {
    const auto found = m_connections.find(connection);
    if (found == m_connections.end()) {
        return;
    }
    if (gateway::Gateway* const gateway = behind(found->second); gateway != nullptr) {
        guarded([&] { gateway->onClose(connection, now); });
    }
    m_connections.erase(found);
}

void SimGateways::ask(const std::vector<NodeId>& nodes, Duration interval, Duration during) {
    for (Program& program : m_programs) {
        if (program.gateway != nullptr) {
            program.gateway->ask(nodes, interval, during);
        }
    }
}

void SimGateways::fence(const std::vector<NodeId>& nodes, const Scope& scope, const Fence& fence) {
    for (Program& program : m_programs) {
        if (program.gateway != nullptr) {
            program.gateway->fence(nodes, scope, fence);
        }
    }
}

void SimGateways::onHint(const ports::StreamHint& hint, Instant now) {
    for (Program& program : m_programs) {
        if (program.gateway != nullptr) {
            guarded([&] { program.gateway->onHint(hint, now); });
        }
    }
}

Instant SimGateways::nextWake() const {
    Instant next = kNever;
    for (const Program& program : m_programs) {
        next = std::min(next, program.gateway == nullptr ? program.backAt : program.gateway->nextWake());
    }
    return next;
}

void SimGateways::tickDue(Instant now) {
    for (std::size_t i = 0; i < m_programs.size(); ++i) {
        Program& program = m_programs[i];
        if (program.gateway == nullptr) {
            if (program.backAt <= now) {
                make(i);
            }
        } else if (program.gateway->nextWake() <= now) {
            guarded([&] { program.gateway->tick(now); });
        }
    }
}

void SimGateways::restart(std::size_t index, Duration away, Instant now) {
    Program& program = m_programs[index];
    if (program.gateway == nullptr) {
        return;
    }
    program.gateway.reset();
    program.backAt = now + away;
    std::vector<std::shared_ptr<ports::NodeLink>> broken;
    for (const auto& [id, connection] : m_connections) {
        if (connection.program == index && connection.life == program.life) {
            broken.push_back(connection.link);
        }
    }
    for (const auto& link : broken) {
        link->close("gateway ended");
    }
}

} // namespace hotswap::sim
