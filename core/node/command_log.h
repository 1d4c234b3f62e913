// SPDX-License-Identifier: Apache-2.0
#pragma once
// The journal's meaning: which command ids this node knows, which are open, which receipts still wait for
// their acknowledgement, and what each idle slot is kept for.

#include "core/node/agent_config.h"
#include "core/node/journal.h"

#include <map>
#include <set>

namespace hotswap::node {

/// Every change is durable before it is visible here. Bounded by AgentTimes::idsKeptMax.
class CommandLog {
public:
    /// Accepted and not ended.
    struct Open {
        SignedCommand command;
        Digest bytesDigest;
        JournalRecord::Kind last = JournalRecord::Kind::Received; ///< how far it got
        Digest serving;                                           ///< what had the traffic before it
        bool queued = false;                                      ///< never begun as far as is known
        std::uint64_t order = 0;                                  ///< of acceptance
    };
    /// Ended, receipt kept.
    struct Ended {
        Receipt receipt;
        Digest bytesDigest; ///< empty after damage: then any bytes count as the same
        Instant at{};
        bool acked = false;
    };

    CommandLog(Journal& journal, const AgentTimes& times) : m_journal(journal), m_times(times) {}

    /// Replays; returns the damaged bytes found (0: whole). After damage the journal is rewritten whole.
    Result<std::uint64_t> load();

    const Open* findOpen(const CommandId& id) const;
    const Ended* findEnded(const CommandId& id) const;
    /// Whether one more id may be kept; gives up the oldest acknowledged one for it if need be.
    bool makeRoom();
    /// Open commands in order of acceptance.
    std::vector<const Open*> open() const;
    const std::set<CommandId>& unacked() const { return m_unacked; }
    JournalRecord::IdleRole idleRole(const ModuleName& module) const;
    const std::map<ModuleName, JournalRecord::IdleRole>& idleRoles() const { return m_idle; }

    /// `state`: serving and queued of the acceptance.
    Status received(const SignedCommand& command, const Digest& bytesDigest, Instant at, const Open& state);
    /// Started, Switched, Healthy or Reverted of an open command; `serving`: what has the traffic.
    Status note(JournalRecord::Kind kind, const CommandId& id, Instant at, const Digest& serving);
    /// Ends a command, open or never accepted (a refusal that is to be remembered).
    Status done(const Receipt& receipt, const Digest& bytesDigest, Instant at);
    /// The leader has the receipt. Unknown ids are ignored.
    Status acked(const CommandId& id, Instant at);
    Status setIdleRole(const ModuleName& module, JournalRecord::IdleRole role, Instant at);

    /// Forgets what may be forgotten at `now` (store time) and compacts the journal when most of it is past.
    Status prune(Instant now);

private:
    void apply(const JournalRecord& record);
    bool forgettable(const Ended& ended, Instant now) const;
    bool mostlyPast() const;
    std::vector<JournalRecord> summary() const;

    Journal& m_journal;
    AgentTimes m_times;
    std::map<CommandId, Open> m_open;
    std::map<CommandId, Ended> m_ended;
    std::set<CommandId> m_unacked;
    std::map<ModuleName, JournalRecord::IdleRole> m_idle;
    std::uint64_t m_order = 0;
};

/// Identity of a command's signed bytes.
Digest bytesDigest(const SignedCommand& command);

} // namespace hotswap::node
