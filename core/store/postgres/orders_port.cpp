// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/orders_port.h"

#include "core/codec/receipt_codec.h"
#include "core/codec/row_codec.h"
#include "core/ports/paging.h"
#include "core/store/postgres/store_port.h"

#include <algorithm>

namespace hotswap::store::postgres {

Result<std::vector<FleetOrder>> OrdersPort::openOrders(const Scope& scope) {
    const auto rows =
        m_pool.run("SELECT body FROM hotswap.fleet_order WHERE tenant_id = $1 "
                   "AND environment = $2 AND module = $3 AND open ORDER BY sequence",
                   {scope.tenant.value, scope.environment.value, scope.module.value}, Effect::Read);
    HS_TRY(rows);
    std::vector<FleetOrder> found;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto order = codec::decodeOrder(rows->text(i, 0));
        HS_TRY(order);
        found.push_back(*std::move(order));
    }
    return found;
}

Result<std::vector<OrderSummary>> OrdersPort::orders(const TenantId& tenant, const EnvironmentId& environment,
                                                     std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    // Of each node at most one receipt ends the order (isFinalReceipt); the others are passed over here too.
    const auto rows = m_pool.run(
        "SELECT o.body, c.confirmed, c.failed FROM hotswap.fleet_order o, LATERAL ("
        "SELECT count(*) FILTER (WHERE r.body->>'outcome' = 'applied'), "
        "count(*) FILTER (WHERE r.body->>'outcome' <> 'applied' AND NOT (r.body->>'outcome' = 'refused' "
        "AND r.body->>'reason' IN ('expired', 'epochStale', 'queueFull'))) FROM hotswap.receipt r "
        "WHERE r.tenant_id = $1 AND r.deployment = o.id) c (confirmed, failed) "
        "WHERE o.tenant_id = $1 AND ($2 = '' OR o.environment = $2) ORDER BY o.sequence DESC LIMIT $3",
        {tenant.value, environment.value, std::to_string(limit)}, Effect::Read);
    HS_TRY(rows);
    std::vector<OrderSummary> answer;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto order = codec::decodeOrder(rows->text(i, 0));
        HS_TRY(order);
        OrderSummary summary;
        summary.total = static_cast<std::uint32_t>(order->nodes.size());
        summary.confirmed = static_cast<std::uint32_t>(rows->number(i, 1));
        summary.failed = std::min(static_cast<std::uint32_t>(rows->number(i, 2)) +
                                      static_cast<std::uint32_t>(order->givenUp.size()),
                                  summary.total - std::min(summary.total, summary.confirmed));
        summary.order = *std::move(order);
        answer.push_back(std::move(summary));
    }
    return answer;
}

Result<FleetOrder> OrdersPort::load(const TenantId& tenant, const OrderId& id) {
    const auto rows = m_pool.run("SELECT body FROM hotswap.fleet_order WHERE tenant_id = $1 AND id = $2",
                                 {tenant.value, id.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return codec::decodeOrder(rows->text(0, 0));
}

Result<OrderSummary> OrdersPort::order(const TenantId& tenant, const OrderId& id) {
    auto found = load(tenant, id);
    HS_TRY(found);
    const auto commands = orderCommands(tenant, id);
    HS_TRY(commands);
    const auto nodes = ports::orderNodesOf(*found, *commands);
    return ports::summaryOf(*std::move(found), nodes);
}

Result<std::vector<ports::OrderCommand>> OrdersPort::orderCommands(const TenantId& tenant,
                                                                   const OrderId& id) {
    const auto rows = m_pool.run(
        "SELECT DISTINCT ON (c.node) c.id, c.node, c.state, c.generation, c.epoch, c.queued_at, r.body "
        "FROM hotswap.command c LEFT JOIN hotswap.receipt r ON r.command = c.id AND r.tenant_id = "
        "c.tenant_id "
        "WHERE c.deployment = $2 AND c.tenant_id = $1 ORDER BY c.node, c.sequence DESC",
        {tenant.value, id.value}, Effect::Read);
    HS_TRY(rows);
    std::vector<ports::OrderCommand> commands;
    commands.reserve(rows->size());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        ports::OrderCommand command;
        command.command = CommandId{std::string(rows->text(i, 0))};
        command.node = NodeId{std::string(rows->text(i, 1))};
        command.state = commandStateNamed(rows->text(i, 2));
        command.fence = {static_cast<std::uint64_t>(rows->number(i, 3)),
                         static_cast<std::uint64_t>(rows->number(i, 4))};
        command.queuedAt = instantFromMs(rows->number(i, 5));
        if (!rows->isNull(i, 6)) {
            auto receipt = codec::decodeReceipt(rows->text(i, 6));
            HS_TRY(receipt);
            command.receipt = *std::move(receipt);
        }
        commands.push_back(std::move(command));
    }
    return commands;
}

Result<std::vector<OrderNode>> OrdersPort::orderNodes(const TenantId& tenant, const OrderId& id) {
    const auto found = load(tenant, id);
    HS_TRY(found);
    const auto commands = orderCommands(tenant, id);
    HS_TRY(commands);
    return ports::orderNodesOf(*found, *commands);
}

} // namespace hotswap::store::postgres
