// SPDX-License-Identifier: Apache-2.0
#include "core/ports/policy_book.h"

#include "core/domain/limits.h"
#include "core/domain/module.h"

namespace hotswap::ports {

Status checkPolicyChange(const PolicyChange& change) {
    if (change.environment.empty()) {
        return invalidField("environment", "the name of an environment");
    }
    if (!change.module.empty()) {
        HS_TRY(parseModuleName(change.module.value, "module"));
    }
    if (change.reason.empty() || change.reason.size() > limits::kReasonCharsMax) {
        return invalidField("reason", "1.." + std::to_string(limits::kReasonCharsMax) + " characters");
    }
    return validate(change.policy);
}

} // namespace hotswap::ports
