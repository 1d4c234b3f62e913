// SPDX-License-Identifier: Apache-2.0
#include "core/codec/file_io.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::codec {

namespace {

constexpr std::size_t kPieceBytes = 256 * 1'024;
constexpr std::size_t kSmallPieceBytes = 16 * 1'024;

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
        m_fd = other.release();
    }
    return *this;
}

Descriptor::~Descriptor() {
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

Error systemError(const std::filesystem::path& path, int number) {
    const std::string detail = path.string() + ": " + std::strerror(number);
    switch (number) {
    case ENOENT: return makeError(ErrorCode::NotFound, detail);
    case EEXIST: return makeError(ErrorCode::AlreadyExists, detail);
    case EACCES:
    case EPERM: return makeError(ErrorCode::PermissionDenied, detail);
    case ENOSPC:
    case EDQUOT: return makeError(ErrorCode::NoSpace, detail);
    default: return makeError(ErrorCode::IoError, detail);
    }
}

Result<Descriptor> openRead(const std::filesystem::path& path) {
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a fifo must not hang the caller
    struct stat info {};
    if (!fd.valid() || ::fstat(fd.get(), &info) != 0) {
        return systemError(path, errno);
    }
    if (!S_ISREG(info.st_mode)) {
        return makeError(ErrorCode::IoError, path.string() + ": not a regular file");
    }
    return fd;
}

Result<Descriptor> openNew(const std::filesystem::path& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
        return systemError(path, errno);
    }
    Descriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!fd.valid()) {
        return systemError(path, errno);
    }
    return fd;
}

Result<std::uint64_t> fileSize(int fd, const std::filesystem::path& path) {
    struct stat info {};
    if (::fstat(fd, &info) != 0) {
        return systemError(path, errno);
    }
    return static_cast<std::uint64_t>(info.st_size);
}

Result<std::string> readAt(int fd, std::uint64_t offset, std::size_t length) {
    std::string bytes(length, '\0');
    std::size_t filled = 0;
    while (filled < length) {
        const ssize_t got =
            ::pread(fd, bytes.data() + filled, length - filled, static_cast<off_t>(offset + filled));
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            return systemError("read", errno);
        }
        filled += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    bytes.resize(filled);
    return bytes;
}

Status readRange(int fd, std::uint64_t offset, std::uint64_t length,
                 const std::function<void(std::string_view)>& take) {
    while (length > 0) {
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(length, kPieceBytes));
        const auto piece = readAt(fd, offset, want);
        if (!piece.ok()) {
            return piece.error();
        }
        if (piece->size() < want) {
            return makeError(ErrorCode::Truncated, "the file ends too early");
        }
        take(*piece);
        offset += want;
        length -= want;
    }
    return success();
}

Status writeAll(int fd, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(fd, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            return systemError(path, errno);
        }
        bytes.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return success();
}

Result<std::string> readFile(const std::filesystem::path& path, std::size_t bytesMax) {
    const auto fd = openRead(path);
    if (!fd.ok()) {
        return fd.error();
    }
    // In pieces: what is allowed may be far more than what is there, and files of /proc tell no size.
    std::string bytes;
    while (true) {
        const auto piece = readAt(fd->get(), bytes.size(), kSmallPieceBytes);
        if (!piece.ok()) {
            return piece.error();
        }
        bytes += *piece;
        if (bytes.size() > bytesMax) {
            return makeError(ErrorCode::Oversize,
                             path.string() + ": at most " + std::to_string(bytesMax) + " bytes");
        }
        if (piece->size() < kSmallPieceBytes) {
            return bytes;
        }
    }
}

Status syncPath(const std::filesystem::path& path) {
    const Descriptor fd(::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid() || ::fsync(fd.get()) != 0) {
        return systemError(path, errno);
    }
    return success();
}

Status renameDurably(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return systemError(to, errno);
    }
    return syncPath(to.parent_path());
}

Status removeTree(const std::filesystem::path& path) {
    std::error_code error;
    namespace fs = std::filesystem;
    if (!fs::exists(fs::symlink_status(path, error))) {
        return success();
    }
    if (fs::is_directory(fs::symlink_status(path, error))) {
        fs::permissions(path, fs::perms::owner_all, fs::perm_options::add, error);
        for (auto it = fs::recursive_directory_iterator(path, error);
             it != fs::recursive_directory_iterator(); it.increment(error)) {
            if (it->is_directory(error) && !it->is_symlink(error)) {
                fs::permissions(it->path(), fs::perms::owner_all, fs::perm_options::add, error);
            }
        }
    }
    fs::remove_all(path, error);
    if (error) {
        return systemError(path, error.value());
    }
    return success();
}

} // namespace hotswap::codec
