// SPDX-License-Identifier: Apache-2.0
// Commands through a proxy that drops, repeats and reorders messages, to real agents that are killed again
// and again: each takes effect once, each id ends in one receipt, none is lost.
//
//   fault_commands [--count N] [--nodes N] [--kill-every MS] [--one-in N] [--seed S]
//                  [--stall MS] [--folder PATH]
//
// Each node has one command at a time, which asks for the release that does not serve. A change of `current`
// is the effect; the file system tells each. At the end nothing is hurt or killed any more and every command
// has to end. On a machine on which agents need longer to start than they are let live nothing gets done: the
// run is then given up as stalled, which says nothing about the commands; those are judged all the same.
// Prints one JSON line per number, and on standard error a line a minute and whatever was wrong, lost or
// slow. Exits 1 when something was wrong or lost, or the run stalled.

#include "app/agent/system_sources.h"
#include "tests/bench/bench_json.h"
#include "tests/fault/commands/command_chain.h"
#include "tests/fault/commands/frame_proxy.h"
#include "tests/support/built_programs.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace hotswap;
using namespace std::chrono_literals;
using bench::nowNs;

namespace {

constexpr std::int64_t kMsNs = 1'000'000;
constexpr std::int64_t kSlowNs = 60'000 * kMsNs; ///< without a receipt from one node: told
constexpr std::int64_t kQuietNs = 3'000 * kMsNs; ///< nothing may happen any more after the end
constexpr std::int64_t kTellNs = 60'000 * kMsNs; ///< between lines about the progress

struct Numbers {
    std::uint64_t count = 100'000;
    int nodes = 8;
    int killEveryMs = 5'000; ///< each agent
    unsigned oneIn = 10;
    std::uint64_t seed = 1;
    int stallMs = 120'000; ///< without a receipt from anybody: something is stuck
};

class Run {
public:
    Run(const Numbers& numbers, const QString& folder)
        : m_numbers(numbers),
          m_gateway(qEnvironmentVariable("HOTSWAP_DEMO_DIR").toStdString(),
                    (folder + QStringLiteral("/trust")).toStdString(), m_clock),
          m_proxy(m_gateway.port(), numbers.oneIn, numbers.seed) {
        for (int i = 0; i < numbers.nodes; ++i) {
            const std::string name = "n" + std::to_string(i + 1);
            fault::ChainSetup setup{(folder + QStringLiteral("/")).toStdString() + name,
                                    (folder + QStringLiteral("/trust")).toStdString(),
                                    qEnvironmentVariable("HOTSWAP_BIN_DIR").toStdString(), m_proxy.port()};
            m_chains.push_back(std::make_unique<fault::CommandChain>(name, setup, m_gateway, m_ledger));
            m_chains.back()->startAgent();
            m_killAt.push_back(nowNs() + numbers.killEveryMs * kMsNs * (i + 1) / numbers.nodes);
        }
    }

