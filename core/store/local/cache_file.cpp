// SPDX-License-Identifier: Apache-2.0
#include "core/store/local/cache_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::store::local {

namespace {

constexpr const char* kBeside[] = {"-wal", "-shm", "-journal"};

std::filesystem::path with(const std::filesystem::path& file, const char* ending) {
    return file.string() + ending;
}

} // namespace

Status guardFile(const std::filesystem::path& file) {
    std::error_code failed;
    const bool made = std::filesystem::create_directories(file.parent_path(), failed);
    if (failed) {
        return makeError(ErrorCode::Unavailable, file.parent_path().string() + ": " + failed.message());
    }
    if (made) {
        std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all, failed);
    }
    const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (opened < 0) {
        const bool notOurs = errno == EACCES || errno == EPERM || errno == ELOOP || errno == EISDIR;
        return makeError(notOurs ? ErrorCode::PermissionDenied : ErrorCode::Unavailable,
                         file.string() + ": " + std::strerror(errno));
    }
    struct stat about {};
    const bool ours = ::fstat(opened, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == ::geteuid() &&
                      ::fchmod(opened, 0600) == 0;
    ::close(opened);
    return ours ? success() : Status(makeError(ErrorCode::PermissionDenied, file.string()));
}

void putFileAside(const std::filesystem::path& file) {
    std::error_code ignored;
    std::filesystem::rename(file, with(file, ".damaged"), ignored);
    removeFile(file);
}

void removeFile(const std::filesystem::path& file) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    for (const char* ending : kBeside) {
        std::filesystem::remove(with(file, ending), ignored);
    }
}

std::uint64_t fileBytes(const std::filesystem::path& file) {
    std::error_code missing;
    std::uint64_t bytes = std::filesystem::file_size(file, missing);
    bytes = missing ? 0 : bytes;
    for (const char* ending : kBeside) {
        const auto more = std::filesystem::file_size(with(file, ending), missing);
        bytes += missing ? 0 : more;
    }
    return bytes;
}

} // namespace hotswap::store::local
