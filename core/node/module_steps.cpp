// SPDX-License-Identifier: Apache-2.0
// Starting, switching and hooks of one module: what may take a while, done one step after the other.
#include "core/node/module_place.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

namespace hotswap::node {

namespace {

constexpr Duration kHaltSlack{5'000}; // beyond the grace, for the kill and the shim's answer
constexpr Duration kLinkAgain{1'000};
constexpr std::size_t kMarkerBytesMax = 4'096;
constexpr const char* kInstalled = "installed";
constexpr const char* kActive = "active";

const HookSpec* findHook(const Manifest& manifest, std::string_view name) {
    const auto it = std::find_if(manifest.hooks.begin(), manifest.hooks.end(),
                                 [name](const HookSpec& hook) { return hook.name == name; });
    return it == manifest.hooks.end() ? nullptr : &*it;
}

/// One boot of this machine; what was started in another one does not run any more.
std::string bootId() {
    const auto id = codec::readFile("/proc/sys/kernel/random/boot_id", kMarkerBytesMax);
    return id ? *id : std::string{};
}

} // namespace

void ModulePlace::inLine(std::function<void(Done)> work, Done done) {
    m_line.push_back({std::move(work), std::move(done)});
    if (!m_atWork) {
        nextInLine();
    }
}

void ModulePlace::nextInLine() {
    if (m_line.empty()) {
        m_atWork = false;
        return;
    }
    m_atWork = true;
    const Step step = std::move(m_line.front());
    m_line.pop_front();
    step.work([this, done = step.done](std::optional<Error> error) {
        done(std::move(error));
        nextInLine();
    });
}

void ModulePlace::start(Slot slot, const StoredRelease& stored, Done done) {
    inLine([this, slot, stored](const Done& next) { startNow(slot, stored, next); }, std::move(done));
}

void ModulePlace::switchTo(Slot slot, Switched done) {
    const auto took = std::make_shared<Duration>();
    inLine([this, slot, took](const Done& next) { switchNow(slot, took, next); },
           [took, done = std::move(done)](std::optional<Error> error) {
               done(error ? Result<Duration>(std::move(*error)) : Result<Duration>(*took));
           });
}

/// Folders, link and sockets of a release that comes into a slot.
Status ModulePlace::prepareSlot(Slot slot, const StoredRelease& stored) {
    HS_TRY(m_context.state.makeSlotDirs(m_name));
    const Path data = m_context.state.moduleDir(m_name) / "data";
    if (::mkdir(data.c_str(), 0700) != 0 && errno != EEXIST) {
        return codec::systemError(data, errno);
    }
    HS_TRY(m_context.state.setSlotRelease(m_name, slot, stored.release));
    at(slot).stored = stored;
    HS_TRY(openGroups(stored.manifest));
    if (m_live == slot) {
        // After a reboot: the sockets are new and wait for their first switch.
        for (auto& [name, group] : m_groups) {
            HS_TRY(group.switchTo(slot));
        }
    }
    return success();
}

void ModulePlace::startNow(Slot slot, const StoredRelease& stored, Done done) {
    SlotPlace& place = at(slot);
    if (place.process || place.up) {
        const bool same = place.stored && place.stored->release == stored.release;
        done(same ? std::nullopt
                  : std::optional(makeError(ErrorCode::AlreadyExists, "another release runs in the slot")));
        return;
    }
    if (const Status prepared = prepareSlot(slot, stored); !prepared) {
        done(prepared.error());
        return;
    }
    const auto installed = [this, slot, done](std::optional<Error> failed) {
        failed ? done(std::move(failed)) : startInstalled(slot, done);
    };
    marked(slot, kInstalled) ? installed(std::nullopt) : runHook(slot, "install", installed);
}

/// The release is here and its install hook has run.
void ModulePlace::startInstalled(Slot slot, const Done& done) {
    SlotPlace& place = at(slot);
    const Manifest& manifest = place.stored->manifest;
    if (!runsBeside(*place.stored) || findHook(manifest, "install")) {
        mark(slot, kInstalled);
    }
    if (hasProcess(*place.stored) && runsBeside(*place.stored)) {
        const Status spawned = spawn(slot);
        place.up = spawned.ok();
        done(spawned ? std::nullopt : std::optional(spawned.error()));
    } else if (!runsBeside(*place.stored) && m_live == slot) {
        activate(slot, [this, slot, done](std::optional<Error> failed) {
            at(slot).up = !failed;
            done(std::move(failed));
        });
    } else {
        place.up = true;
        if (runsBeside(*place.stored)) {
            beginWatching(slot);
        }
        done(std::nullopt);
    }
}

void ModulePlace::switchNow(Slot slot, const std::shared_ptr<Duration>& took, Done done) {
    if (!at(slot).stored) {
        done(makeError(ErrorCode::NotFound, "nothing is in the slot"));
        return;
    }
    const std::optional<Slot> before = m_live;
    const Instant begun = m_context.reactor.now();
    const auto halted = [this, slot, before, begun, took, done](std::optional<Error> failed) {
        // The link before the traffic: if it cannot be made durable, no connection has moved yet.
        if (!failed) {
            const Status linked = m_context.state.setCurrent(m_name, at(slot).stored->release);
            failed = linked ? std::nullopt : std::optional(linked.error());
        }
        if (failed) {
            undoSwitch(slot, before, *failed, done);
            return;
        }
        const bool beside = runsBeside(*at(slot).stored);
        const Instant moved = beside ? m_context.reactor.now() : begun;
        activate(slot, [this, slot, before, moved, took, done](const std::optional<Error>& refused) {
            if (refused) {
                undoSwitch(slot, before, *refused, done);
                return;
            }
            m_live = slot;
            *took = std::max(Duration{1}, m_context.reactor.now() - moved);
            done(std::nullopt);
        });
    };
    const bool halts = before && *before != slot && at(*before).stored;
    halts ? deactivate(*before, halted) : halted(std::nullopt);
}

/// Back to what served before a switch that failed. `done` gets the reason of the failure.
void ModulePlace::undoSwitch(Slot slot, std::optional<Slot> before, const Error& why, const Done& done) {
    if (before == slot) {
        done(why);
        return;
    }
    deactivate(slot, [this, before, why, done](const std::optional<Error>&) {
        const bool any = before && at(*before).stored;
        const auto release = any ? std::optional(at(*before).stored->release) : std::nullopt;
        linkBack(release, m_context.state.currentTarget(m_name), [this, before, any, why, done] {
            if (!any) {
                done(why);
                return;
            }
            activate(*before, [this, before, why, done](const std::optional<Error>& failed) {
                if (failed) {
                    at(*before).up = false;
                    m_context.tell(SlotExited{m_name, *before, "not started again: " + describe(*failed)});
                }
                done(why);
            });
        });
    });
}

/// `current` leads to `release` again, `found` being where it leads now. A switch has not failed before this
/// is durable: the next agent would find the other release there. With a full or broken disk that may take.
void ModulePlace::linkBack(const std::optional<Release>& release, const std::string& found,
                           const std::function<void()>& then) {
    // The same as before: the new name had not been given.
    const bool same = found == (release ? StateDirectory::folderName(*release) : std::string{});
    const Status linked = same ? success() : m_context.state.setCurrent(m_name, release);
    if (linked) {
        then();
        return;
    }
    m_context.tell(HostLine{m_name, HostLine::Origin::Host,
                            "current cannot be made to lead back yet: " + describe(linked.error())});
    m_context.reactor.after(kLinkAgain, [this, release, found, then] { linkBack(release, found, then); });
}

/// Sockets that only the other release has stay with it until that is stopped.
Status ModulePlace::moveTraffic(Slot slot) {
    for (auto& [name, group] : m_groups) {
        if (hasPublicSocket(*at(slot).stored, name)) {
            HS_TRY(group.switchTo(slot));
        }
    }
    return success();
}

/// Puts the release of a slot to work as the live one.
void ModulePlace::activate(Slot slot, const Done& done) {
    SlotPlace& place = at(slot);
    const auto asDone = [](const Status& status) {
        return status ? std::nullopt : std::optional(status.error());
    };
    if (place.stored->manifest.kind == ModuleKind::Files) {
        runHook(slot, "reload", done);
    } else if (runsBeside(*place.stored)) {
        done(asDone(moveTraffic(slot)));
    } else if (hasProcess(*place.stored)) {
        done(place.process ? std::nullopt : asDone(spawn(slot)));
    } else if (marked(slot, kActive)) {
        done(std::nullopt);
    } else {
        runHook(slot, "start", [this, slot, done](std::optional<Error> failed) {
            if (failed) {
                // It may have come half of the way.
                runHook(slot, "stop", [failed, done](const std::optional<Error>&) { done(failed); });
                return;
            }
            mark(slot, kActive);
            beginWatching(slot);
            done(std::nullopt);
        });
    }
}

/// Ends what cannot stay at work beside another live release.
void ModulePlace::deactivate(Slot slot, const Done& done) {
    SlotPlace& place = at(slot);
    if (!place.stored || runsBeside(*place.stored)) {
        done(std::nullopt);
        return;
    }
    const bool process = hasProcess(*place.stored);
    if (process ? !place.process : !marked(slot, kActive)) {
        done(std::nullopt);
        return;
    }
    endWatching(slot);
    m_context.tell(SlotHealth{m_name, slot, false, "stopped, so that another release can be started"});
    if (!process) {
        std::error_code ignored;
        std::filesystem::remove(marker(slot, kActive), ignored);
        runHook(slot, "stop", done);
        return;
    }
    const StopSpec& spec = place.stored->manifest.stop;
    place.halted = [this, slot, done](std::optional<Error> error) {
        m_context.reactor.cancel(at(slot).stopTimer);
        at(slot).up = true; // installed, as before it was live
        done(std::move(error));
    };
    place.stopTimer = m_context.reactor.after(spec.grace + kHaltSlack, [this, slot] {
        if (const Done halted = std::exchange(at(slot).halted, nullptr)) {
            halted(makeError(ErrorCode::Timeout, "the module did not end, not even killed"));
        }
    });
    place.process->stop(spec.signal, spec.grace);
}

void ModulePlace::runHook(Slot slot, std::string_view name, Done done) {
    const StoredRelease& stored = *at(slot).stored;
    const HookSpec* const spec = findHook(stored.manifest, name);
    if (!spec) {
        done(std::nullopt);
        return;
    }
    HookOrder order{m_context.state.releaseDir(stored.release), spec->argv, environment(slot, stored),
                    spec->timeout};
    order.environment.push_back("HOTSWAP_HOOK=" + spec->name);
    if (name == "start" || name == "reload") {
        order.leftovers = HookOrder::Leftovers::Kept;
    }
    m_hook = std::make_unique<HookProcess>(
        m_context.reactor, order, [this, slot, name = spec->name, done = std::move(done)](HookEnd end) {
            sayLines(slot, end.output);
            if (end.error) {
                const std::string said = lastLine(end.output);
                end.error->detail =
                    "hook " + name + ": " + end.error->detail + (said.empty() ? std::string{} : ": " + said);
            }
            done(std::move(end.error));
        });
}

/// Into the slot's log, and on to people.
void ModulePlace::sayLines(Slot slot, std::string_view output) const {
    appendToLog(m_context.state.slotDir(m_name, slot), output);
    while (!output.empty()) {
        const auto line = output.substr(0, output.find('\n'));
        if (!line.empty()) {
            m_context.tell(HostLine{m_name, HostLine::Origin::Module, std::string(line)});
        }
        output.remove_prefix(std::min(output.size(), line.size() + 1));
    }
}

Path ModulePlace::marker(Slot slot, const char* name) const {
    return m_context.state.slotDir(m_name, slot) / name;
}

/// A marker counts for the release that is in the slot, and "active" for this boot only.
std::string ModulePlace::markerText(Slot slot, const char* name) const {
    const std::string release = StateDirectory::folderName(at(slot).stored->release);
    return name == std::string_view(kActive) ? release + " " + bootId() : release;
}

bool ModulePlace::marked(Slot slot, const char* name) const {
    const auto text = codec::readFile(marker(slot, name), kMarkerBytesMax);
    return text && at(slot).stored && *text == markerText(slot, name);
}

/// Losing one only means that a hook is run again.
void ModulePlace::mark(Slot slot, const char* name) const {
    const Path file = marker(slot, name);
    const Path part = file.string() + ".new";
    const auto fd = codec::openNew(part);
    if (fd && codec::writeAll(fd->get(), markerText(slot, name), part)) {
        std::error_code ignored;
        std::filesystem::rename(part, file, ignored);
    }
}

} // namespace hotswap::node
