// SPDX-License-Identifier: Apache-2.0
#include "core/codec/file_io.h"
#include "core/codec/package.h"
#include "core/domain/invariant.h"

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <map>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::codec {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 256 * 1'024;
constexpr mode_t kReadOnlyFile = 0444;
constexpr mode_t kReadOnlyProgram = 0555;
constexpr mode_t kReadOnlyFolder = 0555;
constexpr mode_t kForbiddenModeBits = S_ISUID | S_ISGID | S_ISVTX;

struct ReadFree {
    void operator()(archive* a) const { archive_read_free(a); }
};
struct WriteFree {
    void operator()(archive* a) const { archive_write_free(a); }
};
using ReadArchive = std::unique_ptr<archive, ReadFree>;
using DiskWriter = std::unique_ptr<archive, WriteFree>;

Error hostile(const std::string& what) {
    return makeError(ErrorCode::HostileArchive, what);
}

Error archiveError(archive* a) {
    const char* text = archive_error_string(a);
    return makeError(ErrorCode::Malformed, text ? text : "the payload is no zstd tar");
}

Error diskError(archive* a) {
    const int number = archive_errno(a);
    const char* text = archive_error_string(a);
    const bool full = number == ENOSPC || number == EDQUOT;
    return makeError(full ? ErrorCode::NoSpace : ErrorCode::IoError, text ? text : "write");
}

/// The payload's bytes of an open package, as libarchive asks for them.
struct PayloadSource {
    int fd;
    std::uint64_t offset;
    std::uint64_t left;
    std::string piece;

    static la_ssize_t read(archive* a, void* self, const void** buffer) {
        auto& source = *static_cast<PayloadSource*>(self);
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(source.left, kPieceBytes));
        auto piece = readAt(source.fd, source.offset, want);
        if (!piece.ok() || piece->size() < want) {
            archive_set_error(a, EIO, "the payload cannot be read");
            return -1;
        }
        source.piece = std::move(*piece);
        source.offset += want;
        source.left -= want;
        *buffer = source.piece.data();
        return static_cast<la_ssize_t>(want);
    }
};

Result<ReadArchive> openPayload(PayloadSource& source) {
    ReadArchive reader(archive_read_new());
    archive_read_support_filter_zstd(reader.get());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open(reader.get(), &source, nullptr, &PayloadSource::read, nullptr) != ARCHIVE_OK) {
        return archiveError(reader.get());
    }
    return reader;
}

DiskWriter openDisk() {
    DiskWriter disk(archive_write_disk_new());
    // The path below the working folder is ours and absolute; what the archive names was compared with the
    // manifest before. These flags are the second lock on the same door.
    archive_write_disk_set_options(disk.get(), ARCHIVE_EXTRACT_SECURE_SYMLINKS |
                                                   ARCHIVE_EXTRACT_SECURE_NODOTDOT |
                                                   ARCHIVE_EXTRACT_NO_OVERWRITE);
    return disk;
}

/// Unpacks one payload into one fresh folder.
class Unpacker {
public:
    Unpacker(const Manifest& manifest, const DigestFactory& newDigest, fs::path folder)
        : m_newDigest(newDigest), m_folder(std::move(folder)) {
        for (const PackageFile& file : manifest.files) {
            m_expected.emplace(file.path, &file);
        }
    }

    Status run(archive* reader) {
        const DiskWriter disk = openDisk();
        archive_entry* entry = nullptr;
        // Bounded: each round takes one expected file away, and an entry that is not expected ends it.
        while (true) {
            const int status = archive_read_next_header(reader, &entry);
            if (status == ARCHIVE_EOF) {
                break;
            }
            if (status != ARCHIVE_OK) {
                return archiveError(reader);
            }
            HS_TRY(takeEntry(reader, disk.get(), entry));
        }
        if (!m_expected.empty()) {
            return makeError(ErrorCode::Malformed, "the payload lacks " + m_expected.begin()->first);
        }
        return success();
    }

private:
    Result<const PackageFile*> admit(archive_entry* entry) {
        const char* name = archive_entry_pathname(entry);
        const std::string path = name ? name : "";
        if (!isSafeRelativePath(path)) {
            return hostile("the path \"" + path + "\" leads out of the release");
        }
        if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) ||
            archive_entry_filetype(entry) != AE_IFREG) {
            return hostile(path + ": a link, folder or special file");
        }
        if ((archive_entry_mode(entry) & kForbiddenModeBits) != 0) {
            return hostile(path + ": set-uid, set-gid or sticky");
        }
        const auto it = m_expected.find(path);
        if (it == m_expected.end()) {
            return hostile(path + ": twice, or not in the manifest");
        }
        const PackageFile* file = it->second;
        if (!archive_entry_size_is_set(entry) ||
            static_cast<std::uint64_t>(archive_entry_size(entry)) != file->size) {
            return hostile(path + ": another size than the manifest states");
        }
        m_expected.erase(it);
        return file;
    }

    Status takeEntry(archive* reader, archive* disk, archive_entry* entry) {
        const auto file = admit(entry);
        if (!file.ok()) {
            return file.error();
        }
        const fs::path path = m_folder / (*file)->path;
        // Only name, type, mode and size go on: no owners, times, flags or access lists of the archive.
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> clean(archive_entry_new(),
                                                                             archive_entry_free);
        archive_entry_set_pathname(clean.get(), path.c_str());
        archive_entry_set_filetype(clean.get(), AE_IFREG);
        archive_entry_set_perm(clean.get(), (*file)->mode);
        archive_entry_set_size(clean.get(), static_cast<la_int64_t>((*file)->size));
        if (archive_write_header(disk, clean.get()) != ARCHIVE_OK) {
            return diskError(disk);
        }
        HS_TRY(copyData(reader, disk, **file));
        if (archive_write_finish_entry(disk) != ARCHIVE_OK) {
            return diskError(disk);
        }
        const mode_t mode = (*file)->mode == 0755 ? kReadOnlyProgram : kReadOnlyFile;
        if (::chmod(path.c_str(), mode) != 0) {
            return systemError(path, errno);
        }
        return syncPath(path);
    }

    Status copyData(archive* reader, archive* disk, const PackageFile& file) {
        const auto digest = m_newDigest();
        std::string piece(kPieceBytes, '\0');
        std::uint64_t total = 0;
        while (true) {
            const la_ssize_t got = archive_read_data(reader, piece.data(), piece.size());
            if (got < 0) {
                return archiveError(reader);
            }
            if (got == 0) {
                break;
            }
            total += static_cast<std::uint64_t>(got);
            if (total > file.size) {
                return hostile(file.path + ": more bytes than the manifest states");
            }
            digest->add(std::string_view(piece.data(), static_cast<std::size_t>(got)));
            if (archive_write_data(disk, piece.data(), static_cast<std::size_t>(got)) != got) {
                return diskError(disk);
            }
        }
        if (total != file.size || digest->take() != file.sha256) {
            return makeError(ErrorCode::DigestMismatch, file.path + " is not what the manifest states");
        }
        return success();
    }

    const DigestFactory& m_newDigest;
    fs::path m_folder;
    std::map<std::string, const PackageFile*> m_expected; ///< not seen yet
};

