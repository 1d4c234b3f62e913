// SPDX-License-Identifier: Apache-2.0
// hotswap-shim: parent of one module process. Holds its sockets and its log, waits for its end, and hands all
// of that to whichever agent asks. It survives its agents and stops its module only when told.
//
//   hotswap-shim LISTEN HELD LABELS -- PROGRAM ARGUMENT…
//
// LISTEN sockets from descriptor 6 on go to the module (LISTEN_FDS); HELD more are only kept. The environment
// is the module's. SIGTERM to the shim stops the module like the agent's request does.

#include "core/node/shim_protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

using namespace hotswap::node;

namespace {

constexpr long kLogBytesMax = 1024 * 1024; // then the log is renamed to log.1 and begun anew
constexpr int kLonelyMs = 3600 * 1000; // without module and without agent a shim has no purpose after this
constexpr uint32_t kSigtermGraceMs = 10'000;

struct Shim {
    int sockets = 0; // descriptors from kShimFirstSocketFd on
    const char* labels = "";
    pid_t module = -1;
    bool ended = false;
    int waitStatus = 0;
    int agent = -1;  // connection, -1: none
    int output = -1; // pipe from the module
    int log = -1;
    long logBytes = 0;
    bool stopping = false;
    bool quitAtEnd = false; // told by SIGTERM: no agent is waited for
    bool quit = false;
    timespec killAt = {};
};

[[noreturn]] void die(const char* what) {
    dprintf(2, "hotswap-shim: %s: %s\n", what, strerror(errno));
    _exit(1);
}

long milliSecondsUntil(const timespec& when) {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const long ms = (when.tv_sec - now.tv_sec) * 1000 + (when.tv_nsec - now.tv_nsec) / 1'000'000;
    return ms > 0 ? ms : 0;
}

void openLog(Shim& shim) {
    shim.log = openat(kShimLogDirFd, "log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    shim.logBytes = shim.log < 0 ? 0 : lseek(shim.log, 0, SEEK_END);
}

void copyOutput(Shim& shim) {
    char buffer[4096];
    const ssize_t got = read(shim.output, buffer, sizeof buffer);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got <= 0) {
        close(shim.output);
        shim.output = -1;
        return;
    }
    if (shim.logBytes + got > kLogBytesMax) {
        renameat(kShimLogDirFd, "log", kShimLogDirFd, "log.1");
        close(shim.log);
        openLog(shim);
    }
    if (shim.log >= 0 && write(shim.log, buffer, static_cast<size_t>(got)) == got) {
        shim.logBytes += got;
    }
}

// The bounds of the module: the agent made a control group and names the file to join it by. The shim itself
// stays outside, so that a module that runs out of memory is told about.
void joinGroup() {
    const char* file = getenv(kShimGroupVariable);
    if (file == nullptr) {
        return;
    }
    const int fd = open(file, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "0", 1) != 1) {
        dprintf(2, "hotswap-shim: %s: %s; it runs without its limits\n", file, strerror(errno));
    }
    unsetenv(kShimGroupVariable);
}

[[noreturn]] void runModule(char** argv, int listen, int output) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    // An orphan would run where no agent can see it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == 1) {
        _exit(1);
    }
    setpgid(0, 0);
    if (fchdir(kShimWorkDirFd) != 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) {
        die("set up");
    }
    joinGroup();
    for (int i = 0; i < listen; ++i) {
        if (dup2(kShimFirstSocketFd + i, 3 + i) < 0) {
            die("sockets");
        }
        fcntl(3 + i, F_SETFD, 0);
    }
    close_range(static_cast<unsigned>(3 + listen), ~0U, 0);
    char pid[16];
    snprintf(pid, sizeof pid, "%d", getpid());
    setenv("LISTEN_PID", pid, 1);
    execv(argv[0], argv);
    dprintf(2, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

void start(Shim& shim, char** argv, int listen) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        die("pipe");
    }
    shim.module = fork();
    if (shim.module < 0) {
        die("fork");
    }
    if (shim.module == 0) {
        runModule(argv, listen, ends[1]);
    }
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    shim.output = ends[0];
}

void tell(Shim& shim, int sockets) {
    if (shim.agent < 0) {
        return;
    }
    ShimState state;
    memset(&state, 0, sizeof state);
    state.magic = kShimMagic;
    state.pid = shim.module;
    state.ended = shim.ended ? 1 : 0;
    state.waitStatus = shim.waitStatus;
    state.sockets = static_cast<uint32_t>(sockets);
    state.labelsLength = static_cast<uint32_t>(strlen(shim.labels));
    memcpy(state.labels, shim.labels, state.labelsLength);
    iovec part = {&state, sizeof state};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * kShimSocketsMax)];
    msghdr message;
    memset(&message, 0, sizeof message);
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (sockets > 0) {
        memset(control, 0, sizeof control);
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * static_cast<size_t>(sockets));
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * static_cast<size_t>(sockets));
        int* fds = reinterpret_cast<int*>(CMSG_DATA(header));
        for (int i = 0; i < sockets; ++i) {
            fds[i] = kShimFirstSocketFd + i;
        }
    }
    if (sendmsg(shim.agent, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EPIPE &&
        errno != ECONNRESET) {
        close(shim.agent);
        shim.agent = -1;
    }
    // An agent that has gone may have left requests behind, its kShimQuit above all: serve() meets its end.
}

