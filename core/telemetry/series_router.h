// SPDX-License-Identifier: Apache-2.0
#pragma once
// Takes every question for a value to the provider that its metric names, with bounds on how many wait and
// how long, further tries, and a breaker for each provider (design: semantics.md, "Resilience everywhere").

#include "core/ports/clock.h"
#include "core/telemetry/breaker.h"
#include "core/telemetry/series_provider.h"

#include <memory>
#include <mutex>

namespace hotswap::telemetry {

struct ProviderOptions {
    MetricPolicy::Source kind = MetricPolicy::Source::Prometheus;
    Duration limit{10'000}; ///< of one value: waiting, all tries and pauses together
    std::uint32_t triesMax = 4;
    Duration retryFirst{100}; ///< pause after the first try; doubles; ± 25 %
    std::size_t runningMax = 4;
    std::size_t waitingMax = 64;
    BreakerOptions breaker;
};

/// A provider under the name that policies know it by.
struct NamedProvider {
    std::string name;
    ProviderOptions options;
    std::unique_ptr<SeriesProvider> provider;
};

/// For the log: what became of a question or of a provider. Holds no secrets.
struct ProviderNote {
    enum class Kind {
        Failed, ///< a value was not to be had
        Warned, ///< a value came with a warning
        Opened, ///< the breaker leaves the provider alone for a while
        Closed, ///< it answers again
    };
    Kind kind = Kind::Failed;
    std::string provider;
    std::string metric; ///< of Failed and Warned
    std::string text;
    bool operator==(const ProviderNote&) const = default;
};

struct ProviderState {
    std::string name;
    Breaker::State breaker = Breaker::State::Closed;
    std::uint32_t failuresInARow = 0;
    std::size_t running = 0;
    std::size_t waiting = 0; ///< for their turn or for their next try
};

class SeriesRouter final : public ports::SeriesSource {
public:
    struct Hooks {
        std::function<void()> wake;                     ///< any thread: step() has something to do
        std::function<void(const ProviderNote&)> noted; ///< by step(); may be empty
    };

    /// `clock` and `random` outlive it. `clock` is real time, whichever times the questions speak of.
    SeriesRouter(std::vector<NamedProvider> providers, const ports::Clock& clock, ports::RandomSource& random,
                 Hooks hooks);
    /// Answers what is open with sourceFailed. step() must not run any more.
    ~SeriesRouter() override;

    Status read(const ports::SeriesRequest& request, std::function<void(const SeriesValue&)> done) override;
    /// Does what is due, by one thread at a time; the time of the next call unless woken earlier.
    Instant step(Instant now);
    /// Any thread.
    std::vector<ProviderState> states() const;

private:
    struct Call;
    struct Channel;
    struct Inbox;
    struct Outcome;
    Error unknown(const MetricPolicy& metric);
    void takeAnswers(Instant now, Outcome& outcome);
    void advance(Channel& channel, Instant now, Outcome& outcome);
    void failed(Channel& channel, const Error& error, Instant now, Outcome& outcome);
    bool tryAgain(const Channel& channel, Call& call, const Error& error, Instant now);
    static void finish(const Channel& channel, Call& call, const Result<ProviderAnswer>& answer,
                       Outcome& outcome);

    const ports::Clock& m_clock;
    ports::RandomSource& m_random;
    Hooks m_hooks;
    std::shared_ptr<Inbox> m_inbox; ///< shared with providers, whose answers may come too late
    mutable std::mutex m_mutex;     ///< guards what follows
    std::vector<std::unique_ptr<Channel>> m_channels;
    std::vector<ProviderNote> m_refused; ///< questions that no provider was there for
    std::uint64_t m_lastCall = 0;
};

} // namespace hotswap::telemetry
