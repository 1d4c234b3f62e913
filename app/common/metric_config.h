// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which metric providers policies may name, from a TOML table of this program's configuration. Policies name
// providers only: addresses, credentials and commands stand here.

#include "core/domain/judge_policy.h"
#include "core/domain/result.h"

#include <toml++/toml.h>

#include <filesystem>
#include <functional>

namespace hotswap::app {

struct MetricProviderConfig {
    std::string name; ///< [a-z0-9-]{1,64}
    MetricPolicy::Source kind = MetricPolicy::Source::Prometheus;
    Duration limit{10'000}; ///< of one value
    // Of Prometheus.
    std::string url;
    std::string user;                ///< basic authorisation; empty: a bearer token or nothing
    std::filesystem::path secret;    ///< file with the password or token; empty: none
    std::filesystem::path authority; ///< PEM; empty: the system's
    Duration step{0};                ///< of range queries; nothing: instant queries
    // Of exec.
    std::vector<std::string> command; ///< absolute path, then fixed arguments
};

/// A file's path from what the configuration says of it ("credential:NAME" or a path).
using FileNamed = std::function<std::filesystem::path(const std::string& value)>;

/// Reads tables by provider name: kind ("prometheus", "exec"), limit (s), url, user, password, token, ca,
/// step (s), command. Errors: InvalidArgument with every wrong field as "NAME.KEY" and what would be right.
Result<std::vector<MetricProviderConfig>> readMetricProviders(const toml::table& table,
                                                              const FileNamed& fileNamed);

/// The same from a file of its own, whose tables are providers. Errors: also those of reading it.
Result<std::vector<MetricProviderConfig>> readMetricProvidersFile(const std::filesystem::path& file,
                                                                  const FileNamed& fileNamed);

/// One sentence of all wrong fields: "main.url: https://HOST:PORT; main.step: 1..3600".
std::string fieldsText(const Error& error);

} // namespace hotswap::app
