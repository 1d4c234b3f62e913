// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/deployment_table.h"

#include "core/domain/limits.h"
#include "core/ports/paging.h"
#include "core/store/memory/text_search.h"

#include <algorithm>
#include <utility>

namespace hotswap::store {

namespace {

bool matches(const DeploymentSummary& row, const ports::DeploymentFilter& filter) {
    if ((filter.environment && row.scope.environment != *filter.environment) ||
        (filter.module && row.scope.module != *filter.module)) {
        return false;
    }
    const auto& states = filter.states;
    if (!states.empty() && std::find(states.begin(), states.end(), row.state) == states.end()) {
        return false;
    }
    const std::string& text = filter.text;
    return text.empty() || containsText(row.id.value, text) || containsText(row.scope.module.value, text) ||
           containsText(row.release.version.text(), text) || containsText(row.requestedBy.value, text) ||
           containsText(row.description, text);
}

} // namespace

Status DeploymentTable::check(const ports::Append& append) const {
    const Scope& scope = append.summary.scope;
    const Stream* stream = find(append.deployment);
    if (append.expectedVersion == 0) {
        return stream == nullptr ? success()
                                 : Status(makeError(ErrorCode::AlreadyExists, append.deployment.value));
    }
    if (stream == nullptr) {
        return makeError(ErrorCode::NotFound, append.deployment.value);
    }
    if (stream->events.size() != append.expectedVersion) {
        return makeError(ErrorCode::VersionConflict, std::to_string(stream->events.size()));
    }
    if (stream->summary.scope != scope) {
        return invalidField("appends.summary.scope", stream->summary.scope.text());
    }
    if (stream->events.size() + append.events.size() > limits::kEventsPerDeploymentMax) {
        return makeError(ErrorCode::LimitExceeded, "events of " + append.deployment.value);
    }
    return success();
}

Status DeploymentTable::checkCounts(const ports::Transaction& transaction) const {
    Counts after = m_counts;
    for (const ports::Append& append : transaction.appends) {
        const Stream* stream = find(append.deployment);
        const Counts before = stream == nullptr ? Counts{} : countsOf(stream->summary.state);
        const Counts now = countsOf(append.summary.state);
        after.queued += now.queued;
        after.queued -= before.queued;
        after.active += now.active;
        after.active -= before.active;
    }
    // Only what grows is refused: a tenant above a limit that was lowered must be able to finish.
    if (transaction.queuedMax && after.queued > m_counts.queued && after.queued > *transaction.queuedMax) {
        return makeError(ErrorCode::QueueFull, std::to_string(*transaction.queuedMax));
    }
    if (transaction.runningMax && after.active > m_counts.active && after.active > *transaction.runningMax) {
        return makeError(ErrorCode::LimitExceeded, std::to_string(*transaction.runningMax));
    }
    return success();
}

Status DeploymentTable::checkScopes(const ports::Transaction& transaction) const {
    std::map<DeploymentId, DeploymentState> changed;
    for (const ports::Append& append : transaction.appends) {
        changed.emplace(append.deployment, append.summary.state);
    }
    for (const ports::Append& append : transaction.appends) {
        const Stream* stream = find(append.deployment);
        const auto scope = m_scopes.find(append.summary.scope);
        const bool begins =
            isActive(append.summary.state) && (stream == nullptr || !isActive(stream->summary.state));
        if (!begins || scope == m_scopes.end()) {
            continue;
        }
        for (const auto& [sequence, other] : scope->second.unfinished) {
            const auto it = changed.find(other->summary.id);
            const DeploymentState state = it == changed.end() ? other->summary.state : it->second;
            if (other != stream && isActive(state)) {
                return makeError(ErrorCode::TransitionRefused, other->summary.id.value);
            }
        }
    }
    return success();
}

std::uint64_t DeploymentTable::apply(const ports::Append& append, std::uint64_t& lastSubmission) {
    std::unique_ptr<Stream>& slot = m_streams[append.deployment];
    if (slot == nullptr) {
        slot = std::make_unique<Stream>();
        slot->sequence = ++lastSubmission;
        m_order.emplace(slot->sequence, slot.get());
    } else {
        leave(*slot);
    }
    for (const DeploymentEventBody& body : append.events) {
        slot->events.push_back({slot->events.size() + 1, append.at, body});
    }
    slot->summary = append.summary;
    slot->summary.version = slot->events.size();
    enter(*slot);
    ScopeRow& scope = m_scopes[append.summary.scope];
    switch (append.summary.stableChange.kind) {
    case StableChange::Kind::Unchanged: break;
    case StableChange::Kind::Set: scope.stable = append.summary.stableChange.release; break;
    case StableChange::Kind::Cleared: scope.stable.reset(); break;
    }
    return slot->summary.version;
}

std::vector<DeploymentId> DeploymentTable::prune(std::size_t finishedKept) {
    std::vector<DeploymentId> removed;
    while (m_finished.size() > finishedKept) {
        const auto oldest = m_order.find(*m_finished.begin());
        removed.push_back(oldest->second->summary.id);
        m_finished.erase(m_finished.begin());
        m_order.erase(oldest);
        m_streams.erase(removed.back());
    }
    return removed;
}

const Stream* DeploymentTable::find(const DeploymentId& id) const {
    const auto it = m_streams.find(id);
    return it == m_streams.end() ? nullptr : it->second.get();
}

ports::ScopeDeployments DeploymentTable::inScope(const Scope& scope) const {
    ports::ScopeDeployments answer;
    if (const auto it = m_scopes.find(scope); it != m_scopes.end()) {
        answer.stable = it->second.stable;
        for (const auto& [sequence, stream] : it->second.unfinished) {
            answer.active.push_back(stream->summary.id);
        }
    }
    return answer;
}

void DeploymentTable::addScopesWithWork(std::map<std::uint64_t, Scope>& out) const {
    for (const auto& [scope, row] : m_scopes) {
        if (!row.unfinished.empty()) {
            out.emplace(row.unfinished.begin()->first, scope);
        }
    }
}

Result<ports::DeploymentPage> DeploymentTable::list(const ports::DeploymentFilter& filter,
                                                    const std::string& page, std::size_t limit) const {
    const Result<std::uint64_t> below = ports::pageStart(page);
    HS_TRY(below);
    HS_TRY(ports::checkLimit(limit));
    ports::DeploymentPage answer;
    std::uint64_t last = 0;
    auto it = m_order.lower_bound(*below);
    while (it != m_order.begin()) {
        --it;
        if (!matches(it->second->summary, filter)) {
            continue;
        }
        if (answer.rows.size() == limit) {
            answer.next = std::to_string(last);
            break;
        }
        answer.rows.push_back(it->second->summary);
        last = it->first;
    }
    return answer;
}

DeploymentTable::Counts DeploymentTable::countsOf(DeploymentState state) {
    return {state == DeploymentState::Queued ? 1U : 0U, isActive(state) ? 1U : 0U};
}

void DeploymentTable::leave(const Stream& stream) {
    const Counts counts = countsOf(stream.summary.state);
    m_counts.queued -= counts.queued;
    m_counts.active -= counts.active;
    m_finished.erase(stream.sequence);
    m_scopes[stream.summary.scope].unfinished.erase(stream.sequence);
}

void DeploymentTable::enter(const Stream& stream) {
    const Counts counts = countsOf(stream.summary.state);
    m_counts.queued += counts.queued;
    m_counts.active += counts.active;
    if (isTerminal(stream.summary.state)) {
        m_finished.insert(stream.sequence);
    } else {
        m_scopes[stream.summary.scope].unfinished.emplace(stream.sequence, &stream);
    }
}

} // namespace hotswap::store
