// SPDX-License-Identifier: Apache-2.0
#include "core/service/policy_choice.h"

namespace hotswap::service {

Result<Policy> standardPolicy(ports::PolicyBook* book, const Scope& scope,
                              const std::optional<StrategyKind>& strategy) {
    std::optional<ports::StoredPolicy> stored;
    if (book != nullptr) {
        auto found = book->policyFor(scope);
        HS_TRY(found);
        stored = *std::move(found);
    }
    if (!stored) {
        return strategy ? defaultPolicy(scope.environment, *strategy) : defaultPolicy(scope.environment);
    }
    Policy policy = std::move(stored->policy);
    if (strategy && *strategy != policy.strategy.kind) {
        policy.strategy.kind = *strategy;
        policy.judge.judged = defaultPolicy(scope.environment, *strategy).judge.judged;
    }
    if (const Status valid = validate(policy); !valid.ok()) {
        return Error{ErrorCode::Malformed, "policy " + std::to_string(policy.version), valid.error().fields};
    }
    return policy;
}

} // namespace hotswap::service
