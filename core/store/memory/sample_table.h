// SPDX-License-Identifier: Apache-2.0
#pragma once
// Telemetry of one tenant: a ring of samples per environment and module, oldest first.

#include "core/domain/result.h"
#include "core/ports/metrics_source.h"
#include "core/store/memory/sample_codec.h"

#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace hotswap::store {

/// How much telemetry is kept in one series.
struct SampleLimits {
    std::size_t samplesMax = 400'000;
    Duration kept{60 * 60'000}; ///< before the newest sample of the series
    std::size_t namesMax = 40'000;
};

/// Not thread-safe: part of the locked state. Times of samples were checked by the gateway that took them.
class SampleTable {
public:
    /// LimitExceeded when a series would have to know too many names; InvalidArgument naming "length".
    Status check(const EnvironmentId& environment, const std::vector<Sample>& samples,
                 const SampleLimits& limits) const;
    void put(const EnvironmentId& environment, const std::vector<Sample>& samples,
             const SampleLimits& limits);

    std::vector<Sample> window(const EnvironmentId& environment, const ModuleName& module, Instant from,
                               Instant to, std::size_t limit) const;
    /// A half-open time span.
    struct Span {
        Instant from{};
        Instant to{};
    };
    std::vector<Sample> ofNode(const EnvironmentId& environment, const ModuleName& module, const NodeId& node,
                               Span span, std::size_t limit) const;
    /// As MetricsSource::rows.
    std::vector<Sample> rows(const EnvironmentId& environment, const ModuleName& module,
                             const ports::ArmRequest& request) const;

private:
    struct Series {
        std::deque<PackedSample> samples; ///< by start
        NameTable names;
    };
    using Range =
        std::pair<std::deque<PackedSample>::const_iterator, std::deque<PackedSample>::const_iterator>;

    const Series* find(const EnvironmentId& environment, const ModuleName& module) const;
    /// The packed samples that the request asks for, in order.
    static std::vector<const PackedSample*> wantedOf(const Series& series, const ports::ArmRequest& request);
    static Range between(const Series& series, Instant from, Instant to);

    std::map<std::pair<EnvironmentId, ModuleName>, Series> m_series;
};

} // namespace hotswap::store
