// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/order_table.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <set>

namespace hotswap::store {

using Kind = ports::OrderChange::Kind;

Status OrderTable::check(const ports::OrderChange& change) const {
    const FleetOrder* stored = find(change.order.id);
    if (change.kind == Kind::Update) {
        if (stored == nullptr || stored->scope != change.order.scope || stored->kind != change.order.kind) {
            return makeError(ErrorCode::NotFound, change.order.id.value);
        }
        return stored->open ? success() : Status(makeError(ErrorCode::AlreadyDecided, change.order.id.value));
    }
    if (stored != nullptr) {
        return makeError(ErrorCode::AlreadyExists, change.order.id.value);
    }
    const std::vector<FleetOrder> others = open(change.order.scope);
    const auto stop = std::find_if(others.begin(), others.end(),
                                   [](const FleetOrder& other) { return other.kind == OrderKind::Stop; });
    if (change.order.kind == OrderKind::Stop && stop != others.end()) {
        return makeError(ErrorCode::TransitionRefused, stop->id.value);
    }
    if (change.order.open && others.size() >= limits::kOpenOrdersMax) {
        return makeError(ErrorCode::QueueFull, std::to_string(limits::kOpenOrdersMax));
    }
    return success();
}

void OrderTable::apply(const ports::OrderChange& change, Instant now) {
    if (change.kind == Kind::Update) {
        FleetOrder& stored = m_orders.at(m_place.at(change.order.id));
        stored.open = change.order.open;
        stored.fence = change.order.fence;
        stored.givenUp = change.order.givenUp;
        return;
    }
    FleetOrder& added = m_orders[++m_last];
    added = change.order;
    added.requestedAt = now;
    m_place[change.order.id] = m_last;
}

std::vector<OrderId> OrderTable::prune(std::size_t kept) {
    std::vector<OrderId> gone;
    for (auto it = m_orders.begin(); it != m_orders.end() && m_orders.size() > kept;) {
        if (it->second.open) {
            ++it;
            continue;
        }
        gone.push_back(it->second.id);
        m_place.erase(it->second.id);
        it = m_orders.erase(it);
    }
    return gone;
}

const FleetOrder* OrderTable::find(const OrderId& id) const {
    const auto place = m_place.find(id);
    return place == m_place.end() ? nullptr : &m_orders.at(place->second);
}

std::vector<FleetOrder> OrderTable::open(const Scope& scope) const {
    std::vector<FleetOrder> found;
    for (const auto& [place, order] : m_orders) {
        if (order.open && order.scope == scope) {
            found.push_back(order);
        }
    }
    return found;
}

std::vector<Scope> OrderTable::scopesWithOpen() const {
    std::set<Scope> scopes;
    for (const auto& [place, order] : m_orders) {
        if (order.open) {
            scopes.insert(order.scope);
        }
    }
    return {scopes.begin(), scopes.end()};
}

std::vector<FleetOrder> OrderTable::list(const EnvironmentId& environment, std::size_t limit) const {
    std::vector<FleetOrder> found;
    for (auto it = m_orders.rbegin(); it != m_orders.rend() && found.size() < limit; ++it) {
        if (environment.empty() || it->second.scope.environment == environment) {
            found.push_back(it->second);
        }
    }
    return found;
}

} // namespace hotswap::store
