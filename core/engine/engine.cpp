// SPDX-License-Identifier: Apache-2.0
#include "core/engine/engine.h"

#include "core/domain/limits.h"
#include "core/engine/engine_core.h"

#include <algorithm>

namespace hotswap::engine {

Engine::Impl::Impl(EnginePorts ports, EngineOptions options)
    : mailbox(std::make_shared<Mailbox>(limits::kMailboxMessagesMax)),
      m_ports(std::move(ports)),
      m_options(std::move(options)),
      m_runner(m_ports, m_options, mailbox, m_stats) {}

void Engine::Impl::start() {
    if (m_started) {
        return;
    }
    m_started = true;
    using Kind = ports::StreamHint::Kind;
    m_subscription = m_ports.feed.listen([box = mailbox](const ports::StreamHint& hint) {
        const bool concerns = hint.kind == Kind::Deployment || hint.kind == Kind::Receipts ||
                              hint.kind == Kind::Fleet || hint.kind == Kind::Lease ||
                              hint.kind == Kind::Orders;
        if (concerns) {
            box->post(hint);
        }
    });
    mailbox->post(messages::Refresh{});
}

bool Engine::Impl::leads(const EnvironmentId& environment) const {
    const auto& list = m_options.environments;
    return list.empty() || std::find(list.begin(), list.end(), environment) != list.end();
}

void Engine::Impl::take(const ports::StreamHint& hint) {
    using Kind = ports::StreamHint::Kind;
    if (!leads(hint.scope.environment)) {
        return;
    }
    switch (hint.kind) {
    case Kind::Deployment: {
        Run* run = findRun(hint.deployment);
        if (run == nullptr) {
            ScopeState& scope = scopeOf(hint.scope);
            scope.stale = true;
            scope.parked = false;
        } else if (!run->deployment || hint.version > run->deployment->version()) {
            run->eventsStale = run->dirty = true;
            ScopeState& scope = *m_scopeOfRun.at(hint.deployment);
            scope.stale = scope.stale || scope.parked;
            scope.parked = false;
        }
        return;
    }
    case Kind::Receipts:
        if (Run* run = findRun(hint.deployment)) {
            run->receiptsStale = run->dirty = true;
        } else if (const auto scope = m_scopes.find(hint.scope); scope != m_scopes.end()) {
            scope->second->ordersDirty = true;
        }
        return;
    case Kind::Fleet: {
        const auto fleet = m_fleets.find({hint.scope.tenant, hint.scope.environment});
        if (fleet != m_fleets.end() && hint.version > fleet->second.mirror.version()) {
            fleet->second.stale = true;
        }
        return;
    }
    case Kind::Lease: {
        const auto scope = m_scopes.find(hint.scope);
        if (scope != m_scopes.end()) {
            take(*scope->second, hint);
        }
        return;
    }
    case Kind::Commands:
    case Kind::Approval:
    case Kind::Samples:
    case Kind::Audit:
    case Kind::Presence: return;
    case Kind::Orders: scopeOf(hint.scope).stale = true; return;
    }
}

void Engine::Impl::take(messages::CheckEnded& message) {
    if (Run* run = findRun(message.deployment)) {
        run->inputs.checks.push_back({message.stage, std::move(message.check), message.result.passed,
                                      std::move(message.result.output), message.result.took});
        run->dirty = true;
    }
}

void Engine::Impl::take(messages::SeriesRead& message) {
    // It is used by the next look at the same wave.
    if (Run* run = findRun(message.deployment);
        run != nullptr && message.wave == run->seriesWave && run->series.size() < limits::kMetricsMax) {
        run->series.push_back(std::move(message.value));
    }
}

void Engine::Impl::take(const messages::FreezeChanged& message) {
    const bool open = message.window == messages::FreezeChanged::Window::Open;
    m_fleets[{message.tenant, message.environment}].frozen = open;
    for (auto& [name, scope] : m_scopes) {
        if (name.tenant == message.tenant && name.environment == message.environment) {
            for (auto& run : scope->runs) {
                run->dirty = true;
            }
        }
    }
}

void Engine::Impl::take(const messages::Refresh&) {
    findWork();
    for (auto& [key, fleet] : m_fleets) {
        fleet.stale = true;
    }
    for (auto& [name, scope] : m_scopes) {
        scope->stale = true;
        for (auto& run : scope->runs) {
            run->eventsStale = run->receiptsStale = run->dirty = true;
        }
    }
}

void Engine::Impl::take(const messages::StoreChanged&) {
    for (auto& [name, scope] : m_scopes) {
        forgetMemory(*scope);
    }
    take(messages::Refresh{});
}

Instant Engine::Impl::tick(Instant now) {
    {
        const std::lock_guard lock(m_outside);
        if (!m_stoppedBecause.empty()) {
            return kNever;
        }
    }
    m_now = std::max(m_now, now);
    try {
        work();
    } catch (const InvariantViolation& violation) {
        const std::lock_guard lock(m_outside);
        m_stoppedBecause = violation.what();
        return kNever;
    }
    const std::lock_guard lock(m_outside);
    ++m_stats.ticks;
    m_stats.mailboxRefused = mailbox->refused();
    m_publishedStats = m_stats;
    return m_deadlines.next();
}

void Engine::Impl::work() {
    bool overflowed = false;
    std::vector<Message> messages = mailbox->drain(overflowed);
    for (Message& message : messages) {
        std::visit([this](auto& content) { take(content); }, message);
    }
    const Instant store = m_ports.storeClock.now();
    if (overflowed || (m_started && store >= m_slowPollAt)) {
        if (m_slowPollAt != Instant{}) { // the first look is start()'s
            take(messages::Refresh{});
        }
        m_slowPollAt = store + m_options.slowPoll;
    }
    renewWhenDue();
    for (const DeploymentId& due : m_deadlines.takeDue(m_now)) {
        if (Run* run = findRun(due)) {
            run->dirty = true;
        }
    }
    if (store >= m_expiryAt) {
        expireApprovals();
    }
    for (auto it = m_scopes.begin(); it != m_scopes.end();) {
        ScopeState& scope = *it->second;
        if (scope.stale || store >= scope.retryAt) {
            renewWhenDue(); // much work must not cost the leases of what waits behind it
            readScope(scope);
        }
        it = !scope.hasWork() && !scope.stale ? (forget(scope), m_scopes.erase(it)) : std::next(it);
    }
    refreshFleets();
    for (auto& [name, scope] : m_scopes) {
        renewWhenDue();
        drive(*scope);
    }
    noteExpiries(store);
    m_stats.leading = static_cast<std::uint64_t>(std::count_if(
        m_scopes.begin(), m_scopes.end(), [](const auto& s) { return s.second->lease.has_value(); }));
}

Instant Engine::Impl::storeWake() const {
    Instant wake = std::min(m_renewAt, m_expiryAt);
    if (m_started) {
        wake = std::min(wake, m_slowPollAt);
    }
    for (const auto& [name, scope] : m_scopes) {
        wake = std::min(wake, scope->retryAt);
    }
    return wake;
}

void Engine::Impl::release() {
    m_subscription.reset();
    for (auto& [name, scope] : m_scopes) {
        if (scope->lease) {
            // A lease that cannot be given back runs out by itself.
            static_cast<void>(m_ports.leases.release(name, m_options.holder));
        }
        forget(*scope);
    }
    m_scopes.clear();
    m_fleets.clear();
    m_renewAt = m_expiryAt = kNever;
    m_slowPollAt = Instant{};
    m_started = false;
}

std::string Engine::Impl::stoppedBecause() const {
    const std::lock_guard lock(m_outside);
    return m_stoppedBecause;
}

EngineStats Engine::Impl::stats() const {
    const std::lock_guard lock(m_outside);
    return m_publishedStats;
}

Engine::Engine(EnginePorts ports, EngineOptions options)
    : m_impl(std::make_unique<Impl>(std::move(ports), std::move(options))) {}

Engine::~Engine() = default;

void Engine::start() {
    m_impl->start();
}

void Engine::setWaker(std::function<void()> waker) {
    m_impl->mailbox->setWaker(std::move(waker));
}

bool Engine::post(Message message) {
    return m_impl->mailbox->post(std::move(message));
}

Instant Engine::tick(Instant now) {
    return m_impl->tick(now);
}

Instant Engine::storeWake() const {
    return m_impl->storeWake();
}

bool Engine::hasMail() const {
    return !m_impl->mailbox->isEmpty();
}

std::string Engine::stoppedBecause() const {
    return m_impl->stoppedBecause();
}

void Engine::release() {
    m_impl->release();
}

EngineStats Engine::stats() const {
    return m_impl->stats();
}

} // namespace hotswap::engine
