// SPDX-License-Identifier: Apache-2.0
#pragma once
// Upper bounds of modules by control groups (cgroup v2), where the system delegates them to the agent: as a
// systemd service with Delegate=yes, or as root. Where it does not, modules run without bounds.

#include "core/domain/module.h"
#include "core/domain/result.h"

#include <filesystem>

namespace hotswap::node {

/// The agent's part of the hierarchy. Its own process moves into a group beside those of the modules,
/// because a group that bounds others may hold no process itself.
class ResourceGroups {
public:
    /// `root`: where cgroup v2 is mounted; `self`: what /proc/self/cgroup says.
    static ResourceGroups open(const std::filesystem::path& root = "/sys/fs/cgroup",
                               const std::filesystem::path& self = "/proc/self/cgroup");

    bool available() const { return m_why.empty(); }
    /// Why there are no bounds; empty when there are.
    const std::string& why() const { return m_why; }

    /// A group with these bounds; a bound that is 0 is taken off. Gives the file into which a process writes
    /// 0 to join. Errors: Unsupported, IoError.
    Result<std::filesystem::path> prepare(const std::string& name, const ResourceLimits& bounds) const;
    /// Removes an empty group.
    void drop(const std::string& name) const;

private:
    std::filesystem::path m_base;
    std::string m_why;
};

} // namespace hotswap::node
