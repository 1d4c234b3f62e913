// SPDX-License-Identifier: Apache-2.0
// hotswapctl approval list|show|approve|reject.
#include "app/ctl/database_commands.h"
#include "app/ctl/deployment_rows.h"
#include "app/ctl/plan_output.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "core/codec/enum_names.h"
#include "core/codec/stored_enums.h"
#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <array>

namespace hotswap::ctl {

namespace {

using ui::toQt;

QJsonObject approvalObject(const Approval& approval) {
    QJsonArray votes;
    for (const CastVote& cast : approval.votes) {
        votes.append(QJsonObject{{QStringLiteral("voter"), toQt(cast.vote.voter)},
                                 {QStringLiteral("decision"), toQt(codec::nameOf(cast.vote.decision))},
                                 {QStringLiteral("reason"), toQt(cast.vote.reason)},
                                 {QStringLiteral("at"), timeValue(cast.vote.at)}});
    }
    QJsonArray groups;
    for (const std::string& group : approval.policy.groups) {
        groups.append(toQt(group));
    }
    return QJsonObject{{QStringLiteral("id"), toQt(approval.id)},
                       {QStringLiteral("deployment"), toQt(approval.deployment)},
                       {QStringLiteral("environment"), toQt(approval.scope.environment)},
                       {QStringLiteral("module"), toQt(approval.scope.module)},
                       {QStringLiteral("state"), toQt(approvalStateName(approval.state))},
                       {QStringLiteral("requestedBy"), toQt(approval.requestedBy)},
                       {QStringLiteral("requestedAt"), timeValue(approval.requestedAt)},
                       {QStringLiteral("expiresAt"), timeValue(approval.expiresAt)},
                       {QStringLiteral("quorum"), static_cast<qint64>(approval.policy.quorum)},
                       {QStringLiteral("groups"), groups},
                       {QStringLiteral("plan"), toQt(approval.planDigest)},
                       {QStringLiteral("changedSince"), toQt(approval.changedSince)},
                       {QStringLiteral("votes"), votes}};
}

Result<std::vector<ApprovalState>> readStates(const OptionParser& parser) {
    if (parser.isSet(QStringLiteral("all"))) {
        return std::vector<ApprovalState>();
    }
    std::vector<ApprovalState> states;
    for (const QString& word : parser.values(QStringLiteral("state"))) {
        const auto state = codec::storedEnum<ApprovalState>(word.toStdString());
        if (!state) {
            return invalidField("--state", "pending, approved, rejected, expired or void");
        }
        states.push_back(*state);
    }
    if (states.empty()) {
        states.push_back(ApprovalState::Pending);
    }
    return states;
}

ExitCode approvalList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl approval list"),
                        Ctl::tr("Lists approvals that wait for votes, newest first."));
    parser.option(QStringLiteral("state"),
                  Ctl::tr("pending (the default), approved, rejected, expired or void; may be repeated."),
                  QStringLiteral("STATE"));
    parser.flag(QStringLiteral("all"), Ctl::tr("Whatever their state."));
    addPageOptions(parser);
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        ports::queries::Approvals query;
        std::string page;
        const auto states = readStates(parser);
        if (!states.ok()) {
            return refuse(states.error(), parser, output);
        }
        query.states = *states;
        if (const Status read = readPage(parser, page, query.limit); !read.ok()) {
            return refuse(read.error(), parser, output);
        }
        const auto found = session.query<std::vector<Approval>>(query);
        if (!found.ok()) {
            return output.fail(found.error());
        }
        QJsonArray rows;
        TextTable table({Ctl::tr("ID"), Ctl::tr("MODULE"), Ctl::tr("ENVIRONMENT"), Ctl::tr("STATE"),
                         Ctl::tr("BY"), Ctl::tr("EXPIRES")});
        for (const Approval& row : *found) {
            rows.append(approvalObject(row));
            table.add({toQt(row.id), toQt(row.scope.module), toQt(row.scope.environment),
                       toQt(approvalStateName(row.state)), toQt(row.requestedBy), timeText(row.expiresAt)});
        }
        output.object(QJsonObject{{QStringLiteral("approvals"), rows}});
        table.print(output);
        return ExitCode::Success;
    });
}

