// SPDX-License-Identifier: Apache-2.0
#include "app/common/metric_sources.h"

#include "app/common/exec_series.h"
#include "core/codec/secret_file.h"
#include "core/telemetry/prometheus_source.h"

namespace hotswap::app {

namespace {

using telemetry::ProviderNote;

constexpr std::size_t kSecretBytesMax = 64 * 1024;
constexpr std::size_t kAuthorityBytesMax = 1024 * 1024;
constexpr std::size_t kSaidMax = 1'000; // remembered failures; they begin anew then

/// Files are looked at before anything depends on them.
Status checkFiles(const MetricProviderConfig& provider) {
    if (!provider.secret.empty()) {
        if (const auto secret = codec::readSecretFile(provider.secret, kSecretBytesMax); !secret.ok()) {
            return invalidField(provider.name + (provider.user.empty() ? ".token" : ".password"),
                                "a file with mode 0600: " + describe(secret.error()));
        }
    }
    if (!provider.authority.empty()) {
        if (const auto bytes = codec::readFile(provider.authority, kAuthorityBytesMax); !bytes.ok()) {
            return invalidField(provider.name + ".ca", "a PEM file: " + describe(bytes.error()));
        }
    }
    return success();
}

telemetry::NamedProvider providerOf(MetricProviderConfig config, const std::filesystem::path& work,
                                    telemetry::HttpClient& client) {
    telemetry::NamedProvider named;
    named.name = config.name;
    named.options.kind = config.kind;
    named.options.limit = config.limit;
    named.options.breaker = config.breaker;
    if (config.kind == MetricPolicy::Source::Exec) {
        // Twice as many as the router asks at once: a thread ends a moment after its answer.
        named.provider = std::make_unique<ExecSeries>(std::move(config.command), work,
                                                      "metric-" + config.name, 2 * named.options.runningMax);
        return named;
    }
    telemetry::PrometheusOptions options;
    options.url = std::move(config.url);
    options.user = std::move(config.user);
    options.authority = std::move(config.authority);
    options.step = config.step;
    if (!config.secret.empty()) {
        options.secret = [file = config.secret] { return codec::readSecretFile(file, kSecretBytesMax); };
    }
    named.provider = std::make_unique<telemetry::PrometheusSource>(std::move(options), client);
    return named;
}

} // namespace

MetricSources::MetricSources(const ports::Clock& clock, Noted noted)
    : m_noted(std::move(noted)), m_loop("metrics", clock, [](const std::string&) {}) {}

Result<std::unique_ptr<MetricSources>> MetricSources::start(std::vector<MetricProviderConfig> providers,
                                                            const std::filesystem::path& work,
                                                            const ports::Clock& clock,
                                                            ports::RandomSource& random, Noted noted) {
    std::error_code error;
    std::filesystem::create_directories(work, error);
    if (error) {
        return makeError(ErrorCode::IoError, work.string() + ": " + error.message());
    }
    std::unique_ptr<MetricSources> sources(new MetricSources(clock, std::move(noted)));
    std::vector<telemetry::NamedProvider> named;
    for (MetricProviderConfig& provider : providers) {
        HS_TRY(checkFiles(provider));
        named.push_back(providerOf(std::move(provider), work, sources->m_client));
    }
    MetricSources& self = *sources;
    self.m_router = std::make_unique<telemetry::SeriesRouter>(
        std::move(named), clock, random,
        telemetry::SeriesRouter::Hooks{[&self] { self.m_loop.wake(); },
                                       [&self](const ProviderNote& note) { self.note(note); }});
    self.m_loop.start([&self, &clock] { return self.m_router->step(clock.now()); });
    return sources;
}

MetricSources::~MetricSources() {
    m_loop.stop();
}

void MetricSources::note(const ProviderNote& note) {
    using enum ProviderNote::Kind;
    if (note.kind == Failed || note.kind == Warned) {
        if (m_said.size() > kSaidMax) {
            m_said.clear();
        }
        std::string& said = m_said[{note.provider, note.metric}];
        if (said == note.text) {
            return;
        }
        said = note.text;
    } else if (note.kind == Closed) {
        std::erase_if(m_said, [&](const auto& entry) { return entry.first.first == note.provider; });
    }
    if (m_noted) {
        m_noted(note);
    }
}

std::string noteText(const ProviderNote& note) {
    using enum ProviderNote::Kind;
    switch (note.kind) {
    case Failed: return "metric " + note.metric + " of " + note.provider + " failed: " + note.text;
    case Warned: return "metric " + note.metric + " of " + note.provider + ": warning: " + note.text;
    case Opened: return "metric provider " + note.provider + " is left alone for a while: " + note.text;
    case Closed: break;
    }
    return "metric provider " + note.provider + " answers again";
}

} // namespace hotswap::app