void stop(Shim& shim, int signalNumber, uint32_t graceMs) {
    if (shim.ended) {
        tell(shim, 0);
        return;
    }
    kill(shim.module, signalNumber);
    if (!shim.stopping) {
        shim.stopping = true;
        clock_gettime(CLOCK_MONOTONIC, &shim.killAt);
        shim.killAt.tv_sec += graceMs / 1000;
        shim.killAt.tv_nsec += static_cast<long>(graceMs % 1000) * 1'000'000;
    }
}

void serve(Shim& shim) {
    ShimRequest request;
    const ssize_t got = recv(shim.agent, &request, sizeof request, MSG_DONTWAIT);
    // A reset is told once, before what the agent sent last.
    if (got < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNRESET)) {
        return;
    }
    if (got != sizeof request || request.magic != kShimMagic) {
        close(shim.agent);
        shim.agent = -1;
        return;
    }
    switch (request.verb) {
    case kShimDescribe: tell(shim, shim.sockets); return;
    case kShimStop: stop(shim, request.signal, request.graceMs); return;
    case kShimQuit: shim.quit = shim.ended; return;
    default: return;
    }
}

void accept(Shim& shim) {
    const int fd = accept4(kShimControlFd, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) {
        return;
    }
    ucred peer;
    socklen_t size = sizeof peer;
    const bool mine = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
                      (peer.uid == geteuid() || peer.uid == 0);
    if (!mine) {
        close(fd);
        return;
    }
    // The newest agent counts: only one can hold the lock of the state directory.
    if (shim.agent >= 0) {
        close(shim.agent);
    }
    shim.agent = fd;
    if (shim.ended) {
        tell(shim, 0); // it ended before anybody could be told
    }
}

void onSignal(Shim& shim, int signals) {
    signalfd_siginfo info;
    if (read(signals, &info, sizeof info) != sizeof info) {
        return;
    }
    if (info.ssi_signo == SIGTERM) {
        shim.quitAtEnd = true;
        shim.quit = shim.ended;
        stop(shim, SIGTERM, kSigtermGraceMs);
        return;
    }
    int status = 0;
    if (waitpid(shim.module, &status, WNOHANG) == shim.module) {
        while (shim.output >= 0) {
            const long before = shim.logBytes;
            copyOutput(shim);
            if (shim.logBytes == before) {
                break;
            }
        }
        kill(-shim.module, SIGKILL); // what it left behind in its process group
        shim.ended = true;
        shim.waitStatus = status;
        tell(shim, 0);
        shim.quit = shim.quitAtEnd;
    }
}

int pollTimeout(const Shim& shim) {
    if (shim.ended) {
        return shim.agent < 0 ? kLonelyMs : -1;
    }
    return shim.stopping ? static_cast<int>(milliSecondsUntil(shim.killAt)) : -1;
}

void loop(Shim& shim, int signals) {
    while (!shim.quit) {
        pollfd fds[4] = {{signals, POLLIN, 0},
                         {kShimControlFd, POLLIN, 0},
                         {shim.agent, POLLIN, 0},
                         {shim.output, POLLIN, 0}};
        const int ready = poll(fds, 4, pollTimeout(shim));
        if (ready == 0 && shim.ended) {
            return;
        }
        if (!shim.ended && shim.stopping && milliSecondsUntil(shim.killAt) == 0) {
            kill(-shim.module, SIGKILL);
            kill(shim.module, SIGKILL);
        }
        if (fds[3].revents != 0) {
            copyOutput(shim);
        }
        if (fds[0].revents != 0) {
            onSignal(shim, signals);
        }
        if (fds[2].revents != 0) {
            serve(shim);
        }
        if (fds[1].revents != 0) {
            accept(shim);
        }
    }
}

int blockSignals() {
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGCHLD);
    sigaddset(&mask, SIGTERM);
    sigprocmask(SIG_BLOCK, &mask, nullptr);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    return signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 6 || strcmp(argv[4], "--") != 0) {
        dprintf(2, "hotswap-shim is started by hotswap-agent\n");
        return 2;
    }
    Shim shim;
    const int listen = atoi(argv[1]);
    shim.sockets = listen + atoi(argv[2]);
    shim.labels = argv[3];
    if (listen < 0 || shim.sockets < listen || shim.sockets > kShimSocketsMax ||
        strlen(shim.labels) > kShimLabelsMax) {
        dprintf(2, "hotswap-shim: more sockets or labels than it can hold\n");
        return 2;
    }
    for (int fd = kShimControlFd; fd < kShimFirstSocketFd + shim.sockets; ++fd) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    close_range(static_cast<unsigned>(kShimFirstSocketFd + shim.sockets), ~0U, 0);
    prctl(PR_SET_NAME, "hotswap-shim");
    const int signals = blockSignals();
    openLog(shim);
    start(shim, argv + 5, listen);
    loop(shim, signals);
    return 0;
}
