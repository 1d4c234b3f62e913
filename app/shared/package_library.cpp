// SPDX-License-Identifier: Apache-2.0
#include "app/shared/package_library.h"

#include "app/shared/key_ring.h"
#include "core/codec/manifest_codec.h"
#include "core/crypto/hash.h"

#include <unistd.h>

namespace hotswap::shared {

namespace {

constexpr std::size_t kKnownMax = 100'000;

} // namespace

PackageLibrary::PackageLibrary(store::postgres::PackageTable& table, TenantId tenant,
                               std::filesystem::path cache, const KeyRing& keys, const ports::Clock& clock)
    : m_table(table), m_tenant(std::move(tenant)), m_cache(std::move(cache)), m_keys(keys), m_clock(clock) {}

Result<Release> PackageLibrary::push(const std::filesystem::path& file) {
    auto package = codec::Package::open(file, crypto::digestFactory());
    if (!package.ok()) {
        return package.error();
    }
    HS_TRY(checkTrust(*package));
    HS_TRY(package->verifyPayload(crypto::digestFactory()));
    std::vector<KeyId> signedBy;
    for (const KeySignature& signature : package->header().signatures) {
        signedBy.push_back(signature.key);
    }
    const Release release = package->header().release();
    const ReleaseInfo info = codec::releaseInfo(package->header().manifest, release.digest,
                                                std::move(signedBy), package->header().packageBytes());
    const auto bytes = codec::openRead(file);
    if (!bytes.ok()) {
        return bytes.error();
    }
    HS_TRY(m_table.push(m_tenant, info, [&](std::uint64_t offset, std::size_t length) {
        return codec::readAt(bytes->get(), offset, length);
    }));
    return release;
}

Result<ReleaseInfo> PackageLibrary::find(const ModuleName& module, const Version& version) {
    const auto all = m_table.list(m_tenant, module);
    if (!all.ok()) {
        return all.error();
    }
    for (const ReleaseInfo& info : *all) {
        if (info.release.version == version) {
            return info;
        }
    }
    return makeError(ErrorCode::NotFound, module.value + " " + version.text());
}

Result<ReleaseInfo> PackageLibrary::findByDigest(const Digest& digest) {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_known.find(digest); it != m_known.end()) {
            return it->second;
        }
    }
    auto info = m_table.findByDigest(m_tenant, digest);
    HS_TRY(info);
    const std::lock_guard lock(m_mutex);
    if (m_known.size() >= kKnownMax) {
        m_known.clear();
    }
    m_known.emplace(digest, *info);
    return info;
}

Result<std::vector<ReleaseInfo>> PackageLibrary::list() {
    return m_table.list(m_tenant);
}

Result<std::string> PackageLibrary::read(const Digest& digest, std::uint64_t offset, std::size_t length) {
    const auto entry = entryOf(digest);
    HS_TRY(entry);
    return codec::readAt((*entry)->bytes.get(), offset, length);
}

Status PackageLibrary::verifyIntegrity(const Digest& digest) {
    const auto entry = entryOf(digest);
    HS_TRY(entry);
    return (*entry)->package.verifyPayload(crypto::digestFactory());
}

Status PackageLibrary::verifyTrust(const Digest& digest) {
    const auto entry = entryOf(digest);
    HS_TRY(entry);
    return checkTrust((*entry)->package);
}

Status PackageLibrary::checkTrust(const codec::Package& package) const {
    const PackageChecks checks =
        crypto::packageChecks(m_keys.trusted(), crypto::LabKeys::Refused, m_clock.now());
    return codec::verifyHeader(package.header(), checks);
}

Result<std::shared_ptr<const PackageLibrary::Entry>> PackageLibrary::entryOf(const Digest& digest) {
    const std::lock_guard lock(m_mutex); // one fetch at a time
    if (const auto it = m_entries.find(digest); it != m_entries.end()) {
        return it->second;
    }
    const std::filesystem::path file = m_cache / (digest.value + ".hsm");
    auto entry = open(file, digest);
    if (!entry.ok()) {
        HS_TRY(fetch(digest, file));
        entry = open(file, digest);
    }
    if (entry.ok()) {
        m_entries.emplace(digest, *entry);
    }
    return entry;
}

Result<std::shared_ptr<const PackageLibrary::Entry>> PackageLibrary::open(const std::filesystem::path& file,
                                                                          const Digest& digest) const {
    auto package = codec::Package::open(file, crypto::digestFactory());
    if (!package.ok()) {
        return package.error();
    }
    if (package->header().release().digest != digest) {
        return makeError(ErrorCode::DigestMismatch, file.string());
    }
    auto bytes = codec::openRead(file);
    if (!bytes.ok()) {
        return bytes.error();
    }
    return std::make_shared<const Entry>(Entry{*std::move(package), *std::move(bytes)});
}

/// Into a file of its own, then to its place: a fetch that is cut off leaves nothing half.
Status PackageLibrary::fetch(const Digest& digest, const std::filesystem::path& file) {
    HS_TRY(m_table.findByDigest(m_tenant, digest));
    std::error_code error;
    std::filesystem::create_directories(m_cache, error);
    const std::filesystem::path part = file.string() + "." + std::to_string(::getpid()) + ".part";
    std::filesystem::remove(part, error);
    auto out = codec::openNew(part);
    if (!out.ok()) {
        return out.error();
    }
    for (std::size_t number = 0;; ++number) {
        const auto bytes = m_table.piece(m_tenant, digest, number);
        HS_TRY(bytes);
        if (bytes->empty()) {
            break;
        }
        HS_TRY(codec::writeAll(out->get(), *bytes, part));
    }
    return codec::renameDurably(part, file);
}

} // namespace hotswap::shared
