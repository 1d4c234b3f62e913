// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policy: every number that steers a rollout, with its default (design: semantics.md). Values travel with the
// deployment, so that a later change of policy never changes a running one.

#include "core/domain/ids.h"
#include "core/domain/judge_policy.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotswap {

enum class StrategyKind { Direct, Rolling, BlueGreen, Canary };

std::string_view strategyName(StrategyKind kind); ///< "direct", "rolling", "blueGreen", "canary"
Result<StrategyKind> parseStrategy(std::string_view text);

/// A number of nodes, absolute or in percent of the nodes that may change (rounded up, at least one).
struct Amount {
    enum class Unit { Nodes, Percent };
    Unit unit = Unit::Nodes;
    std::uint32_t value = 1;
    bool operator==(const Amount&) const = default;
    /// Number of nodes out of `total`: ceil for percent, at least 1, at most `total`.
    std::uint32_t of(std::uint32_t total) const;
};

struct StrategyPolicy {
    enum class Batching {
        LockStep,      ///< a batch starts when the one before has passed its gate
        SlidingWindow, ///< the next node starts when one finishes
    };
    StrategyKind kind = StrategyKind::Direct;
    std::uint32_t inFlightMax = 10;              ///< nodes at work at the same time (bulkhead)
    Amount batch{Amount::Unit::Nodes, 2};        ///< Rolling
    Batching batching = Batching::LockStep;      ///< Rolling
    Duration betweenBatches{30'000};             ///< Rolling
    Amount firstWave{Amount::Unit::Percent, 10}; ///< Canary
    Amount increment{Amount::Unit::Percent, 20}; ///< Canary
    std::vector<Amount> steps;       ///< Canary: explicit cumulative targets; replaces first + increment
    Duration bake{15 * 60'000};      ///< Canary: after every wave including the last
    Duration smokeLimit{5 * 60'000}; ///< BlueGreen
    Duration warm{30 * 60'000};      ///< BlueGreen: old slot kept for instant switch-back
    std::string orderByLabel;        ///< waves fill up by this label's values; empty: by name
    bool operator==(const StrategyPolicy&) const = default;
};

struct GatePolicy {
    enum class OfflineNodes { Skip, CountAsFailed };
    Duration minHealthyTime{10'000};
    Duration healthyDeadline{5 * 60'000};
    Duration progressDeadline{10 * 60'000};      ///< reset only by a node that stays healthy
    Duration nodeCommandLimit{10 * 60'000};      ///< fetch and start included
    std::uint32_t availabilityFloorPercent = 80; ///< share of nodes that must serve, rounded up
    OfflineNodes offlineNodes = OfflineNodes::Skip;
    bool operator==(const GatePolicy&) const = default;
};

struct RollbackPolicy {
    std::uint32_t triesAtOnce = 4; ///< tries per node before needing intervention
    Duration retryFirst{100};      ///< doubles per try, ± 25 % jitter
    Duration retryResting{30'000}; ///< while in needs intervention
    bool operator==(const RollbackPolicy&) const = default;
};

struct ApprovalPolicy {
    bool required = false;
    std::uint32_t quorum = 1;
    std::vector<std::string> groups; ///< each must be represented among the votes
    bool fourEyes = true;            ///< the requester may not vote
    Duration expiresAfter{24 * 3600'000};
    bool operator==(const ApprovalPolicy&) const = default;
};

/// A check that policy names; what it runs is in the configuration of the program that runs it, never here.
struct CheckPolicy {
    std::string name; ///< [a-z0-9-]{1,64}
    Duration limit{10 * 60'000};
    bool operator==(const CheckPolicy&) const = default;
};

struct PipelinePolicy {
    std::vector<CheckPolicy> build, test, securityScan, validate;
    bool operator==(const PipelinePolicy&) const = default;
};

struct Policy {
    std::uint32_t version = 1;
    StrategyPolicy strategy;
    GatePolicy gate;
    JudgePolicy judge;
    RollbackPolicy rollback;
    ApprovalPolicy approval;
    PipelinePolicy pipeline;
    bool operator==(const Policy&) const = default;
};

/// Default policy of an environment with its default strategy (Development direct, QA rolling, Staging
/// blue-green, Production canary; others as Production).
Policy defaultPolicy(const EnvironmentId& environment);

/// The same with another strategy than the environment's default one.
Policy defaultPolicy(const EnvironmentId& environment, StrategyKind strategy);

/// Checks ranges of every field; error fields carry paths such as "strategy.steps[2]".
Status validate(const Policy& policy);

} // namespace hotswap
