// SPDX-License-Identifier: Apache-2.0
// Orders to fleets: drain and undrain nodes, stop a line and let it go on. A leader carries them out; here
// they are checked and written.
#include "core/domain/limits.h"
#include "core/engine/wave_planner.h"
#include "core/service/handlers.h"
#include "core/service/permissions.h"
#include "core/service/policy_choice.h"
#include "core/service/queries.h"

#include <algorithm>
#include <set>

namespace hotswap::service {

namespace {

Status checkReason(const std::string& reason, bool needed) {
    if (reason.size() > limits::kReasonCharsMax || (needed && reason.empty())) {
        return invalidField("reason", (needed ? "1.." : "at most ") +
                                          std::to_string(limits::kReasonCharsMax) + " characters");
    }
    return success();
}

AuditRecord recordOf(const RequestContext& context, const FleetOrder& order) {
    AuditRecord record;
    record.actor = context.who.user.value;
    record.action = "fleet." + std::string(orderKindName(order.kind));
    record.subject = order.id.value;
    record.details["scope"] = order.scope.text();
    record.details["nodes"] = std::to_string(order.nodes.size());
    if (!order.reason.empty()) {
        record.details["reason"] = order.reason;
    }
    return record;
}

AuditRecord verbRecord(const RequestContext& context, Verb verb, const DeploymentId& deployment,
                       const std::string& reason) {
    AuditRecord record;
    record.actor = context.who.user.value;
    record.action = verbRequestName(verb);
    record.subject = deployment.value;
    record.details["reason"] = reason;
    return record;
}

bool isInService(const Node& node) {
    return node.state != NodeState::Drained && node.state != NodeState::Draining && isServing(node.state);
}

Status checkScope(const Scope& scope, const TenantId& tenant) {
    if (scope.tenant != tenant) {
        return makeError(ErrorCode::NotFound, scope.text());
    }
    if (scope.environment.empty() || scope.module.empty() || scope.module.value == kNodeWideModule) {
        return invalidField(scope.environment.empty() ? "environment" : "module", "a name");
    }
    return success();
}

} // namespace

Result<FleetOrder> Handlers::orderFor(const RequestContext& context, OrderKind kind,
                                      const std::vector<NodeId>& nodes, const std::string& reason) const {
    HS_TRY(checkReason(reason, false));
    if (nodes.empty() || nodes.size() > limits::kFleetNodesMax) {
        return invalidField("nodes", "1.." + std::to_string(limits::kFleetNodesMax));
    }
    FleetOrder order;
    order.kind = kind;
    order.id = OrderId(ports::makeUniqueText(m_ports.random));
    order.requestedBy = context.who.user;
    order.reason = reason;
    std::set<NodeId> names;
    for (const NodeId& name : nodes) {
        const auto node = m_ports.fleet.node(context.who.tenant, name);
        HS_TRY(node);
        if (!order.scope.environment.empty() && node->environment != order.scope.environment) {
            return invalidField("nodes", "nodes of one environment");
        }
        if (node->state == NodeState::Retired) {
            return makeError(ErrorCode::TransitionRefused, name.value + " is retired");
        }
        order.scope = {context.who.tenant, node->environment, ModuleName(std::string(kNodeWideModule))};
        names.insert(name);
    }
    order.nodes.assign(names.begin(), names.end());
    return order;
}

/// What a drain takes out of service stays within the environment's availability floor, and no node is in two
/// orders of the same kind.
Status Handlers::checkDrain(const FleetOrder& order) const {
    const auto open = m_ports.orders.openOrders(order.scope);
    HS_TRY(open);
    std::set<NodeId> leaving;
    for (const FleetOrder& other : *open) {
        if (other.kind == OrderKind::Drain) {
            leaving.insert(other.nodes.begin(), other.nodes.end());
        }
    }
    for (const NodeId& node : order.nodes) {
        if (leaving.contains(node)) {
            return makeError(ErrorCode::TransitionRefused, node.value + " is being drained");
        }
    }
    leaving.insert(order.nodes.begin(), order.nodes.end());
    const auto fleet = m_ports.fleet.nodesSince(order.scope.tenant, order.scope.environment, 0);
    HS_TRY(fleet);
    std::uint32_t total = 0;
    std::uint32_t serving = 0;
    std::uint32_t lowered = 0; ///< in service now and not after this
    for (const Node& node : fleet->nodes) {
        if (node.state == NodeState::Retired) {
            continue;
        }
        ++total;
        const bool leaves = leaving.contains(node.id);
        serving += isInService(node) && !leaves ? 1 : 0;
        lowered += isInService(node) && leaves ? 1 : 0;
    }
    const auto policy = standardPolicy(m_ports.policies, order.scope, {});
    HS_TRY(policy);
    const std::uint32_t floor = engine::floorNodes(total, policy->gate.availabilityFloorPercent);
    // One node may always go when all others serve; one that does not serve costs nothing.
    const bool oneOfAll = lowered == 1 && serving + 1 == total;
    if (lowered > 0 && serving < floor && !oneOfAll) {
        return Error{ErrorCode::CapacityRefused,
                     std::to_string(serving) + " of " + std::to_string(total) + " would serve",
                     {{"floorNodes", std::to_string(floor)}, {"servingNodes", std::to_string(serving)}}};
    }
    return success();
}

Result<ports::Answer> Handlers::give(const RequestContext& context, FleetOrder order) {
    ports::Transaction tx = begin(context, order.id.value);
    tx.audit.push_back(recordOf(context, order));
    tx.orders.push_back({ports::OrderChange::Kind::Put, std::move(order)});
    return commit(context, tx);
}

Result<ports::Answer> Handlers::drainNodes(const RequestContext& context,
                                           const ports::requests::DrainNodes& request) {
    auto order = orderFor(context, OrderKind::Drain, request.nodes, request.reason);
    HS_TRY(order);
    HS_TRY(checkDrain(*order));
    return give(context, *std::move(order));
}

Result<ports::Answer> Handlers::undrainNodes(const RequestContext& context,
                                             const ports::requests::UndrainNodes& request) {
    auto order = orderFor(context, OrderKind::Undrain, request.nodes, request.reason);
    HS_TRY(order);
    return give(context, *std::move(order));
}

Result<ports::Answer> Handlers::stopLine(const RequestContext& context,
                                         const ports::requests::StopLine& request) {
    HS_TRY(checkScope(request.scope, context.who.tenant));
    HS_TRY(checkReason(request.reason, true));
    return withRetries([&] { return tryStop(context, request); });
}

Result<ports::Answer> Handlers::tryStop(const RequestContext& context,
                                        const ports::requests::StopLine& request) {
    const auto stopped = m_ports.orders.stopOf(request.scope);
    HS_TRY(stopped);
    if (*stopped) {
        return makeError(ErrorCode::TransitionRefused, (*stopped)->id.value);
    }
    const auto fleet = m_ports.fleet.nodesSince(context.who.tenant, request.scope.environment, 0);
    HS_TRY(fleet);
    FleetOrder order;
    order.id = OrderId(ports::makeUniqueText(m_ports.random));
    order.kind = OrderKind::Stop;
    order.scope = request.scope;
    order.requestedBy = context.who.user;
    order.reason = request.reason;
    for (const Node& node : fleet->nodes) {
        if (node.state != NodeState::Retired && node.state != NodeState::Enrolling) {
            order.nodes.push_back(node.id);
        }
    }
    std::sort(order.nodes.begin(), order.nodes.end());
    const auto inScope = m_ports.store.scopeDeployments(request.scope);
    HS_TRY(inScope);
    if (order.nodes.empty() && inScope->active.empty()) {
        return makeError(ErrorCode::NotFound, request.scope.text());
    }
    ports::Transaction tx = begin(context, order.id.value);
    for (const DeploymentId& id : inScope->active) {
        const auto deployment = m_loader.load(context.who.tenant, id);
        HS_TRY(deployment);
        if (!(*deployment)->mayAct(Verb::Pause).ok()) {
            continue; // it waits, is paused already, or goes back: the leader holds it where it is
        }
        auto bodies = (*deployment)->eventsFor(Verb::Pause, context.who.user, {}, request.reason);
        HS_TRY(bodies);
        auto appended = append(**deployment, *std::move(bodies));
        HS_TRY(appended);
        tx.appends.push_back(*std::move(appended));
        tx.audit.push_back(verbRecord(context, Verb::Pause, id, request.reason));
        order.paused.push_back(id);
    }
    tx.audit.push_back(recordOf(context, order));
    tx.orders.push_back({ports::OrderChange::Kind::Put, std::move(order)});
    return commit(context, tx);
}

Result<ports::Answer> Handlers::releaseLine(const RequestContext& context,
                                            const ports::requests::ReleaseLine& request) {
    HS_TRY(checkScope(request.scope, context.who.tenant));
    HS_TRY(checkReason(request.reason, true));
    return withRetries([&] { return tryRelease(context, request); });
}

Result<ports::Answer> Handlers::tryRelease(const RequestContext& context,
                                           const ports::requests::ReleaseLine& request) {
    const auto stopped = m_ports.orders.stopOf(request.scope);
    HS_TRY(stopped);
    if (!*stopped) {
        return makeError(ErrorCode::TransitionRefused, "the line is not stopped");
    }
    FleetOrder release;
    release.id = OrderId(ports::makeUniqueText(m_ports.random));
    release.kind = OrderKind::Release;
    release.scope = request.scope;
    release.requestedBy = context.who.user;
    release.reason = request.reason;
    release.open = false;
    ports::Transaction tx = begin(context, release.id.value);
    for (const DeploymentId& id : (*stopped)->paused) {
        const auto deployment = m_loader.load(context.who.tenant, id);
        // Aborted meanwhile, or resting for another reason besides: it stays as it is.
        const bool paused = deployment.ok() && (*deployment)->isPausedBy(PauseReason::Operator) &&
                            (*deployment)->mayAct(Verb::Resume).ok();
        if (!paused) {
            continue;
        }
        auto appended = append(**deployment, {events::PauseEnded{PauseReason::Operator, context.who.user}});
        HS_TRY(appended);
        tx.appends.push_back(*std::move(appended));
        tx.audit.push_back(verbRecord(context, Verb::Resume, id, request.reason));
    }
    tx.audit.push_back(recordOf(context, release));
    FleetOrder ended = **stopped;
    ended.open = false;
    tx.orders.push_back({ports::OrderChange::Kind::Update, std::move(ended)});
    tx.orders.push_back({ports::OrderChange::Kind::Put, std::move(release)});
    return commit(context, tx);
}

Result<ports::OrdersAnswer> Queries::orders(const Identity& who, const ports::queries::Orders& query) {
    auto rows = m_ports.orders.orders(who.tenant, query.environment, query.limit);
    HS_TRY(rows);
    ports::OrdersAnswer answer;
    answer.orders = *std::move(rows);
    for (const OrderSummary& row : answer.orders) {
        if (row.order.kind == OrderKind::Stop && row.order.open) {
            answer.stopped.push_back(row.order.scope);
        }
    }
    answer.mayOrder = mayRequest(who, "fleet.drain").ok();
    return answer;
}

Result<ports::OrderDetail> Queries::order(const Identity& who, const OrderId& id) {
    auto summary = m_ports.orders.order(who.tenant, id);
    HS_TRY(summary);
    auto nodes = m_ports.orders.orderNodes(who.tenant, id);
    HS_TRY(nodes);
    return ports::OrderDetail{*std::move(summary), *std::move(nodes)};
}

} // namespace hotswap::service
