// SPDX-License-Identifier: Apache-2.0
#pragma once
// SHA-256 (FIPS 180-4), at once and streaming.

#include "core/domain/cryptography.h"

#include <array>

namespace hotswap::crypto {

/// SHA-256 of bytes as 64 lower-case hexadecimal digits.
std::string sha256Hex(std::string_view bytes);

/// The same as a release or payload digest.
Digest digestOf(std::string_view bytes);

/// Makes running digests, for core/codec.
DigestFactory digestFactory();

/// A streaming SHA-256.
class Sha256 final : public RunningDigest {
public:
    Sha256();
    void add(std::string_view bytes) override;
    Digest take() override;

private:
    // Room for libsodium's state, which its header would otherwise bring into every user.
    alignas(8) std::array<unsigned char, 128> m_state{};
};

} // namespace hotswap::crypto
