// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policies that administrators have set, by environment and module, every version of them. A deployment takes
// the newest of its module and environment, else the newest of the environment, else the product's default,
// and keeps it: what is set later changes no running one.

#include "core/domain/identity.h"
#include "core/domain/ids.h"
#include "core/domain/policy.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <optional>
#include <string>
#include <vector>

namespace hotswap::ports {

inline constexpr std::uint32_t kPolicyVersionsMax = 10'000; ///< of an environment
inline constexpr std::uint32_t kDefaultPolicyVersion = 1;   ///< the product's own; stored ones are above

/// One version as it was set.
struct StoredPolicy {
    EnvironmentId environment;
    ModuleName module; ///< empty: every module of the environment
    Policy policy;     ///< with its version, counted per environment over all modules
    UserId author;
    std::string reason;
    Instant at{};
    bool operator==(const StoredPolicy&) const = default;
};

struct PolicyChange {
    EnvironmentId environment;
    ModuleName module; ///< empty: every module of the environment
    Policy policy;     ///< its version does not matter
    std::string reason;
    /// The newest version of this environment and module that its author knew, 0 when there was none: another
    /// one now is a VersionConflict. Nothing: whatever there is.
    std::optional<std::uint32_t> after;
};

/// InvalidArgument naming the field: `environment`, `module`, `reason` (1..limits::kReasonCharsMax bytes), or
/// those of validate(policy) as they are.
Status checkPolicyChange(const PolicyChange& change);

/// Thread-safe. Changes are audited by the store itself, in the same transaction ("policy.set").
class PolicyBook {
public:
    virtual ~PolicyBook() = default;
    /// The new version; the newest one's when that says the same, whatever `after` says. Errors: those of
    /// checkPolicyChange; PermissionDenied unless an administrator asks; VersionConflict; LimitExceeded above
    /// kPolicyVersionsMax.
    virtual Result<std::uint32_t> setPolicy(const Identity& who, const PolicyChange& change) = 0;
    /// Versions of an environment, newest first; `module`: nothing for all, empty for those of every module.
    virtual Result<std::vector<StoredPolicy>> policies(const TenantId& tenant,
                                                       const EnvironmentId& environment,
                                                       const std::optional<ModuleName>& module,
                                                       std::size_t limit) = 0;
    /// What a deployment of this scope takes; nothing: the product's default.
    virtual Result<std::optional<StoredPolicy>> policyFor(const Scope& scope) = 0;
};

} // namespace hotswap::ports
