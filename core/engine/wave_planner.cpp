// SPDX-License-Identifier: Apache-2.0
#include "core/engine/wave_planner.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_set>

namespace hotswap::engine {

namespace {

/// Fetching, unpacking and starting one release on one node, for estimates only; nothing is decided by it.
constexpr Duration kNodeWorkEstimate{5'000};

bool isReachable(const Node& node) {
    return node.state != NodeState::Offline && node.state != NodeState::Retired &&
           node.state != NodeState::Enrolling;
}

bool isTakenOut(NodeState state) {
    return state == NodeState::Draining || state == NodeState::Drained;
}

bool isSick(const Node& node, const ModuleName& module) {
    const NodeRelease* release = node.find(module);
    const bool probesFail = release != nullptr && !release->current.digest.empty() && !release->healthy;
    return node.state == NodeState::Degraded || node.state == NodeState::Suspect || probesFail;
}

/// Sick nodes first, then by the label's value, then by name.
std::vector<const Node*> ordered(std::vector<const Node*> nodes, const PlanRequest& request) {
    struct Key {
        bool well;
        std::string_view label;
        const Node* node;
    };
    std::vector<Key> keys;
    keys.reserve(nodes.size());
    for (const Node* node : nodes) {
        const auto label = node->labels.find(request.policy->strategy.orderByLabel);
        keys.push_back({!isSick(*node, request.scope.module),
                        label == node->labels.end() ? std::string_view() : std::string_view(label->second),
                        node});
    }
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
        return std::tie(a.well, a.label, a.node->id) < std::tie(b.well, b.label, b.node->id);
    });
    for (std::size_t i = 0; i < keys.size(); ++i) {
        nodes[i] = keys[i].node;
    }
    return nodes;
}

double exactOf(const Amount& amount, std::size_t total) {
    return amount.unit == Amount::Unit::Percent ? static_cast<double>(amount.value) * total / 100.0
                                                : amount.value;
}

/// Cumulative targets before rounding, ending at `total`.
std::vector<double> canaryTargets(const StrategyPolicy& strategy, std::size_t total) {
    std::vector<double> targets;
    const auto all = static_cast<double>(total);
    if (!strategy.steps.empty()) {
        for (const Amount& step : strategy.steps) {
            targets.push_back(std::min(exactOf(step, total), all));
        }
    } else {
        const double increment = exactOf(strategy.increment, total);
        for (double target = exactOf(strategy.firstWave, total);
             target < all && targets.size() <= limits::kWavesMax; target += increment) {
            targets.push_back(target);
        }
    }
    if (targets.empty() || targets.back() < all) {
        targets.push_back(all);
    }
    return targets;
}

using Nodes = std::vector<const Node*>;

void addWave(Plan& plan, const Nodes& nodes, std::size_t from, std::size_t to, double exact, Duration bake) {
    PlannedWave wave;
    wave.exactNodes = exact;
    wave.bake = bake;
    for (std::size_t i = from; i < to; ++i) {
        wave.nodes.push_back(nodes[i]->id);
    }
    plan.waves.push_back(std::move(wave));
}

void planCanary(Plan& plan, const Nodes& nodes, const StrategyPolicy& strategy) {
    std::size_t done = 0;
    double exactDone = 0;
    for (const double target : canaryTargets(strategy, nodes.size())) {
        // The small subtraction keeps 0.1 × 30 from becoming 4 nodes.
        const auto upTo = std::min(nodes.size(), static_cast<std::size_t>(std::ceil(target - 1e-9)));
        if (upTo > done) {
            addWave(plan, nodes, done, upTo, target - exactDone, strategy.bake);
            done = upTo;
            exactDone = target;
        }
    }
}

Status planWaves(Plan& plan, const Nodes& nodes, const Policy& policy) {
    const StrategyPolicy& strategy = policy.strategy;
    const Duration judgedBake = policy.judge.judged ? strategy.bake : Duration::zero();
    const auto all = static_cast<double>(nodes.size());
    switch (strategy.kind) {
    case StrategyKind::Direct: addWave(plan, nodes, 0, nodes.size(), all, judgedBake); break;
    case StrategyKind::BlueGreen:
        addWave(plan, nodes, 0, nodes.size(), all, Duration::zero());
        addWave(plan, nodes, 0, nodes.size(), all, judgedBake);
        break;
    case StrategyKind::Rolling: {
        if (strategy.batching == StrategyPolicy::Batching::SlidingWindow) {
            addWave(plan, nodes, 0, nodes.size(), all, judgedBake);
            break;
        }
        const std::size_t batch = strategy.batch.of(static_cast<std::uint32_t>(nodes.size()));
        if ((nodes.size() + batch - 1) / batch > limits::kWavesMax) {
            const std::size_t least = (nodes.size() + limits::kWavesMax - 1) / limits::kWavesMax;
            return invalidField("strategy.batch", "at least " + std::to_string(least) +
                                                      " nodes, for at most " +
                                                      std::to_string(limits::kWavesMax) + " waves");
        }
        const double exact = std::min(exactOf(strategy.batch, nodes.size()), all);
        for (std::size_t from = 0; from < nodes.size(); from += batch) {
            addWave(plan, nodes, from, std::min(from + batch, nodes.size()), exact, judgedBake);
        }
        break;
    }
    case StrategyKind::Canary: planCanary(plan, nodes, strategy); break;
    }
    if (plan.waves.size() > limits::kWavesMax) {
        return invalidField("strategy.increment", "at most " + std::to_string(limits::kWavesMax) + " waves");
    }
    return success();
}

/// Widest number of nodes at work at once.
std::size_t width(const Policy& policy, std::size_t waveNodes, std::size_t allNodes) {
    std::size_t most = policy.strategy.inFlightMax;
    if (policy.strategy.kind == StrategyKind::Rolling) {
        most = std::min<std::size_t>(most, policy.strategy.batch.of(static_cast<std::uint32_t>(allNodes)));
    }
    return std::max<std::size_t>(1, std::min(most, waveNodes));
}

Status planCapacity(Plan& plan, const PlanRequest& request, const Nodes& nodes) {
    plan.floorNodes = floorNodes(plan.environmentNodes, request.policy->gate.availabilityFloorPercent);
    plan.lowestServing = plan.servingNodes;
    const auto servingPlanned = static_cast<std::uint32_t>(
        std::count_if(nodes.begin(), nodes.end(), [](const Node* node) { return isServing(node->state); }));
    const bool downtime = !request.release->swapsWithoutDowntime;
    const bool allServe = plan.servingNodes == plan.environmentNodes;
    const std::uint32_t spare = plan.servingNodes > plan.floorNodes ? plan.servingNodes - plan.floorNodes : 0;
    bool proceeds = servingPlanned == 0 || plan.servingNodes >= plan.floorNodes;
    if (downtime && servingPlanned > 0) {
        const std::uint32_t least = allServe ? 1 : 0; // one may always be changed when all others serve
        const auto widest = static_cast<std::uint32_t>(width(*request.policy, nodes.size(), nodes.size()));
        const std::uint32_t atOnce = std::min({std::max(spare, least), widest, servingPlanned});
        plan.lowestServing = plan.servingNodes - atOnce;
        proceeds = proceeds && atOnce > 0;
    }
    if (proceeds) {
        return success();
    }
    const auto text = [](std::uint32_t number) { return std::to_string(number); };
    return Error{ErrorCode::CapacityRefused,
                 text(plan.servingNodes) + " of " + text(plan.environmentNodes) +
                     " nodes serve, the floor is " + text(plan.floorNodes),
                 {{"floorNodes", text(plan.floorNodes)},
                  {"servingNodes", text(plan.servingNodes)},
                  {"lowestServing",
                   text(downtime && plan.servingNodes > 0 ? plan.servingNodes - 1 : plan.servingNodes)}}};
}

void planDurations(Plan& plan, const Policy& policy, std::size_t allNodes) {
    const GatePolicy& gate = policy.gate;
    // A node proves its health before the switch and again after it.
    const Duration node = kNodeWorkEstimate + 2 * gate.minHealthyTime;
    const Duration nodeWorst = gate.nodeCommandLimit + gate.healthyDeadline;
    for (std::size_t wave = 0; wave < plan.waves.size(); ++wave) {
        const std::size_t count = plan.waves[wave].nodes.size();
        const std::size_t atOnce = width(policy, count, allNodes);
        const auto rounds = static_cast<Duration::rep>((count + atOnce - 1) / atOnce);
        const bool pauseBefore = policy.strategy.kind == StrategyKind::Rolling && wave > 0;
        const Duration fixed =
            plan.waves[wave].bake + (pauseBefore ? policy.strategy.betweenBatches : Duration::zero());
        plan.expected += rounds * node + fixed;
        plan.worst += rounds * nodeWorst + fixed;
        if (wave == 0) {
            const bool judged = policy.judge.judged && plan.waves[0].bake > Duration::zero();
            plan.earliestStop =
                judged ? rounds * node + policy.judge.looksInARow * policy.judge.lookInterval : node;
        }
    }
    plan.expected += gate.minHealthyTime; // validate
    plan.worst += gate.healthyDeadline;
}

Status checkSelector(const PlanRequest& request) {
    std::unordered_set<NodeId> known;
    for (const Node* node : request.nodes) {
        known.insert(node->id);
    }
    for (const NodeId& id : request.selector->nodes) {
        if (!known.contains(id)) {
            return invalidField("selector.nodes", "nodes of the environment; " + id.value + " is none");
        }
    }
    return success();
}

bool runs(const Node& node, const Release& release) {
    const NodeRelease* found = node.find(release.module);
    return found != nullptr && found->current.digest == release.digest;
}

/// The nodes to be changed, in order; fills in the counts and the skipped ones.
Nodes chooseNodes(Plan& plan, const PlanRequest& request) {
    const bool skips = request.policy->gate.offlineNodes == GatePolicy::OfflineNodes::Skip;
    Nodes chosen;
    std::unordered_set<NodeId> named(request.selector->nodes.begin(), request.selector->nodes.end());
    NodeSelector labelsOnly{request.selector->labels, {}};
    for (const Node* node : request.nodes) {
        const bool retired = node->state == NodeState::Retired;
        plan.environmentNodes += retired ? 0 : 1;
        plan.servingNodes += isServing(node->state) ? 1 : 0;
        if (!selects(labelsOnly, *node) || (!named.empty() && !named.contains(node->id))) {
            continue;
        }
        // Taken out by a person: left alone until it is put back, unless it is asked for by name.
        const bool taken = isTakenOut(node->state) && named.empty();
        if (retired || taken || (skips && !isReachable(*node))) {
            plan.skipped.push_back(node->id);
        } else {
            chosen.push_back(node);
        }
    }
    std::sort(plan.skipped.begin(), plan.skipped.end());
    return ordered(std::move(chosen), request);
}

} // namespace

