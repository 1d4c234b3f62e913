// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is kept of single nodes, and who may come in, each a thin view of the memory store's state.

#include "core/store/memory/state.h"

namespace hotswap::store {

class NodeRecordsPort final : public ports::NodeRecords {
public:
    explicit NodeRecordsPort(State& state) : m_state(state) {}
    Status putLines(const TenantId& tenant, const std::vector<ports::NodeLogLine>& lines) override;
    Result<std::vector<ports::NodeLogLine>> lines(const TenantId& tenant, const NodeId& node,
                                                  const ports::NodeLogFilter& filter,
                                                  std::size_t limit) override;
    Result<ports::NodeJournalPage> journal(const TenantId& tenant, const NodeId& node,
                                           const std::string& page, std::size_t limit) override;
    Result<std::vector<Sample>> nodeSamples(const Scope& scope, const NodeId& node, Instant from, Instant to,
                                            std::size_t limit) override;

private:
    State& m_state;
};

/// Nodes are those of the fleet: in memory nobody keeps when their keys became known. A revoked one is
/// retired.
class EnrolmentPort final : public ports::EnrolmentBook {
public:
    explicit EnrolmentPort(State& state) : m_state(state) {}
    Status addToken(const Identity& who, const ports::TokenTerms& terms,
                    const std::string& tokenHash) override;
    Result<std::vector<ports::OpenToken>> openTokens(const Identity& who) override;
    Result<std::vector<ports::EnrolledNode>> enrolled(const TenantId& tenant,
                                                      const EnvironmentId& environment) override;
    Result<bool> revoke(const Identity& who, const NodeId& node, const std::string& reason) override;
    /// Uses a token up by one. Unauthenticated when it does not count for this environment.
    Status useToken(const TenantId& tenant, const EnvironmentId& environment, const std::string& tokenHash);

private:
    State& m_state;
};

} // namespace hotswap::store
