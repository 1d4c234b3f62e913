// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a lab is made of, as options of the programs that run one.

#include "core/domain/ids.h"
#include "core/domain/policy.h"
#include "core/domain/result.h"
#include "core/domain/version.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hotswap::lab {

/// What becomes of the real node processes when the lab stops.
enum class NodesAtStop {
    End,  ///< they and their modules are ended
    Keep, ///< they go on serving; the next lab with the same state directory adopts them
};

/// Whether the state directory outlives the lab.
enum class StateAtStop { Keep, Remove };

struct LabOptions {
    std::filesystem::path stateDirectory; ///< keys, node state, remembered port; made when missing
    StateAtStop stateAtStop = StateAtStop::Keep;
    NodesAtStop nodesAtStop = NodesAtStop::End;
    std::filesystem::path agentProgram;         ///< hotswap-agent
    std::filesystem::path demoDirectory;        ///< demo packages and the public key they are signed with
    std::vector<std::filesystem::path> modules; ///< further packages (`--module`)
    std::filesystem::path metrics; ///< TOML file of metric providers, for the real nodes; empty: none

    std::set<EnvironmentId> environments; ///< which are run; empty: all four
    std::uint32_t developmentNodes = 3;
    std::uint32_t qaNodes = 5;
    std::uint32_t stagingNodes = 10;
    std::uint32_t productionNodes = 20;
    std::uint64_t seed = 1;
    double speed = 1; ///< of the simulated environments' clocks, 1..10,000
    std::string scenario = "healthy";
    ModuleName module;          ///< what nodes start with; empty: storefront
    Version from;               ///< version that nodes start with; empty: 1.0.0
    std::uint16_t portBase = 0; ///< first public port of Development's nodes; 0: ephemeral
    /// Called from any thread when notices() or ready() changed; must only enqueue. May be empty.
    std::function<void()> changed;
};

/// Options for a program at `executable` (a path in build/<preset>/bin or an installed bin directory): finds
/// hotswap-agent beside it and the demo packages, and names the state directory
/// $XDG_STATE_HOME/hotswap/lab (~/.local/state/hotswap/lab without the variable).
LabOptions defaultLabOptions(const std::filesystem::path& executable);

/// A real environment's policy with shorter times (two seconds of health instead of ten), so that a tour of
/// the lab takes seconds; looks are two seconds apart, and the demo module's own memory is judged too.
Policy tourPolicy(const EnvironmentId& environment, const ModuleName& module,
                  std::optional<StrategyKind> strategy);

/// Scenarios that `scenario` may name, "healthy" first.
std::vector<std::string> scenarioNames();

/// Checks every range; error fields carry the command line's names ("--speed").
Status validate(const LabOptions& options);

} // namespace hotswap::lab
