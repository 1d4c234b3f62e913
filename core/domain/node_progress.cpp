// SPDX-License-Identifier: Apache-2.0
#include "core/domain/node_progress.h"

#include "core/domain/invariant.h"

#include <numeric>

namespace hotswap {

namespace {

constexpr std::size_t slot(NodeStep step) {
    return static_cast<std::size_t>(step);
}

} // namespace

std::string_view nodeStepName(NodeStep step) {
    switch (step) {
    case NodeStep::Pending: return "pending";
    case NodeStep::InFlight: return "inFlight";
    case NodeStep::Settling: return "settling";
    case NodeStep::Healthy: return "healthy";
    case NodeStep::Failed: return "failed";
    case NodeStep::Unknown: return "unknown";
    case NodeStep::Skipped: return "skipped";
    case NodeStep::GoingBack: return "goingBack";
    case NodeStep::TakenBack: return "takenBack";
    case NodeStep::Stuck: return "stuck";
    }
    invariantFailed("step", "a node step of the enum", __FILE__, __LINE__);
}

std::uint32_t NodeTable::add(const NodeId& id, std::uint32_t wave) {
    const auto index = static_cast<std::uint32_t>(m_rows.size());
    const auto [it, isNew] = m_indices.emplace(id, index);
    if (!isNew) {
        return it->second;
    }
    NodeProgress row;
    row.id = id;
    row.wave = wave;
    m_rows.push_back(std::move(row));
    m_places.push_back(0);
    place(index, NodeStep::Pending);
    return index;
}

std::optional<std::uint32_t> NodeTable::indexOf(const NodeId& id) const {
    const auto it = m_indices.find(id);
    return it == m_indices.end() ? std::nullopt : std::optional(it->second);
}

void NodeTable::setStep(std::uint32_t index, NodeStep step, Instant at, Duration active) {
    take(index);
    m_rows[index].step = step;
    m_rows[index].since = at;
    m_rows[index].activeSince = active;
    place(index, step);
}

void NodeTable::setWave(std::uint32_t index, std::uint32_t wave) {
    NodeProgress& row = m_rows[index];
    --counts(row.wave)[slot(row.step)];
    row.wave = wave;
    ++counts(row.wave)[slot(row.step)];
}

std::uint32_t NodeTable::countInWave(std::uint32_t wave, NodeStep step) const {
    return wave < m_counts.size() ? m_counts[wave][slot(step)] : 0;
}

std::uint32_t NodeTable::waveSize(std::uint32_t wave) const {
    return wave < m_counts.size() ? std::accumulate(m_counts[wave].begin(), m_counts[wave].end(), 0U) : 0;
}

void NodeTable::place(std::uint32_t index, NodeStep step) {
    auto& set = m_sets[slot(step)];
    m_places[index] = static_cast<std::uint32_t>(set.size());
    set.push_back(index);
    ++counts(m_rows[index].wave)[slot(step)];
}

void NodeTable::take(std::uint32_t index) {
    const NodeProgress& row = m_rows[index];
    auto& set = m_sets[slot(row.step)];
    HS_INVARIANT(set[m_places[index]] == index, "the step's set knows the node");
    const std::uint32_t last = set.back();
    set[m_places[index]] = last;
    m_places[last] = m_places[index];
    set.pop_back();
    --counts(row.wave)[slot(row.step)];
}

NodeTable::Counts& NodeTable::counts(std::uint32_t wave) {
    if (wave >= m_counts.size()) {
        m_counts.resize(wave + 1);
    }
    return m_counts[wave];
}

} // namespace hotswap
