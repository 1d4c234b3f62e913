// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policies as text that people read and write: what an editor needs, without knowing the format of the files.

#include "core/domain/policy.h"
#include "core/domain/result.h"

#include <string>
#include <string_view>

namespace hotswap::ports {

/// Pure; thread-safe.
class PolicyText {
public:
    virtual ~PolicyText() = default;
    /// Reads and validates; what the text leaves out is the default of its environment. Errors: Oversize;
    /// Malformed with line and column; InvalidArgument with every wrong field and what would be right.
    virtual Result<Policy> read(std::string_view text, const EnvironmentId& environment) const = 0;
    /// The whole policy with comments, `heading` on top of it. Reading it again gives the same policy but for
    /// its version.
    virtual std::string write(const Policy& policy, std::string_view heading) const = 0;
};

} // namespace hotswap::ports
