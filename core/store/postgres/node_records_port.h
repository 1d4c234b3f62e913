// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is kept of single nodes, and who may come in, on PostgreSQL.

#include "core/ports/enrolment_book.h"
#include "core/ports/node_records.h"
#include "core/store/postgres/node_keys.h"

namespace hotswap::store::postgres {

class NodeRecordsPort final : public ports::NodeRecords {
public:
    explicit NodeRecordsPort(Pool& pool) : m_pool(pool) {}
    Status putLines(const TenantId& tenant, const std::vector<ports::NodeLogLine>& lines) override;
    Result<std::vector<ports::NodeLogLine>> lines(const TenantId& tenant, const NodeId& node,
                                                  const ports::NodeLogFilter& filter,
                                                  std::size_t limit) override;
    Result<ports::NodeJournalPage> journal(const TenantId& tenant, const NodeId& node,
                                           const std::string& page, std::size_t limit) override;
    Result<std::vector<Sample>> nodeSamples(const Scope& scope, const NodeId& node, Instant from, Instant to,
                                            std::size_t limit) override;

private:
    Pool& m_pool;
};

/// Who asks is the login of the connection; the database itself checks what it may.
class EnrolmentPort final : public ports::EnrolmentBook {
public:
    EnrolmentPort(Pool& pool, NodeKeys& keys) : m_pool(pool), m_keys(keys) {}
    Status addToken(const Identity& who, const ports::TokenTerms& terms,
                    const std::string& tokenHash) override;
    Result<std::vector<ports::OpenToken>> openTokens(const Identity& who) override;
    Result<std::vector<ports::EnrolledNode>> enrolled(const TenantId& tenant,
                                                      const EnvironmentId& environment) override;
    Result<bool> revoke(const Identity& who, const NodeId& node, const std::string& reason) override;

private:
    Pool& m_pool;
    NodeKeys& m_keys;
};

} // namespace hotswap::store::postgres
