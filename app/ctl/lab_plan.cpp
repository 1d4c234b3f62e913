// SPDX-License-Identifier: Apache-2.0
// hotswapctl deploy plan --lab: what a rollout would do, in the lab.
#include "app/ctl/lab_run.h"
#include "app/ctl/plan_output.h"
#include "app/ctl/text.h"

namespace hotswap::ctl {

ExitCode runLabPlan(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl deploy plan --lab"),
                        Ctl::tr("Shows what a rollout would do in the lab, without starting it."));
    parser.flag(QStringLiteral("lab"), Ctl::tr("Plan in the lab; the rule where no database is named."));
    addLabOptions(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    auto read = readLabArguments(parser);
    if (!read.ok()) {
        return refuse(read.error(), parser, output);
    }
    StopRequest stop;
    Output quiet(Output::Form::Json); // the lab's own news is not asked for
    auto session = LabSession::open(std::move(*read), stop, quiet);
    if (!session.ok()) {
        return refuse(session.error(), parser, output);
    }
    const auto answer = (*session)->lab().service().query((*session)->submitter(),
                                                          ports::queries::PlanFor{(*session)->request()});
    if (!answer.ok()) {
        return output.fail(answer.error());
    }
    const auto& plan = std::get<ports::PlanAnswer>(*answer);
    output.object(planObject(plan));
    printPlan(plan, output);
    return ExitCode::Success;
}

} // namespace hotswap::ctl
