// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/enrolment.h"

#include "core/crypto/crypto.h"
#include "core/crypto/signing.h"

namespace hotswap::gateway {

void TokenEnrolment::expect(const NodeId& node, std::string token) {
    const std::lock_guard lock(m_mutex);
    m_tokens[node] = std::move(token);
}

void TokenEnrolment::know(const NodeId& node, std::string publicKey) {
    const std::lock_guard lock(m_mutex);
    m_keys[node] = std::move(publicKey);
}

Status TokenEnrolment::admit(const frames::Hello& hello) {
    const std::lock_guard lock(m_mutex);
    if (const auto key = m_keys.find(hello.node); key != m_keys.end() && key->second == hello.publicKey) {
        return success();
    }
    const auto token = m_tokens.find(hello.node);
    if (token == m_tokens.end() || token->second.empty() ||
        !crypto::constantTimeEqual(token->second, hello.token)) {
        return makeError(ErrorCode::Unauthenticated, "neither a known key nor a valid token");
    }
    if (hello.publicKey.size() != crypto::kPublicKeyBytes) {
        return invalidField("publicKey", "32 bytes");
    }
    m_keys[hello.node] = hello.publicKey;
    m_tokens.erase(token);
    return success();
}

std::map<NodeId, std::string> TokenEnrolment::known() const {
    const std::lock_guard lock(m_mutex);
    return m_keys;
}

} // namespace hotswap::gateway
