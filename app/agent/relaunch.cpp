// SPDX-License-Identifier: Apache-2.0
#include "app/agent/relaunch.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace hotswap::agent {

namespace {

constexpr const char* kLauncherVariable = "HOTSWAP_LAUNCHER";
constexpr char kBetween = '\x1f';

} // namespace

Relaunch::Relaunch() {
    if (const char* launcher = std::getenv(kLauncherVariable)) {
        std::istringstream words(launcher);
        for (std::string word; std::getline(words, word, kBetween);) {
            m_launcher.push_back(word);
        }
    }
    ::unsetenv(kLauncherVariable);
    std::ifstream children("/proc/thread-self/children");
    for (pid_t child = 0; children >> child;) {
        m_inherited.push_back(child);
    }
}

void Relaunch::ready() const {
    ::alarm(0);
}

std::string Relaunch::run(const SystemdNotify& systemd) const {
    systemd.handOver();
    std::vector<std::string> words = m_launcher;
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    return m_launcher[0] + ": " + std::strerror(errno);
}

void Relaunch::reapInherited() {
    std::erase_if(m_inherited, [](pid_t child) { return ::waitpid(child, nullptr, WNOHANG) != 0; });
}

} // namespace hotswap::agent
