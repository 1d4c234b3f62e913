// SPDX-License-Identifier: Apache-2.0
#include "core/telemetry/series_router.h"

#include <algorithm>
#include <limits>
#include <list>

namespace hotswap::telemetry {

namespace {

constexpr double kNoData = std::numeric_limits<double>::quiet_NaN();
constexpr Duration kJitterShare{4};      // of a pause, to either side
constexpr std::size_t kRefusedMax = 100; // noted at a time

SeriesValue failedValue(const std::string& metric) {
    return {metric, kNoData, kNoData, true};
}

} // namespace

struct SeriesRouter::Call {
    std::uint64_t id = 0;
    ports::SeriesRequest request;
    std::function<void(const SeriesValue&)> done;
    Instant deadline{};
    Instant dueAt{};
    std::uint32_t tries = 0;
    bool asking = false;
};

struct SeriesRouter::Channel {
    explicit Channel(NamedProvider named)
        : name(std::move(named.name)),
          options(named.options),
          provider(std::move(named.provider)),
          breaker(named.options.breaker) {}

    std::string name;
    ProviderOptions options;
    std::unique_ptr<SeriesProvider> provider;
    Breaker breaker;
    std::list<Call> calls; ///< in the order they came
    std::size_t asked = 0; ///< tries under way, also those whose call has been given up
};

/// Answers as providers bring them.
struct SeriesRouter::Inbox {
    struct Answer {
        Channel* channel = nullptr;
        std::uint64_t call = 0;
        Result<ProviderAnswer> result;
    };
    std::mutex mutex; ///< guards what follows
    std::vector<Answer> answers;
    std::function<void()> wake; ///< empty: the router has gone

    void add(Answer answer) {
        const std::lock_guard lock(mutex);
        if (wake) {
            answers.push_back(std::move(answer));
            wake();
        }
    }
};

/// What step() does once it holds no lock any more.
struct SeriesRouter::Outcome {
    struct Ask {
        Channel* channel = nullptr;
        std::uint64_t call = 0;
        ports::SeriesRequest request;
        Duration limit{};
    };
    std::vector<Ask> asks;
    std::vector<std::pair<std::function<void(const SeriesValue&)>, SeriesValue>> values;
    std::vector<ProviderNote> notes;
    Instant next = kNever;
};

SeriesRouter::SeriesRouter(std::vector<NamedProvider> providers, const ports::Clock& clock,
                           ports::RandomSource& random, Hooks hooks)
    : m_clock(clock), m_random(random), m_hooks(std::move(hooks)), m_inbox(std::make_shared<Inbox>()) {
    m_inbox->wake = m_hooks.wake ? m_hooks.wake : [] {};
    for (NamedProvider& provider : providers) {
        m_channels.push_back(std::make_unique<Channel>(std::move(provider)));
    }
}

SeriesRouter::~SeriesRouter() {
    {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->wake = nullptr;
    }
    for (const auto& channel : m_channels) {
        for (const Call& call : channel->calls) {
            call.done(failedValue(call.request.metric.name));
        }
    }
}

Status SeriesRouter::read(const ports::SeriesRequest& request, std::function<void(const SeriesValue&)> done) {
    if (request.canary.empty()) {
        return invalidField("canary", "at least one node");
    }
    const Instant now = m_clock.now();
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_channels.begin(), m_channels.end(), [&](const auto& channel) {
            return channel->name == request.metric.provider && channel->options.kind == request.metric.source;
        });
        if (found == m_channels.end()) {
            return unknown(request.metric);
        }
        Channel& channel = **found;
        if (channel.breaker.refuses(now)) {
            return makeError(ErrorCode::Unavailable, channel.name);
        }
        if (channel.calls.size() >= channel.options.runningMax + channel.options.waitingMax) {
            return makeError(ErrorCode::QueueFull, channel.name);
        }
        channel.calls.push_back(
            {++m_lastCall, request, std::move(done), now + channel.options.limit, now, 0, false});
    }
    if (m_hooks.wake) {
        m_hooks.wake();
    }
    return success();
}

/// An operator finds out from the log of the program that judges.
Error SeriesRouter::unknown(const MetricPolicy& metric) {
    Error error = makeError(ErrorCode::NotFound, "no such metric provider is configured here");
    if (m_refused.size() < kRefusedMax) {
        m_refused.push_back({ProviderNote::Kind::Failed, metric.provider, metric.name, describe(error)});
    }
    if (m_hooks.wake) {
        m_hooks.wake();
    }
    return error;
}

void SeriesRouter::finish(const Channel& channel, Call& call, const Result<ProviderAnswer>& answer,
                          Outcome& outcome) {
    const std::string& metric = call.request.metric.name;
    if (answer.ok()) {
        outcome.values.emplace_back(std::move(call.done),
                                    SeriesValue{metric, answer->canary, answer->baseline, false});
        for (const std::string& warning : answer->warnings) {
            outcome.notes.push_back({ProviderNote::Kind::Warned, channel.name, metric, warning});
        }
    } else {
        outcome.values.emplace_back(std::move(call.done), failedValue(metric));
        outcome.notes.push_back({ProviderNote::Kind::Failed, channel.name, metric, describe(answer.error())});
    }
}