ExitCode approvalShow(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl approval show"),
                        Ctl::tr("Shows one approval and what it agrees to."));
    parser.argument(QStringLiteral("ID"), Ctl::tr("Approval."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto found = session.query<ports::ApprovalDetail>(
            ports::queries::OneApproval{ApprovalId{parser.argumentAt(0).toStdString()}});
        if (!found.ok()) {
            return output.fail(found.error());
        }
        const Approval& approval = found->approval;
        QJsonObject object = approvalObject(approval);
        object.insert(QStringLiteral("mayApprove"), found->mayApprove.ok());
        output.object(QJsonObject{{QStringLiteral("approval"), object},
                                  {QStringLiteral("deployment"), detailObject(found->deployment)}});
        printDetail(found->deployment, output);
        //: %1 a state, %2 and %3 numbers, %4 a time
        output.line(Ctl::tr("Approval: %1, %2 of %3 votes, until %4.")
                        .arg(toQt(approvalStateName(approval.state)))
                        .arg(approval.votes.size())
                        .arg(approval.policy.quorum)
                        .arg(timeText(approval.expiresAt)));
        //: %1 a digest
        output.line(Ctl::tr("Plan: %1").arg(toQt(approval.planDigest)));
        if (!found->mayApprove.ok()) {
            output.line(ui::errorText(found->mayApprove.error()));
        }
        return ExitCode::Success;
    });
}

/// What is agreed to or refused is the plan as it stands, or the one that --plan names.
ExitCode vote(VoteDecision decision, OptionParser& parser, const QStringList& arguments, Output& output) {
    constexpr Duration kPatience{30'000};
    parser.argument(QStringLiteral("ID"), Ctl::tr("Approval."));
    parser.option(QStringLiteral("reason"), Ctl::tr("Why, for the audit."), QStringLiteral("TEXT"));
    parser.option(QStringLiteral("plan"),
                  Ctl::tr("Digest of the plan you have read; refused when it is another now."),
                  QStringLiteral("DIGEST"));
    parser.option(QStringLiteral("key"),
                  Ctl::tr("Idempotency key: asking again with the same one changes nothing twice."),
                  QStringLiteral("KEY"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const QString reason = parser.value(QStringLiteral("reason"));
        if (decision == VoteDecision::Reject && reason.isEmpty()) {
            return refuse(invalidField("--reason", "a text"), parser, output);
        }
        const ApprovalId id{parser.argumentAt(0).toStdString()};
        const auto found = session.query<ports::ApprovalDetail>(ports::queries::OneApproval{id});
        if (!found.ok()) {
            return output.fail(found.error());
        }
        const QString plan = parser.value(QStringLiteral("plan"));
        const Digest digest = plan.isEmpty() ? found->approval.planDigest : Digest{plan.toStdString()};
        const auto answer =
            session.execute(ports::requests::CastVote{id, decision, digest, reason.toStdString()},
                            session.keyOf(parser), kPatience);
        if (!answer.ok()) {
            return output.fail(answer.error());
        }
        const auto after = session.query<ports::ApprovalDetail>(ports::queries::OneApproval{id});
        if (!after.ok()) {
            return output.fail(after.error());
        }
        output.object(QJsonObject{{QStringLiteral("approval"), approvalObject(after->approval)}});
        //: %1 a state, %2 and %3 numbers
        output.line(Ctl::tr("Voted. The approval is %1, %2 of %3 votes.")
                        .arg(toQt(approvalStateName(after->approval.state)))
                        .arg(after->approval.votes.size())
                        .arg(after->approval.policy.quorum));
        return ExitCode::Success;
    });
}

ExitCode approvalApprove(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl approval approve"),
                        Ctl::tr("Votes for a plan, signed with your key."));
    return vote(VoteDecision::Approve, parser, arguments, output);
}

ExitCode approvalReject(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl approval reject"),
                        Ctl::tr("Votes against a plan, signed with your key: that ends the deployment."));
    return vote(VoteDecision::Reject, parser, arguments, output);
}

constexpr std::array kApprovalCommands{
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list what waits for votes"), approvalList},
    Command{"show", QT_TRANSLATE_NOOP("Ctl", "show one and what it agrees to"), approvalShow},
    Command{"approve", QT_TRANSLATE_NOOP("Ctl", "vote for a plan"), approvalApprove},
    Command{"reject", QT_TRANSLATE_NOOP("Ctl", "vote against a plan"), approvalReject},
};

} // namespace

ExitCode runApprovalCommand(const QStringList& arguments, Output& output) {
    return dispatch(kApprovalCommands, QStringLiteral("hotswapctl approval"), arguments, output);
}

} // namespace hotswap::ctl
