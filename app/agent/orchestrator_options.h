// SPDX-License-Identifier: Apache-2.0
#pragma once
// Options of `hotswap-agent orchestrator`, from the command line and a TOML file. The command line wins.

#include "app/common/metric_config.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hotswap::agent {

struct OrchestratorProgramOptions {
    std::string database; ///< conninfo; default: HOTSWAP_DATABASE
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::string publicUrl;
    bool plain = false;              ///< links without TLS, on a loopback address
    std::filesystem::path authority; ///< file with the installation's certificate authority
    TenantId tenant;
    std::set<EnvironmentId> environments;
    std::filesystem::path state; ///< keys, fetched packages, output of checks
    std::map<std::string, std::vector<std::string>> checks;
    std::vector<app::MetricProviderConfig> metrics;
    std::size_t runningMax = 0;
    bool help = false;
};

/// Errors: InvalidArgument; `detail` is one sentence that names the option or key and what would be right.
Result<OrchestratorProgramOptions> parseOrchestratorOptions(const std::vector<std::string>& arguments);

/// The text of --help.
std::string orchestratorHelp();

} // namespace hotswap::agent
