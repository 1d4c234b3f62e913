// SPDX-License-Identifier: Apache-2.0
#include "core/node/resource_groups.h"

#include "core/codec/file_io.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

using Path = std::filesystem::path;

constexpr std::size_t kFileBytesMax = 64 * 1024;
constexpr std::uint64_t kCpuPeriodUs = 100'000;

/// One write, as the files of a control group want it.
Status put(const Path& file, const std::string& text) {
    const codec::Descriptor fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd.valid() || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        return codec::systemError(file, errno);
    }
    return success();
}

/// The group of this process in the hierarchy of version 2: "0::/system.slice/hotswap-agent.service".
std::string ownGroup(const Path& self) {
    const auto text = codec::readFile(self, kFileBytesMax);
    const auto at = text ? ("\n" + *text).find("\n0::/") : std::string::npos;
    if (at == std::string::npos) {
        return {};
    }
    const std::string path = text->substr(at + 3);
    return path.substr(0, path.find('\n'));
}

bool hasWord(const std::string& text, std::string_view word) {
    return (" " + text + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

} // namespace

ResourceGroups ResourceGroups::open(const Path& root, const Path& self) {
    ResourceGroups groups;
    const std::string group = ownGroup(self);
    const auto controllers = codec::readFile(root / "cgroup.controllers", kFileBytesMax);
    if (group.empty() || !controllers) {
        groups.m_why = "this system has no control groups of version 2";
        return groups;
    }
    groups.m_base = root / Path(group).relative_path();
    if (groups.m_base.filename() == "agent") {
        groups.m_base = groups.m_base.parent_path(); // a restart within the unit
    }
    auto offered = codec::readFile(groups.m_base / "cgroup.controllers", kFileBytesMax);
    if (offered && offered->ends_with('\n')) {
        offered->pop_back();
    }
    if (!offered || !hasWord(*offered, "memory") || !hasWord(*offered, "cpu")) {
        groups.m_why = "the control group of the agent has no memory and cpu controllers";
        return groups;
    }
    ::mkdir((groups.m_base / "agent").c_str(), 0755);
    Status ready = put(groups.m_base / "agent" / "cgroup.procs", "0");
    if (ready.ok()) {
        ready = put(groups.m_base / "cgroup.subtree_control", "+memory +cpu");
    }
    if (!ready.ok()) {
        groups.m_why = "control groups are not delegated to the agent: " + ready.error().detail;
    }
    return groups;
}

Result<Path> ResourceGroups::prepare(const std::string& name, const ResourceLimits& bounds) const {
    if (!available()) {
        return makeError(ErrorCode::Unsupported, m_why);
    }
    const Path group = m_base / ("module-" + name);
    if (::mkdir(group.c_str(), 0755) != 0 && errno != EEXIST) {
        return codec::systemError(group, errno);
    }
    const std::uint64_t bytes = std::uint64_t{bounds.memoryMiB} * 1024 * 1024;
    HS_TRY(put(group / "memory.max", bytes == 0 ? "max" : std::to_string(bytes)));
    const std::uint64_t quotaUs = std::uint64_t{bounds.cpuMilli} * kCpuPeriodUs / 1'000;
    HS_TRY(put(group / "cpu.max",
               (quotaUs == 0 ? "max" : std::to_string(quotaUs)) + " " + std::to_string(kCpuPeriodUs)));
    return group / "cgroup.procs";
}

void ResourceGroups::drop(const std::string& name) const {
    if (available()) {
        ::rmdir((m_base / ("module-" + name)).c_str());
    }
}

} // namespace hotswap::node
