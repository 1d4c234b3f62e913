// SPDX-License-Identifier: Apache-2.0
#pragma once
// Options of `hotswap-agent node`, from the command line and a TOML file. The command line wins.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/node/balancer.h"
#include "core/node/module_place.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace hotswap::agent {

/// What to do with the state directory.
enum class NodeTask {
    Run,         ///< be a node
    StopModules, ///< stop every module that runs, then exit; the next run starts them again
    Check,       ///< say what a run would do, change nothing, exit
};

struct NodeOptions {
    NodeTask task = NodeTask::Run;
    std::vector<std::string> gateways;
    std::filesystem::path state;
    NodeId id;                     ///< default: host name
    TenantId tenant;               ///< default: "lab" with --lab, else "default"
    EnvironmentId environment;     ///< default: Development
    std::string token;             ///< secret of the token file
    std::string authority;         ///< fingerprint that came with it; empty: none did
    std::filesystem::path linkKey; ///< of TLS links; empty: made in the state directory
    std::filesystem::path trust;
    std::map<std::string, std::string> labels;
    node::ListenMap listen;
    std::set<EnvironmentId> gated; ///< default: Staging, Production
    unsigned quorum = 1;
    node::BalancerConfig balancer;
    bool lab = false;
};

/// What the arguments after "node" ask for.
struct ParsedOptions {
    NodeOptions options;
    bool help = false;
};

/// Errors: InvalidArgument; `detail` is one sentence that names the option or key and what would be right.
Result<ParsedOptions> parseNodeOptions(const std::vector<std::string>& arguments);

/// The text of --help.
std::string nodeHelp();

} // namespace hotswap::agent
