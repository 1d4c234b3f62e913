// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/lab_run.h"

#include "app/ctl/lab_report.h"
#include "app/ctl/text.h"

#include <QTextStream>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace hotswap::ctl {

namespace {

constexpr Duration kLookAgain{200};                // for the progress line
constexpr Duration kInterventionPatience{120'000}; // environment time, for the resting tries to succeed
constexpr Duration kLoadLead{1'000};               // load runs before and after the rollout

QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool needsAPerson(const DeploymentSummary& summary) {
    return summary.state == DeploymentState::Paused &&
           std::any_of(summary.pauses.begin(), summary.pauses.end(),
                       [](const ActivePause& pause) { return needsPerson(pause.reason); });
}

} // namespace

bool LabRun::onTerminal() const {
    return ::isatty(STDIN_FILENO) == 1 && m_output.form() == Output::Form::Text;
}

QString LabRun::ask(const QString& question) {
    m_progress.clear();
    QTextStream out(stderr);
    out << question << QLatin1Char(' ') << Qt::flush;
    return QTextStream(stdin).readLine().trimmed();
}

IdempotencyKey LabRun::newKey() {
    return IdempotencyKey{"lab-run-" + std::to_string(++m_keys)};
}

ExitCode LabRun::run() {
    for (const lab::LabNode& node : m_session.lab().realNodes()) {
        //: %1 name of a node, %2 its address
        m_output.line(Ctl::tr("%1 serves http://%2/").arg(toQt(node.node.value), toQt(node.address)));
    }
    if (const Status started = startLoad(); !started.ok()) {
        return m_output.fail(started.error());
    }
    if (const Status submitted = submit(); !submitted.ok()) {
        return m_output.fail(submitted.error());
    }
    const Status followed = follow();
    m_progress.clear();
    if (!followed.ok()) {
        return m_output.fail(followed.error());
    }
    const ExitCode code = tell();
    if (m_session.arguments().hold && !m_stop.isAsked()) {
        m_output.line(Ctl::tr("The lab stays up; Ctrl+C ends it."));
        m_stop.wait();
    }
    return code;
}

Status LabRun::startLoad() {
    const auto rate = m_session.arguments().load;
    if (!rate || *rate == 0) {
        return success();
    }
    lab::LoadOptions options;
    options.requestsPerSecond = *rate;
    for (const lab::LabNode& node : m_session.lab().realNodes()) {
        options.addresses.push_back(node.address);
    }
    auto load = lab::LoadGenerator::start(std::move(options));
    if (!load.ok()) {
        return load.error();
    }
    m_load = std::move(*load);
    m_session.follower().waitUntil([this] { return m_stop.isAsked(); }, kLoadLead);
    return success();
}

Status LabRun::submit() {
    const DeploymentRequest request = m_session.request();
    const auto plan =
        m_session.lab().service().query(m_session.submitter(), ports::queries::PlanFor{request});
    HS_TRY(plan);
    m_expected = std::get<ports::PlanAnswer>(*plan).plan.expected;
    const auto answer =
        m_session.lab().service().execute(m_session.submitter(), ports::requests::Submit{request}, newKey());
    HS_TRY(answer);
    m_deployment = DeploymentId{answer->id};
    const LabArguments& arguments = m_session.arguments();
    //: %1 module, %2 version, %3 environment
    m_output.line(Ctl::tr("Rolling out %1 %2 to %3.")
                      .arg(toQt(request.module.value), toQt(request.version.text()),
                           toQt(arguments.environment.value)));
    if (arguments.environment.value == "Development") {
        m_output.line(Ctl::tr("Health is watched for 2 s instead of 10 s here, so that this takes seconds."));
    }
    return success();
}

Duration LabRun::timeLeft(const DeploymentSummary& summary) const {
    const Instant now = m_session.lab().environmentNow(summary.scope.environment);
    const Duration left = m_expected - (now - summary.requestedAt);
    return Duration{
        static_cast<Duration::rep>(static_cast<double>(left.count()) / m_session.arguments().lab.speed)};
}

Status LabRun::follow() {
    app::Follower& follower = m_session.follower();
    std::uint64_t seen = follower.news();
    while (true) {
        if (const std::string why = m_session.lab().stoppedBecause(); !why.empty()) {
            return makeError(ErrorCode::InvariantViolated, why);
        }
        if (m_stop.isAsked()) {
            return makeError(ErrorCode::Cancelled, "signal");
        }
        if (const auto summary = follower.deployment(m_deployment)) {
            if (isTerminal(summary->state) || m_giveUp) {
                return success();
            }
            HS_TRY(lookAfter(*summary));
            m_progress.show(*summary, timeLeft(*summary));
        }
        if (!m_giveUp) {
            seen = follower.waitForNews(seen, kLookAgain);
        }
    }
}

Status LabRun::lookAfter(const DeploymentSummary& summary) {
    if (summary.state == DeploymentState::WaitingForApproval && summary.approval) {
        return vote(*summary.approval);
    }
    if (needsAPerson(summary)) {
        return decidePause(summary);
    }
    if (summary.state == DeploymentState::NeedsIntervention) {
        const Instant now = m_session.lab().environmentNow(summary.scope.environment);
        m_restsSince = m_restsSince.value_or(now);
        if (now - *m_restsSince >= kInterventionPatience) {
            m_giveUp = ExitCode::NeedsIntervention;
        }
        return success();
    }
    m_restsSince.reset();
    return success();
}

Status LabRun::vote(const ApprovalId& id) {
    auto& service = m_session.lab().service();
    const auto found = service.query(m_session.approver(), ports::queries::OneApproval{id});
    HS_TRY(found);
    const Approval& approval = std::get<ports::ApprovalDetail>(*found).approval;
    if (approval.state != ApprovalState::Pending) {
        return success(); // decided meanwhile
    }
    ports::requests::CastVote vote{id, VoteDecision::Approve, approval.planDigest, {}};
    if (!m_session.arguments().approve) {
        if (!onTerminal()) {
            return Error{
                ErrorCode::Unavailable,
                Ctl::tr("the rollout waits for sign-off; give --approve or use a terminal").toStdString(),
                {}};
        }
        const QString answer = ask(Ctl::tr("%1 asks for sign-off. Approve as “approver”? [y/n]")
                                       .arg(toQt(approval.requestedBy.value)));
        if (answer.compare(QLatin1String("y"), Qt::CaseInsensitive) != 0) {
            vote.decision = VoteDecision::Reject;
            vote.reason = ask(Ctl::tr("Reason:")).toStdString();
            vote.reason = vote.reason.empty() ? "rejected on the terminal" : vote.reason;
        }
    }
    const auto answer = service.execute(m_session.approver(), vote, newKey());
    // Somebody or something else may have decided in the same moment: the next look says.
    const bool late = !answer.ok() && (answer.error().code == ErrorCode::AlreadyDecided ||
                                       answer.error().code == ErrorCode::PlanChanged);
    return answer.ok() || late ? success() : Status(answer.error());
}

Status LabRun::act(Verb verb, const std::string& reason) {
    const auto answer = m_session.lab().service().execute(
        m_session.submitter(), ports::requests::Act{m_deployment, verb, {}, reason}, newKey());
    const bool late = !answer.ok() && answer.error().code == ErrorCode::TransitionRefused;
    return answer.ok() || late ? success() : Status(answer.error());
}

Status LabRun::decidePause(const DeploymentSummary& summary) {
    const auto detail =
        m_session.lab().service().query(m_session.submitter(), ports::queries::OneDeployment{summary.id});
    HS_TRY(detail);
    const QString reason = reasonOf(std::get<ports::DeploymentDetail>(*detail));
    if (!onTerminal()) {
        m_progress.clear();
        //: %1 why it is paused, a whole sentence
        m_output.line(Ctl::tr("%1 Nobody is here to decide, so it is taken back.").arg(reason));
        return act(Verb::Abort, "nobody was there to decide; " + reason.chopped(1).toStdString());
    }
    const QString answer = ask(Ctl::tr("%1 [p]romote, [r]esume or [a]bort?").arg(reason)).toLower();
    if (answer.startsWith(QLatin1Char('p'))) {
        return act(Verb::Promote, {});
    }
    if (answer.startsWith(QLatin1Char('r'))) {
        return act(Verb::Resume, {});
    }
    return answer.startsWith(QLatin1Char('a')) ? act(Verb::Abort, "on the terminal") : success();
}

ExitCode LabRun::tell() {
    std::optional<lab::LoadResult> load;
    if (m_load) {
        m_session.follower().waitUntil([this] { return m_stop.isAsked(); }, kLoadLead);
        m_load->stop();
        load = m_load->result();
    }
    const auto report = makeReport(m_session, m_deployment, load);
    if (!report.ok()) {
        return m_output.fail(report.error());
    }
    const ModuleName& module = m_session.arguments().release.module;
    printReport(*report, module, m_output);
    m_output.object(reportObject(*report, module));
    return m_giveUp.value_or(exitOf(report->deployment.summary));
}

} // namespace hotswap::ctl
