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
