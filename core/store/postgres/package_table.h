// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packages as the database keeps them: what is in each, and its bytes in pieces.

#include "core/domain/module.h"
#include "core/store/postgres/pool.h"

#include <functional>

namespace hotswap::store::postgres {

/// Thread-safe.
class PackageTable {
public:
    explicit PackageTable(Pool& pool) : m_pool(pool) {}

    /// Whole packages of a tenant, by module and version as text. `module` empty: all.
    Result<std::vector<ReleaseInfo>> list(const TenantId& tenant, const ModuleName& module = {});
    Result<ReleaseInfo> findByDigest(const TenantId& tenant, const Digest& digest);
    /// Stores a package whose bytes `read(offset, length)` gives. The same one again changes nothing; another
    /// one of the same module and version is AlreadyExists.
    Status push(const TenantId& tenant, const ReleaseInfo& info,
                const std::function<Result<std::string>(std::uint64_t, std::size_t)>& read);
    /// One piece; empty beyond the last.
    Result<std::string> piece(const TenantId& tenant, const Digest& digest, std::size_t number);

    static constexpr std::size_t kPieceBytes = 1024 * 1024;

private:
    Pool& m_pool;
};

} // namespace hotswap::store::postgres
