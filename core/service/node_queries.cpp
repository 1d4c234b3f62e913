// SPDX-License-Identifier: Apache-2.0
// Questions about one node: what it logged, what it was told to do, and how it was doing.
#include "core/service/queries.h"

#include "core/domain/limits.h"
#include "core/ports/paging.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace hotswap::service {

namespace queries = ports::queries;

namespace {

constexpr Duration kPointWidth{10'000};
constexpr std::size_t kSamplesPerModuleMax = 8'000; ///< an hour of one-second samples of two releases
constexpr std::size_t kModulesMax = 64;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// Everything measured in one point's time.
struct Bucket {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    LatencyHistogram latency;
    double cpu = 0;
    double memory = 0;
    std::uint32_t loads = 0; ///< samples that tell of the host

    void add(const Sample& sample) {
        requests += sample.requests;
        errors += sample.errors;
        latency.merge(sample.latency);
        if (!std::isnan(sample.cpuPercent) && !std::isnan(sample.memoryPercent)) {
            cpu += sample.cpuPercent;
            memory += sample.memoryPercent;
            ++loads;
        }
    }
};

ports::NodeSeriesAnswer::Point pointOf(Instant at, const Bucket* bucket) {
    ports::NodeSeriesAnswer::Point point{at, kNothing, kNothing, kNothing, kNothing, kNothing};
    if (bucket == nullptr) {
        return point;
    }
    if (bucket->loads > 0) {
        point.cpuPercent = bucket->cpu / bucket->loads;
        point.memoryPercent = bucket->memory / bucket->loads;
    }
    const double seconds = std::chrono::duration<double>(kPointWidth).count();
    point.requestsPerSecond = static_cast<double>(bucket->requests) / seconds;
    if (bucket->requests > 0) {
        point.errorPercent =
            100.0 * static_cast<double>(bucket->errors) / static_cast<double>(bucket->requests);
    }
    point.p95Ms = bucket->latency.quantileMs(0.95);
    return point;
}

} // namespace

Result<std::vector<ports::NodeLogLine>> Queries::nodeLog(const Identity& who, const queries::NodeLog& query) {
    HS_TRY(ports::checkLimit(query.limit));
    // NotFound for a node of another tenant, rather than an empty log.
    HS_TRY(m_ports.fleet.node(who.tenant, query.id));
    return m_ports.records.lines(who.tenant, query.id, query.filter, query.limit);
}

Result<ports::NodeJournalPage> Queries::nodeJournal(const Identity& who, const queries::NodeJournal& query) {
    HS_TRY(ports::checkLimit(query.limit));
    HS_TRY(m_ports.fleet.node(who.tenant, query.id));
    return m_ports.records.journal(who.tenant, query.id, query.page, query.limit);
}

Result<ports::NodeSeriesAnswer> Queries::nodeSeries(const Identity& who, const queries::NodeSeries& query) {
    const auto node = m_ports.fleet.node(who.tenant, query.id);
    HS_TRY(node);
    ports::NodeSeriesAnswer answer;
    answer.to = m_ports.clocks.now(node->environment);
    answer.width = kPointWidth;
    const Instant from = std::max(query.from, answer.to - limits::kNodeSeriesMax);
    // Points lie on a grid of their own, so that asking again from the last one continues the same series.
    const auto placeOf = [](Instant at) { return at.time_since_epoch() / kPointWidth; };
    const Instant first{placeOf(from) * kPointWidth};
    std::map<Duration::rep, Bucket> buckets;
    std::size_t modules = 0;
    for (const auto& [module, release] : node->modules) {
        if (++modules > kModulesMax) {
            break;
        }
        const auto samples = m_ports.records.nodeSamples({who.tenant, node->environment, module}, node->id,
                                                         first, answer.to, kSamplesPerModuleMax);
        HS_TRY(samples);
        for (const Sample& sample : *samples) {
            buckets[placeOf(sample.start)].add(sample);
        }
    }
    for (Duration::rep place = placeOf(first); place < placeOf(answer.to); ++place) {
        const auto found = buckets.find(place);
        answer.points.push_back(
            pointOf(Instant{place * kPointWidth}, found == buckets.end() ? nullptr : &found->second));
    }
    return answer;
}

} // namespace hotswap::service
