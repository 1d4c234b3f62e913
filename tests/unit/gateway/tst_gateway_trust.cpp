// SPDX-License-Identifier: Apache-2.0
// Trust documents on their way to nodes, and their alarms on the way back.
#include "tests/unit/gateway/gateway_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::test;

namespace {

using ports::TrustDocument;

class FakeTrust final : public ports::TrustDocuments {
public:
    Status putTrust(const TrustDocument& document) override {
        documents.push_back(document);
        return success();
    }
    Result<std::vector<TrustDocument>> trustSince(const TenantId&, const EnvironmentId&,
                                                  std::uint64_t rootVersion) override {
        reads += 1;
        std::vector<TrustDocument> found;
        for (const TrustDocument& document : documents) {
            if (document.kind != TrustDocument::Kind::Root || document.version > rootVersion) {
                found.push_back(document);
            }
        }
        return found;
    }
    std::vector<TrustDocument> documents;
    int reads = 0;
};

struct Bench : GatewayBench {
    Bench() {
        gateway::GatewayConfig config;
        config.id = HolderId{"gateway-1"};
        config.tenant = kTenant;
        gateway::GatewayPorts ports{fleet, commands, leases, enrolment, {}};
        ports.trust = &trust;
        gateway = std::make_unique<gateway::Gateway>(config, ports);
        gateway->tick(now);
    }
    void put(TrustDocument::Kind kind, std::uint64_t version) {
        trust.documents.push_back(
            {kind, kTenant, kProduction, version, "document " + std::to_string(version)});
    }
    void hint() {
        ports::StreamHint hint;
        hint.kind = ports::StreamHint::Kind::Fleet;
        hint.tenant = kTenant;
        gateway->onHint(hint, now);
        pass(Duration{1'000});
    }
    FakeTrust trust;
};

NodeAlarm alarm(const char* subject) {
    return {instantFromMs(999'000'000), ErrorCode::KeyUntrusted, subject, "why", 1};
}

} // namespace

class TestGatewayTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentsComeBeforeTheWelcome();
    void onlyWhatIsNewerIsSentAndOnce();
    void manyNodesAreOneRead();
    void alarmsAreKeptOnTheRow();
};

void TestGatewayTrust::documentsComeBeforeTheWelcome() {
    Bench bench;
    bench.put(TrustDocument::Kind::Root, 2);
    FakeLink& link = bench.connect(1, "n1");
    QVERIFY(std::holds_alternative<frames::TrustUpdate>(link.sent.at(0)));
    QVERIFY(std::holds_alternative<frames::Welcome>(link.sent.at(1)));
}

void TestGatewayTrust::onlyWhatIsNewerIsSentAndOnce() {
    Bench bench;
    bench.put(TrustDocument::Kind::Releases, 4);
    FakeLink& link = bench.connect(1, "n1");
    bench.pass(Duration{5'000});
    QCOMPARE(link.all<frames::TrustUpdate>().size(), std::size_t{1});
    bench.gateway->onFrame(1, frames::TrustState{{1, 4, 0}}, bench.now);
    bench.hint(); // nothing newer
    QCOMPARE(link.all<frames::TrustUpdate>().size(), std::size_t{1});
    bench.put(TrustDocument::Kind::Root, 2);
    bench.hint();
    QCOMPARE(link.all<frames::TrustUpdate>().size(), std::size_t{2});
    QCOMPARE(bench.row("n1").trust.releases, std::uint64_t{4});
}

void TestGatewayTrust::manyNodesAreOneRead() {
    Bench bench;
    for (gateway::LinkId id = 1; id <= 20; ++id) {
        bench.connect(id, "n" + std::to_string(id));
    }
    const int before = bench.trust.reads;
    bench.hint();
    QVERIFY2(bench.trust.reads - before <= 1, qPrintable(QString::number(bench.trust.reads - before)));
}

void TestGatewayTrust::alarmsAreKeptOnTheRow() {
    Bench bench;
    bench.connect(1, "n1");
    for (int i = 0; i < 5; ++i) {
        bench.gateway->onFrame(1, frames::Alarm{alarm("command c0")}, bench.now);
    }
    bench.pass(Duration{1'000});
    QCOMPARE(bench.row("n1").alarms.size(), std::size_t{1});
    QCOMPARE(bench.row("n1").alarms.front().count, std::uint32_t{5});
    for (std::size_t i = 0; i < 2 * limits::kAlarmsPerNodeMax; ++i) {
        bench.gateway->onFrame(1, frames::Alarm{alarm(("command c" + std::to_string(i)).c_str())}, bench.now);
    }
    bench.pass(Duration{1'000});
    QCOMPARE(bench.row("n1").alarms.size(), limits::kAlarmsPerNodeMax);
    QVERIFY(bench.row("n1").alarmsTotal > limits::kAlarmsPerNodeMax);
}

QTEST_APPLESS_MAIN(TestGatewayTrust)
#include "tst_gateway_trust.moc"
