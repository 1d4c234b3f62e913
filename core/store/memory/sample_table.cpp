// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/sample_table.h"

#include <algorithm>
#include <optional>
#include <set>

namespace hotswap::store {

Status SampleTable::check(const EnvironmentId& environment, const std::vector<Sample>& samples,
                          const SampleLimits& limits) const {
    // A sample brings at most its node, its release and its named metrics. All are counted as new, so that
    // checking costs no look-ups; a batch may so end a little above the limit, the next one is refused.
    constexpr std::size_t kNamesOfOwn = 2;
    std::map<ModuleName, std::size_t> names;
    for (const Sample& sample : samples) {
        if (sample.length <= Duration::zero()) {
            return invalidField("length", "more than 0 ms");
        }
        const auto [it, added] = names.try_emplace(sample.module, 0);
        if (added) {
            const Series* series = find(environment, sample.module);
            it->second = series == nullptr ? 0 : series->names.size();
        }
        if (it->second + kNamesOfOwn + sample.named.size() > limits.namesMax) {
            return makeError(ErrorCode::LimitExceeded, "names in the samples of " + sample.module.value);
        }
    }
    return success();
}

void SampleTable::put(const EnvironmentId& environment, const std::vector<Sample>& samples,
                      const SampleLimits& limits) {
    for (const Sample& sample : samples) {
        Series& series = m_series[{environment, sample.module}];
        const auto place =
            std::upper_bound(series.samples.begin(), series.samples.end(), sample.start,
                             [](Instant start, const PackedSample& s) { return start < s.start; });
        series.samples.insert(place, packSample(sample, series.names));
        const Instant oldest = series.samples.back().start - limits.kept;
        while (series.samples.size() > limits.samplesMax || series.samples.front().start < oldest) {
            series.samples.pop_front();
        }
    }
}

std::vector<Sample> SampleTable::window(const EnvironmentId& environment, const ModuleName& module,
                                        Instant from, Instant to, std::size_t limit) const {
    std::vector<Sample> rows;
    const Series* series = find(environment, module);
    if (series == nullptr) {
        return rows;
    }
    const auto [first, last] = between(*series, from, to);
    rows.reserve(std::min(limit, static_cast<std::size_t>(std::distance(first, last))));
    for (auto it = first; it != last && rows.size() < limit; ++it) {
        rows.push_back(unpackSample(*it, series->names));
        rows.back().module = module;
    }
    return rows;
}

std::vector<Sample> SampleTable::ofNode(const EnvironmentId& environment, const ModuleName& module,
                                        const NodeId& node, Span span, std::size_t limit) const {
    std::vector<Sample> rows;
    const Series* series = find(environment, module);
    if (series == nullptr) {
        return rows;
    }
    const auto [first, last] = between(*series, span.from, span.to);
    std::optional<std::uint32_t> number; // names are compared until the node's was met once
    for (auto it = first; it != last && rows.size() < limit; ++it) {
        if (number ? it->node != *number : series->names.nameOf(it->node) != node.value) {
            continue;
        }
        number = it->node;
        rows.push_back(unpackSample(*it, series->names));
        rows.back().module = module;
    }
    return rows;
}

std::vector<const PackedSample*> SampleTable::wantedOf(const Series& series,
                                                       const ports::ArmRequest& request) {
    const std::set<NodeId> wanted(request.nodes.begin(), request.nodes.end());
    std::unordered_map<std::uint32_t, bool> isWanted; // names are compared once
    std::vector<const PackedSample*> found;
    const auto [first, last] = between(series, request.from, request.to);
    for (auto it = first; it != last; ++it) {
        const auto [known, added] = isWanted.try_emplace(it->node, false);
        if (added) {
            known->second = wanted.contains(NodeId{series.names.nameOf(it->node)});
        }
        if (known->second &&
            (!request.release || series.names.nameOf(it->release) == request.release->value)) {
            found.push_back(&*it);
        }
    }
    return found;
}

std::vector<Sample> SampleTable::rows(const EnvironmentId& environment, const ModuleName& module,
                                      const ports::ArmRequest& request) const {
    std::vector<Sample> rows;
    if (const Series* series = find(environment, module)) {
        for (const PackedSample* packed : wantedOf(*series, request)) {
            rows.push_back(unpackSample(*packed, series->names));
            rows.back().module = module;
        }
    }
    std::sort(rows.begin(), rows.end(), [](const Sample& a, const Sample& b) {
        return std::tie(a.start, a.node) < std::tie(b.start, b.node);
    });
    rows.resize(std::min(rows.size(), ports::MetricsSource::kRowsMax));
    return rows;
}

const SampleTable::Series* SampleTable::find(const EnvironmentId& environment,
                                             const ModuleName& module) const {
    const auto it = m_series.find({environment, module});
    return it == m_series.end() ? nullptr : &it->second;
}

SampleTable::Range SampleTable::between(const Series& series, Instant from, Instant to) {
    const auto before = [](const PackedSample& s, Instant when) { return s.start < when; };
    const auto first = std::lower_bound(series.samples.begin(), series.samples.end(), from, before);
    return {first, std::lower_bound(first, series.samples.end(), std::max(from, to), before)};
}

} // namespace hotswap::store
