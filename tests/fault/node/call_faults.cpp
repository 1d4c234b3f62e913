// SPDX-License-Identifier: Apache-2.0
// Runs a program and ends it, or lets a call fail, at exactly one of its state-changing system calls. All
// threads share one count, so every number is reached; children that run another program are let go.
//
//   call_faults --kill K      LOG PROGRAM ARGUMENT…   the call is not made and the program is killed
//   call_faults --full K      LOG PROGRAM ARGUMENT…   the K-th call that needs disk space fails (ENOSPC)
//   call_faults --full-from K LOG PROGRAM ARGUMENT…   it and all after it, until SIGUSR1 comes
//   call_faults --sync K      LOG PROGRAM ARGUMENT…   the K-th fsync or fdatasync fails (EIO)
//
// K = 0 only counts. LOG gets a line for the call that was hit, and one with the count at the end. The exit
// status is the program's, 137 when it was killed.
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <optional>
#include <sched.h>
#include <string>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

enum class Kind { None, Change, Space, Sync };
enum class Fault { Kill, Full, FullFrom, Sync };

struct Thread {
    bool toFail = false; ///< the call it is in was replaced; its result is to be set
    bool ours = true;    ///< belongs to the program; false: a child on its way to another program
};

volatile sig_atomic_t g_over = 0;

std::string targetOf(pid_t pid, std::uint64_t fd) {
    const std::string link = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(static_cast<int>(fd));
    std::array<char, 512> path{};
    const ssize_t length = ::readlink(link.c_str(), path.data(), path.size() - 1);
    return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) : std::string();
}

std::string textAt(pid_t pid, std::uint64_t address) {
    std::string text;
    while (text.size() < 512) {
        errno = 0;
        const long word = ::ptrace(PTRACE_PEEKDATA, pid, address + text.size(), nullptr);
        if (errno != 0) {
            return text;
        }
        std::array<char, sizeof word> bytes{};
        std::memcpy(bytes.data(), &word, sizeof word);
        for (const char byte : bytes) {
            if (byte == '\0') {
                return text;
            }
            text += byte;
        }
    }
    return text;
}

struct Call {
    Kind kind = Kind::None;
    std::string what;
};

Call opened(pid_t pid, std::uint64_t path, std::uint64_t flags) {
    const bool changes = (flags & (O_CREAT | O_TRUNC)) != 0;
    return changes ? Call{Kind::Space, "open " + textAt(pid, path)} : Call{};
}

/// Writes to the log stream, to wake-up counters and to pipes change nothing that lasts.
Call written(pid_t pid, std::uint64_t fd, const char* name) {
    const std::string target = fd <= 2 ? std::string() : targetOf(pid, fd);
    if (target.empty() || target.starts_with("anon_inode") || target.starts_with("pipe:") ||
        target.starts_with("/dev/")) {
        return {};
    }
    return {target.starts_with("/") ? Kind::Space : Kind::Change, std::string(name) + " " + target};
}

