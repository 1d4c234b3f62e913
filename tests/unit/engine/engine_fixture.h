// SPDX-License-Identifier: Apache-2.0
#pragma once
// Engines over the memory store, with nodes that obey at once and a store that can fail when told to.

#include "core/domain/deployment.h"
#include "core/engine/engine.h"
#include "core/store/memory/memory_store.h"
#include "tests/support/fake_artifacts.h"
#include "tests/support/manual_clock.h"

#include <deque>
#include <map>
#include <memory>

namespace hotswap::engine {

inline Digest testHash(std::string_view text) {
    return Digest(std::to_string(std::hash<std::string_view>{}(text)));
}

/// Keeps what it signs, so that the fake nodes can read it.
class RememberingSigner final : public ports::CommandSigner {
public:
    Result<SignedCommand> sign(const Command& command) override {
        commands[command.id] = command;
        return SignedCommand{command.id, command.node, "bytes of " + command.id.value, KeyId("k"), "s"};
    }
    std::map<CommandId, Command> commands;
};

class FakeChecks final : public ports::CheckRunner {
public:
    Status start(const ports::CheckRequest& request,
                 std::function<void(const ports::CheckResult&)> done) override {
        waiting[request.check] = std::move(done);
        return success();
    }
    std::map<std::string, std::function<void(const ports::CheckResult&)>> waiting;
};

/// Passes on to the real store, unless the next commits are to fail: before they are made, or after.
class FaultyStore final : public ports::Store {
public:
    explicit FaultyStore(ports::Store& below) : m_below(below) {}

    Result<ports::Committed> commit(const ports::Transaction& transaction) override {
        ++commits;
        if (!failBefore.empty()) {
            const ErrorCode code = failBefore.front();
            failBefore.pop_front();
            return makeError(code, "before");
        }
        auto result = m_below.commit(transaction);
        if (unknownAfter > 0) {
            --unknownAfter;
            return makeError(ErrorCode::OutcomeUnknown, "after");
        }
        return result;
    }
    Result<std::vector<DeploymentEvent>> loadEvents(const TenantId& tenant, const DeploymentId& id,
                                                    std::uint64_t after, std::size_t limit) override {
        return m_below.loadEvents(tenant, id, after, limit);
    }
    Result<ports::ScopeDeployments> scopeDeployments(const Scope& scope) override {
        return m_below.scopeDeployments(scope);
    }
    Result<std::vector<Scope>> scopesWithWork() override { return m_below.scopesWithWork(); }
    Result<Approval> loadApproval(const TenantId& tenant, const ApprovalId& id) override {
        return m_below.loadApproval(tenant, id);
    }
    Result<std::vector<Approval>> expiredApprovals(Instant now, std::size_t limit) override {
        return m_below.expiredApprovals(now, limit);
    }
    Result<Instant> now() override { return m_below.now(); }

    std::deque<ErrorCode> failBefore;
    int unknownAfter = 0;
    int commits = 0;

private:
    ports::Store& m_below;
};

struct EngineFixture {
    support::ManualClock clock;
    support::SeededRandom random;
    store::MemoryStore memory{clock, [](std::string_view text) { return testHash(text).value; }};
    FaultyStore store{memory.store()};
    RememberingSigner signer;
    FakeChecks checks;
    support::FakeArtifacts artifacts;
    std::map<std::string, std::unique_ptr<Engine>> engines;
    bool nodesObey = true;
    std::map<CommandAction, int> obeyed; ///< commands that nodes carried out
    int submitted = 0;

    EngineFixture() {
        artifacts.add("storefront", "1.0.0");
        artifacts.add("storefront", "1.1.0");
    }

    Engine& engine(const std::string& holder = "one") {
        auto& made = engines[holder];
        if (!made) {
            EngineOptions options;
            options.holder = HolderId(holder);
            made = std::make_unique<Engine>(EnginePorts{store, memory.commands(), memory.fleet(),
                                                        memory.leases(), memory.feed(), memory.metrics(),
                                                        artifacts, checks, signer, clock, random, nullptr,
                                                        testHash, &memory.orders()},
                                            options);
            made->start();
        }
        return *made;
    }

    static Scope scope(const std::string& environment) {
        return {TenantId("lab"), EnvironmentId(environment), ModuleName("storefront")};
    }

