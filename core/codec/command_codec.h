// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands as canonical bytes, which the leader signs, gateways forward unchanged and nodes check.

#include "core/domain/command.h"
#include "core/domain/cryptography.h"
#include "core/domain/result.h"

#include <string>
#include <string_view>

namespace hotswap::codec {

/// Canonical bytes. Errors: Malformed, Oversize.
Result<std::string> encodeCommand(const Command& command);

/// Errors: Oversize, Malformed with every wrong field.
Result<Command> decodeCommand(std::string_view bytes);

/// Encodes and signs. Errors: those of encodeCommand.
Result<SignedCommand> signCommand(const Command& command, const Signer& signer);

/// Checks the signature, decodes, and checks that id and node outside the bytes are those inside. Errors:
/// those of the check, of decodeCommand, and SignatureInvalid when outside and inside differ.
Result<Command> verifyCommand(const SignedCommand& signedCommand, const SignatureCheck& check);

} // namespace hotswap::codec
