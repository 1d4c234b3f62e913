// SPDX-License-Identifier: Apache-2.0
#pragma once
// A console service over the memory store, with people and releases, and a hand that plays the leader.

#include "core/crypto/hash.h"
#include "core/domain/deployment.h"
#include "core/service/console_service_impl.h"
#include "core/store/memory/memory_store.h"
#include "tests/contract/expect.h"
#include "tests/support/fake_artifacts.h"
#include "tests/support/manual_clock.h"
#include "tests/support/test_keys.h"

namespace hotswap::service {

/// `answer.value()` as the alternative that the query gives.
template <class Value>
const Value& as(const Result<ports::QueryAnswer>& answer) {
    return std::get<Value>(*answer);
}

struct ServiceFixture {
    explicit ServiceFixture(ServiceOptions options = {})
        : service(ServicePorts{store.store(), store.reader(), store.fleet(), store.leases(), store.feed(),
                               artifacts, votes, clocks, random, store.coordination(), store.records(),
                               store.enrolment(), store.orders(), &store.evidence(), &store.policies()},
                  std::move(options)) {
        for (const char* version : {"1.0.0", "1.1.0", "1.2.0"}) {
            artifacts.add("storefront", version);
        }
        operator_ = person("operator", {Role::Deployer});
        approver = person("approver", {Role::Approver});
        viewer = person("viewer", {Role::Viewer});
        admin = person("admin", {Role::Admin});
        for (const char* environment : {"Development", "QA", "Staging", "Production"}) {
            addNodes(environment, 10);
        }
    }

    Identity person(const std::string& name, std::set<Role> roles, const std::string& tenant = "lab") {
        return Identity{TenantId{tenant}, UserId{name}, std::move(roles), {}, votes.addPerson(name)};
    }

    void addNodes(const std::string& environment, int count, const std::string& tenant = "lab") {
        std::vector<Node> nodes;
        for (int i = 0; i < count; ++i) {
            Node node;
            node.id = NodeId{environment + "-" + std::to_string(i)};
            node.tenant = TenantId{tenant};
            node.environment = EnvironmentId{environment};
            node.state = NodeState::Running;
            nodes.push_back(node);
        }
        QVERIFY(store.fleet().putNodes(nodes).ok());
    }

    static DeploymentRequest request(const std::string& environment = "Development",
                                     const std::string& version = "1.1.0") {
        DeploymentRequest request;
        request.environment = EnvironmentId{environment};
        request.module = ModuleName{"storefront"};
        request.version = *Version::parse(version);
        return request;
    }

    IdempotencyKey newKey() { return IdempotencyKey{"key-" + std::to_string(++m_keys)}; }

    Result<ports::Answer> submit(const DeploymentRequest& what) { return submit(operator_, what); }
    Result<ports::Answer> submit(const Identity& who, const DeploymentRequest& what) {
        return service.execute(who, ports::requests::Submit{what}, newKey());
    }
    DeploymentId submitted(const DeploymentRequest& what = request()) {
        const auto answer = submit(what);
        return DeploymentId{answer.ok() ? answer->id : std::string()};
    }
    Result<ports::Answer> act(const Identity& who, const DeploymentId& id, Verb verb,
                              const std::string& reason = {}) {
        return service.execute(who, ports::requests::Act{id, verb, {}, reason}, newKey());
    }

    Deployment load(const DeploymentId& id) {
        return *Deployment::fold(*store.store().loadEvents(operator_.tenant, id, 0, 100'000));
    }

    /// Appends as a leader would.
    Status lead(const DeploymentId& id, const std::vector<DeploymentEventBody>& bodies,
                const std::vector<ports::ApprovalChange>& approvals = {}) {
        Deployment deployment = load(id);
        ports::Append append{id, deployment.version(), bodies, clock.now(), {}};
        for (const DeploymentEventBody& body : bodies) {
            HS_TRY(deployment.apply({deployment.version() + 1, clock.now(), body}));
        }
        append.summary = deployment.summarize();
        ports::Transaction tx;
        tx.tenant = operator_.tenant;
        tx.appends.push_back(append);
        tx.approvals = approvals;
        const auto committed = store.store().commit(tx);
        return committed.ok() ? success() : Status(committed.error());
    }
    Status start(const DeploymentId& id) {
        const Deployment deployment = load(id);
        return lead(id, {events::Started{deployment.plan(), deployment.stable()}});
    }
    Status finish(const DeploymentId& id, DeploymentState state = DeploymentState::Succeeded) {
        return lead(id, {events::Finished{state, EndReason::Completed, {}}});
    }

    static ApprovalPolicy required() {
        ApprovalPolicy policy;
        policy.required = true;
        return policy;
    }

    /// Starts the deployment and asks for a sign-off of its plan.
    Approval askForApproval(const DeploymentId& id, ApprovalPolicy policy = required()) {
        if (!start(id).ok()) {
            return {};
        }
        const Deployment deployment = load(id);
        Approval approval;
        approval.id = ApprovalId{"approval-of-" + id.value};
        approval.deployment = id;
        approval.scope = deployment.spec().scope;
        approval.planDigest = deployment.plan().digest;
        approval.requestedBy = deployment.spec().requestedBy;
        approval.policy = std::move(policy);
        approval.requestedAt = clock.now();
        approval.expiresAt = clock.now() + approval.policy.expiresAfter;
        const bool stored =
            lead(id, {events::ApprovalRequested{approval.id, approval.planDigest, approval.expiresAt}},
                 {{ports::ApprovalChange::Kind::Put, approval}})
                .ok();
        return stored ? approval : Approval{};
    }
    Result<ports::Answer> vote(const Identity& who, const Approval& approval,
                               VoteDecision decision = VoteDecision::Approve,
                               const std::string& reason = {}) {
        return service.execute(
            who, ports::requests::CastVote{approval.id, decision, approval.planDigest, reason}, newKey());
    }
    Approval stored(const Approval& approval) {
        return *store.store().loadApproval(operator_.tenant, approval.id);
    }
    std::size_t auditRows() {
        return store.reader().audit(operator_.tenant, {}, {}, limits::kPageRowsMax)->rows.size();
    }

    support::ManualClock clock;
    support::SameClock clocks{clock};
    support::SeededRandom random;
    support::FakeArtifacts artifacts;
    support::TestVoteSigner votes;
    store::MemoryStore store{clock, [](std::string_view bytes) { return crypto::sha256Hex(bytes); }};
    ConsoleServiceImpl service;
    Identity operator_, approver, viewer, admin;

private:
    int m_keys = 0;
};

} // namespace hotswap::service
