// SPDX-License-Identifier: Apache-2.0
#include "core/codec/secret_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::codec {

Result<std::string> readSecretFile(const std::filesystem::path& path, std::size_t bytesMax) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.valid()) {
        return systemError(path, errno);
    }
    struct stat file {};
    if (::fstat(fd.get(), &file) != 0) {
        return systemError(path, errno);
    }
    // The service manager hands credentials over as root's files with an access list, which shows as the
    // group's right to read.
    const bool ours = file.st_uid == ::geteuid() && (file.st_mode & 077) == 0;
    const bool handedOver = file.st_uid == 0 && ::geteuid() != 0 && (file.st_mode & 037) == 0;
    if (!S_ISREG(file.st_mode) || (!ours && !handedOver)) {
        return makeError(ErrorCode::PermissionDenied,
                         path.string() + " must be a file with mode 0600 of this user");
    }
    if (static_cast<std::uint64_t>(file.st_size) > bytesMax) {
        return makeError(ErrorCode::Oversize, path.string());
    }
    return readAt(fd.get(), 0, static_cast<std::size_t>(file.st_size));
}

Status writeSecretFile(const std::filesystem::path& path, std::string_view bytes) {
    const std::filesystem::path fresh = path.string() + ".new";
    ::unlink(fresh.c_str());
    const Descriptor fd(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd.valid()) {
        return systemError(fresh, errno);
    }
    HS_TRY(writeAll(fd.get(), bytes, fresh));
    if (::fsync(fd.get()) != 0) {
        return systemError(fresh, errno);
    }
    return renameDurably(fresh, path);
}

} // namespace hotswap::codec
