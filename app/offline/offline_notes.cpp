// SPDX-License-Identifier: Apache-2.0
#include "app/offline/offline_notes.h"

#include "app/offline/offline_codec.h"
#include "core/codec/row_codec.h"

#include <algorithm>
#include <cstdio>

namespace hotswap::offline {

namespace {

using store::local::Batch;
using store::local::Kind;
using store::local::Row;

constexpr std::size_t kEventsKeptMax = 500; ///< newest of a deployment

/// The newest events without a gap among them.
std::vector<DeploymentEvent> joined(std::vector<DeploymentEvent> kept,
                                    const std::vector<DeploymentEvent>& more) {
    std::map<std::uint64_t, DeploymentEvent> all;
    for (DeploymentEvent& event : kept) {
        all[event.version] = std::move(event);
    }
    for (const DeploymentEvent& event : more) {
        all[event.version] = event;
    }
    std::vector<DeploymentEvent> newest;
    for (auto it = all.rbegin(); it != all.rend() && newest.size() < kEventsKeptMax; ++it) {
        if (!newest.empty() && it->first + 1 != newest.back().version) {
            break;
        }
        newest.push_back(std::move(it->second));
    }
    std::reverse(newest.begin(), newest.end());
    return newest;
}

/// Collects rows of one kind; keeps the first error.
class Rows {
public:
    explicit Rows(Batch& batch) : m_batch(batch) {}

    void put(Kind kind, const std::string& key, std::int64_t rank, bool open, Instant at,
             Result<std::string> body) {
        if (!body.ok()) {
            m_status = body.error();
            return;
        }
        m_batch.put[{kind, key}] = Row{key, rank, open, at, *std::move(body)};
    }
    const Status& status() const { return m_status; }

private:
    Batch& m_batch;
    Status m_status = success();
};

} // namespace

std::string sequenceKey(std::uint64_t sequence) {
    char text[24];
    std::snprintf(text, sizeof text, "%020llu", static_cast<unsigned long long>(sequence));
    return text;
}

void Notes::add(const ports::ConsoleDelta& delta, Instant at) {
    if (delta.snapshot) {
        m_nodes.clear();
        m_deployments.clear();
        m_approvals.clear();
        m_whole = true;
    }
    for (const Node& node : delta.nodes) {
        m_nodes[node.id] = {node, at};
    }
    for (const DeploymentSummary& summary : delta.deployments) {
        m_deployments[summary.id] = {summary, at};
    }
    for (const Approval& approval : delta.approvals) {
        m_approvals[approval.id] = {approval, at};
    }
}

void Notes::add(const ports::ConsoleQuery& query, const ports::QueryAnswer& answer, Instant at) {
    if (const auto* page = std::get_if<ports::DeploymentPage>(&answer)) {
        for (const DeploymentSummary& summary : page->rows) {
            m_deployments[summary.id] = {summary, at};
        }
    } else if (const auto* detail = std::get_if<ports::DeploymentDetail>(&answer)) {
        m_details[detail->summary.id] = {*detail, at};
        m_deployments[detail->summary.id] = {detail->summary, at};
    } else if (const auto* events = std::get_if<std::vector<DeploymentEvent>>(&answer)) {
        const auto* asked = std::get_if<ports::queries::Events>(&query);
        if (asked != nullptr && !events->empty()) {
            auto& heard = m_events[asked->id];
            heard = {joined(std::move(heard.value), *events), at};
        }
    } else if (const auto* approvals = std::get_if<std::vector<Approval>>(&answer)) {
        for (const Approval& approval : *approvals) {
            m_approvals[approval.id] = {approval, at};
        }
    } else if (const auto* approval = std::get_if<ports::ApprovalDetail>(&answer)) {
        m_approvalDetails[approval->approval.id] = {*approval, at};
        m_approvals[approval->approval.id] = {approval->approval, at};
    } else if (const auto* records = std::get_if<ports::AuditPage>(&answer)) {
        for (const AuditRecord& record : records->rows) {
            m_records[record.sequence] = {record, at};
        }
    } else if (const auto* node = std::get_if<ports::NodeDetail>(&answer)) {
        m_nodeDetails[node->node.id] = {*node, at};
    }
}

bool Notes::empty() const {
    return !m_whole && m_nodes.empty() && m_deployments.empty() && m_approvals.empty() && m_details.empty() &&
           m_events.empty() && m_approvalDetails.empty() && m_records.empty() && m_nodeDetails.empty();
}

Result<Batch> Notes::batch(store::local::LocalCache& cache, const store::local::Owner& owner) const {
    Batch batch;
    Rows rows(batch);
    for (const auto& [id, node] : m_nodes) {
        rows.put(Kind::Node, id.value, 0, true, node.at, codec::encodeNode(node.value));
    }
    for (const auto& [id, summary] : m_deployments) {
        rows.put(Kind::Deployment, id.value, toMs(summary.value.requestedAt),
                 !isTerminal(summary.value.state), summary.at, codec::encodeSummary(summary.value));
    }
    for (const auto& [id, approval] : m_approvals) {
        rows.put(Kind::Approval, id.value, toMs(approval.value.requestedAt),
                 approval.value.state == ApprovalState::Pending, approval.at,
                 codec::encodeApproval(approval.value));
    }
    for (const auto& [id, detail] : m_details) {
        rows.put(Kind::Detail, id.value, toMs(detail.at), false, detail.at, encodeDetail(detail.value));
    }
    for (const auto& [id, events] : m_events) {
        const auto kept = cache.row(owner, Kind::Events, id.value);
        HS_TRY(kept);
        auto before = *kept ? decodeEvents((*kept)->body) : Result(std::vector<DeploymentEvent>{});
        auto all = joined(before.ok() ? *std::move(before) : std::vector<DeploymentEvent>{}, events.value);
        rows.put(Kind::Events, id.value, toMs(events.at), false, events.at, encodeEvents(all));
    }
    for (const auto& [id, detail] : m_approvalDetails) {
        rows.put(Kind::ApprovalDetail, id.value, toMs(detail.at), false, detail.at,
                 encodeApprovalDetail(detail.value));
    }
    for (const auto& [sequence, record] : m_records) {
        rows.put(Kind::Audit, sequenceKey(sequence), static_cast<std::int64_t>(sequence), false, record.at,
                 encodeRecord(record.value));
    }
    for (const auto& [id, detail] : m_nodeDetails) {
        rows.put(Kind::NodeDetail, id.value, toMs(detail.at), false, detail.at,
                 encodeNodeDetail(detail.value));
    }
    HS_TRY(rows.status());
    if (m_whole) {
        for (const Kind kind : {Kind::Node, Kind::Deployment, Kind::Approval}) {
            batch.onlyOpen[kind];
        }
        for (const auto& [place, row] : batch.put) {
            if (const auto only = batch.onlyOpen.find(place.first); only != batch.onlyOpen.end()) {
                only->second.insert(place.second);
            }
        }
    }
    return batch;
}

} // namespace hotswap::offline
