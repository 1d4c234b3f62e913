// SPDX-License-Identifier: Apache-2.0
#pragma once
// Words for the enumerators of stored values: the domain's own names where it has them.

#include "core/domain/approval.h"
#include "core/domain/command.h"
#include "core/domain/deployment_state.h"
#include "core/domain/deployment_summary.h"
#include "core/domain/error.h"
#include "core/domain/fleet_order.h"
#include "core/domain/module.h"
#include "core/domain/node.h"
#include "core/domain/policy.h"
#include "core/domain/verdict.h"

#include <optional>
#include <string_view>

namespace hotswap::codec {

/// How many enumerators there are: they count from 0 without gaps.
template <class E>
constexpr int storedCount();

#define HS_STORED_ENUM(Type, last)                                                                           \
    template <>                                                                                              \
    constexpr int storedCount<Type>() {                                                                      \
        return static_cast<int>(Type::last) + 1;                                                             \
    }                                                                                                        \
    std::string_view storedName(Type value)

HS_STORED_ENUM(ApprovalState, Void);
HS_STORED_ENUM(VoteDecision, Reject);
HS_STORED_ENUM(CommandAction, Stop);
HS_STORED_ENUM(ReceiptOutcome, Broken);
HS_STORED_ENUM(DeploymentState, NeedsIntervention);
HS_STORED_ENUM(Stage, Validate);
HS_STORED_ENUM(StageState, Skipped);
HS_STORED_ENUM(PauseReason, LostTail);
HS_STORED_ENUM(EndReason, AcceptedAsItIs);
HS_STORED_ENUM(StableChange::Kind, Cleared);
HS_STORED_ENUM(ErrorCode, Internal);
HS_STORED_ENUM(ModuleKind, Exec);
HS_STORED_ENUM(NodeState, Retired);
HS_STORED_ENUM(StrategyKind, Canary);
HS_STORED_ENUM(Amount::Unit, Percent);
HS_STORED_ENUM(StrategyPolicy::Batching, SlidingWindow);
HS_STORED_ENUM(GatePolicy::OfflineNodes, CountAsFailed);
HS_STORED_ENUM(Metric, Memory);
HS_STORED_ENUM(JudgePolicy::Unclear, Extend);
HS_STORED_ENUM(JudgeKind, Rank);
HS_STORED_ENUM(WorseWhen, Either);
HS_STORED_ENUM(MetricPolicy::Source, Exec);
HS_STORED_ENUM(Calm, Restless);
HS_STORED_ENUM(VerdictKind, NoData);
HS_STORED_ENUM(BaselineSource, None);
HS_STORED_ENUM(OrderKind, Release);

#undef HS_STORED_ENUM

template <class E>
std::optional<E> storedEnum(std::string_view name) {
    for (int i = 0; i < storedCount<E>(); ++i) {
        if (storedName(static_cast<E>(i)) == name) {
            return static_cast<E>(i);
        }
    }
    return std::nullopt;
}

} // namespace hotswap::codec
