// SPDX-License-Identifier: Apache-2.0
// hotswap-launcher: what the service manager starts in place of the node agent. Runs the agent that is
// current: the release that replaced the packaged one, or the packaged one beside this program. It becomes
// the agent (no process stays), so the service manager's pid, watchdog and notifications stay right.
//
// Its arguments are the state directory and then those of the agent, role first. An agent on trial that is
// not ready in time is ended by an alarm that outlives the exchange of programs; the service manager starts
// the launcher again, and after a few such starts the release is taken back.

#include "core/node/agent_launch.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

/// Between the words of HOTSWAP_LAUNCHER: this program and its arguments, so that whichever agent runs hands
/// over with the ones the service manager gave.
constexpr char kBetween = '\x1f';
constexpr unsigned kReadyLimitS = 60;
constexpr unsigned kReadyLimitMaxS = 3'600;

/// HOTSWAP_READY_LIMIT in seconds, for machines that are slow.
unsigned readyLimit() {
    const char* const given = std::getenv("HOTSWAP_READY_LIMIT");
    const int seconds = given ? std::atoi(given) : 0;
    return seconds > 0 && seconds <= static_cast<int>(kReadyLimitMaxS) ? static_cast<unsigned>(seconds)
                                                                       : kReadyLimitS;
}

int run(const std::filesystem::path& program, std::vector<char*> arguments) {
    std::string name = program.string();
    arguments.insert(arguments.begin(), name.data());
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    std::fprintf(stderr, "hotswap-launcher: cannot run %s: %s\n", program.c_str(), std::strerror(errno));
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3 || argv[1][0] == '-') {
        std::fputs("Usage: hotswap-launcher STATE node OPTION…\n"
                   "Runs the node agent that is current in the state directory STATE.\n",
                   argc == 2 && std::strcmp(argv[1], "--help") == 0 ? stdout : stderr);
        return argc == 2 && std::strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    std::error_code failed;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
    const auto packaged = self.parent_path() / "hotswap-agent";
    const auto choice = hotswap::node::AgentLaunch(argv[1]).choose(packaged);
    if (!choice.notice.empty()) {
        std::fprintf(stderr, "hotswap-launcher: %s\n", choice.notice.c_str());
    }
    const std::vector<char*> arguments(argv + 2, argv + argc);
    std::string way = self.string();
    for (int i = 1; i < argc; ++i) {
        way += kBetween + std::string(argv[i]);
    }
    ::setenv("HOTSWAP_LAUNCHER", way.c_str(), 1);
    if (choice.trial) {
        ::alarm(readyLimit());
    }
    return run(choice.program, arguments);
}
