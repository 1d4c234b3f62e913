// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may say hello: nodes whose key is known, and new ones with a token.

#include "core/domain/frame.h"
#include "core/domain/result.h"

#include <map>
#include <mutex>
#include <string>

namespace hotswap::gateway {

/// Answers for one hello. Called on the gateway's thread.
class Enrolment {
public:
    virtual ~Enrolment() = default;
    /// Errors: Unauthenticated. Success may make the node's key known.
    virtual Status admit(const frames::Hello& hello) = 0;
};

/// Everybody is let in: only where links themselves are trusted (simulation).
class TrustedLinks final : public Enrolment {
public:
    Status admit(const frames::Hello&) override { return success(); }
};

/// One token per node, and the key that came with it first. Thread-safe.
class TokenEnrolment final : public Enrolment {
public:
    /// `token` lets `node` enrol; it is forgotten with the first use.
    void expect(const NodeId& node, std::string token);
    /// A node that enrolled before. Raw Ed25519 key.
    void know(const NodeId& node, std::string publicKey);
    Status admit(const frames::Hello& hello) override;
    /// Keys known by now, to be kept.
    std::map<NodeId, std::string> known() const;

private:
    mutable std::mutex m_mutex;
    std::map<NodeId, std::string> m_tokens;
    std::map<NodeId, std::string> m_keys;
};

} // namespace hotswap::gateway
