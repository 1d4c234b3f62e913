// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands of hotswapctl as data: a table of names, summaries and functions, nested once ("module pack").

#include "app/ctl/output.h"

#include <QStringList>

#include <span>

namespace hotswap::ctl {

/// One command or group of commands.
struct Command {
    const char* name;
    const char* summary; ///< one line, marked with QT_TRANSLATE_NOOP("Ctl", …)
    /// Runs with the arguments after the command's name.
    ExitCode (*run)(const QStringList& arguments, Output& output);
};

/// Runs the command that the first argument names. Without one, or with --help, lists the table (exit 2 and
/// 0). `path` is what stands before it on the command line: "hotswapctl" or "hotswapctl module".
ExitCode dispatch(std::span<const Command> commands, const QString& path, const QStringList& arguments,
                  Output& output);

/// hotswapctl module pack|sign|verify|keygen: what needs no database.
std::span<const Command> packageCommands();

} // namespace hotswap::ctl
