// SPDX-License-Identifier: Apache-2.0
// Questions about one node, and who may come in as one.
#include "tests/unit/service/service_fixture.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::service;
using namespace std::chrono_literals;

namespace queries = hotswap::ports::queries;
namespace requests = hotswap::ports::requests;

class TestNodeQueries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLogOfANode() {
        ServiceFixture fixture;
        const NodeId node{"QA-1"};
        EXPECT_OK(fixture.store.records().putLines(
            fixture.viewer.tenant, {{0, fixture.clock.now(), node, ModuleName{"storefront"}, "started"}}));
        const auto answer = fixture.service.query(fixture.viewer, queries::NodeLog{node, {}, 10});
        EXPECT_OK(answer);
        const auto& lines = as<std::vector<ports::NodeLogLine>>(answer);
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines.front().text, std::string("started"));
        EXPECT_ERROR(fixture.service.query(fixture.viewer, queries::NodeLog{NodeId{"nobody"}, {}, 10}),
                     ErrorCode::NotFound);
        const Identity stranger = fixture.person("stranger", {Role::Viewer}, "globex");
        EXPECT_ERROR(fixture.service.query(stranger, queries::NodeLog{node, {}, 10}), ErrorCode::NotFound);
        EXPECT_ERROR(fixture.service.query(fixture.viewer, queries::NodeLog{node, {}, 501}),
                     ErrorCode::InvalidArgument);
        EXPECT_ERROR(fixture.service.query(stranger, queries::NodeJournal{node, {}, 10}),
                     ErrorCode::NotFound);
        EXPECT_ERROR(fixture.service.query(stranger, queries::NodeSeries{node, {}}), ErrorCode::NotFound);
    }

    void theSeriesOfANodeHasItsGaps() {
        ServiceFixture fixture;
        fixture.clock.advance(10min);
        Node node = *fixture.store.fleet().node(fixture.viewer.tenant, NodeId{"QA-1"});
        node.modules[ModuleName{"storefront"}] = {};
        node.modules[ModuleName{"gateway"}] = {};
        EXPECT_OK(fixture.store.fleet().putNodes({node}));
        const Instant now = fixture.clock.now();
        const auto place = now.time_since_epoch() / 10s;
        const auto sample = [&](const char* module, Instant at, std::uint64_t count, std::uint64_t errors) {
            Sample made;
            made.node = node.id;
            made.module = ModuleName{module};
            made.start = at;
            made.length = 10s;
            made.requests = count;
            made.errors = errors;
            made.cpuPercent = 40;
            made.memoryPercent = 60;
            made.latency.record(12, count);
            return made;
        };
        const Instant last{(place - 1) * 10s};
        const Instant third{(place - 3) * 10s};
        Sample other = sample("storefront", last, 1'000, 1'000);
        other.node = NodeId{"QA-2"};
        EXPECT_OK(fixture.store.fleet().putSamples(
            fixture.viewer.tenant, EnvironmentId{"QA"},
            {sample("storefront", third, 50, 5), sample("storefront", last, 60, 0), other}));
        EXPECT_OK(fixture.store.fleet().putSamples(fixture.viewer.tenant, EnvironmentId{"QA"},
                                                   {sample("gateway", third, 50, 0)}));
        const auto answer = fixture.service.query(fixture.viewer, queries::NodeSeries{node.id, now - 40s});
        EXPECT_OK(answer);
        const auto& series = as<ports::NodeSeriesAnswer>(answer);
        QVERIFY(series.points.size() >= 3 && series.points.size() <= 5);
        const auto& newest = series.points.back();
        QVERIFY(newest.at == last);
        QCOMPARE(newest.requestsPerSecond, 6.0);
        QCOMPARE(newest.errorPercent, 0.0);
        const auto& gap = series.points[series.points.size() - 2];
        QVERIFY(std::isnan(gap.cpuPercent) && std::isnan(gap.requestsPerSecond) && std::isnan(gap.p95Ms));
        const auto& both = series.points[series.points.size() - 3];
        QCOMPARE(both.requestsPerSecond, 10.0); // of both modules
        QCOMPARE(both.errorPercent, 5.0);
        QCOMPARE(both.cpuPercent, 40.0);
        QVERIFY(both.p95Ms > 9 && both.p95Ms < 15);
        // However early somebody asks from, an hour is the most.
        const auto all = fixture.service.query(fixture.viewer, queries::NodeSeries{node.id, Instant{}});
        QVERIFY(as<ports::NodeSeriesAnswer>(all).points.size() <= 361);
    }

    void aTokenIsToldOnceAndKeptAsAHash() {
        ServiceFixture fixture;
        const requests::MakeToken wanted{EnvironmentId{"QA"}, 3, 5h};
        EXPECT_ERROR(fixture.service.execute(fixture.operator_, wanted, fixture.newKey()),
                     ErrorCode::PermissionDenied);
        const auto made = fixture.service.execute(fixture.admin, wanted, fixture.newKey());
        EXPECT_OK(made);
        QCOMPARE(made->secret.size(), std::size_t{32});
        QVERIFY(crypto::sha256Hex(made->secret).substr(0, 12) == made->id);
        const auto listed = fixture.service.query(fixture.admin, queries::Enrolments{});
        EXPECT_OK(listed);
        const auto& report = as<ports::EnrolmentReport>(listed);
        QVERIFY(report.mayChange);
        QCOMPARE(report.tokens.size(), std::size_t{1});
        QCOMPARE(report.tokens.front().id, made->id);
        QCOMPARE(report.nodes.size(), std::size_t{40});
        const auto seen = fixture.service.query(fixture.viewer, queries::Enrolments{EnvironmentId{"QA"}});
        QVERIFY(!as<ports::EnrolmentReport>(seen).mayChange);
        QVERIFY(as<ports::EnrolmentReport>(seen).tokens.empty());
        QCOMPARE(as<ports::EnrolmentReport>(seen).nodes.size(), std::size_t{10});
        for (const auto& wrong :
             {requests::MakeToken{EnvironmentId{}, 1, 1h}, requests::MakeToken{EnvironmentId{"QA"}, 0, 1h},
              requests::MakeToken{EnvironmentId{"QA"}, 10'001, 1h},
              requests::MakeToken{EnvironmentId{"QA"}, 1, 0h},
              requests::MakeToken{EnvironmentId{"QA"}, 1, 721h}}) {
            EXPECT_ERROR(fixture.service.execute(fixture.admin, wrong, fixture.newKey()),
                         ErrorCode::InvalidArgument);
        }
    }

    void aRevokedNodeIsRetiredAndAudited() {
        ServiceFixture fixture;
        const requests::RevokeNode wanted{NodeId{"QA-1"}, "stolen"};
        EXPECT_ERROR(fixture.service.execute(fixture.operator_, wanted, fixture.newKey()),
                     ErrorCode::PermissionDenied);
        const auto done = fixture.service.execute(fixture.admin, wanted, fixture.newKey());
        EXPECT_OK(done);
        QVERIFY(!done->repeated);
        QVERIFY(fixture.service.execute(fixture.admin, wanted, fixture.newKey())->repeated);
        const auto node = fixture.store.fleet().node(fixture.admin.tenant, NodeId{"QA-1"});
        QVERIFY(node->state == NodeState::Retired && node->session >= 1'000);
        ports::AuditFilter filter;
        filter.text = "node.revoke";
        const auto audit = fixture.store.reader().audit(fixture.admin.tenant, filter, {}, 10);
        QCOMPARE(audit->rows.size(), std::size_t{1});
        QCOMPARE(audit->rows.front().details.at("reason"), std::string("stolen"));
        EXPECT_ERROR(fixture.service.execute(fixture.admin, requests::RevokeNode{NodeId{"nobody"}, ""},
                                             fixture.newKey()),
                     ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestNodeQueries)
#include "tst_node_queries.moc"
