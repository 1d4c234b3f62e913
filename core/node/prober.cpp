// SPDX-License-Identifier: Apache-2.0
#include "core/node/prober.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hotswap::node {

ProbeProcess::ProbeProcess(Reactor& reactor, const std::filesystem::path& folder, const ProbeSpec& spec,
                           Done done)
    : m_reactor(reactor), m_done(std::move(done)) {
    std::vector<std::string> words = spec.argv;
    words[0] = (folder / words[0]).string();
    std::vector<char*> argv;
    for (auto& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int fd : {0, 1, 2}) {
        posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    }
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int failure = ::posix_spawn(&m_pid, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) {
        m_pid = -1;
        const std::string why = std::strerror(failure);
        m_timer = m_reactor.after({}, [this, why] { end(makeError(ErrorCode::IoError, why)); });
        return;
    }
    m_pidFd = codec::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0)));
    m_reactor.watch(m_pidFd.get(), EPOLLIN, [this](std::uint32_t) { onExit(); });
    m_timer = m_reactor.after(spec.timeout, [this, limit = spec.timeout] {
        kill();
        end(makeError(ErrorCode::Timeout, "no end in " + std::to_string(limit.count()) + " ms"));
    });
}

ProbeProcess::~ProbeProcess() {
    m_reactor.cancel(m_timer);
    kill();
}

void ProbeProcess::kill() {
    if (m_pid > 0) {
        m_reactor.unwatch(m_pidFd.get());
        ::kill(-m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }
}

void ProbeProcess::onExit() {
    int status = 0;
    if (::waitpid(m_pid, &status, WNOHANG) != m_pid) {
        return;
    }
    m_reactor.unwatch(m_pidFd.get());
    m_pid = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        end(LocalAnswer{});
    } else if (WIFEXITED(status)) {
        end(makeError(ErrorCode::Unavailable, "exit status " + std::to_string(WEXITSTATUS(status))));
    } else {
        end(makeError(ErrorCode::Unavailable, "signal " + std::to_string(WTERMSIG(status))));
    }
}

void ProbeProcess::end(Result<LocalAnswer> result) {
    m_reactor.cancel(m_timer);
    const Done done = std::move(m_done);
    done(std::move(result));
}

Prober::Prober(Reactor& reactor, std::vector<ProbeSpec> specs, std::map<std::string, sockaddr_in> ports,
               std::filesystem::path folder, Changed changed)
    : m_reactor(reactor),
      m_ports(std::move(ports)),
      m_folder(std::move(folder)),
      m_changed(std::move(changed)),
      m_probes(specs.size()) {
    for (std::size_t i = 0; i < specs.size(); ++i) {
        m_probes[i].spec = std::move(specs[i]);
        m_probes[i].timer = m_reactor.after({}, [this, i] { ask(i); });
    }
    if (m_probes.empty()) {
        m_first = m_reactor.after({}, [this] { tell(); });
    }
}

Prober::~Prober() {
    m_reactor.cancel(m_first);
    for (auto& probe : m_probes) {
        m_reactor.cancel(probe.timer);
    }
}

void Prober::ask(std::size_t index) {
    One& probe = m_probes[index];
    const auto done = [this, index](Result<LocalAnswer> result) { answered(index, result); };
    if (probe.spec.kind == ProbeSpec::Kind::Exec) {
        probe.process = std::make_unique<ProbeProcess>(m_reactor, m_folder, probe.spec, done);
        return;
    }
    const auto port = m_ports.find(probe.spec.socket);
    if (port == m_ports.end()) {
        answered(index, makeError(ErrorCode::NotFound, "no socket " + probe.spec.socket));
        return;
    }
    LocalExchange::Request request;
    request.address = port->second;
    request.timeout = probe.spec.timeout;
    if (probe.spec.kind == ProbeSpec::Kind::Http) {
        request.path = probe.spec.path;
    }
    probe.exchange = std::make_unique<LocalExchange>(m_reactor, std::move(request), done);
}

void Prober::answered(std::size_t index, const Result<LocalAnswer>& result) {
    One& probe = m_probes[index];
    probe.failure = probeFailure(probe.spec, result);
    // The finished exchange is replaced by the next one: not here, where its own call is still running.
    probe.timer = m_reactor.after(probe.spec.interval, [this, index] { ask(index); });
    tell();
}

void Prober::tell() {
    bool complete = true;
    std::string detail;
    for (const auto& probe : m_probes) {
        complete = complete && probe.failure.has_value();
        if (probe.failure && !probe.failure->empty()) {
            detail = *probe.failure;
            break;
        }
    }
    const bool healthy = detail.empty();
    if ((healthy && !complete) || m_told == healthy) {
        return;
    }
    m_told = healthy;
    m_changed(healthy, detail);
}

std::string probeFailure(const ProbeSpec& spec, const Result<LocalAnswer>& result) {
    switch (spec.kind) {
    case ProbeSpec::Kind::Exec:
        return result ? std::string{} : "probe exec " + spec.argv[0] + ": " + result.error().detail;
    case ProbeSpec::Kind::Tcp:
        return result ? std::string{} : "probe tcp " + spec.socket + ": " + result.error().detail;
    case ProbeSpec::Kind::Http: break;
    }
    const std::string name = "probe http " + spec.path + ": ";
    if (!result) {
        return name + result.error().detail;
    }
    if (result->status != spec.expectStatus) {
        return name + "status " + std::to_string(result->status);
    }
    if (!spec.expectBody.empty() && result->body.find(spec.expectBody) == std::string::npos) {
        return name + "the body does not contain \"" + spec.expectBody + "\"";
    }
    return {};
}

} // namespace hotswap::node
