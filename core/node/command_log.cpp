// SPDX-License-Identifier: Apache-2.0
#include "core/node/command_log.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace hotswap::node {

namespace {

using Kind = JournalRecord::Kind;

/// The journal is rewritten when it holds this many times the records that still mean something, and at least
/// kCompactFloor of them.
constexpr std::uint64_t kCompactRatio = 2;
constexpr std::uint64_t kCompactFloor = 256;

JournalRecord recordOf(Kind kind, const CommandId& id, Instant at) {
    JournalRecord record;
    record.kind = kind;
    record.command = id;
    record.at = at;
    return record;
}

} // namespace

Digest bytesDigest(const SignedCommand& command) {
    return crypto::digestOf(command.bytes);
}

Result<std::uint64_t> CommandLog::load() {
    auto replay = m_journal.replay();
    if (!replay) {
        return replay.error();
    }
    for (const auto& record : replay->records) {
        apply(record);
    }
    if (replay->damagedBytes > 0 || mostlyPast()) {
        // If this fails (a full disk), the damage is skipped again at the next start: no reason not to run.
        // Compacted here too: an agent that is started often must not read ever more each time.
        (void)m_journal.rewrite(summary());
    }
    return replay->damagedBytes;
}

void CommandLog::apply(const JournalRecord& record) {
    switch (record.kind) {
    case Kind::Received:
        if (!m_ended.contains(record.command)) {
            m_open[record.command] = {record.signedCommand, bytesDigest(record.signedCommand),
                                      Kind::Received,       record.serving,
                                      record.queued,        ++m_order};
        }
        return;
    case Kind::Started:
    case Kind::Switched:
    case Kind::Healthy:
    case Kind::Reverted:
        if (auto it = m_open.find(record.command); it != m_open.end()) {
            it->second.last = record.kind;
            it->second.queued = false;
            if (record.kind == Kind::Started) {
                it->second.serving = record.serving;
            }
        }
        return;
    case Kind::Done:
        m_open.erase(record.command);
        m_ended[record.command] = {record.receipt, record.bytesDigest, record.at, false};
        m_unacked.insert(record.command);
        return;
    case Kind::Acked:
        m_unacked.erase(record.command);
        if (auto it = m_ended.find(record.command); it != m_ended.end()) {
            it->second.acked = true;
        }
        return;
    case Kind::Idle:
        if (record.role == JournalRecord::IdleRole::None) {
            m_idle.erase(record.module);
        } else {
            m_idle[record.module] = record.role;
        }
        return;
    }
}

const CommandLog::Open* CommandLog::findOpen(const CommandId& id) const {
    const auto it = m_open.find(id);
    return it == m_open.end() ? nullptr : &it->second;
}

const CommandLog::Ended* CommandLog::findEnded(const CommandId& id) const {
    const auto it = m_ended.find(id);
    return it == m_ended.end() ? nullptr : &it->second;
}

std::vector<const CommandLog::Open*> CommandLog::open() const {
    std::vector<const Open*> result;
    for (const auto& [id, open] : m_open) {
        result.push_back(&open);
    }
    std::sort(result.begin(), result.end(), [](const Open* a, const Open* b) { return a->order < b->order; });
    return result;
}

JournalRecord::IdleRole CommandLog::idleRole(const ModuleName& module) const {
    const auto it = m_idle.find(module);
    return it == m_idle.end() ? JournalRecord::IdleRole::None : it->second;
}

Status CommandLog::received(const SignedCommand& command, const Digest& digest, Instant at,
                            const Open& state) {
    JournalRecord record = recordOf(Kind::Received, command.id, at);
    record.signedCommand = command;
    record.serving = state.serving;
    record.queued = state.queued;
    HS_TRY(m_journal.append(record));
    m_open[command.id] = {command, digest, Kind::Received, state.serving, state.queued, ++m_order};
    return success();
}

Status CommandLog::note(Kind kind, const CommandId& id, Instant at, const Digest& serving) {
    JournalRecord record = recordOf(kind, id, at);
    record.serving = serving;
    HS_TRY(m_journal.append(record));
    apply(record);
    return success();
}

Status CommandLog::done(const Receipt& receipt, const Digest& digest, Instant at) {
    JournalRecord record = recordOf(Kind::Done, receipt.command, at);
    record.receipt = receipt;
    record.bytesDigest = digest;
    HS_TRY(m_journal.append(record));
    apply(record);
    return success();
}

Status CommandLog::acked(const CommandId& id, Instant at) {
    if (!m_unacked.contains(id)) {
        return success();
    }
    const JournalRecord record = recordOf(Kind::Acked, id, at);
    HS_TRY(m_journal.append(record));
    apply(record);
    return success();
}

Status CommandLog::setIdleRole(const ModuleName& module, JournalRecord::IdleRole role, Instant at) {
    if (idleRole(module) == role) {
        return success();
    }
    JournalRecord record = recordOf(Kind::Idle, CommandId{}, at);
    record.module = module;
    record.role = role;
    HS_TRY(m_journal.append(record));
    apply(record);
    return success();
}

bool CommandLog::makeRoom() {
    if (m_open.size() + m_ended.size() < m_times.idsKeptMax) {
        return true;
    }
    auto oldest = m_ended.end();
    for (auto it = m_ended.begin(); it != m_ended.end(); ++it) {
        if (it->second.acked && (oldest == m_ended.end() || it->second.at < oldest->second.at)) {
            oldest = it;
        }
    }
    if (oldest == m_ended.end()) {
        return false;
    }
    m_ended.erase(oldest);
    return true;
}

bool CommandLog::forgettable(const Ended& ended, Instant now) const {
    return ended.acked && now - ended.at >= m_times.idsKept;
}

Status CommandLog::prune(Instant now) {
    std::erase_if(m_ended, [&](const auto& entry) { return forgettable(entry.second, now); });
    return mostlyPast() ? m_journal.rewrite(summary()) : success();
}

bool CommandLog::mostlyPast() const {
    const std::uint64_t alive = 2 * (m_open.size() + m_ended.size()) + m_idle.size();
    return m_journal.size() >= std::max(kCompactFloor, kCompactRatio * alive);
}

std::vector<JournalRecord> CommandLog::summary() const {
    std::vector<JournalRecord> records;
    for (const auto& [id, ended] : m_ended) {
        JournalRecord record = recordOf(Kind::Done, id, ended.at);
        record.receipt = ended.receipt;
        record.bytesDigest = ended.bytesDigest;
        records.push_back(std::move(record));
        if (ended.acked) {
            records.push_back(recordOf(Kind::Acked, id, ended.at));
        }
    }
    for (const Open* open : this->open()) {
        JournalRecord record = recordOf(Kind::Received, open->command.id, Instant{});
        record.signedCommand = open->command;
        record.serving = open->serving;
        record.queued = open->queued;
        records.push_back(std::move(record));
        if (open->last != Kind::Received) {
            JournalRecord reached = recordOf(open->last, open->command.id, Instant{});
            reached.serving = open->serving;
            records.push_back(std::move(reached));
        }
    }
    for (const auto& [module, role] : m_idle) {
        JournalRecord record = recordOf(Kind::Idle, CommandId{}, Instant{});
        record.module = module;
        record.role = role;
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace hotswap::node
