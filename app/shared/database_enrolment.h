// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may say hello to this gateway, as the shared database knows it.

#include "core/crypto/hash.h"
#include "core/gateway/enrolment.h"
#include "core/store/postgres/node_keys.h"

namespace hotswap::shared {

class DatabaseEnrolment final : public gateway::Enrolment {
public:
    DatabaseEnrolment(store::postgres::NodeKeys& keys, TenantId tenant)
        : m_keys(keys), m_tenant(std::move(tenant)) {}

    Status admit(const frames::Hello& hello) override {
        if (hello.tenant != m_tenant) {
            return makeError(ErrorCode::Unauthenticated, hello.node.value);
        }
        return m_keys.admit(m_tenant, hello.node, hello.environment, hello.publicKey,
                            hello.token.empty() ? std::string() : crypto::sha256Hex(hello.token));
    }

private:
    store::postgres::NodeKeys& m_keys;
    const TenantId m_tenant;
};

} // namespace hotswap::shared
