// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/lab_session.h"

#include "app/lab/lab_text.h"

#include <QCoreApplication>

#include <cstdlib>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace hotswap::ctl {

namespace {

constexpr Duration kReadyLimit{180'000};

sigset_t stopSignals() {
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGINT);
    ::sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

StopRequest::StopRequest() {
    const sigset_t set = stopSignals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr); // threads started later inherit it
    ::signal(SIGPIPE, SIG_IGN);
    m_signals = ::signalfd(-1, &set, SFD_CLOEXEC);
    m_end = ::eventfd(0, EFD_CLOEXEC);
    m_thread = std::thread([this] { listen(); });
}

StopRequest::~StopRequest() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_end, &one, sizeof one);
    m_thread.join();
    ::close(m_signals);
    ::close(m_end);
}

void StopRequest::listen() {
    pollfd waiting[2] = {{m_signals, POLLIN, 0}, {m_end, POLLIN, 0}};
    while (::poll(waiting, 2, -1) <= 0) {}
    if (waiting[0].revents != 0) {
        m_asked = true;
        const std::lock_guard lock(m_mutex);
        if (m_wake) {
            m_wake();
        }
    }
}

void StopRequest::onAsked(std::function<void()> wake) {
    const std::lock_guard lock(m_mutex);
    m_wake = std::move(wake);
}

void StopRequest::wait() {
    pollfd waiting{m_signals, POLLIN, 0};
    while (!m_asked && ::poll(&waiting, 1, -1) <= 0) {}
}

Result<std::unique_ptr<LabSession>> LabSession::open(LabArguments arguments, StopRequest& stop,
                                                     Output& output) {
    std::unique_ptr<LabSession> session(new LabSession(std::move(arguments), stop));
    HS_TRY(session->chooseDirectory());
    auto lab = lab::Lab::start(session->m_arguments.lab);
    if (!lab.ok()) {
        return lab.error();
    }
    session->m_lab = std::move(*lab);
    auto follower = app::Follower::attach(session->m_lab->service(), session->submitter());
    if (!follower.ok()) {
        return follower.error();
    }
    session->m_follower = std::move(*follower);
    stop.onAsked([follower = session->m_follower.get()] { follower->nudge(); });
    const bool settled = session->m_follower->waitUntil(
        [&] {
            return stop.isAsked() || session->m_lab->ready() || !session->m_lab->stoppedBecause().empty();
        },
        kReadyLimit);
    for (const lab::LabNotice& notice : session->m_lab->notices()) {
        output.line(lab::noticeText(notice));
    }
    if (stop.isAsked()) {
        return makeError(ErrorCode::Cancelled, "signal");
    }
    if (!settled || !session->m_lab->ready()) {
        HS_TRY(session->m_lab->waitUntilReady(Duration{0}));
        return makeError(ErrorCode::InvariantViolated, session->m_lab->stoppedBecause());
    }
    return session;
}

LabSession::~LabSession() {
    m_stop.onAsked({});
    m_follower.reset();
    m_lab.reset();
}

Status LabSession::chooseDirectory() {
    lab::LabOptions& options = m_arguments.lab;
    if (options.stateDirectory !=
        lab::defaultLabOptions(QCoreApplication::applicationFilePath().toStdString()).stateDirectory) {
        return success(); // named on the command line: it is kept
    }
    std::string pattern = (std::filesystem::temp_directory_path() / "hotswap-lab-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        return makeError(ErrorCode::IoError, pattern);
    }
    options.stateDirectory = pattern;
    options.stateAtStop = lab::StateAtStop::Remove;
    return success();
}

DeploymentRequest LabSession::request() const {
    DeploymentRequest request;
    request.environment = m_arguments.environment;
    request.module = m_arguments.release.module;
    request.version = m_arguments.release.version;
    request.strategy = m_arguments.strategy;
    request.description = "hotswapctl lab run";
    if (m_arguments.environment.value == "Development") {
        request.policy = lab::tourPolicy(m_arguments.environment, request.module, m_arguments.strategy);
    }
    return request;
}

} // namespace hotswap::ctl
