// SPDX-License-Identifier: Apache-2.0
#include "core/node/module_place.h"

#include <algorithm>
#include <arpa/inet.h>

namespace hotswap::node {

namespace {

constexpr Duration kBacklogLook{20};
constexpr int kBacklogLooksMax = 100; // 2 s; then the module is told to stop all the same
constexpr Duration kStopSlack{5'000}; // beyond the grace, for the kill and the shim's answer
constexpr std::size_t kPortsBytesMax = 64 * 1024;

bool isPublic(const SocketSpec& socket) {
    return socket.reach == SocketSpec::Reach::Public;
}

bool hasSocket(const std::optional<StoredRelease>& stored, const std::string& name) {
    return stored && hasPublicSocket(*stored, name);
}

/// Addresses as saved: "name address:port" a line.
std::map<std::string, sockaddr_in> readPorts(const Path& file) {
    std::map<std::string, sockaddr_in> ports;
    const auto bytes = codec::readFile(file, kPortsBytesMax);
    std::string_view text = bytes ? std::string_view(*bytes) : std::string_view{};
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        const auto space = line.find(' ');
        if (space != std::string_view::npos) {
            if (const auto address = parseAddress(line.substr(space + 1), "ports")) {
                ports.emplace(line.substr(0, space), *address);
            }
        }
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return ports;
}

} // namespace

/// The node's own configuration, then the port used before, then the manifest's on loopback.
sockaddr_in ModulePlace::wantedAddress(const SocketSpec& socket) const {
    sockaddr_in wanted{};
    wanted.sin_family = AF_INET;
    wanted.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    wanted.sin_port = htons(socket.port);
    if (const auto it = m_context.listen.find(m_name.value + "." + socket.name);
        it != m_context.listen.end()) {
        wanted = it->second;
    }
    const auto ports = readPorts(m_context.state.moduleDir(m_name) / "ports");
    if (const auto it = ports.find(socket.name); it != ports.end() && wanted.sin_port == 0) {
        wanted.sin_port = it->second.sin_port;
    }
    return wanted;
}

Status ModulePlace::openGroups(const Manifest& manifest) {
    bool fresh = false;
    for (const auto& socket : manifest.sockets) {
        if (!isPublic(socket) || m_groups.contains(socket.name)) {
            continue;
        }
        auto group = PortGroup::open(socket.name, wantedAddress(socket));
        if (!group) {
            return group.error();
        }
        m_groups.emplace(socket.name, std::move(*group));
        fresh = true;
    }
    return fresh ? savePorts() : success();
}

Status ModulePlace::savePorts() const {
    std::string text;
    for (const auto& [name, group] : m_groups) {
        text += name + " " + addressText(group.address()) + "\n";
    }
    const Path file = m_context.state.moduleDir(m_name) / "ports";
    const Path part = file.string() + ".new";
    auto fd = codec::openNew(part);
    if (!fd) {
        return fd.error();
    }
    HS_TRY(codec::writeAll(fd->get(), text, part));
    HS_TRY(codec::syncPath(part));
    return codec::renameDurably(part, file);
}

void ModulePlace::onEnded(Slot slot, const std::string& detail) {
    SlotPlace& place = at(slot);
    endWatching(slot);
    if (place.log) {
        place.log->finish();
        place.log.reset();
    }
    place.process.reset();
    place.up = false;
    if (place.stopped) {
        finishStop(slot, std::nullopt);
    } else if (const Done halted = std::exchange(place.halted, nullptr)) {
        halted(std::nullopt);
    } else {
        m_context.tell(SlotExited{m_name, slot, detail});
    }
}

void ModulePlace::stop(Slot slot, Stop why, Done done) {
    SlotPlace& place = at(slot);
    place.stopped = std::move(done);
    place.stoppedWhy = why;
    place.backlogLooks = 0;
    endWatching(slot);
    // From the reactor also when there is nothing to wait for: the caller is still at work.
    place.stopTimer = m_context.reactor.after({}, [this, slot] { stopWhenTaken(slot); });
}

/// The old release takes what the kernel already holds for it before it is told to finish.
void ModulePlace::stopWhenTaken(Slot slot) {
    SlotPlace& place = at(slot);
    if (!place.process) {
        finishStop(slot, std::nullopt);
        return;
    }
    const bool waiting = std::any_of(m_groups.begin(), m_groups.end(),
                                     [slot](const auto& entry) { return entry.second.backlog(slot) > 0; });
    if (waiting && m_live != slot && ++place.backlogLooks < kBacklogLooksMax) {
        place.stopTimer = m_context.reactor.after(kBacklogLook, [this, slot] { stopWhenTaken(slot); });
        return;
    }
    const StopSpec& spec = place.stored->manifest.stop;
    place.process->stop(spec.signal, spec.grace);
    place.stopTimer = m_context.reactor.after(spec.grace + kStopSlack, [this, slot] {
        finishStop(slot, makeError(ErrorCode::Timeout, "the module did not end, not even killed"));
    });
}

/// What runs by hooks is ended by them, behind whatever is under way.
void ModulePlace::finishStop(Slot slot, std::optional<Error> error) {
    m_context.reactor.cancel(at(slot).stopTimer);
    const Done done = std::exchange(at(slot).stopped, nullptr);
    if (!done) {
        return; // it ended after its time was over: that has been told
    }
    if (!error && !at(slot).stored && !m_context.state.slotTarget(m_name, slot).empty()) {
        // A link to what cannot be read.
        const Status unlinked = m_context.state.setSlotRelease(m_name, slot, std::nullopt);
        error = unlinked ? std::nullopt : std::optional(unlinked.error());
    }
    if (error || !at(slot).stored) {
        done(std::move(error));
        return;
    }
    inLine(
        [this, slot](const Done& next) {
            if (!at(slot).stored) {
                next(std::nullopt); // a step before this one emptied it
                return;
            }
            const bool active = at(slot).stored->manifest.kind == ModuleKind::Exec && marked(slot, "active");
            const auto afterwards = [this, slot, next](std::optional<Error> halted) {
                emptied(slot, std::move(halted), next);
            };
            active ? deactivate(slot, afterwards) : afterwards(std::nullopt);
        },
        done);
}

void ModulePlace::emptied(Slot slot, std::optional<Error> error, const Done& done) {
    if (error || at(slot).stoppedWhy == Stop::Paused) {
        at(slot).up = false;
        done(std::move(error));
        return;
    }
    runHook(slot, "remove", [this, slot, done](const std::optional<Error>& failed) {
        if (failed) {
            // The slot is needed all the same, and nothing of it is at work any more.
            m_context.tell(HostLine{m_name, HostLine::Origin::Host, describe(*failed)});
        }
        std::error_code ignored;
        std::filesystem::remove(marker(slot, "installed"), ignored);
        if (const Status unlinked = m_context.state.setSlotRelease(m_name, slot, std::nullopt); !unlinked) {
            done(unlinked.error());
            return;
        }
        m_context.groups.drop(m_name.value + "-" + std::string(slotName(slot)));
        at(slot).stored.reset();
        at(slot).up = false;
        closeUnusedGroups();
        done(std::nullopt);
    });
}

/// Sockets that the remaining release does not have. With nothing left they stay until remove(), for the next
/// one.
void ModulePlace::closeUnusedGroups() {
    if (at(Slot::Blue).stored || at(Slot::Green).stored) {
        std::erase_if(m_groups, [this](const auto& entry) {
            return !hasSocket(at(Slot::Blue).stored, entry.first) &&
                   !hasSocket(at(Slot::Green).stored, entry.first);
        });
    }
}

Status ModulePlace::remove() {
    m_live.reset();
    m_groups.clear();
    HS_TRY(m_context.state.setCurrent(m_name, std::nullopt));
    return codec::removeTree(m_context.state.moduleDir(m_name));
}

std::string ModulePlace::address() const {
    for (const Slot slot : {m_live.value_or(Slot::Blue), otherSlot(m_live.value_or(Slot::Blue))}) {
        if (at(slot).stored) {
            for (const auto& socket : at(slot).stored->manifest.sockets) {
                if (const auto it = m_groups.find(socket.name); it != m_groups.end()) {
                    return addressText(it->second.address());
                }
            }
        }
    }
    return {};
}

std::vector<std::string> ModulePlace::releasesInUse() const {
    std::vector<std::string> folders;
    for (const auto& place : m_slots) {
        if (place.stored) {
            folders.push_back(StateDirectory::folderName(place.stored->release));
        }
    }
    if (std::string current = m_context.state.currentTarget(m_name); !current.empty()) {
        folders.push_back(std::move(current));
    }
    return folders;
}

} // namespace hotswap::node
