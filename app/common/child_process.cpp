// SPDX-License-Identifier: Apache-2.0
#include "app/common/child_process.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sstream>
// glibc 2.36 forgot to mark these as C.
extern "C" {}
#include <sys/wait.h>
#include <unistd.h>

// glibc 2.36 forgot to say so in the header itself.
extern "C" {
#include <sys/pidfd.h>
}

extern char** environ;

namespace hotswap::app {

namespace {

constexpr std::size_t kStatBytesMax = 4'096;
constexpr int kStartTimeField = 22; // proc(5), counted from 1; fields after the name in brackets begin with 3

std::uint64_t startTimeOf(int pid) {
    const auto descriptor = codec::openRead("/proc/" + std::to_string(pid) + "/stat");
    if (!descriptor.ok()) {
        return 0;
    }
    const auto text = codec::readAt(descriptor->get(), 0, kStatBytesMax);
    if (!text.ok()) {
        return 0;
    }
    const std::size_t name = text->rfind(')');
    if (name == std::string::npos) {
        return 0;
    }
    std::istringstream fields(text->substr(name + 1));
    std::string field;
    for (int i = 3; i <= kStartTimeField; ++i) {
        fields >> field;
    }
    return std::strtoull(field.c_str(), nullptr, 10);
}

/// posix_spawn's two helper objects, freed whatever happens.
struct SpawnSetup {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    SpawnSetup() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~SpawnSetup() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;
};

/// NAME=VALUE of this program's variables, with the order's in place of those of the same name.
std::vector<std::string> environmentOf(const ProcessOrder& order) {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable) {
        const std::string_view text(*variable);
        if (!order.environment.contains(std::string(text.substr(0, text.find('='))))) {
            variables.emplace_back(text);
        }
    }
    for (const auto& [name, value] : order.environment) {
        variables.push_back(name + "=" + value);
    }
    return variables;
}

} // namespace

Result<Process> Process::start(const ProcessOrder& order) {
    SpawnSetup setup;
    const std::string output = order.output.empty() ? "/dev/null" : order.output.string();
    const std::string input = order.input.empty() ? "/dev/null" : order.input.string();
    constexpr int kAppend = O_WRONLY | O_CREAT | O_APPEND;
    ::posix_spawn_file_actions_addopen(&setup.actions, 0, input.c_str(), O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&setup.actions, 1, output.c_str(), kAppend, 0600);
    if (order.errors.empty()) {
        ::posix_spawn_file_actions_adddup2(&setup.actions, 1, 2);
    } else {
        ::posix_spawn_file_actions_addopen(&setup.actions, 2, order.errors.c_str(), kAppend, 0600);
    }
    ::posix_spawn_file_actions_addclosefrom_np(&setup.actions, 3);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&setup.attributes, &none);
    ::posix_spawnattr_setsigdefault(&setup.attributes, &all);
    ::posix_spawnattr_setflags(&setup.attributes,
                               POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    std::vector<char*> arguments;
    for (const std::string& argument : order.command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    std::vector<std::string> named = environmentOf(order);
    std::vector<char*> variables;
    for (std::string& variable : named) {
        variables.push_back(variable.data());
    }
    variables.push_back(nullptr);
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, arguments[0], &setup.actions, &setup.attributes, arguments.data(),
                                    variables.data());
    if (error != 0) {
        return makeError(ErrorCode::IoError, order.command.front() + ": " + std::strerror(error));
    }
    codec::Descriptor descriptor(::pidfd_open(pid, 0));
    if (!descriptor.valid()) {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return makeError(ErrorCode::IoError, std::string("pidfd_open: ") + std::strerror(errno));
    }
    return Process({pid, startTimeOf(pid)}, std::move(descriptor));
}

std::optional<Process> Process::adopt(const ProcessIdentity& identity) {
    if (identity.pid <= 0) {
        return std::nullopt;
    }
    codec::Descriptor descriptor(::pidfd_open(identity.pid, 0));
    // Compared after opening: from now on the descriptor means this very process.
    if (!descriptor.valid() || startTimeOf(identity.pid) != identity.startedAt) {
        return std::nullopt;
    }
    Process process(identity, std::move(descriptor));
    return process.ended() ? std::nullopt : std::optional<Process>(std::move(process));
}

bool Process::ended() const {
    pollfd waiting{m_descriptor.get(), POLLIN, 0};
    return ::poll(&waiting, 1, 0) > 0;
}

void Process::signal(int number) const {
    ::pidfd_send_signal(m_descriptor.get(), number, nullptr, 0);
}

void Process::signalGroup(int number) const {
    // It leads its own group (a session of its own), which lives as long as any of its members.
    ::kill(-m_identity.pid, number);
}

bool Process::waitFor(Duration limit) {
    pollfd waiting{m_descriptor.get(), POLLIN, 0};
    int ready = -1;
    do {
        ready = ::poll(&waiting, 1, static_cast<int>(limit.count()));
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0) {
        return false;
    }
    int status = 0;
    if (::waitpid(m_identity.pid, &status, WNOHANG) == m_identity.pid) {
        m_status = status;
    }
    return true;
}

Status runToEnd(const ProcessOrder& order, Duration limit) {
    auto process = Process::start(order);
    if (!process.ok()) {
        return process.error();
    }
    if (!process->waitFor(limit)) {
        process->signalGroup(SIGKILL);
        process->waitFor(Duration{5'000});
        return makeError(ErrorCode::Timeout, order.command.front());
    }
    if (!WIFEXITED(process->status()) || WEXITSTATUS(process->status()) != 0) {
        return makeError(ErrorCode::Internal,
                         order.command.front() + " ended with status " + std::to_string(process->status()));
    }
    return success();
}

} // namespace hotswap::app
