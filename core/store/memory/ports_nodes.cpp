// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/ports_nodes.h"

#include "core/domain/limits.h"
#include "core/ports/paging.h"

#include <algorithm>

namespace hotswap::store {

using ports::StreamHint;

namespace {

constexpr std::size_t kTokenIdChars = 12;
constexpr std::uint64_t kSessionGap = 1'000; ///< beyond any session that a gateway may have given meanwhile

Status checkAdmin(const Identity& who) {
    return who.has(Role::Admin)
               ? success()
               : Status(makeError(ErrorCode::PermissionDenied, std::string(roleName(Role::Admin))));
}

StreamHint hintOf(StreamHint::Kind kind, const TenantId& tenant, std::uint64_t version) {
    return {kind, tenant, Scope{tenant, {}, {}}, {}, version, {}};
}

} // namespace

Status NodeRecordsPort::putLines(const TenantId& tenant, const std::vector<ports::NodeLogLine>& lines) {
    const std::lock_guard lock(m_state.mutex);
    m_state.tenants[tenant].logs.put(lines);
    return success();
}

Result<std::vector<ports::NodeLogLine>> NodeRecordsPort::lines(const TenantId& tenant, const NodeId& node,
                                                               const ports::NodeLogFilter& filter,
                                                               std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    return own == nullptr ? std::vector<ports::NodeLogLine>() : own->logs.lines(node, filter, limit);
}

Result<ports::NodeJournalPage> NodeRecordsPort::journal(const TenantId& tenant, const NodeId& node,
                                                        const std::string& page, std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    const auto below = ports::pageStart(page);
    HS_TRY(below);
    const std::lock_guard lock(m_state.mutex);
    ports::NodeJournalPage answer;
    answer.rows = m_state.commands.journal(tenant, node, *below, limit + 1);
    if (answer.rows.size() > limit) {
        answer.rows.pop_back();
        answer.next = std::to_string(answer.rows.back().sequence);
    }
    return answer;
}

Result<std::vector<Sample>> NodeRecordsPort::nodeSamples(const Scope& scope, const NodeId& node, Instant from,
                                                         Instant to, std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(scope.tenant);
    return own == nullptr ? std::vector<Sample>()
                          : own->samples.ofNode(scope.environment, scope.module, node, {from, to}, limit);
}

Status EnrolmentPort::addToken(const Identity& who, const ports::TokenTerms& terms,
                               const std::string& tokenHash) {
    HS_TRY(checkAdmin(who));
    if (terms.uses < 1 || terms.uses > limits::kTokenUsesMax || terms.valid <= Duration::zero() ||
        terms.valid > limits::kTokenValidMax) {
        return invalidField("token", "at most 30 days and 10,000 uses");
    }
    const std::lock_guard lock(m_state.mutex);
    const Instant now = m_state.clock.now();
    TenantState& own = m_state.tenants[who.tenant];
    HS_TRY(own.tokens.add(
        tokenHash,
        {tokenHash.substr(0, kTokenIdChars), terms.environment, who.user, now + terms.valid, terms.uses},
        now));
    AuditRecord record;
    record.actor = who.user.value;
    record.action = "node.token";
    record.subject = terms.environment.value;
    record.details["uses"] = std::to_string(terms.uses);
    own.audit.append(std::move(record), now, m_state.options.auditKept);
    return success();
}

Result<std::vector<ports::OpenToken>> EnrolmentPort::openTokens(const Identity& who) {
    HS_TRY(checkAdmin(who));
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(who.tenant);
    return own == nullptr ? std::vector<ports::OpenToken>() : own->tokens.open(m_state.clock.now());
}

Result<std::vector<ports::EnrolledNode>> EnrolmentPort::enrolled(const TenantId& tenant,
                                                                 const EnvironmentId& environment) {
    const std::lock_guard lock(m_state.mutex);
    std::vector<ports::EnrolledNode> nodes;
    if (const TenantState* own = m_state.find(tenant)) {
        for (const Node& node : own->fleet.since(environment, 0).nodes) {
            nodes.push_back({node.id, node.environment, {}, node.state == NodeState::Retired});
        }
    }
    std::sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.node < b.node; });
    return nodes;
}

Result<bool> EnrolmentPort::revoke(const Identity& who, const NodeId& node, const std::string& reason) {
    HS_TRY(checkAdmin(who));
    {
        const std::lock_guard lock(m_state.mutex);
        TenantState* own = m_state.find(who.tenant);
        const Node* known = own == nullptr ? nullptr : own->fleet.find(node);
        if (known == nullptr) {
            return makeError(ErrorCode::NotFound, node.value);
        }
        if (known->state == NodeState::Retired) {
            return false;
        }
        Node row = *known;
        row.state = NodeState::Retired;
        row.gateway = {};
        row.session += kSessionGap;
        (void)own->fleet.put(row);
        AuditRecord record;
        record.actor = who.user.value;
        record.action = "node.revoke";
        record.subject = node.value;
        record.details["environment"] = row.environment.value;
        record.details["reason"] = reason;
        own->audit.append(std::move(record), m_state.clock.now(), m_state.options.auditKept);
        // Without an environment: word from elsewhere, so that every gateway looks at once.
        m_state.feed.queue({hintOf(StreamHint::Kind::Fleet, who.tenant, own->fleet.version())});
    }
    m_state.feed.drain();
    return true;
}

Status EnrolmentPort::useToken(const TenantId& tenant, const EnvironmentId& environment,
                               const std::string& tokenHash) {
    const std::lock_guard lock(m_state.mutex);
    TenantState* own = m_state.find(tenant);
    return own != nullptr && own->tokens.use(tokenHash, environment, m_state.clock.now())
               ? success()
               : Status(makeError(ErrorCode::Unauthenticated, "no valid token"));
}

} // namespace hotswap::store
