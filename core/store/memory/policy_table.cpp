// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/policy_table.h"

#include <algorithm>

namespace hotswap::store {

using ports::StoredPolicy;

const StoredPolicy* PolicyPort::newest(const Versions& versions, const ModuleName& module) const {
    const auto found = std::find_if(versions.rbegin(), versions.rend(),
                                    [&](const StoredPolicy& row) { return row.module == module; });
    return found == versions.rend() ? nullptr : &*found;
}

Result<std::uint32_t> PolicyPort::setPolicy(const Identity& who, const ports::PolicyChange& change) {
    if (!who.has(Role::Admin)) {
        return makeError(ErrorCode::PermissionDenied, std::string(roleName(Role::Admin)));
    }
    HS_TRY(ports::checkPolicyChange(change));
    const std::lock_guard lock(m_state.mutex);
    Versions& versions = m_policies[{who.tenant, change.environment}];
    const StoredPolicy* const before = newest(versions, change.module);
    const std::uint32_t known = before == nullptr ? 0 : before->policy.version;
    StoredPolicy row{change.environment, change.module, change.policy,
                     who.user,           change.reason, m_state.clock.now()};
    row.policy.version = known;
    if (before != nullptr && row.policy == before->policy) {
        return known;
    }
    if (change.after && *change.after != known) {
        return makeError(ErrorCode::VersionConflict, std::to_string(known));
    }
    if (versions.size() >= ports::kPolicyVersionsMax) {
        return makeError(ErrorCode::LimitExceeded, std::to_string(ports::kPolicyVersionsMax));
    }
    const std::uint32_t version =
        (versions.empty() ? ports::kDefaultPolicyVersion : versions.back().policy.version) + 1;
    row.policy.version = version;
    AuditRecord record;
    record.actor = who.user.value;
    record.action = "policy.set";
    record.subject = change.environment.value;
    record.details = {{"environment", change.environment.value},
                      {"module", change.module.value},
                      {"version", std::to_string(version)},
                      {"reason", change.reason}};
    m_state.tenants[who.tenant].audit.append(std::move(record), row.at, m_state.options.auditKept);
    versions.push_back(std::move(row));
    return version;
}

Result<std::vector<StoredPolicy>> PolicyPort::policies(const TenantId& tenant,
                                                       const EnvironmentId& environment,
                                                       const std::optional<ModuleName>& module,
                                                       std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    std::vector<StoredPolicy> rows;
    if (const auto found = m_policies.find({tenant, environment}); found != m_policies.end()) {
        for (auto row = found->second.rbegin(); row != found->second.rend() && rows.size() < limit; ++row) {
            if (!module || row->module == *module) {
                rows.push_back(*row);
            }
        }
    }
    return rows;
}

Result<std::optional<StoredPolicy>> PolicyPort::policyFor(const Scope& scope) {
    const std::lock_guard lock(m_state.mutex);
    const auto found = m_policies.find({scope.tenant, scope.environment});
    if (found == m_policies.end()) {
        return std::optional<StoredPolicy>();
    }
    const StoredPolicy* row = newest(found->second, scope.module);
    row = row == nullptr ? newest(found->second, {}) : row;
    return row == nullptr ? std::optional<StoredPolicy>() : std::optional(*row);
}

} // namespace hotswap::store
