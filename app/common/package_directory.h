// SPDX-License-Identifier: Apache-2.0
#pragma once
// An artifact store over package files: the demo packages, and those that the command line names.

#include "core/codec/file_io.h"
#include "core/codec/package.h"
#include "core/crypto/trusted_keys.h"
#include "core/ports/artifact_store.h"
#include "core/ports/clock.h"

#include <map>

namespace hotswap::app {

/// Filled before threads start, then only read, so calls are thread-safe.
class PackageDirectory final : public ports::ArtifactStore {
public:
    PackageDirectory(crypto::TrustedKeys trusted, const ports::Clock& clock)
        : m_trusted(std::move(trusted)), m_clock(clock) {}

    /// Adds one package by its header; signature and payload are checked when asked for. Errors: those of
    /// Package::open; AlreadyExists when another package has the same name and version.
    Result<Release> add(const std::filesystem::path& file);
    /// Adds every *.hsm of a directory. Errors: NotFound, and those of add naming the file.
    Status addAll(const std::filesystem::path& directory);

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
        ReleaseInfo info;
    };
    const Entry* entryOf(const Digest& digest) const;

    crypto::TrustedKeys m_trusted;
    const ports::Clock& m_clock;
    std::map<Digest, Entry> m_entries;
};

} // namespace hotswap::app
