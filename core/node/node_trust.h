// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whom this node believes, as questions. core/node/keyring_trust.h answers them from keys. `now` is store
// time as far as the node knows it, for the expiry of keys.

#include "core/domain/frame.h"
#include "core/domain/result.h"

namespace hotswap::node {

class NodeTrust {
public:
    virtual ~NodeTrust() = default;
    /// The command inside, if it is signed by a trusted orchestrator key. Errors: SignatureMissing,
    /// KeyUntrusted, SignatureInvalid (also when id or node outside the bytes differ from those inside),
    /// Malformed, Oversize.
    virtual Result<Command> openCommand(const SignedCommand& command, Instant now) const = 0;
    /// Gated environments: does the command carry a quorum of votes by trusted voters on its plan digest?
    /// An environment that is not gated passes; so do Revert, Discard and Remove everywhere (going back never
    /// needs approval).
    virtual Status verifyVotes(const Command& command, Instant now) const = 0;
    /// Is the time in it signed over this session's nonce by a trusted orchestrator key?
    virtual Status verifyWelcome(const frames::Welcome& welcome) const = 0;
    /// Signature of this node over the receipt's canonical form; empty where the link itself is trusted.
    virtual std::string signReceipt(const Receipt& receipt) const = 0;
};

} // namespace hotswap::node
