// SPDX-License-Identifier: Apache-2.0
#include "core/node/file_journal.h"

#include "core/codec/canonical_json.h"
#include "core/codec/receipt_codec.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

using codec::Json;
using Kind = JournalRecord::Kind;

constexpr std::string_view kMagic = "HSJ1";
constexpr std::size_t kHeaderBytes = 12; // magic, length, checksum, both little-endian
constexpr std::size_t kRecordBytesMax = 2 * limits::kFrameBytesMax;
constexpr std::size_t kJournalBytesMax = std::size_t{1} << 30;

constexpr std::array<std::uint32_t, 256> makeCrcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1) ? 0x82F63B78U ^ (value >> 1) : value >> 1;
        }
        table[i] = value;
    }
    return table;
}

/// CRC-32C (Castagnoli), reflected.
std::uint32_t crc32c(std::string_view bytes) {
    static constexpr auto kTable = makeCrcTable();
    std::uint32_t crc = ~0U;
    for (const char c : bytes) {
        crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
    }
    return ~crc;
}

void putU32(std::string& out, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) {
        out.push_back(static_cast<char>(value >> (8 * i)));
    }
}

std::uint32_t getU32(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    }
    return value;
}

std::string text(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

Result<JournalRecord> decodeRecord(std::string_view body) {
    const auto json = codec::parseJson(body, {kRecordBytesMax});
    if (!json) {
        return json.error();
    }
    const auto number = [&](const char* key) {
        const auto it = json->find(key);
        return it != json->end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
    };
    JournalRecord record;
    const auto kind = number("kind");
    if (kind < static_cast<int>(Kind::Received) || kind > static_cast<int>(Kind::Idle)) {
        return makeError(ErrorCode::Malformed, "kind");
    }
    record.kind = static_cast<Kind>(kind);
    record.at = instantFromMs(number("at"));
    record.command = CommandId(text(*json, "command"));
    record.serving = Digest(text(*json, "serving"));
    record.queued = number("queued") != 0;
    if (record.kind == Kind::Received) {
        auto bytes = fromBase64(text(*json, "bytes"));
        auto signature = fromBase64(text(*json, "signature"));
        if (!bytes || !signature) {
            return makeError(ErrorCode::Malformed, "bytes");
        }
        record.signedCommand = {record.command, NodeId(text(*json, "node")), std::move(*bytes),
                                KeyId(text(*json, "key")), std::move(*signature)};
    } else if (record.kind == Kind::Done) {
        auto receipt = codec::decodeReceipt(text(*json, "receipt"));
        if (!receipt) {
            return receipt.error();
        }
        record.receipt = std::move(*receipt);
        record.bytesDigest = Digest(text(*json, "digest"));
    } else if (record.kind == Kind::Idle) {
        record.module = ModuleName(text(*json, "module"));
        const auto role = number("role");
        if (role < 0 || role > static_cast<int>(JournalRecord::IdleRole::Drained)) {
            return makeError(ErrorCode::Malformed, "role");
        }
        record.role = static_cast<JournalRecord::IdleRole>(role);
    }
    return record;
}

} // namespace

Result<std::string> encodeRecord(const JournalRecord& record) {
    Json json = {
        {"kind", static_cast<int>(record.kind)}, {"at", toMs(record.at)}, {"command", record.command.value}};
    if (!record.serving.empty()) {
        json["serving"] = record.serving.value;
    }
    if (record.queued) {
        json["queued"] = 1;
    }
    if (record.kind == Kind::Received) {
        json["node"] = record.signedCommand.node.value;
        json["key"] = record.signedCommand.key.value;
        json["bytes"] = toBase64(record.signedCommand.bytes);
        json["signature"] = toBase64(record.signedCommand.signature);
    } else if (record.kind == Kind::Done) {
        auto receipt = codec::encodeReceipt(record.receipt);
        if (!receipt) {
            return receipt.error();
        }
        json["receipt"] = std::move(*receipt);
        json["digest"] = record.bytesDigest.value;
    } else if (record.kind == Kind::Idle) {
        json["module"] = record.module.value;
        json["role"] = static_cast<int>(record.role);
    }
    const auto body = codec::plainText(json);
    if (!body) {
        return body.error();
    }
    if (body->size() > kRecordBytesMax) {
        return makeError(ErrorCode::Oversize, "journal record");
    }
    std::string out(kMagic);
    putU32(out, static_cast<std::uint32_t>(body->size()));
    putU32(out, crc32c(*body));
    out += *body;
    return out;
}

