// SPDX-License-Identifier: Apache-2.0
#include "core/engine/wave_planner.h"

#include <QTest>

#include <algorithm>

using namespace hotswap;
using namespace hotswap::engine;
using namespace std::chrono_literals;

namespace {

Digest hash(std::string_view text) {
    return Digest(std::to_string(std::hash<std::string_view>{}(text)));
}

Release release(const std::string& version) {
    return {ModuleName("storefront"), *Version::parse(version), Digest(version)};
}

/// A fleet and a request for it; tests change what they are about.
struct Given {
    std::vector<Node> nodes;
    ReleaseInfo info;
    Policy policy;
    NodeSelector selector;
    std::optional<Release> stable = release("1.0.0");

    Given(unsigned count, StrategyKind kind, const std::string& environment = "Production")
        : policy(defaultPolicy(EnvironmentId(environment), kind)) {
        info.release = release("1.1.0");
        for (unsigned i = 0; i < count; ++i) {
            Node node;
            std::string number = std::to_string(i);
            node.id = NodeId("n" + std::string(5 - number.size(), '0') + number);
            node.state = NodeState::Running;
            node.labels["rack"] = i % 2 == 0 ? "r2" : "r1";
            node.modules[ModuleName("storefront")].current = release("1.0.0");
            node.modules[ModuleName("storefront")].healthy = true;
            nodes.push_back(std::move(node));
        }
    }
    PlanRequest request() const {
        PlanRequest request{{TenantId("lab"), EnvironmentId("Production"), ModuleName("storefront")},
                            &info,
                            stable,
                            &policy,
                            &selector,
                            {}};
        for (const Node& node : nodes) {
            request.nodes.push_back(&node);
        }
        return request;
    }
    Result<Plan> planned() const { return plan(request(), hash); }
    std::vector<std::size_t> sizes() const {
        const auto result = planned();
        std::vector<std::size_t> sizes;
        for (const PlannedWave& wave : result->waves) {
            sizes.push_back(wave.nodes.size());
        }
        return sizes;
    }
};

using Sizes = std::vector<std::size_t>;

} // namespace

class WavePlanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canaryRoundsUpAndEndsAtAll() {
        QCOMPARE(Given(20, StrategyKind::Canary).sizes(), (Sizes{2, 4, 4, 4, 4, 2}));
        QCOMPARE(Given(7, StrategyKind::Canary).sizes(), (Sizes{1, 2, 1, 1, 2}));
        QCOMPARE(Given(1, StrategyKind::Canary).sizes(), (Sizes{1}));
        QCOMPARE(Given(30, StrategyKind::Canary).sizes(), (Sizes{3, 6, 6, 6, 6, 3}));
        const auto plan = Given(7, StrategyKind::Canary).planned();
        QCOMPARE(plan->waves[0].exactNodes, 0.7); // the rounding is shown to the operator
    }

    void explicitStepsAreCumulative() {
        Given given(20, StrategyKind::Canary);
        given.policy.strategy.steps = {{Amount::Unit::Nodes, 1}, {Amount::Unit::Nodes, 5}};
        QCOMPARE(given.sizes(), (Sizes{1, 4, 15}));
        given.policy.strategy.steps = {{Amount::Unit::Percent, 25}, {Amount::Unit::Percent, 100}};
        QCOMPARE(given.sizes(), (Sizes{5, 15}));
    }

    void rollingByCountAndPercent() {
        Given given(7, StrategyKind::Rolling);
        QCOMPARE(given.sizes(), (Sizes{2, 2, 2, 1}));
        given.policy.strategy.batch = {Amount::Unit::Percent, 30};
        QCOMPARE(given.sizes(), (Sizes{3, 3, 1}));
    }

    void tooManyBatchesAreRefusedWithWhatWouldBeRight() {
        Given given(300, StrategyKind::Rolling);
        const auto plan = given.planned();
        QCOMPARE(plan.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(plan.error().fields.at("strategy.batch"), "at least 3 nodes, for at most 100 waves");
    }

    void blueGreenNamesEveryNodeTwiceAndNeedsASwapWithoutDowntime() {
        Given given(4, StrategyKind::BlueGreen);
        QCOMPARE(given.sizes(), (Sizes{4, 4}));
        given.info.swapsWithoutDowntime = false;
        QCOMPARE(given.planned().error().code, ErrorCode::Unsupported);
    }

    void sickNodesComeFirstThenLabels() {
        Given given(6, StrategyKind::Canary);
        given.policy.strategy.orderByLabel = "rack";
        given.nodes[4].state = NodeState::Degraded;
        const auto plan = given.planned();
        std::vector<std::string> order;
        for (const PlannedWave& wave : plan->waves) {
            for (const NodeId& node : wave.nodes) {
                order.push_back(node.value);
            }
        }
        QCOMPARE(order,
                 (std::vector<std::string>{"n00004", "n00001", "n00003", "n00005", "n00000", "n00002"}));
        QVERIFY(std::is_sorted(plan->mayChange.begin(), plan->mayChange.end()));
    }

    void offlineNodesAreSkippedByPolicy() {
        Given given(10, StrategyKind::Direct);
        given.nodes[3].state = NodeState::Offline;
        given.nodes[4].state = NodeState::Retired;
        const auto plan = given.planned();
        QCOMPARE(plan->skipped.size(), 2U);
        QCOMPARE(plan->mayChange.size(), 8U);
        QCOMPARE(plan->environmentNodes, 9U); // retired ones are no part of it
        QCOMPARE(plan->servingNodes, 8U);
        given.policy.gate.offlineNodes = GatePolicy::OfflineNodes::CountAsFailed;
        QCOMPARE(given.planned()->mayChange.size(), 9U);
    }

    void theFloorIsRoundedUpAndShown() {
        Given given(7, StrategyKind::Direct);
        given.info.swapsWithoutDowntime = false;
        const auto plan = given.planned();
        QCOMPARE(plan->floorNodes, 6U); // 80 % of 7 = 5.6
        QCOMPARE(plan->lowestServing, 6U);
        given.info.swapsWithoutDowntime = true;
        QCOMPARE(given.planned()->lowestServing, 7U);
    }

    void aPlanThatCouldNeverProceedIsRefusedWithNumbers() {
        Given given(10, StrategyKind::Direct);
        for (int i = 0; i < 3; ++i) {
            given.nodes[i].state = NodeState::Offline;
        }
        const auto plan = given.planned();
        QCOMPARE(plan.error().code, ErrorCode::CapacityRefused);
        QCOMPARE(plan.error().fields.at("floorNodes"), "8");
        QCOMPARE(plan.error().fields.at("servingNodes"), "7");
    }

    void durationsAddUp() {
        const auto plan = Given(20, StrategyKind::Canary).planned();
        QCOMPARE(plan->expected, 6 * (25s + 15min) + 10s);
        QVERIFY(plan->worst > plan->expected);
        QCOMPARE(plan->earliestStop, 25s + 30s);
    }

    void selectorsPickByLabelAndName() {
        Given given(10, StrategyKind::Direct);
        given.selector.labels = {{"rack", "r1"}};
        QCOMPARE(given.planned()->mayChange.size(), 5U);
        given.selector.nodes = {NodeId("n00001"), NodeId("n00002")};
        QCOMPARE(given.planned()->mayChange, std::vector<NodeId>{NodeId("n00001")});
        given.selector.nodes = {NodeId("unknown")};
        QCOMPARE(given.planned().error().code, ErrorCode::InvalidArgument);
        given.selector = {{{"rack", "r9"}}, {}};
        QCOMPARE(given.planned().error().code, ErrorCode::NotFound);
        QVERIFY(given.planned().error().fields.contains("selector"));
    }

    void nothingToDoIsSaid() {
        Given given(3, StrategyKind::Direct);
        given.info.release = release("1.0.0");
        QCOMPARE(given.planned().error().code, ErrorCode::AlreadyExists);
    }

    void theDigestCoversWhatIsAgreedToAndNoMore() {
        Given given(10, StrategyKind::Canary);
        const Digest first = given.planned()->digest;
        QCOMPARE(given.planned()->digest, first);
        given.policy.strategy.orderByLabel = "rack"; // order is outside
        QCOMPARE(given.planned()->digest, first);
        given.policy.strategy.increment.value = 30;
        QVERIFY(given.planned()->digest != first);
        given.policy.strategy.increment.value = 20;
        given.nodes.pop_back();
        QVERIFY(given.planned()->digest != first);
        Given other(10, StrategyKind::Canary);
        other.stable = release("0.9.0");
        QVERIFY(other.planned()->digest != first);
    }

    void tenThousandNodes() {
        Given given(10'000, StrategyKind::Canary);
        QCOMPARE(given.planned()->mayChange.size(), 10'000U);
        given.nodes.push_back(given.nodes.back());
        QCOMPARE(given.planned().error().code, ErrorCode::LimitExceeded);
    }
};

QTEST_APPLESS_MAIN(WavePlanner)
#include "tst_wave_planner.moc"
