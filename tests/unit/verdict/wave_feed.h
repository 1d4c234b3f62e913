// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looks at a wave whose numbers are given: rows of ten seconds, a look with each.

#include "core/verdict/wave_fold.h"

#include <functional>
#include <optional>
#include <string>

namespace hotswap::verdict {

inline constexpr std::int64_t kFeedStartMs = 1'000'000'000;

struct WaveFeed {
    std::size_t canaryNodes = 2;
    std::size_t untouchedNodes = 18;
    std::uint64_t requests = 1'000; ///< of a row
    double latencyMs = 20;
    int windows = 60;
    JudgePolicy policy;
    WaveFacts facts;
    /// Changes a row before it is given: canary or not, node, window. False: it does not come.
    std::function<bool(Sample&, bool, std::size_t, int)> change;
    std::function<void(LookInput&, int)> changeLook;

    WaveFeed() {
        policy.thresholds = defaultThresholds();
        facts.bakeStart = instantFromMs(kFeedStartMs);
        facts.bakeLength = std::chrono::hours(1);
    }

    static NodeId node(bool canary, std::size_t number) {
        return NodeId{(canary ? "c" : "u") + std::to_string(100 + number)};
    }

    Sample row(bool canary, std::size_t number, int window) const {
        Sample row;
        row.node = node(canary, number);
        row.release = Digest{canary ? "new" : "old"};
        row.start = instantFromMs(kFeedStartMs + window * 10'000);
        row.length = Duration{10'000};
        row.requests = requests;
        row.errors = 0;
        if (requests > 0) { // a spread, so that quantiles differ
            row.latency.record(latencyMs, requests - requests / 10);
            row.latency.record(latencyMs * 2, requests / 10);
        }
        // A little restless, the same for every run.
        const int step = static_cast<int>((number * 7 + static_cast<std::size_t>(window) * 5) % 11) - 5;
        row.cpuPercent = 30 + 0.1 * step;
        row.memoryPercent = 40 + 0.05 * step;
        return row;
    }

    LookInput look(int window) const {
        LookInput look;
        look.number = static_cast<std::uint32_t>(window + 1);
        look.at = instantFromMs(kFeedStartMs + (window + 1) * 10'000);
        for (const bool canary : {true, false}) {
            for (std::size_t i = 0; i < (canary ? canaryNodes : untouchedNodes); ++i) {
                Sample sample = row(canary, i, window);
                if (!change || change(sample, canary, i, window)) {
                    (canary ? look.canary : look.untouched).push_back(std::move(sample));
                }
            }
        }
        if (changeLook) {
            changeLook(look, window);
        }
        return look;
    }

    WaveFacts wave() const {
        WaveFacts wave = facts;
        for (std::size_t i = 0; i < canaryNodes; ++i) {
            wave.canary.push_back(node(true, i));
        }
        for (std::size_t i = 0; i < untouchedNodes; ++i) {
            wave.untouched.push_back(node(false, i));
        }
        return wave;
    }

    /// The verdict of the last look, or of the first that fails.
    Verdict run() const {
        WaveFold fold(policy, wave());
        std::optional<Verdict> verdict;
        for (int window = 0; window < windows; ++window) {
            const LookInput input = look(window);
            fold.add(input);
            const std::optional<Verdict> before = verdict;
            verdict = fold.judge({input.at, before ? &*before : nullptr, nullptr});
            if (verdict->kind == VerdictKind::Fail) {
                break;
            }
        }
        return *verdict;
    }
};

inline const MetricFinding* found(const Verdict& verdict, Metric metric, JudgeKind judge) {
    for (const MetricFinding& finding : verdict.findings) {
        if (finding.metric == metric && finding.judge == judge && finding.name.empty()) {
            return &finding;
        }
    }
    return nullptr;
}

} // namespace hotswap::verdict
