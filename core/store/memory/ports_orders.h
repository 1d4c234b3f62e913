// SPDX-License-Identifier: Apache-2.0
#pragma once
// Orders to fleets, a thin view of the memory store's state.

#include "core/store/memory/state.h"

namespace hotswap::store {

class OrdersPort final : public ports::FleetOrders {
public:
    explicit OrdersPort(State& state) : m_state(state) {}
    Result<std::vector<FleetOrder>> openOrders(const Scope& scope) override;
    Result<std::vector<OrderSummary>> orders(const TenantId& tenant, const EnvironmentId& environment,
                                             std::size_t limit) override;
    Result<OrderSummary> order(const TenantId& tenant, const OrderId& id) override;
    Result<std::vector<ports::OrderCommand>> orderCommands(const TenantId& tenant,
                                                           const OrderId& id) override;
    Result<std::vector<OrderNode>> orderNodes(const TenantId& tenant, const OrderId& id) override;

private:
    State& m_state;
};

} // namespace hotswap::store
