// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keys as small text files: one line naming the form, then "name: value" lines. A secret key file must be
// readable by its owner alone.

#include "core/crypto/signing.h"
#include "core/crypto/trusted_keys.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace hotswap::crypto {

/// Text form of a secret key, seed included: for writeSecretKey and for a vault, never for a log.
std::string secretKeyText(const SigningKey& key);
/// Errors: InvalidArgument naming each wrong line.
Result<SigningKey> parseSecretKey(std::string_view text);

/// Text form of a trusted public key with its purpose, origin, expiry and revocation.
std::string publicKeyText(const TrustedKey& key);
/// Errors: InvalidArgument naming each wrong line.
Result<TrustedKey> parsePublicKey(std::string_view text);

/// Reads a secret key. Errors: PermissionDenied unless it is a regular file of this user with mode 0600 (or
/// 0400), NotFound, IoError, and those of parseSecretKey.
Result<SigningKey> readSecretKey(const std::filesystem::path& file);
/// Writes a new file with mode 0600. Errors: AlreadyExists (nothing is overwritten), IoError, NoSpace.
Status writeSecretKey(const std::filesystem::path& file, const SigningKey& key);

/// Errors: NotFound, IoError, and those of parsePublicKey.
Result<TrustedKey> readPublicKey(const std::filesystem::path& file);
/// Writes or replaces the file. Errors: IoError, NoSpace.
Status writePublicKey(const std::filesystem::path& file, const TrustedKey& key);

} // namespace hotswap::crypto
