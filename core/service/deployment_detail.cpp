// SPDX-License-Identifier: Apache-2.0
#include "core/service/deployment_detail.h"

#include "core/domain/invariant.h"

#include <algorithm>

namespace hotswap::service {

namespace {

using ports::WaveRow;

WaveRow::State stateOf(WavePhase phase) {
    switch (phase) {
    case WavePhase::Pending: return WaveRow::State::Pending;
    case WavePhase::Running: return WaveRow::State::Running;
    case WavePhase::Baking: return WaveRow::State::Baking;
    case WavePhase::Passed: return WaveRow::State::Passed;
    case WavePhase::Failed: return WaveRow::State::Failed;
    }
    invariantFailed("phase", "a wave's phase of the enum", __FILE__, __LINE__);
}

} // namespace

std::vector<ports::StageRow> stageRows(const Deployment& deployment) {
    std::vector<ports::StageRow> rows;
    for (const Stage stage : kAllStages) {
        const StageProgress& progress = deployment.stage(stage);
        rows.push_back({stage, progress.state, progress.detail, progress.checks});
    }
    return rows;
}

std::vector<ports::WaveRow> waveRows(const Deployment& deployment, Instant now) {
    const Instant at = std::max(now, deployment.changedAt());
    std::vector<ports::WaveRow> rows;
    for (std::size_t i = 0; i < deployment.waves().size(); ++i) {
        const WaveProgress& wave = deployment.waves()[i];
        WaveRow row;
        row.state = stateOf(wave.phase);
        row.verdict = wave.verdict;
        row.bakeStartedAt = wave.bakeStartedAt;
        row.bakeLength = wave.bakeLength;
        row.bakeDone = deployment.bakeDone(static_cast<std::uint32_t>(i), at);
        row.nodes.reserve(wave.nodes.size());
        for (const std::uint32_t index : wave.nodes) {
            const NodeProgress& node = deployment.nodes().at(index);
            row.nodes.push_back({node.id, node.step, node.reason, node.detail, node.since});
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace hotswap::service
