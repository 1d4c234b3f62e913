// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the looks at one wave bring, grown from look to look: only what came in since the last one is asked
// for, so that a bake of any length costs the same per look. Can be lost at any time; it is then begun again
// from the kept evidence and the metrics source.

#include "core/domain/look.h"
#include "core/engine/reconciler.h"
#include "core/ports/evidence_book.h"
#include "core/ports/metrics_source.h"
#include "core/verdict/wave_fold.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hotswap::engine {

/// Not thread-safe.
class LookFeed {
public:
    /// One deployment's.
    struct Subject {
        const Deployment& deployment;
        ports::MetricsSource& metrics;
        ports::EvidenceBook* evidence = nullptr; ///< absent: everything comes from the metrics source
    };

    /// What is new since the look before, folded. An error: the source, or the evidence, cannot be read; then
    /// nothing has changed.
    Result<TakenLook> take(const Subject& subject, const LookRequest& request,
                           std::vector<SeriesValue> series, Instant now);
    /// Numbers of the deployment's looks so far.
    std::uint32_t number() const { return m_number; }

private:
    using RowKey = std::pair<Instant, NodeId>;
    using Seen = std::map<RowKey, std::uint64_t>; ///< and what the row held, in short

    Status begin(const Subject& subject, const LookRequest& request);
    Result<std::vector<Sample>> fresh(const Subject& subject, const ports::ArmRequest& arm,
                                      const Seen& seen) const;
    Status addWindows(const Subject& subject, const LookRequest& request, LookInput& input) const;

    std::optional<std::uint32_t> m_wave;
    std::shared_ptr<verdict::WaveFold> m_fold;
    std::uint32_t m_number = 0;
    bool m_isFirst = true; ///< no look at the wave was taken yet
    Instant m_upTo{};      ///< of the look before
    Seen m_canary, m_untouched;
};

} // namespace hotswap::engine
