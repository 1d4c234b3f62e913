// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/reader_port.h"

#include "core/codec/row_codec.h"
#include "core/ports/paging.h"

namespace hotswap::store::postgres {

namespace {

/// A LIKE pattern for text that occurs anywhere, in lower case as the column is.
std::string patternOf(const std::string& text) {
    if (text.empty()) {
        return "%";
    }
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern += '\\';
        }
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + "%";
}

std::string startText(std::uint64_t below) {
    return std::to_string(std::min<std::uint64_t>(below, INT64_MAX));
}

Result<DeploymentSummary> summaryAt(const Rows& rows, std::size_t row) {
    auto summary = codec::decodeSummary(rows.text(row, 0));
    HS_TRY(summary);
    summary->version = static_cast<std::uint64_t>(rows.number(row, 1));
    return summary;
}

Result<AuditRecord> recordAt(const Rows& rows, std::size_t row, const TenantId& tenant) {
    AuditRecord record;
    record.tenant = tenant;
    record.sequence = static_cast<std::uint64_t>(rows.number(row, 0));
    record.at = instantFromMs(rows.number(row, 1));
    record.actor = std::string(rows.text(row, 2));
    record.via = std::string(rows.text(row, 3));
    record.action = std::string(rows.text(row, 4));
    record.subject = std::string(rows.text(row, 5));
    record.previousHash = std::string(rows.text(row, 7));
    record.hash = std::string(rows.text(row, 8));
    auto details = codec::decodeStrings(rows.text(row, 6));
    HS_TRY(details);
    record.details = *std::move(details);
    return record;
}

constexpr int kWalkRows = 5'000;

} // namespace

Result<ports::DeploymentPage> ReaderPort::deployments(const TenantId& tenant,
                                                      const ports::DeploymentFilter& filter,
                                                      const std::string& page, std::size_t limit) {
    const auto below = ports::pageStart(page);
    HS_TRY(below);
    HS_TRY(ports::checkLimit(limit));
    std::vector<std::string> states;
    for (const DeploymentState state : filter.states) {
        states.emplace_back(deploymentStateName(state));
    }
    // A custom plan for each call: which index serves best depends on what is filtered.
    const auto rows =
        m_pool.run("SELECT summary, version, submission FROM hotswap.deployment WHERE tenant_id = $1 AND "
                   "submission < $2 "
                   "AND ($3 = '' OR environment = $3) AND ($4 = '' OR module = $4) "
                   "AND ($5 = '{}' OR state = ANY ($5::text[])) AND ($6 = '%' OR search LIKE $6) "
                   "ORDER BY submission DESC LIMIT $7",
                   {tenant.value, startText(*below), filter.environment ? filter.environment->value : "",
                    filter.module ? filter.module->value : "", arrayText(states), patternOf(filter.text),
                    std::to_string(limit + 1)},
                   Effect::Read);
    HS_TRY(rows);
    ports::DeploymentPage answer;
    for (std::size_t i = 0; i < std::min(rows->size(), limit); ++i) {
        auto summary = summaryAt(*rows, i);
        HS_TRY(summary);
        answer.rows.push_back(*std::move(summary));
    }
    if (rows->size() > limit) {
        answer.next = std::string(rows->text(limit - 1, 2));
    }
    return answer;
}

