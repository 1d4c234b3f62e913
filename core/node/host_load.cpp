// SPDX-License-Identifier: Apache-2.0
#include "core/node/host_load.h"

#include "core/codec/file_io.h"

#include <charconv>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr std::size_t kIdleField = 3;
constexpr std::size_t kIoWaitField = 4;
constexpr std::size_t kFieldsCounted = 8; // user … steal; guest time is inside user time

/// Files of /proc have no size, so they are read until they end.
std::string readProc(const char* path) {
    std::string text;
    const codec::Descriptor fd(::open(path, O_RDONLY | O_CLOEXEC));
    char buffer[4096];
    for (ssize_t got = 0;
         fd.valid() && text.size() < 64 * 1024 && (got = ::read(fd.get(), buffer, sizeof buffer)) > 0;) {
        text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
}

/// The next unsigned number in `text`, which is advanced past it.
bool nextNumber(std::string_view& text, std::uint64_t& value) {
    while (!text.empty() && (text.front() < '0' || text.front() > '9')) {
        if (text.front() == '\n') {
            return false;
        }
        text.remove_prefix(1);
    }
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return failed == std::errc{};
}

bool field(std::string_view text, std::string_view name, std::uint64_t& value) {
    const auto at = text.find(name);
    if (at == std::string_view::npos) {
        return false;
    }
    std::string_view rest = text.substr(at + name.size());
    return nextNumber(rest, value);
}

} // namespace

Result<CpuTimes> parseCpuTimes(std::string_view text) {
    if (!text.starts_with("cpu ")) {
        return makeError(ErrorCode::Malformed, "/proc/stat");
    }
    text.remove_prefix(4);
    CpuTimes times;
    std::size_t count = 0;
    for (std::uint64_t value = 0; count < kFieldsCounted && nextNumber(text, value); ++count) {
        times.total += value;
        times.busy += count == kIdleField || count == kIoWaitField ? 0 : value;
    }
    return count > kIdleField ? Result<CpuTimes>(times) : makeError(ErrorCode::Malformed, "/proc/stat");
}

Result<double> parseMemoryPercent(std::string_view text) {
    std::uint64_t total = 0;
    std::uint64_t available = 0;
    if (!field(text, "MemTotal:", total) || !field(text, "MemAvailable:", available) || total == 0) {
        return makeError(ErrorCode::Malformed, "/proc/meminfo");
    }
    return 100.0 * static_cast<double>(total - std::min(total, available)) / static_cast<double>(total);
}

LoadMeter::LoadMeter() {
    if (const auto times = parseCpuTimes(readProc("/proc/stat"))) {
        m_last = *times;
    }
}

HostLoad LoadMeter::read() {
    const auto times = parseCpuTimes(readProc("/proc/stat"));
    if (times && times->total > m_last.total) {
        m_load.cpuPercent = 100.0 * static_cast<double>(times->busy - std::min(times->busy, m_last.busy)) /
                            static_cast<double>(times->total - m_last.total);
        m_last = *times;
    }
    if (const auto memory = parseMemoryPercent(readProc("/proc/meminfo"))) {
        m_load.memoryPercent = *memory;
    }
    return m_load;
}

NodeFacts readFacts(const std::filesystem::path& dir, std::string agentVersion) {
    NodeFacts facts;
    facts.agentVersion = std::move(agentVersion);
    std::uint64_t totalKiB = 0;
    if (field(readProc("/proc/meminfo"), "MemTotal:", totalKiB)) {
        facts.memoryMiB = static_cast<std::uint32_t>(totalKiB / 1024);
    }
    facts.cpuMilli = static_cast<std::uint32_t>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)) * 1'000);
    struct statvfs disk {};
    if (::statvfs(dir.c_str(), &disk) == 0) {
        facts.diskFreeMiB = std::uint64_t{disk.f_bavail} * disk.f_frsize / (1024 * 1024);
    }
    const std::string release = readProc("/etc/os-release");
    constexpr std::string_view kName = "PRETTY_NAME=\"";
    if (const auto at = release.find(kName); at != std::string::npos) {
        const auto begin = at + kName.size();
        facts.os = release.substr(begin, release.find('"', begin) - begin);
    }
    return facts;
}

} // namespace hotswap::node
