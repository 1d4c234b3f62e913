// SPDX-License-Identifier: Apache-2.0
// Which agent a launcher starts: trials, the number of their starts, and the way back from every state.
#include "core/node/agent_launch.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>

using namespace hotswap;
using node::AgentLaunch;

namespace {

const std::filesystem::path kPackaged{"/usr/lib/hotswap/hotswap-agent"};

class Machine {
public:
    Machine() { (void)launch.prepare(); }
    std::filesystem::path root() const { return dir.path().toStdString(); }
    std::filesystem::path program(const std::string& release) const {
        return root() / "releases" / "hotswap-agent" / release / "bin" / "hotswap-agent";
    }
    void unpack(const std::string& release) const {
        std::filesystem::create_directories(program(release).parent_path());
        std::ofstream(program(release)) << "#!/bin/sh\n";
        std::filesystem::permissions(program(release), std::filesystem::perms::all);
    }
    AgentLaunch::Choice choose() const { return launch.choose(kPackaged); }

    QTemporaryDir dir;
    AgentLaunch launch{dir.path().toStdString()};
};

} // namespace

class AgentLaunchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutReleasesThePackagedAgentRuns() {
        const QTemporaryDir empty;
        const auto choice = AgentLaunch(empty.path().toStdString()).choose(kPackaged);
        QVERIFY(choice.program == kPackaged);
        QVERIFY(!choice.trial);
        QVERIFY(choice.notice.empty());
    }

    void aTrialIsRunAndKeptOnceItIsConfirmed() {
        Machine machine;
        machine.unpack("0.2.0-aaaaaaaa");
        QVERIFY(machine.launch.tryOut("0.2.0-aaaaaaaa").ok());
        QVERIFY(machine.choose().trial);
        QVERIFY(machine.choose().program == machine.program("0.2.0-aaaaaaaa"));
        QVERIFY(machine.launch.ready().ok()); // ready is no proof of a trial
        QVERIFY(machine.choose().trial);
        QVERIFY(machine.launch.confirm().ok());
        for (unsigned i = 0; i < 3 * node::kAgentStartsMax; ++i) {
            const auto choice = machine.choose();
            QVERIFY(choice.program == machine.program("0.2.0-aaaaaaaa"));
            QVERIFY(!choice.trial);
            QVERIFY(machine.launch.ready().ok());
        }
    }

    void aTrialThatDoesNotProveItselfIsTakenBack_data() {
        QTest::addColumn<QString>("before");
        QTest::newRow("to the packaged agent") << QString();
        QTest::newRow("to the release before") << "0.2.0-aaaaaaaa";
    }
    void aTrialThatDoesNotProveItselfIsTakenBack() {
        QFETCH(QString, before);
        const std::string previous = before.toStdString();
        Machine machine;
        machine.unpack("0.3.0-bbbbbbbb");
        if (!previous.empty()) {
            machine.unpack(previous);
            QVERIFY(machine.launch.point("blue", previous).ok());
            QVERIFY(machine.launch.goBack(previous).ok());
        }
        QVERIFY(machine.launch.point("green", "0.3.0-bbbbbbbb").ok());
        QVERIFY(machine.launch.tryOut("0.3.0-bbbbbbbb").ok());
        for (unsigned i = 0; i < node::kAgentStartsMax; ++i) {
            QVERIFY(machine.choose().program == machine.program("0.3.0-bbbbbbbb"));
        }
        const auto choice = machine.choose();
        QCOMPARE(choice.release, previous);
        QVERIFY(choice.program == (previous.empty() ? kPackaged : machine.program(previous)));
        QVERIFY(choice.notice.find("0.3.0-bbbbbbbb") != std::string::npos);
        QCOMPARE(machine.launch.current(), previous);
        QVERIFY(!machine.launch.onTrial());
        QCOMPARE(machine.launch.failed()->release, std::string("0.3.0-bbbbbbbb"));
        QVERIFY(machine.launch.failed()->reason.find("3 times") != std::string::npos);
    }

    void aReleaseThatIsGoneIsLeftOut() {
        Machine machine;
        QVERIFY(machine.launch.tryOut("0.3.0-bbbbbbbb").ok());
        QVERIFY(machine.choose().program == kPackaged);
        QVERIFY(machine.launch.current().empty());
    }

    void aProvenReleaseThatFailsLaterGivesWayAndStaysCurrent() {
        Machine machine;
        machine.unpack("0.2.0-aaaaaaaa");
        QVERIFY(machine.launch.goBack("0.2.0-aaaaaaaa").ok());
        for (unsigned i = 0; i < node::kAgentStartsMax; ++i) {
            QVERIFY(machine.choose().program == machine.program("0.2.0-aaaaaaaa"));
        }
        for (int i = 0; i < 3; ++i) {
            QVERIFY(machine.choose().program == kPackaged);
            QCOMPARE(machine.launch.current(), std::string("0.2.0-aaaaaaaa"));
        }
    }

    void whenBothReleasesFailThePackagedAgentRuns() {
        Machine machine;
        machine.unpack("0.3.0-bbbbbbbb");
        QVERIFY(machine.launch.point("blue", "0.2.0-gone0000").ok());
        QVERIFY(machine.launch.point("green", "0.3.0-bbbbbbbb").ok());
        QVERIFY(machine.launch.tryOut("0.3.0-bbbbbbbb").ok());
        for (unsigned i = 0; i < node::kAgentStartsMax; ++i) {
            QVERIFY(machine.choose().trial);
        }
        QVERIFY(machine.choose().program == kPackaged);
    }

    void damagedNotesDoNotStopTheLauncher() {
        Machine machine;
        machine.unpack("0.2.0-aaaaaaaa");
        QVERIFY(machine.launch.tryOut("0.2.0-aaaaaaaa").ok());
        for (const char* bytes : {"", "x", "-1", "99999999999999999999", "1x\n"}) {
            std::ofstream(machine.root() / "agent" / "starts") << bytes;
            const auto choice = machine.choose();
            QVERIFY(choice.program == machine.program("0.2.0-aaaaaaaa") || choice.program == kPackaged);
            QVERIFY(machine.launch.tryOut("0.2.0-aaaaaaaa").ok());
        }
    }

    void removalForgetsEverything() {
        Machine machine;
        machine.unpack("0.2.0-aaaaaaaa");
        QVERIFY(machine.launch.point("blue", "0.2.0-aaaaaaaa").ok());
        QVERIFY(machine.launch.tryOut("0.2.0-aaaaaaaa").ok());
        QVERIFY(machine.launch.remove().ok());
        QVERIFY(std::filesystem::is_empty(machine.root() / "agent"));
        QVERIFY(machine.choose().program == kPackaged);
    }
};

QTEST_APPLESS_MAIN(AgentLaunchTest)
#include "tst_agent_launch.moc"