    void work() {
        m_begunNs = m_toldNs = nowNs();
        m_stalled = !drive(Hurt::Yes);
        m_seconds = static_cast<double>(nowNs() - m_begunNs) / 1e9;
        if (m_stalled) {
            std::fprintf(stderr, "stalled: no receipt for %d s\n", m_numbers.stallMs / 1'000);
            explainBusy();
        }
        m_proxy.pass();
        drive(Hurt::No);
        for (const std::int64_t until = nowNs() + kQuietNs; nowNs() < until;) {
            take(100ms);
        }
        for (const auto& chain : m_chains) {
            chain->checkQuiet();
            m_lost += chain->busy() ? 1 : 0;
        }
        if (m_lost > 0) {
            std::fprintf(stderr, "lost: without an answer though nothing is hurt any more\n");
            explainBusy();
        } else if (m_stalled) {
            std::fprintf(stderr,
                         "once no agent was killed any more every command ended: this machine was too "
                         "slow for the run\n");
        }
    }

    int print() const {
        const bench::Report report("commands", 1);
        const auto line = [&](const char* metric, std::uint64_t value) {
            report.line("hotswap", metric, static_cast<double>(value), "");
        };
        const fault::ProxyCounts proxy = m_proxy.counts();
        line("commands ended", m_ledger.ended);
        line("applied", m_ledger.applied);
        line("failed without effect", m_ledger.failed);
        line("refused without effect", m_ledger.refused);
        line("effects", m_ledger.switches);
        line("receipts repeated", m_ledger.repeats);
        line("agents killed", m_ledger.kills);
        line("sessions", static_cast<std::uint64_t>(m_gateway.hellos()));
        line("messages", proxy.messages);
        line("messages dropped", proxy.dropped);
        line("messages repeated", proxy.repeated);
        line("messages reordered", proxy.reordered);
        report.line("hotswap", "time", m_seconds, "s");
        line("wrong", m_ledger.wrongs);
        line("lost", m_lost);
        line("stalled", m_stalled ? 1 : 0);
        for (const std::string& what : m_ledger.wrong) {
            std::fprintf(stderr, "%s\n", what.c_str());
        }
        return m_lost == 0 && !m_stalled && m_ledger.wrongs == 0 ? 0 : 1;
    }

private:
    enum class Hurt { No, Yes };

    /// Until no command is at work; new ones are given as long as agents are hurt. False when it got stuck.
    bool drive(Hurt hurt) {
        std::int64_t heardNs = nowNs();
        bool busy = true;
        while (busy && nowNs() - heardNs < m_numbers.stallMs * kMsNs) {
            busy = false;
            const bool more = hurt == Hurt::Yes && m_ledger.ended < m_numbers.count;
            for (std::size_t i = 0; i < m_chains.size(); ++i) {
                m_chains[i]->turn(nowNs(), more);
                busy = busy || m_chains[i]->busy();
                if (hurt == Hurt::Yes && nowNs() >= m_killAt[i] && m_numbers.killEveryMs > 0) {
                    m_chains[i]->killAgent();
                    m_killAt[i] = nowNs() + m_numbers.killEveryMs * kMsNs;
                } else {
                    m_chains[i]->mindAgent();
                }
            }
            heardNs = take(5ms) > 0 ? nowNs() : heardNs;
            tellProgress();
        }
        return !busy;
    }

    void tellProgress() {
        if (nowNs() - m_toldNs < kTellNs) {
            return;
        }
        m_toldNs = nowNs();
        std::fprintf(
            stderr, "%4lld s: %llu of %llu commands ended, %llu effects, %llu agents killed, %llu wrong\n",
            static_cast<long long>((m_toldNs - m_begunNs) / 1'000'000'000),
            static_cast<unsigned long long>(m_ledger.ended), static_cast<unsigned long long>(m_numbers.count),
            static_cast<unsigned long long>(m_ledger.switches),
            static_cast<unsigned long long>(m_ledger.kills),
            static_cast<unsigned long long>(m_ledger.wrongs));
        for (const auto& chain : m_chains) {
            if (chain->busy() && m_toldNs - chain->waitsSinceNs() >= kSlowNs) {
                std::fprintf(stderr, "%s\n", chain->explain(m_toldNs).c_str());
            }
        }
    }

    void explainBusy() const {
        for (const auto& chain : m_chains) {
            if (chain->busy()) {
                std::fprintf(stderr, "%s\n", chain->explainWhole(nowNs()).c_str());
            }
        }
    }

    std::size_t take(std::chrono::milliseconds wait) {
        const auto receipts = m_gateway.takeReceipts(wait);
        for (const Receipt& receipt : receipts) {
            for (const auto& chain : m_chains) {
                if (receipt.node.value == chain->node()) {
                    chain->onReceipt(receipt);
                }
            }
        }
        return receipts.size();
    }

    Numbers m_numbers;
    agent::BootClock m_clock;
    fault::CommandGateway m_gateway;
    fault::FrameProxy m_proxy;
    fault::Ledger m_ledger;
    std::vector<std::unique_ptr<fault::CommandChain>> m_chains;
    std::vector<std::int64_t> m_killAt;
    std::int64_t m_begunNs = 0;
    std::int64_t m_toldNs = 0;
    double m_seconds = 0;
    bool m_stalled = false;
    std::uint64_t m_lost = 0; ///< without an answer at the very end
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    (void)crypto::init();
    test::findBuiltPrograms();
    QCommandLineParser parser;
    parser.addHelpOption();
    const QString number = QStringLiteral("N");
    parser.addOption({QStringLiteral("count"), QStringLiteral("commands"), number, QStringLiteral("100000")});
    parser.addOption({QStringLiteral("nodes"), QStringLiteral("agents"), number, QStringLiteral("8")});
    parser.addOption({QStringLiteral("kill-every"), QStringLiteral("milliseconds, each agent; 0: never"),
                      number, QStringLiteral("5000")});
    parser.addOption({QStringLiteral("one-in"), QStringLiteral("messages hurt in each way; 0: none"), number,
                      QStringLiteral("10")});
    parser.addOption({QStringLiteral("seed"), QStringLiteral("of the proxy"), number, QStringLiteral("1")});
    parser.addOption({QStringLiteral("stall"), QStringLiteral("milliseconds without any receipt: give up"),
                      number, QStringLiteral("120000")});
    parser.addOption(
        {QStringLiteral("folder"), QStringLiteral("of the nodes, kept afterwards"), QStringLiteral("PATH")});
    parser.process(application);
    Numbers numbers;
    numbers.count = parser.value(QStringLiteral("count")).toULongLong();
    numbers.nodes = std::max(1, parser.value(QStringLiteral("nodes")).toInt());
    numbers.killEveryMs = parser.value(QStringLiteral("kill-every")).toInt();
    numbers.oneIn = parser.value(QStringLiteral("one-in")).toUInt();
    numbers.seed = parser.value(QStringLiteral("seed")).toULongLong();
    numbers.stallMs = parser.value(QStringLiteral("stall")).toInt();
    const QTemporaryDir folder;
    Run run(numbers,
            parser.isSet(QStringLiteral("folder")) ? parser.value(QStringLiteral("folder")) : folder.path());
    run.work();
    return run.print();
}
