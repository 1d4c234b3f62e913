// SPDX-License-Identifier: Apache-2.0
#include "core/codec/package.h"

#include "core/codec/file_io.h"
#include "core/codec/manifest_codec.h"
#include "core/codec/package_layout.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"

#include <optional>
#include <set>

namespace hotswap::codec {

namespace {

/// Takes big-endian numbers and bytes off the front; notes when there are too few.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : m_bytes(bytes) {}

    std::optional<std::string_view> take(std::size_t count) {
        if (m_bytes.size() - m_offset < count) {
            return std::nullopt;
        }
        m_offset += count;
        return m_bytes.substr(m_offset - count, count);
    }
    std::optional<std::uint32_t> number(std::size_t bytes) {
        const auto taken = take(bytes);
        if (!taken) {
            return std::nullopt;
        }
        std::uint32_t value = 0;
        for (const char c : *taken) {
            value = value << 8 | static_cast<unsigned char>(c);
        }
        return value;
    }
    std::size_t offset() const { return m_offset; }

private:
    std::string_view m_bytes;
    std::size_t m_offset = 0;
};

Error truncated(const char* where) {
    return makeError(ErrorCode::Truncated, std::string("the package ends within its ") + where);
}

Result<std::vector<KeySignature>> readSignatures(Cursor& cursor) {
    const auto count = cursor.number(2);
    if (!count) {
        return truncated("signatures");
    }
    if (*count > limits::kSignaturesPerPackageMax) {
        return makeError(ErrorCode::Oversize, "at most 16 signatures");
    }
    std::vector<KeySignature> signatures;
    std::set<KeyId> seen;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto key = cursor.take(kKeyIdBytes);
        const auto signature = cursor.take(kSignatureBytes);
        if (!key || !signature) {
            return truncated("signatures");
        }
        KeySignature entry{KeyId{toHex(*key)}, std::string(*signature)};
        if (!seen.insert(entry.key).second) {
            return makeError(ErrorCode::Malformed, "two signatures by the key " + entry.key.value);
        }
        signatures.push_back(std::move(entry));
    }
    return signatures;
}

Result<PackageHeader> parseHeader(Cursor& cursor) {
    const auto magic = cursor.take(kPackageMagic.size());
    if (!magic) {
        return truncated("magic");
    }
    if (*magic != kPackageMagic) {
        return makeError(ErrorCode::Malformed, "not a module package (.hsm)");
    }
    const auto format = cursor.number(2);
    if (!format) {
        return truncated("format version");
    }
    if (*format != kPackageFormat) {
        return makeError(ErrorCode::ProtocolVersion, "package format " + std::to_string(*format));
    }
    const auto length = cursor.number(4);
    if (!length) {
        return truncated("manifest");
    }
    if (*length > limits::kManifestBytesMax) {
        return makeError(ErrorCode::Oversize, "a manifest has at most 1 MiB");
    }
    const auto manifestBytes = cursor.take(*length);
    if (!manifestBytes) {
        return truncated("manifest");
    }
    auto manifest = decodeManifest(*manifestBytes);
    if (!manifest.ok()) {
        return manifest.error();
    }
    PackageHeader header;
    header.manifest = std::move(*manifest);
    header.manifestBytes = *manifestBytes;
    return header;
}

} // namespace

Result<PackageHeader> readHeader(std::string_view bytes, const DigestFactory& newDigest) {
    Cursor cursor(bytes);
    auto header = parseHeader(cursor);
    if (!header.ok()) {
        return header;
    }
    auto signatures = readSignatures(cursor);
    if (!signatures.ok()) {
        return signatures.error();
    }
    header->signatures = std::move(*signatures);
    header->payloadOffset = cursor.offset();
    const auto digest = newDigest();
    digest->add(header->manifestBytes);
    header->digest = digest->take();
    return header;
}

Status verifyHeader(const PackageHeader& header, const PackageChecks& checks) {
    if (header.signatures.empty()) {
        return makeError(ErrorCode::SignatureMissing, "the package has no signature");
    }
    std::optional<Error> untrusted;
    PackageClaim claim{header.release(), header.packageBytes(), {}};
    for (const KeySignature& signature : header.signatures) {
        const Status status = checks.checkSignature(signature, header.manifestBytes);
        if (status.ok()) {
            claim.signers.push_back(signature.key);
        } else if (status.error().code != ErrorCode::KeyUntrusted) {
            return status; // a trusted key whose signature is wrong: the manifest was altered
        } else {
            untrusted = status.error();
        }
    }
    if (claim.signers.empty()) {
        return *untrusted;
    }
    return checks.checkClaim ? checks.checkClaim(claim) : success();
}

Package::Package(int fd, PackageHeader header) : m_fd(fd), m_header(std::move(header)) {}

Package::Package(Package&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_header(std::move(other.m_header)) {}

Package& Package::operator=(Package&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    std::swap(m_header, other.m_header);
    return *this;
}

Package::~Package() {
    const Descriptor closing(m_fd);
}

Result<Package> Package::open(const std::filesystem::path& file, const DigestFactory& newDigest) {
    auto fd = openRead(file);
    if (!fd.ok()) {
        return fd.error();
    }
    const auto size = fileSize(fd->get(), file);
    if (!size.ok()) {
        return size.error();
    }
    const auto start = readAt(fd->get(), 0, kHeaderBytesMax);
    if (!start.ok()) {
        return start.error();
    }
    auto header = readHeader(*start, newDigest);
    if (!header.ok()) {
        return header.error();
    }
    if (*size < header->packageBytes()) {
        return truncated("payload");
    }
    if (*size > header->packageBytes()) {
        return makeError(ErrorCode::Malformed, "bytes after the payload");
    }
    return Package(fd->release(), std::move(*header));
}

Status Package::readPayload(const std::function<void(std::string_view)>& take) const {
    return readRange(m_fd, m_header.payloadOffset, m_header.manifest.payloadSize, take);
}

Status Package::verifyPayload(const DigestFactory& newDigest) const {
    const auto digest = newDigest();
    HS_TRY(readPayload([&](std::string_view piece) { digest->add(piece); }));
    if (digest->take() != m_header.manifest.payloadSha256) {
        return makeError(ErrorCode::DigestMismatch, "the payload is not what the manifest states");
    }
    return success();
}

Status Package::verify(const PackageChecks& checks) const {
    HS_TRY(verifyHeader(m_header, checks));
    return verifyPayload(checks.newDigest);
}

} // namespace hotswap::codec
