// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whom this node believes, as questions. core/node/keyring_trust.h answers them from keys. `now` is store
// time as far as the node knows it, for the expiry of keys.

#include "core/domain/frame.h"
#include "core/domain/result.h"

#include <string>
#include <vector>

namespace hotswap::node {

class NodeTrust {
public:
    virtual ~NodeTrust() = default;
    /// The command inside, if it is signed by a trusted orchestrator key. Errors: SignatureMissing,
    /// KeyUntrusted, SignatureInvalid (also when id or node outside the bytes differ from those inside),
    /// Malformed, Oversize.
    virtual Result<Command> openCommand(const SignedCommand& command, Instant now) const = 0;
    /// Gated environments: does the command carry a quorum of votes by trusted voters on its plan digest and
    /// release, every required group represented, the requester's own left out? An environment that is not
    /// gated passes; so do Revert, Discard and Remove everywhere (going back never needs approval). Errors:
    /// SignatureMissing (no votes), SignatureInvalid, KeyUntrusted, PlanChanged, FourEyes, QuorumMissing.
    virtual Status verifyVotes(const Command& command, Instant now) const = 0;
    /// Do the trust documents let this command begin? Errors: MetadataStale, NotListed.
    virtual Status mayBegin(const Command&, Instant) const { return success(); }
    /// Is the time in it signed over this session's nonce by a trusted orchestrator key?
    virtual Status verifyWelcome(const frames::Welcome& welcome) const = 0;
    /// Signature of this node over the receipt's canonical form; empty where the link itself is trusted.
    virtual std::string signReceipt(const Receipt& receipt) const = 0;
};

/// Takes trust documents that a gateway passes on. Only nodes that go by a root have one.
class TrustKeeper {
public:
    virtual ~TrustKeeper() = default;
    /// Durable on success; roots before a refused document count all the same. Errors: those of
    /// TrustStore::update, IoError, NoSpace.
    virtual Status update(const std::vector<std::string>& documents, Instant now) = 0;
    virtual TrustVersions versions() const = 0;
    /// What is wrong with what was kept; nothing: sound.
    virtual std::optional<Error> damage() const = 0;
};

} // namespace hotswap::node
