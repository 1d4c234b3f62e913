// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/commands/command_chain.h"

#include "core/node/file_journal.h"
#include "tests/bench/bench_json.h"
#include "tests/support/command_words.h"

#include <array>
#include <sys/inotify.h>
#include <unistd.h>

namespace hotswap::fault {

namespace {

constexpr std::int64_t kAgainNs = 60'000'000; ///< a command without an answer is sent again after this
constexpr std::size_t kWrongShownMax = 10;
constexpr std::size_t kFileBytesMax = std::size_t{1} << 28;
constexpr int kLogLinesShown = 5;

std::string otherVersion(const std::string& version) {
    return version == "1.0.0" ? "1.1.0" : "1.0.0";
}

std::string textOf(const Receipt& receipt) {
    return std::string(support::outcomeName(receipt.outcome)) + ", " +
           (receipt.running.digest.empty() ? "nothing" : receipt.running.version.text()) + " runs" +
           (receipt.detail.empty() ? "" : " (" + receipt.detail + ")");
}

std::string seconds(std::int64_t ns) {
    return std::to_string(ns / 1'000'000'000) + " s";
}

} // namespace

void Ledger::blame(const std::string& what) {
    wrongs += 1;
    if (wrong.size() < kWrongShownMax) {
        wrong.push_back(what);
    }
}

CommandChain::CommandChain(std::string node, ChainSetup setup, CommandGateway& gateway, Ledger& ledger)
    : m_node(std::move(node)),
      m_setup(std::move(setup)),
      m_gateway(gateway),
      m_ledger(ledger),
      m_watch(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    const auto slots = m_setup.folder / "state" / "slots" / "storefront";
    std::filesystem::create_directories(slots);
    for (auto folder = slots; folder != m_setup.folder; folder = folder.parent_path()) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    }
    ::inotify_add_watch(m_watch.get(), slots.c_str(), IN_MOVED_TO);
}

CommandChain::~CommandChain() {
    m_agent->kill();
    m_agent->waitForFinished(-1);
    QProcess stop;
    stop.start(QString::fromStdString(m_setup.programs / "hotswap-agent"),
               {QStringLiteral("node"), QStringLiteral("--stop-modules"), QStringLiteral("--state"),
                QString::fromStdString(m_setup.folder / "state")});
    stop.waitForFinished();
}

void CommandChain::startAgent() {
    m_agent = std::make_unique<QProcess>();
    m_agent->setStandardErrorFile(QString::fromStdString(m_setup.folder / "log"), QIODevice::Append);
    m_agent->start(QString::fromStdString(m_setup.programs / "hotswap-agent"),
                   {QStringLiteral("node"), QStringLiteral("--lab"), QStringLiteral("--id"),
                    QString::fromStdString(m_node), QStringLiteral("--gateway"),
                    QStringLiteral("ws://127.0.0.1:%1/node").arg(m_setup.gateway), QStringLiteral("--state"),
                    QString::fromStdString(m_setup.folder / "state"), QStringLiteral("--trust"),
                    QString::fromStdString(m_setup.trust), QStringLiteral("--listen"),
                    QStringLiteral("storefront.http=127.0.0.1:0")});
    m_agent->waitForStarted();
}

void CommandChain::killAgent() {
    mindAgent();
    m_agent->kill();
    m_agent->waitForFinished(-1); // a busy disk may hold it for long, and with it the lock of its folder
    m_ledger.kills += 1;
    startAgent();
}

void CommandChain::mindAgent() {
    m_agent->waitForFinished(0); // there is no event loop that would notice
    if (m_agent->state() == QProcess::NotRunning) {
        m_ledger.blame(m_node + ": the agent ended by itself, status " + std::to_string(m_agent->exitCode()) +
                       (m_agent->exitStatus() == QProcess::CrashExit ? " (signal)" : "") + logEnd());
        startAgent();
    }
}

std::string CommandChain::currentVersion() const {
    std::error_code failed;
    const auto target =
        std::filesystem::read_symlink(m_setup.folder / "state" / "slots" / "storefront" / "current", failed);
    const std::string folder = target.filename().string();
    return failed ? std::string{} : folder.substr(0, folder.find('-'));
}

int CommandChain::look() {
    int changes = 0;
    alignas(inotify_event) std::array<char, 16 * 1024> events;
    bool any = true;
    while (any) {
        const auto got = ::read(m_watch.get(), events.data(), events.size());
        any = got > 0;
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(events.data() + at);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            const std::string version = currentVersion();
            if (event->len > 0 && std::string_view(event->name) == "current" && version != m_seen) {
                m_seen = version;
                changes += 1;
            }
        }
    }
    m_ledger.switches += static_cast<std::uint64_t>(changes);
    return changes;
}

void CommandChain::begin(std::int64_t nowNs) {
    Given given;
    if (m_seen.empty()) {
        given.action = CommandAction::Apply;
        given.version = "1.0.0";
    } else {
        given.action = m_prepared ? CommandAction::Switch : CommandAction::Prepare;
        given.version = otherVersion(m_seen);
    }
    given.command = m_gateway.sign(m_node + "-" + std::to_string(++m_number), NodeId{m_node}, given.action,
                                   given.version);
    given.begunNs = nowNs;
    m_heardNs = nowNs;
    m_given = std::move(given);
}

void CommandChain::turn(std::int64_t nowNs, bool more) {
    if (!m_given && more) {
        begin(nowNs);
    }
    if (m_given && nowNs - m_given->sentNs > kAgainNs) {
        m_given->sentNs = nowNs;
        m_given->sent += 1;
        m_gateway.send(m_given->command);
    }
}

