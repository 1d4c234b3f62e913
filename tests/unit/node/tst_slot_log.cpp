// SPDX-License-Identifier: Apache-2.0
// The log of a slot, followed; the rate of its lines; and control groups on a made-up hierarchy.
#include "core/node/resource_groups.h"
#include "core/node/slot_log.h"
#include "tests/unit/node/reactor_bench.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <fstream>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

void append(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::app) << text;
}

std::string content(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

class SlotLogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesOnWhatIsWrittenFromNowOn() {
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        append(folder / "log", "before\n");
        ReactorBench bench;
        std::vector<std::string> lines;
        node::SlotLog log(*bench.reactor, folder,
                          [&](std::string line) { lines.push_back(std::move(line)); });
        append(folder / "log", "one\ntwo\nhalf");
        QVERIFY(bench.until([&] { return lines.size() == 2; }));
        append(folder / "log", " a line\n");
        QVERIFY(bench.until([&] { return lines.size() == 3; }));
        QVERIFY((lines == std::vector<std::string>{"one", "two", "half a line"}));
        // The shim puts a full log aside and begins anew.
        append(folder / "log", "last of the old\n");
        std::filesystem::rename(folder / "log", folder / "log.1");
        append(folder / "log", "first of the new\n");
        QVERIFY(bench.until([&] { return lines.size() == 5; }));
        QCOMPARE(lines[3], std::string("last of the old"));
        QCOMPARE(lines[4], std::string("first of the new"));
        append(folder / "log", "without an end");
        log.finish();
        QCOMPARE(lines.back(), std::string("without an end"));
    }

    void aFloodIsCutAndCounted() {
        node::LineRate rate({10, 20, 100});
        Instant now = instantFromMs(1'000);
        int passed = 0;
        for (int i = 0; i < 1'000; ++i) {
            passed += rate.pass(now) ? 1 : 0;
        }
        QCOMPARE(passed, 20);
        QCOMPARE(rate.leftOut(now), std::uint64_t{0}); // no room to say so yet
        now += 1s;
        QCOMPARE(rate.leftOut(now), std::uint64_t{980});
        QCOMPARE(rate.leftOut(now), std::uint64_t{0});
        for (passed = 0; rate.pass(now);) {
            ++passed;
        }
        QCOMPARE(passed, 9);
    }

    void longLinesAreCut() {
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        ReactorBench bench;
        std::vector<std::string> lines;
        node::SlotLog log(*bench.reactor, folder, [&](std::string line) { lines.push_back(std::move(line)); },
                          {20, 200, 100});
        append(folder / "log", std::string(100'000, 'x') + "\nshort\n");
        QVERIFY(bench.until([&] { return lines.size() == 2; }));
        QCOMPARE(lines[0].size(), std::size_t{100});
        QCOMPARE(lines[1], std::string("short"));
    }

    void boundsAreWrittenWhereGroupsAreDelegated() {
        QTemporaryDir dir;
        const std::filesystem::path root = dir.path().toStdString();
        const auto unit = root / "system.slice" / "agent.service";
        std::filesystem::create_directories(unit / "agent");
        std::filesystem::create_directories(unit / "module-shop-blue");
        append(root / "cgroup.controllers", "cpuset cpu io memory pids\n");
        append(root / "self", "0::/system.slice/agent.service\n");
        append(unit / "cgroup.controllers", "cpu memory\n");
        for (const char* file : {"cgroup.subtree_control", "agent/cgroup.procs",
                                 "module-shop-blue/memory.max", "module-shop-blue/cpu.max"}) {
            append(unit / file, "");
        }
        const auto groups = node::ResourceGroups::open(root, root / "self");
        QVERIFY2(groups.available(), groups.why().c_str());
        QCOMPARE(content(unit / "cgroup.subtree_control"), std::string("+memory +cpu"));
        const auto joined = groups.prepare("shop-blue", {64, 500});
        QVERIFY(joined.ok());
        QCOMPARE(joined->string(), (unit / "module-shop-blue" / "cgroup.procs").string());
        QCOMPARE(content(unit / "module-shop-blue" / "memory.max"), std::to_string(64 * 1024 * 1024));
        QCOMPARE(content(unit / "module-shop-blue" / "cpu.max"), std::string("50000 100000"));
    }

    void withoutDelegationItSaysWhy() {
        QTemporaryDir dir;
        const std::filesystem::path root = dir.path().toStdString();
        append(root / "self", "0::/\n");
        QVERIFY(!node::ResourceGroups::open(root, root / "self").available());
        append(root / "cgroup.controllers", "hugetlb\n");
        const auto groups = node::ResourceGroups::open(root, root / "self");
        QVERIFY(groups.why().find("memory and cpu") != std::string::npos);
        QVERIFY(!groups.prepare("shop-blue", {64, 500}).ok());
    }
};

QTEST_GUILESS_MAIN(SlotLogTest)
#include "tst_slot_log.moc"
