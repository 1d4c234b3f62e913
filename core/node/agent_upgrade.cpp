// SPDX-License-Identifier: Apache-2.0
#include "core/node/agent_upgrade.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace hotswap::node {

namespace {

constexpr const char* kPrograms[] = {"bin/hotswap-agent", "bin/hotswap-shim"};

/// An agent brings its shim along: modules started from then on get that one.
Status checkContent(const Manifest& manifest) {
    if (manifest.kind != ModuleKind::Files) {
        return makeError(ErrorCode::Unsupported, "a release of hotswap-agent is of kind files");
    }
    for (const char* program : kPrograms) {
        const auto file = std::find_if(manifest.files.begin(), manifest.files.end(),
                                       [&](const PackageFile& f) { return f.path == program; });
        if (file == manifest.files.end() || file->mode != 0755) {
            return makeError(ErrorCode::Unsupported,
                             std::string("a release of hotswap-agent holds the program ") + program);
        }
    }
    return success();
}

} // namespace

std::string agentReleaseOf(const Path& program, const Path& state) {
    std::error_code failed;
    const Path releases = std::filesystem::canonical(state / "releases" / kAgentModule.value, failed);
    const Path release = program.parent_path().parent_path();
    return !failed && release.parent_path() == releases ? release.filename().string() : std::string{};
}

AgentUpgrade::AgentUpgrade(AgentUpgradeConfig config, const StateDirectory& state, Reactor& reactor,
                           Host& behind)
    : m_config(std::move(config)),
      m_state(state),
      m_reactor(reactor),
      m_behind(behind),
      m_launch(state.root()),
      m_releases(state),
      m_connectedSince(reactor.now()),
      m_sampled(reactor.now()) {}

Status AgentUpgrade::ready() {
    return m_launch.ready();
}

void AgentUpgrade::settle() {
    if (m_trial && m_launch.current() == m_config.running && m_launch.confirm()) {
        m_trial = false;
    }
    if (m_failed && m_launch.forgetFailed()) {
        m_failed.reset();
    }
}

void AgentUpgrade::setConnected(bool connected) {
    if (connected == m_connected) {
        return;
    }
    m_connected = connected;
    if (connected) {
        m_connectedSince = m_reactor.now();
    } else {
        m_connectedTime += m_reactor.now() - std::max(m_connectedSince, m_sampled);
    }
    tellHealth();
}

/// Nothing is told before the first session: until then the command's own deadline runs.
void AgentUpgrade::tellHealth() {
    if (!m_live || m_restarting || !at(*m_live).stored) {
        return;
    }
    const std::string current = StateDirectory::folderName(at(*m_live).stored->release);
    SlotHealth health{kAgentModule, *m_live, m_connected, "the agent has no session with a gateway"};
    if (current != m_config.running) {
        health.healthy = false;
        health.detail = "the agent that runs is " +
                        (m_config.running.empty() ? std::string("the packaged one") : m_config.running) +
                        ": " + current + " could not be started";
    } else if (m_connected) {
        health.detail.clear();
    }
    tell(std::move(health));
}

std::optional<SlotInventory> AgentUpgrade::adoptSlot(Slot slot, const std::string& current) {
    const std::string folder = m_launch.target(slotName(slot).data());
    auto stored = m_releases.load(kAgentModule, folder);
    if (!stored) {
        return std::nullopt;
    }
    if (folder == current) {
        m_live = slot;
    }
    at(slot).stored = std::move(*stored);
    return SlotInventory{slot, at(slot).stored->release, factsOf(at(slot).stored->manifest), true};
}

