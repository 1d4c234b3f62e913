// SPDX-License-Identifier: Apache-2.0
#pragma once
// CPU, memory and facts of this machine, from /proc.

#include "core/domain/node.h"
#include "core/node/host.h"

#include <filesystem>
#include <string_view>

namespace hotswap::node {

/// Jiffies of the first line of /proc/stat.
struct CpuTimes {
    std::uint64_t busy = 0;
    std::uint64_t total = 0;
};
/// Errors: Malformed.
Result<CpuTimes> parseCpuTimes(std::string_view procStat);
/// Used memory in percent (without what the kernel could give back). Errors: Malformed.
Result<double> parseMemoryPercent(std::string_view procMeminfo);

/// Load since the last look.
class LoadMeter {
public:
    LoadMeter();
    /// CPU over the time since the last call that found any; memory now.
    HostLoad read();

private:
    CpuTimes m_last;
    HostLoad m_load;
};

/// Facts of this machine; `dir` names the disk that counts.
NodeFacts readFacts(const std::filesystem::path& dir, std::string agentVersion);

} // namespace hotswap::node
