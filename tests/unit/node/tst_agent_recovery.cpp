// SPDX-License-Identifier: Apache-2.0
// The agent ends at every point of every kind of command, and is started again on what is left.
#include "tests/unit/node/node_bench.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;
using Record = node::JournalRecord;

namespace {

struct Scenario {
    std::string name;
    std::string version;
    CommandAction action;
    bool sick;      ///< its probes fail from the start
    bool failLater; ///< they fail after the switch
    bool prepared;  ///< it is prepared first
    bool fresh;     ///< nothing is installed before
};

const Scenario kScenarios[] = {
    {"apply", "1.1.0", CommandAction::Apply, false, false, false, false},
    {"first", "1.1.0", CommandAction::Apply, false, false, false, true},
    {"never healthy", "1.1.0", CommandAction::Apply, true, false, false, false},
    {"taken back", "1.1.0", CommandAction::Apply, false, true, false, false},
    {"first taken back", "1.1.0", CommandAction::Apply, false, true, false, true},
    {"prepare", "1.1.0", CommandAction::Prepare, false, false, false, false},
    {"switch", "1.1.0", CommandAction::Switch, false, false, true, false},
    {"switch taken back", "1.1.0", CommandAction::Switch, false, true, true, false},
    {"discard", "1.1.0", CommandAction::Discard, false, false, true, false},
    {"remove", "", CommandAction::Remove, false, false, false, false},
};

enum class After { Restart, Reboot };

/// Fails the probes of a release once it has the traffic.
void failIfSwitched(NodeBench& bench, const Scenario& scenario) {
    if (scenario.failLater && bench.host.serving() == scenario.version) {
        bench.host.events.push_back(
            node::SlotHealth{ModuleName{"storefront"}, *bench.host.live, false, "status 500"});
        bench.host.sick.insert(scenario.version);
    }
}

void drive(NodeBench& bench, const Scenario& scenario) {
    for (int i = 0; i < 30; ++i) {
        bench.pass(5s);
        failIfSwitched(bench, scenario);
        bench.settle();
    }
}

void prepareBench(NodeBench& bench, const Scenario& scenario) {
    bench.connect();
    if (!scenario.fresh) {
        bench.install("1.0.0");
    }
    if (scenario.prepared) {
        bench.give("before", CommandAction::Prepare, scenario.version);
        bench.pass(15s);
    }
    if (scenario.sick) {
        bench.host.sick = {scenario.version};
    }
    bench.fuse.burnt = 0;
}

/// Runs a scenario with a cut after `cut` points (-1: none); false when it ended before the cut.
bool run(NodeBench& bench, const Scenario& scenario, int cut, After after) {
    prepareBench(bench, scenario);
    const Command command = bench.command("c", scenario.action, scenario.version);
    bench.fuse.left = cut;
    bool wasCut = false;
    try {
        bench.give(command);
        drive(bench, scenario);
    } catch (const Cut&) {
        wasCut = true;
    }
    bench.fuse.left = -1;
    if (wasCut) {
        if (after == After::Reboot) {
            bench.host.reboot();
        }
        bench.boot();
        bench.settle();
        bench.connect();
        bench.give(command); // the leader has no receipt yet, so its gateway delivers again
        drive(bench, scenario);
    }
    return wasCut;
}

/// The release fails its probes only while it has the traffic, and the agent ends at two points; false when
/// it did not end twice.
bool runCutTwice(NodeBench& bench, const Scenario& scenario, int first, int second) {
    prepareBench(bench, scenario);
    bench.host.sickWithTraffic = {scenario.version};
    const Command command = bench.command("c", scenario.action, scenario.version);
    int cuts = 0;
    for (const int left : {first, second, -1}) {
        bench.fuse.left = left;
        try {
            if (cuts > 0) {
                bench.boot();
                bench.settle();
                bench.connect();
            }
            bench.give(command);
            for (int i = 0; i < 20; ++i) {
                bench.pass(5s);
            }
            break;
        } catch (const Cut&) {
            ++cuts;
        }
    }
    bench.fuse.left = -1;
    return cuts == 2;
}

std::string expectedServing(const Scenario& scenario) {
    switch (scenario.action) {
    case CommandAction::Remove: return "";
    case CommandAction::Prepare:
    case CommandAction::Discard: return "1.0.0";
    default: break;
    }
    return scenario.sick || scenario.failLater ? (scenario.fresh ? "" : "1.0.0") : scenario.version;
}

} // namespace

class AgentRecoveryTest : public QObject {
    Q_OBJECT

