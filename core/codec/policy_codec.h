// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policies as files that people write (TOML), and as the documents that a store keeps (JSON).
//
// A file names what differs from the environment's default; its keys are the fields of Policy:
//   [strategy]
//   kind = "canary"
//   firstWave = "10%"      # amounts: "10%" of the nodes, or a number of nodes
//   bake = "15m"           # durations: d, h, m, s and ms, also together as in "1h30m"
//   [[judge.thresholds]]   # a list replaces the default's; what a rule leaves out is its metric's default
//   metric = "errorRate"
// The version is no field of a file: the store counts versions.

#include "core/domain/policy.h"
#include "core/domain/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace hotswap::codec {

/// What a policy file stands on.
struct PolicyBase {
    EnvironmentId environment;
    std::optional<StrategyKind> strategy; ///< none: the file's, else the environment's
};

/// Reads and validates a file of at most 256 KiB. Errors: Oversize; Malformed with line and column when it is
/// no TOML; InvalidArgument with every wrong field and what would be right, unknown keys with the nearest
/// known one, and "strategy.kind" when the file's is not the base's.
Result<Policy> readPolicyFile(std::string_view text, const PolicyBase& base);

/// The whole policy as a file with comments; `heading` stands on top as comments. Reading it again gives the
/// same policy but for its version.
std::string writePolicyFile(const Policy& policy, std::string_view heading);

/// The document as a store keeps it. Decoding tolerates absent and unknown fields, see stored_archive.h.
/// Errors: Oversize, Malformed.
Result<std::string> encodePolicy(const Policy& policy);
Result<Policy> decodePolicy(std::string_view json);

/// "15m", "1h30m", "250ms", "0s".
std::string durationText(Duration duration);
/// The same read: numbers with the units d, h, m, s, ms. Errors: Malformed.
Result<Duration> parseDuration(std::string_view text);

} // namespace hotswap::codec
