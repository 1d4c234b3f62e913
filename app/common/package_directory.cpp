// SPDX-License-Identifier: Apache-2.0
#include "app/common/package_directory.h"

#include "core/codec/manifest_codec.h"
#include "core/crypto/hash.h"

#include <algorithm>

namespace hotswap::app {

namespace {

constexpr std::size_t kPackagesMax = 10'000;

} // namespace

Result<Release> PackageDirectory::add(const std::filesystem::path& file) {
    auto package = codec::Package::open(file, crypto::digestFactory());
    if (!package.ok()) {
        Error error = package.error();
        error.detail = file.filename().string() + (error.detail.empty() ? "" : ": " + error.detail);
        return error;
    }
    const Release release = package->header().release();
    if (entryOf(release.digest) != nullptr) {
        return release;
    }
    if (find(release.module, release.version).ok()) {
        return makeError(ErrorCode::AlreadyExists, release.module.value + " " + release.version.text() +
                                                       " with other content: " + file.string());
    }
    if (m_entries.size() >= kPackagesMax) {
        return makeError(ErrorCode::LimitExceeded, "packages");
    }
    auto bytes = codec::openRead(file);
    if (!bytes.ok()) {
        return bytes.error();
    }
    std::vector<KeyId> signedBy;
    for (const KeySignature& signature : package->header().signatures) {
        signedBy.push_back(signature.key);
    }
    ReleaseInfo info = codec::releaseInfo(package->header().manifest, release.digest, std::move(signedBy),
                                          package->header().packageBytes());
    m_entries.emplace(release.digest, Entry{std::move(*package), std::move(*bytes), std::move(info)});
    return release;
}

Status PackageDirectory::addAll(const std::filesystem::path& directory) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end;
         it.increment(error)) {
        if (it->path().extension() == ".hsm") {
            files.push_back(it->path());
        }
    }
    if (error) {
        return makeError(ErrorCode::NotFound, directory.string());
    }
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        if (const auto added = add(file); !added.ok()) {
            return added.error();
        }
    }
    return success();
}

const PackageDirectory::Entry* PackageDirectory::entryOf(const Digest& digest) const {
    const auto it = m_entries.find(digest);
    return it == m_entries.end() ? nullptr : &it->second;
}

Result<ReleaseInfo> PackageDirectory::find(const ModuleName& module, const Version& version) {
    for (const auto& [digest, entry] : m_entries) {
        if (entry.info.release.module == module && entry.info.release.version == version) {
            return entry.info;
        }
    }
    return makeError(ErrorCode::NotFound, module.value + " " + version.text());
}

Result<ReleaseInfo> PackageDirectory::findByDigest(const Digest& digest) {
    const Entry* entry = entryOf(digest);
    return entry ? Result<ReleaseInfo>(entry->info) : makeError(ErrorCode::NotFound, digest.value);
}

Result<std::vector<ReleaseInfo>> PackageDirectory::list() {
    std::vector<ReleaseInfo> all;
    for (const auto& [digest, entry] : m_entries) {
        all.push_back(entry.info);
    }
    std::sort(all.begin(), all.end(), [](const ReleaseInfo& a, const ReleaseInfo& b) {
        return std::pair(a.release.module, a.release.version) <
               std::pair(b.release.module, b.release.version);
    });
    return all;
}

Result<std::string> PackageDirectory::read(const Digest& digest, std::uint64_t offset, std::size_t length) {
    const Entry* entry = entryOf(digest);
    return entry ? codec::readAt(entry->bytes.get(), offset, length)
                 : makeError(ErrorCode::NotFound, digest.value);
}

Status PackageDirectory::verifyIntegrity(const Digest& digest) {
    const Entry* entry = entryOf(digest);
    return entry ? entry->package.verifyPayload(crypto::digestFactory())
                 : makeError(ErrorCode::NotFound, digest.value);
}

Status PackageDirectory::verifyTrust(const Digest& digest) {
    const Entry* entry = entryOf(digest);
    if (!entry) {
        return makeError(ErrorCode::NotFound, digest.value);
    }
    const PackageChecks checks = crypto::packageChecks(m_trusted, crypto::LabKeys::Allowed, m_clock.now());
    return codec::verifyHeader(entry->package.header(), checks);
}

} // namespace hotswap::app
