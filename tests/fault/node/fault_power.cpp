// SPDX-License-Identifier: Apache-2.0
// The two halves of the power cut test; the script power_cuts runs them.
//
//   fault_power load STATE DEVICE OFFSET
//       inside the machine that loses its power: swaps releases for ever and writes what it was told to
//       DEVICE, past every cache
//   fault_power check STATE TOLD
//       on what the disk held: starts an agent there and compares it with the lines of TOLD that were written
//       before the cut
#include "core/codec/file_io.h"
#include "core/node/file_journal.h"
#include "tests/fault/node/node_world.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMarkBytes = 4096;
constexpr int kMarks = 8; // places that marks are written to in turn
constexpr auto kHealthyFor = 60ms;
constexpr auto kDeadline = 120s; // an emulated machine is slow

/// Lines on a raw device, past every cache. They cause no flush: nothing else becomes durable by them.
class Marks {
public:
    Marks(const char* device, off_t offset)
        : m_fd(::open(device, O_WRONLY | O_DIRECT)),
          m_offset(offset),
          m_page(static_cast<char*>(std::aligned_alloc(kMarkBytes, kMarkBytes))) {}

    bool write(const std::string& line) {
        std::fprintf(stderr, "%s\n", line.c_str());
        std::fill_n(m_page, kMarkBytes, '\0');
        ("MARK " + line + "\n").copy(m_page, kMarkBytes - 1);
        const off_t at = m_offset + static_cast<off_t>(kMarkBytes) * (m_count++ % kMarks);
        return ::pwrite(m_fd, m_page, kMarkBytes, at) == static_cast<ssize_t>(kMarkBytes);
    }

private:
    int m_fd;
    off_t m_offset;
    char* m_page;
    int m_count = 0;
};

void give(NodeWorld& world, const std::string& id, CommandAction action, const std::string& version) {
    Command command = world.gateway().command(id, action, version);
    command.minHealthyTime = kHealthyFor;
    command.healthyDeadline = kDeadline;
    world.gateway().give(command);
}

int load(const std::filesystem::path& state, const char* device, const char* offset) {
    NodeWorld world(state);
    Marks marks(device, std::atol(offset));
    if (!world.start()) {
        std::fprintf(stderr, "the agent does not start\n");
        return 1;
    }
    // Round the three releases, so that each is fetched, unpacked and pruned again; and one step back each
    // time.
    const auto& versions = NodeWorld::versions();
    std::string serving = "none";
    for (std::size_t i = 0;; ++i) {
        const std::size_t round = i / 4;
        const bool back = i % 4 == 3;
        const std::size_t which = back ? round * 3 + 1 : round * 3 + i % 4;
        const std::string& version = versions[which % versions.size()];
        const std::string id = "c" + std::to_string(i);
        const auto action = back ? CommandAction::Revert : CommandAction::Apply;
        if (!marks.write("give " + id + " " + version + " " + serving)) {
            return 1;
        }
        give(world, id, action, version);
        if (!world.until([&] { return world.gateway().receipt(id).has_value(); })) {
            std::fprintf(stderr, "no receipt for %s\n", id.c_str());
            return 1;
        }
        const Receipt receipt = *world.gateway().receipt(id);
        serving = receipt.running.version.text();
        if (!marks.write("told " + id + " " + std::to_string(static_cast<int>(receipt.outcome)) + " " +
                         serving)) {
            return 1;
        }
    }
}

/// What the outside knew when the power went.
struct Told {
    std::map<std::string, int> outcomes; ///< of commands whose result was told
    std::string open;                    ///< given, not answered; empty: none
    std::string openVersion;
    std::string serving; ///< after the last result
};

Told readTold(const char* file) {
    Told told;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string kind;
        std::string id;
        words >> kind >> id;
        if (kind == "give") {
            told.open = id;
            words >> told.openVersion;
        } else if (kind == "told") {
            words >> told.outcomes[id] >> told.serving;
            told.open.clear();
        }
    }
    return told;
}

class Check {
public:
    Check(const std::filesystem::path& state, Told told) : m_world(state), m_told(std::move(told)) {}

    int run() {
        std::string before;
        if (const std::string wrong = m_world.checkCurrent(before); !wrong.empty()) {
            violate("I4 " + wrong);
            return 1;
        }
        readJournal();
        if (!m_world.start()) {
            violate("the agent does not start");
            return 1;
        }
        const std::string serves = settleOpen();
        if (!m_world.learnPort() || !m_world.until([&] { return m_world.answers() == serves; })) {
            violate("I5 " + serves + " should serve, current was " + before + ", " + m_world.answers() +
                    " answers");
        }
        goOn(serves);
        m_world.kill();
        return m_violations == 0 ? 0 : 1;
    }

private:
    void violate(const std::string& what) {
        ++m_violations;
        std::printf("VIOLATION %s\n", what.c_str());
    }

