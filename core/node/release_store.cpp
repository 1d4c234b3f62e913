// SPDX-License-Identifier: Apache-2.0
#include "core/node/release_store.h"

#include "core/codec/manifest_codec.h"
#include "core/codec/package.h"
#include "core/crypto/hash.h"
#include "core/domain/limits.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr std::string_view kManifestSuffix = ".manifest";

bool isThere(const Path& path) {
    std::error_code failed;
    return std::filesystem::exists(path, failed);
}

Status writeDurably(const Path& file, std::string_view bytes) {
    const Path fresh = file.string() + ".new";
    auto fd = codec::openNew(fresh);
    if (!fd) {
        return fd.error();
    }
    HS_TRY(codec::writeAll(fd->get(), bytes, fresh));
    if (::fsync(fd->get()) != 0) {
        return codec::systemError(fresh, errno);
    }
    return codec::renameDurably(fresh, file);
}

} // namespace

ReleaseFacts factsOf(const Manifest& manifest) {
    return {manifest.kind,    manifest.swapsWithoutDowntime(),
            manifest.offline, manifest.warm,
            manifest.needs,   manifest.dependencies};
}

bool ReleaseStore::has(const Release& release) const {
    return isThere(m_state.packageFile(release.digest)) ||
           (isThere(m_state.releaseDir(release)) && isThere(m_state.manifestFile(release)));
}

Result<StoredRelease> ReleaseStore::unpack(const Release& release, const PackageChecks& checks) const {
    const Path target = m_state.releaseDir(release);
    if (isThere(target)) {
        if (auto stored = load(release.module, target.filename().string());
            stored && stored->release.digest == release.digest && check(*stored, checks.newDigest)) {
            return stored;
        }
        // Nothing of it can be used: it is unpacked anew, or fetched anew when the package is gone as well.
        HS_TRY(codec::removeRelease(target));
    }
    const Path file = m_state.packageFile(release.digest);
    const auto package = codec::Package::open(file, checks.newDigest);
    if (!package) {
        return package.error();
    }
    const auto& header = package->header();
    if (header.digest != release.digest || header.release() != release) {
        return makeError(ErrorCode::DigestMismatch, "the package holds another release than was commanded");
    }
    if (const Status verified = package->verify(checks); !verified) {
        ::unlink(file.c_str()); // it would fail for ever; the next try fetches it again
        return verified.error();
    }
    if (::mkdir(target.parent_path().c_str(), 0700) != 0 && errno != EEXIST) {
        return codec::systemError(target.parent_path(), errno);
    }
    HS_TRY(codec::syncPath(target.parent_path().parent_path()));
    HS_TRY(writeDurably(m_state.manifestFile(release), header.manifestBytes));
    HS_TRY(package->unpack(checks, target));
    return StoredRelease{release, header.manifest};
}

Result<StoredRelease> ReleaseStore::load(const ModuleName& module, const std::string& folder) const {
    const Path dir = m_state.root() / "releases" / module.value / folder;
    if (folder.empty() || !isThere(dir)) {
        return makeError(ErrorCode::NotFound, dir.string());
    }
    const auto bytes =
        codec::readFile(dir.string() + std::string(kManifestSuffix), limits::kManifestBytesMax);
    if (!bytes) {
        return bytes.error();
    }
    auto manifest = codec::decodeManifest(*bytes);
    if (!manifest) {
        return manifest.error();
    }
    Release release{manifest->name, manifest->version, crypto::digestOf(*bytes)};
    if (release.module != module || StateDirectory::folderName(release) != folder) {
        return makeError(ErrorCode::DigestMismatch,
                         "the manifest beside " + dir.string() + " is of another release");
    }
    return StoredRelease{std::move(release), std::move(*manifest)};
}

Status ReleaseStore::check(const StoredRelease& stored, const DigestFactory& newDigest) const {
    return codec::checkRelease(m_state.releaseDir(stored.release), stored.manifest, newDigest);
}

Status ReleaseStore::prune(const ModuleName& module, const std::vector<std::string>& keep) const {
    const Path dir = m_state.root() / "releases" / module.value;
    std::vector<std::string> folders;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(dir, failed)) {
        if (entry.is_directory(failed)) {
            folders.push_back(entry.path().filename().string());
        }
    }
    for (const auto& folder : folders) {
        if (std::find(keep.begin(), keep.end(), folder) != keep.end()) {
            continue;
        }
        if (const auto stored = load(module, folder)) {
            HS_TRY(codec::removeTree(m_state.packageFile(stored->release.digest)));
        }
        HS_TRY(codec::removeRelease(dir / folder));
        HS_TRY(codec::removeTree(dir / (folder + std::string(kManifestSuffix))));
    }
    return success();
}

} // namespace hotswap::node
