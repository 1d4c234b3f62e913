// SPDX-License-Identifier: Apache-2.0
#include "core/engine/look_cache.h"

#include <algorithm>
#include <cmath>

namespace hotswap::engine {

namespace {

/// Samples may be written this late after their interval: gateways write in batches and nodes reconnect.
constexpr Duration kLateness{60'000};

double weighted(double a, std::uint32_t samplesA, double b, std::uint32_t samplesB) {
    if (samplesA == 0 || std::isnan(a)) {
        return b;
    }
    if (samplesB == 0 || std::isnan(b)) {
        return a;
    }
    return (a * samplesA + b * samplesB) / (static_cast<double>(samplesA) + samplesB);
}

} // namespace

void addTotals(ports::ArmTotals& into, const ports::ArmTotals& part) {
    into.cpuMean = weighted(into.cpuMean, into.samples, part.cpuMean, part.samples);
    into.memoryMean = weighted(into.memoryMean, into.samples, part.memoryMean, part.samples);
    into.requests += part.requests;
    into.errors += part.errors;
    into.latency.merge(part.latency);
    into.samples += part.samples;
    into.nodesSeen = std::max(into.nodesSeen, part.nodesSeen);
}

Result<ports::ArmTotals> GrowingArm::totals(ports::MetricsSource& source, const Scope& scope,
                                            const ports::ArmRequest& request, Instant now) {
    const bool goesOn = !m_isEmpty && m_settled.from == request.from && m_settled.to <= request.to &&
                        m_settled.release == request.release && m_settled.nodes == request.nodes;
    if (!goesOn) {
        m_settled = request;
        m_settled.to = request.from;
        m_sums = ports::ArmTotals{};
        m_isEmpty = false;
    }
    const Instant settles = std::max(m_settled.to, std::min(request.to, now - kLateness));
    if (settles > m_settled.to) {
        ports::ArmRequest next = request;
        next.from = m_settled.to;
        next.to = settles;
        const auto part = source.totals(scope, next);
        HS_TRY(part);
        addTotals(m_sums, *part);
        m_settled.to = settles;
    }
    if (m_settled.to >= request.to) {
        return m_sums;
    }
    ports::ArmRequest tail = request;
    tail.from = m_settled.to;
    auto part = source.totals(scope, tail);
    HS_TRY(part);
    ports::ArmTotals all = m_sums;
    addTotals(all, *part);
    return all;
}

} // namespace hotswap::engine
