// SPDX-License-Identifier: Apache-2.0
#pragma once
// Orders to fleets on PostgreSQL, as leaders and people read them; store_port.h writes them.

#include "core/ports/fleet_orders.h"
#include "core/store/postgres/pool.h"

namespace hotswap::store::postgres {

class OrdersPort final : public ports::FleetOrders {
public:
    explicit OrdersPort(Pool& pool) : m_pool(pool) {}
    Result<std::vector<FleetOrder>> openOrders(const Scope& scope) override;
    Result<std::vector<OrderSummary>> orders(const TenantId& tenant, const EnvironmentId& environment,
                                             std::size_t limit) override;
    Result<OrderSummary> order(const TenantId& tenant, const OrderId& id) override;
    Result<std::vector<ports::OrderCommand>> orderCommands(const TenantId& tenant,
                                                           const OrderId& id) override;
    Result<std::vector<OrderNode>> orderNodes(const TenantId& tenant, const OrderId& id) override;

private:
    Result<FleetOrder> load(const TenantId& tenant, const OrderId& id);

    Pool& m_pool;
};

} // namespace hotswap::store::postgres