    /// Every result that was told is in the journal, as it was told, once.
    void readJournal() {
        const auto bytes = codec::readFile(m_world.state() / "journal" / "commands", std::size_t{1} << 28);
        const auto replay = node::decodeRecords(bytes.ok() ? *bytes : std::string());
        std::map<std::string, std::vector<int>> results;
        for (const auto& record : replay.records) {
            if (record.kind == node::JournalRecord::Kind::Done) {
                results[record.command.value].push_back(static_cast<int>(record.receipt.outcome));
            }
            if (record.command.value == m_told.open) {
                m_accepted = m_accepted || record.kind == node::JournalRecord::Kind::Received;
                m_acked = m_acked || record.kind == node::JournalRecord::Kind::Acked;
                m_result = record.kind == node::JournalRecord::Kind::Done ? record.receipt : m_result;
            }
        }
        if (results[m_told.open].size() > 1) {
            violate("I3 the journal holds several results of " + m_told.open);
        }
        for (const auto& [id, outcome] : m_told.outcomes) {
            if (results[id] != std::vector{outcome}) {
                violate("I3 the journal holds " + std::to_string(results[id].size()) + " results of " + id);
            }
        }
    }

    /// What the gateway is told of the open command; nothing: it is not told, or told several things.
    std::optional<Receipt> awaitedResult() {
        auto& gateway = m_world.gateway();
        if (!m_world.until([&] { return gateway.receipt(m_told.open).has_value(); }) ||
            gateway.distinctReceipts(m_told.open) != 1) {
            return std::nullopt;
        }
        return gateway.receipt(m_told.open);
    }

    /// A command that was accepted comes to its one result; what serves after that. A result that was acked
    /// is told to nobody again: the power went between the ack and the mark of it.
    std::string settleOpen() {
        if (m_told.open.empty() || !m_accepted) {
            return m_told.serving;
        }
        const auto result = m_acked ? m_result : awaitedResult();
        if (!result) {
            violate("I3 " + m_told.open + " has no result");
            return m_told.serving;
        }
        const Receipt& receipt = *result;
        const bool applied = receipt.outcome == ReceiptOutcome::Applied;
        const std::string serves = applied ? m_told.openVersion : m_told.serving;
        if (receipt.running.version.text() != serves) {
            violate("I3 the receipt names " + receipt.running.version.text() + ", not " + serves);
        }
        std::printf("open %s%s\n", applied ? "applied" : "failed", m_acked ? ", acked" : "");
        return serves;
    }

    /// The node goes on as if nothing had been: another release, whatever is left of it on the disk.
    void goOn(const std::string& serves) {
        const std::string next = serves == "1.0.0" ? "1.1.0" : "1.0.0";
        give(m_world, "after", CommandAction::Apply, next);
        (void)m_world.until([&] { return m_world.gateway().receipt("after").has_value(); });
        const auto receipt = m_world.gateway().receipt("after");
        if (!receipt || receipt->outcome != ReceiptOutcome::Applied || m_world.answers() != next) {
            violate("afterwards " + next +
                    " cannot be applied: " + (receipt ? receipt->detail : "no result"));
        }
        std::string version;
        const std::string wrong = m_world.checkCurrent(version);
        if (!wrong.empty() || version != next) {
            violate("I4 afterwards " + wrong + " " + version);
        }
        const std::string journal = m_world.checkJournal("after");
        if (!journal.empty()) {
            violate("I3 afterwards " + journal);
        }
    }

    NodeWorld m_world;
    Told m_told;
    bool m_accepted = false; ///< this and the following of the open command, by the journal after the cut
    bool m_acked = false;
    std::optional<Receipt> m_result;
    int m_violations = 0;
};

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const std::string task = argc > 1 ? argv[1] : "";
    if (task == "load" && argc == 5) {
        return load(argv[2], argv[3], argv[4]);
    }
    if (task == "check" && argc == 4) {
        const Told told = readTold(argv[3]);
        return Check(argv[2], told).run();
    }
    std::fprintf(stderr, "use: fault_power load STATE DEVICE OFFSET | fault_power check STATE TOLD\n");
    return 2;
}
