// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/audit_log.h"

#include "core/ports/paging.h"
#include "core/store/memory/text_search.h"

#include <algorithm>
#include <utility>

namespace hotswap::store {

namespace {

bool matches(const AuditRecord& record, const ports::AuditFilter& filter) {
    if ((filter.from && record.at < *filter.from) || (filter.to && record.at >= *filter.to)) {
        return false;
    }
    if (filter.text.empty() || containsText(record.actor, filter.text) ||
        containsText(record.action, filter.text) || containsText(record.subject, filter.text)) {
        return true;
    }
    return std::any_of(record.details.begin(), record.details.end(), [&](const auto& entry) {
        return containsText(entry.first, filter.text) || containsText(entry.second, filter.text);
    });
}

} // namespace

void AuditLog::append(AuditRecord record, Instant now, std::size_t rowsKept) {
    record.sequence = ++lastSequence;
    record.at = now;
    record.previousHash.clear();
    record.hash.clear();
    rows.push_back(std::move(record));
    while (rows.size() > rowsKept && !rows.front().hash.empty()) {
        before = AuditHead{rows.front().sequence, rows.front().hash};
        rows.pop_front();
    }
}

std::size_t AuditLog::seal(std::size_t limit, const TextHash& hash) {
    std::size_t sealedNow = 0;
    const std::size_t unsealed = lastSequence - sealer.sequence;
    auto it = rows.end() - static_cast<std::ptrdiff_t>(std::min(unsealed, rows.size()));
    for (; it != rows.end() && sealedNow < limit; ++it, ++sealedNow) {
        sealRecord(*it, sealer, hash);
    }
    return sealedNow;
}

ports::AuditCheck AuditLog::verify(const TextHash& hash) const {
    AuditWalk walk(before, hash);
    for (const AuditRecord& record : rows) {
        walk.add(record);
    }
    walk.finish(sealer);
    return ports::AuditCheck{walk.records(), walk.sealedRecords(), walk.firstBroken()};
}

Result<ports::AuditPage> AuditLog::list(const ports::AuditFilter& filter, const std::string& page,
                                        std::size_t limit) const {
    const Result<std::uint64_t> below = ports::pageStart(page);
    HS_TRY(below);
    HS_TRY(ports::checkLimit(limit));
    ports::AuditPage answer;
    auto it = std::lower_bound(rows.begin(), rows.end(), *below,
                               [](const AuditRecord& r, std::uint64_t s) { return r.sequence < s; });
    while (it != rows.begin()) {
        --it;
        if (!matches(*it, filter)) {
            continue;
        }
        if (answer.rows.size() == limit) {
            answer.next = std::to_string(answer.rows.back().sequence);
            break;
        }
        answer.rows.push_back(*it);
    }
    return answer;
}

} // namespace hotswap::store
