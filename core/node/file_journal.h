// SPDX-License-Identifier: Apache-2.0
#pragma once
// The journal as one file. A record is magic, length, checksum and a text; every append is fsynced. A damaged
// stretch is skipped: reading goes on at the next record whose checksum is right. A file whose fsync failed
// is never written to again: what is known to be in it moves to a new one first.

#include "core/codec/file_io.h"
#include "core/node/journal.h"

#include <filesystem>

namespace hotswap::node {

class FileJournal final : public Journal {
public:
    explicit FileJournal(std::filesystem::path file) : m_file(std::move(file)) {}

    Result<JournalReplay> replay() override;
    Status append(const JournalRecord& record) override;
    Status rewrite(const std::vector<JournalRecord>& records) override;
    std::uint64_t size() const override { return m_records; }

private:
    Status openForAppend();
    Status moveToNewFile();
    Status replaceBy(std::string_view bytes, std::uint64_t records);

    std::filesystem::path m_file;
    codec::Descriptor m_fd;
    std::uint64_t m_end = 0; ///< bytes known to be whole; what a failed append left behind it is cut off
    std::uint64_t m_records = 0;
    bool m_doubtful = false; ///< an fsync failed: the kernel may hold for written what is not on the disk
};

/// File form of one record. Errors: Malformed when a text is not UTF-8.
Result<std::string> encodeRecord(const JournalRecord& record);
/// Everything intact in a journal's bytes, and how much is not.
JournalReplay decodeRecords(std::string_view bytes);

} // namespace hotswap::node
