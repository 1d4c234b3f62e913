// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policies that administrators have set, every version of them.

#include "core/ports/policy_book.h"
#include "core/store/memory/state.h"

namespace hotswap::store {

/// Thread-safe: a view of the shared state.
class PolicyPort final : public ports::PolicyBook {
public:
    explicit PolicyPort(State& state) : m_state(state) {}
    Result<std::uint32_t> setPolicy(const Identity& who, const ports::PolicyChange& change) override;
    Result<std::vector<ports::StoredPolicy>> policies(const TenantId& tenant,
                                                      const EnvironmentId& environment,
                                                      const std::optional<ModuleName>& module,
                                                      std::size_t limit) override;
    Result<std::optional<ports::StoredPolicy>> policyFor(const Scope& scope) override;

private:
    using Versions = std::vector<ports::StoredPolicy>; ///< oldest first

    const ports::StoredPolicy* newest(const Versions& versions, const ModuleName& module) const;

    State& m_state;
    /// Guarded by the state's mutex.
    std::map<std::pair<TenantId, EnvironmentId>, Versions> m_policies;
};

} // namespace hotswap::store
