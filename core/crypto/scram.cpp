// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/scram.h"

#include "core/domain/encoding.h"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace hotswap::crypto {

namespace {

constexpr int kIterations = 4'096; // the server's own number
constexpr std::size_t kPasswordCharsMin = 8;
constexpr std::size_t kPasswordCharsMax = 256;

using Block = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string_view viewOf(const Block& block) {
    return {reinterpret_cast<const char*>(block.data()), block.size()};
}

Block hmac(std::string_view key, std::string_view message) {
    crypto_auth_hmacsha256_state state;
    Block result{};
    crypto_auth_hmacsha256_init(&state, raw(key), key.size());
    crypto_auth_hmacsha256_update(&state, raw(message), message.size());
    crypto_auth_hmacsha256_final(&state, result.data());
    return result;
}

/// Hi() of RFC 5802: PBKDF2 with one block of output.
Block salted(std::string_view password, std::string_view salt) {
    Block step = hmac(password, std::string(salt) + std::string("\0\0\0\1", 4));
    Block sum = step;
    for (int i = 1; i < kIterations; ++i) {
        step = hmac(password, viewOf(step));
        std::transform(sum.begin(), sum.end(), step.begin(), sum.begin(),
                       [](unsigned char a, unsigned char b) { return static_cast<unsigned char>(a ^ b); });
    }
    return sum;
}

} // namespace

Result<std::string> scramVerifier(std::string_view password, std::string_view salt) {
    const bool printable =
        std::all_of(password.begin(), password.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!printable || password.size() < kPasswordCharsMin || password.size() > kPasswordCharsMax) {
        return invalidField("password", "8 to 256 printable ASCII characters");
    }
    Block key = salted(password, salt);
    const Block client = hmac(viewOf(key), "Client Key");
    const Block server = hmac(viewOf(key), "Server Key");
    Block stored{};
    crypto_hash_sha256(stored.data(), client.data(), client.size());
    sodium_memzero(key.data(), key.size());
    return "SCRAM-SHA-256$" + std::to_string(kIterations) + ":" + toBase64(salt) + "$" +
           toBase64(viewOf(stored)) + ":" + toBase64(viewOf(server));
}

} // namespace hotswap::crypto
