// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which policy a deployment goes by when its request brings none, and what one that it brings is held
// against.

#include "core/domain/deployment_spec.h"
#include "core/ports/policy_book.h"

#include <optional>

namespace hotswap::service {

/// The newest that was set for module and environment, else for the environment, else the product's default;
/// `book` nullptr: nothing was set. With another strategy than that policy's, everything else of it stays,
/// and it is judged as that strategy is by default. Errors: those of the book; Malformed when what was set
/// is none that this program can go by.
Result<Policy> standardPolicy(ports::PolicyBook* book, const Scope& scope,
                              const std::optional<StrategyKind>& strategy);

} // namespace hotswap::service
