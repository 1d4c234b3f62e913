// SPDX-License-Identifier: Apache-2.0
#include "core/node/hook_process.h"

#include "core/node/argv.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <linux/close_range.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr std::size_t kLineCharsMax = 200;
constexpr std::size_t kDescendantsMax = 4'096;
constexpr int kPiecesAtEndMax = 64; // what it left in the pipe; a daemon of its own may go on writing
constexpr int kKillPasses = 3;
constexpr int kCannotRun = 127;

/// In the child, between fork and exec: nothing here may allocate.
[[noreturn]] void become(const char* folder, char* const* argv, char* const* environment, int output,
                         pid_t agent) {
    ::setpgid(0, 0);
    // Whoever it starts and loses stays below it, and so within reach of killAll().
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    // Without its agent nobody would end it at its limit; the next agent runs it anew.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    const int nothing = ::open("/dev/null", O_RDONLY);
    const bool ready = ::getppid() == agent && ::dup2(nothing, 0) == 0 && ::dup2(output, 1) == 1 &&
                       ::dup2(output, 2) == 2 && ::chdir(folder) == 0;
    if (ready) {
        ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
        ::execve(argv[0], argv, environment);
    }
    const char* why = ::strerrordesc_np(errno);
    (void)!::write(2, why, std::strlen(why));
    ::_exit(kCannotRun);
}

/// Every process below `pid`, which itself is not among them.
std::vector<pid_t> descendants(pid_t pid) {
    std::vector<pid_t> found{pid};
    for (std::size_t i = 0; i < found.size() && found.size() < kDescendantsMax; ++i) {
        const std::string id = std::to_string(found[i]);
        std::ifstream children("/proc/" + id + "/task/" + id + "/children");
        for (pid_t child = 0; children >> child;) {
            found.push_back(child);
        }
    }
    found.erase(found.begin());
    return found;
}

} // namespace

HookProcess::HookProcess(Reactor& reactor, const HookOrder& order, Done done)
    : m_reactor(reactor), m_done(std::move(done)), m_leftovers(order.leftovers) {
    if (!spawn(order)) {
        const std::string why = ::strerrordesc_np(errno);
        m_timer = m_reactor.after({}, [this, why] { end(makeError(ErrorCode::IoError, why)); });
        return;
    }
    m_reactor.watch(m_pidFd.get(), EPOLLIN, [this](std::uint32_t) { onExit(); });
    m_reactor.watch(m_pipe.get(), EPOLLIN, [this](std::uint32_t) { readOutput(); });
    m_timer = m_reactor.after(order.timeout, [this, limit = order.timeout] {
        readOutput();
        killAll();
        end(makeError(ErrorCode::Timeout, "no end in " + std::to_string(limit.count()) + " ms"));
    });
}

HookProcess::~HookProcess() {
    m_reactor.cancel(m_timer);
    if (m_pipe.valid()) {
        m_reactor.unwatch(m_pipe.get());
    }
    killAll();
}

bool HookProcess::spawn(const HookOrder& order) {
    std::vector<std::string> words = order.argv;
    words[0] = (order.folder / words[0]).string();
    std::vector<std::string> environment = order.environment;
    const auto argv = argvOf(words);
    const auto variables = argvOf(environment);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    m_pipe = codec::Descriptor(ends[0]);
    const codec::Descriptor output(ends[1]);
    ::fcntl(m_pipe.get(), F_SETFL, O_NONBLOCK);
    const pid_t agent = ::getpid();
    m_pid = ::fork();
    if (m_pid == 0) {
        become(order.folder.c_str(), argv.data(), variables.data(), output.get(), agent);
    }
    if (m_pid < 0) {
        return false;
    }
    ::setpgid(m_pid, m_pid); // whichever of the two is first
    m_pidFd = codec::Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0)));
    return m_pidFd.valid();
}

void HookProcess::readOutput() {
    char piece[4'096];
    for (int i = 0; i < kPiecesAtEndMax && m_pipe.valid(); ++i) {
        const ssize_t got = ::read(m_pipe.get(), piece, sizeof piece);
        if (got > 0) {
            m_output.append(piece, static_cast<std::size_t>(got));
            if (m_output.size() > kHookOutputBytesMax) {
                m_output.erase(0, m_output.size() - kHookOutputBytesMax);
            }
            if (m_pid > 0) {
                return; // one piece a turn: who writes without end must not hold up the agent
            }
            continue;
        }
        if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            m_reactor.unwatch(m_pipe.get());
            m_pipe = codec::Descriptor();
        }
        return;
    }
}

/// Until it is reaped its number and its group's cannot be anybody else's.
void HookProcess::killAll() {
    if (m_pid <= 0) {
        return;
    }
    if (m_pidFd.valid()) {
        m_reactor.unwatch(m_pidFd.get());
    }
    for (int pass = 0; pass < kKillPasses; ++pass) { // again for what was started meanwhile
        for (const pid_t each : descendants(m_pid)) {
            ::kill(each, SIGKILL);
        }
    }
    ::kill(-m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
}

void HookProcess::onExit() {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        info.si_pid != m_pid) {
        return;
    }
    const bool well = info.si_code == CLD_EXITED && info.si_status == 0;
    m_reactor.unwatch(m_pidFd.get());
    if (!well || m_leftovers == HookOrder::Leftovers::Ended) {
        ::kill(-m_pid, SIGKILL);
    }
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
    readOutput();
    if (well) {
        end(std::nullopt);
    } else {
        const char* how = info.si_code == CLD_EXITED ? "exit status " : "signal ";
        end(makeError(ErrorCode::Unavailable, how + std::to_string(info.si_status)));
    }
}

void HookProcess::end(std::optional<Error> error) {
    m_reactor.cancel(m_timer);
    if (m_pipe.valid()) {
        m_reactor.unwatch(m_pipe.get());
        m_pipe = codec::Descriptor();
    }
    const Done done = std::exchange(m_done, nullptr);
    done({std::move(error), std::move(m_output)});
}

std::string lastLine(std::string_view output) {
    const auto last = output.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) {
        return {};
    }
    output = output.substr(0, last + 1);
    output = output.substr(output.find_last_of('\n') + 1);
    std::string line(output.substr(0, kLineCharsMax));
    for (char& c : line) {
        c = static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return line;
}

} // namespace hotswap::node
