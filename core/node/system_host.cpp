// SPDX-License-Identifier: Apache-2.0
#include "core/node/system_host.h"

#include <algorithm>

namespace hotswap::node {

namespace {

constexpr Duration kLoadEvery{900}; // looks closer together would divide by next to nothing

} // namespace

SystemHost::SystemHost(SystemHostConfig config, const StateDirectory& state, Reactor& reactor,
                       ports::RandomSource& random, ChecksNow checks)
    : m_config(std::move(config)),
      m_state(state),
      m_reactor(reactor),
      m_random(random),
      m_checks(std::move(checks)),
      m_releases(state),
      m_context{reactor,
                state,
                m_releases,
                m_config.shim,
                m_config.shim.parent_path() / "hotswap-site",
                ResourceGroups::open(),
                m_config.node,
                m_config.listen,
                [this](HostEvent event) { tell(std::move(event)); }},
      m_samplesTaken(reactor.now()) {}

SystemHost::~SystemHost() {
    for (const auto& [id, flag] : m_cancels) {
        flag->store(true);
    }
}

/// Later, never from inside the call that caused it.
void SystemHost::tell(HostEvent event) {
    m_reactor.post([this, alive = std::weak_ptr(m_alive), event = std::move(event)] {
        if (!alive.expired() && m_events) {
            m_events(event);
        }
    });
}

void SystemHost::done(std::uint64_t id, std::optional<Error> error) {
    StepDone result;
    result.id = id;
    result.error = std::move(error);
    tell(std::move(result));
}

template <class Value>
void SystemHost::work(WorkThread& thread, std::function<Value()> job, std::function<void(Value)> then) {
    thread.add([this, alive = std::weak_ptr(m_alive), job = std::move(job), then = std::move(then)] {
        auto value = std::make_shared<Value>(job());
        m_reactor.post([alive, value, then] {
            if (!alive.expired()) {
                then(std::move(*value));
            }
        });
    });
}

ModulePlace& SystemHost::place(const ModuleName& module) {
    auto& place = m_places[module];
    if (!place) {
        place = std::make_unique<ModulePlace>(module, m_context);
        place->setTelemetryInterval(m_telemetryInterval);
    }
    return *place;
}

Result<std::vector<ModuleInventory>> SystemHost::adopt() {
    const auto modules = m_state.modules();
    if (!modules) {
        return modules.error();
    }
    std::vector<ModuleInventory> found;
    for (const auto& module : *modules) {
        if (auto inventory = place(module).adopt()) {
            found.push_back(std::move(*inventory));
        } else {
            m_places.erase(module);
        }
    }
    return found;
}

void SystemHost::begin(const HostStep& step) {
    switch (step.kind) {
    case HostStep::Kind::Fetch: fetch(step); return;
    case HostStep::Kind::Unpack: unpack(step); return;
    case HostStep::Kind::Start: start(step); return;
    case HostStep::Kind::Switch: switchTo(step); return;
    case HostStep::Kind::Stop:
        place(step.module).stop(step.slot, ModulePlace::Stop::Emptied, [this, id = step.id](auto error) {
            done(id, std::move(error));
        });
        return;
    case HostStep::Kind::Remove: remove(step); return;
    case HostStep::Kind::Prune: prune(step); return;
    case HostStep::Kind::Drain:
    case HostStep::Kind::Undrain: moveInBalancer(step); return;
    }
}

void SystemHost::cancel(std::uint64_t stepId) {
    if (const auto it = m_cancels.find(stepId); it != m_cancels.end()) {
        it->second->store(true);
    }
    const auto move =
        std::find_if(m_moves.begin(), m_moves.end(), [&](const HostStep& step) { return step.id == stepId; });
    if (move == m_moves.end() || move->kind != HostStep::Kind::Drain) {
        return;
    }
    if (move == m_moves.begin()) {
        m_balancer->cancel();
    } else {
        m_moves.erase(move);
        done(stepId, makeError(ErrorCode::Cancelled, "draining was given up"));
    }
}

/// One at a time: modules and the node itself share the one balancer.
void SystemHost::moveInBalancer(const HostStep& step) {
    if (!m_balancer) {
        done(step.id, std::nullopt);
        return;
    }
    m_moves.push_back(step);
    if (m_moves.size() == 1) {
        nextMove();
    }
}

void SystemHost::nextMove() {
    const bool out = m_moves.front().kind == HostStep::Kind::Drain;
    m_balancer->begin(out ? Balancer::Move::Out : Balancer::Move::In, [this](std::optional<Error> error) {
        done(m_moves.front().id, std::move(error));
        m_moves.pop_front();
        if (!m_moves.empty()) {
            nextMove();
        }
    });
}

/// Whether it is here already is asked on the disk's thread, behind a pruning that may be on its way.
void SystemHost::fetch(const HostStep& step) {
    auto cancelled = std::make_shared<std::atomic<bool>>(false);
    m_cancels[step.id] = cancelled;
    work<bool>(
        m_disk, [this, release = step.release] { return m_releases.has(release); },
        [this, step, cancelled](bool here) {
            if (here) {
                m_cancels.erase(step.id);
                done(step.id, std::nullopt);
            } else {
                download(step, cancelled);
            }
        });
}

void SystemHost::download(const HostStep& step, std::shared_ptr<std::atomic<bool>> cancelled) {
    if (m_source.host.empty()) {
        m_cancels.erase(step.id);
        done(step.id, makeError(ErrorCode::Unavailable, "no gateway is known to fetch from"));
        return;
    }
    FetchOrder order;
    order.source = m_source;
    order.release = step.release;
    order.target = m_state.packageFile(step.release.digest);
    order.checks = m_checks();
    order.cancelled = std::move(cancelled);
    work<Status>(
        m_download, [order, &random = m_random] { return fetchPackage(order, random); },
        [this, id = step.id](Status fetched) {
            m_cancels.erase(id);
            done(id, fetched ? std::nullopt : std::optional(fetched.error()));
        });
}

void SystemHost::unpack(const HostStep& step) {
    work<Result<StoredRelease>>(
        m_disk,
        [this, release = step.release, checks = m_checks()] { return m_releases.unpack(release, checks); },
        [this, id = step.id](Result<StoredRelease> stored) {
            StepDone result;
            result.id = id;
            if (!stored) {
                result.error = stored.error();
            } else {
                result.facts = factsOf(stored->manifest);
            }
            tell(std::move(result));
        });
}

/// What is about to run is hashed again: the disk may have changed it since it was unpacked.
void SystemHost::start(const HostStep& step) {
    work<Result<StoredRelease>>(
        m_disk,
        [this, release = step.release, newDigest = m_checks().newDigest]() -> Result<StoredRelease> {
            auto stored = m_releases.load(release.module, StateDirectory::folderName(release));
            if (stored) {
                HS_TRY(m_releases.check(*stored, newDigest));
            }
            return stored;
        },
        [this, step](Result<StoredRelease> stored) { onChecked(step, stored); });
}

void SystemHost::onChecked(const HostStep& step, const Result<StoredRelease>& stored) {
    if (!stored) {
        done(step.id, stored.error());
        return;
    }
    if (stored->release != step.release) {
        done(step.id, makeError(ErrorCode::DigestMismatch, "the unpacked release is another one"));
        return;
    }
    place(step.module).start(step.slot, *stored, [this, step](std::optional<Error> error) {
        StepDone result;
        result.id = step.id;
        result.error = std::move(error);
        if (!result.error) {
            result.address = place(step.module).address();
        }
        tell(std::move(result));
    });
}

void SystemHost::switchTo(const HostStep& step) {
    place(step.module).switchTo(step.slot, [this, id = step.id](Result<Duration> took) {
        StepDone result;
        result.id = id;
        if (took) {
            result.took = *took;
        } else {
            result.error = took.error();
        }
        tell(std::move(result));
    });
}

void SystemHost::remove(const HostStep& step) {
    ModulePlace& module = place(step.module);
    auto left = std::make_shared<int>(2);
    auto failure = std::make_shared<std::optional<Error>>();
    for (const Slot slot : {Slot::Blue, Slot::Green}) {
        module.stop(slot, ModulePlace::Stop::Emptied,
                    [this, step, left, failure](std::optional<Error> error) {
                        if (error) {
                            *failure = std::move(error);
                        }
                        if (--*left == 0) {
                            onBothStopped(step, *failure);
                        }
                    });
    }
}

void SystemHost::onBothStopped(const HostStep& step, const std::optional<Error>& error) {
    if (error) {
        done(step.id, error);
        return;
    }
    if (const Status removed = place(step.module).remove(); !removed) {
        done(step.id, removed.error());
        return;
    }
    // Not now: the place is still on the stack of its own stop.
    m_reactor.post([this, alive = std::weak_ptr(m_alive), module = step.module] {
        if (!alive.expired()) {
            m_places.erase(module);
        }
    });
    work<Status>(
        m_disk, [this, module = step.module] { return m_releases.prune(module, {}); },
        [this, id = step.id](Status pruned) {
            done(id, pruned ? std::nullopt : std::optional(pruned.error()));
        });
}

void SystemHost::prune(const HostStep& step) {
    std::vector<std::string> keep = place(step.module).releasesInUse();
    if (!step.release.digest.empty()) {
        keep.push_back(StateDirectory::folderName(step.release));
    }
    work<Status>(
        m_disk,
        [this, module = step.module, keep = std::move(keep)] { return m_releases.prune(module, keep); },
        [this, id = step.id](Status pruned) {
            done(id, pruned ? std::nullopt : std::optional(pruned.error()));
        });
}

void SystemHost::stopAll(std::function<void()> finished) {
    auto left = std::make_shared<std::size_t>(2 * m_places.size());
    if (*left == 0) {
        m_reactor.post(std::move(finished));
        return;
    }
    for (auto& [name, module] : m_places) {
        for (const Slot slot : {Slot::Blue, Slot::Green}) {
            module->stop(slot, ModulePlace::Stop::Paused, [left, finished](const std::optional<Error>&) {
                if (--*left == 0) {
                    finished();
                }
            });
        }
    }
}

NodeFacts SystemHost::facts() const {
    return readFacts(m_state.root(), m_config.agentVersion);
}

HostLoad SystemHost::load() const {
    const Instant now = m_reactor.now();
    if (!m_loadRead || now - *m_loadRead >= kLoadEvery) {
        m_load = m_meter.read();
        m_loadRead = now;
    }
    return m_load;
}

std::vector<Sample> SystemHost::takeSamples() {
    const Instant now = m_reactor.now();
    const HostLoad host = load();
    std::vector<Sample> samples;
    for (auto& [name, module] : m_places) {
        for (Sample& sample : module->takeSamples()) {
            sample.length = now - m_samplesTaken;
            sample.cpuPercent = host.cpuPercent;
            sample.memoryPercent = host.memoryPercent;
            samples.push_back(std::move(sample));
        }
    }
    m_samplesTaken = now;
    return samples;
}

void SystemHost::setTelemetryInterval(Duration interval) {
    m_telemetryInterval = interval;
    for (auto& [name, module] : m_places) {
        module->setTelemetryInterval(interval);
    }
}

} // namespace hotswap::node
