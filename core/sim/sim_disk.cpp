// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_disk.h"

namespace hotswap::sim {

namespace {

/// Length that a torn record is reported with; only "some" matters.
constexpr std::uint64_t kTornBytes = 17;

} // namespace

Result<node::JournalReplay> SimJournal::replay() {
    return node::JournalReplay{m_records, m_damagedBytes};
}

void SimJournal::keep(const node::JournalRecord& record) {
    m_records.push_back(record);
    if (m_listener) {
        m_listener(record);
    }
}

Status SimJournal::append(const node::JournalRecord& record) {
    if (m_disk.crashed) {
        return makeError(ErrorCode::IoError, "the machine is gone");
    }
    if (m_disk.full) {
        return makeError(ErrorCode::NoSpace, "journal");
    }
    if (m_random.permille(m_disk.crashPermille)) {
        m_disk.crashed = true;
        if (m_random.permille(m_disk.tornPermille)) {
            m_damagedBytes += kTornBytes;
        } else if (m_random.permille(500)) {
            keep(record);
        }
        return makeError(ErrorCode::IoError, "the machine is gone");
    }
    keep(record);
    return success();
}

Status SimJournal::rewrite(const std::vector<node::JournalRecord>& records) {
    if (m_disk.crashed) {
        return makeError(ErrorCode::IoError, "the machine is gone");
    }
    if (m_disk.full) {
        return makeError(ErrorCode::NoSpace, "journal");
    }
    m_records = records;
    m_damagedBytes = 0;
    return success();
}

Status SimFenceStore::store(const Scope& scope, Fence fence) {
    if (m_disk.crashed) {
        return makeError(ErrorCode::IoError, "the machine is gone");
    }
    if (m_disk.full) {
        return makeError(ErrorCode::NoSpace, "fence");
    }
    m_fences[scope] = fence;
    return success();
}

} // namespace hotswap::sim
