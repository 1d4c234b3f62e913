// SPDX-License-Identifier: Apache-2.0
#include "core/ports/clock.h"

namespace hotswap::ports {

std::string makeUniqueText(RandomSource& random) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(32);
    for (int half = 0; half < 2; ++half) {
        const std::uint64_t bits = random.next();
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.push_back(kDigits[(bits >> shift) & 0xF]);
        }
    }
    return text;
}

} // namespace hotswap::ports
