// SPDX-License-Identifier: Apache-2.0
#pragma once
// One real node and the commands it gets, one after the other: each asks for the other release. What the
// node says it did is held against what happened to its disk.

#include "tests/fault/commands/command_gateway.h"

#include "core/codec/file_io.h"

#include <QProcess>

#include <set>

namespace hotswap::fault {

/// Of all chains together.
struct Ledger {
    std::uint64_t ended = 0;    ///< commands with a terminal receipt
    std::uint64_t applied = 0;  ///< of them
    std::uint64_t failed = 0;   ///< of them; nothing changed
    std::uint64_t refused = 0;  ///< of them; nothing changed
    std::uint64_t switches = 0; ///< effects: `current` led elsewhere afterwards
    std::uint64_t repeats = 0;  ///< receipts that said again what was known
    std::uint64_t kills = 0;
    std::vector<std::string> wrong; ///< what must not be; the first few
    std::uint64_t wrongs = 0;

    void blame(const std::string& what);
};

struct ChainSetup {
    std::filesystem::path folder; ///< of this node
    std::filesystem::path trust;
    std::filesystem::path programs;
    std::uint16_t gateway = 0; ///< port
};

class CommandChain {
public:
    CommandChain(std::string node, ChainSetup setup, CommandGateway& gateway, Ledger& ledger);
    ~CommandChain();
    CommandChain(const CommandChain&) = delete;
    CommandChain& operator=(const CommandChain&) = delete;

    void startAgent();
    /// SIGKILL, and a new one at once.
    void killAgent();
    /// An agent that has ended by itself is blamed and started again.
    void mindAgent();
    /// Gives the next command, or the one at work again; `more` says whether a new one may begin.
    void turn(std::int64_t nowNs, bool more);
    void onReceipt(const Receipt& receipt);
    bool busy() const { return m_given.has_value(); }
    const std::string& node() const { return m_node; }
    /// Nothing has happened to the disk that neither a receipt told nor the command at work asked for.
    void checkQuiet();
    /// Since when no receipt has come though a command is at work; 0: none is.
    std::int64_t waitsSinceNs() const { return m_given ? m_heardNs : 0; }
    /// For people: the command at work and what its node's disk shows.
    std::string explain(std::int64_t nowNs) const;
    /// That, and what its node's journal and log show: reads all of them.
    std::string explainWhole(std::int64_t nowNs) const;

private:
    struct Given {
        SignedCommand command;
        CommandAction action = CommandAction::Apply;
        std::string version;
        std::int64_t begunNs = 0;
        std::int64_t sentNs = 0;
        unsigned sent = 0; ///< times
    };
    void begin(std::int64_t nowNs);
    /// Changes of `current` since the last look.
    int look();
    std::string currentVersion() const;
    void judge(const Receipt& receipt, const Given& given);
    /// What the node's journal holds of a command, for people.
    std::string journalOf(const CommandId& id) const;
    /// The last lines of the agent's log, for people.
    std::string logEnd() const;

    std::string m_node;
    ChainSetup m_setup;
    CommandGateway& m_gateway;
    Ledger& m_ledger;
    std::unique_ptr<QProcess> m_agent;
    codec::Descriptor m_watch;
    std::string m_seen;      ///< version that `current` led to at the last look
    bool m_prepared = false; ///< the other release runs without traffic
    std::optional<Given> m_given;
    std::int64_t m_heardNs = 0; ///< when the command at work began, or its predecessor's receipt came
    std::map<CommandId, Receipt> m_receipts;
    CommandId m_lastEnded;
    std::uint64_t m_number = 0;
};

} // namespace hotswap::fault
