// SPDX-License-Identifier: Apache-2.0
// Commands through a proxy that drops, repeats and reorders messages, to real agents that are killed again
// and again: each takes effect once, each id ends in one receipt, none is lost.
//
//   fault_commands [--count N] [--nodes N] [--kill-every MS] [--one-in N] [--seed S]
//
// Each node has one command at a time, which asks for the release that does not serve. A change of `current`
// is the effect; the file system tells each. Prints one JSON line per number; exits 1 when anything is wrong.

#include "app/agent/system_sources.h"
#include "tests/bench/bench_json.h"
#include "tests/fault/commands/command_chain.h"
#include "tests/fault/commands/frame_proxy.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace hotswap;
using namespace std::chrono_literals;
using bench::nowNs;

namespace {

constexpr std::int64_t kMsNs = 1'000'000;
constexpr std::int64_t kStallNs = 120'000 * kMsNs; ///< without a receipt from anybody: something is stuck
constexpr std::int64_t kQuietNs = 3'000 * kMsNs;   ///< nothing may happen any more after the end

struct Numbers {
    std::uint64_t count = 100'000;
    int nodes = 8;
    int killEveryMs = 5'000; ///< each agent
    unsigned oneIn = 10;
    std::uint64_t seed = 1;
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

    /// False when it got stuck.
    bool work() {
        const std::int64_t begun = nowNs();
        std::int64_t progressNs = begun;
        bool busy = true;
        while (busy && nowNs() - progressNs < kStallNs) {
            busy = false;
            const bool more = m_ledger.ended < m_numbers.count;
            for (std::size_t i = 0; i < m_chains.size(); ++i) {
                m_chains[i]->turn(nowNs(), more);
                busy = busy || m_chains[i]->busy();
                if (nowNs() >= m_killAt[i] && m_numbers.killEveryMs > 0) {
                    m_chains[i]->killAgent();
                    m_killAt[i] = nowNs() + m_numbers.killEveryMs * kMsNs;
                }
            }
            progressNs = take(5ms) > 0 ? nowNs() : progressNs;
        }
        m_seconds = static_cast<double>(nowNs() - begun) / 1e9;
        m_proxy.pass();
        for (const std::int64_t until = nowNs() + kQuietNs; nowNs() < until;) {
            take(100ms);
        }
        for (const auto& chain : m_chains) {
            chain->checkQuiet();
        }
        return !busy;
    }

    int print(bool complete) const {
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
        line("lost", complete ? 0 : 1);
        for (const std::string& what : m_ledger.wrong) {
            std::fprintf(stderr, "%s\n", what.c_str());
        }
        return complete && m_ledger.wrongs == 0 ? 0 : 1;
    }

private:
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
    double m_seconds = 0;
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    (void)crypto::init();
    const QString built = QCoreApplication::applicationDirPath() + QStringLiteral("/../");
    for (const auto& [variable, folder] :
         {std::pair{"HOTSWAP_BIN_DIR", "bin"}, {"HOTSWAP_DEMO_DIR", "demo"}}) {
        if (qEnvironmentVariableIsEmpty(variable)) {
            qputenv(variable, (built + QLatin1String(folder)).toUtf8());
        }
    }
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
    parser.process(application);
    Numbers numbers;
    numbers.count = parser.value(QStringLiteral("count")).toULongLong();
    numbers.nodes = std::max(1, parser.value(QStringLiteral("nodes")).toInt());
    numbers.killEveryMs = parser.value(QStringLiteral("kill-every")).toInt();
    numbers.oneIn = parser.value(QStringLiteral("one-in")).toUInt();
    numbers.seed = parser.value(QStringLiteral("seed")).toULongLong();
    const QTemporaryDir folder;
    Run run(numbers, folder.path());
    return run.print(run.work());
}
