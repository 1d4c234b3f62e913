// SPDX-License-Identifier: Apache-2.0
// libFuzzer's entry; HOTSWAP_FUZZ_TARGET names the target.
#include "tests/fuzz/targets.h"

#include "core/crypto/crypto.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const hotswap::fuzz::Target& target = [] -> const hotswap::fuzz::Target& {
        if (!hotswap::crypto::init()) {
            std::abort();
        }
        return hotswap::fuzz::targets().at(HOTSWAP_FUZZ_TARGET);
    }();
    target({reinterpret_cast<const char*>(data), size});
    return 0;
}
