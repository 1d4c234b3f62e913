// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may say hello to the lab's gateway: its own nodes, and agents that bring a token which somebody made in
// the console.

#include "core/crypto/hash.h"
#include "core/crypto/signing.h"
#include "core/gateway/enrolment.h"
#include "core/store/memory/memory_store.h"

namespace hotswap::lab {

/// What it learns lasts as long as the lab.
class LabEnrolment final : public gateway::Enrolment {
public:
    LabEnrolment(gateway::TokenEnrolment& own, store::MemoryStore& store) : m_own(own), m_store(store) {}

    Status admit(const frames::Hello& hello) override {
        const Status known = m_own.admit(hello);
        // A name that is taken stays with its key: a token lets in new nodes only.
        if (known.ok() || hello.token.empty() || m_own.known().contains(hello.node)) {
            return known;
        }
        if (hello.publicKey.size() != crypto::kPublicKeyBytes) {
            return invalidField("publicKey", "32 bytes");
        }
        HS_TRY(m_store.enrolment().useToken(hello.tenant, hello.environment, crypto::sha256Hex(hello.token)));
        m_own.know(hello.node, hello.publicKey);
        return success();
    }

private:
    gateway::TokenEnrolment& m_own;
    store::MemoryStore& m_store;
};

} // namespace hotswap::lab
