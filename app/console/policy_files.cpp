// SPDX-License-Identifier: Apache-2.0
#include "app/console/policy_files.h"

#include "core/codec/policy_codec.h"

namespace hotswap::console {

Result<Policy> PolicyFiles::read(std::string_view text, const EnvironmentId& environment) const {
    return codec::readPolicyFile(text, {environment, {}});
}

std::string PolicyFiles::write(const Policy& policy, std::string_view heading) const {
    return codec::writePolicyFile(policy, heading);
}

} // namespace hotswap::console
