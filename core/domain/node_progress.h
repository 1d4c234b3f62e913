// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far each node of a deployment has come: one row per node in the order it was planned, with sets per
// step and counts per wave, so that a decision looks at the nodes at work and never at the whole fleet.

#include "core/domain/command.h"
#include "core/domain/error.h"
#include "core/domain/ids.h"
#include "core/domain/time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace hotswap {

/// Where a node stands within a deployment.
enum class NodeStep {
    Pending,  ///< not touched yet
    InFlight, ///< a command is on its way or at work
    Settling, ///< applied; has to stay healthy for minHealthyTime
    Healthy,  ///< stayed healthy on the release (blue-green, first wave: prepared)
    Failed,
    Unknown, ///< its command ran out of time; what it runs is not known
    Skipped,
    GoingBack, ///< being taken back
    TakenBack, ///< serves the stable release again
    Stuck,     ///< could not be taken back: needs a person
};
inline constexpr std::size_t kNodeSteps = 10;
std::string_view nodeStepName(NodeStep step); ///< "inFlight", camelCase

/// One node's row. Instants are environment time.
struct NodeProgress {
    NodeId id;
    std::uint32_t wave = 0; ///< the wave it counts for now; blue-green moves it from 0 to 1
    NodeStep step = NodeStep::Pending;
    Instant since{};        ///< of the step
    Duration activeSince{}; ///< the deployment's active time when the step was entered (see activeTime())

    CommandId command; ///< latest; empty: none yet
    CommandAction action = CommandAction::Apply;
    Instant commandedAt{};
    Instant giveUpAt{};
    Instant answeredAt{};
    bool open = false;                     ///< the latest command has no answer yet
    bool rollback = false;                 ///< the latest command takes it back
    std::optional<ReceiptOutcome> outcome; ///< of the latest answered command
    Digest running;                        ///< what it said it runs; empty digest: nothing, or no answer yet

    bool mayHaveChanged = false; ///< some command of this deployment was written for it
    bool switched = false;       ///< traffic may have reached the new release (Apply or Switch was written)
    std::uint32_t tries = 0;     ///< to take it back
    ErrorCode reason = ErrorCode::Internal; ///< for Failed, Unknown and Stuck
    std::string detail;
};

/// All rows. Index = place in `ids()` order given at construction; nodes that join are added at the end.
class NodeTable {
public:
    /// Adds a node to a wave; repeated ids get the index they have (blue-green names each twice).
    std::uint32_t add(const NodeId& id, std::uint32_t wave);
    std::optional<std::uint32_t> indexOf(const NodeId& id) const;

    std::size_t size() const { return m_rows.size(); }
    const NodeProgress& at(std::uint32_t index) const { return m_rows[index]; }
    /// Everything but step and wave may be changed in place.
    NodeProgress& edit(std::uint32_t index) { return m_rows[index]; }
    void setStep(std::uint32_t index, NodeStep step, Instant at, Duration active);
    void setWave(std::uint32_t index, std::uint32_t wave);

    /// Indices of the nodes in a step, in no particular but reproducible order.
    std::span<const std::uint32_t> in(NodeStep step) const { return m_sets[static_cast<std::size_t>(step)]; }
    std::uint32_t count(NodeStep step) const { return static_cast<std::uint32_t>(in(step).size()); }
    std::uint32_t countInWave(std::uint32_t wave, NodeStep step) const;
    /// Number of nodes that count for the wave now.
    std::uint32_t waveSize(std::uint32_t wave) const;

private:
    using Counts = std::array<std::uint32_t, kNodeSteps>;
    void place(std::uint32_t index, NodeStep step);
    void take(std::uint32_t index);
    Counts& counts(std::uint32_t wave);

    std::vector<NodeProgress> m_rows;
    std::vector<std::uint32_t> m_places; ///< index → place in its step's set
    std::unordered_map<NodeId, std::uint32_t> m_indices;
    std::array<std::vector<std::uint32_t>, kNodeSteps> m_sets;
    std::vector<Counts> m_counts; ///< by wave
};

} // namespace hotswap