    Node node(const std::string& environment, int number) const {
        Node value;
        value.id = NodeId(environment + std::to_string(number));
        value.tenant = TenantId("lab");
        value.environment = EnvironmentId(environment);
        value.state = NodeState::Running;
        return value;
    }

    void fleet(const std::string& environment, int count) {
        for (int i = 0; i < count; ++i) {
            static_cast<void>(memory.fleet().putNodes({node(environment, i)}));
        }
    }

    /// Submits as the service would.
    DeploymentId submit(const std::string& environment, const std::string& version = "1.0.0",
                        const std::function<void(DeploymentSpec&)>& adjust = {}) {
        DeploymentSpec spec;
        spec.id = DeploymentId("d" + std::to_string(++submitted));
        spec.scope = scope(environment);
        spec.release.release = support::makeRelease("storefront", version);
        spec.policy = defaultPolicy(EnvironmentId(environment), StrategyKind::Direct);
        spec.policy.gate.minHealthyTime = Duration{1'000};
        spec.requestedBy = UserId("operator");
        if (adjust) {
            adjust(spec);
        }
        Plan plan;
        plan.waves.push_back({{NodeId(environment + "0")}, 1, Duration::zero()});
        static_cast<void>(append(spec.id, {events::Submitted{spec, plan}}));
        return spec.id;
    }

    /// Appends as a person's verb or vote would.
    Status append(const DeploymentId& id, std::vector<DeploymentEventBody> bodies) {
        std::vector<DeploymentEvent> known;
        if (auto loaded = memory.store().loadEvents(TenantId("lab"), id, 0, 100'000); loaded.ok()) {
            known = std::move(*loaded);
        }
        const std::uint64_t before = known.size();
        for (const DeploymentEventBody& body : bodies) {
            known.push_back({known.size() + 1, clock.now(), body});
        }
        const auto folded = Deployment::fold(known);
        HS_TRY(folded);
        ports::Transaction tx;
        tx.tenant = TenantId("lab");
        tx.appends.push_back({id, before, std::move(bodies), clock.now(), folded->summarize()});
        const auto committed = memory.store().commit(tx);
        return committed.ok() ? success() : Status(committed.error());
    }

    Deployment load(const DeploymentId& id) {
        return *Deployment::fold(*memory.store().loadEvents(TenantId("lab"), id, 0, 100'000));
    }
    std::string state(const DeploymentId& id) { return std::string(deploymentStateName(load(id).state())); }

    /// Nodes take what waits for them, do it and answer.
    void work() {
        if (!nodesObey) {
            return;
        }
        const auto delta = memory.fleet().nodesSince(TenantId("lab"), {}, 0);
        std::vector<NodeId> ids;
        for (const Node& known : delta->nodes) {
            ids.push_back(known.id);
        }
        const auto taken = memory.commands().take(TenantId("lab"), ids, {}, 1'000);
        for (const SignedCommand& wire : *taken) {
            const Command& command = signer.commands.at(wire.id);
            for (Node row : delta->nodes) {
                if (row.id == command.node) {
                    obey(std::move(row), command);
                }
            }
        }
    }

    void obey(Node row, const Command& command) {
        ++obeyed[command.action];
        if (command.action == CommandAction::Drain || command.action == CommandAction::Undrain) {
            row.state = command.action == CommandAction::Drain ? NodeState::Drained : NodeState::Running;
        } else if (command.action != CommandAction::Stop) {
            NodeRelease& runs = row.modules[command.scope.module];
            runs.current = command.release;
            runs.healthy = true;
        }
        static_cast<void>(memory.fleet().putNodes({row}));
        Receipt receipt;
        receipt.command = command.id;
        receipt.node = command.node;
        receipt.scope = command.scope;
        receipt.outcome = ReceiptOutcome::Applied;
        receipt.running = command.release;
        receipt.fence = command.fence;
        static_cast<void>(memory.commands().storeReceipts({receipt}));
    }

    /// Lets time pass in steps of a second; every engine ticks and the nodes work.
    void run(Duration time) {
        for (Duration done{}; done < time; done += Duration{1'000}) {
            clock.advance(Duration{1'000});
            for (auto& [holder, made] : engines) {
                made->tick(clock.now());
            }
            work();
        }
    }
};

} // namespace hotswap::engine
