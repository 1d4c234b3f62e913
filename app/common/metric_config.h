// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which metric providers policies may name, from a TOML table of this program's configuration. Policies name
// providers only: addresses, credentials and commands stand here.

#include "core/domain/judge_policy.h"
#include "core/domain/result.h"
#include "core/telemetry/breaker.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace hotswap::app {

struct MetricProviderConfig {
    std::string name; ///< [a-z0-9-]{1,64}
    MetricPolicy::Source kind = MetricPolicy::Source::Prometheus;
    Duration limit{10'000}; ///< of one value
    telemetry::BreakerOptions breaker;
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

/// Reads a TOML file whose tables are providers (metric_table.h). Errors: also those of reading the file.
Result<std::vector<MetricProviderConfig>> readMetricProvidersFile(const std::filesystem::path& file,
                                                                  const FileNamed& fileNamed);

/// One sentence of all wrong fields: "main.url: https://HOST:PORT; main.step: 1..3600".
std::string fieldsText(const Error& error);

} // namespace hotswap::app
