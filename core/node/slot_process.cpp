// SPDX-License-Identifier: Apache-2.0
#include "core/node/slot_process.h"

#include "core/node/argv.h"
#include "core/node/shim_protocol.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr const char* kSocketName = "shim.sock";
constexpr int kAnswerLimitMs = 2'000;
constexpr Duration kReapAgain{200};
/// Descriptors are copied above this before they get their numbers in the shim, so that none is overwritten.
constexpr int kHighFd = 200;

codec::Descriptor openDir(const std::filesystem::path& dir) {
    return codec::Descriptor(::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/// The socket's address through the folder's descriptor: a path of any length fits into sun_path.
sockaddr_un addressIn(int dirFd) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(dirFd) + "/" + kSocketName;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

codec::Descriptor seqPacketSocket() {
    return codec::Descriptor(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
}

Status request(int link, ShimVerb verb, int signal = 0, Duration grace = {}) {
    const ShimRequest packet{kShimMagic, verb, signal, static_cast<std::uint32_t>(grace.count())};
    return ::send(link, &packet, sizeof packet, MSG_NOSIGNAL) == sizeof packet
               ? success()
               : Status(codec::systemError("shim", errno));
}

std::string endDetail(int waitStatus) {
    return WIFSIGNALED(waitStatus) ? "signal " + std::to_string(WTERMSIG(waitStatus))
                                   : "exit status " + std::to_string(WEXITSTATUS(waitStatus));
}

/// One packet; `sockets` gets what came with it. Empty: the shim is gone, or the packet is not one of ours.
std::optional<ShimState> receive(int link, std::vector<codec::Descriptor>& sockets, int flags) {
    ShimState state{};
    iovec part{&state, sizeof state};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * kShimSocketsMax)];
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    errno = 0; // the end of the connection sets none
    const ssize_t got = ::recvmsg(link, &message, flags | MSG_CMSG_CLOEXEC);
    if (got != sizeof state || state.magic != kShimMagic || state.labelsLength > kShimLabelsMax) {
        return std::nullopt;
    }
    for (cmsghdr* at = CMSG_FIRSTHDR(&message); at; at = CMSG_NXTHDR(&message, at)) {
        if (at->cmsg_level != SOL_SOCKET || at->cmsg_type != SCM_RIGHTS) {
            continue;
        }
        const auto count = (at->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(at) + i * sizeof fd, sizeof fd);
            sockets.emplace_back(fd);
        }
    }
    return state;
}

