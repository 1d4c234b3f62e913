// SPDX-License-Identifier: Apache-2.0
// hotswapctl lab run.
#include "app/ctl/command.h"
#include "app/ctl/lab_run.h"
#include "app/ctl/text.h"

#include <array>

namespace hotswap::ctl {

namespace {

ExitCode labRun(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl lab run"),
                        Ctl::tr("Runs a whole rollout in a lab on this machine and tells how it went."));
    addLabOptions(parser);
    addRunOptions(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    auto read = readLabArguments(parser);
    if (!read.ok()) {
        return refuse(read.error(), parser, output);
    }
    if (const Status options = readRunOptions(parser, *read); !options.ok()) {
        return refuse(options.error(), parser, output);
    }
    StopRequest stop;
    auto session = LabSession::open(std::move(*read), stop, output);
    if (!session.ok()) {
        return refuse(session.error(), parser, output);
    }
    return LabRun(**session, stop, output).run();
}

constexpr std::array kLabCommands{
    Command{"run", QT_TRANSLATE_NOOP("Ctl", "run a whole rollout in a lab on this machine"), labRun},
};

} // namespace

ExitCode runLabCommand(const QStringList& arguments, Output& output) {
    return dispatch(kLabCommands, QStringLiteral("hotswapctl lab"), arguments, output);
}

} // namespace hotswap::ctl
