// SPDX-License-Identifier: Apache-2.0
// Ends the agent, or lets a call of it fail, at each of its state-changing system calls in turn, from its
// start to the end of an apply and of a rollback, and holds what is left against the invariants I3 to I5.
#include "tests/fault/node/node_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <fstream>
#include <set>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

constexpr int kFaultLastsMs = 600;
constexpr long kAskNextAgentEvery = 4;
constexpr auto kHealthyFor = 60ms;

struct Direction {
    std::string name;
    CommandAction action;
    std::string from;
    std::string to;
};

const Direction kDirections[] = {{"apply", CommandAction::Apply, "1.0.0", "1.1.0"},
                                 {"rollback", CommandAction::Revert, "1.1.0", "1.0.0"}};

struct Mode {
    std::string name;
    std::string option;
};

const Mode kModes[] = {
    {"crash", "--kill"}, {"full", "--full"}, {"full-from", "--full-from"}, {"sync", "--sync"}};

/// Runs the cases of one shard in one world, direction after direction.
class Cases {
public:
    Cases(const Mode& mode, QString doneFile) : m_mode(mode), m_doneFile(doneFile.toStdString()) {
        std::ifstream done(m_doneFile);
        for (std::string line; std::getline(done, line);) {
            m_done.insert(line);
        }
    }

    /// All cases first, first + stride …, at most `limit` of each direction. False: it could not begin.
    bool run(long first, long stride, long limit) {
        std::set<std::string> ended;
        for (long i = 0; i < limit && ended.size() < std::size(kDirections); ++i) {
            for (const Direction& direction : kDirections) {
                if (!ended.contains(direction.name) && !oneCase(direction, first + i * stride)) {
                    ended.insert(direction.name);
                }
            }
        }
        return m_broken < 3;
    }

    void report() const {
        std::printf("{\"mode\":\"%s\",\"cases\":%d,\"applied\":%d,\"failed\":%d,\"starts_refused\":%d,"
                    "\"answers\":%d,\"violations\":%d}\n",
                    m_mode.name.c_str(), m_cases, m_applied, m_failed, m_refusedStarts, m_answers,
                    m_violations);
    }
    int violations() const { return m_violations; }
    /// Not one case ran, now or before: nothing was shown.
    bool isEmpty() const { return m_cases == 0 && m_done.empty(); }

private:
    void violate(const Direction& direction, long k, const std::string& what) {
        ++m_violations;
        std::printf("VIOLATION %s %s %ld (%s): %s\n", m_mode.name.c_str(), direction.name.c_str(), k,
                    m_world->lastCall().c_str(), what.c_str());
        std::fflush(stdout);
    }

    /// A world at rest with `from` serving and no agent.
    bool prepare(const Direction& direction) {
        for (int tries = 0; tries < 3; ++tries) {
            if (!m_world) {
                m_world = std::make_unique<NodeWorld>();
                m_serving.clear();
            }
            if (m_serving == direction.from || bring(direction.from)) {
                if (direction.action == CommandAction::Apply) {
                    m_world->forget(direction.to);
                }
                return true;
            }
            m_world.reset();
        }
        ++m_broken;
        return false;
    }

    bool bring(const std::string& version) {
        if (!m_world->running() && !m_world->start()) {
            return false;
        }
        const auto receipt = obey("bring-" + std::to_string(++m_ids), CommandAction::Apply, version);
        const bool there = receipt && receipt->outcome == ReceiptOutcome::Applied && m_world->learnPort() &&
                           m_world->until([this] { return m_world->settled(); });
        m_world->kill();
        m_serving = there ? version : std::string();
        return there;
    }

    void give(const std::string& id, CommandAction action, const std::string& version) {
        Command command = m_world->gateway().command(id, action, version);
        command.minHealthyTime = kHealthyFor;
        m_world->gateway().give(command);
    }

    std::optional<Receipt> obey(const std::string& id, CommandAction action, const std::string& version) {
        give(id, action, version);
        (void)m_world->until([&] { return m_world->gateway().receipt(id).has_value(); });
        return m_world->gateway().receipt(id);
    }

