// SPDX-License-Identifier: Apache-2.0
#pragma once
// What changes something: submitting, a verb on a deployment, a vote, a hand-over. The caller was authorised
// before.

#include "core/ports/console_service.h"
#include "core/service/deployment_loader.h"
#include "core/service/service_ports.h"

#include <optional>
#include <string>

namespace hotswap::service {

/// One request with what goes into its transaction whatever it does.
struct RequestContext {
    const Identity& who;
    IdempotencyKey key;
    std::string digest; ///< of the request
};

/// The environment's policy as it stands for a request, and the plan it gives.
struct PlannedRequest {
    Scope scope;
    ReleaseInfo release;
    std::optional<Release> stable;
    Policy policy;
    Plan plan;
    std::vector<DeploymentId> unfinished; ///< of the scope, oldest first
};

class Handlers {
public:
    Handlers(ServicePorts& ports, const ServiceOptions& options, DeploymentLoader& loader)
        : m_ports(ports), m_options(options), m_loader(loader) {}

    /// Validates, resolves and plans without changing anything.
    Result<PlannedRequest> planFor(const Identity& who, const DeploymentRequest& request) const;

    Result<ports::Answer> submit(const RequestContext& context, const ports::requests::Submit& request);
    Result<ports::Answer> act(const RequestContext& context, const ports::requests::Act& request);
    Result<ports::Answer> vote(const RequestContext& context, const ports::requests::CastVote& request);
    Result<ports::Answer> handOver(const RequestContext& context, const ports::requests::HandOver& request);
    Result<ports::Answer> makeToken(const RequestContext& context, const ports::requests::MakeToken& request);
    Result<ports::Answer> revokeNode(const RequestContext& context,
                                     const ports::requests::RevokeNode& request);
    Result<ports::Answer> drainNodes(const RequestContext& context,
                                     const ports::requests::DrainNodes& request);
    Result<ports::Answer> undrainNodes(const RequestContext& context,
                                       const ports::requests::UndrainNodes& request);
    Result<ports::Answer> stopLine(const RequestContext& context, const ports::requests::StopLine& request);
    Result<ports::Answer> releaseLine(const RequestContext& context,
                                      const ports::requests::ReleaseLine& request);
    Result<ports::Answer> setPolicy(const RequestContext& context, const ports::requests::SetPolicy& request);

    /// Whether a finished deployment may be taken back: it is what its scope is stable on, nothing else of
    /// the scope is unfinished, and there is another release to go back to. TransitionRefused with the
    /// reason.
    Status mayRollBack(const Deployment& deployment) const;

    /// The first answer to this key; none: it was not used. KeyReused.
    Result<std::optional<ports::Answer>> earlierAnswer(const RequestContext& context) const;

private:
    ports::Transaction begin(const RequestContext& context, std::string answer) const;
    Result<ports::Answer> commit(const RequestContext& context, const ports::Transaction& transaction);
    Result<ports::Answer> trySubmit(const RequestContext& context, const DeploymentRequest& request);
    /// Ends the queued ones in favour of `spec`, which names the one under way itself.
    Status supersedeQueued(const DeploymentSpec& spec, const std::vector<DeploymentId>& unfinished,
                           ports::Transaction& tx) const;
    /// Asks again when another writer of the same thing was faster, as often as the options say.
    template <class Attempt>
    Result<ports::Answer> withRetries(Attempt&& attempt) const;
    Result<ports::Answer> tryAct(const RequestContext& context, const ports::requests::Act& request);
    Result<ports::Answer> tryVote(const RequestContext& context, const ports::requests::CastVote& request);
    Result<CastVote> sign(const Identity& who, const ports::requests::CastVote& request,
                          const Approval& approval, const Digest& release, Instant now) const;
    /// An order to nodes of one environment; `reason` and `nodes` are checked.
    Result<FleetOrder> orderFor(const RequestContext& context, OrderKind kind,
                                const std::vector<NodeId>& nodes, const std::string& reason) const;
    Status checkDrain(const FleetOrder& order) const;
    Result<ports::Answer> give(const RequestContext& context, FleetOrder order);
    Result<ports::Answer> tryStop(const RequestContext& context, const ports::requests::StopLine& request);
    Result<ports::Answer> tryRelease(const RequestContext& context,
                                     const ports::requests::ReleaseLine& request);
    Result<ports::Append> decision(const Approval& approval, const CastVote& deciding);
    Result<ports::Append> append(const Deployment& deployment, std::vector<DeploymentEventBody> events) const;

    ServicePorts& m_ports;
    const ServiceOptions& m_options;
    DeploymentLoader& m_loader;
};

template <class Attempt>
Result<ports::Answer> Handlers::withRetries(Attempt&& attempt) const {
    for (std::uint32_t retry = 0;; ++retry) {
        Result<ports::Answer> answer = attempt();
        const bool metAnother = !answer.ok() && answer.error().code == ErrorCode::VersionConflict;
        if (!metAnother || retry >= m_options.conflictRetries) {
            return answer;
        }
    }
}

} // namespace hotswap::service