/// Starts the shim with `fds` as descriptors 3, 4, 5 …, in a session of its own.
Result<pid_t> launch(const SpawnOrder& order, std::vector<std::string> argv, const std::vector<int>& fds) {
    std::vector<codec::Descriptor> high;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    // Not the agent's streams: whoever reads those must see their end when the agent ends.
    for (const int stream : {0, 1, 2}) {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    }
    for (std::size_t i = 0; i < fds.size(); ++i) {
        high.emplace_back(::fcntl(fds[i], F_DUPFD_CLOEXEC, kHighFd));
        posix_spawn_file_actions_adddup2(&actions, high.back().get(), kShimControlFd + static_cast<int>(i));
    }
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    std::vector<std::string> environment = order.environment;
    pid_t pid = -1;
    const int failure = ::posix_spawn(&pid, order.shim.c_str(), &actions, &attributes, argvOf(argv).data(),
                                      argvOf(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure == 0 ? Result<pid_t>(pid) : codec::systemError(order.shim, failure);
}

} // namespace

Result<std::unique_ptr<SlotProcess>> SlotProcess::spawn(Reactor& reactor, const SpawnOrder& order) {
    if (order.listen.size() + order.held.size() > static_cast<std::size_t>(kShimSocketsMax)) {
        return makeError(ErrorCode::LimitExceeded, "more sockets than one shim holds");
    }
    const codec::Descriptor slotDir = openDir(order.slotDir);
    const codec::Descriptor workDir = openDir(order.workDir);
    const codec::Descriptor control = seqPacketSocket();
    codec::Descriptor link = seqPacketSocket();
    if (!slotDir.valid() || !workDir.valid() || !control.valid() || !link.valid()) {
        return codec::systemError(order.slotDir, errno);
    }
    ::unlinkat(slotDir.get(), kSocketName, 0);
    const sockaddr_un address = addressIn(slotDir.get());
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (::bind(control.get(), generic, sizeof address) != 0 || ::listen(control.get(), 4) != 0 ||
        ::connect(link.get(), generic, sizeof address) != 0) {
        return codec::systemError(order.slotDir / kSocketName, errno);
    }
    std::string labels;
    std::vector<int> fds{control.get(), slotDir.get(), workDir.get()};
    for (const auto* list : {&order.listen, &order.held}) {
        for (const auto& socket : *list) {
            labels += socket.label + "\n";
            fds.push_back(socket.fd);
        }
    }
    if (labels.size() > static_cast<std::size_t>(kShimLabelsMax)) {
        return makeError(ErrorCode::LimitExceeded, "socket names");
    }
    std::vector<std::string> argv{order.shim.string(), std::to_string(order.listen.size()),
                                  std::to_string(order.held.size()), labels, "--"};
    argv.insert(argv.end(), order.argv.begin(), order.argv.end());
    const auto pid = launch(order, std::move(argv), fds);
    if (!pid) {
        ::unlinkat(slotDir.get(), kSocketName, 0);
        return pid.error();
    }
    return std::unique_ptr<SlotProcess>(new SlotProcess(reactor, std::move(link), *pid));
}

Result<SlotProcess::Found> SlotProcess::find(Reactor& reactor, const std::filesystem::path& dir) {
    const codec::Descriptor slotDir = openDir(dir);
    codec::Descriptor link = seqPacketSocket();
    const sockaddr_un address = addressIn(slotDir.get());
    if (!slotDir.valid() ||
        ::connect(link.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return makeError(ErrorCode::NotFound, "no shim in " + dir.string());
    }
    const timeval limit{kAnswerLimitMs / 1000, 0};
    ::setsockopt(link.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    HS_TRY(request(link.get(), kShimDescribe));
    std::vector<codec::Descriptor> sockets;
    const auto state = receive(link.get(), sockets, 0);
    if (!state) {
        return makeError(ErrorCode::Timeout, "the shim in " + dir.string() + " does not answer");
    }
    if (state->ended) {
        (void)request(link.get(), kShimQuit);
        return makeError(ErrorCode::NotFound, "the module ended: " + endDetail(state->waitStatus));
    }
    Found found;
    std::string_view labels(state->labels, state->labelsLength);
    for (auto& socket : sockets) {
        const auto newline = labels.find('\n');
        found.sockets.emplace_back(std::string(labels.substr(0, newline)), std::move(socket));
        labels = newline == std::string_view::npos ? std::string_view{} : labels.substr(newline + 1);
    }
    found.process.reset(new SlotProcess(reactor, std::move(link), -1));
    return found;
}

SlotProcess::SlotProcess(Reactor& reactor, codec::Descriptor link, pid_t shim)
    : m_reactor(reactor), m_link(std::move(link)), m_shim(shim) {
    m_reactor.watch(m_link.get(), EPOLLIN, [this](std::uint32_t) { onReadable(); });
}

SlotProcess::~SlotProcess() {
    if (m_link.valid()) {
        m_reactor.unwatch(m_link.get());
    }
}

void SlotProcess::stop(int signal, Duration grace) {
    (void)request(m_link.get(), kShimStop, signal, grace); // a shim that is gone is told by the link's end
}

void SlotProcess::onReadable() {
    std::vector<codec::Descriptor> sockets;
    const auto state = receive(m_link.get(), sockets, MSG_DONTWAIT);
    if (!state) {
        if (errno != EAGAIN) {
            ended("its shim ended");
        }
        return;
    }
    if (state->ended) {
        (void)request(m_link.get(), kShimQuit);
        ended(endDetail(state->waitStatus));
    }
}

void SlotProcess::ended(const std::string& detail) {
    m_reactor.unwatch(m_link.get());
    m_link = codec::Descriptor();
    reap();
    // The callee may destroy this object.
    if (const Ended told = std::exchange(m_ended, nullptr)) {
        told(detail);
    }
}

/// The shim is about to end; a zombie would stay otherwise.
void SlotProcess::reap() {
    if (m_shim <= 0) {
        return;
    }
    struct Again {
        static void once(Reactor& reactor, pid_t pid) {
            if (::waitpid(pid, nullptr, WNOHANG) == 0) {
                reactor.after(kReapAgain, [&reactor, pid] { once(reactor, pid); });
            }
        }
    };
    Again::once(m_reactor, std::exchange(m_shim, -1));
}

} // namespace hotswap::node
