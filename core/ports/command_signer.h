// SPDX-License-Identifier: Apache-2.0
#pragma once
// Signing at the engine's edge: the engine makes Command values, this makes them deliverable.

#include "core/domain/approval.h"
#include "core/domain/command.h"
#include "core/domain/result.h"

namespace hotswap::ports {

/// Holds the orchestrator key. Thread-safe.
class CommandSigner {
public:
    virtual ~CommandSigner() = default;
    virtual Result<SignedCommand> sign(const Command& command) = 0;
};

/// Holds the keys of the people at this console (lab: all three). Thread-safe.
class VoteSigner {
public:
    virtual ~VoteSigner() = default;
    /// KeyUntrusted when there is no key for the voter here.
    virtual Result<SignedVote> sign(const Vote& vote, const KeyId& key) = 0;
    /// Checks a signed vote's signature by a trusted voter key and that its bytes say exactly `vote`.
    virtual Status verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) = 0;
};

} // namespace hotswap::ports
