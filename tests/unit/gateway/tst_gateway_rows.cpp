// SPDX-License-Identifier: Apache-2.0
// Rows and telemetry: what is written, when, and what it costs.
#include "tests/unit/gateway/gateway_fixture.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

Sample sampleOf(const std::string& node, Instant start, Duration length, std::uint64_t requests = 10) {
    Sample sample;
    sample.node = NodeId{node};
    sample.module = kModule;
    sample.release = Digest{std::string(64, 'a')};
    sample.start = start;
    sample.length = length;
    sample.requests = requests;
    sample.latency.record(5, requests);
    sample.cpuPercent = 20;
    sample.memoryPercent = 30;
    return sample;
}

} // namespace

class GatewayRowsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesAreWrittenSoonAndTogether() {
        GatewayBench bench;
        for (int i = 0; i < 20; ++i) {
            bench.connect(static_cast<gateway::LinkId>(i), "n" + std::to_string(i));
        }
        bench.pass(100ms);
        QCOMPARE(bench.fleet.puts, 1);
        QCOMPARE(bench.fleet.rows.size(), std::size_t{20});
        bench.gateway->onFrame(3, beatWith(releaseOf("1.0.0", 'a')), bench.now);
        bench.pass(100ms);
        QCOMPARE(bench.fleet.puts, 2);
        QCOMPARE(bench.row("n3").find(kModule)->current.version.text(), std::string("1.0.0"));
    }

    void heartbeatsWithoutNewsAreWrittenRarely() {
        GatewayBench bench;
        bench.connect(1, "n1");
        bench.pass(1s);
        const int puts = bench.fleet.puts;
        for (int i = 0; i < 12; ++i) {
            bench.pass(10s);
            bench.gateway->onFrame(1, frames::Heartbeat{}, bench.now);
        }
        QVERIFY(bench.fleet.puts - puts <= 4);
        QCOMPARE(bench.row("n1").state, NodeState::Running);
    }

    void silenceMakesSuspectThenOffline() {
        GatewayBench bench;
        bench.connect(1, "n1");
        bench.pass(29s);
        QCOMPARE(bench.row("n1").state, NodeState::Running);
        bench.pass(2500ms);
        QCOMPARE(bench.row("n1").state, NodeState::Suspect);
        bench.gateway->onFrame(1, frames::Heartbeat{}, bench.now);
        bench.pass(200ms);
        QCOMPARE(bench.row("n1").state, NodeState::Running);
        bench.pass(119s);
        QCOMPARE(bench.row("n1").state, NodeState::Suspect);
        bench.pass(3s);
        QCOMPARE(bench.row("n1").state, NodeState::Offline);
        bench.gateway->onFrame(1, frames::Heartbeat{}, bench.now);
        bench.pass(200ms);
        QCOMPARE(bench.row("n1").state, NodeState::Running);
        bench.pass(33s);
        QCOMPARE(bench.row("n1").state, NodeState::Suspect);
    }

    void loadProbesAndErrorsDegrade() {
        GatewayBench bench;
        bench.connect(1, "n1");
        frames::Heartbeat beat = beatWith(releaseOf("1.0.0", 'a'));
        const auto stateAfter = [&](const Frame& frame) {
            bench.gateway->onFrame(1, frame, bench.now);
            bench.pass(200ms);
            return bench.row("n1").state;
        };
        QCOMPARE(stateAfter(beat), NodeState::Running);
        beat.cpuPercent = 91;
        QCOMPARE(stateAfter(beat), NodeState::Degraded);
        beat.cpuPercent = 10;
        beat.memoryPercent = 95;
        QCOMPARE(stateAfter(beat), NodeState::Degraded);
        beat.memoryPercent = 10;
        QCOMPARE(stateAfter(beat), NodeState::Running);
        QCOMPARE(stateAfter(beatWith(releaseOf("1.0.0", 'a'), false)), NodeState::Degraded);
        QCOMPARE(stateAfter(beat), NodeState::Running);
        Sample bad = sampleOf("n1", bench.now, 10s, 200);
        bad.errors = 11;
        QCOMPARE(stateAfter(frames::Telemetry{{bad}}), NodeState::Degraded);
        bad.errors = 1;
        QCOMPARE(stateAfter(frames::Telemetry{{bad}}), NodeState::Running);
        beat.state = NodeState::Draining;
        QCOMPARE(stateAfter(beat), NodeState::Draining);
    }

    void aFailingStoreLosesNothing() {
        GatewayBench bench;
        bench.fleet.failing = true;
        bench.connect(1, "n1");
        bench.gateway->onFrame(1, frames::Telemetry{{sampleOf("n1", bench.now, 10s)}}, bench.now);
        bench.pass(5s);
        QVERIFY(bench.fleet.rows.empty());
        QVERIFY(bench.ticks < 100); // it does not hammer
        bench.fleet.failing = false;
        bench.pass(2s);
        QCOMPARE(bench.fleet.rows.size(), std::size_t{1});
        QCOMPARE(bench.fleet.samplesPut.size(), std::size_t{1});
    }

    void shortSamplesAreFolded() {
        GatewayBench bench;
        bench.connect(1, "n1");
        for (int i = 0; i < 20; ++i) {
            Sample sample = sampleOf("n1", bench.now, 1s);
            sample.cpuPercent = i < 10 ? 10 : 30;
            bench.gateway->onFrame(1, frames::Telemetry{{sample}}, bench.now);
            bench.pass(1s);
        }
        bench.pass(1s);
        QCOMPARE(bench.fleet.samplesPut.size(), std::size_t{2});
        QCOMPARE(bench.fleet.samplesPut[0].requests, std::uint64_t{100});
        QCOMPARE(bench.fleet.samplesPut[0].length, Duration{10s});
        QCOMPARE(bench.fleet.samplesPut[0].latency.count(), std::uint64_t{100});
        QCOMPARE(bench.fleet.samplesPut[0].cpuPercent, 10.0);
        QCOMPARE(bench.fleet.samplesPut[1].cpuPercent, 30.0);
    }

    void aRestOfAReplacedReleaseIsWrittenToo() {
        GatewayBench bench;
        bench.connect(1, "n1");
        bench.gateway->onFrame(1, frames::Telemetry{{sampleOf("n1", bench.now, 1s)}}, bench.now);
        bench.pass(25s);
        QCOMPARE(bench.fleet.samplesPut.size(), std::size_t{1});
        QCOMPARE(bench.fleet.samplesPut[0].requests, std::uint64_t{10});
    }

    void telemetryIsWrittenOncePerSecondAndOnlyForItsNode() {
        GatewayBench bench;
        for (int i = 0; i < 20; ++i) {
            bench.connect(static_cast<gateway::LinkId>(i), "n" + std::to_string(i));
            bench.gateway->onFrame(static_cast<gateway::LinkId>(i),
                                   frames::Telemetry{{sampleOf("n" + std::to_string(i), bench.now, 10s),
                                                      sampleOf("somebody else", bench.now, 10s)}},
                                   bench.now);
        }
        bench.pass(1s);
        QCOMPARE(bench.fleet.samplesPut.size(), std::size_t{20});
        QCOMPARE(bench.fleet.batches, 1);
        QCOMPARE(bench.gateway->counters().samplesDropped, std::uint64_t{20});
    }

    void aDayOfHeartbeatsIsCheap() {
        GatewayBench bench;
        const std::size_t nodes = 20;
        for (std::size_t i = 0; i < nodes; ++i) {
            bench.connect(i, "n" + std::to_string(i));
        }
        const frames::Heartbeat beat = beatWith(releaseOf("1.0.0", 'a'));
        const Frame frame = beat;
        for (int round = 0; round < 8'640; ++round) {
            bench.pass(10s);
            for (std::size_t i = 0; i < nodes; ++i) {
                bench.gateway->onFrame(i, frame, bench.now);
            }
        }
        // 172,800 heartbeats that say nothing new: neither writes nor wake-ups follow their number.
        QVERIFY2(bench.fleet.puts < 5'000, qPrintable(QString::number(bench.fleet.puts)));
        QVERIFY2(bench.ticks < 10'000, qPrintable(QString::number(bench.ticks)));
    }
};

QTEST_APPLESS_MAIN(GatewayRowsTest)
#include "tst_gateway_rows.moc"
