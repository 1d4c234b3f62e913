// SPDX-License-Identifier: Apache-2.0
#include "app/agent/stop_signals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace hotswap::agent {

StopSignals::StopSignals() {
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &mask, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    m_fd = ::signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
}

StopSignals::~StopSignals() {
    m_notifier.reset();
    ::close(m_fd);
}

void StopSignals::onStop(std::function<void()> stop) {
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [fd = m_fd, stop = std::move(stop)] {
                         signalfd_siginfo info;
                         if (::read(fd, &info, sizeof info) == sizeof info) {
                             stop();
                         }
                     });
}

} // namespace hotswap::agent
