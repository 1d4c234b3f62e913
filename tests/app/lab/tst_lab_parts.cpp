// SPDX-License-Identifier: Apache-2.0
// Parts of the lab that need no node: options, memory, processes, checks, load.
#include "app/common/child_process.h"
#include "app/common/process_checks.h"
#include "app/lab/lab_memory.h"
#include "app/lab/lab_options.h"
#include "app/lab/load_generator.h"
#include "core/domain/limits.h"

#include <QtTest/QtTest>

#include <QTemporaryDir>

#include <condition_variable>
#include <signal.h>

using namespace hotswap;
using namespace hotswap::lab;
using namespace std::chrono_literals;

namespace {

/// Runs one check and waits for its result.
ports::CheckResult runCheck(app::ProcessChecks& checks, const std::string& name, Duration limit) {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<ports::CheckResult> result;
    ports::CheckRequest request;
    request.check = name;
    request.limit = limit;
    const Status started = checks.start(request, [&](const ports::CheckResult& done) {
        const std::lock_guard lock(mutex);
        result = done;
        changed.notify_one();
    });
    std::unique_lock lock(mutex);
    if (started.ok()) {
        changed.wait_for(lock, 20s, [&] { return result.has_value(); });
    }
    return result.value_or(ports::CheckResult{false, "not started", {}});
}

} // namespace

class LabPartsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::filesystem::path directory() const { return m_directory.path().toStdString(); }

private Q_SLOTS:
    void optionsAreChecked() {
        LabOptions options = defaultLabOptions("/opt/bin/hotswapctl");
        QVERIFY(validate(options).ok());
        options.speed = 0;
        options.scenario = "nonsense";
        options.productionNodes = 100'000;
        const Status wrong = validate(options);
        QVERIFY(!wrong.ok());
        QCOMPARE(wrong.error().fields.size(), std::size_t{3});
        QVERIFY(wrong.error().fields.contains("--nodes"));
    }

    void whatTheLabRemembersSurvivesAndDamageIsNoticed() {
        const auto file = directory() / "lab.json";
        QVERIFY(!readMemory(file).ok());
        LabMemory memory;
        memory.gatewayPort = 4'711;
        memory.nodes[NodeId{"development-1"}] = {123, 456};
        memory.stable = Digest{std::string(64, 'a')};
        QVERIFY(writeMemory(file, memory).ok());
        const auto read = readMemory(file);
        QVERIFY(read.ok());
        QCOMPARE(read->gatewayPort, memory.gatewayPort);
        QVERIFY(read->nodes == memory.nodes);
        QCOMPARE(read->stable, memory.stable);
        QFile damaged(QString::fromStdString(file.string()));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"gatewayPort\": 70000}");
        damaged.close();
        QVERIFY(!readMemory(file).ok());
    }

    void aDirectoryIsUsedByOneLabAtATime() {
        const auto first = DirectoryLock::take(directory());
        QVERIFY(first.ok());
        const auto second = DirectoryLock::take(directory());
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, ErrorCode::Unavailable);
    }

    void processesAreRecognisedAndNotMistaken() {
        auto process = app::Process::start({{"/bin/sleep", "600"}, {}});
        QVERIFY(process.ok());
        const app::ProcessIdentity identity = process->identity();
        QVERIFY(app::Process::adopt(identity).has_value());
        QVERIFY(!app::Process::adopt({identity.pid, identity.startedAt + 1}).has_value());
        QVERIFY(!process->ended());
        process->signal(SIGKILL);
        QVERIFY(process->waitFor(10s));
        QVERIFY(!app::Process::adopt(identity).has_value());
    }

    void commandsEndInTime() {
        QVERIFY(app::runToEnd({{"/bin/true"}, {}}, 10s).ok());
        QVERIFY(!app::runToEnd({{"/bin/false"}, {}}, 10s).ok());
        const Status late = app::runToEnd({{"/bin/sleep", "600"}, {}}, 100ms);
        QVERIFY(!late.ok());
        QCOMPARE(late.error().code, ErrorCode::Timeout);
        QVERIFY(!app::runToEnd({{"/no/such/program"}, {}}, 1s).ok());
    }

    void checksKeepOutputHeedStatusAndTime() {
        app::ProcessChecks checks({{"good", {"/bin/sh", "-c", "echo all good"}},
                                   {"bad", {"/bin/sh", "-c", "echo broken >&2; exit 3"}},
                                   {"slow", {"/bin/sh", "-c", "sleep 600 & sleep 600"}},
                                   {"loud", {"/bin/sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x"}}},
                                  directory());
        const auto good = runCheck(checks, "good", 10s);
        QVERIFY(good.passed);
        QVERIFY(good.output.starts_with("all good"));
        const auto bad = runCheck(checks, "bad", 10s);
        QVERIFY(!bad.passed);
        QVERIFY(bad.output.starts_with("broken"));
        const auto slow = runCheck(checks, "slow", 200ms);
        QVERIFY(!slow.passed);
        QVERIFY(slow.took < 10s);
        QVERIFY(runCheck(checks, "loud", 10s).output.size() <= limits::kCheckOutputBytesMax);
        QCOMPARE(runCheck(checks, "rm -rf", 1s).output, std::string("not started"));
    }

    void loadCountsWhatFails() {
        LoadOptions options;
        options.addresses = {"127.0.0.1:1"}; // nobody listens there
        options.requestsPerSecond = 500;
        auto load = LoadGenerator::start(options);
        QVERIFY(load.ok());
        QTRY_VERIFY_WITH_TIMEOUT((*load)->result().requests >= 50, 10'000);
        (*load)->stop();
        const LoadResult result = (*load)->result();
        QCOMPARE(result.failed, result.requests);
        QVERIFY(!result.firstFailure.empty());
        options.addresses = {"nonsense"};
        QVERIFY(!LoadGenerator::start(options).ok());
    }
};

QTEST_GUILESS_MAIN(LabPartsTest)
#include "tst_lab_parts.moc"