Call callOf(pid_t pid, const __ptrace_syscall_info& info) {
    const auto* args = info.entry.args;
    const auto onFd = [&](Kind kind, const char* name) {
        return Call{kind, std::string(name) + " " + targetOf(pid, args[0])};
    };
    const auto onPath = [&](Kind kind, const char* name, int which) {
        return Call{kind, std::string(name) + " " + textAt(pid, args[which])};
    };
    switch (info.entry.nr) {
    case SYS_open: return opened(pid, args[0], args[1]);
    case SYS_openat: return opened(pid, args[1], args[2]);
    case SYS_write: return written(pid, args[0], "write");
    case SYS_writev: return written(pid, args[0], "writev");
    case SYS_pwrite64: return written(pid, args[0], "pwrite");
    case SYS_sendto: return onFd(Kind::Change, "sendto");
    case SYS_sendmsg: return onFd(Kind::Change, "sendmsg");
    case SYS_fsync: return onFd(Kind::Sync, "fsync");
    case SYS_fdatasync: return onFd(Kind::Sync, "fdatasync");
    case SYS_ftruncate: return onFd(Kind::Change, "ftruncate");
    case SYS_fallocate: return onFd(Kind::Space, "fallocate");
    case SYS_fchmod: return onFd(Kind::Change, "fchmod");
    case SYS_chmod: return onPath(Kind::Change, "chmod", 0);
    case SYS_fchmodat: return onPath(Kind::Change, "chmod", 1);
    case SYS_rename: return onPath(Kind::Space, "rename", 1);
    case SYS_renameat: return onPath(Kind::Space, "rename", 3);
    case SYS_renameat2: return onPath(Kind::Space, "rename", 3);
    case SYS_link: return onPath(Kind::Space, "link", 1);
    case SYS_linkat: return onPath(Kind::Space, "link", 3);
    case SYS_symlink: return onPath(Kind::Space, "symlink", 1);
    case SYS_symlinkat: return onPath(Kind::Space, "symlink", 2);
    case SYS_unlink: return onPath(Kind::Change, "unlink", 0);
    case SYS_unlinkat: return onPath(Kind::Change, "unlink", 1);
    case SYS_rmdir: return onPath(Kind::Change, "rmdir", 0);
    case SYS_mkdir: return onPath(Kind::Space, "mkdir", 0);
    case SYS_mkdirat: return onPath(Kind::Space, "mkdir", 1);
    case SYS_bind: return onFd(Kind::Space, "bind");
    case SYS_listen: return onFd(Kind::Change, "listen");
    case SYS_connect: return onFd(Kind::Change, "connect");
    case SYS_setsockopt: return onFd(Kind::Change, "setsockopt");
    case SYS_kill: return {Kind::Change, "kill"};
    case SYS_vfork:
    case SYS_fork: return {Kind::Change, "fork"};
    case SYS_clone: return (args[0] & CLONE_THREAD) != 0 ? Call{} : Call{Kind::Change, "clone"};
    case SYS_clone3: {
        errno = 0;
        const long flags = ::ptrace(PTRACE_PEEKDATA, pid, args[0], nullptr);
        return (flags & CLONE_THREAD) != 0 ? Call{} : Call{Kind::Change, "clone"};
    }
    case SYS_execve: return onPath(Kind::Change, "execve", 0);
    default: return {};
    }
}

class Tracer {
public:
    Tracer(Fault fault, long at, std::FILE* log) : m_fault(fault), m_at(at), m_log(log) {}

