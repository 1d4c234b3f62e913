// SPDX-License-Identifier: Apache-2.0
#pragma once
// The few file operations that reading and writing packages needs, with errors as values.

#include "core/domain/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace hotswap::codec {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : m_fd(fd) {}
    Descriptor(Descriptor&& other) noexcept : m_fd(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    int get() const { return m_fd; }
    bool valid() const { return m_fd >= 0; }
    int release() {
        const int fd = m_fd;
        m_fd = -1;
        return fd;
    }

private:
    int m_fd;
};

/// An errno as an error: NotFound, AlreadyExists, PermissionDenied, NoSpace, IoError.
Error systemError(const std::filesystem::path& path, int number);

Result<Descriptor> openRead(const std::filesystem::path& path);
/// A new file with mode 0644; an old one of this name is removed first.
Result<Descriptor> openNew(const std::filesystem::path& path);

Result<std::uint64_t> fileSize(int fd, const std::filesystem::path& path);
/// Up to `length` bytes at an offset; shorter only at the end of the file.
Result<std::string> readAt(int fd, std::uint64_t offset, std::size_t length);
/// Calls `take` with every byte of [offset, offset + length), in pieces. Errors: Truncated, IoError.
Status readRange(int fd, std::uint64_t offset, std::uint64_t length,
                 const std::function<void(std::string_view)>& take);
Status writeAll(int fd, std::string_view bytes, const std::filesystem::path& path);
/// A whole file of at most `bytesMax` bytes. Errors: Oversize, NotFound, IoError.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t bytesMax);

/// fsync of a file or folder.
Status syncPath(const std::filesystem::path& path);
/// Renames over what is there and makes the new name durable.
Status renameDurably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Removes a file or tree, also of read-only folders. Success when there is none.
Status removeTree(const std::filesystem::path& path);

} // namespace hotswap::codec
