// SPDX-License-Identifier: Apache-2.0
#pragma once
// Trust documents of one tenant: every root, and of each environment the latest list and timestamp.

#include "core/ports/trust_documents.h"
#include "core/store/memory/state.h"

namespace hotswap::store {

/// Thread-safe: a view of the shared state.
class TrustPort final : public ports::TrustDocuments {
public:
    explicit TrustPort(State& state) : m_state(state) {}
    Status putTrust(const ports::TrustDocument& document) override;
    Result<std::vector<ports::TrustDocument>>
    trustSince(const TenantId& tenant, const EnvironmentId& environment, std::uint64_t rootVersion) override;

private:
    State& m_state;
    /// Guarded by the state's mutex; by tenant, kind and environment, then version.
    std::map<std::tuple<TenantId, ports::TrustDocument::Kind, EnvironmentId>,
             std::map<std::uint64_t, ports::TrustDocument>>
        m_documents;
};

} // namespace hotswap::store