Result<std::vector<ModuleInventory>> AgentUpgrade::adopt() {
    auto found = m_behind.adopt();
    if (!found) {
        return found;
    }
    HS_TRY(m_launch.prepare());
    m_trial = m_launch.onTrial();
    m_failed = m_launch.failed();
    const std::string current = m_launch.current();
    ModuleInventory inventory;
    inventory.module = kAgentModule;
    for (const Slot slot : {Slot::Blue, Slot::Green}) {
        if (auto item = adoptSlot(slot, current)) {
            inventory.slots.push_back(std::move(*item));
        }
    }
    inventory.live = m_live;
    for (const auto& item : inventory.slots) {
        if (m_live != item.slot) {
            checkItself(item.slot);
        }
    }
    if (m_live && current != m_config.running) {
        tellHealth();
    }
    if (!inventory.slots.empty()) {
        found->push_back(std::move(inventory));
    }
    return found;
}

void AgentUpgrade::begin(const HostStep& step) {
    if (step.module != kAgentModule) {
        m_behind.begin(step);
        return;
    }
    switch (step.kind) {
    case HostStep::Kind::Fetch:
    case HostStep::Kind::Unpack:
    case HostStep::Kind::Drain:
    case HostStep::Kind::Undrain: m_behind.begin(step); return;
    case HostStep::Kind::Start: start(step); return;
    case HostStep::Kind::Switch: switchTo(step); return;
    case HostStep::Kind::Stop: stop(step); return;
    case HostStep::Kind::Remove: remove(step); return;
    case HostStep::Kind::Prune: prune(step, false); return;
    }
}

void AgentUpgrade::tell(HostEvent event) {
    m_reactor.post([this, alive = std::weak_ptr(m_alive), event = std::move(event)] {
        if (!alive.expired() && m_events) {
            m_events(event);
        }
    });
}

void AgentUpgrade::done(std::uint64_t id, std::optional<Error> error) {
    StepDone result;
    result.id = id;
    result.error = std::move(error);
    tell(std::move(result));
}

void AgentUpgrade::start(const HostStep& step) {
    if (!m_config.restart) {
        done(step.id, makeError(ErrorCode::Unsupported,
                                "this agent was not started by hotswap-launcher and cannot replace itself"));
        return;
    }
    if (m_failed && m_failed->release == StateDirectory::folderName(step.release)) {
        // The command that brought it is being resumed; a later one is a new trial.
        done(step.id, makeError(ErrorCode::Unavailable, "the agent failed its trial: " + m_failed->reason));
        return;
    }
    m_disk.add([this, alive = std::weak_ptr(m_alive), step] {
        auto stored = m_releases.load(step.release.module, StateDirectory::folderName(step.release));
        if (stored) {
            if (const Status same = m_releases.check(*stored, crypto::digestFactory()); !same) {
                stored = same.error();
            }
        }
        m_reactor.post([this, alive, step, stored] {
            if (!alive.expired()) {
                onChecked(step, stored);
            }
        });
    });
}

void AgentUpgrade::onChecked(const HostStep& step, const Result<StoredRelease>& stored) {
    if (!stored) {
        done(step.id, stored.error());
        return;
    }
    if (stored->release != step.release) {
        done(step.id, makeError(ErrorCode::DigestMismatch, "the unpacked release is another one"));
        return;
    }
    Status started = checkContent(stored->manifest);
    if (started) {
        started = m_launch.point(slotName(step.slot).data(), StateDirectory::folderName(step.release));
    }
    if (!started) {
        done(step.id, started.error());
        return;
    }
    at(step.slot).stored = *stored;
    done(step.id, std::nullopt);
    checkItself(step.slot);
}

/// Runs the new agent once with `--check`: does it load on this machine, does it read this configuration?
void AgentUpgrade::checkItself(Slot slot) {
    SlotView& view = at(slot);
    HookOrder order;
    order.folder = m_state.releaseDir(view.stored->release);
    order.argv = {kPrograms[0]};
    order.argv.insert(order.argv.end(), m_config.check.begin(), m_config.check.end());
    order.environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8"};
    order.timeout = m_config.checkLimit;
    view.check = std::make_unique<HookProcess>(m_reactor, order, [this, slot](const HookEnd& end) {
        if (!end.error) {
            tell(SlotHealth{kAgentModule, slot, true, {}});
            return;
        }
        const std::string said = lastLine(end.output);
        tell(
            SlotExited{kAgentModule, slot,
                       "the new agent's check: " + describe(*end.error) + (said.empty() ? "" : ": " + said)});
    });
}

