// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/presence_table.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <tuple>

namespace hotswap::store {

namespace {

bool isPresent(const Participant& participant, Instant now) {
    return participant.seenAt + limits::kPresenceKept > now;
}

} // namespace

Result<bool> PresenceTable::announce(const Participant& participant, Instant now) {
    const bool dropped = dropUnseen(now);
    const auto known = m_rows.find(participant.id);
    if (known == m_rows.end() && m_rows.size() >= limits::kParticipantsMax) {
        return makeError(ErrorCode::LimitExceeded,
                         "participants " + std::to_string(limits::kParticipantsMax));
    }
    Participant row = participant;
    row.since = known == m_rows.end() ? now : known->second.since;
    row.seenAt = now;
    bool news = dropped || known == m_rows.end();
    if (known != m_rows.end()) {
        known->second.seenAt = now;
        news = news || known->second != row;
    }
    m_rows.insert_or_assign(participant.id, std::move(row));
    return news;
}

bool PresenceTable::leave(const HolderId& id, Instant now) {
    const bool dropped = dropUnseen(now);
    return m_rows.erase(id) > 0 || dropped;
}

std::vector<Participant> PresenceTable::list(Instant now) const {
    std::vector<Participant> present;
    for (const auto& [id, row] : m_rows) {
        if (isPresent(row, now)) {
            present.push_back(row);
        }
    }
    std::sort(present.begin(), present.end(), [](const Participant& a, const Participant& b) {
        return std::tie(a.since, a.id) < std::tie(b.since, b.id);
    });
    return present;
}

bool PresenceTable::dropUnseen(Instant now) {
    return std::erase_if(m_rows, [now](const auto& row) { return !isPresent(row.second, now); }) > 0;
}

} // namespace hotswap::store