void CommandChain::onReceipt(const Receipt& receipt) {
    const auto known = m_receipts.find(receipt.command);
    if (known != m_receipts.end()) {
        m_ledger.repeats += 1;
        if (!(known->second == receipt)) {
            m_ledger.blame(m_node + ", " + receipt.command.value + ": two different receipts: " +
                           textOf(known->second) + "; then " + textOf(receipt));
        }
        return;
    }
    if (!m_given || m_given->command.id != receipt.command) {
        m_ledger.blame(m_node + ", " + receipt.command.value +
                       ": a receipt for what was not asked: " + textOf(receipt) + "; at work is " +
                       (m_given ? m_given->command.id.value : std::string("nothing")));
        return;
    }
    m_receipts.emplace(receipt.command, receipt);
    m_lastEnded = receipt.command;
    const Given given = *std::exchange(m_given, std::nullopt);
    judge(receipt, given);
}

/// What the disk shows must be what the receipt says: one change for each switch that was applied, else none.
void CommandChain::judge(const Receipt& receipt, const Given& given) {
    const std::string before = m_seen;
    const int changes = look();
    const bool applied = receipt.outcome == ReceiptOutcome::Applied;
    const bool switching = given.action != CommandAction::Prepare;
    m_ledger.ended += 1;
    m_ledger.applied += applied ? 1 : 0;
    m_ledger.refused += receipt.outcome == ReceiptOutcome::Refused ? 1 : 0;
    m_ledger.failed += applied || receipt.outcome == ReceiptOutcome::Refused ? 0 : 1;
    const int expected = applied && switching ? 1 : 0;
    // Taken back after the switch: there and back again, of which a look sees two changes or none.
    const bool back = receipt.outcome == ReceiptOutcome::Reverted && changes % 2 == 0;
    const bool asSaid = receipt.running.version.text() == m_seen || (m_seen.empty() && !applied);
    const bool asAsked = expected == 0 || m_seen == given.version;
    if ((changes != expected && !back) || !asSaid || !asAsked) {
        m_ledger.blame(m_node + ", " + receipt.command.value + " (" + support::actionName(given.action) +
                       " " + given.version + "): expected " + std::to_string(expected) +
                       " changes of current, seen " + std::to_string(changes) + ": " + before + " -> " +
                       m_seen + "; its receipt: " + textOf(receipt) +
                       "; its journal: " + journalOf(receipt.command));
    }
    if (switching) {
        // The one before stays warm after a switch, and after nothing else.
        m_prepared = applied && given.action == CommandAction::Switch;
    } else {
        m_prepared = applied;
    }
}

void CommandChain::checkQuiet() {
    const std::string before = m_seen;
    const int changes = look();
    if (changes > (m_given && m_given->action != CommandAction::Prepare ? 1 : 0)) {
        m_ledger.blame(m_node + ": " + std::to_string(changes) + " changes of current after the receipt of " +
                       m_lastEnded.value + ": " + before + " -> " + m_seen +
                       "; its journal: " + journalOf(m_lastEnded) + logEnd());
    }
}

std::string CommandChain::journalOf(const CommandId& id) const {
    static constexpr std::array kNames{"",         "received", "started", "switched", "healthy",
                                       "reverted", "done",     "acked",   "idle"};
    const auto bytes = codec::readFile(m_setup.folder / "state" / "journal" / "commands", kFileBytesMax);
    if (!bytes) {
        return "cannot be read: " + describe(bytes.error());
    }
    const auto replay = node::decodeRecords(*bytes);
    std::string text;
    for (const auto& record : replay.records) {
        if (record.command == id) {
            text += (text.empty() ? "" : ", ") + std::string(kNames[static_cast<std::size_t>(record.kind)]);
        }
    }
    return (text.empty() ? "nothing of it" : text) + " (of " + std::to_string(replay.records.size()) +
           " records, " + std::to_string(replay.damagedBytes) + " bytes damaged)";
}

std::string CommandChain::logEnd() const {
    const auto bytes = codec::readFile(m_setup.folder / "log", kFileBytesMax);
    std::size_t from = bytes && !bytes->empty() ? bytes->size() - 1 : 0;
    for (int line = 0; line < kLogLinesShown && from > 0; ++line) {
        const auto newline = bytes->rfind('\n', from - 1);
        from = newline == std::string::npos ? 0 : newline;
    }
    return bytes ? "; its log ends with:\n" + bytes->substr(from) : std::string{};
}

std::string CommandChain::explain(std::int64_t nowNs) const {
    if (!m_given) {
        return m_node + ": nothing is at work";
    }
    const Given& given = *m_given;
    const std::string current = currentVersion();
    return m_node + ", " + given.command.id.value + " (" + support::actionName(given.action) + " " +
           given.version + "): given " + seconds(nowNs - given.begunNs) + " ago, sent " +
           std::to_string(given.sent) + " times, no receipt; current was " +
           (m_seen.empty() ? "nothing" : m_seen) + " at the last receipt (of " + m_lastEnded.value +
           ") and is " + (current.empty() ? "nothing" : current);
}

std::string CommandChain::explainWhole(std::int64_t nowNs) const {
    return explain(nowNs) + (m_given ? "; its journal: " + journalOf(m_given->command.id) : std::string{}) +
           logEnd();
}

} // namespace hotswap::fault
