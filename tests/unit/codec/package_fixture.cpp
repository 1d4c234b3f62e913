// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/codec/package_fixture.h"

#include "core/codec/manifest_codec.h"
#include "core/crypto/hash.h"
#include "core/domain/encoding.h"

#include <archive.h>
#include <archive_entry.h>
#include <fstream>

namespace hotswap::codec_test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPayloadRoom = 1'024 * 1'024; // far more than any payload here compresses to

std::string bigEndian(std::uint64_t value, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        text += static_cast<char>(value >> shift & 0xff);
    }
    return text;
}

} // namespace

std::string makePayload(const std::vector<TarEntry>& entries) {
    std::string room(kPayloadRoom, '\0');
    std::size_t used = 0;
    archive* writer = archive_write_new();
    archive_write_add_filter_zstd(writer);
    archive_write_set_format_pax(writer);
    archive_write_open_memory(writer, room.data(), room.size(), &used);
    for (const TarEntry& item : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, item.path.c_str());
        archive_entry_set_filetype(entry, item.type);
        archive_entry_set_perm(entry, item.mode);
        archive_entry_set_size(entry, static_cast<la_int64_t>(item.content.size()));
        if (!item.symlink.empty()) {
            archive_entry_set_symlink(entry, item.symlink.c_str());
        }
        if (!item.hardlink.empty()) {
            archive_entry_set_hardlink(entry, item.hardlink.c_str());
        }
        archive_write_header(writer, entry);
        archive_write_data(writer, item.content.data(), item.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    room.resize(used);
    return room;
}

PackageFile fileOf(const std::string& path, const std::string& content, std::uint32_t mode) {
    return {path, mode, content.size(), crypto::digestOf(content)};
}

Manifest manifestOf(std::vector<PackageFile> files, const std::string& payload) {
    Manifest manifest;
    manifest.name = ModuleName{"pages"};
    manifest.version = Version::parse("1.0.0").value();
    manifest.kind = ModuleKind::Files;
    manifest.files = std::move(files);
    manifest.payloadSize = payload.size();
    manifest.payloadSha256 = crypto::digestOf(payload);
    return manifest;
}

std::string packageBytes(const std::string& manifestBytes, const std::vector<KeySignature>& signatures,
                         const std::string& payload) {
    std::string bytes = "HSWM" + bigEndian(1, 2) + bigEndian(manifestBytes.size(), 4) + manifestBytes;
    bytes += bigEndian(signatures.size(), 2);
    for (const KeySignature& signature : signatures) {
        bytes += fromHex(signature.key.value).value() + signature.signature;
    }
    return bytes + payload;
}

PackageFixture::PackageFixture()
    : m_key(crypto::generateSigningKey(crypto::KeyPurpose::Module, crypto::KeyOrigin::Production)) {}

PackageChecks PackageFixture::checks() const {
    crypto::TrustedKeys trusted;
    trusted.add(crypto::trustedHalf(m_key));
    return crypto::packageChecks(trusted, crypto::LabKeys::Refused, instantFromMs(0));
}

fs::path PackageFixture::path(const std::string& name) const {
    return fs::path(m_dir.path().toStdString()) / name;
}

fs::path PackageFixture::write(const std::string& name, const std::string& bytes) const {
    fs::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
}

std::string PackageFixture::signedPackage(const std::vector<PackageFile>& files,
                                          const std::vector<TarEntry>& entries) const {
    const std::string payload = makePayload(entries);
    const std::string manifest = codec::encodeManifest(manifestOf(files, payload)).value();
    return packageBytes(manifest, {m_key.signatureOver(manifest)}, payload);
}

std::vector<std::string> PackageFixture::names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(m_dir.path().toStdString())) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace hotswap::codec_test
