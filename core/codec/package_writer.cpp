// SPDX-License-Identifier: Apache-2.0
#include "core/codec/package_writer.h"

#include "core/codec/file_io.h"
#include "core/codec/manifest_codec.h"
#include "core/codec/module_toml.h"
#include "core/codec/package_layout.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <memory>
#include <sys/stat.h>

namespace hotswap::codec {

namespace {

namespace fs = std::filesystem;

constexpr const char* kCompressionLevel = "10"; // part of the format's reproducibility: never change it alone

std::string bigEndian(std::uint64_t value, std::size_t bytes) {
    std::string text(bytes, '\0');
    for (std::size_t i = 0; i < bytes; ++i) {
        text[bytes - 1 - i] = static_cast<char>(value >> (8 * i) & 0xff);
    }
    return text;
}

std::string headerBytes(const std::string& manifestBytes, const std::vector<KeySignature>& signatures) {
    std::string bytes(kPackageMagic);
    bytes += bigEndian(kPackageFormat, 2);
    bytes += bigEndian(manifestBytes.size(), 4) + manifestBytes;
    bytes += bigEndian(signatures.size(), 2);
    for (const KeySignature& signature : signatures) {
        bytes += fromHex(signature.key.value).value() + signature.signature;
    }
    return bytes;
}

/// A file beside the output that disappears unless it is renamed to it.
class Draft {
public:
    explicit Draft(const fs::path& output, const char* suffix) : m_path(output.string() + suffix) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    Status open() {
        auto fd = openNew(m_path);
        if (!fd.ok()) {
            return fd.error();
        }
        m_fd = std::move(*fd);
        return success();
    }
    Status write(std::string_view bytes) { return writeAll(m_fd.get(), bytes, m_path); }
    /// Writes every piece that `source` hands to the function it is given.
    Status copy(const std::function<Status(const std::function<void(std::string_view)>&)>& source) {
        Status written = success();
        HS_TRY(source([&](std::string_view piece) {
            if (written.ok()) {
                written = write(piece);
            }
        }));
        return written;
    }
    Status publish(const fs::path& output) {
        HS_TRY(syncPath(m_path));
        return renameDurably(m_path, output);
    }
    int fd() const { return m_fd.get(); }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
    Descriptor m_fd;
};

/// One regular file below `root` as the manifest lists it.
Result<PackageFile> describeFile(const fs::path& root, const fs::path& path, const DigestFactory& newDigest) {
    PackageFile file;
    file.path = path.lexically_relative(root).generic_string();
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
        return systemError(path, errno);
    }
    if (!S_ISREG(info.st_mode)) {
        return makeError(ErrorCode::HostileArchive, file.path + ": only regular files can be packed");
    }
    file.mode = (info.st_mode & S_IXUSR) != 0 ? 0755 : 0644;
    file.size = static_cast<std::uint64_t>(info.st_size);
    const auto fd = openRead(path);
    if (!fd.ok()) {
        return fd.error();
    }
    const auto digest = newDigest();
    HS_TRY(readRange(fd->get(), 0, file.size, [&](std::string_view piece) { digest->add(piece); }));
    file.sha256 = digest->take();
    return file;
}

Result<std::vector<PackageFile>> describeFiles(const fs::path& root, const DigestFactory& newDigest) {
    std::vector<PackageFile> files;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(root, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        if (it->is_directory(error) && !it->is_symlink(error)) {
            continue;
        }
        auto file = describeFile(root, it->path(), newDigest);
        if (!file.ok()) {
            return file.error();
        }
        files.push_back(std::move(*file));
        if (files.size() > limits::kPackageFilesMax) {
            return makeError(ErrorCode::LimitExceeded, "a package has at most 100000 files");
        }
    }
    if (error) {
        return systemError(root, error.value());
    }
    std::sort(files.begin(), files.end(),
              [](const PackageFile& a, const PackageFile& b) { return a.path < b.path; });
    return files;
}

struct WriteFree {
    void operator()(archive* a) const { archive_write_free(a); }
};

Error writerError(archive* a) {
    const char* text = archive_error_string(a);
    return makeError(archive_errno(a) == ENOSPC ? ErrorCode::NoSpace : ErrorCode::IoError,
                     text ? text : "archive");
}

Status addFile(archive* writer, const fs::path& root, const PackageFile& file) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(),
                                                                         archive_entry_free);
    archive_entry_set_pathname(entry.get(), file.path.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file.mode);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.size));
    archive_entry_set_mtime(entry.get(), 0, 0);
    if (archive_write_header(writer, entry.get()) != ARCHIVE_OK) {
        return writerError(writer);
    }
    const auto fd = openRead(root / file.path);
    if (!fd.ok()) {
        return fd.error();
    }
    bool complete = true;
    HS_TRY(readRange(fd->get(), 0, file.size, [&](std::string_view piece) {
        complete = complete && archive_write_data(writer, piece.data(), piece.size()) ==
                                   static_cast<la_ssize_t>(piece.size());
    }));
    return complete ? success() : Status(writerError(writer));
}

