// SPDX-License-Identifier: Apache-2.0
#pragma once
// The agent's memory of commands: append-only, durable before an append returns. Replayed at start.

#include "core/domain/command.h"

#include <string>
#include <vector>

namespace hotswap::node {

/// One line of a command's life on this node, or of the idle slot of a module.
struct JournalRecord {
    enum class Kind : std::uint8_t {
        Received = 1, ///< accepted; `signedCommand` holds it
        Started = 2,  ///< the release runs in the idle slot
        Switched = 3, ///< the release has the traffic
        Healthy = 4,  ///< it passed the watch after the switch
        Reverted = 5, ///< the previous release has the traffic again
        Done = 6,     ///< ended; `receipt` holds the result
        Acked = 7,    ///< the leader has the receipt
        Idle = 8,     ///< what the idle slot of `module` is kept for: `role`
    };
    /// Why something is kept in the slot without traffic.
    /// `Drained` is said of the module "*": the node is out of its load balancer until a person puts it back.
    enum class IdleRole : std::uint8_t { None, Prepared, Warm, Drained };

    Kind kind = Kind::Received;
    CommandId command;
    Instant at{};                ///< store time as far as known
    SignedCommand signedCommand; ///< Received
    Receipt receipt;             ///< Done
    Digest bytesDigest;          ///< Done: SHA-256 of the signed bytes
    Digest serving;              ///< Received, Started: the release that had the traffic; empty: none
    bool queued = false; ///< Received: another command was at work, so `serving` may have changed since
    ModuleName module;   ///< Idle
    IdleRole role = IdleRole::None;

    bool operator==(const JournalRecord&) const = default;
};

/// What replay found.
struct JournalReplay {
    std::vector<JournalRecord> records; ///< in order; damaged ones are left out
    std::uint64_t damagedBytes = 0;     ///< bytes that belong to no intact record; 0: the journal is whole
};

/// Durable, append-only. Any prefix, cut or flipped byte must be survivable: see JournalReplay::damagedBytes.
class Journal {
public:
    virtual ~Journal() = default;
    /// Reads everything back. Called once, first.
    virtual Result<JournalReplay> replay() = 0;
    /// Durable on success. On error nothing or a damaged record is there, and the caller must not go on.
    virtual Status append(const JournalRecord& record) = 0;
    /// Replaces the whole content atomically by these records (compaction).
    virtual Status rewrite(const std::vector<JournalRecord>& records) = 0;
    /// Records appended since the beginning of the journal's life or its last rewrite.
    virtual std::uint64_t size() const = 0;
};

} // namespace hotswap::node
