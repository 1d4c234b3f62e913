// SPDX-License-Identifier: Apache-2.0
#pragma once
// Metric providers as they stand in a TOML table of a larger configuration.

#include "app/common/metric_config.h"

#include <toml++/toml.h>

namespace hotswap::app {

/// Reads tables by provider name: kind ("prometheus", "exec"), limit (s), url, user, password, token, ca,
/// step (s), command. Errors: InvalidArgument with every wrong field as "NAME.KEY" and what would be right.
Result<std::vector<MetricProviderConfig>> readMetricProviders(const toml::table& table,
                                                              const FileNamed& fileNamed);

} // namespace hotswap::app