Result<DeploymentSummary> ReaderPort::deployment(const TenantId& tenant, const DeploymentId& id) {
    const auto rows =
        m_pool.run("SELECT summary, version FROM hotswap.deployment WHERE tenant_id = $1 AND id = $2",
                   {tenant.value, id.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return summaryAt(*rows, 0);
}

Result<std::vector<Approval>>
ReaderPort::approvals(const TenantId& tenant, const std::vector<ApprovalState>& states, std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    std::vector<std::string> names;
    for (const ApprovalState state : states) {
        names.emplace_back(approvalStateName(state));
    }
    const auto rows =
        m_pool.run("SELECT body FROM hotswap.approval WHERE tenant_id = $1 "
                   "AND ($2 = '{}' OR state = ANY ($2::text[])) ORDER BY sequence DESC LIMIT $3",
                   {tenant.value, arrayText(names), std::to_string(limit)}, Effect::Read);
    HS_TRY(rows);
    std::vector<Approval> approvals;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto approval = codec::decodeApproval(rows->text(i, 0));
        HS_TRY(approval);
        approvals.push_back(*std::move(approval));
    }
    return approvals;
}

Result<ports::AuditPage> ReaderPort::audit(const TenantId& tenant, const ports::AuditFilter& filter,
                                           const std::string& page, std::size_t limit) {
    const auto below = ports::pageStart(page);
    HS_TRY(below);
    HS_TRY(ports::checkLimit(limit));
    const auto rows = m_pool.run(
        "WITH u AS (SELECT id, sequence FROM hotswap.unsealed($1, 100000)) "
        "SELECT sequence, at, actor, via, action, subject, details, previous_hash, hash FROM ("
        "(SELECT a.sequence, a.at, a.actor, a.via, a.action, a.subject, a.details, a.previous_hash, a.hash "
        "FROM hotswap.audit a WHERE a.tenant_id = $1 AND a.sequence < $2 AND a.search LIKE $3 "
        "AND a.at >= $4 AND a.at < $5 ORDER BY a.sequence DESC LIMIT $6) UNION ALL "
        "(SELECT u.sequence, a.at, a.actor, a.via, a.action, a.subject, a.details, '', '' "
        "FROM u JOIN hotswap.audit a ON a.tenant_id = $1 AND a.id = u.id WHERE u.sequence < $2 "
        "AND a.search LIKE $3 AND a.at >= $4 AND a.at < $5 ORDER BY u.sequence DESC LIMIT $6)) x "
        "ORDER BY sequence DESC LIMIT $6",
        {tenant.value, startText(*below), patternOf(filter.text),
         std::to_string(filter.from ? toMs(*filter.from) : INT64_MIN),
         std::to_string(filter.to ? toMs(*filter.to) : INT64_MAX), std::to_string(limit + 1)},
        Effect::Read);
    HS_TRY(rows);
    ports::AuditPage answer;
    for (std::size_t i = 0; i < std::min(rows->size(), limit); ++i) {
        auto record = recordAt(*rows, i, tenant);
        HS_TRY(record);
        answer.rows.push_back(*std::move(record));
    }
    if (rows->size() > limit) {
        answer.next = std::to_string(answer.rows.back().sequence);
    }
    return answer;
}

Result<AuditHead> ReaderPort::head(const TenantId& tenant) {
    const auto rows = m_pool.run("SELECT sequence, hash FROM hotswap.audit_head WHERE tenant_id = $1",
                                 {tenant.value}, Effect::Read);
    HS_TRY(rows);
    return rows->size() == 0
               ? AuditHead{}
               : AuditHead{static_cast<std::uint64_t>(rows->number(0, 0)), std::string(rows->text(0, 1))};
}

Result<ports::AuditCheck> ReaderPort::verifyAudit(const TenantId& tenant) {
    const auto begin = m_pool.run("SELECT before_sequence, before_hash FROM hotswap.audit_head "
                                  "WHERE tenant_id = $1",
                                  {tenant.value}, Effect::Read);
    HS_TRY(begin);
    // Where the sealer stands is read first: what is sealed meanwhile is not missed from the end of the walk.
    const auto sealer = head(tenant);
    HS_TRY(sealer);
    AuditHead from;
    if (begin->size() > 0) {
        from = {static_cast<std::uint64_t>(begin->number(0, 0)), std::string(begin->text(0, 1))};
    }
    AuditWalk walk(from, m_hash);
    std::uint64_t after = from.sequence;
    for (bool more = true; more;) {
        const auto rows =
            m_pool.run("SELECT sequence, at, actor, via, action, subject, details, previous_hash, hash "
                       "FROM hotswap.audit WHERE tenant_id = $1 AND sequence > $2 "
                       "AND sequence <= $3 ORDER BY sequence LIMIT $4",
                       {tenant.value, std::to_string(after), std::to_string(sealer->sequence),
                        std::to_string(kWalkRows)},
                       Effect::Read);
        HS_TRY(rows);
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const auto record = recordAt(*rows, i, tenant);
            HS_TRY(record);
            walk.add(*record);
            after = record->sequence;
        }
        more = rows->size() == static_cast<std::size_t>(kWalkRows);
    }
    walk.finish(*sealer);
    const auto open = m_pool.run("SELECT count(*), coalesce(min(sequence), 0) FROM hotswap.audit "
                                 "WHERE tenant_id = $1 AND (sequence IS NULL OR sequence > $2)",
                                 {tenant.value, std::to_string(sealer->sequence)}, Effect::Read);
    HS_TRY(open);
    return ports::AuditCheck{walk.records() + static_cast<std::uint64_t>(open->number(0, 0)),
                             walk.sealedRecords(), walk.firstBroken()};
}

Result<std::size_t> ReaderPort::seal(const TenantId& tenant, std::size_t limit) {
    const auto chain = head(tenant);
    HS_TRY(chain);
    const auto rows =
        m_pool.run("SELECT u.sequence, a.at, a.actor, a.via, a.action, a.subject, a.details, '', '', a.id "
                   "FROM hotswap.unsealed($1, $2) u JOIN hotswap.audit a "
                   "ON a.tenant_id = $1 AND a.id = u.id WHERE u.settled ORDER BY u.sequence",
                   {tenant.value, std::to_string(limit)}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return std::size_t{0};
    }
    AuditHead next = *chain;
    std::string ids;
    std::vector<std::string> previous;
    std::vector<std::string> hashes;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto record = recordAt(*rows, i, tenant);
        HS_TRY(record);
        record->sequence = next.sequence + 1;
        sealRecord(*record, next, m_hash);
        ids += (ids.empty() ? "" : ",") + std::string(rows->text(i, 9));
        previous.push_back(record->previousHash);
        hashes.push_back(record->hash);
    }
    const auto done = m_pool.run("SELECT hotswap.seal($1, $2, $3::bigint[], $4::text[], $5::text[])",
                                 {tenant.value, std::to_string(chain->sequence), "{" + ids + "}",
                                  arrayText(previous), arrayText(hashes)},
                                 Effect::Write);
    HS_TRY(done);
    return done->flag(0, 0) ? rows->size() : std::size_t{0};
}

} // namespace hotswap::store::postgres
