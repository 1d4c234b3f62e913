// SPDX-License-Identifier: Apache-2.0
// Hooks: run without a shell, their output bounded, ended at their limit with everything they started.
#include "core/node/hook_process.h"
#include "tests/unit/node/reactor_bench.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <csignal>
#include <fstream>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

/// Runs shell text as the hook program `run` of a folder of its own.
struct HookBench {
    QTemporaryDir dir;
    ReactorBench bench;
    std::optional<node::HookEnd> end;
    std::unique_ptr<node::HookProcess> hook;

    std::filesystem::path folder() const { return dir.path().toStdString(); }
    void begin(const std::string& script, Duration limit = 20s,
               node::HookOrder::Leftovers leftovers = node::HookOrder::Leftovers::Ended) {
        {
            std::ofstream file(folder() / "run");
            file << "#!/bin/sh\n" << script << "\n";
        }
        std::filesystem::permissions(folder() / "run", std::filesystem::perms::owner_all);
        node::HookOrder order{
            folder(), {"run", "first argument", "$HOME"}, {"PATH=/usr/bin:/bin", "COLOUR=teal"}};
        order.timeout = limit;
        order.leftovers = leftovers;
        hook = std::make_unique<node::HookProcess>(*bench.reactor, order,
                                                   [this](node::HookEnd told) { end = std::move(told); });
    }
    bool ended() {
        return bench.until([this] { return end.has_value(); });
    }
    /// A number that the script wrote into a file; 0: not yet.
    pid_t pidIn(const char* name) const {
        std::ifstream file(folder() / name);
        pid_t pid = 0;
        file >> pid;
        return pid;
    }
    bool gone(pid_t pid) {
        return bench.until([pid] { return ::kill(pid, 0) != 0; });
    }
};

} // namespace

class HookProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void getsItsArgumentsAndEnvironmentAndNothingElse() {
        HookBench bench;
        bench.begin("echo \"$1|$2|$COLOUR|${USER:-nobody}|$(pwd)\"");
        QVERIFY(bench.ended());
        QVERIFY(!bench.end->error);
        QCOMPARE(bench.end->output, "first argument|$HOME|teal|nobody|" + bench.folder().string() + "\n");
    }

    void tellsHowItFailed() {
        HookBench bench;
        bench.begin("echo one; echo 'no room' >&2; exit 3");
        QVERIFY(bench.ended());
        QCOMPARE(bench.end->error->code, ErrorCode::Unavailable);
        QCOMPARE(bench.end->error->detail, std::string("exit status 3"));
        QCOMPARE(node::lastLine(bench.end->output), std::string("no room"));
        HookBench killed;
        killed.begin("kill -9 $$");
        QVERIFY(killed.ended());
        QCOMPARE(killed.end->error->detail, std::string("signal 9"));
    }

    void aProgramThatIsNotThereFails() {
        HookBench bench;
        bench.hook = std::make_unique<node::HookProcess>(
            *bench.bench.reactor, node::HookOrder{bench.folder(), {"nothing"}, {}},
            [&](node::HookEnd told) { bench.end = std::move(told); });
        QVERIFY(bench.ended());
        QCOMPARE(bench.end->error->detail, std::string("exit status 127"));
        QVERIFY(bench.end->output.find("No such file") != std::string::npos);
    }

    void outputIsBoundedToItsEnd() {
        HookBench bench;
        bench.begin("i=0; while [ $i -lt 3000 ]; do echo \"line number $i\"; i=$((i+1)); done");
        QVERIFY(bench.ended());
        QVERIFY(!bench.end->error);
        QVERIFY(bench.end->output.size() <= node::kHookOutputBytesMax);
        QCOMPARE(node::lastLine(bench.end->output), std::string("line number 2999"));
    }

    void atTheLimitEverythingEndsEvenWhatWentItsOwnWay() {
        HookBench bench;
        bench.begin("sleep 300 & echo $! > child\n"
                    "setsid sh -c 'setsid sleep 300 & echo $! > grandchild' &\n"
                    "wait; sleep 300",
                    2s);
        QVERIFY(bench.bench.until([&] { return bench.pidIn("child") > 0 && bench.pidIn("grandchild") > 0; }));
        QVERIFY(bench.ended());
        QCOMPARE(bench.end->error->code, ErrorCode::Timeout);
        QVERIFY(bench.gone(bench.pidIn("child")));
        QVERIFY(bench.gone(bench.pidIn("grandchild")));
    }

    void whatAStartHookLeavesBehindMayStay() {
        HookBench bench;
        bench.begin("sleep 300 & echo $! > child", 20s, node::HookOrder::Leftovers::Kept);
        QVERIFY(bench.ended());
        QVERIFY(!bench.end->error);
        const pid_t child = bench.pidIn("child");
        QVERIFY(child > 0 && ::kill(child, 0) == 0);
        ::kill(child, SIGKILL);
        HookBench other;
        other.begin("sleep 300 & echo $! > child");
        QVERIFY(other.ended());
        QVERIFY(other.gone(other.pidIn("child")));
    }

    void itsOwnerMayGoAway() {
        HookBench bench;
        bench.begin("echo $$ > child; sleep 300");
        QVERIFY(bench.bench.until([&] { return bench.pidIn("child") > 0; }));
        bench.hook.reset();
        QVERIFY(::kill(bench.pidIn("child"), 0) != 0);
        QVERIFY(!bench.end);
    }
};

QTEST_GUILESS_MAIN(HookProcessTest)
#include "tst_hook_process.moc"