/// A provider's fault counts; with enough of them nothing waits for it any longer.
void SeriesRouter::failed(Channel& channel, const Error& error, Instant now, Outcome& outcome) {
    const bool wasOpen = channel.breaker.state() == Breaker::State::Open;
    channel.breaker.failed(now);
    if (wasOpen || channel.breaker.state() != Breaker::State::Open) {
        return;
    }
    outcome.notes.push_back({ProviderNote::Kind::Opened, channel.name, "", describe(error)});
    channel.calls.remove_if([&](Call& call) {
        if (!call.asking) {
            finish(channel, call, makeError(ErrorCode::Unavailable, channel.name), outcome);
        }
        return !call.asking;
    });
}

bool SeriesRouter::tryAgain(const Channel& channel, Call& call, const Error& error, Instant now) {
    if (!isPassing(error.code) || call.tries >= channel.options.triesMax ||
        channel.breaker.state() != Breaker::State::Closed) {
        return false;
    }
    const Duration pause = channel.options.retryFirst * (std::int64_t{1} << std::min(call.tries - 1, 20U));
    const Duration spread = pause / kJitterShare.count();
    const auto offset =
        static_cast<std::int64_t>(m_random.next() % static_cast<std::uint64_t>(2 * spread.count() + 1));
    call.dueAt = now + pause - spread + Duration{offset};
    call.asking = false;
    return call.dueAt < call.deadline;
}

void SeriesRouter::takeAnswers(Instant now, Outcome& outcome) {
    std::vector<Inbox::Answer> answers;
    {
        const std::lock_guard lock(m_inbox->mutex);
        answers.swap(m_inbox->answers);
    }
    for (const Inbox::Answer& answer : answers) {
        Channel& channel = *answer.channel;
        --channel.asked;
        const auto call = std::find_if(channel.calls.begin(), channel.calls.end(),
                                       [&](const Call& c) { return c.id == answer.call; });
        if (call == channel.calls.end()) {
            continue; // was given up, and counted then
        }
        const bool faulty = !answer.result.ok() && isProvidersFault(answer.result.error().code);
        if (faulty) {
            failed(channel, answer.result.error(), now, outcome); // leaves those that are being asked
        } else {
            if (channel.breaker.state() != Breaker::State::Closed) {
                outcome.notes.push_back({ProviderNote::Kind::Closed, channel.name, "", ""});
            }
            channel.breaker.succeeded();
        }
        if (!faulty || !tryAgain(channel, *call, answer.result.error(), now)) {
            finish(channel, *call, answer.result, outcome);
            channel.calls.erase(call);
        }
    }
}

void SeriesRouter::advance(Channel& channel, Instant now, Outcome& outcome) {
    std::size_t hung = 0;
    channel.calls.remove_if([&](Call& call) {
        const bool over = now >= call.deadline;
        if (over) {
            hung += call.asking ? 1 : 0;
            finish(channel, call, makeError(ErrorCode::Timeout, channel.name), outcome);
        }
        return over;
    });
    for (; hung > 0; --hung) {
        failed(channel, makeError(ErrorCode::Timeout, channel.name), now, outcome);
    }
    for (Call& call : channel.calls) {
        const bool mayAsk = !call.asking && channel.asked < channel.options.runningMax;
        if (mayAsk && now >= call.dueAt && channel.breaker.admits(now)) {
            call.asking = true;
            ++call.tries;
            ++channel.asked;
            outcome.asks.push_back({&channel, call.id, call.request, call.deadline - now});
        } else if (mayAsk && now < call.dueAt) {
            outcome.next = std::min(outcome.next, call.dueAt);
        }
        outcome.next = std::min(outcome.next, call.deadline);
    }
}

Instant SeriesRouter::step(Instant now) {
    Outcome outcome;
    {
        const std::lock_guard lock(m_mutex);
        outcome.notes.swap(m_refused);
        takeAnswers(now, outcome);
        for (const auto& channel : m_channels) {
            advance(*channel, now, outcome);
        }
    }
    for (const ProviderNote& note : outcome.notes) {
        if (m_hooks.noted) {
            m_hooks.noted(note); // first: who has a value may look for why
        }
    }
    for (const auto& [done, value] : outcome.values) {
        done(value);
    }
    for (const Outcome::Ask& ask : outcome.asks) {
        ask.channel->provider->ask(
            ask.request, ask.limit,
            [inbox = m_inbox, channel = ask.channel, call = ask.call](Result<ProviderAnswer> result) {
                inbox->add({channel, call, std::move(result)});
            });
    }
    return outcome.next;
}

std::vector<ProviderState> SeriesRouter::states() const {
    std::vector<ProviderState> states;
    const std::lock_guard lock(m_mutex);
    for (const auto& channel : m_channels) {
        const auto running = static_cast<std::size_t>(std::count_if(
            channel->calls.begin(), channel->calls.end(), [](const Call& call) { return call.asking; }));
        states.push_back({channel->name, channel->breaker.state(), channel->breaker.failuresInARow(), running,
                          channel->calls.size() - running});
    }
    return states;
}

} // namespace hotswap::telemetry
