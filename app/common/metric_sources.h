// SPDX-License-Identifier: Apache-2.0
#pragma once
// The metric providers of one program at work: for engines that it runs.

#include "app/common/metric_config.h"
#include "app/common/work_loop.h"
#include "core/telemetry/http_client.h"
#include "core/telemetry/series_router.h"

namespace hotswap::app {

class MetricSources {
public:
    using Noted = std::function<void(const telemetry::ProviderNote&)>;

    /// Starts threads. `work`: folder for what commands read and print; made when missing. `clock` is real
    /// time; it and `random` outlive it. `noted` is for the log and comes from a thread of its own; a failure
    /// that only repeats itself comes once. Errors: InvalidArgument naming "NAME.password", "NAME.token" or
    /// "NAME.ca" for a file that cannot be used; IoError.
    static Result<std::unique_ptr<MetricSources>> start(std::vector<MetricProviderConfig> providers,
                                                        const std::filesystem::path& work,
                                                        const ports::Clock& clock,
                                                        ports::RandomSource& random, Noted noted);
    /// Answers what is open with sourceFailed: before what the answers' receivers use goes.
    ~MetricSources();
    MetricSources(const MetricSources&) = delete;
    MetricSources& operator=(const MetricSources&) = delete;

    ports::SeriesSource& source() { return *m_router; }
    std::vector<telemetry::ProviderState> states() const { return m_router->states(); }

private:
    MetricSources(const ports::Clock& clock, Noted noted);
    void note(const telemetry::ProviderNote& note);

    Noted m_noted;
    std::map<std::pair<std::string, std::string>, std::string> m_said; ///< of the loop's thread
    telemetry::HttpClient m_client;
    app::WorkLoop m_loop;
    std::unique_ptr<telemetry::SeriesRouter> m_router;
};

/// A note as one line of a log.
std::string noteText(const telemetry::ProviderNote& note);

} // namespace hotswap::app
