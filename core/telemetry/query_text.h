// SPDX-License-Identifier: Apache-2.0
#pragma once
// A metric's query with its placeholders filled.
//
// {{canary}}, {{baseline}}    the arm's nodes as an alternation for node=~"{{canary}}", in any kind of quotes
// {{environment}}, {{module}} names, for environment="{{environment}}"
// {{window}}                  the time that is asked about, in seconds, at least one: 300s
//
// The canary's value is the answer to the query as it stands. The baseline's is the answer to the same query
// with the arms exchanged: what said {{canary}} then means the baseline's nodes. Where both need words of
// their own, two queries stand in the policy, the canary's first, with a line of --- between them.

#include "core/ports/series_source.h"

#include <string>

namespace hotswap::telemetry {

inline constexpr std::size_t kFilledQueryBytesMax = 256 * 1024;

struct FilledQueries {
    std::string canary;
    std::string baseline; ///< empty: there are no nodes to ask for
};

/// Errors: InvalidArgument naming "canary" (none, too many, or a name that cannot stand in a query; likewise
/// "baseline"), "environment", "module" or "query" (an unknown placeholder, more than one line of ---).
/// LimitExceeded above kFilledQueryBytesMax.
Result<FilledQueries> fillQueries(const ports::SeriesRequest& request);

/// Alternation of names that matches these names only, for RE2 and in every kind of PromQL string: characters
/// with a meaning stand in brackets, so that no backslash is needed. Sorted, each once. Errors:
/// InvalidArgument naming `field`.
Result<std::string> nodeAlternation(const std::string& field, std::vector<NodeId> nodes);

} // namespace hotswap::telemetry
