// SPDX-License-Identifier: Apache-2.0
#pragma once
// One place that values of metrics come from: a Prometheus, a command. Tries once; who asks (series_router.h)
// tries again, gives up and counts.

#include "core/ports/series_source.h"

#include <string>

namespace hotswap::telemetry {

/// NaN: it knows nothing of that arm.
struct ProviderAnswer {
    double canary = 0;
    double baseline = 0;
    std::vector<std::string> warnings; ///< that it gave with the numbers; at most a few
};

/// Whether an error speaks of the provider as a whole, so that the next question would fail too. Otherwise it
/// answered, only not to this question.
inline bool isProvidersFault(ErrorCode code) {
    return code != ErrorCode::InvalidArgument && code != ErrorCode::LimitExceeded &&
           code != ErrorCode::Oversize;
}

/// Whether the same question may succeed a moment later.
inline bool isPassing(ErrorCode code) {
    return code == ErrorCode::Unavailable || code == ErrorCode::IoError || code == ErrorCode::QueueFull;
}

class SeriesProvider {
public:
    virtual ~SeriesProvider() = default;
    /// One try; does not wait for the answer. `done` comes exactly once, from any thread, perhaps before this
    /// returns, at the latest a moment after `limit`; when the provider goes first, then with Cancelled.
    /// Called by one thread at a time. Errors (of the answer): InvalidArgument, LimitExceeded, Oversize for a
    /// question that has no number for an answer; Unavailable, IoError, QueueFull, Timeout, Unauthenticated,
    /// KeyUntrusted, Unsupported, Malformed when something is wrong with the provider.
    virtual void ask(const ports::SeriesRequest& request, Duration limit,
                     std::function<void(Result<ProviderAnswer>)> done) = 0;
};

} // namespace hotswap::telemetry
