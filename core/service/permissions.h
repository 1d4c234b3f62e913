// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may ask for what: one table from the kind of request to the role it takes. What is not in the table is
// refused.

#include "core/domain/identity.h"
#include "core/domain/result.h"
#include "core/ports/console_service.h"

#include <span>
#include <string_view>

namespace hotswap::service {

/// One rule. `what` is also the audit record's action where the request changes something.
struct PermissionRule {
    std::string_view what; ///< "deployment.submit", "deployment.pause", "query.audit", "subscribe", …
    Role role;
};

/// The whole table.
std::span<const PermissionRule> permissionTable();

/// The rule's name of a request.
std::string_view requestName(const ports::ConsoleRequest& request);
std::string_view requestName(const ports::ConsoleQuery& query);
std::string_view verbRequestName(Verb verb);
inline constexpr std::string_view kSubscribe = "subscribe";
inline constexpr std::string_view kHandOver = "lease.handOver";
inline constexpr std::string_view kWeakenPolicy = "policy.weaken";

/// Unauthenticated without tenant or user; PermissionDenied without the role, or when no rule names it.
Status mayRequest(const Identity& who, std::string_view what);

} // namespace hotswap::service
