// SPDX-License-Identifier: Apache-2.0
#include "app/offline/offline_pages.h"

#include "app/offline/offline_codec.h"
#include "app/offline/offline_notes.h"
#include "core/codec/row_codec.h"
#include "core/ports/paging.h"

#include <algorithm>

namespace hotswap::offline {

namespace {

using store::local::Kind;
using store::local::LocalCache;
using store::local::Owner;
using store::local::Row;

constexpr std::size_t kFinishedShown = 50; ///< in a snapshot, as the service has it

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Every kept row of a kind that can be read; one that cannot is as good as none.
template <class T>
Result<std::vector<T>> all(LocalCache& cache, const Owner& owner, Kind kind,
                           Result<T> (*decode)(std::string_view)) {
    const auto rows = cache.rows(owner, kind);
    HS_TRY(rows);
    std::vector<T> values;
    values.reserve(rows->size());
    for (const Row& row : *rows) {
        if (auto value = decode(row.body); value.ok()) {
            values.push_back(*std::move(value));
        }
    }
    return values;
}

template <class T>
Result<T> one(LocalCache& cache, const Owner& owner, Kind kind, const std::string& key,
              Result<T> (*decode)(std::string_view)) {
    const auto row = cache.row(owner, kind, key);
    HS_TRY(row);
    return *row ? decode((*row)->body) : Result<T>(makeError(ErrorCode::Unavailable));
}

bool occurs(const std::string& text, std::initializer_list<std::string> in) {
    const std::string wanted = lower(text);
    return text.empty() || std::any_of(in.begin(), in.end(), [&](const std::string& field) {
               return lower(field).find(wanted) != std::string::npos;
           });
}

bool matches(const ports::DeploymentFilter& filter, const DeploymentSummary& row) {
    const bool state = filter.states.empty() || std::find(filter.states.begin(), filter.states.end(),
                                                          row.state) != filter.states.end();
    return state && (!filter.environment || *filter.environment == row.scope.environment) &&
           (!filter.module || *filter.module == row.scope.module) &&
           occurs(filter.text, {row.id.value, row.release.module.value, row.release.version.text(),
                                row.requestedBy.value, row.description});
}

class Answering {
public:
    Answering(LocalCache& cache, const Owner& owner) : m_cache(cache), m_owner(owner) {}

