// SPDX-License-Identifier: Apache-2.0
#pragma once
// Folds the kept looks of one rollout again with another policy, as the engine would have: a wave whose
// verdict fails ends it, one that has not passed at its last look waits for a person, who let it go on where
// there are later looks. Looks come when they came then: another interval between looks changes nothing.
// Neither do another length of the bakes, other waves and the adaptive bake, since nothing was measured for
// them.

#include "core/domain/backtest.h"
#include "core/verdict/wave_fold.h"

#include <optional>
#include <vector>

namespace hotswap::verdict {

/// What the policy would have made of it.
struct ReplayResult {
    Replayed replayed = Replayed::NoEvidence;
    std::uint32_t wave = 0;
    Instant at{};
    std::optional<Verdict> verdict;
    std::uint32_t looks = 0;
};

/// Looks are given one by one, so that a long rollout needs no more memory than a short one.
class Replay {
public:
    /// `waves` by their number; looks at others are passed over. Both are copied.
    Replay(const JudgePolicy& policy, std::vector<WaveFacts> waves);
    /// In their order.
    void add(const LookInput& look);
    /// After the last look.
    ReplayResult result() const;
    /// Nothing that follows can change the result.
    bool hasStopped() const { return m_result.replayed == Replayed::Stops; }

private:
    void begin(std::uint32_t wave);
    /// What the wave's last verdict means for the rollout.
    static void endWave(const Verdict& last, std::uint32_t wave, ReplayResult& result);

    const JudgePolicy m_policy;
    const std::vector<WaveFacts> m_waves;
    std::optional<WaveFold> m_fold;
    std::uint32_t m_wave = 0;
    std::optional<Verdict> m_latest, m_earlierWave;
    ReplayResult m_result;
};

} // namespace hotswap::verdict
