// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_leader.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

constexpr Duration kCheckMin{2'000};
constexpr Duration kCheckMax{20'000};
constexpr std::uint32_t kCheckFailsPermille = 40;

} // namespace

Status SimChecks::start(const ports::CheckRequest& request,
                        std::function<void(const ports::CheckResult&)> done) {
    const Duration took = std::min(request.limit, m_random.between(kCheckMin, kCheckMax));
    const bool passed = took < request.limit && !m_random.permille(kCheckFailsPermille);
    m_scheduler.at(m_clock.now() + took,
                   [life = std::weak_ptr<int>(m_life), done = std::move(done), passed, took](Instant) {
                       if (!life.expired()) {
                           done({passed, passed ? "all good" : "1 of 12 failed", took});
                       }
                   });
    return success();
}

SimLeader::SimLeader(std::string name, LeaderWorld world, std::uint64_t seed)
    : m_name(std::move(name)),
      m_world(world),
      m_random(mixSeed(seed, m_name)),
      m_checks(world.scheduler, world.clock, mixSeed(seed, m_name + "/checks")) {}

SimLeader::~SimLeader() = default;

void SimLeader::start(Instant now) {
    engine::EngineOptions options;
    options.holder = HolderId{m_name + "-" + std::to_string(++m_life)};
    const engine::EnginePorts ports{m_world.store.store,
                                    m_world.store.commands,
                                    m_world.store.fleet,
                                    m_world.store.leases,
                                    m_world.feed,
                                    m_world.store.metrics,
                                    m_world.catalog,
                                    m_checks,
                                    m_world.keys,
                                    m_world.clock,
                                    m_random,
                                    &m_world.nodes,
                                    [](std::string_view bytes) { return crypto::digestOf(bytes); },
                                    &m_world.orders,
                                    m_world.store.evidence};
    m_engine = std::make_unique<engine::Engine>(ports, options);
    m_engine->start();
    m_wakeAt = now;
}

void SimLeader::restart(Duration away, Instant now) {
    if (m_engine == nullptr) {
        return;
    }
    m_engine.reset();
    m_checks.forget();
    m_world.scheduler.at(now + away, [this](Instant then) { start(then); });
}

void SimLeader::stall(Duration length, Instant now) {
    m_stalledUntil = std::max(m_stalledUntil, now + length);
}

Instant SimLeader::nextWake() const {
    if (m_engine == nullptr || !m_engine->stoppedBecause().empty()) {
        return kNever;
    }
    const Instant wanted =
        m_engine->hasMail() ? m_world.clock.now() : std::min(m_wakeAt, m_engine->storeWake());
    return std::max(wanted, m_stalledUntil);
}

void SimLeader::tickDue(Instant now) {
    if (nextWake() <= now) {
        m_wakeAt = m_engine->tick(now);
    }
}

std::string SimLeader::stopped() const {
    return m_engine == nullptr ? std::string{} : m_engine->stoppedBecause();
}

} // namespace hotswap::sim
