// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/ports_orders.h"

#include "core/ports/paging.h"

#include <algorithm>

namespace hotswap::store {

Result<std::vector<FleetOrder>> OrdersPort::openOrders(const Scope& scope) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(scope.tenant);
    return own == nullptr ? std::vector<FleetOrder>() : own->orders.open(scope);
}

Result<std::vector<OrderSummary>> OrdersPort::orders(const TenantId& tenant, const EnvironmentId& environment,
                                                     std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    const std::lock_guard lock(m_state.mutex);
    std::vector<OrderSummary> answer;
    if (const TenantState* own = m_state.find(tenant)) {
        for (FleetOrder& order : own->orders.list(environment, limit)) {
            const auto commands = m_state.commands.ofOrder(tenant, ports::orderStream(order.id));
            const auto nodes = ports::orderNodesOf(order, commands);
            answer.push_back(ports::summaryOf(std::move(order), nodes));
        }
    }
    return answer;
}

Result<OrderSummary> OrdersPort::order(const TenantId& tenant, const OrderId& id) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    const FleetOrder* found = own == nullptr ? nullptr : own->orders.find(id);
    if (found == nullptr) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    const auto commands = m_state.commands.ofOrder(tenant, ports::orderStream(id));
    return ports::summaryOf(*found, ports::orderNodesOf(*found, commands));
}

Result<std::vector<ports::OrderCommand>> OrdersPort::orderCommands(const TenantId& tenant,
                                                                   const OrderId& id) {
    const std::lock_guard lock(m_state.mutex);
    return m_state.commands.ofOrder(tenant, ports::orderStream(id));
}

Result<std::vector<OrderNode>> OrdersPort::orderNodes(const TenantId& tenant, const OrderId& id) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    const FleetOrder* found = own == nullptr ? nullptr : own->orders.find(id);
    if (found == nullptr) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return ports::orderNodesOf(*found, m_state.commands.ofOrder(tenant, ports::orderStream(id)));
}

} // namespace hotswap::store
