// SPDX-License-Identifier: Apache-2.0
#include "core/ports/fleet_orders.h"

#include <algorithm>
#include <map>

namespace hotswap::ports {

Result<std::optional<FleetOrder>> FleetOrders::stopOf(const Scope& scope) {
    const auto open = openOrders(scope);
    HS_TRY(open);
    const auto stop = std::find_if(open->begin(), open->end(),
                                   [](const FleetOrder& order) { return order.kind == OrderKind::Stop; });
    return stop == open->end() ? std::optional<FleetOrder>() : std::optional(*stop);
}

bool isFinalReceipt(const Receipt& receipt) {
    if (receipt.outcome != ReceiptOutcome::Refused) {
        return true;
    }
    return receipt.reason != ErrorCode::Expired && receipt.reason != ErrorCode::EpochStale &&
           receipt.reason != ErrorCode::QueueFull;
}

std::vector<OrderNode> orderNodesOf(const FleetOrder& order, const std::vector<OrderCommand>& commands) {
    std::map<NodeId, const OrderCommand*> latest;
    for (const OrderCommand& command : commands) {
        latest[command.node] = &command;
    }
    std::vector<OrderNode> nodes;
    nodes.reserve(order.nodes.size());
    for (const NodeId& node : order.nodes) {
        OrderNode row;
        row.node = node;
        const auto found = latest.find(node);
        const bool answered =
            found != latest.end() && found->second->receipt && isFinalReceipt(*found->second->receipt);
        if (answered) {
            const Receipt& receipt = *found->second->receipt;
            const bool done = receipt.outcome == ReceiptOutcome::Applied;
            row.state = done ? OrderNode::State::Confirmed : OrderNode::State::Failed;
            row.reason = receipt.reason;
            row.detail = receipt.detail;
            row.took = receipt.took;
        } else if (std::binary_search(order.givenUp.begin(), order.givenUp.end(), node)) {
            row.state = OrderNode::State::Failed;
            row.reason = ErrorCode::Timeout;
        }
        nodes.push_back(std::move(row));
    }
    return nodes;
}

OrderSummary summaryOf(FleetOrder order, const std::vector<OrderNode>& nodes) {
    OrderSummary summary;
    summary.total = static_cast<std::uint32_t>(order.nodes.size());
    for (const OrderNode& node : nodes) {
        summary.confirmed += node.state == OrderNode::State::Confirmed ? 1 : 0;
        summary.failed += node.state == OrderNode::State::Failed ? 1 : 0;
    }
    summary.order = std::move(order);
    return summary;
}

} // namespace hotswap::ports
