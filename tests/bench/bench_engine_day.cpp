// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_engine_day.h"

#include "core/sim/sim_world.h"

namespace hotswap::bench {

namespace {

constexpr std::uint32_t kNodes = 20;
constexpr Duration kDay{24 * 3600'000};
constexpr Duration kVoteAfter{60'000};

/// Votes for everything that waits.
void approve(sim::SimWorld& world) {
    for (const auto& [id, approval] : world.auditor().model().approvals()) {
        if (approval.state == ApprovalState::Pending) {
            const ports::requests::CastVote vote{id, VoteDecision::Approve, approval.planDigest, ""};
            static_cast<void>(
                world.service().execute(world.approver(), vote, IdempotencyKey{"vote-" + id.value}));
            return;
        }
    }
}

} // namespace

void benchSimulatedDay(const Report& report) {
    sim::WorldSetup setup;
    setup.policies = sim::WorldSetup::Policies::Default;
    setup.environments = {{EnvironmentId{"Production"}, kNodes}};
    sim::SimWorld world(setup);
    world.begin();

    const std::int64_t start = nowNs();
    const Instant end = world.now() + kDay;
    ports::requests::Submit canary;
    canary.request.environment = EnvironmentId{"Production"};
    canary.request.module = ModuleName{"storefront"};
    canary.request.version = Version::parse("1.1.0").value();
    canary.request.strategy = StrategyKind::Canary;
    const auto submitted = world.service().execute(world.deployer(), canary, IdempotencyKey{"canary"});
    world.advance(kVoteAfter);
    approve(world);
    world.advance(end - world.now());
    const double seconds = static_cast<double>(nowNs() - start) / 1e9;

    const auto* const track =
        submitted.ok() ? world.auditor().model().find(DeploymentId{submitted->id}) : nullptr;
    const bool rolledOut = track != nullptr && track->state == DeploymentState::Succeeded;
    const double simulated = static_cast<double>(kDay.count()) / 1000;
    // A day in which nothing was rolled out would be a number without meaning.
    report.line("hotswap", "simulated time per second", rolledOut ? simulated / seconds : 0, "s");
}

} // namespace hotswap::bench
