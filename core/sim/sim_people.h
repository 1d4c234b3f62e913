// SPDX-License-Identifier: Apache-2.0
#pragma once
// The people of a simulated world: they submit, vote, press verbs at random moments, try what they may not
// do, and at the end see to it that nothing keeps waiting for them.

#include "core/domain/identity.h"
#include "core/ports/console_service.h"
#include "core/sim/auditor.h"
#include "core/sim/event_scheduler.h"
#include "core/sim/fault_plan.h"
#include "core/sim/sim_keys.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hotswap::sim {

/// Who there is. All may vote on what others ask for only where their role says so.
struct People {
    Identity deployer;
    Identity colleague; ///< deploys and approves
    Identity approver;
    Identity viewer;
    Identity admin;
    Identity stranger; ///< of another tenant

    People(const TenantId& tenant, SimKeys& keys);
};

/// What people work on.
struct PeopleSetup {
    PeoplePlan plan;
    std::uint64_t seed = 1;
    ModuleName module;
    std::vector<EnvironmentId> environments;
    std::vector<Version> goodVersions;
    std::vector<Version> badVersions;       ///< behave badly
    std::vector<Version> untrustedVersions; ///< must never reach a node
    /// Policy to submit with; none: the environment's own.
    std::function<std::optional<Policy>(const EnvironmentId&, SimRandom&)> policy;
    Duration from{};
    Duration until{};
};

class SimPeople {
public:
    SimPeople(PeopleSetup setup, People people, EventScheduler& scheduler, Auditor& auditor);

    /// The service of now; null while there is none.
    void use(ports::ConsoleService* service) { m_service = service; }
    /// Plans everything that people do while faults are on.
    void plan(Instant start);
    /// One submission, tried again under the same key until its outcome is known.
    void submit(const Identity& who, ports::requests::Submit request, Instant now);
    /// Looks after everything that waits for a person. To be called every minute or so once faults are over.
    void tidyUp(Instant now);

    std::uint64_t refusals() const { return m_refusals; }

private:
    Result<ports::Answer> act(const Identity& who, const ports::ConsoleRequest& request,
                              const IdempotencyKey& key, Instant now);
    /// Must be refused.
    void actForbidden(const Identity& who, const ports::ConsoleRequest& request, Instant now);
    void tryAgain(const Identity& who, ports::ConsoleRequest request, IdempotencyKey key, std::uint32_t tries,
                  Instant now);
    IdempotencyKey newKey();
    void submitSomething(Instant now);
    void pressSomething(Instant now);
    void tryForbidden(Instant now);
    void voteOn(const Approval& approval, VoteDecision decision, Instant now);
    void voteOnEverything(Instant now, bool always);
    void help(const DeploymentTrack& track, Instant now);

    PeopleSetup m_setup;
    People m_people;
    EventScheduler& m_scheduler;
    Auditor& m_auditor;
    ports::ConsoleService* m_service = nullptr;
    SimRandom m_what;
    SimRandom m_when;
    std::uint64_t m_keys = 0;
    std::uint64_t m_refusals = 0;
    Instant m_until{};
    std::map<DeploymentId, std::uint32_t> m_helped;
};

} // namespace hotswap::sim