/// Makes folders read-only and durable, the deepest first.
Status sealFolders(const fs::path& root) {
    std::error_code error;
    std::set<fs::path, std::greater<>> folders{root};
    for (auto it = fs::recursive_directory_iterator(root, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        if (it->is_directory(error)) {
            folders.insert(it->path());
        }
    }
    if (error) {
        return systemError(root, error.value());
    }
    for (const fs::path& folder : folders) {
        if (::chmod(folder.c_str(), kReadOnlyFolder) != 0) {
            return systemError(folder, errno);
        }
        HS_TRY(syncPath(folder));
    }
    return success();
}

Result<fs::path> freshSibling(const fs::path& target) {
    std::error_code error;
    const fs::path parent = fs::canonical(target.parent_path(), error); // no link above what libarchive walks
    if (error) {
        return systemError(target.parent_path(), error.value());
    }
    const fs::path folder = parent / (".unpack-" + target.filename().string());
    HS_TRY(removeTree(folder));
    if (::mkdir(folder.c_str(), 0755) != 0) {
        return systemError(folder, errno);
    }
    return folder;
}

Status checkFile(const fs::path& path, const PackageFile& file, const DigestFactory& newDigest) {
    const auto fd = openRead(path);
    if (!fd.ok()) {
        return fd.error();
    }
    const auto size = fileSize(fd->get(), path);
    if (!size.ok()) {
        return size.error();
    }
    const auto digest = newDigest();
    const auto add = [&](std::string_view piece) { digest->add(piece); };
    if (*size != file.size || !readRange(fd->get(), 0, file.size, add).ok() ||
        digest->take() != file.sha256) {
        return makeError(ErrorCode::DigestMismatch, file.path + " is not what the manifest states");
    }
    return success();
}

} // namespace

Status Package::unpack(const PackageChecks& checks, const fs::path& target) const {
    std::error_code error;
    const auto there = fs::symlink_status(target, error);
    if (fs::exists(there)) {
        return fs::is_directory(there)
                   ? success()
                   : Status(makeError(ErrorCode::AlreadyExists, target.string() + ": no folder"));
    }
    HS_TRY(verify(checks));
    const auto folder = freshSibling(target);
    if (!folder.ok()) {
        return folder.error();
    }
    const auto work = [&]() -> Status {
        PayloadSource source{m_fd, m_header.payloadOffset, m_header.manifest.payloadSize, {}};
        const auto reader = openPayload(source);
        if (!reader.ok()) {
            return reader.error();
        }
        HS_TRY(Unpacker(m_header.manifest, checks.newDigest, *folder).run(reader->get()));
        HS_TRY(sealFolders(*folder));
        return renameDurably(*folder, target);
    };
    Status status = work();
    if (!status.ok()) {
        const Status removed = removeTree(*folder); // what cannot be removed now is removed by the next try
        return removed.ok() ? status
                            : Status(makeError(status.error().code,
                                               status.error().detail + "; " + removed.error().detail));
    }
    return status;
}

Status removeRelease(const fs::path& target) {
    std::error_code error;
    const fs::path doomed = target.parent_path() / (".remove-" + target.filename().string());
    HS_TRY(removeTree(doomed));
    if (!fs::exists(fs::symlink_status(target, error))) {
        return success();
    }
    HS_TRY(renameDurably(target, doomed));
    return removeTree(doomed);
}

Status checkRelease(const fs::path& target, const Manifest& manifest, const DigestFactory& newDigest) {
    std::set<std::string> expected;
    for (const PackageFile& file : manifest.files) {
        HS_TRY(checkFile(target / file.path, file, newDigest));
        expected.insert(file.path);
    }
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(target, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        const std::string path = it->path().lexically_relative(target).string();
        if (it->is_symlink(error) || (!it->is_directory(error) && !expected.contains(path))) {
            return makeError(ErrorCode::DigestMismatch, path + " is not in the manifest");
        }
    }
    return error ? Status(systemError(target, error.value())) : success();
}

} // namespace hotswap::codec
