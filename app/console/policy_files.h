// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policies as the TOML files that the command line reads and writes too.

#include "core/ports/policy_text.h"

namespace hotswap::console {

class PolicyFiles final : public ports::PolicyText {
public:
    Result<Policy> read(std::string_view text, const EnvironmentId& environment) const override;
    std::string write(const Policy& policy, std::string_view heading) const override;
};

} // namespace hotswap::console