void AgentUpgrade::switchTo(const HostStep& step) {
    const auto& stored = at(step.slot).stored;
    if (!stored) {
        done(step.id, makeError(ErrorCode::NotFound, "nothing is in the slot"));
        return;
    }
    const std::string release = StateDirectory::folderName(stored->release);
    const Instant begun = m_reactor.now();
    // Away from a trial is back to what had proved itself.
    const bool back = m_trial && release != m_launch.current();
    if (const Status switched = back ? m_launch.goBack(release) : m_launch.tryOut(release); !switched) {
        done(step.id, switched.error());
        return;
    }
    m_live = step.slot;
    m_trial = !back;
    StepDone result;
    result.id = step.id;
    result.took = std::max(Duration{1}, m_reactor.now() - begun);
    tell(std::move(result));
    if (release != m_config.running) {
        restartSoon();
    } else {
        tellHealth();
    }
}

void AgentUpgrade::restartSoon() {
    m_restarting = true;
    m_reactor.post([this, alive = std::weak_ptr(m_alive)] {
        if (!alive.expired() && m_config.restart) {
            m_config.restart();
        }
    });
}

void AgentUpgrade::stop(const HostStep& step) {
    at(step.slot) = SlotView{};
    const Status emptied = m_launch.point(slotName(step.slot).data(), {});
    done(step.id, emptied ? std::nullopt : std::optional(emptied.error()));
}

void AgentUpgrade::remove(const HostStep& step) {
    if (const Status removed = m_launch.remove(); !removed) {
        done(step.id, removed.error());
        return;
    }
    m_live.reset();
    m_trial = false;
    at(Slot::Blue) = SlotView{};
    at(Slot::Green) = SlotView{};
    prune(step, true);
}

void AgentUpgrade::prune(const HostStep& step, bool all) {
    std::vector<std::string> keep;
    if (!all) {
        keep = {m_launch.current(), m_config.running, m_launch.target("blue"), m_launch.target("green"),
                StateDirectory::folderName(step.release)};
    }
    m_disk.add([this, alive = std::weak_ptr(m_alive), id = step.id, keep, all] {
        const Status pruned = m_releases.prune(kAgentModule, keep);
        m_reactor.post([this, alive, id, pruned, all] {
            if (alive.expired()) {
                return;
            }
            done(id, pruned ? std::nullopt : std::optional(pruned.error()));
            if (all && !m_config.running.empty()) {
                restartSoon();
            }
        });
    });
}

std::vector<Sample> AgentUpgrade::takeSamples() {
    auto samples = m_behind.takeSamples();
    const Instant now = m_reactor.now();
    const Instant begun = std::exchange(m_sampled, now);
    Duration up = std::exchange(m_connectedTime, {});
    if (m_connected) {
        up += now - std::max(m_connectedSince, begun);
    }
    if (m_live && at(*m_live).stored && now > begun) {
        using std::chrono::seconds;
        Sample sample;
        sample.module = kAgentModule;
        sample.release = at(*m_live).stored->release.digest;
        sample.length = now - begun;
        const auto all = std::chrono::round<seconds>(sample.length).count();
        const auto well = std::min(all, std::chrono::round<seconds>(up).count());
        sample.requests = static_cast<std::uint64_t>(all);
        sample.errors = static_cast<std::uint64_t>(all - well);
        const HostLoad host = load();
        sample.cpuPercent = host.cpuPercent;
        sample.memoryPercent = host.memoryPercent;
        samples.push_back(std::move(sample));
    }
    return samples;
}

} // namespace hotswap::node
