// SPDX-License-Identifier: Apache-2.0
#include "core/engine/order_decision.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <unordered_map>

namespace hotswap::engine {

namespace {

using ports::CommandState;

constexpr Duration kAgainAfter{2'000}; ///< between a refusal that passes by itself and the next command

bool isReachable(const Node* node) {
    return node != nullptr && node->state != NodeState::Offline && node->state != NodeState::Enrolling &&
           node->state != NodeState::Retired;
}

/// One node's part.
class NodeStepper {
public:
    NodeStepper(const OrderView& view, OrderDecision& decision) : m_view(view), m_decision(decision) {}

    /// True when nothing more is to come of this node.
    bool step(const NodeId& name, const ports::OrderCommand* last) {
        if (last != nullptr && last->receipt && ports::isFinalReceipt(*last->receipt)) {
            return true;
        }
        const Node* node = m_view.node(name);
        const bool open = last != nullptr &&
                          (last->state == CommandState::Pending || last->state == CommandState::Delivered);
        const bool retired = node != nullptr && node->state == NodeState::Retired;
        if (m_view.overtaken.contains(name) || retired || isTooLate()) {
            if (open) {
                m_decision.voidCommands.push_back(last->command);
            }
            m_decision.giveUp.push_back(name);
            return true;
        }
        if (open) {
            wait(*last, isReachable(node));
        } else if (!isReachable(node)) {
            m_decision.waitsForNodes = true;
        } else if (last != nullptr && last->receipt && m_view.now < last->queuedAt + kAgainAfter) {
            wakeAt(last->queuedAt + kAgainAfter);
        } else {
            m_decision.command.push_back(name);
        }
        return false;
    }

private:
    bool isTooLate() const {
        return m_view.order.kind != OrderKind::Stop &&
               m_view.now >= m_view.order.requestedAt + limits::kOrderLifetime;
    }
    /// One that nobody took is replaced when its term or its time is over. One that somebody took has an
    /// answer to come: its receipt, or the refusal of its repetition (core/ports/command_queue.h).
    void wait(const ports::OrderCommand& last, bool reachable) {
        if (last.state != CommandState::Pending) {
            return;
        }
        const Instant end = last.queuedAt + limits::kCommandLifetimeMax + limits::kCommandGrace;
        if (last.fence < m_view.fence || (m_view.now >= end && reachable)) {
            m_decision.voidCommands.push_back(last.command);
        } else if (reachable) {
            wakeAt(end);
        } else {
            m_decision.waitsForNodes = true;
        }
    }
    void wakeAt(Instant at) { m_decision.wakeAt = std::min(m_decision.wakeAt, at); }

    const OrderView& m_view;
    OrderDecision& m_decision;
};

} // namespace

CommandAction actionOf(OrderKind kind) {
    switch (kind) {
    case OrderKind::Drain: return CommandAction::Drain;
    case OrderKind::Undrain: return CommandAction::Undrain;
    case OrderKind::Stop:
    case OrderKind::Release: return CommandAction::Stop;
    }
    return CommandAction::Stop;
}

OrderDecision decideOrder(const OrderView& view) {
    OrderDecision decision;
    std::unordered_map<NodeId, const ports::OrderCommand*> latest;
    for (const ports::OrderCommand& command : view.commands) {
        latest[command.node] = &command;
    }
    NodeStepper stepper(view, decision);
    bool over = true;
    for (const NodeId& node : view.order.nodes) {
        const auto& givenUp = view.order.givenUp;
        if (std::binary_search(givenUp.begin(), givenUp.end(), node)) {
            continue;
        }
        const auto last = latest.find(node);
        over = stepper.step(node, last == latest.end() ? nullptr : last->second) && over;
    }
    decision.ends = over && view.order.kind != OrderKind::Stop;
    if (!over && view.order.kind != OrderKind::Stop) {
        decision.wakeAt = std::min(decision.wakeAt, view.order.requestedAt + limits::kOrderLifetime);
    }
    return decision;
}

} // namespace hotswap::engine
