// SPDX-License-Identifier: Apache-2.0
#pragma once
// Secret keys of people in the desktop's keychain, by their ids. Main thread; needs a QCoreApplication.

#include "core/crypto/signing.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hotswap::app {

/// Puts a secret key into the keychain. Errors: Unavailable without one, PermissionDenied when it stays
/// locked, Timeout.
Status keepSecret(const crypto::SigningKey& key);
/// The text of a secret key (core/crypto/key_file.h). Errors: NotFound and those of keepSecret.
Result<std::string> keptSecret(const KeyId& key);
/// Secrets of the folder's public voting keys NAME.key.pub that have no NAME.key beside them, as far as the
/// keychain has them. A folder without such keys does not touch the keychain.
std::vector<std::string> keptSecrets(const std::filesystem::path& keys);

} // namespace hotswap::app
