// SPDX-License-Identifier: Apache-2.0
#pragma once
// Votes as canonical bytes: what a person's key signs and nodes check for themselves.

#include "core/domain/approval.h"
#include "core/domain/cryptography.h"
#include "core/domain/result.h"

#include <string>
#include <string_view>

namespace hotswap::codec {

/// Canonical bytes. Errors: Malformed.
Result<std::string> encodeVote(const Vote& vote);
/// Errors: Oversize, Malformed with every wrong field.
Result<Vote> decodeVote(std::string_view bytes);

/// Encodes and signs. Errors: those of encodeVote.
Result<SignedVote> signVote(const Vote& vote, const Signer& signer);
/// Checks the signature and decodes. Errors: those of the check and of decodeVote.
Result<Vote> verifyVote(const SignedVote& vote, const SignatureCheck& check);

} // namespace hotswap::codec
