// SPDX-License-Identifier: Apache-2.0
// Commands that no module's runner carries out: drain and undrain the node, and stop the line of a module.
#include "core/codec/command_codec.h"
#include "core/node/agent_core.h"

#include <algorithm>

namespace hotswap::node {

/// True when the command is none for a runner.
bool NodeAgent::Core::acceptNodeWide(const Command& command) {
    if (isNodeWide(command)) {
        m_drain.accept(command, m_now);
        return true;
    }
    if (command.action != CommandAction::Stop) {
        return false;
    }
    // Everything of the scope that has not switched is given up; what has is seen through to its end.
    std::vector<CommandId> others;
    for (const auto* open : m_log.open()) {
        const auto other = codec::decodeCommand(open->command.bytes);
        if (other && other->id != command.id && other->scope == command.scope) {
            others.push_back(other->id);
        }
    }
    for (const CommandId& other : others) {
        if (const auto runner = m_runners.find(command.scope.module); runner != m_runners.end()) {
            runner->second.cancel(other, m_now);
        }
    }
    m_stops.push_back({command, m_now});
    answerStops();
    return true;
}

/// A stop is confirmed once nothing of its scope is at work here.
void NodeAgent::Core::answerStops() {
    for (std::size_t i = 0; i < m_stops.size();) {
        const auto runner = m_runners.find(m_stops[i].command.scope.module);
        if (runner != m_runners.end() && (runner->second.busy() || !runner->second.hasRoom())) {
            ++i;
            continue;
        }
        const Stop stop = std::move(m_stops[i]);
        m_stops.erase(m_stops.begin() + static_cast<std::ptrdiff_t>(i));
        Receipt receipt;
        receipt.outcome = ReceiptOutcome::Applied;
        receipt.took = m_now - stop.since;
        if (runner != m_runners.end()) {
            receipt.running = runner->second.running();
        }
        finish(stop.command, std::move(receipt));
    }
}

/// At start, after commands that were cut off.
void NodeAgent::Core::recoverDrain() {
    const auto balancer = m_config.hasBalancer ? DrainControl::Balancer::Told : DrainControl::Balancer::None;
    m_drain.recover(m_log.idleRole(nodeWide()), balancer, m_now);
}

} // namespace hotswap::node