bool selects(const NodeSelector& selector, const Node& node) {
    for (const auto& [label, value] : selector.labels) {
        const auto found = node.labels.find(label);
        if (found == node.labels.end() || found->second != value) {
            return false;
        }
    }
    return selector.nodes.empty() ||
           std::find(selector.nodes.begin(), selector.nodes.end(), node.id) != selector.nodes.end();
}

std::uint32_t floorNodes(std::uint32_t environmentNodes, std::uint32_t percent) {
    return static_cast<std::uint32_t>((std::uint64_t{environmentNodes} * percent + 99) / 100);
}

Result<Plan> plan(const PlanRequest& request, const Hasher& hash) {
    if (request.nodes.size() > limits::kFleetNodesMax) {
        return makeError(ErrorCode::LimitExceeded,
                         "at most " + std::to_string(limits::kFleetNodesMax) + " nodes");
    }
    if (request.policy->strategy.kind == StrategyKind::BlueGreen && !request.release->swapsWithoutDowntime) {
        return makeError(ErrorCode::Unsupported, "blue-green needs a release that swaps without downtime");
    }
    HS_TRY(checkSelector(request));
    Plan plan;
    const Nodes nodes = chooseNodes(plan, request);
    if (nodes.empty()) {
        const bool all = request.selector->labels.empty() && request.selector->nodes.empty();
        Error none = makeError(ErrorCode::NotFound, "no node that can be reached");
        none.fields[all ? "environment" : "selector"] = "one with a node that can be reached";
        return none;
    }
    const Release& release = request.release->release;
    const bool isStable = request.stable && request.stable->digest == release.digest;
    if (isStable &&
        std::all_of(nodes.begin(), nodes.end(), [&](const Node* node) { return runs(*node, release); })) {
        return makeError(ErrorCode::AlreadyExists, "every selected node runs " + release.version.text());
    }
    HS_TRY(planWaves(plan, nodes, *request.policy));
    HS_TRY(planCapacity(plan, request, nodes));
    planDurations(plan, *request.policy, nodes.size());
    plan.mayChange.reserve(nodes.size());
    for (const Node* node : nodes) {
        plan.mayChange.push_back(node->id);
    }
    std::sort(plan.mayChange.begin(), plan.mayChange.end());
    plan.digest = hash(planDigestText(request, plan.mayChange));
    return plan;
}

} // namespace hotswap::engine
