// SPDX-License-Identifier: Apache-2.0
#include "core/engine/look_feed.h"

#include "core/domain/look_merge.h"

#include <algorithm>

namespace hotswap::engine {

namespace {

/// Samples may be written, or grow, this late after their interval: gateways write in batches and nodes
/// reconnect.
constexpr Duration kLateness{60'000};
constexpr std::size_t kLooksPerRead = 50;

/// What the row held, so that one that has grown is told from one that came before.
std::uint64_t mark(const Sample& row) {
    std::uint64_t value = row.requests;
    for (const std::uint64_t part : {row.errors, row.latency.count(),
                                     static_cast<std::uint64_t>(row.length.count()), row.named.size()}) {
        value = value * 0x9E3779B97F4A7C15ULL + part; // Knuth's multiplier: neighbours end far apart
    }
    return value;
}

template <class Seen>
void remember(Seen& seen, const std::vector<Sample>& rows, Instant now) {
    for (const Sample& row : rows) {
        seen[{row.start, row.node}] = mark(row);
    }
    seen.erase(seen.begin(), seen.lower_bound({now - 2 * kLateness, NodeId{}}));
}

} // namespace

/// A wave's fold starts from what earlier leaders kept of it.
Status LookFeed::begin(const Subject& subject, const LookRequest& request) {
    const DeploymentSpec& spec = subject.deployment.spec();
    LookFeed anew;
    anew.m_number = m_number;
    anew.m_wave = request.wave;
    anew.m_upTo = request.canary.from;
    anew.m_fold = std::make_shared<verdict::WaveFold>(spec.policy.judge, request.facts);
    for (bool more = subject.evidence != nullptr; more;) {
        const auto looks =
            subject.evidence->evidence(spec.scope.tenant, spec.id, anew.m_number, kLooksPerRead);
        HS_TRY(looks);
        for (const LookEvidence& look : *looks) {
            anew.m_number = look.input.number;
            if (look.input.wave == request.wave) {
                anew.m_fold->add(look.input);
                remember(anew.m_canary, look.input.canary, look.input.at);
                remember(anew.m_untouched, look.input.untouched, look.input.at);
                anew.m_upTo = look.input.at;
                anew.m_isFirst = false;
            }
        }
        more = looks->size() == kLooksPerRead;
    }
    *this = std::move(anew);
    return success();
}

Result<std::vector<Sample>> LookFeed::fresh(const Subject& subject, const ports::ArmRequest& arm,
                                            const Seen& seen) const {
    ports::ArmRequest latest = arm;
    latest.from = m_isFirst ? arm.from : std::max(arm.from, m_upTo - kLateness);
    auto rows = subject.metrics.rows(subject.deployment.spec().scope, latest);
    HS_TRY(rows);
    std::erase_if(*rows, [&](const Sample& row) {
        const auto before = seen.find({row.start, row.node});
        return before != seen.end() && before->second == mark(row);
    });
    return rows;
}

Status LookFeed::addWindows(const Subject& subject, const LookRequest& request, LookInput& input) const {
    const auto sum = [&](const std::optional<ports::ArmRequest>& arm,
                         std::optional<WindowSum>& into) -> Status {
        if (arm) {
            const auto rows = subject.metrics.rows(subject.deployment.spec().scope, *arm);
            HS_TRY(rows);
            into = windowSum(*rows, arm->from, arm->to);
        }
        return success();
    };
    HS_TRY(sum(request.lastWave, input.lastWave));
    HS_TRY(sum(request.beforeRollout, input.beforeRollout));
    if (request.untouched && request.beforeRollout) {
        ports::ArmRequest before = *request.untouched;
        before.from = request.beforeRollout->from;
        before.to = request.beforeRollout->to;
        HS_TRY(sum(before, input.untouchedBefore));
    }
    return success();
}

Result<TakenLook> LookFeed::take(const Subject& subject, const LookRequest& request,
                                 std::vector<SeriesValue> series, Instant now) {
    if (m_wave != request.wave) {
        HS_TRY(begin(subject, request));
    }
    LookInput input;
    input.wave = request.wave;
    input.number = m_number + 1;
    input.at = now;
    input.series = std::move(series);
    auto canary = fresh(subject, request.canary, m_canary);
    HS_TRY(canary);
    input.canary = std::move(*canary);
    if (request.untouched) {
        ports::ArmRequest arm = *request.untouched;
        if (m_isFirst) { // how these nodes vary among themselves is learned before the bake
            arm.from -= subject.deployment.policy().judge.beforeWindow;
        }
        auto untouched = fresh(subject, arm, m_untouched);
        HS_TRY(untouched);
        input.untouched = std::move(*untouched);
    }
    if (m_isFirst) {
        HS_TRY(addWindows(subject, request, input));
    }
    remember(m_canary, input.canary, now);
    remember(m_untouched, input.untouched, now);
    m_fold->add(input);
    m_number = input.number;
    m_isFirst = false;
    m_upTo = now;
    return TakenLook{m_fold, std::move(input)};
}

} // namespace hotswap::engine
