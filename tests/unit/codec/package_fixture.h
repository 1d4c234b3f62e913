// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packages built by hand, byte by byte and independent of the writer under test, so that they can be as
// hostile as needed.

#include "core/codec/package.h"
#include "core/crypto/trusted_keys.h"

#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <vector>

namespace hotswap::codec_test {

/// One entry of a payload as it is written into the tar, whatever the manifest says.
struct TarEntry {
    std::string path;
    std::string content;
    unsigned mode = 0644;
    unsigned type = 0100000; ///< S_IFREG
    std::string symlink = {};
    std::string hardlink = {};
};

/// zstd tar of the entries.
std::string makePayload(const std::vector<TarEntry>& entries);

/// A file of a manifest with the digest of its content.
PackageFile fileOf(const std::string& path, const std::string& content, std::uint32_t mode = 0644);

/// A manifest of kind files that states this payload.
Manifest manifestOf(std::vector<PackageFile> files, const std::string& payload);

/// Bytes of a package with this manifest text, signatures and payload.
std::string packageBytes(const std::string& manifestBytes, const std::vector<KeySignature>& signatures,
                         const std::string& payload);

/// Everything a package test needs: a folder of its own, a trusted module key, and its checks.
class PackageFixture {
public:
    PackageFixture();

    const crypto::SigningKey& key() const { return m_key; }
    PackageChecks checks() const;
    std::filesystem::path path(const std::string& name) const;
    /// Writes bytes to a file below the folder.
    std::filesystem::path write(const std::string& name, const std::string& bytes) const;
    /// A signed package of the entries, whose manifest lists `files`.
    std::string signedPackage(const std::vector<PackageFile>& files,
                              const std::vector<TarEntry>& entries) const;
    /// Names of everything in the folder, hidden ones too.
    std::vector<std::string> names() const;

private:
    QTemporaryDir m_dir;
    crypto::SigningKey m_key;
};

/// Code of a failed result, for comparisons; Internal never stands for success.
template <class T>
std::optional<ErrorCode> codeOf(const Result<T>& result) {
    return result.ok() ? std::optional<ErrorCode>() : std::optional<ErrorCode>(result.error().code);
}

} // namespace hotswap::codec_test
