// SPDX-License-Identifier: Apache-2.0
#include "core/service/handlers.h"

#include "core/service/permissions.h"

#include <algorithm>

namespace hotswap::service {

namespace {

/// Whether the verb lets something happen on nodes: not while the line is stopped.
bool movesOn(Verb verb) {
    return verb == Verb::Resume || verb == Verb::Promote || verb == Verb::PromoteFully ||
           verb == Verb::RetryFailed || verb == Verb::Rollback;
}

} // namespace

Result<ports::Answer> Handlers::act(const RequestContext& context, const ports::requests::Act& request) {
    return withRetries([&] { return tryAct(context, request); });
}

Result<ports::Answer> Handlers::tryAct(const RequestContext& context, const ports::requests::Act& request) {
    const auto loaded = m_loader.load(context.who.tenant, request.deployment);
    HS_TRY(loaded);
    const Deployment& deployment = **loaded;
    auto bodies = deployment.eventsFor(request.verb, context.who.user, request.node, request.reason);
    HS_TRY(bodies);
    if (request.verb == Verb::Rollback) {
        HS_TRY(mayRollBack(deployment));
    }
    if (movesOn(request.verb)) {
        const auto stop = m_ports.orders.stopOf(deployment.spec().scope);
        HS_TRY(stop);
        if (*stop) {
            return makeError(ErrorCode::TransitionRefused, "the line is stopped:" + (*stop)->id.value);
        }
    }
    auto appended = append(deployment, *std::move(bodies));
    HS_TRY(appended);
    AuditRecord record;
    record.actor = context.who.user.value;
    record.action = verbRequestName(request.verb);
    record.subject = request.deployment.value;
    if (!request.node.empty()) {
        record.details["node"] = request.node.value;
    }
    if (!request.reason.empty()) {
        record.details["reason"] = request.reason;
    }
    ports::Transaction tx = begin(context, request.deployment.value);
    tx.appends.push_back(*std::move(appended));
    tx.audit.push_back(std::move(record));
    return commit(context, tx);
}

Status Handlers::mayRollBack(const Deployment& deployment) const {
    if (!isTerminal(deployment.state())) {
        return success(); // in needs intervention its own rollback is tried again
    }
    const auto inScope = m_ports.store.scopeDeployments(deployment.spec().scope);
    HS_TRY(inScope);
    const Release& release = deployment.spec().release.release;
    if (!inScope->active.empty()) {
        return makeError(ErrorCode::TransitionRefused, "unfinished:" + inScope->active.front().value);
    }
    if (!inScope->stable || *inScope->stable != release) {
        return makeError(ErrorCode::TransitionRefused, "a newer deployment changed the scope");
    }
    if (deployment.stable() && *deployment.stable() == release) {
        return makeError(ErrorCode::TransitionRefused, "the release before is the same");
    }
    return success();
}

Result<ports::Append> Handlers::append(const Deployment& deployment,
                                       std::vector<DeploymentEventBody> events) const {
    // Time in a stream never goes back, whatever the environment's clock says here.
    const Instant at =
        std::max(m_ports.clocks.now(deployment.spec().scope.environment), deployment.changedAt());
    Deployment after = deployment;
    for (const DeploymentEventBody& body : events) {
        HS_TRY(after.apply({after.version() + 1, at, body}));
    }
    return ports::Append{deployment.id(), deployment.version(), std::move(events), at, after.summarize()};
}

} // namespace hotswap::service
