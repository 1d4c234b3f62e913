// SPDX-License-Identifier: Apache-2.0
#include "core/domain/identity.h"

#include "core/domain/invariant.h"

namespace hotswap {

std::string_view roleName(Role role) {
    switch (role) {
    case Role::Viewer: return "viewer";
    case Role::Deployer: return "deployer";
    case Role::Approver: return "approver";
    case Role::Admin: return "admin";
    }
    invariantFailed("role", "a role of the enum", __FILE__, __LINE__);
}

bool Identity::has(Role role) const {
    return roles.contains(role) || (role == Role::Viewer && !roles.empty());
}

} // namespace hotswap