Status writePayload(int fd, const fs::path& root, const std::vector<PackageFile>& files) {
    const std::unique_ptr<archive, WriteFree> writer(archive_write_new());
    archive_write_add_filter_zstd(writer.get());
    archive_write_set_filter_option(writer.get(), "zstd", "compression-level", kCompressionLevel);
    archive_write_set_format_pax_restricted(writer.get());
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    if (archive_write_open_fd(writer.get(), fd) != ARCHIVE_OK) {
        return writerError(writer.get());
    }
    for (const PackageFile& file : files) {
        HS_TRY(addFile(writer.get(), root, file));
    }
    return archive_write_close(writer.get()) == ARCHIVE_OK ? success() : Status(writerError(writer.get()));
}

Result<Manifest> authoredManifest(const PackSource& source) {
    const auto text = readFile(source.moduleToml, limits::kManifestBytesMax);
    if (!text.ok()) {
        return text.error();
    }
    auto manifest = parseModuleToml(*text);
    if (manifest.ok()) {
        for (const auto& [name, value] : source.metadata) {
            manifest->metadata.insert_or_assign(name, value);
        }
    }
    return manifest;
}

} // namespace

Result<PackageHeader> pack(const PackSource& source, const fs::path& output, const DigestFactory& newDigest) {
    auto manifest = authoredManifest(source);
    if (!manifest.ok()) {
        return manifest.error();
    }
    auto files = describeFiles(source.files, newDigest);
    if (!files.ok()) {
        return files.error();
    }
    manifest->files = std::move(*files);
    Draft payload(output, ".payload");
    HS_TRY(payload.open());
    HS_TRY(writePayload(payload.fd(), source.files, manifest->files));
    const auto size = fileSize(payload.fd(), payload.path());
    if (!size.ok()) {
        return size.error();
    }
    manifest->payloadSize = *size;
    const auto digest = newDigest();
    HS_TRY(readRange(payload.fd(), 0, *size, [&](std::string_view piece) { digest->add(piece); }));
    manifest->payloadSha256 = digest->take();
    const auto manifestBytes = encodeManifest(*manifest);
    if (!manifestBytes.ok()) {
        return manifestBytes.error();
    }
    const std::string head = headerBytes(*manifestBytes, {});
    Draft draft(output, ".draft");
    HS_TRY(draft.open());
    HS_TRY(draft.write(head));
    HS_TRY(draft.copy([&](const auto& take) { return readRange(payload.fd(), 0, *size, take); }));
    HS_TRY(draft.publish(output));
    return readHeader(head, newDigest);
}

Result<PackageHeader> sign(const fs::path& file, const Signer& signer, const DigestFactory& newDigest) {
    const auto package = Package::open(file, newDigest);
    if (!package.ok()) {
        return package.error();
    }
    HS_TRY(package->verifyPayload(newDigest));
    const PackageHeader& header = package->header();
    const KeySignature signature = signer(header.manifestBytes);
    std::vector<KeySignature> signatures = header.signatures;
    std::erase_if(signatures, [&](const KeySignature& s) { return s.key == signature.key; });
    signatures.push_back(signature);
    if (signatures.size() > limits::kSignaturesPerPackageMax) {
        return makeError(ErrorCode::LimitExceeded, "a package has at most 16 signatures");
    }
    std::sort(signatures.begin(), signatures.end(),
              [](const KeySignature& a, const KeySignature& b) { return a.key < b.key; });
    const std::string head = headerBytes(header.manifestBytes, signatures);
    Draft draft(file, ".draft");
    HS_TRY(draft.open());
    HS_TRY(draft.write(head));
    HS_TRY(draft.copy([&](const auto& take) { return package->readPayload(take); }));
    HS_TRY(draft.publish(file));
    return readHeader(head, newDigest);
}

} // namespace hotswap::codec
