// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sums of both sides over the window that the threshold judge sees. The window grows from the start of the
// bake; one that lasts for days (paused) is cut to what a bake would see, in steps, so that it grows from
// look to look in between.

#include "core/verdict/baseline.h"
#include "core/verdict/row_window.h"

#include <deque>
#include <vector>

namespace hotswap::verdict {

/// Nodes of an arm that count; all where it is empty.
using NodeMask = std::vector<bool>;

class ArmSums {
public:
    /// `longest`: of the window.
    ArmSums(Instant bakeStart, Duration longest);

    /// Windows in order of time. Rows from before the bake are passed over.
    void add(const RowWindow& window, const NodeMask& untouched, std::uint32_t mergedNodes);
    /// Forgets what no later window will see.
    void forgetBefore(Instant at);
    ArmNumbers canary(Instant at) const { return numbers(m_canary, at); }
    ArmNumbers untouched(Instant at) const { return numbers(m_untouched, at); }

private:
    struct Sum {
        std::uint64_t requests = 0;
        std::uint64_t errors = 0;
        LatencyHistogram latency;
        double cpu = 0;
        double memory = 0;
        std::uint32_t cpuSamples = 0;
        std::uint32_t memorySamples = 0;
        std::uint32_t samples = 0;
        void add(const ArmRow& row);
        void add(const Sum& other);
    };
    struct Step {
        std::int64_t number = 0;
        Sum sum;
    };
    struct Arm {
        std::deque<Step> steps;
        std::vector<std::int64_t> lastSeenMs; ///< by node
        std::uint32_t mergedNodes = 0;
        Sum& at(std::int64_t number);
        void see(const ArmRow& row);
    };

    std::int64_t stepOf(std::int64_t startMs) const;
    std::int64_t firstStep(Instant at) const;
    ArmNumbers numbers(const Arm& arm, Instant at) const;

    Instant m_bakeStart;
    Duration m_longest;
    Duration m_step;
    Arm m_canary;
    Arm m_untouched;
};

} // namespace hotswap::verdict