    void everyCut(const Scenario& scenario, After after) {
        int cuts = 0;
        for (int cut = 0;; ++cut) {
            NodeBench bench;
            const bool wasCut = run(bench, scenario, cut, after);
            const QByteArray where =
                QByteArray::fromStdString(scenario.name) + " cut at " + QByteArray::number(cut);
            QVERIFY2(bench.started, where);
            QVERIFY2(bench.host.serving() == expectedServing(scenario), where);
            QVERIFY2(bench.ends("c") == 1, where);
            QVERIFY2(bench.agent->openCommands().empty(), where);
            const auto receipts = bench.receipts("c");
            QVERIFY2(!receipts.empty(), where);
            for (const auto& receipt : receipts) {
                QVERIFY2(receipt == receipts[0], where);
                QVERIFY2(receipt.outcome != ReceiptOutcome::Broken, where);
            }
            // Nothing is left over: one slot, or two where the second has a purpose.
            const bool second =
                scenario.action == CommandAction::Prepare || scenario.action == CommandAction::Switch;
            if (!second) {
                const bool both = !bench.host.places[0].release.digest.empty() &&
                                  !bench.host.places[1].release.digest.empty();
                QVERIFY2(!both, where);
            }
            if (!wasCut) {
                break;
            }
            ++cuts;
        }
        QVERIFY(cuts >= 6);
    }

private Q_SLOTS:
    void endedAtEveryPoint_data() {
        QTest::addColumn<int>("scenario");
        for (int i = 0; i < static_cast<int>(std::size(kScenarios)); ++i) {
            QTest::newRow(kScenarios[i].name.c_str()) << i;
        }
    }
    void endedAtEveryPoint() {
        QFETCH(int, scenario);
        everyCut(kScenarios[scenario], After::Restart);
    }
    void rebootedAtEveryPoint_data() { endedAtEveryPoint_data(); }
    void rebootedAtEveryPoint() {
        QFETCH(int, scenario);
        everyCut(kScenarios[scenario], After::Reboot);
    }

    /// Ended twice, at any two points: what lost the traffic because it failed does not get it again.
    void takenBackOnceForAll_data() {
        QTest::addColumn<int>("scenario");
        for (int i = 0; i < static_cast<int>(std::size(kScenarios)); ++i) {
            if (kScenarios[i].failLater && !kScenarios[i].fresh) {
                QTest::newRow(kScenarios[i].name.c_str()) << i;
            }
        }
    }
    void takenBackOnceForAll() {
        QFETCH(int, scenario);
        const Scenario& what = kScenarios[scenario];
        int pairs = 0;
        bool any = true;
        for (int first = 0; any; ++first) {
            any = false;
            for (int second = 0;; ++second) {
                NodeBench bench;
                const bool both = runCutTwice(bench, what, first, second);
                const QByteArray where = QByteArray::number(first) + ", then " + QByteArray::number(second);
                QCOMPARE(bench.host.serving(), std::string("1.0.0"));
                QVERIFY2(bench.host.switches[what.version] == 1, where);
                QVERIFY2(bench.ends("c") == 1, where);
                QVERIFY2(bench.receipts("c")[0].outcome == ReceiptOutcome::Reverted, where);
                if (!both) {
                    break;
                }
                any = true;
                ++pairs;
            }
        }
        QVERIFY(pairs > 50);
    }

    void anyPrefixOfTheJournalIsSurvived() {
        NodeBench whole;
        run(whole, kScenarios[0], -1, After::Restart);
        const auto records = whole.journal.records;
        for (std::size_t length = 0; length <= records.size(); ++length) {
            NodeBench bench;
            run(bench, kScenarios[0], -1, After::Restart);
            bench.journal.records.assign(records.begin(),
                                         records.begin() + static_cast<std::ptrdiff_t>(length));
            bench.journal.damaged = length % 2;
            bench.boot();
            QVERIFY(bench.started);
            bench.connect();
            bench.pass(60s);
            QCOMPARE(bench.host.serving(), std::string("1.1.0")); // what serves goes on serving
            QVERIFY(bench.agent->openCommands().empty());
            QCOMPARE(bench.said("damaged"), length % 2 == 1);
            QVERIFY(bench.said("adopted while running"));
        }
    }

    void aHeldCommandGoesOnAfterARestart() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(5s);
        bench.boot(); // no gateway yet
        bench.pass(60s);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.connect();
        bench.pass(60s);
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Applied);
        QVERIFY(bench.said("starts over"));
    }

    void forgottenIdsAreOnlyOldAcknowledgedOnes() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("acked", CommandAction::Apply, "1.0.0");
        bench.give("open", CommandAction::Apply, "1.0.0");
        bench.settle();
        bench.agent->onFrame(frames::Ack{CommandId{"acked"}}, bench.now);
        bench.pass(26h);
        const auto old = bench.command("acked", CommandAction::Apply, "1.1.0");
        bench.give(old); // forgotten, so it is a new command
        bench.pass(60s);
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        bench.give("open", CommandAction::Apply, "1.0.0");
        QCOMPARE(bench.receipts("open").back().reason, ErrorCode::KeyReused);
    }
};

QTEST_APPLESS_MAIN(AgentRecoveryTest)
#include "tst_agent_recovery.moc"
