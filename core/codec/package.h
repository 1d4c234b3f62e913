// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading packages (.hsm): bounded header, signatures, payload hash, unpacking. In the file, numbers
// big-endian:
//
//   "HSWM" · u16 format version · u32 length + canonical manifest · u16 count × (key id 8 bytes, signature
//   64) · payload: a zstd-compressed tar of the files that the manifest lists, and nothing after it
//
// Each step trusts only what an earlier one checked: limits and signatures on the header, the payload's hash
// before it is decompressed, every file's hash before it counts.

#include "core/domain/cryptography.h"
#include "core/domain/module.h"
#include "core/domain/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::codec {

inline constexpr std::string_view kPackageMagic = "HSWM";
inline constexpr std::uint16_t kPackageFormat = 1;

/// Everything before the payload.
struct PackageHeader {
    Manifest manifest;
    std::string manifestBytes;
    Digest digest; ///< release digest: SHA-256 of manifestBytes
    std::vector<KeySignature> signatures;
    std::uint64_t payloadOffset = 0;

    Release release() const { return {manifest.name, manifest.version, digest}; }
    std::uint64_t packageBytes() const { return payloadOffset + manifest.payloadSize; }
};

/// Reads the header from the beginning of a package; touches nothing of the payload. Errors: Truncated (more
/// bytes may help), Malformed, Oversize, ProtocolVersion (unknown format version), and those of
/// decodeManifest.
Result<PackageHeader> readHeader(std::string_view bytes, const DigestFactory& newDigest);

/// Whether at least one signature is valid and trusted, none by a trusted key is wrong, and the signers may
/// vouch for this release. Errors: SignatureMissing, SignatureInvalid, KeyUntrusted, those of the claim's
/// check.
Status verifyHeader(const PackageHeader& header, const PackageChecks& checks);

/// One open package file. All steps use the one descriptor, so the file cannot be exchanged between them.
class Package {
public:
    /// Opens a file and reads its header. Errors: NotFound, IoError, those of readHeader; Truncated or
    /// Malformed when the file is shorter or longer than the manifest says.
    static Result<Package> open(const std::filesystem::path& file, const DigestFactory& newDigest);

    Package(Package&& other) noexcept;
    Package& operator=(Package&& other) noexcept;
    Package(const Package&) = delete;
    Package& operator=(const Package&) = delete;
    ~Package();

    const PackageHeader& header() const { return m_header; }

    /// Hands over the payload's bytes as they are, in pieces. Errors: Truncated, IoError.
    Status readPayload(const std::function<void(std::string_view)>& take) const;

    /// Hashes the payload without decompressing it. Errors: DigestMismatch, Truncated, IoError.
    Status verifyPayload(const DigestFactory& newDigest) const;

    /// Signatures, then the payload's hash. Errors: those of verifyHeader and verifyPayload.
    Status verify(const PackageChecks& checks) const;

    /// Verifies, then unpacks into `target`, which appears complete, synced and read-only, or not at all.
    /// Success without work when it is there already. Works in the sibling ".unpack-NAME", which a crash may
    /// leave behind and the next try removes. Errors: those of verify; HostileArchive, DigestMismatch,
    /// Malformed for what the payload holds; AlreadyExists when `target` is no directory; NoSpace, IoError.
    Status unpack(const PackageChecks& checks, const std::filesystem::path& target) const;

private:
    Package(int fd, PackageHeader header);

    int m_fd = -1;
    PackageHeader m_header;
};

/// Removes an unpacked release: first renamed to the sibling ".remove-NAME", so that half of one is never
/// taken for a whole. Success when it does not exist. Errors: IoError.
Status removeRelease(const std::filesystem::path& target);

/// Whether an unpacked release still holds exactly the manifest's files with their bytes. Errors:
/// DigestMismatch naming the file, NotFound, IoError.
Status checkRelease(const std::filesystem::path& target, const Manifest& manifest,
                    const DigestFactory& newDigest);

} // namespace hotswap::codec
