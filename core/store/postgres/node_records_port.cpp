// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/node_records_port.h"

#include "core/codec/receipt_codec.h"
#include "core/codec/text_bounds.h"
#include "core/domain/limits.h"
#include "core/ports/paging.h"
#include "core/store/postgres/store_port.h"

#include <algorithm>

namespace hotswap::store::postgres {

namespace {

/// A LIKE pattern for text that occurs anywhere.
std::string patternOf(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern += '\\';
        }
        pattern += c;
    }
    return pattern + "%";
}

} // namespace

Status NodeRecordsPort::putLines(const TenantId& tenant, const std::vector<ports::NodeLogLine>& lines) {
    if (lines.empty()) {
        return success();
    }
    std::vector<std::string> nodes;
    std::vector<std::string> modules;
    std::vector<std::string> times;
    std::vector<std::string> texts;
    for (const ports::NodeLogLine& line : lines) {
        nodes.push_back(line.node.value);
        modules.push_back(line.module.value);
        times.push_back(std::to_string(toMs(line.at)));
        texts.push_back(codec::boundedText(line.text, limits::kLogLineBytesMax));
        std::replace(texts.back().begin(), texts.back().end(), '\0', ' '); // which no text column takes
    }
    HS_TRY(
        m_pool.run("SELECT hotswap.put_node_lines($1, $2::text[], $3::text[], $4::bigint[], $5::text[])",
                   {tenant.value, arrayText(nodes), arrayText(modules), arrayText(times), arrayText(texts)},
                   Effect::Write));
    return success();
}

Result<std::vector<ports::NodeLogLine>> NodeRecordsPort::lines(const TenantId& tenant, const NodeId& node,
                                                               const ports::NodeLogFilter& filter,
                                                               std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    const auto rows = m_pool.run(
        "SELECT * FROM (SELECT sequence, at, module, line FROM hotswap.node_log "
        "WHERE tenant_id = $1 AND node = $2 AND sequence > $3 AND ($4 = 'any' OR module = $5) "
        "AND ($6 = '%%' OR line ILIKE $6) ORDER BY sequence DESC LIMIT $7) latest ORDER BY sequence",
        {tenant.value, node.value, std::to_string(filter.afterSequence), filter.module ? "one" : "any",
         filter.module ? filter.module->value : "", patternOf(filter.text), std::to_string(limit)},
        Effect::Read);
    HS_TRY(rows);
    std::vector<ports::NodeLogLine> lines;
    lines.reserve(rows->size());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        lines.push_back({static_cast<std::uint64_t>(rows->number(i, 0)), instantFromMs(rows->number(i, 1)),
                         node, ModuleName{std::string(rows->text(i, 2))}, std::string(rows->text(i, 3))});
    }
    return lines;
}

Result<ports::NodeJournalPage> NodeRecordsPort::journal(const TenantId& tenant, const NodeId& node,
                                                        const std::string& page, std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    const auto below = ports::pageStart(page);
    HS_TRY(below);
    const std::uint64_t from = std::min<std::uint64_t>(*below, INT64_MAX);
    const auto rows = m_pool.run(
        "SELECT c.sequence, c.id, c.environment, c.module, c.deployment, c.action, c.generation, c.epoch, "
        "c.state, c.queued_at, r.body FROM hotswap.command c LEFT JOIN hotswap.receipt r "
        "ON r.tenant_id = c.tenant_id AND r.command = c.id AND r.deployment = c.deployment "
        "WHERE c.tenant_id = $1 AND c.node = $2 AND c.sequence < $3 ORDER BY c.sequence DESC LIMIT $4",
        {tenant.value, node.value, std::to_string(from), std::to_string(limit + 1)}, Effect::Read);
    HS_TRY(rows);
    ports::NodeJournalPage answer;
    for (std::size_t i = 0; i < std::min(rows->size(), limit); ++i) {
        ports::NodeJournalRow row;
        row.sequence = static_cast<std::uint64_t>(rows->number(i, 0));
        row.command = CommandId{std::string(rows->text(i, 1))};
        row.scope = {tenant, EnvironmentId{std::string(rows->text(i, 2))},
                     ModuleName{std::string(rows->text(i, 3))}};
        row.deployment = DeploymentId{std::string(rows->text(i, 4))};
        row.action = ports::actionNamed("\"action\":\"" + std::string(rows->text(i, 5)) + "\"");
        row.fence = {static_cast<std::uint64_t>(rows->number(i, 6)),
                     static_cast<std::uint64_t>(rows->number(i, 7))};
        row.state = commandStateNamed(rows->text(i, 8));
        row.queuedAt = instantFromMs(rows->number(i, 9));
        if (!rows->isNull(i, 10)) {
            auto receipt = codec::decodeReceipt(rows->text(i, 10));
            HS_TRY(receipt);
            row.receipt = *std::move(receipt);
        }
        answer.rows.push_back(std::move(row));
    }
    if (rows->size() > limit) {
        answer.next = std::to_string(answer.rows.back().sequence);
    }
    return answer;
}

Status EnrolmentPort::addToken(const Identity& who, const ports::TokenTerms& terms,
                               const std::string& tokenHash) {
    return m_keys.addToken(who.tenant, terms.environment, tokenHash, terms.valid, terms.uses);
}

Result<std::vector<ports::OpenToken>> EnrolmentPort::openTokens(const Identity& who) {
    const auto rows =
        m_pool.run("SELECT id, environment, made_by, expires_at, uses_left FROM hotswap.open_tokens($1)",
                   {who.tenant.value}, Effect::Read);
    HS_TRY(rows);
    std::vector<ports::OpenToken> tokens;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        tokens.push_back({std::string(rows->text(i, 0)), EnvironmentId{std::string(rows->text(i, 1))},
                          UserId{std::string(rows->text(i, 2))}, instantFromMs(rows->number(i, 3)),
                          static_cast<std::uint32_t>(rows->number(i, 4))});
    }
    return tokens;
}

Result<std::vector<ports::EnrolledNode>> EnrolmentPort::enrolled(const TenantId& tenant,
                                                                 const EnvironmentId& environment) {
    return m_keys.list(tenant, environment);
}

Result<bool> EnrolmentPort::revoke(const Identity& who, const NodeId& node, const std::string& reason) {
    return m_keys.revoke(who.tenant, node, reason);
}

} // namespace hotswap::store::postgres
