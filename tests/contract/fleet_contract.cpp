// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include "core/domain/limits.h"

#include <cmath>

namespace hotswap::contract {

namespace {

const EnvironmentId kEverywhere{};

std::vector<std::string> names(const ports::FleetDelta& delta) {
    std::vector<std::string> all;
    for (const Node& row : delta.nodes) {
        all.push_back(row.id.value);
    }
    std::sort(all.begin(), all.end());
    return all;
}

using Names = std::vector<std::string>;

Sample sampleAt(std::int64_t second, const std::string& nodeName = "n1", std::uint64_t requests = 10) {
    Sample sample;
    sample.node = NodeId{nodeName};
    sample.module = kScope.module;
    sample.release = Digest{std::string(64, 'a')};
    sample.start = instantFromMs(1'790'000'000'000 + second * 1'000);
    sample.length = Duration{10'000};
    sample.requests = requests;
    return sample;
}

Instant second(std::int64_t number) {
    return sampleAt(number).start;
}

} // namespace

void FleetContract::answersWhatChanged() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->fleet().putNodes({node("n1"), node("n2"), node("n3")}));
    const auto all = fixture->fleet().nodesSince(kTenant, kEverywhere, 0);
    EXPECT_OK(all);
    QVERIFY(all->complete);
    QCOMPARE(names(*all), (Names{"n1", "n2", "n3"}));
    QVERIFY(fixture->fleet().nodesSince(kTenant, kEverywhere, all->version)->nodes.empty());

    EXPECT_OK(fixture->fleet().putNodes({node("n2", NodeState::Degraded)}));
    EXPECT_OK(fixture->fleet().putNodes({node("n2", NodeState::Offline)}));
    const auto changed = fixture->fleet().nodesSince(kTenant, kEverywhere, all->version);
    QVERIFY(!changed->complete);
    QCOMPARE(names(*changed), Names{"n2"});
    QVERIFY(changed->nodes.front().state == NodeState::Offline);
    QVERIFY(changed->version > all->version);
    QVERIFY(changed->nodes.front().version <= changed->version);
    QVERIFY(fixture->fleet().nodesSince(kTenant, kEverywhere, changed->version + 100)->complete);
}

void FleetContract::ignoresOldSessionsAndEqualRows() {
    const auto fixture = m_factory();
    Node row = node("n1");
    row.session = 7;
    EXPECT_OK(fixture->fleet().putNodes({row}));
    const std::uint64_t version = fixture->fleet().nodesSince(kTenant, kEverywhere, 0)->version;
    Node old = node("n1", NodeState::Offline);
    old.session = 6;
    EXPECT_OK(fixture->fleet().putNodes({old, row}));
    QVERIFY(fixture->fleet().nodesSince(kTenant, kEverywhere, version)->nodes.empty());
    QVERIFY(fixture->fleet().node(kTenant, row.id)->state == NodeState::Running);
}

void FleetContract::keepsAnEnvironmentsNodesApart() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->fleet().putNodes(
        {node("n1"), node("q1", NodeState::Running, kTenant, EnvironmentId{"QA"})}));
    QCOMPARE(names(*fixture->fleet().nodesSince(kTenant, EnvironmentId{"QA"}, 0)), Names{"q1"});
    QCOMPARE(names(*fixture->fleet().nodesSince(kTenant, kScope.environment, 0)), Names{"n1"});
    QVERIFY(fixture->fleet().nodesSince(kTenant, EnvironmentId{"Staging"}, 0)->nodes.empty());
}

void FleetContract::refusesAMoveBetweenEnvironments() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->fleet().putNodes({node("n1")}));
    EXPECT_ERROR(
        fixture->fleet().putNodes({node("n2"), node("n1", NodeState::Running, kTenant, EnvironmentId{"QA"})}),
        ErrorCode::InvalidArgument);
    EXPECT_ERROR(fixture->fleet().node(kTenant, NodeId{"n2"}), ErrorCode::NotFound); // nothing of the batch
    EXPECT_ERROR(fixture->fleet().putNodes({node("")}), ErrorCode::InvalidArgument);
}

void FleetContract::boundsAFleet() {
    const auto fixture = m_factory();
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < limits::kFleetNodesMax; ++i) {
        nodes.push_back(node("n" + std::to_string(i)));
    }
    EXPECT_OK(fixture->fleet().putNodes(nodes));
    EXPECT_ERROR(fixture->fleet().putNodes({node("one more")}), ErrorCode::LimitExceeded);
    EXPECT_OK(fixture->fleet().putNodes({node("n5", NodeState::Offline)}));
    QCOMPARE(fixture->fleet().nodesSince(kTenant, kEverywhere, 0)->nodes.size(), limits::kFleetNodesMax);
}

