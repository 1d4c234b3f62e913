// SPDX-License-Identifier: Apache-2.0
// How long one decision takes over a fleet of 10,000 nodes in the middle of a canary, while nodes report one
// after the other; and what the first look at such a fleet costs.

#include "core/engine/reconciler.h"
#include "core/engine/wave_planner.h"
#include "tests/bench/bench_engine_day.h"
#include "tests/bench/bench_json.h"

#include <string>

using namespace hotswap;
using namespace hotswap::engine;

namespace {

constexpr unsigned kNodes = 10'000;
constexpr unsigned kInFlight = 500;
constexpr int kDecisions = 4'000;

Release release(const char* version) {
    return {ModuleName("storefront"), *Version::parse(version), Digest(version)};
}

Node node(unsigned number, const char* version, bool healthy) {
    Node value;
    value.id = NodeId("node-" + std::to_string(10'000 + number));
    value.state = NodeState::Running;
    value.modules[ModuleName("storefront")].current = release(version);
    value.modules[ModuleName("storefront")].healthy = healthy;
    return value;
}

/// A deployment in its running wave, its fleet, and the time.
class World {
public:
    World() {
        ports::FleetDelta delta;
        delta.complete = true;
        delta.version = 1;
        for (unsigned i = 0; i < kNodes; ++i) {
            delta.nodes.push_back(node(i, "1.0.0", true));
        }
        m_fleet.apply(delta);
        DeploymentSpec spec;
        spec.id = DeploymentId("bench");
        spec.scope.module = ModuleName("storefront");
        spec.release.release = release("1.1.0");
        spec.policy = defaultPolicy(EnvironmentId("Production"));
        spec.policy.strategy.inFlightMax = kInFlight;
        spec.policy.approval.required = false;
        const PlanRequest request{spec.scope,   &spec.release,  release("1.0.0"),
                                  &spec.policy, &spec.selector, m_fleet.all()};
        const Plan plan = *engine::plan(request, [](std::string_view) { return Digest("plan"); });
        m_deployment =
            *Deployment::fold(std::vector<DeploymentEvent>{{1, m_now, events::Submitted{spec, plan}}});
        m_view.isItsTurn = true;
        m_view.freshPlan = plan;
        m_view.stable = release("1.0.0");
        m_view.deployment = &*m_deployment;
        m_view.facts = &m_facts;
        m_view.fleet = &m_fleet;
        m_facts.rebuild(*m_deployment, m_fleet, m_now);
    }

    /// One decision; carried out without being measured. Answers its milliseconds.
    double decide() {
        const std::int64_t start = bench::nowNs();
        const Decision decision = reconcile(m_view, m_now);
        const double took = static_cast<double>(bench::nowNs() - start) / 1e6;
        m_view.receipts.clear();
        m_view.checks.clear();
        m_view.look.reset();
        carryOut(decision);
        return took;
    }

    /// One node with an open command reports: its row and its receipt.
    void nodeReports() {
        const auto atWork = m_deployment->nodes().in(NodeStep::InFlight);
        m_now += Duration{20};
        if (atWork.empty()) {
            m_now += Duration{1'000};
            return;
        }
        const NodeProgress& row = m_deployment->nodes().at(atWork.front());
        ports::FleetDelta delta;
        delta.version = m_fleet.version() + 1;
        delta.nodes.push_back(
            node(static_cast<unsigned>(std::stoul(row.id.value.substr(5))) - 10'000, "1.1.0", true));
        for (const Node* changed : m_fleet.apply(delta)) {
            m_facts.update(*m_deployment, *changed, m_now);
        }
        ports::StoredReceipt stored;
        stored.sequence = ++m_receipts;
        stored.receipt.node = row.id;
        stored.receipt.command = row.command;
        stored.receipt.outcome = ReceiptOutcome::Applied;
        m_view.receipts.push_back(std::move(stored));
    }

private:
    void carryOut(const Decision& decision) {
        for (const DeploymentEventBody& body : decision.events) {
            append(body);
            if (std::holds_alternative<events::Started>(body)) {
                m_facts.rebuild(*m_deployment, m_fleet, m_now);
            }
        }
        for (const NodeIntent& intent : decision.intents) {
            append(events::NodeCommanded{m_deployment->nodes().at(intent.node).id,
                                         CommandId(std::to_string(++m_commands)), intent.action, intent.wave,
                                         intent.rollback, intent.giveUpAt});
        }
        for (const CheckStart& check : decision.checks) {
            m_view.checksStarted.insert(std::string(stageName(check.stage)) + "/" + check.check);
            m_view.checks.push_back({check.stage, check.check, true, {}, Duration::zero()});
        }
    }
    void append(DeploymentEventBody body) {
        const Status taken = m_deployment->apply({m_deployment->version() + 1, m_now, std::move(body)});
        HS_INVARIANT(taken.ok(), "a decision follows the transition table");
    }

    Instant m_now = instantFromMs(1'790'000'000'000);
    FleetMirror m_fleet;
    RunFacts m_facts;
    DeploymentView m_view;
    std::optional<Deployment> m_deployment;
    std::uint64_t m_receipts = 0;
    std::uint64_t m_commands = 0;
};

} // namespace

int main(int argc, char** argv) {
    const bench::Report report("engine", bench::roundFrom(argc, argv));
    World world;
    double first = 0;
    for (int i = 0; i < 20; ++i) { // through the pipeline into the first wave
        first = std::max(first, world.decide());
    }
    std::vector<double> samples;
    for (int i = 0; i < kDecisions; ++i) {
        if (i % 4 == 0) {
            world.nodeReports();
        }
        samples.push_back(world.decide());
    }
    report.line("hotswap", "decision 10000 nodes p50", bench::quantile(samples, 0.5), "ms");
    report.line("hotswap", "decision 10000 nodes p99", bench::quantile(samples, 0.99), "ms");
    report.line("hotswap", "decision 10000 nodes worst", bench::quantile(samples, 1.0), "ms");
    report.line("hotswap", "pipeline decision 10000 nodes worst", first, "ms");
    bench::benchSimulatedDay(report);
    return 0;
}
