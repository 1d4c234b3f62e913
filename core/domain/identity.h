// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who asks, and what they may do. Deny by default: an identity without a role may do nothing.

#include "core/domain/ids.h"

#include <set>
#include <string>

namespace hotswap {

/// viewer (read) ⊂ deployer (submit, pause, abort, roll back); approver (vote); admin (policy, users, keys,
/// accept as it is, promote past a freeze). Viewer is implied by every other role.
enum class Role { Viewer, Deployer, Approver, Admin };

std::string_view roleName(Role role);

/// The authenticated caller. Made by the composition or a session, never read from a request's body.
struct Identity {
    TenantId tenant;
    UserId user;
    std::set<Role> roles;
    std::set<std::string> groups; ///< approval groups
    KeyId key;                    ///< key that the user's votes are signed with; empty: cannot vote
    bool operator==(const Identity&) const = default;

    bool has(Role role) const;
};

} // namespace hotswap
