// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values of metrics from a Prometheus, or from anything that speaks its HTTP API.

#include "core/telemetry/http_client.h"
#include "core/telemetry/series_provider.h"

#include <filesystem>

namespace hotswap::telemetry {

struct PrometheusOptions {
    std::string url; ///< without /api/v1/query, for example https://prometheus.example.net:9090
    std::string user;
    /// The password when there is a user, otherwise a bearer token; empty: neither. Asked for before each
    /// question, so that it can be changed while the program runs. The answer's line ends are cut off.
    std::function<Result<std::string>()> secret;
    std::filesystem::path authority; ///< PEM; empty: the system's
    /// Longer than nothing: the window is asked for as a range in steps of this, and its mean is the value.
    /// Made longer where there would be more than pointsMax. Otherwise: the value at the window's end.
    Duration step{0};
    std::uint32_t pointsMax = 1'000;
    std::size_t answerBytesMax = 1024 * 1024;
};

/// Asks two questions at once, one for each arm (query_text.h).
class PrometheusSource final : public SeriesProvider {
public:
    /// `client` outlives it.
    PrometheusSource(PrometheusOptions options, HttpClient& client);
    ~PrometheusSource() override;

    void ask(const ports::SeriesRequest& request, Duration limit,
             std::function<void(Result<ProviderAnswer>)> done) override;

private:
    struct Question;
    HttpRequest requestFor(const std::string& query, const ports::SeriesRequest& request, Duration limit,
                           std::string secret) const;

    PrometheusOptions m_options;
    HttpClient& m_client;
};

} // namespace hotswap::telemetry
