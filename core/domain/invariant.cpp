// SPDX-License-Identifier: Apache-2.0
#include "core/domain/invariant.h"

namespace hotswap {

void invariantFailed(const char* condition, const char* why, const char* file, int line) {
    throw InvariantViolation(std::string(why) + " [" + condition + " at " + file + ":" +
                             std::to_string(line) + "]");
}

} // namespace hotswap