    /// One case. False: there is no such call any more.
    bool oneCase(const Direction& direction, long k) {
        const std::string name = m_mode.name + " " + direction.name + " " + std::to_string(k);
        if (m_done.contains(name)) {
            return true;
        }
        if (!prepare(direction)) {
            return false;
        }
        const std::string id = direction.name + "-" + std::to_string(k) + "-" + std::to_string(++m_ids);
        const int violationsBefore = m_violations;
        Watcher watcher(m_world->port());
        const bool began = m_world->start({m_mode.option, k});
        if (began) {
            give(id, direction.action, direction.to);
        }
        const bool happened = meetFault(id);
        if (m_mode.name == "crash" && happened) {
            afterCrash(direction, k, id);
        }
        if (!m_world->running()) {
            m_refusedStarts += m_mode.name != "crash" ? 1 : 0;
            if (!startAgain(direction, k)) {
                m_world.reset();
                return happened;
            }
        }
        afterEnd(direction, k, id, watcher, began);
        if (m_violations != violationsBefore) {
            m_world.reset();
        }
        if (happened) {
            ++m_cases;
            std::ofstream(m_doneFile, std::ios::app) << name << "\n";
        }
        return happened;
    }

    bool startAgain(const Direction& direction, long k) {
        for (int tries = 0; tries < 3; ++tries) {
            if (m_world->start()) {
                return true;
            }
        }
        violate(direction, k, "the agent does not start again");
        return false;
    }

    /// Until the fault has come (and its agent has ended, where it ends it) or everything is over without.
    bool meetFault(const std::string& id) {
        const auto over = [&] {
            return !m_world->running() || (m_world->gateway().receipt(id) && m_world->settled());
        };
        if (m_mode.name != "full-from") {
            (void)m_world->until(over);
            return m_world->hit();
        }
        (void)m_world->until([&] { return m_world->hit() || over(); });
        const bool happened = m_world->hit();
        if (happened && m_world->running()) {
            (void)QTest::qWaitFor([&] { return !m_world->running(); }, kFaultLastsMs);
            m_world->clearFault();
            (void)m_world->until(over);
        }
        return happened;
    }

    /// No agent is there: what serves, and where `current` leads.
    void afterCrash(const Direction& direction, long k, const std::string& id) {
        std::string version;
        if (const std::string wrong = m_world->checkCurrent(version); !wrong.empty()) {
            violate(direction, k, "I4 " + wrong);
        }
        const std::string answer = m_world->answers();
        const bool maySwitch = m_world->gateway().reached(id, "healthy") || version == direction.to;
        if (answer != direction.from && !(answer == direction.to && maySwitch)) {
            violate(direction, k, "I5 without an agent \"" + answer + "\" answers");
        }
    }

    /// The command has to come to one result, and everything has to agree with it, also in the next agent.
    void afterEnd(const Direction& direction, long k, const std::string& id, Watcher& watcher, bool began) {
        if (!began) {
            give(id, direction.action, direction.to);
        }
        auto& gateway = m_world->gateway();
        (void)m_world->until([&] { return gateway.receipt(id).has_value(); });
        const auto receipt = gateway.receipt(id);
        if (!receipt) {
            violate(direction, k, "I3 no result");
            return;
        }
        const bool applied = receipt->outcome == ReceiptOutcome::Applied;
        ++(applied ? m_applied : m_failed);
        if (!applied && (receipt->detail.empty() || m_mode.name == "crash")) {
            violate(direction, k, "the result is " + receipt->detail);
        }
        const std::string serves = applied ? direction.to : direction.from;
        if (receipt->running != gateway.release(serves)) {
            violate(direction, k, "the receipt names " + receipt->running.version.text());
        }
        if (!m_world->until([this] { return m_world->settled(); })) {
            violate(direction, k, "more than one shim and module is left");
        }
        // The second time round it is the next agent that is asked. After a crash that has been done already,
        // so a part of the cases is enough.
        const int agentsAsked = m_mode.name == "crash" && k % kAskNextAgentEvery != 0 ? 1 : 2;
        for (int agents = 0; agents < agentsAsked; ++agents) {
            if (agents == 1) {
                m_world->kill();
                if (!startAgain(direction, k)) {
                    return;
                }
                gateway.give(id, direction.action, direction.to); // other bytes under a known id: refused
                (void)m_world->until([&] { return m_world->logged("alarm: command " + id); });
            }
            checkServing(direction, k, serves);
        }
        m_world->kill();
        watcher.stop();
        m_answers += watcher.answered();
        checkWatched(direction, k, id, watcher, applied);
        m_serving = serves;
    }

