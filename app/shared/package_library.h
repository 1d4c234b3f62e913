// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packages of the shared database, with a folder of those fetched so far. What is listed comes from the
// database; what is checked or served comes from a file whose content is its name.

#include "core/codec/file_io.h"
#include "core/codec/package.h"
#include "core/ports/artifact_store.h"
#include "core/ports/clock.h"
#include "core/store/postgres/package_table.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

namespace hotswap::shared {

class KeyRing;

/// Thread-safe.
class PackageLibrary final : public ports::ArtifactStore {
public:
    /// All references outlive it. `cache` is made when missing.
    PackageLibrary(store::postgres::PackageTable& table, TenantId tenant, std::filesystem::path cache,
                   const KeyRing& keys, const ports::Clock& clock);

    /// Checks a package file as an agent would and puts it into the database. The same again changes nothing.
    /// Errors: those of Package::open and the checks; AlreadyExists for another one of that name and version.
    Result<Release> push(const std::filesystem::path& file);

    Result<ReleaseInfo> find(const ModuleName& module, const Version& version) override;
    Result<ReleaseInfo> findByDigest(const Digest& digest) override;
    Result<std::vector<ReleaseInfo>> list() override;
    Result<std::string> read(const Digest& digest, std::uint64_t offset, std::size_t length) override;
    Status verifyIntegrity(const Digest& digest) override;
    Status verifyTrust(const Digest& digest) override;

private:
    struct Entry {
        codec::Package package;
        codec::Descriptor bytes;
    };
    /// The package's file, fetched when it is not here yet.
    Result<std::shared_ptr<const Entry>> entryOf(const Digest& digest);
    Result<std::shared_ptr<const Entry>> open(const std::filesystem::path& file, const Digest& digest) const;
    Status fetch(const Digest& digest, const std::filesystem::path& file);
    Status checkTrust(const codec::Package& package) const;

    store::postgres::PackageTable& m_table;
    const TenantId m_tenant;
    const std::filesystem::path m_cache;
    const KeyRing& m_keys;
    const ports::Clock& m_clock;
    std::mutex m_mutex;
    std::map<Digest, std::shared_ptr<const Entry>> m_entries;
    std::map<Digest, ReleaseInfo> m_known; ///< what is in a package never changes
};

} // namespace hotswap::shared
