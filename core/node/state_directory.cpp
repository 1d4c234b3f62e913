// SPDX-License-Identifier: Apache-2.0
#include "core/node/state_directory.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr std::size_t kDigestPrefix = 8;

Status makeDir(const Path& dir) {
    if (::mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST) {
        return codec::systemError(dir, errno);
    }
    return success();
}

std::string targetName(const Path& link) {
    std::error_code failed;
    const Path target = std::filesystem::read_symlink(link, failed);
    return failed ? std::string{} : target.filename().string();
}

/// A folder and what is in it, as deep as this directory's own entries go.
Status syncFolders(const Path& dir, int depth) {
    HS_TRY(codec::syncPath(dir));
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(dir, failed)) {
        std::error_code gone;
        if (depth > 0 && entry.is_directory(gone) && !entry.is_symlink(gone)) {
            HS_TRY(syncFolders(entry.path(), depth - 1));
        }
    }
    return failed ? Status(codec::systemError(dir, failed.value())) : success();
}

/// Links to releases are relative, so that a state directory can be moved.
Path relativeRelease(const Release& release, const char* up) {
    return Path(up) / "releases" / release.module.value / StateDirectory::folderName(release);
}

} // namespace

Result<StateDirectory> StateDirectory::open(const Path& given) {
    std::error_code failed;
    const Path root = std::filesystem::absolute(given, failed);
    std::filesystem::create_directories(root.parent_path(), failed);
    HS_TRY(makeDir(root));
    (void)codec::syncPath(root.parent_path()); // may be nobody's to read
    for (const char* name : {"packages", "releases", "slots", "journal", "fence"}) {
        HS_TRY(makeDir(root / name));
    }
    HS_TRY(codec::syncPath(root));
    codec::Descriptor lock(::open((root / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.valid()) {
        return codec::systemError(root / "lock", errno);
    }
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK
                   ? makeError(ErrorCode::AlreadyExists, "another agent uses " + root.string())
                   : codec::systemError(root / "lock", errno);
    }
    // An agent that was killed between a renaming and its fsync leaves names that only the kernel knows of.
    // They are made durable before anything is decided from them.
    HS_TRY(syncFolders(root / "packages", 0));
    HS_TRY(syncFolders(root / "releases", 1));
    HS_TRY(syncFolders(root / "slots", 2));
    return StateDirectory(root, std::move(lock));
}

std::string StateDirectory::folderName(const Release& release) {
    return release.version.text() + "-" + release.digest.value.substr(0, kDigestPrefix);
}

Path StateDirectory::releaseDir(const Release& release) const {
    return m_root / "releases" / release.module.value / folderName(release);
}

Path StateDirectory::manifestFile(const Release& release) const {
    return m_root / "releases" / release.module.value / (folderName(release) + ".manifest");
}

Result<std::vector<ModuleName>> StateDirectory::modules() const {
    std::vector<ModuleName> result;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(m_root / "slots", failed)) {
        if (auto name = parseModuleName(entry.path().filename().string())) {
            result.push_back(std::move(*name));
        }
    }
    if (failed) {
        return codec::systemError(m_root / "slots", failed.value());
    }
    std::sort(result.begin(), result.end());
    return result;
}

Status StateDirectory::makeSlotDirs(const ModuleName& module) const {
    HS_TRY(makeDir(moduleDir(module)));
    HS_TRY(makeDir(slotDir(module, Slot::Blue)));
    HS_TRY(makeDir(slotDir(module, Slot::Green)));
    HS_TRY(codec::syncPath(moduleDir(module)));
    return codec::syncPath(m_root / "slots");
}

Status StateDirectory::setSlotRelease(const ModuleName& module, Slot slot,
                                      const std::optional<Release>& release) const {
    return replaceLink(slotDir(module, slot) / "release",
                       release ? relativeRelease(*release, "../../..") : Path{});
}

Status StateDirectory::setCurrent(const ModuleName& module, const std::optional<Release>& release) const {
    return replaceLink(moduleDir(module) / "current", release ? relativeRelease(*release, "../..") : Path{});
}

std::string StateDirectory::slotTarget(const ModuleName& module, Slot slot) const {
    return targetName(slotDir(module, slot) / "release");
}

std::string StateDirectory::currentTarget(const ModuleName& module) const {
    return targetName(moduleDir(module) / "current");
}

Status replaceLink(const Path& link, const Path& target) {
    if (target.empty()) {
        if (::unlink(link.c_str()) != 0 && errno != ENOENT) {
            return codec::systemError(link, errno);
        }
        return codec::syncPath(link.parent_path());
    }
    const Path fresh = link.string() + ".new";
    if (::unlink(fresh.c_str()) != 0 && errno != ENOENT) {
        return codec::systemError(fresh, errno);
    }
    if (::symlink(target.c_str(), fresh.c_str()) != 0) {
        return codec::systemError(fresh, errno);
    }
    if (::rename(fresh.c_str(), link.c_str()) != 0) {
        return codec::systemError(link, errno);
    }
    return codec::syncPath(link.parent_path());
}

} // namespace hotswap::node
