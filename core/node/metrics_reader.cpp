// SPDX-License-Identifier: Apache-2.0
#include "core/node/metrics_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace hotswap::node {

namespace {

constexpr std::size_t kMetricLinesMax = 5'000;
constexpr std::size_t kNamedMax = 32;
constexpr std::size_t kNameCharsMax = 64;

struct Line {
    std::string_view name;
    std::string_view labels;
    double value = 0;
};

bool parseNumber(std::string_view text, double& value) {
    if (text == "+Inf" || text == "Inf") {
        value = INFINITY;
        return true;
    }
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failed == std::errc{} && end == text.data() + text.size();
}

bool parseLine(std::string_view text, Line& line) {
    const auto brace = text.find('{');
    const auto space = text.find(' ');
    std::string_view rest;
    if (brace != std::string_view::npos && brace < space) {
        const auto close = text.rfind('}');
        if (close == std::string_view::npos || close < brace) {
            return false;
        }
        line.name = text.substr(0, brace);
        line.labels = text.substr(brace + 1, close - brace - 1);
        rest = text.substr(close + 1);
    } else if (space != std::string_view::npos) {
        line.name = text.substr(0, space);
        line.labels = {};
        rest = text.substr(space);
    } else {
        return false;
    }
    while (!rest.empty() && rest.front() == ' ') {
        rest.remove_prefix(1);
    }
    return !line.name.empty() && parseNumber(rest.substr(0, rest.find(' ')), line.value); // a time may follow
}

/// Value of a label, for label values without escapes.
std::string_view label(std::string_view labels, std::string_view name) {
    std::size_t at = 0;
    while (at < labels.size()) {
        const auto equals = labels.find("=\"", at);
        if (equals == std::string_view::npos) {
            return {};
        }
        const auto end = labels.find('"', equals + 2);
        if (end == std::string_view::npos) {
            return {};
        }
        if (labels.substr(at, equals - at) == name) {
            return labels.substr(equals + 2, end - equals - 2);
        }
        at = end + 1;
        while (at < labels.size() && (labels[at] == ',' || labels[at] == ' ')) {
            ++at;
        }
    }
    return {};
}

void addBucket(MetricsReading& reading, double bound, double count) {
    const auto it = std::lower_bound(reading.latency.begin(), reading.latency.end(), bound,
                                     [](const auto& entry, double wanted) { return entry.first < wanted; });
    if (it != reading.latency.end() && it->first == bound) {
        it->second += count;
    } else {
        reading.latency.insert(it, {bound, count});
    }
}

void take(const Line& line, std::string_view type, MetricsReading& reading) {
    if (!std::isfinite(line.value)) {
        return;
    }
    if (line.name == "hotswap_requests_total") {
        reading.requests += line.value;
    } else if (line.name == "hotswap_errors_total") {
        reading.errors += line.value;
    } else if (line.name == "hotswap_request_duration_seconds_sum") {
        reading.latencySumS += line.value;
    } else if (line.name == "hotswap_request_duration_seconds_bucket") {
        if (double bound = 0; parseNumber(label(line.labels, "le"), bound)) {
            addBucket(reading, bound, line.value);
        }
    } else if ((type == "gauge" || type == "counter") && line.name.size() <= kNameCharsMax) {
        const std::string name(line.name);
        if (reading.named.contains(name) || reading.named.size() < kNamedMax) {
            reading.named[name] += line.value;
        }
    }
}

std::uint64_t whole(double value) {
    return value > 0 ? static_cast<std::uint64_t>(std::llround(value)) : 0;
}

/// Cumulative count of the earlier reading at this bound; 0 when it had no such bucket.
double before(const MetricsReading& reading, double bound) {
    const auto it = std::find_if(reading.latency.begin(), reading.latency.end(),
                                 [bound](const auto& entry) { return entry.first == bound; });
    return it == reading.latency.end() ? 0 : it->second;
}

} // namespace

MetricsReading parseMetrics(std::string_view text) {
    MetricsReading reading;
    std::string_view type;
    std::string_view typeOf;
    for (std::size_t lines = 0; !text.empty() && lines < kMetricLinesMax; ++lines) {
        const auto newline = text.find('\n');
        const std::string_view raw = text.substr(0, newline);
        text = newline == std::string_view::npos ? std::string_view{} : text.substr(newline + 1);
        if (raw.starts_with("# TYPE ")) {
            const auto rest = raw.substr(7);
            const auto space = rest.find(' ');
            typeOf = rest.substr(0, space);
            type = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
        } else if (Line line; !raw.empty() && raw.front() != '#' && parseLine(raw, line)) {
            take(line, line.name == typeOf ? type : std::string_view{}, reading);
        }
    }
    return reading;
}

void MetricsSeries::add(const MetricsReading& reading, Sample& sample) {
    sample.named = reading.named;
    if (!std::exchange(m_any, true)) {
        m_last = reading;
        return;
    }
    // A counter that fell belongs to a new process: everything it shows is new.
    const MetricsReading base = reading.requests < m_last.requests ? MetricsReading{} : m_last;
    sample.requests += whole(reading.requests - base.requests);
    sample.errors += whole(reading.errors - base.errors);
    const double sumMs =
        sample.latency.sumMs() + std::max(0.0, reading.latencySumS - base.latencySumS) * 1'000;
    double below = 0;
    double belowBase = 0;
    double lastBound = 0;
    for (const auto& [bound, cumulative] : reading.latency) {
        const double baseHere = before(base, bound);
        const auto count = whole((cumulative - below) - (baseHere - belowBase));
        // Slightly inside the bucket, so that equal bounds meet equal bounds.
        const double at = std::isfinite(bound) ? bound * 1'000 * (1 - 1e-9) : lastBound * 1'000 * 2;
        if (count > 0) {
            sample.latency.record(at, count);
        }
        below = cumulative;
        belowBase = baseHere;
        lastBound = bound;
    }
    sample.latency.restoreSum(sumMs);
    m_last = reading;
}

} // namespace hotswap::node