    int run(char** argv) {
        m_root = ::fork();
        if (m_root == 0) {
            ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
            ::raise(SIGSTOP);
            ::execvp(argv[0], argv);
            ::_exit(127);
        }
        ::waitpid(m_root, nullptr, 0);
        ::ptrace(PTRACE_SETOPTIONS, m_root, nullptr,
                 PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                     PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
        m_threads[m_root] = {};
        ::ptrace(PTRACE_SYSCALL, m_root, nullptr, nullptr);
        return follow();
    }

private:
    int follow() {
        while (true) {
            int status = 0;
            const pid_t pid = ::waitpid(-1, &status, __WALL);
            if (pid < 0) {
                if (errno == EINTR) {
                    continue;
                }
                return finish(m_code.value_or(1));
            }
            if (WIFEXITED(status) || WIFSIGNALED(status)) {
                m_threads.erase(pid);
                if (pid == m_root) {
                    m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
                }
            } else if (WIFSTOPPED(status)) {
                onStop(pid, status);
            }
            // A child on its way to another program would be killed together with its watcher.
            const bool children = std::any_of(m_threads.begin(), m_threads.end(),
                                              [](const auto& entry) { return !entry.second.ours; });
            if (m_code && !children) {
                return finish(*m_code);
            }
        }
    }

    int finish(int code) {
        std::fprintf(m_log, "count %ld\n", m_count);
        std::fflush(m_log);
        return code;
    }

    void onStop(pid_t pid, int status) {
        const int event = status >> 16;
        const int signal = WSTOPSIG(status);
        int deliver = 0;
        if (event == PTRACE_EVENT_EXEC && !m_threads[pid].ours) {
            m_threads.erase(pid);
            ::ptrace(PTRACE_DETACH, pid, nullptr, nullptr);
            return;
        }
        if (event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_CLONE) {
            unsigned long child = 0;
            ::ptrace(PTRACE_GETEVENTMSG, pid, nullptr, &child);
            m_threads[static_cast<pid_t>(child)].ours = event == PTRACE_EVENT_CLONE;
        } else if (signal == (SIGTRAP | 0x80)) {
            onCall(pid);
        } else if (event == 0 && signal != SIGTRAP && !(signal == SIGSTOP && !m_started.contains(pid))) {
            deliver = signal;
        }
        m_started[pid] = true;
        ::ptrace(PTRACE_SYSCALL, pid, nullptr, reinterpret_cast<void*>(static_cast<long>(deliver)));
    }

    void onCall(pid_t pid) {
        __ptrace_syscall_info info{};
        if (::ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) <= 0) {
            return;
        }
        Thread& thread = m_threads[pid];
        if (info.op == PTRACE_SYSCALL_INFO_EXIT && thread.toFail) {
            thread.toFail = false;
            setResult(pid, m_fault == Fault::Sync ? -EIO : -ENOSPC);
        } else if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
            onEntry(pid, thread, callOf(pid, info));
        }
    }

    void onEntry(pid_t pid, Thread& thread, const Call& call) {
        const bool space = m_fault == Fault::Full || m_fault == Fault::FullFrom;
        const bool counts = m_fault == Fault::Sync ? call.kind == Kind::Sync
                            : space                ? call.kind == Kind::Space
                                                   : call.kind != Kind::None;
        if (!counts || g_over != 0) {
            return;
        }
        ++m_count;
        const bool hit = m_at > 0 && (m_count == m_at || (m_fault == Fault::FullFrom && m_count > m_at));
        if (std::getenv("CALL_FAULTS_TRACE") != nullptr) {
            std::fprintf(m_log, "%ld %s\n", m_count, call.what.c_str());
        }
        if (!hit) {
            return;
        }
        std::fprintf(m_log, "hit %ld %s\n", m_count, call.what.c_str());
        std::fflush(m_log);
        skip(pid);
        if (m_fault == Fault::Kill) {
            ::kill(m_root, SIGKILL);
        } else {
            thread.toFail = true;
        }
    }

    void skip(pid_t pid) {
        if (m_fault == Fault::Kill && !m_threads[pid].ours) {
            return; // a child on its way to another program outlives the one that is killed
        }
        user_regs_struct registers{};
        ::ptrace(PTRACE_GETREGS, pid, nullptr, &registers);
        registers.orig_rax = static_cast<unsigned long long>(-1);
        ::ptrace(PTRACE_SETREGS, pid, nullptr, &registers);
    }

    void setResult(pid_t pid, long long result) {
        user_regs_struct registers{};
        ::ptrace(PTRACE_GETREGS, pid, nullptr, &registers);
        registers.rax = static_cast<unsigned long long>(result);
        ::ptrace(PTRACE_SETREGS, pid, nullptr, &registers);
    }

    Fault m_fault;
    long m_at;
    std::FILE* m_log;
    pid_t m_root = -1;
    std::optional<int> m_code; ///< of the program, once it has ended
    long m_count = 0;
    std::map<pid_t, Thread> m_threads;
    std::map<pid_t, bool> m_started;
};

} // namespace

int main(int argc, char** argv) {
    const std::map<std::string, Fault> faults = {{"--kill", Fault::Kill},
                                                 {"--full", Fault::Full},
                                                 {"--full-from", Fault::FullFrom},
                                                 {"--sync", Fault::Sync}};
    const auto fault = argc > 4 ? faults.find(argv[1]) : faults.end();
    std::FILE* log = fault != faults.end() ? std::fopen(argv[3], "ae") : nullptr;
    if (log == nullptr) {
        std::fprintf(stderr, "use: call_faults --kill|--full|--full-from|--sync K LOG PROGRAM ARGUMENT...\n");
        return 2;
    }
    struct sigaction over {};
    over.sa_handler = [](int) { g_over = 1; };
    ::sigaction(SIGUSR1, &over, nullptr);
    return Tracer(fault->second, std::strtol(argv[2], nullptr, 10), log).run(argv + 4);
}
