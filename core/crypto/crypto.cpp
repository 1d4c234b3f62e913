// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/crypto.h"

#include <sodium.h>

namespace hotswap::crypto {

Status init() {
    if (sodium_init() < 0) {
        return makeError(ErrorCode::Internal, "libsodium cannot start");
    }
    return success();
}

bool constantTimeEqual(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string secretRandom(std::size_t count) {
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

void wipe(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

} // namespace hotswap::crypto
