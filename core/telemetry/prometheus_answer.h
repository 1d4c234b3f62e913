// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a Prometheus says, read strictly. Source: https://prometheus.io/docs/prometheus/latest/querying/api/

#include "core/domain/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotswap::telemetry {

struct PrometheusAnswer {
    double value = 0; ///< NaN: no data
    std::vector<std::string> warnings;
};

/// One number from the answer to an instant query (vector, scalar) or, as the mean of its points, to a range
/// query (matrix). No series is NaN, so are NaN and infinite values; infinite and NaN points of a range are
/// left out. Errors: InvalidArgument naming "query" when Prometheus refuses it or its answer is no single
/// series (it has to be aggregated), Unauthenticated, Unavailable (429, 5xx), Unsupported (a redirect),
/// Malformed.
Result<PrometheusAnswer> readPrometheusAnswer(long status, std::string_view body);

} // namespace hotswap::telemetry