    Result<ports::QueryAnswer> operator()(const ports::queries::Deployments& query) {
        HS_TRY(ports::checkLimit(query.limit));
        const auto from = query.page.empty() ? Result<std::uint64_t>(0) : ports::pageStart(query.page);
        HS_TRY(from);
        const auto rows = all(m_cache, m_owner, Kind::Deployment, codec::decodeSummary);
        HS_TRY(rows);
        ports::DeploymentPage page;
        std::uint64_t place = 0;
        for (const DeploymentSummary& row : *rows) {
            if (!matches(query.filter, row) || place++ < *from) {
                continue;
            }
            if (page.rows.size() == query.limit) {
                page.next = std::to_string(*from + query.limit);
                break;
            }
            page.rows.push_back(row);
        }
        return ports::QueryAnswer(std::move(page));
    }
    Result<ports::QueryAnswer> operator()(const ports::queries::OneDeployment& query) {
        auto detail = one(m_cache, m_owner, Kind::Detail, query.id.value, decodeDetail);
        HS_TRY(detail);
        return ports::QueryAnswer(*std::move(detail));
    }
    Result<ports::QueryAnswer> operator()(const ports::queries::Events& query) {
        auto events = one(m_cache, m_owner, Kind::Events, query.id.value, decodeEvents);
        HS_TRY(events);
        std::erase_if(*events, [&](const auto& event) { return event.version <= query.afterVersion; });
        events->erase(events->begin() + static_cast<std::ptrdiff_t>(std::min(query.limit, events->size())),
                      events->end());
        return ports::QueryAnswer(*std::move(events));
    }
    Result<ports::QueryAnswer> operator()(const ports::queries::Approvals& query) {
        auto rows = all(m_cache, m_owner, Kind::Approval, codec::decodeApproval);
        HS_TRY(rows);
        std::erase_if(*rows, [&](const Approval& approval) {
            return !query.states.empty() &&
                   std::find(query.states.begin(), query.states.end(), approval.state) == query.states.end();
        });
        rows->erase(rows->begin() + static_cast<std::ptrdiff_t>(std::min(query.limit, rows->size())),
                    rows->end());
        return ports::QueryAnswer(*std::move(rows));
    }
    Result<ports::QueryAnswer> operator()(const ports::queries::OneApproval& query) {
        auto detail = one(m_cache, m_owner, Kind::ApprovalDetail, query.id.value, decodeApprovalDetail);
        HS_TRY(detail);
        return ports::QueryAnswer(*std::move(detail));
    }
    /// From the newest record down to the first gap: beyond it, something may be missing.
    Result<ports::QueryAnswer> operator()(const ports::queries::Audit& query) {
        const auto below = ports::pageStart(query.page);
        HS_TRY(below);
        HS_TRY(ports::checkLimit(query.limit));
        const auto records = all(m_cache, m_owner, Kind::Audit, decodeRecord);
        HS_TRY(records);
        if (records->empty()) {
            return makeError(ErrorCode::Unavailable);
        }
        ports::AuditPage page;
        std::uint64_t expected = records->front().sequence;
        for (const AuditRecord& record : *records) {
            if (record.sequence != expected--) {
                break;
            }
            const bool inTime = (!query.filter.from || record.at >= *query.filter.from) &&
                                (!query.filter.to || record.at < *query.filter.to);
            if (record.sequence >= *below || !inTime || !recordMatches(query.filter, record)) {
                continue;
            }
            if (page.rows.size() == query.limit) {
                page.next = std::to_string(page.rows.back().sequence);
                break;
            }
            page.rows.push_back(record);
        }
        return ports::QueryAnswer(std::move(page));
    }
    Result<ports::QueryAnswer> operator()(const ports::queries::OneNode& query) {
        auto detail = one(m_cache, m_owner, Kind::NodeDetail, query.id.value, decodeNodeDetail);
        HS_TRY(detail);
        return ports::QueryAnswer(*std::move(detail));
    }
    template <class Other>
    Result<ports::QueryAnswer> operator()(const Other&) {
        return makeError(ErrorCode::Unavailable);
    }

private:
    static bool recordMatches(const ports::AuditFilter& filter, const AuditRecord& record) {
        std::string details;
        for (const auto& [name, value] : record.details) {
            details += name + '\n' + value + '\n';
        }
        return occurs(filter.text, {record.actor, record.action, record.subject, details});
    }

    LocalCache& m_cache;
    const Owner& m_owner;
};

} // namespace

Result<Identity> keptIdentity(LocalCache& cache, const Owner& owner) {
    const auto row = cache.row(owner, Kind::Person, kOnlyKey);
    HS_TRY(row);
    if (!*row) {
        return makeError(ErrorCode::NotFound, owner.login);
    }
    auto identity = decodeIdentity((*row)->body);
    HS_TRY(identity);
    return identity->tenant == owner.tenant ? std::move(identity)
                                            : Result<Identity>(makeError(ErrorCode::NotFound, owner.login));
}

Result<ports::ConsoleDelta> keptSnapshot(LocalCache& cache, const Owner& owner) {
    ports::ConsoleDelta snapshot;
    snapshot.snapshot = true;
    snapshot.auditChanged = true;
    auto nodes = all(cache, owner, Kind::Node, codec::decodeNode);
    HS_TRY(nodes);
    snapshot.nodes = *std::move(nodes);
    auto deployments = all(cache, owner, Kind::Deployment, codec::decodeSummary);
    HS_TRY(deployments);
    std::size_t finished = 0;
    for (DeploymentSummary& summary : *deployments) {
        if (!isTerminal(summary.state) || finished++ < kFinishedShown) {
            snapshot.deployments.push_back(std::move(summary));
        }
    }
    auto approvals = all(cache, owner, Kind::Approval, codec::decodeApproval);
    HS_TRY(approvals);
    std::erase_if(*approvals,
                  [](const Approval& approval) { return approval.state != ApprovalState::Pending; });
    snapshot.approvals = *std::move(approvals);
    return snapshot;
}

Result<ports::QueryAnswer> keptAnswer(LocalCache& cache, const Owner& owner,
                                      const ports::ConsoleQuery& query) {
    return std::visit(Answering(cache, owner), query);
}

} // namespace hotswap::offline
