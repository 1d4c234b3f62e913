// SPDX-License-Identifier: Apache-2.0
// hotswap-agent: the program for servers. Its roles are its first argument.

#include "app/agent/node_check.h"
#include "app/agent/node_program.h"
#include "app/agent/orchestrator_program.h"

#include <QCoreApplication>

#include <cstdio>

using namespace hotswap;
using app::ExitCode;

namespace {

constexpr const char* kUsage =
    "Usage: hotswap-agent node OPTION…\n"
    "       hotswap-agent orchestrator OPTION…\n"
    "       hotswap-agent --help | --version\n"
    "Role node: applies modules on this host. See hotswap-agent node --help.\n"
    "Role orchestrator: leads rollouts and is a gateway for nodes. See hotswap-agent orchestrator --help.\n";

int wrongUsage(const std::string& sentence) {
    std::fprintf(stderr, "%s\n", sentence.c_str());
    return static_cast<int>(ExitCode::Usage);
}

int runOrchestratorRole(const std::vector<std::string>& arguments) {
    const auto parsed = agent::parseOrchestratorOptions(arguments);
    if (!parsed) {
        return wrongUsage(parsed.error().detail);
    }
    if (parsed->help) {
        std::fputs(agent::orchestratorHelp().c_str(), stdout);
        return 0;
    }
    return static_cast<int>(agent::runOrchestrator(*parsed));
}

int runNodeRole(const std::vector<std::string>& arguments) {
    const auto parsed = agent::parseNodeOptions(arguments);
    if (!parsed) {
        return wrongUsage(parsed.error().detail);
    }
    if (parsed->help) {
        std::fputs(agent::nodeHelp().c_str(), stdout);
        return 0;
    }
    std::error_code failed;
    agent::ProgramIdentity self{
        std::filesystem::read_symlink("/proc/self/exe", failed), HOTSWAP_VERSION, {"node"}};
    self.arguments.insert(self.arguments.end(), arguments.begin(), arguments.end());
    switch (parsed->options.task) {
    case agent::NodeTask::Check: return static_cast<int>(agent::checkNode(parsed->options, self));
    case agent::NodeTask::StopModules: return static_cast<int>(agent::stopModules(parsed->options, self));
    case agent::NodeTask::Run: break;
    }
    return static_cast<int>(agent::runNode(parsed->options, self));
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty()) {
        return wrongUsage("hotswap-agent needs a role: node or orchestrator. See hotswap-agent --help.");
    }
    if (arguments[0] == "--help" || arguments[0] == "-h") {
        std::fputs(kUsage, stdout);
        return 0;
    }
    if (arguments[0] == "--version") {
        std::printf("hotswap-agent %s\n", HOTSWAP_VERSION);
        return 0;
    }
    const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    QCoreApplication application(argc, argv);
    if (arguments[0] == "node") {
        return runNodeRole(rest);
    }
    if (arguments[0] == "orchestrator") {
        return runOrchestratorRole(rest);
    }
    return wrongUsage("'" + arguments[0] + "' is no role of hotswap-agent; roles are node and orchestrator.");
}
