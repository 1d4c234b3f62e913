// SPDX-License-Identifier: Apache-2.0
// The steps that an agent asks of its simulated machine, and their effects.

#include "core/domain/planted.h"
#include "core/sim/sim_host.h"

namespace hotswap::sim {

using node::HostStep;
using node::Slot;

Duration SimHost::durationOf(HostStep::Kind kind) {
    const auto drawn = [this](const HostTimes::Span& span) {
        return m_random.between(span.shortest, span.longest);
    };
    switch (kind) {
    case HostStep::Kind::Fetch: return drawn(m_setup.times.fetch);
    case HostStep::Kind::Unpack: return drawn(m_setup.times.unpack);
    case HostStep::Kind::Start: return drawn(m_setup.times.start);
    case HostStep::Kind::Switch: return drawn(m_setup.times.switchOver);
    case HostStep::Kind::Stop: return drawn(m_setup.times.stop);
    case HostStep::Kind::Remove: return drawn(m_setup.times.remove);
    case HostStep::Kind::Prune:
    case HostStep::Kind::Drain:
    case HostStep::Kind::Undrain: break;
    }
    return drawn(m_setup.times.prune);
}

void SimHost::begin(const HostStep& step) {
    m_underWay[step.id] = step;
    const Instant when = m_world.clock.now() + durationOf(step.kind);
    m_world.scheduler.at(when, [this, step, run = m_run](Instant now) { finish(step, run, now); });
}

void SimHost::cancel(std::uint64_t stepId) {
    const auto found = m_underWay.find(stepId);
    if (found == m_underWay.end() ||
        (found->second.kind != HostStep::Kind::Fetch && found->second.kind != HostStep::Kind::Unpack)) {
        return;
    }
    m_cancelled.insert(stepId);
}

void SimHost::finish(const HostStep& step, std::uint64_t run, Instant now) {
    if (run != m_run || m_underWay.erase(step.id) == 0) {
        return;
    }
    node::StepDone done;
    done.id = step.id;
    if (m_cancelled.erase(step.id) > 0) {
        done.error = makeError(ErrorCode::Cancelled, "on request");
    } else {
        done.error = apply(step, done, now);
    }
    emit(done, now);
}

std::optional<Error> SimHost::apply(const HostStep& step, node::StepDone& done, Instant now) {
    const bool mayFail = step.kind == HostStep::Kind::Fetch || step.kind == HostStep::Kind::Unpack ||
                         step.kind == HostStep::Kind::Start;
    if (mayFail && m_random.permille(m_faults.stepFailsPermille)) {
        return makeError(ErrorCode::IoError, "simulated failure");
    }
    switch (step.kind) {
    case HostStep::Kind::Fetch:
        if (m_disk.full) {
            return makeError(ErrorCode::NoSpace, "packages");
        }
        if (m_world.catalog.byDigest(step.release.digest) == nullptr) {
            return makeError(ErrorCode::NotFound, "package " + step.release.digest.value);
        }
        m_fetched.insert(step.release.digest);
        return std::nullopt;
    case HostStep::Kind::Unpack:
        if (!m_unpacked.contains(step.release.digest)) {
            if (m_disk.full) {
                return makeError(ErrorCode::NoSpace, "releases");
            }
            if (const Status checked = m_world.catalog.check(step.release.digest); !checked.ok()) {
                return checked.error();
            }
            if (!m_fetched.contains(step.release.digest)) {
                return makeError(ErrorCode::NotFound, "package " + step.release.digest.value);
            }
            m_unpacked.insert(step.release.digest);
        }
        done.facts = factsOf(step.release);
        return std::nullopt;
    case HostStep::Kind::Start: done.address = addressOf(step.module); return applyStart(step, now);
    case HostStep::Kind::Switch: return applySwitch(step, done, now);
    case HostStep::Kind::Stop:
    case HostStep::Kind::Remove: return applyRemoval(step, now);
    case HostStep::Kind::Prune:
    case HostStep::Kind::Drain:
    case HostStep::Kind::Undrain: break;
    }
    std::set<Digest> kept{step.release.digest};
    for (const auto& [module, state] : m_modules) {
        for (const SlotState& at : state.slots) {
            kept.insert(at.release.digest);
        }
    }
    std::erase_if(m_unpacked, [&](const Digest& digest) { return !kept.contains(digest); });
    std::erase_if(m_fetched, [&](const Digest& digest) { return !kept.contains(digest); });
    return std::nullopt;
}

std::optional<Error> SimHost::applyStart(const HostStep& step, Instant now) {
    SlotState& at = slot(step.module, step.slot);
    if (at.running && at.release == step.release) {
        // It runs already; the agent of now may not know its health yet.
        if (!at.told) {
            probe(step.module, step.slot, at.incarnation, now);
        }
        return std::nullopt;
    }
    if (!m_unpacked.contains(step.release.digest) && !isPlanted(PlantedBug::UnpackIsSkipped)) {
        return makeError(ErrorCode::NotFound, "release " + step.release.version.text());
    }
    at = {};
    at.release = step.release;
    startProcess(step.module, step.slot, now);
    refreshServing(step.module, now);
    return std::nullopt;
}

std::optional<Error> SimHost::applySwitch(const HostStep& step, node::StepDone& done, Instant now) {
    ModuleState& state = m_modules[step.module];
    const SlotState& at = slot(step.module, step.slot);
    if (at.release.digest.empty()) {
        return makeError(ErrorCode::NotFound, "the slot is empty");
    }
    if (m_disk.full) {
        return makeError(ErrorCode::NoSpace, "current");
    }
    done.took = Duration{1};
    if (state.live == step.slot) {
        return std::nullopt;
    }
    const Release before = current(step.module);
    state.live = step.slot;
    state.sampledAt = now;
    m_world.observer.currentChanged(m_setup.node, step.module, before, at.release, now);
    refreshServing(step.module, now);
    return std::nullopt;
}

std::optional<Error> SimHost::applyRemoval(const HostStep& step, Instant now) {
    const auto found = m_modules.find(step.module);
    if (found == m_modules.end()) {
        return std::nullopt;
    }
    const Release before = current(step.module);
    const bool both = step.kind == HostStep::Kind::Remove;
    for (const Slot which : {Slot::Blue, Slot::Green}) {
        if (both || which == step.slot) {
            SlotState& at = slot(step.module, which);
            at = {};
            at.incarnation = ++m_incarnations;
        }
    }
    if (both || found->second.live == step.slot) {
        found->second.live.reset();
    }
    if (!before.digest.empty() && current(step.module).digest.empty()) {
        m_world.observer.currentChanged(m_setup.node, step.module, before, {}, now);
    }
    refreshServing(step.module, now);
    if (both) {
        m_modules.erase(step.module);
    }
    return std::nullopt;
}

} // namespace hotswap::sim
