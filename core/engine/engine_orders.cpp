// SPDX-License-Identifier: Apache-2.0
// Orders to fleets: what their leader commands, and what it makes of the answers.
#include "core/domain/limits.h"
#include "core/engine/engine_core.h"
#include "core/engine/order_decision.h"

#include <algorithm>
#include <iterator>

namespace hotswap::engine {

namespace {

constexpr Duration kRetrySoon{1'000}; ///< after a fault of the store
constexpr std::size_t kRoundsMax = 4; ///< void, command again, and what that leads to

AuditRecord endRecord(const FleetOrder& order, const HolderId& holder) {
    AuditRecord record;
    record.tenant = order.scope.tenant;
    record.actor = holder.value;
    record.via = holder.value;
    record.action = "fleet.orderEnded";
    record.subject = order.id.value;
    record.details = {{"scope", order.scope.text()},
                      {"kind", std::string(orderKindName(order.kind))},
                      {"givenUp", std::to_string(order.givenUp.size())}};
    return record;
}

} // namespace

bool Engine::Impl::loadOrders(ScopeState& scope) {
    if (m_ports.orders == nullptr || !scope.hasOrders) {
        scope.orders.clear();
        return true;
    }
    auto open = m_ports.orders->openOrders(scope.scope);
    if (!open.ok()) {
        return false;
    }
    scope.orders = *std::move(open);
    return true;
}

/// False when nothing else may be done for the scope now.
bool Engine::Impl::driveOrders(ScopeState& scope) {
    for (std::size_t round = 0; round < kRoundsMax && std::exchange(scope.ordersDirty, false); ++round) {
        Fleet& fleet = fleetOf(scope);
        if (fleet.stale) {
            refreshFleets();
        }
        if (!loadOrders(scope) || fleetOf(scope).stale) {
            retryOrders(scope);
            return false;
        }
        scope.waitsForNodes = false;
        for (std::size_t i = 0; i < scope.orders.size(); ++i) {
            std::set<NodeId> overtaken;
            for (std::size_t later = i + 1; later < scope.orders.size(); ++later) {
                overtaken.insert(scope.orders[later].nodes.begin(), scope.orders[later].nodes.end());
            }
            if (!driveOrder(scope, scope.orders[i], overtaken)) {
                return false;
            }
        }
    }
    if (scope.ordersDirty) {
        retryOrders(scope); // bounded work per tick
    }
    return !scope.isStopped();
}

void Engine::Impl::retryOrders(ScopeState& scope) {
    scope.ordersDirty = true;
    scope.retryAt = std::min(scope.retryAt, m_ports.storeClock.now() + kRetrySoon);
}

/// Commands of the term that was at work when the line was stopped are worth nothing under the next one, on
/// nodes as in the queue.
bool Engine::Impl::beginStop(ScopeState& scope, const FleetOrder& order) {
    if (scope.stopBegun == order.id) {
        return true;
    }
    scope.stopBegun = order.id;
    // One that cannot be given back is refused to us too, until it has run out.
    static_cast<void>(m_ports.leases.release(scope.scope, m_options.holder));
    endTerm(scope, LeadershipChange::Kind::Released);
    return ensureLease(scope);
}

bool Engine::Impl::driveOrder(ScopeState& scope, FleetOrder& order, const std::set<NodeId>& overtaken) {
    const bool begins = order.fence == Fence{};
    if (begins && order.kind == OrderKind::Stop && !beginStop(scope, order)) {
        scope.ordersDirty = true;
        return false;
    }
    if (!ensureLease(scope)) {
        scope.ordersDirty = true;
        return false;
    }
    const auto commands = m_ports.orders->orderCommands(scope.scope.tenant, order.id);
    if (!commands.ok()) {
        retryOrders(scope);
        return false;
    }
    const FleetMirror& fleet = fleetOf(scope).mirror;
    const Instant store = m_ports.storeClock.now();
    const OrderDecision decision =
        decideOrder({order, *commands, scope.lease->fence, store,
                     [&fleet](const NodeId& id) { return fleet.find(id); }, overtaken});
    scope.waitsForNodes = scope.waitsForNodes || decision.waitsForNodes;
    scope.retryAt = std::min(scope.retryAt, decision.wakeAt);
    ports::Transaction tx;
    tx.voidCommands = decision.voidCommands;
    if (begins && order.kind == OrderKind::Stop) {
        voidWorkOf(scope, tx);
    }
    if (!commandNodes(scope, order, decision.command, tx)) {
        retryOrders(scope);
        return false;
    }
    const bool changes = begins || decision.ends || !decision.giveUp.empty();
    if (!changes && tx.commands.empty() && tx.voidCommands.empty()) {
        return true;
    }
    if (changes) {
        FleetOrder next = order;
        next.fence = begins ? scope.lease->fence : order.fence;
        next.open = !decision.ends;
        std::vector<NodeId> givenUp;
        std::merge(order.givenUp.begin(), order.givenUp.end(), decision.giveUp.begin(), decision.giveUp.end(),
                   std::back_inserter(givenUp));
        next.givenUp = std::move(givenUp);
        if (decision.ends) {
            tx.audit.push_back(endRecord(next, m_options.holder));
        }
        tx.orders.push_back({ports::OrderChange::Kind::Update, std::move(next)});
    }
    // What became void is commanded again in the next round.
    scope.ordersDirty = scope.ordersDirty || !decision.voidCommands.empty() || begins;
    return commitOrder(scope, std::move(tx));
}

void Engine::Impl::voidWorkOf(const ScopeState& scope, ports::Transaction& tx) const {
    for (const auto& run : scope.runs) {
        if (!run->deployment) {
            continue;
        }
        for (const NodeStep step : {NodeStep::InFlight, NodeStep::GoingBack, NodeStep::Stuck}) {
            for (const std::uint32_t index : run->deployment->nodes().in(step)) {
                tx.voidCommands.push_back(run->deployment->nodes().at(index).command);
            }
        }
    }
}

bool Engine::Impl::commandNodes(const ScopeState& scope, const FleetOrder& order,
                                const std::vector<NodeId>& nodes, ports::Transaction& tx) {
    tx.commandsFor = ports::orderStream(order.id);
    for (const NodeId& node : nodes) {
        Command command;
        command.id = CommandId(ports::makeUniqueText(m_ports.random));
        command.node = node;
        command.scope = scope.scope;
        command.deployment = tx.commandsFor;
        command.action = actionOf(order.kind);
        command.fence = scope.lease->fence;
        command.notAfter = m_now + limits::kCommandLifetimeMax;
        auto signedCommand = m_ports.signer.sign(command);
        if (!signedCommand.ok()) {
            return false;
        }
        tx.commands.push_back(*std::move(signedCommand));
    }
    return true;
}

bool Engine::Impl::commitOrder(ScopeState& scope, ports::Transaction tx) {
    tx.tenant = scope.scope.tenant;
    tx.proof = ports::LeaseProof{scope.scope, m_options.holder, scope.lease->fence};
    ++m_stats.commits;
    scope.leftWhenIssued = scope.lease->expiresAt - m_ports.storeClock.now();
    const auto committed = m_ports.store.commit(tx);
    if (committed.ok()) {
        return true;
    }
    retryOrders(scope); // what is stored says what is left to do
    if (committed.error().code == ErrorCode::EpochStale) {
        loseLease(scope);
    } else if (committed.error().code == ErrorCode::OutcomeUnknown) {
        ++m_stats.unknownCommits;
        renewLeases();
    }
    return false;
}

} // namespace hotswap::engine
