// SPDX-License-Identifier: Apache-2.0
// Telemetry rows: numbers in columns, histograms as pairs of bucket and count.
#include "core/codec/canonical_json.h"
#include "core/store/postgres/fleet_port.h"
#include "core/store/postgres/node_records_port.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace hotswap::store::postgres {

namespace {

constexpr std::size_t kNamedBytesMax = 64 * 1024;

codec::Json pairsOf(const LatencyHistogram& histogram) {
    codec::Json pairs = codec::Json::array();
    for (std::size_t i = 0; i < LatencyHistogram::kBuckets; ++i) {
        if (histogram.buckets()[i] != 0) {
            pairs.push_back(i);
            pairs.push_back(histogram.buckets()[i]);
        }
    }
    return pairs;
}

/// "{3,12,4,1}" into a histogram.
LatencyHistogram histogramOf(std::string_view pairs, double sum) {
    LatencyHistogram histogram;
    const char* at = pairs.data() + 1;
    const char* const end = pairs.data() + pairs.size();
    while (at < end && *at != '}') {
        std::uint32_t bucket = 0;
        std::uint32_t count = 0;
        at = std::from_chars(at, end, bucket).ptr + 1;
        at = std::from_chars(at, end, count).ptr + 1;
        if (bucket < LatencyHistogram::kBuckets) {
            histogram.restore(bucket, count);
        }
    }
    histogram.restoreSum(sum);
    return histogram;
}

codec::Json finite(double value) {
    return std::isfinite(value) ? codec::Json(value) : codec::Json(nullptr);
}

codec::Json rowOf(const Sample& sample) {
    codec::Json named = codec::Json::object();
    for (const auto& [name, value] : sample.named) {
        named[name] = finite(value);
    }
    return {{"module", sample.module.value},
            {"start", toMs(sample.start)},
            {"node", sample.node.value},
            {"release", sample.release.value},
            {"length", sample.length.count()},
            {"requests", sample.requests},
            {"errors", sample.errors},
            {"cpu", finite(sample.cpuPercent)},
            {"memory", finite(sample.memoryPercent)},
            {"sum", sample.latency.sumMs()},
            {"latency", pairsOf(sample.latency)},
            {"named", std::move(named)}};
}

Status readNamed(std::string_view text, Sample& sample) {
    if (text == "{}") {
        return success();
    }
    const auto json = codec::parseJson(text, {kNamedBytesMax});
    HS_TRY(json);
    for (const auto& [name, value] : json->items()) {
        sample.named[name] =
            value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
    }
    return success();
}

constexpr std::string_view kSampleColumns =
    "SELECT node, release, start, length, requests, errors, cpu, memory, latency_sum, latency, named "
    "FROM hotswap.sample WHERE tenant_id = $1 AND environment = $2 AND module = $3 "
    "AND start >= $4 AND start < $5 ";

Result<std::vector<Sample>> samplesOf(const Rows& rows, const ModuleName& module) {
    std::vector<Sample> samples(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Sample& sample = samples[i];
        sample.module = module;
        sample.node = NodeId{std::string(rows.text(i, 0))};
        sample.release = Digest{std::string(rows.text(i, 1))};
        sample.start = instantFromMs(rows.number(i, 2));
        sample.length = Duration{rows.number(i, 3)};
        sample.requests = static_cast<std::uint64_t>(rows.number(i, 4));
        sample.errors = static_cast<std::uint64_t>(rows.number(i, 5));
        sample.cpuPercent = rows.real(i, 6);
        sample.memoryPercent = rows.real(i, 7);
        sample.latency = histogramOf(rows.text(i, 9), rows.real(i, 8));
        HS_TRY(readNamed(rows.text(i, 10), sample));
    }
    return samples;
}

constexpr std::string_view kOfArm = "AND node = ANY ($6::text[]) AND ($7 = '' OR release = $7) ";

std::vector<std::string> armParameters(const Scope& scope, const ports::ArmRequest& request) {
    std::vector<std::string> nodes;
    for (const NodeId& node : request.nodes) {
        nodes.push_back(node.value);
    }
    return {scope.tenant.value,
            scope.environment.value,
            scope.module.value,
            std::to_string(toMs(request.from)),
            std::to_string(toMs(request.to)),
            arrayText(nodes),
            request.release ? request.release->value : ""};
}

} // namespace

Status FleetPort::putSamples(const TenantId& tenant, const EnvironmentId& environment,
                             const std::vector<Sample>& samples) {
    if (tenant.empty() || environment.empty()) {
        return invalidField(tenant.empty() ? "tenant" : "environment", "a name");
    }
    if (samples.empty()) {
        return success();
    }
    codec::Json rows = codec::Json::array();
    for (const Sample& sample : samples) {
        if (sample.length <= Duration::zero()) {
            return invalidField("length", "more than 0 ms");
        }
        rows.push_back(rowOf(sample));
    }
    HS_TRY(m_pool.run(
        "SELECT hotswap.put_samples($1, $2, $3::jsonb)",
        {tenant.value, environment.value, rows.dump(-1, ' ', false, codec::Json::error_handler_t::replace)},
        Effect::Write));
    m_committed();
    return success();
}

Result<std::vector<Sample>> FleetPort::samples(const Scope& scope, Instant from, Instant to,
                                               std::size_t limit) {
    const auto rows =
        m_pool.run(std::string(kSampleColumns) + "ORDER BY start LIMIT $6",
                   {scope.tenant.value, scope.environment.value, scope.module.value,
                    std::to_string(toMs(from)), std::to_string(toMs(to)), std::to_string(limit)},
                   Effect::Read);
    HS_TRY(rows);
    return samplesOf(*rows, scope.module);
}

Result<std::vector<Sample>> NodeRecordsPort::nodeSamples(const Scope& scope, const NodeId& node, Instant from,
                                                         Instant to, std::size_t limit) {
    const auto rows =
        m_pool.run(std::string(kSampleColumns) + "AND node = $7 ORDER BY start LIMIT $6",
                   {scope.tenant.value, scope.environment.value, scope.module.value,
                    std::to_string(toMs(from)), std::to_string(toMs(to)), std::to_string(limit), node.value},
                   Effect::Read);
    HS_TRY(rows);
    return samplesOf(*rows, scope.module);
}

Result<std::vector<Sample>> MetricsPort::rows(const Scope& scope, const ports::ArmRequest& request) {
    std::vector<std::string> parameters = armParameters(scope, request);
    parameters.push_back(std::to_string(kRowsMax));
    const auto rows = m_pool.run(std::string(kSampleColumns) + std::string(kOfArm) +
                                     "ORDER BY start, node COLLATE \"C\" LIMIT $8",
                                 std::move(parameters), Effect::Read);
    HS_TRY(rows);
    return samplesOf(*rows, scope.module);
}

} // namespace hotswap::store::postgres
