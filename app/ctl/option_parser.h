// SPDX-License-Identifier: Apache-2.0
#pragma once
// Options of one command. A thin skin over QCommandLineParser: one sentence for wrong usage, help with the
// whole command in it, and no exit from inside.

#include "app/ctl/output.h"

#include <QCommandLineParser>
#include <QStringList>

#include <optional>

namespace hotswap::ctl {

class OptionParser {
public:
    /// `command` is the whole of it: "hotswapctl module pack". --json and --help are there already.
    OptionParser(QString command, const QString& summary);

    /// An option without a value.
    void flag(const QString& name, const QString& description);
    /// An option with a value; `valueName` in capitals. May be given several times (values()).
    void option(const QString& name, const QString& description, const QString& valueName,
                const QString& absent = {});
    /// A required argument.
    void argument(const QString& name, const QString& description);
    /// One argument or more, after those before.
    void argumentList(const QString& name, const QString& description);

    /// Reads the arguments; a value when there is nothing left to do (help was printed, or the usage is
    /// wrong).
    std::optional<ExitCode> parse(const QStringList& arguments, Output& output);

    bool isSet(const QString& name) const { return m_parser.isSet(name); }
    QString value(const QString& name) const { return m_parser.value(name); }
    QStringList values(const QString& name) const { return m_parser.values(name); }
    QString argumentAt(qsizetype i) const { return m_parser.positionalArguments().value(i); }
    QStringList arguments() const { return m_parser.positionalArguments(); }
    const QString& command() const { return m_command; }

private:
    QString m_command;
    QStringList m_arguments; ///< names of the required ones
    bool m_list = false;     ///< the last of them may be repeated
    QCommandLineParser m_parser;
};

/// Wrong values of options are wrong usage; everything else is a failed operation.
ExitCode refuse(const Error& error, const OptionParser& parser, Output& output);

} // namespace hotswap::ctl
