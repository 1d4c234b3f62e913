// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/telemetry_fold.h"

#include <algorithm>
#include <cmath>

namespace hotswap::gateway {
namespace {

// Mean of two loads over their lengths; what was not measured on one side is taken from the other.
double weighted(double a, double weightA, double b, double weightB) {
    if (std::isnan(a)) {
        return b;
    }
    if (std::isnan(b)) {
        return a;
    }
    const double weight = weightA + weightB;
    return weight > 0 ? (a * weightA + b * weightB) / weight : a;
}

} // namespace

void mergeSample(Sample& sum, const Sample& part) {
    const double lengthSum = static_cast<double>(sum.length.count());
    const double lengthPart = static_cast<double>(part.length.count());
    sum.requests += part.requests;
    sum.errors += part.errors;
    sum.latency.merge(part.latency);
    sum.cpuPercent = weighted(sum.cpuPercent, lengthSum, part.cpuPercent, lengthPart);
    sum.memoryPercent = weighted(sum.memoryPercent, lengthSum, part.memoryPercent, lengthPart);
    for (const auto& [name, value] : part.named) {
        sum.named[name] = value;
    }
    sum.start = std::min(sum.start, part.start);
    sum.length += part.length;
}

void TelemetryFold::add(const EnvironmentId& environment, const Sample& sample, Instant now) {
    Batch& batch = m_batches[environment];
    if (sample.length >= m_config.times.telemetryFold) {
        batch.ready.push_back(sample);
    } else {
        const Key key{sample.node, {sample.module, sample.release}};
        const auto [entry, fresh] = batch.open.try_emplace(key, Open{sample, now});
        if (!fresh) {
            mergeSample(entry->second.sample, sample);
        }
        if (entry->second.sample.length >= m_config.times.telemetryFold) {
            batch.ready.push_back(std::move(entry->second.sample));
            batch.open.erase(entry);
        }
    }
    m_wakeAt = std::min(m_wakeAt, wakeOf(batch));
}

Instant TelemetryFold::wakeOf(const Batch& batch) const {
    if (!batch.ready.empty()) {
        return m_lastWrite + m_config.times.telemetryBatch;
    }
    // Parts whose rest never comes (the release was replaced) leave after twice their length.
    return batch.open.empty() ? kNever : batch.open.begin()->second.since + 2 * m_config.times.telemetryFold;
}

void TelemetryFold::moveDue(Batch& batch, Instant now) const {
    for (auto it = batch.open.begin(); it != batch.open.end();) {
        if (it->second.since + 2 * m_config.times.telemetryFold <= now) {
            batch.ready.push_back(std::move(it->second.sample));
            it = batch.open.erase(it);
        } else {
            ++it;
        }
    }
}

Result<std::uint64_t> TelemetryFold::flush(Instant now, ports::FleetStore& store) {
    std::uint64_t dropped = 0;
    if (now < m_wakeAt) {
        return dropped;
    }
    m_lastWrite = now;
    Status outcome = success();
    for (auto& [environment, batch] : m_batches) {
        moveDue(batch, now);
        if (batch.ready.empty()) {
            continue;
        }
        if (Status put = store.putSamples(m_config.tenant, environment, batch.ready); put.ok()) {
            batch.ready.clear();
            continue;
        } else {
            outcome = put;
        }
        if (const std::size_t most = m_config.limits.samplesKeptMax; batch.ready.size() > most) {
            const std::size_t over = batch.ready.size() - most;
            batch.ready.erase(batch.ready.begin(), batch.ready.begin() + static_cast<std::ptrdiff_t>(over));
            dropped += over;
        }
    }
    m_wakeAt = kNever;
    for (const auto& [environment, batch] : m_batches) {
        m_wakeAt = std::min(m_wakeAt, wakeOf(batch));
    }
    if (!outcome.ok() && dropped == 0) {
        return outcome.error();
    }
    return dropped;
}

} // namespace hotswap::gateway
