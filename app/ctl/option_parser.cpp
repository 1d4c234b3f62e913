// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/option_parser.h"

#include <QCoreApplication>

namespace hotswap::ctl {

OptionParser::OptionParser(QString command, const QString& summary) : m_command(std::move(command)) {
    m_parser.setApplicationDescription(summary);
    flag(QStringLiteral("help"), QCoreApplication::translate("Ctl", "Show this help."));
    flag(QStringLiteral("json"), QCoreApplication::translate("Ctl", "Print results and errors as JSON."));
}

void OptionParser::flag(const QString& name, const QString& description) {
    m_parser.addOption(QCommandLineOption(name, description));
}

void OptionParser::option(const QString& name, const QString& description, const QString& valueName,
                          const QString& absent) {
    m_parser.addOption(QCommandLineOption(name, description, valueName, absent));
}

void OptionParser::argument(const QString& name, const QString& description) {
    m_arguments << name;
    m_parser.addPositionalArgument(name, description);
}

void OptionParser::argumentList(const QString& name, const QString& description) {
    argument(name, description);
    m_list = true;
}

std::optional<ExitCode> OptionParser::parse(const QStringList& arguments, Output& output) {
    const bool understood = m_parser.parse(QStringList{m_command} + arguments);
    if (understood && m_parser.isSet(QStringLiteral("help"))) {
        QString text = m_parser.helpText();
        // Qt names the program as it was started; the command with its group says more.
        output.text(text.replace(QCoreApplication::arguments().value(0), m_command).trimmed());
        return ExitCode::Success;
    }
    if (!understood) {
        QString problem = m_parser.errorText();
        while (problem.endsWith(QLatin1Char('.'))) {
            problem.chop(1);
        }
        return output.wrongUsage(problem, m_command);
    }
    const QStringList given = m_parser.positionalArguments();
    if (given.size() < m_arguments.size()) {
        //: %1 name of an argument of a command
        return output.wrongUsage(
            QCoreApplication::translate("Ctl", "%1 is missing").arg(m_arguments.at(given.size())), m_command);
    }
    if (!m_list && given.size() > m_arguments.size()) {
        //: %1 an argument that the command does not take
        return output.wrongUsage(QCoreApplication::translate("Ctl", "“%1” is one argument too many")
                                     .arg(given.at(m_arguments.size())),
                                 m_command);
    }
    return std::nullopt;
}

ExitCode refuse(const Error& error, const OptionParser& parser, Output& output) {
    if (error.code == ErrorCode::InvalidArgument && !error.fields.empty() &&
        error.fields.begin()->first.starts_with("--")) {
        //: %1 an option, %2 what it may be
        return output.wrongUsage(QCoreApplication::translate("Ctl", "%1 needs %2")
                                     .arg(QString::fromStdString(error.fields.begin()->first),
                                          QString::fromStdString(error.fields.begin()->second)),
                                 parser.command(), error.fields);
    }
    return output.fail(error);
}

} // namespace hotswap::ctl
