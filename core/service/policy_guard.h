// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps a submitter from weakening what an environment's policy protects.

#include "core/domain/identity.h"
#include "core/domain/policy.h"
#include "core/domain/result.h"

namespace hotswap::service {

/// PermissionDenied unless `asked` protects at least as much as `standard`, or `who` may weaken policy:
/// approval (required, quorum, groups, four-eyes, expiry), availability floor, named checks, and being
/// judged. The error's fields name what is weaker and what it has to be.
Status mayUsePolicy(const Identity& who, const Policy& asked, const Policy& standard);

} // namespace hotswap::service