    void checkServing(const Direction& direction, long k, const std::string& serves) {
        std::string version;
        if (const std::string wrong = m_world->checkCurrent(version); !wrong.empty()) {
            violate(direction, k, "I4 " + wrong);
        }
        const std::string answer = m_world->answers();
        if (version != serves || answer != serves) {
            violate(direction, k,
                    "I3 " + serves + " should serve, current is " + version + " and " + answer + " answers");
        }
    }

    void checkWatched(const Direction& direction, long k, const std::string& id, const Watcher& watcher,
                      bool applied) {
        if (const std::string wrong = m_world->checkJournal(id); !wrong.empty()) {
            violate(direction, k, "I3 " + wrong);
        }
        if (watcher.failed() > 0) {
            violate(direction, k, "I5 " + std::to_string(watcher.failed()) + " requests failed");
        }
        const std::vector<std::string> wanted =
            applied ? std::vector{direction.from, direction.to} : std::vector{direction.from};
        if (watcher.versions() != wanted) {
            std::string seen;
            for (const auto& version : watcher.versions()) {
                seen += version + " ";
            }
            violate(direction, k, "I3 answers came from " + seen);
        }
    }

    Mode m_mode;
    std::string m_doneFile;
    std::set<std::string> m_done;
    std::unique_ptr<NodeWorld> m_world;
    std::string m_serving; ///< what serves in the world at rest; empty: to be brought about
    int m_ids = 0;
    int m_cases = 0;
    int m_applied = 0;
    int m_failed = 0;
    int m_refusedStarts = 0;
    int m_answers = 0;
    int m_violations = 0;
    int m_broken = 0;
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Faults at every state-changing system call of a node."));
    parser.addHelpOption();
    const QCommandLineOption mode(QStringLiteral("mode"), QStringLiteral("crash, full, full-from or sync"),
                                  QStringLiteral("mode"), QStringLiteral("crash"));
    const QCommandLineOption first(QStringLiteral("first"), QStringLiteral("number of the first call"),
                                   QStringLiteral("k"), QStringLiteral("1"));
    const QCommandLineOption stride(QStringLiteral("stride"), QStringLiteral("every how many calls"),
                                    QStringLiteral("n"), QStringLiteral("1"));
    const QCommandLineOption limit(QStringLiteral("limit"), QStringLiteral("cases of each direction"),
                                   QStringLiteral("n"), QStringLiteral("100000"));
    const QCommandLineOption done(QStringLiteral("done"), QStringLiteral("file of cases that are done"),
                                  QStringLiteral("file"), QStringLiteral("/dev/null"));
    parser.addOptions({mode, first, stride, limit, done});
    parser.process(app);
    for (const Mode& each : kModes) {
        if (each.name == parser.value(mode).toStdString()) {
            Cases cases(each, parser.value(done));
            const bool ran = cases.run(parser.value(first).toLong(), parser.value(stride).toLong(),
                                       parser.value(limit).toLong());
            cases.report();
            if (cases.isEmpty()) {
                std::fprintf(stderr, "No call was reached: is call_faults beside this program?\n");
            }
            return ran && !cases.isEmpty() && cases.violations() == 0 ? 0 : 1;
        }
    }
    std::fprintf(stderr, "No such mode; see --help.\n");
    return 2;
}
