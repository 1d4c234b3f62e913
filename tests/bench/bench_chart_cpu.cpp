// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_chart_cpu.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <unistd.h>

namespace hotswap::bench {

namespace {

struct Process {
    pid_t parent = 0;
    pid_t session = 0;
    unsigned long ticks = 0;
};

/// Fields of /proc/PID/stat (proc(5)) behind the name, which may hold blanks and brackets.
bool read(pid_t pid, Process& process) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line)) {
        return false;
    }
    const std::size_t name = line.rfind(')');
    if (name == std::string::npos) {
        return false;
    }
    std::istringstream rest(line.substr(name + 1));
    std::string state;
    pid_t group = 0;
    std::string skipped;
    rest >> state >> process.parent >> group >> process.session;
    for (int i = 0; i < 7; ++i) { // tty, its group, flags and four counts of page faults
        rest >> skipped;
    }
    unsigned long user = 0;
    unsigned long system = 0;
    rest >> user >> system;
    process.ticks = user + system;
    return !rest.fail();
}

std::map<pid_t, Process> allProcesses() {
    std::map<pid_t, Process> processes;
    std::error_code gone; // processes end while they are listed
    for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
        const std::string name = entry.path().filename();
        pid_t pid = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), pid);
        Process process;
        if (parsed.ec == std::errc{} && parsed.ptr == name.data() + name.size() && read(pid, process)) {
            processes[pid] = process;
        }
    }
    return processes;
}

bool descends(const std::map<pid_t, Process>& processes, pid_t pid, pid_t root) {
    while (pid != root) {
        const auto it = processes.find(pid);
        if (it == processes.end() || it->second.parent == pid) {
            return false;
        }
        pid = it->second.parent;
    }
    return true;
}

} // namespace

double cpuSecondsOf(pid_t root) {
    const auto processes = allProcesses();
    unsigned long ticks = 0;
    for (const auto& [pid, process] : processes) {
        if (process.session == root || descends(processes, pid, root)) {
            ticks += process.ticks;
        }
    }
    return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace hotswap::bench
