// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_people.h"

#include <algorithm>
#include <iterator>

namespace hotswap::sim {

namespace {

constexpr Duration kRetryAfter{3'000};
constexpr std::uint32_t kTriesMax = 200;
constexpr Duration kVoteEvery{45'000};
/// Times that a waiting deployment is helped on before it is aborted.
constexpr std::uint32_t kHelpsMax = 12;

Identity person(const TenantId& tenant, const std::string& user, std::set<Role> roles, SimKeys& keys) {
    return {tenant, UserId{user}, std::move(roles), {}, keys.addVoter(UserId{user})};
}

bool worthRepeating(ErrorCode code) {
    return code == ErrorCode::Unavailable || code == ErrorCode::OutcomeUnknown ||
           code == ErrorCode::Timeout || code == ErrorCode::VersionConflict;
}

} // namespace

People::People(const TenantId& tenant, SimKeys& keys)
    : deployer(person(tenant, "operator", {Role::Deployer}, keys)),
      colleague(person(tenant, "colleague", {Role::Deployer, Role::Approver}, keys)),
      approver(person(tenant, "approver", {Role::Approver}, keys)),
      viewer(person(tenant, "viewer", {Role::Viewer}, keys)),
      admin(person(tenant, "admin", {Role::Admin, Role::Deployer}, keys)),
      stranger(
          person(TenantId{"elsewhere"}, "stranger", {Role::Admin, Role::Deployer, Role::Approver}, keys)) {}

SimPeople::SimPeople(PeopleSetup setup, People people, EventScheduler& scheduler, Auditor& auditor)
    : m_setup(std::move(setup)),
      m_people(std::move(people)),
      m_scheduler(scheduler),
      m_auditor(auditor),
      m_what(mixSeed(m_setup.seed, "people-what")),
      m_when(mixSeed(m_setup.seed, "people-when")) {}

IdempotencyKey SimPeople::newKey() {
    return IdempotencyKey{"key-" + std::to_string(++m_keys)};
}

Result<ports::Answer> SimPeople::act(const Identity& who, const ports::ConsoleRequest& request,
                                     const IdempotencyKey& key, Instant now) {
    if (m_service == nullptr) {
        return makeError(ErrorCode::Unavailable, "no service");
    }
    Result<ports::Answer> answer = m_service->execute(who, request, key);
    m_refusals += answer.ok() ? 0 : 1;
    m_auditor.acted({who, request, answer, false}, now);
    return answer;
}

void SimPeople::actForbidden(const Identity& who, const ports::ConsoleRequest& request, Instant now) {
    if (m_service != nullptr) {
        const Result<ports::Answer> answer = m_service->execute(who, request, newKey());
        m_refusals += answer.ok() ? 0 : 1;
        m_auditor.acted({who, request, answer, true}, now);
    }
}

void SimPeople::tryAgain(const Identity& who, ports::ConsoleRequest request, IdempotencyKey key,
                         std::uint32_t tries, Instant now) {
    const auto answer = act(who, request, key, now);
    if (answer.ok() || !worthRepeating(answer.error().code) || tries == 0) {
        return;
    }
    m_scheduler.at(now + kRetryAfter, [this, who, request, key, tries](Instant then) {
        tryAgain(who, request, key, tries - 1, then);
    });
}

void SimPeople::submit(const Identity& who, ports::requests::Submit request, Instant now) {
    tryAgain(who, std::move(request), newKey(), kTriesMax, now);
}

void SimPeople::plan(Instant start) {
    m_until = start + m_setup.until;
    const auto sometime = [&] { return start + m_when.between(m_setup.from, m_setup.until); };
    for (std::uint32_t i = 0; i < m_setup.plan.deployments; ++i) {
        // The first one comes early, so that most of what goes wrong meets it.
        const Instant when = i == 0 ? start + m_setup.from : sometime();
        m_scheduler.at(when, [this](Instant now) { submitSomething(now); });
    }
    for (std::uint32_t i = 0; i < m_setup.plan.verbs; ++i) {
        m_scheduler.at(sometime(), [this](Instant now) { pressSomething(now); });
    }
    for (std::uint32_t i = 0; i < m_setup.plan.forbiddenActs; ++i) {
        m_scheduler.at(sometime(), [this](Instant now) { tryForbidden(now); });
    }
    m_scheduler.at(start + m_setup.from + kVoteEvery, [this](Instant now) { voteOnEverything(now, false); });
}

void SimPeople::submitSomething(Instant now) {
    ports::requests::Submit submit;
    DeploymentRequest& request = submit.request;
    request.environment = m_setup.environments[m_what.below(m_setup.environments.size())];
    request.module = m_setup.module;
    const auto& from = m_what.permille(m_setup.plan.badPackagesPermille)   ? m_setup.untrustedVersions
                       : m_what.permille(m_setup.plan.badReleasesPermille) ? m_setup.badVersions
                                                                           : m_setup.goodVersions;
    request.version = from[m_what.below(from.size())];
    constexpr StrategyKind kKinds[] = {StrategyKind::Direct, StrategyKind::Rolling, StrategyKind::BlueGreen,
                                       StrategyKind::Canary};
    request.strategy = kKinds[m_what.below(std::size(kKinds))];
    SimRandom forPolicy = m_what.split("policy", m_keys);
    if (std::optional<Policy> policy = m_setup.policy(request.environment, forPolicy)) {
        policy->strategy.kind = *request.strategy;
        request.policy = std::move(policy);
    }
    request.supersede = m_what.permille(250);
    submit.request.description = "simulated";
    this->submit(m_what.permille(500) ? m_people.deployer : m_people.colleague, std::move(submit), now);
}

void SimPeople::pressSomething(Instant now) {
    const auto& all = m_auditor.model().deployments();
    if (all.empty()) {
        return;
    }
    const DeploymentTrack& track =
        std::next(all.begin(), static_cast<long>(m_what.below(all.size())))->second;
    ports::requests::Act request;
    request.deployment = track.spec.id;
    request.verb = kAllVerbs[m_what.below(std::size(kAllVerbs))];
    request.reason = "because of the simulation";
    if (!track.plan.mayChange.empty()) {
        request.node = track.plan.mayChange[m_what.below(track.plan.mayChange.size())];
    }
    const bool forAdmin = request.verb == Verb::AcceptAsIs;
    tryAgain(forAdmin ? m_people.admin : m_people.deployer, request, newKey(), kTriesMax, now);
}

void SimPeople::tryForbidden(Instant now) {
    const auto& all = m_auditor.model().deployments();
    const std::uint64_t kind = m_what.below(all.empty() ? 2 : 6);
    ports::requests::Submit submit;
    submit.request.environment = m_setup.environments.front();
    submit.request.module = m_setup.module;
    submit.request.version = m_setup.goodVersions.front();
    if (kind == 0 || kind == 1) {
        actForbidden(kind == 0 ? m_people.viewer : m_people.approver, submit, now);
        return;
    }
    const DeploymentTrack& track =
        std::next(all.begin(), static_cast<long>(m_what.below(all.size())))->second;
    ports::requests::Act abort{track.spec.id, Verb::Abort, {}, "not mine"};
    ports::requests::Act accept{track.spec.id, Verb::AcceptAsIs, {}, "not mine"};
    if (kind == 2) {
        actForbidden(m_people.viewer, abort, now);
    } else if (kind == 3) {
        actForbidden(m_people.stranger, abort, now);
    } else if (kind == 4) {
        actForbidden(m_people.deployer, accept, now);
    } else if (const auto& pending = m_auditor.model().approvals(); !pending.empty()) {
        const Approval& approval =
            std::next(pending.begin(), static_cast<long>(m_what.below(pending.size())))->second;
        const bool own = approval.requestedBy == m_people.colleague.user;
        actForbidden(own ? m_people.colleague : m_people.viewer,
                     ports::requests::CastVote{approval.id, VoteDecision::Approve, approval.planDigest, ""},
                     now);
    }
}

void SimPeople::voteOn(const Approval& approval, VoteDecision decision, Instant now) {
    const ports::requests::CastVote vote{approval.id, decision, approval.planDigest, "simulated"};
    tryAgain(m_people.approver, vote, newKey(), kTriesMax, now);
}

void SimPeople::voteOnEverything(Instant now, bool always) {
    std::vector<Approval> pending;
    for (const auto& [id, approval] : m_auditor.model().approvals()) {
        if (approval.state == ApprovalState::Pending) {
            pending.push_back(approval);
        }
    }
    for (const Approval& approval : pending) {
        switch (always ? PeoplePlan::Voting::Approve : m_setup.plan.voting) {
        case PeoplePlan::Voting::Approve: voteOn(approval, VoteDecision::Approve, now); break;
        case PeoplePlan::Voting::Reject: voteOn(approval, VoteDecision::Reject, now); break;
        case PeoplePlan::Voting::Random:
            if (m_what.permille(500)) {
                voteOn(approval, m_what.permille(800) ? VoteDecision::Approve : VoteDecision::Reject, now);
            }
            break;
        case PeoplePlan::Voting::Never: break;
        }
    }
    if (!always && now < m_until) {
        m_scheduler.at(now + kVoteEvery, [this](Instant then) { voteOnEverything(then, false); });
    }
}

void SimPeople::tidyUp(Instant now) {
    voteOnEverything(now, true);
    std::vector<DeploymentId> waiting;
    for (const auto& [id, track] : m_auditor.model().deployments()) {
        if (track.state == DeploymentState::Paused) {
            waiting.push_back(id);
        }
    }
    for (const DeploymentId& id : waiting) {
        help(*m_auditor.model().find(id), now);
    }
}

void SimPeople::help(const DeploymentTrack& track, Instant now) {
    const bool needed = std::any_of(track.pauses.begin(), track.pauses.end(),
                                    [](PauseReason reason) { return needsPerson(reason); });
    const std::uint32_t helps = ++m_helped[track.spec.id];
    if (!needed && helps < kHelpsMax) {
        return;
    }
    const bool judged =
        track.pauses.contains(PauseReason::Inconclusive) || track.pauses.contains(PauseReason::NoData);
    ports::requests::Act request;
    request.deployment = track.spec.id;
    request.reason = "looked at it";
    request.verb = helps >= kHelpsMax ? Verb::Abort : judged ? Verb::Promote : Verb::Resume;
    const auto answer = act(m_people.deployer, request, newKey(), now);
    if (!answer.ok() && request.verb == Verb::Promote) {
        request.verb = Verb::Resume;
        (void)act(m_people.deployer, request, newKey(), now);
    }
}

} // namespace hotswap::sim
