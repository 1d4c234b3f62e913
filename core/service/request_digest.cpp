// SPDX-License-Identifier: Apache-2.0
#include "core/service/request_digest.h"

#include "core/crypto/hash.h"

#include <charconv>
#include <concepts>

namespace hotswap::service {

namespace {

/// Fields one after the other, each with its length in front, so that no two requests give the same text.
class Fields {
public:
    void add(std::string_view text) {
        m_text += std::to_string(text.size());
        m_text += ':';
        m_text += text;
    }
    template <std::integral Number>
    void add(Number number) {
        add(std::string_view(std::to_string(number)));
    }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void add(Enum value) { add(static_cast<int>(value)); }
    void add(double number) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr; // shortest exact form
        add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
    }
    void add(Duration duration) { add(duration.count()); }
    template <class Tag>
    void add(const Id<Tag>& id) {
        add(std::string_view(id.value));
    }
    void add(const Amount& amount) {
        add(amount.unit);
        add(amount.value);
    }
    void add(const CheckPolicy& check) {
        add(std::string_view(check.name));
        add(check.limit);
    }
    void add(const ThresholdRule& rule) {
        add(rule.metric);
        add(rule.relative);
        add(rule.absoluteFloor);
        add(rule.critical);
        all(rule.absoluteLimit, rule.dryRun);
    }
    void add(const MetricPolicy& m) {
        all(std::string_view(m.name), m.source, std::string_view(m.provider), std::string_view(m.query),
            m.worse, m.relative, m.absoluteFloor, m.absoluteLimit, m.critical, m.dryRun);
        all(m.interval, m.initialDelay, m.countMax, m.failuresMax, m.inconclusiveMax, m.errorsInARowMax,
            m.groups, m.missingIsZero, m.mustHaveData, m.removeOutliers);
        all(m.effectIncrease, m.effectDecrease, m.criticalIncrease, m.criticalDecrease);
    }
    void add(const SequentialPolicy& s) {
        all(s.falseAlarmRate, s.errorShare, s.latencyShare, s.passConfidence, s.passesEarly, s.grossErrorRate,
            s.grossRatio, s.calmCheck);
    }
    void add(const RankPolicy& r) {
        all(r.pass, r.marginal, r.groupWeights.size());
        for (const auto& [group, weight] : r.groupWeights) {
            all(std::string_view(group), weight);
        }
    }
    void add(const StabilisationPolicy& s) {
        all(s.enabled, s.cpu, s.memory, s.latency, s.looksInARow, s.interval, s.bakeMin, s.bakeMax);
    }
    template <class Item>
    void add(const std::vector<Item>& items) {
        add(items.size());
        for (const Item& item : items) {
            add(item);
        }
    }
    void add(const std::vector<std::string>& items) {
        add(items.size());
        for (const std::string& item : items) {
            add(std::string_view(item));
        }
    }
    void add(const std::map<std::string, std::string>& entries) {
        add(entries.size());
        for (const auto& [name, value] : entries) {
            add(std::string_view(name));
            add(std::string_view(value));
        }
    }
    template <class... Items>
    void all(const Items&... items) {
        (add(items), ...);
    }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

void addPolicy(Fields& f, const Policy& p) {
    const StrategyPolicy& s = p.strategy;
    f.all(p.version, s.kind, s.inFlightMax, s.batch, s.batching, s.betweenBatches, s.firstWave, s.increment,
          s.steps, s.bake, s.smokeLimit, s.warm, std::string_view(s.orderByLabel));
    const GatePolicy& g = p.gate;
    f.all(g.minHealthyTime, g.healthyDeadline, g.progressDeadline, g.nodeCommandLimit,
          g.availabilityFloorPercent, g.offlineNodes);
    const JudgePolicy& j = p.judge;
    f.all(j.judged, j.requireTraffic, j.thresholds, j.lookInterval, j.looksInARow, j.canaryRequestsMin,
          j.canaryErrorsMin, j.samplesPerSideMin, j.baselineNodesMin, j.baselineRequestShareMin,
          j.beforeWindow, j.sourceErrorsInARow, j.unclear);
    f.all(j.judges, j.metrics, j.sequential, j.rank, j.stabilisation, j.matchLabels);
    f.all(p.rollback.triesAtOnce, p.rollback.retryFirst, p.rollback.retryResting);
    const ApprovalPolicy& a = p.approval;
    f.all(a.required, a.quorum, a.groups, a.fourEyes, a.expiresAfter);
    f.all(p.pipeline.build, p.pipeline.test, p.pipeline.securityScan, p.pipeline.validate);
}

struct Writer {
    Fields& f;

    void operator()(const ports::requests::Submit& submit) const {
        const DeploymentRequest& r = submit.request;
        f.all(std::string_view("submit"), r.environment, r.module, std::string_view(r.version.text()),
              r.strategy.has_value(), r.policy.has_value());
        if (r.strategy) {
            f.add(*r.strategy);
        }
        if (r.policy) {
            addPolicy(f, *r.policy);
        }
        f.all(r.selector.labels, r.selector.nodes, std::string_view(r.description), r.metadata, r.supersede);
    }
    void operator()(const ports::requests::Act& act) const {
        f.all(std::string_view("act"), act.deployment, act.verb, act.node, std::string_view(act.reason));
    }
    void operator()(const ports::requests::CastVote& vote) const {
        f.all(std::string_view("vote"), vote.approval, vote.decision, vote.planDigest,
              std::string_view(vote.reason));
    }
    void operator()(const ports::requests::HandOver& request) const {
        const Scope& scope = request.scope;
        f.all(std::string_view("handOver"), scope.tenant, scope.environment, scope.module);
    }
    void operator()(const ports::requests::MakeToken& request) const {
        f.all(std::string_view("makeToken"), request.environment, request.uses, request.valid);
    }
    void operator()(const ports::requests::RevokeNode& request) const {
        f.all(std::string_view("revokeNode"), request.node, std::string_view(request.reason));
    }
    void operator()(const ports::requests::DrainNodes& request) const {
        f.all(std::string_view("drainNodes"), request.nodes, std::string_view(request.reason));
    }
    void operator()(const ports::requests::UndrainNodes& request) const {
        f.all(std::string_view("undrainNodes"), request.nodes, std::string_view(request.reason));
    }
    void operator()(const ports::requests::StopLine& request) const {
        const Scope& scope = request.scope;
        f.all(std::string_view("stopLine"), scope.tenant, scope.environment, scope.module,
              std::string_view(request.reason));
    }
    void operator()(const ports::requests::SetPolicy& request) const {
        const ports::PolicyChange& change = request.change;
        f.all(std::string_view("setPolicy"), change.environment, change.module,
              std::string_view(change.reason), change.after.has_value(), change.after.value_or(0));
        addPolicy(f, change.policy);
    }
    void operator()(const ports::requests::ReleaseLine& request) const {
        const Scope& scope = request.scope;
        f.all(std::string_view("releaseLine"), scope.tenant, scope.environment, scope.module,
              std::string_view(request.reason));
    }
};

} // namespace

std::string requestDigest(const ports::ConsoleRequest& request) {
    Fields fields;
    std::visit(Writer{fields}, request);
    return crypto::sha256Hex(fields.text());
}

} // namespace hotswap::service
