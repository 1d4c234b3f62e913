// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/hash.h"

#include "core/domain/encoding.h"

#include <sodium.h>

namespace hotswap::crypto {

namespace {

using State = crypto_hash_sha256_state;

std::string hexOf(const std::array<unsigned char, crypto_hash_sha256_BYTES>& digest) {
    return toHex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::string sha256Hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), raw(bytes), bytes.size());
    return hexOf(digest);
}

Digest digestOf(std::string_view bytes) {
    return Digest{sha256Hex(bytes)};
}

DigestFactory digestFactory() {
    return [] { return std::make_unique<Sha256>(); };
}

Sha256::Sha256() {
    static_assert(sizeof(State) <= sizeof m_state && alignof(State) <= 8);
    crypto_hash_sha256_init(reinterpret_cast<State*>(m_state.data()));
}

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(reinterpret_cast<State*>(m_state.data()), raw(bytes), bytes.size());
}

Digest Sha256::take() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    auto* state = reinterpret_cast<State*>(m_state.data());
    crypto_hash_sha256_final(state, digest.data());
    crypto_hash_sha256_init(state);
    return Digest{hexOf(digest)};
}

} // namespace hotswap::crypto