void FleetContract::readsOneNode() {
    const auto fixture = m_factory();
    Node row = node("n1");
    row.labels = {{"rack", "r7"}};
    EXPECT_OK(fixture->fleet().putNodes({row}));
    QCOMPARE(fixture->fleet().node(kTenant, NodeId{"n1"})->labels.at("rack"), std::string("r7"));
    EXPECT_ERROR(fixture->fleet().node(kTenant, NodeId{"n2"}), ErrorCode::NotFound);
}

void FleetContract::readsSamplesByWindow() {
    const auto fixture = m_factory();
    std::vector<Sample> samples;
    for (int i = 0; i < 100; ++i) {
        samples.push_back(sampleAt(i * 10));
    }
    EXPECT_OK(fixture->fleet().putSamples(kTenant, kScope.environment, samples));
    const auto window = fixture->fleet().samples(kScope, second(100), second(200), 1'000);
    EXPECT_OK(window);
    QCOMPARE(window->size(), std::size_t{10}); // [from, to)
    QVERIFY(window->front().start == second(100));
    QVERIFY(window->back().start == second(190));
    QCOMPARE(fixture->fleet().samples(kScope, second(100), second(200), 3)->size(), std::size_t{3});
    QVERIFY(fixture->fleet().samples(kScope, second(200), second(100), 10)->empty());
    const Scope other{kTenant, kScope.environment, ModuleName{"basket"}};
    QVERIFY(fixture->fleet().samples(other, second(0), second(1'000), 10)->empty());
    Sample bad = sampleAt(1'000);
    bad.length = Duration{0};
    EXPECT_ERROR(fixture->fleet().putSamples(kTenant, kScope.environment, {bad}), ErrorCode::InvalidArgument);
}

void FleetContract::keepsWholeSamples() {
    const auto fixture = m_factory();
    Sample sample = sampleAt(0, "n1", 123'456'789'012ULL);
    sample.errors = 17;
    sample.cpuPercent = 12.25;
    sample.memoryPercent = 80.5;
    sample.named = {{"queue depth", -3.5}, {"hits", 1e300}};
    sample.latency.record(0.1, 3);
    sample.latency.record(12.0, 70'000);
    sample.latency.record(1e9, 1);
    Sample empty = sampleAt(10);
    empty.cpuPercent = std::nan("");
    empty.memoryPercent = std::nan("");
    EXPECT_OK(fixture->fleet().putSamples(kTenant, kScope.environment, {sample, empty}));
    const auto back = fixture->fleet().samples(kScope, second(0), second(100), 10);
    QCOMPARE(back->size(), std::size_t{2});
    QVERIFY(back->front() == sample);
    QVERIFY(std::isnan(back->back().cpuPercent) && std::isnan(back->back().memoryPercent));
}

void FleetContract::acceptsSamplesOutOfOrder() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->fleet().putSamples(kTenant, kScope.environment,
                                          {sampleAt(30), sampleAt(10), sampleAt(20, "n2"), sampleAt(20)}));
    const auto window = fixture->fleet().samples(kScope, second(0), second(100), 10);
    QCOMPARE(window->size(), std::size_t{4});
    for (std::size_t i = 1; i < window->size(); ++i) {
        QVERIFY((*window)[i - 1].start <= (*window)[i].start);
    }
}

void FleetContract::hidesOtherTenantsFleet() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->fleet().putNodes({node("n1"), node("n1", NodeState::Offline, kOther)}));
    EXPECT_OK(fixture->fleet().putSamples(kTenant, kScope.environment, {sampleAt(0)}));
    QVERIFY(fixture->fleet().node(kTenant, NodeId{"n1"})->state == NodeState::Running);
    QVERIFY(fixture->fleet().node(kOther, NodeId{"n1"})->state == NodeState::Offline);
    QCOMPARE(fixture->fleet().nodesSince(kOther, kEverywhere, 0)->nodes.size(), std::size_t{1});
    const Scope theirs{kOther, kScope.environment, kScope.module};
    QVERIFY(fixture->fleet().samples(theirs, second(0), second(100), 10)->empty());
    EXPECT_ERROR(fixture->fleet().node(TenantId{"nobody"}, NodeId{"n1"}), ErrorCode::NotFound);
}

} // namespace hotswap::contract
