// SPDX-License-Identifier: Apache-2.0
#include "core/service/handlers.h"

#include "core/crypto/hash.h"
#include "core/engine/wave_planner.h"
#include "core/service/policy_choice.h"
#include "core/service/policy_guard.h"

#include <algorithm>

namespace hotswap::service {

namespace {

AuditRecord submitRecord(const DeploymentSpec& spec, const Plan& plan) {
    AuditRecord record;
    record.actor = spec.requestedBy.value;
    record.action = "deployment.submit";
    record.subject = spec.id.value;
    record.details = {{"module", spec.scope.module.value},
                      {"version", spec.release.release.version.text()},
                      {"release", spec.release.release.digest.value},
                      {"environment", spec.scope.environment.value},
                      {"strategy", std::string(strategyName(spec.policy.strategy.kind))},
                      {"policy", std::to_string(spec.policy.version)},
                      {"plan", plan.digest.value}};
    if (spec.supersedes) {
        record.details["supersedes"] = spec.supersedes->value;
    }
    return record;
}

} // namespace

Result<PlannedRequest> Handlers::planFor(const Identity& who, const DeploymentRequest& request) const {
    HS_TRY(validate(request));
    PlannedRequest planned;
    planned.scope = Scope{who.tenant, request.environment, request.module};
    const auto standard =
        standardPolicy(m_ports.policies, planned.scope,
                       request.policy ? std::optional(request.policy->strategy.kind) : request.strategy);
    HS_TRY(standard);
    planned.policy = request.policy.value_or(*standard);
    HS_TRY(mayUsePolicy(who, planned.policy, *standard));
    auto release = m_ports.artifacts.find(request.module, request.version);
    HS_TRY(release);
    planned.release = *std::move(release);
    auto inScope = m_ports.store.scopeDeployments(planned.scope);
    HS_TRY(inScope);
    planned.stable = inScope->stable;
    planned.unfinished = std::move(inScope->active);
    const auto fleet = m_ports.fleet.nodesSince(who.tenant, request.environment, 0);
    HS_TRY(fleet);
    engine::PlanRequest ask;
    ask.scope = planned.scope;
    ask.release = &planned.release;
    ask.stable = planned.stable;
    ask.policy = &planned.policy;
    ask.selector = &request.selector;
    ask.nodes.reserve(fleet->nodes.size());
    for (const Node& node : fleet->nodes) {
        ask.nodes.push_back(&node);
    }
    auto plan = engine::plan(ask, [](std::string_view bytes) { return crypto::digestOf(bytes); });
    HS_TRY(plan);
    planned.plan = *std::move(plan);
    return planned;
}

Result<ports::Answer> Handlers::submit(const RequestContext& context, const ports::requests::Submit& submit) {
    return withRetries([&] { return trySubmit(context, submit.request); });
}

Result<ports::Answer> Handlers::trySubmit(const RequestContext& context, const DeploymentRequest& request) {
    auto planned = planFor(context.who, request);
    HS_TRY(planned);
    DeploymentSpec spec;
    spec.id = DeploymentId{ports::makeUniqueText(m_ports.random)};
    spec.scope = planned->scope;
    spec.release = planned->release;
    spec.stable = planned->stable;
    spec.policy = planned->policy;
    spec.selector = request.selector;
    spec.description = request.description;
    spec.metadata = request.metadata;
    spec.requestedBy = context.who.user;
    spec.requestedAt = m_ports.clocks.now(request.environment);
    if (!planned->unfinished.empty()) {
        const auto oldest = m_ports.reader.deployment(context.who.tenant, planned->unfinished.front());
        HS_TRY(oldest);
        if (oldest->state == DeploymentState::NeedsIntervention) {
            return makeError(ErrorCode::TransitionRefused, "needsIntervention:" + oldest->id.value);
        }
        if (request.supersede) {
            spec.supersedes = planned->unfinished.front();
        }
    }
    const DeploymentEventBody first = events::Submitted{spec, planned->plan};
    const std::vector<DeploymentEvent> stream{{1, spec.requestedAt, first}};
    const auto folded = Deployment::fold(stream);
    HS_TRY(folded);
    ports::Transaction tx = begin(context, spec.id.value);
    tx.appends.push_back({spec.id, 0, {first}, spec.requestedAt, folded->summarize()});
    if (spec.supersedes) {
        HS_TRY(supersedeQueued(spec, planned->unfinished, tx));
    }
    tx.queuedMax = m_options.queuedMax;
    tx.audit.push_back(submitRecord(spec, planned->plan));
    return commit(context, tx);
}

Status Handlers::supersedeQueued(const DeploymentSpec& spec, const std::vector<DeploymentId>& unfinished,
                                 ports::Transaction& tx) const {
    for (const DeploymentId& id : unfinished) {
        const auto other = m_loader.load(spec.scope.tenant, id);
        HS_TRY(other);
        if ((*other)->state() == DeploymentState::Queued && !(*other)->supersededBy()) {
            auto ended = append(**other, {events::Superseded{spec.id}});
            HS_TRY(ended);
            tx.appends.push_back(*std::move(ended));
        }
    }
    return success();
}

ports::Transaction Handlers::begin(const RequestContext& context, std::string answer) const {
    ports::Transaction tx;
    tx.tenant = context.who.tenant;
    tx.user = context.who.user;
    tx.key = context.key;
    tx.requestDigest = context.digest;
    tx.keyResult = std::move(answer);
    return tx;
}

Result<std::optional<ports::Answer>> Handlers::earlierAnswer(const RequestContext& context) const {
    const auto known = m_ports.store.commit(begin(context, {}));
    if (!known.ok() && known.error().code == ErrorCode::NotFound) {
        return std::optional<ports::Answer>();
    }
    HS_TRY(known);
    return std::optional(ports::Answer{known->keyResult, true, {}});
}

Result<ports::Answer> Handlers::commit(const RequestContext& context, const ports::Transaction& transaction) {
    const auto committed = m_ports.store.commit(transaction);
    if (committed.ok()) {
        return ports::Answer{committed->keyResult, committed->repeated, {}};
    }
    if (committed.error().code == ErrorCode::OutcomeUnknown) {
        // The link was lost at the commit. The key says whether it happened; nothing is done twice.
        const auto known = earlierAnswer(context);
        if (known.ok() && *known) {
            return ports::Answer{(*known)->id, false, {}};
        }
    }
    return committed.error();
}

} // namespace hotswap::service
