// SPDX-License-Identifier: Apache-2.0
#pragma once
// One wave's looks folded into what its judges need, look by look: the same for the engine, for a leader that
// folds kept evidence again, and for a back-test. A deterministic function of the looks; no clock, no I/O.

#include "core/domain/look.h"
#include "core/domain/policy.h"
#include "core/domain/verdict.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hotswap::verdict {

/// What is known of a wave before its first look. Nodes that are not listed are taken up as their rows come.
struct WaveFacts {
    std::uint32_t wave = 0; ///< from 0: later waves spend less of the false alarm rate
    StrategyKind strategy = StrategyKind::Canary;
    Instant bakeStart{};
    Duration bakeLength{};
    std::vector<NodeId> canary;    ///< all that run the new release, earlier waves' included
    std::vector<NodeId> untouched; ///< of baseline (1)
    /// Labels of nodes, for JudgePolicy::matchLabels; a node without is matched with no other.
    std::map<NodeId, std::map<std::string, std::string>> labels;
};

/// What a judgement needs beside the looks.
struct JudgeContext {
    Instant at{};
    const Verdict* previous = nullptr;    ///< the judgement before on the same wave; nullptr: the first
    const Verdict* earlierWave = nullptr; ///< latest on the wave before; nullptr: none
};

/// Folds looks and judges them. Memory is bounded by the policy, the nodes and the rows of the last minute,
/// not by time. Not thread-safe; to be moved, not copied.
///
/// Rows that begin before the bake serve to learn how the untouched nodes vary and which latencies are usual,
/// never to compare. Giving the untouched nodes' rows of some minutes before the bake with the first look
/// makes the first minutes much sharper, most of all with much traffic.
class WaveFold {
public:
    /// The policy's numbers are copied.
    WaveFold(const JudgePolicy& policy, WaveFacts facts);
    ~WaveFold();
    WaveFold(WaveFold&& other) noexcept;
    WaveFold& operator=(WaveFold&& other) noexcept;

    /// Looks in their order. Rows of the last minute may come late, or again when they have grown; those that
    /// come later than that are left out.
    void add(const LookInput& look);

    /// All judges that the policy names, in one verdict: a critical failure fails; else what is missing or
    /// not decided; passes when all pass. Dry-run metrics are shown and never count. Rows that cannot be
    /// (errors above requests, counts that no node can reach) are left out, and withhold the pass while they
    /// are recent or many. A canary that has fallen silent has no data.
    Verdict judge(const JudgeContext& context) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace hotswap::verdict
