// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policy files on the command line.

#include "app/ctl/option_parser.h"
#include "core/codec/policy_codec.h"

namespace hotswap::ctl {

/// Reads a policy file. Errors: those of reading files and of readPolicyFile, with the file's name in front.
Result<Policy> readPolicy(const QString& file, const codec::PolicyBase& base);

/// A file's text. Errors: with its name in front.
Result<std::string> readText(const QString& file);

/// Says every wrong field on a line of its own, then in a sentence that the file is not right.
ExitCode failWithFields(const Error& error, const QString& file, Output& output);

/// hotswapctl policy check|show|import-kayenta: what needs no database.
ExitCode policyCheck(const QStringList& arguments, Output& output);
ExitCode policyImport(const QStringList& arguments, Output& output);

} // namespace hotswap::ctl
