// SPDX-License-Identifier: Apache-2.0
// The policies of the console service over sample data.
#include "tests/support/fake_console_service.h"
#include "tests/support/sample_data.h"

#include <algorithm>

namespace hotswap::support {

std::optional<Result<ports::QueryAnswer>>
FakeConsoleService::policyAnswer(const Identity& who, const ports::ConsoleQuery& query) const {
    if (const auto* asked = std::get_if<ports::queries::Policies>(&query)) {
        ports::PoliciesAnswer made;
        for (const ports::StoredPolicy& each : m_policies) {
            if (each.environment == asked->environment && (!asked->module || *asked->module == each.module)) {
                made.rows.push_back(each);
            }
        }
        made.effective = sample::effectivePolicy(m_policies, asked->environment,
                                                 asked->module.value_or(ModuleName{}), asked->strategy);
        made.mayChange = who.has(Role::Admin);
        return ports::QueryAnswer(std::move(made));
    }
    if (const auto* asked = std::get_if<ports::queries::Backtest>(&query)) {
        std::vector<DeploymentSummary> rows;
        for (const DeploymentSummary& each : m_deployments) {
            const bool place = !asked->environment || *asked->environment == each.scope.environment;
            const bool module = !asked->module || *asked->module == each.scope.module;
            if (place && module && each.endedAt != Instant{} && rows.size() < asked->last) {
                rows.push_back(each);
            }
        }
        return ports::QueryAnswer(sample::backtest(rows));
    }
    return std::nullopt;
}

Result<ports::Answer> FakeConsoleService::setPolicy(const Identity& who, const ports::PolicyChange& change) {
    HS_TRY(ports::checkPolicyChange(change));
    std::uint32_t newest = ports::kDefaultPolicyVersion;
    std::uint32_t here = 0;
    for (const ports::StoredPolicy& each : m_policies) {
        if (each.environment == change.environment) {
            newest = std::max(newest, each.policy.version);
            here = each.module == change.module ? std::max(here, each.policy.version) : here;
        }
    }
    if (change.after && *change.after != here) {
        return makeError(ErrorCode::VersionConflict, std::to_string(here));
    }
    ports::StoredPolicy row{change.environment, change.module, change.policy,
                            who.user,           change.reason, m_clock.now()};
    row.policy.version = newest + 1;
    m_policies.insert(m_policies.begin(), row);
    return ports::Answer{std::to_string(newest + 1), false, {}};
}

Result<ports::Answer> FakeConsoleService::setPolicy(const ports::PolicyChange& change) {
    const std::lock_guard lock(m_mutex);
    const auto answer = setPolicy(identities().back(), change);
    if (!answer.ok()) {
        return answer;
    }
    auto delta = std::make_shared<ports::ConsoleDelta>();
    delta->cursor = ++m_cursor;
    delta->leases = m_coordination.leases;
    delta->auditChanged = true;
    for (const auto& [subscription, sink] : m_sinks) {
        sink->deliver(delta);
    }
    return answer;
}

} // namespace hotswap::support
