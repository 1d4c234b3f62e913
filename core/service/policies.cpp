// SPDX-License-Identifier: Apache-2.0
// Policies that administrators set, and who looks at them.
#include "core/service/handlers.h"
#include "core/service/permissions.h"
#include "core/service/policy_choice.h"
#include "core/service/queries.h"

#include <algorithm>

namespace hotswap::service {

Result<ports::Answer> Handlers::setPolicy(const RequestContext& context,
                                          const ports::requests::SetPolicy& request) {
    if (m_ports.policies == nullptr) {
        return makeError(ErrorCode::Unsupported, "policies");
    }
    const auto version = m_ports.policies->setPolicy(context.who, request.change);
    HS_TRY(version);
    return ports::Answer{std::to_string(*version), false, {}};
}

Result<ports::PoliciesAnswer> Queries::policies(const Identity& who, const ports::queries::Policies& query) {
    if (query.environment.empty()) {
        return invalidField("environment", "the name of an environment");
    }
    ports::PoliciesAnswer answer;
    if (m_ports.policies != nullptr) {
        auto rows = m_ports.policies->policies(who.tenant, query.environment, query.module,
                                               std::min(query.limit, limits::kPageRowsMax));
        HS_TRY(rows);
        answer.rows = *std::move(rows);
    }
    const Scope scope{who.tenant, query.environment, query.module.value_or(ModuleName{})};
    auto effective = standardPolicy(m_ports.policies, scope, query.strategy);
    HS_TRY(effective);
    answer.effective = *std::move(effective);
    answer.mayChange = m_ports.policies != nullptr && mayRequest(who, "policy.set").ok();
    return answer;
}

} // namespace hotswap::service
