// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files of trust documents, as the commands for them read and write them.

#include "app/ctl/option_parser.h"
#include "core/codec/trust_codec.h"

namespace hotswap::ctl {

Instant wallNow();
/// Errors: NotFound, Oversize, Malformed.
Result<codec::SignedDocument> readDocument(const QString& file);
/// Replaces the file in one step. Errors: IoError, NoSpace.
Status writeDocument(const QString& file, const codec::SignedDocument& document);
/// The number of an option, `absent` where it was not given. Errors: InvalidArgument unless it is 1..most.
Result<std::uint32_t> counted(const OptionParser& parser, const char* name, std::uint32_t absent,
                              std::uint32_t most);
constexpr std::uint32_t kTimestampHours = 24;         ///< --hours that were not given
constexpr std::uint32_t kTimestampHoursMax = 24 * 31; ///< and at most

/// What tells one timestamp of a list from another.
struct TimestampTerms {
    std::uint64_t version = 1;
    std::uint64_t root = 1;
    std::uint32_t hours = kTimestampHours;
};
/// That this list, as `document` holds it, is the latest from `now` on.
codec::TimestampDocument timestampOf(const codec::ReleasesDocument& list,
                                     const codec::SignedDocument& document, const TimestampTerms& terms,
                                     Instant now);

/// --out.
void addOut(OptionParser& parser);
/// Writes a document that nobody has signed yet to --out and says what comes next.
ExitCode written(const OptionParser& parser, const Result<std::string>& bytes, Output& output);

/// root_lists.cpp
ExitCode rootReleases(const QStringList& arguments, Output& output);
ExitCode rootTimestamp(const QStringList& arguments, Output& output);
ExitCode rootPublish(const QStringList& arguments, Output& output);
/// root_renew.cpp
ExitCode rootRenew(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