JournalReplay decodeRecords(std::string_view bytes) {
    JournalReplay replay;
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (bytes.size() - at >= kHeaderBytes && bytes.substr(at, kMagic.size()) == kMagic) {
            const std::size_t length = getU32(bytes, at + 4);
            if (length <= kRecordBytesMax && bytes.size() - at - kHeaderBytes >= length) {
                const auto body = bytes.substr(at + kHeaderBytes, length);
                auto record = crc32c(body) == getU32(bytes, at + 8)
                                  ? decodeRecord(body)
                                  : makeError(ErrorCode::Malformed, "checksum");
                if (record) {
                    replay.records.push_back(std::move(*record));
                    at += kHeaderBytes + length;
                    continue;
                }
            }
        }
        const std::size_t next = bytes.find(kMagic, at + 1);
        const std::size_t end = next == std::string_view::npos ? bytes.size() : next;
        replay.damagedBytes += end - at;
        at = end;
    }
    return replay;
}

Result<JournalReplay> FileJournal::replay() {
    const auto bytes = codec::readFile(m_file, kJournalBytesMax);
    if (!bytes && bytes.error().code != ErrorCode::NotFound) {
        return bytes.error();
    }
    JournalReplay replay = bytes ? decodeRecords(*bytes) : JournalReplay{};
    m_records = replay.records.size();
    m_end = bytes ? bytes->size() : 0;
    HS_TRY(openForAppend());
    // An agent that was killed between write and fsync leaves records that only the kernel knows of.
    if (::fsync(m_fd.get()) != 0 || !codec::syncPath(m_file.parent_path())) {
        HS_TRY(moveToNewFile());
    }
    return replay;
}

Status FileJournal::openForAppend() {
    m_fd = codec::Descriptor(::open(m_file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    return m_fd.valid() ? success() : Status(codec::systemError(m_file, errno));
}

Status FileJournal::append(const JournalRecord& record) {
    const auto bytes = encodeRecord(record);
    if (!bytes) {
        return bytes.error();
    }
    if (m_doubtful) {
        HS_TRY(moveToNewFile());
    }
    if (::lseek(m_fd.get(), static_cast<off_t>(m_end), SEEK_SET) < 0) {
        return codec::systemError(m_file, errno);
    }
    Status written = codec::writeAll(m_fd.get(), *bytes, m_file);
    if (written && ::fsync(m_fd.get()) != 0) {
        written = codec::systemError(m_file, errno);
        m_doubtful = true;
    }
    if (!written) {
        // Half a record must not stand before the next one; if this fails too, replay skips it.
        (void)!::ftruncate(m_fd.get(), static_cast<off_t>(m_end));
        return written;
    }
    m_end += bytes->size();
    ++m_records;
    return success();
}

Status FileJournal::rewrite(const std::vector<JournalRecord>& records) {
    std::string all;
    for (const auto& record : records) {
        const auto bytes = encodeRecord(record);
        if (!bytes) {
            return bytes.error();
        }
        all += *bytes;
    }
    return replaceBy(all, records.size());
}

/// What was there before the fsync that failed, and nothing else.
Status FileJournal::moveToNewFile() {
    m_doubtful = true;
    auto bytes = codec::readFile(m_file, kJournalBytesMax);
    if (!bytes) {
        return bytes.error();
    }
    bytes->resize(std::min<std::size_t>(bytes->size(), m_end));
    if (bytes->size() != m_end || decodeRecords(*bytes).records.size() != m_records) {
        return makeError(ErrorCode::IoError, m_file.string() + ": a record that was durable cannot be read");
    }
    return replaceBy(*bytes, m_records);
}

/// A new file in the place of the old one. From the renaming on it is the one that is appended to, also when
/// its name is not durable yet.
Status FileJournal::replaceBy(std::string_view bytes, std::uint64_t records) {
    const std::filesystem::path fresh = m_file.string() + ".new";
    auto fd = codec::openNew(fresh);
    if (!fd) {
        return fd.error();
    }
    HS_TRY(codec::writeAll(fd->get(), bytes, fresh));
    if (::fsync(fd->get()) != 0 || ::rename(fresh.c_str(), m_file.c_str()) != 0) {
        return codec::systemError(fresh, errno);
    }
    m_fd = std::move(*fd);
    m_end = bytes.size();
    m_records = records;
    m_doubtful = true;
    HS_TRY(codec::syncPath(m_file.parent_path()));
    m_doubtful = false;
    return success();
}

} // namespace hotswap::node
