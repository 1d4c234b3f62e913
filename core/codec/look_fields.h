// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fields of a look, each named once for writing and reading. Their order is the format: what changes it
// raises the version in look_archive.cpp.

#include "core/codec/look_archive.h"
#include "core/domain/look.h"

namespace hotswap::codec {

/// Constant when it is written.
template <class Archive, class T>
using Kept = std::conditional_t<Archive::kReads, T&, const T&>;

template <class A>
void keep(A& a, Kept<A, Sample> v) {
    a.name(v.node.value), a.name(v.module.value), a.name(v.release.value);
    a.moment(v.start), a.length(v.length);
    a.integer(v.requests), a.integer(v.errors);
    a.histogram(v.latency);
    a.number(v.cpuPercent), a.number(v.memoryPercent), a.named(v.named);
}

template <class A>
void keep(A& a, Kept<A, WindowSum> v) {
    keep<A>(a, v.sum);
    a.integer(v.samples), a.integer(v.nodesSeen);
}

template <class A>
void keep(A& a, Kept<A, SeriesValue> v) {
    a.name(v.metric), a.number(v.canary), a.number(v.baseline), a.flag(v.sourceFailed);
}

template <class A>
void keep(A& a, Kept<A, LookInput> v) {
    const auto each = [&a](auto& item) { keep<A>(a, item); };
    a.moment(v.at), a.integer(v.wave), a.integer(v.number), a.integer(v.mergedNodes);
    a.list(v.canary, each), a.list(v.untouched, each);
    a.maybe(v.lastWave, each), a.maybe(v.beforeRollout, each), a.maybe(v.untouchedBefore, each);
    a.list(v.series, each);
}

template <class A>
void keep(A& a, Kept<A, MetricFinding> v) {
    a.word(v.metric), a.word(v.kind), a.word(v.judge), a.name(v.name);
    a.number(v.canary), a.number(v.baseline), a.number(v.limit);
    a.integer(v.canarySamples), a.integer(v.baselineSamples), a.integer(v.samplesMissing);
    a.integer(v.breachesInARow), a.flag(v.critical), a.flag(v.dryRun);
    a.number(v.evidence), a.number(v.low), a.number(v.high);
    a.integer(v.requestsNeeded), a.length(v.timeNeeded);
}

template <class A>
void keep(A& a, Kept<A, Verdict> v) {
    a.word(v.kind), a.word(v.source), a.moment(v.at), a.integer(v.looks);
    a.integer(v.canaryRequests), a.integer(v.canaryErrors);
    a.integer(v.baselineRequests), a.integer(v.baselineErrors);
    a.list(v.findings, [&a](auto& finding) { keep<A>(a, finding); });
    a.number(v.falseAlarmRate), a.word(v.calm), a.number(v.dispersion);
    a.maybe(v.score, [&a](auto& score) { a.number(score); });
    a.integer(v.settledLooks);
}

} // namespace hotswap::codec
