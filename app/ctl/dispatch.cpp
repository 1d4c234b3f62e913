// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/command.h"

#include <QCoreApplication>

namespace hotswap::ctl {

namespace {

constexpr int kNameColumnWidth = 16;

QString help(std::span<const Command> commands, const QString& path) {
    //: %1 what to type before the command's name
    QString text = QCoreApplication::translate("Ctl", "Usage: %1 COMMAND [options]").arg(path);
    text += QStringLiteral("\n\n") + QCoreApplication::translate("Ctl", "Commands:");
    for (const Command& command : commands) {
        text += QStringLiteral("\n  ") + QString::fromLatin1(command.name).leftJustified(kNameColumnWidth) +
                QCoreApplication::translate("Ctl", command.summary);
    }
    //: %1 a command line
    text +=
        QStringLiteral("\n\n") +
        QCoreApplication::translate("Ctl", "“%1 COMMAND --help” tells the options of one command.").arg(path);
    return text;
}

bool isHelp(const QString& argument) {
    return argument == QLatin1String("--help") || argument == QLatin1String("-h");
}

} // namespace

ExitCode dispatch(std::span<const Command> commands, const QString& path, const QStringList& arguments,
                  Output& output) {
    QStringList rest = arguments;
    while (!rest.isEmpty() && rest.first() == QLatin1String("--json")) {
        rest.removeFirst(); // allowed anywhere; main has seen it
    }
    if (rest.isEmpty()) {
        return output.wrongUsage(QCoreApplication::translate("Ctl", "No command was given"), path);
    }
    const QString name = rest.takeFirst();
    if (isHelp(name)) {
        output.text(help(commands, path));
        return ExitCode::Success;
    }
    for (const Command& command : commands) {
        if (name == QLatin1String(command.name)) {
            return command.run(rest, output);
        }
    }
    //: %1 a word that is not a command
    return output.wrongUsage(QCoreApplication::translate("Ctl", "There is no command “%1”").arg(name), path);
}

} // namespace hotswap::ctl
