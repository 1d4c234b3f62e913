// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/deployment_watch.h"

#include "app/ctl/option_numbers.h"
#include "app/ctl/text.h"
#include "ui/common/qt_text.h"
#include "ui/common/reason_text.h"

#include <algorithm>

namespace hotswap::ctl {

namespace {

constexpr Duration kLostPatience{30'000}; // then nobody can say what became of it
constexpr Duration kWaitMax{60'000};
constexpr Duration kAskAgain{500}; // after a question that did not get through
constexpr std::size_t kEventsPage = 200;
constexpr std::uint64_t kTimeoutMaxS = 30 * 24 * 3'600;

bool isFrozen(const DeploymentSummary& summary) {
    return std::any_of(summary.pauses.begin(), summary.pauses.end(),
                       [](const ActivePause& pause) { return pause.reason == PauseReason::Freeze; });
}

} // namespace

void addWatchOptions(OptionParser& parser) {
    parser.option(QStringLiteral("timeout"),
                  Ctl::tr("Stop following after so many seconds, exit status 7 (default: never)."),
                  QStringLiteral("SECONDS"));
}

Result<std::optional<Duration>> readTimeout(const OptionParser& parser) {
    if (!parser.isSet(QStringLiteral("timeout"))) {
        return std::optional<Duration>();
    }
    const auto seconds = readNumber<std::uint64_t>(parser, "timeout", "1..2592000 seconds");
    if (!seconds.ok() || *seconds < 1 || *seconds > kTimeoutMaxS) {
        return invalidField("--timeout", "1..2592000 seconds");
    }
    return std::optional<Duration>(std::chrono::seconds(*seconds));
}

ExitCode DeploymentWatch::run(const DeploymentId& id, std::optional<Duration> limit) {
    const auto begin = std::chrono::steady_clock::now();
    const auto found = m_session.query<ports::DeploymentDetail>(ports::queries::OneDeployment{id});
    if (!found.ok()) {
        return m_output.fail(found.error());
    }
    m_known = found->summary;
    const auto follower = m_session.follow();
    if (!follower.ok()) {
        return m_output.fail(follower.error());
    }
    m_follower = *follower;
    std::uint64_t seen = m_follower->news();
    while (true) {
        if (const auto done = look(id)) {
            return *done;
        }
        std::optional<Duration> left;
        if (limit) {
            left = *limit - std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
            if (*left <= Duration{0}) {
                return tellTimeout();
            }
        }
        seen = m_follower->waitForNews(seen, waitLength(left));
    }
}

Duration DeploymentWatch::waitLength(std::optional<Duration> left) const {
    Duration wait = std::min(left.value_or(kWaitMax), m_again ? kAskAgain : kWaitMax);
    if (const auto lost = m_session.lostFor()) {
        wait = std::min(wait, std::max(Duration{1}, kLostPatience - *lost));
    }
    return wait;
}

std::optional<ExitCode> DeploymentWatch::look(const DeploymentId& id) {
    if (const auto lost = m_session.lostFor(); lost && *lost >= kLostPatience) {
        m_progress.clear();
        return m_output.fail(makeError(ErrorCode::OutcomeUnknown, id.value),
                             Ctl::tr("The database is out of reach, so nobody knows what becomes of %1; look "
                                     "at it again later.")
                                 .arg(ui::toQt(id)),
                             ExitCode::OutcomeUnknown);
    }
    if (const std::string why = m_follower->engineStopped(); !why.empty()) {
        m_progress.clear();
        return m_output.fail(makeError(ErrorCode::InvariantViolated, why));
    }
    m_again = false;
    // What finished long ago is in no snapshot; then the first answer is all there is.
    if (const auto news = m_follower->deployment(id); news && news->version > m_known->version) {
        m_known = news;
    }
    tellChange(*m_known);
    if (const Status told = tellEvents(*m_known); !told.ok()) {
        m_again = told.error().code == ErrorCode::Unavailable;
        return m_again ? std::optional<ExitCode>() : m_output.fail(told.error());
    }
    if (isAtRest(*m_known)) {
        return tellEnd(id);
    }
    m_progress.show(*m_known, Duration{0});
    return std::nullopt;
}

Status DeploymentWatch::tellEvents(const DeploymentSummary& summary) {
    while (m_output.form() == Output::Form::Json && m_told < summary.version) {
        const auto events = m_session.query<std::vector<DeploymentEvent>>(
            ports::queries::Events{summary.id, m_told, kEventsPage});
        HS_TRY(events);
        for (const DeploymentEvent& event : *events) {
            m_output.object(QJsonObject{{QStringLiteral("event"), eventObject(summary.id, event)}});
            m_told = event.version;
        }
        if (events->empty()) {
            break;
        }
    }
    return success();
}

void DeploymentWatch::tellChange(const DeploymentSummary& summary) {
    QString line = ui::stateText(summary.state);
    if (summary.state == DeploymentState::Running && summary.waves > 0) {
        //: %1 a state, %2 and %3 numbers
        line = Ctl::tr("%1, wave %2 of %3")
                   .arg(line)
                   .arg(std::min(summary.wave + 1, summary.waves))
                   .arg(summary.waves);
    }
    if (line != m_lastLine && !isAtRest(summary)) {
        m_progress.clear();
        m_output.line(line);
    }
    m_lastLine = line;
}

std::optional<ExitCode> DeploymentWatch::tellEnd(const DeploymentId& id) {
    const auto detail = m_session.query<ports::DeploymentDetail>(ports::queries::OneDeployment{id});
    if (!detail.ok() && detail.error().code == ErrorCode::Unavailable) {
        m_again = true;
        return std::nullopt;
    }
    m_progress.clear();
    if (!detail.ok()) {
        return m_output.fail(detail.error());
    }
    m_output.line(reasonOf(*detail));
    m_output.object(QJsonObject{{QStringLiteral("deployment"), detailObject(*detail)}});
    return exitOf(detail->summary);
}

ExitCode DeploymentWatch::tellTimeout() {
    m_progress.clear();
    if (isFrozen(*m_known)) {
        return m_output.fail(makeError(ErrorCode::Frozen, m_known->id.value));
    }
    //: %1 a state
    return m_output.fail(makeError(ErrorCode::Timeout, m_known->id.value),
                         Ctl::tr("The time to follow is over while it is %1; it goes on without a follower.")
                             .arg(ui::stateText(m_known->state)),
                         ExitCode::WaitedTooLong);
}

} // namespace hotswap::ctl
