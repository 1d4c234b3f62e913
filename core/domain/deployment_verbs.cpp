// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment.h"
#include "core/domain/limits.h"

#include <algorithm>
#include <iterator>

namespace hotswap {

namespace {

using S = DeploymentState;

constexpr unsigned bit(S state) {
    return 1U << static_cast<unsigned>(state);
}

/// In which states each verb is possible at all.
struct VerbRule {
    Verb verb;
    unsigned states;
    bool needsReason;
};

constexpr unsigned kUnfinished = bit(S::Queued) | bit(S::Running) | bit(S::Paused) |
                                 bit(S::WaitingForApproval) | bit(S::RollingBack) | bit(S::NeedsIntervention);

constexpr VerbRule kRules[] = {
    {Verb::Pause, bit(S::Running) | bit(S::Paused), false},
    {Verb::Resume, bit(S::Paused), false},
    {Verb::Promote, bit(S::Running) | bit(S::Paused), false},
    {Verb::PromoteFully, bit(S::Running) | bit(S::Paused), true},
    {Verb::SkipNode, bit(S::Running) | bit(S::Paused), false},
    {Verb::Abort, kUnfinished, false},
    {Verb::RetryFailed, bit(S::Paused) | bit(S::NeedsIntervention), false},
    {Verb::Rollback, bit(S::Succeeded) | bit(S::NeedsIntervention), false},
    {Verb::AcceptAsIs, bit(S::NeedsIntervention), true},
};

const VerbRule& ruleOf(Verb verb) {
    return *std::find_if(std::begin(kRules), std::end(kRules),
                         [&](const VerbRule& rule) { return rule.verb == verb; });
}

Error refused(const char* why) {
    return makeError(ErrorCode::TransitionRefused, why);
}

Status mayPromote(const Deployment& deployment) {
    const std::uint32_t wave = deployment.currentWave();
    if (wave >= deployment.waves().size()) {
        return refused("every wave has passed");
    }
    const bool waits = deployment.waves()[wave].phase == WavePhase::Baking ||
                       deployment.isPausedBy(PauseReason::Inconclusive) ||
                       deployment.isPausedBy(PauseReason::NoData);
    return waits && !deployment.waves()[wave].promoted ? success() : refused("no wave waits for a verdict");
}

Status mayRetry(const Deployment& deployment) {
    const NodeTable& nodes = deployment.nodes();
    const std::uint32_t failed =
        nodes.count(NodeStep::Failed) + nodes.count(NodeStep::Unknown) + nodes.count(NodeStep::Stuck);
    return failed > 0 ? success() : refused("no node failed");
}

/// Pause reasons that a person's word ends.
std::vector<DeploymentEventBody> endedPauses(const Deployment& deployment, const UserId& by,
                                             bool (*ends)(PauseReason)) {
    std::vector<DeploymentEventBody> bodies;
    for (const ActivePause& pause : deployment.pauses()) {
        if (ends(pause.reason)) {
            bodies.emplace_back(events::PauseEnded{pause.reason, by});
        }
    }
    return bodies;
}

bool isUnclear(PauseReason reason) {
    return reason == PauseReason::Inconclusive || reason == PauseReason::NoData;
}

/// Nodes that a retry concerns: the stuck ones, or those that failed.
std::vector<NodeId> retried(const Deployment& deployment) {
    std::vector<NodeId> ids;
    for (const NodeStep step : {NodeStep::Failed, NodeStep::Unknown, NodeStep::Stuck}) {
        for (const std::uint32_t index : deployment.nodes().in(step)) {
            ids.push_back(deployment.nodes().at(index).id);
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace

bool Deployment::needsReason(Verb verb) {
    return ruleOf(verb).needsReason;
}

Status Deployment::mayAct(Verb verb) const {
    if ((ruleOf(verb).states & bit(m_state)) == 0) {
        return makeError(ErrorCode::TransitionRefused, std::string(deploymentStateName(m_state)));
    }
    switch (verb) {
    case Verb::Pause:
        return isPausedBy(PauseReason::Operator) ? refused("it is paused by an operator") : success();
    case Verb::Resume:
        return std::any_of(m_pauses.begin(), m_pauses.end(),
                           [](const ActivePause& pause) { return needsPerson(pause.reason); })
                   ? success()
                   : refused("it goes on by itself when its reason ends");
    case Verb::Promote: return mayPromote(*this);
    case Verb::PromoteFully:
        return m_promotedFully || m_fullPromotionAwaited || m_wavesPassed >= m_waves.size()
                   ? refused("nothing is left to promote")
                   : success();
    case Verb::SkipNode:
        return m_nodes.count(NodeStep::Pending) > 0 ? success() : refused("no node is left to skip");
    case Verb::Abort: return m_abort ? refused("abort was asked for before") : success();
    case Verb::RetryFailed: return mayRetry(*this);
    case Verb::Rollback:
    case Verb::AcceptAsIs: return success();
    }
    return refused("unknown verb");
}

Result<std::vector<DeploymentEventBody>>
Deployment::eventsFor(Verb verb, const UserId& by, const NodeId& node, const std::string& reason) const {
    if (reason.size() > limits::kReasonCharsMax) {
        return invalidField("reason", "at most " + std::to_string(limits::kReasonCharsMax) + " characters");
    }
    if (needsReason(verb) && reason.empty()) {
        return invalidField("reason", "a reason");
    }
    HS_TRY(mayAct(verb));
    std::vector<DeploymentEventBody> bodies;
    switch (verb) {
    case Verb::Pause: bodies.emplace_back(events::Paused{PauseReason::Operator, by, reason}); break;
    case Verb::Resume: bodies = endedPauses(*this, by, needsPerson); break;
    case Verb::Promote:
    case Verb::PromoteFully:
        bodies.emplace_back(events::Promoted{by, verb == Verb::PromoteFully, reason});
        for (auto& ended : endedPauses(*this, by, isUnclear)) {
            bodies.push_back(std::move(ended));
        }
        break;
    case Verb::SkipNode: {
        const auto index = m_nodes.indexOf(node);
        if (!index || m_nodes.at(*index).step != NodeStep::Pending) {
            return invalidField("node", "a node of the plan that was not started yet");
        }
        bodies.emplace_back(events::NodeSkipped{node, "operator", by});
        break;
    }
    case Verb::Abort: bodies.emplace_back(events::AbortRequested{by, reason}); break;
    case Verb::RetryFailed: bodies.emplace_back(events::RetryRequested{by, retried(*this)}); break;
    case Verb::Rollback: bodies.emplace_back(events::RollbackRequested{by, reason}); break;
    case Verb::AcceptAsIs: bodies.emplace_back(events::AcceptedAsItIs{by, reason}); break;
    }
    return bodies;
}

} // namespace hotswap
