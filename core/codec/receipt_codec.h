// SPDX-License-Identifier: Apache-2.0
#pragma once
// Receipts as canonical bytes: what a node signs. The signature itself is not part of them.

#include "core/domain/command.h"
#include "core/domain/cryptography.h"
#include "core/domain/result.h"

#include <string>

namespace hotswap::codec {

/// Canonical bytes of everything but the signature. Errors: Malformed.
Result<std::string> receiptBytes(const Receipt& receipt);

/// Journal form of a receipt, signature included. Errors: Malformed.
Result<std::string> encodeReceipt(const Receipt& receipt);
/// Errors: Oversize, Malformed with every wrong field.
Result<Receipt> decodeReceipt(std::string_view bytes);

/// Bounds `detail` (text_bounds.h) and fills the signature. Errors: those of receiptBytes.
Result<Receipt> signReceipt(Receipt receipt, const Signer& signer);
/// Checks the signature as one by `key`. Errors: SignatureMissing, and those of the check.
Status verifyReceipt(const Receipt& receipt, const KeyId& key, const SignatureCheck& check);

} // namespace hotswap::codec
