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
    return stored &&
           std::any_of(stored->manifest.sockets.begin(), stored->manifest.sockets.end(),
                       [&](const SocketSpec& socket) { return isPublic(socket) && socket.name == name; });
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

Result<SpawnOrder> ModulePlace::spawnOrder(Slot slot, const StoredRelease& stored,
                                           std::vector<codec::Descriptor>& probes) {
    SpawnOrder order;
    order.shim = m_context.shim;
    order.slotDir = m_context.state.slotDir(m_name, slot);
    order.workDir = m_context.state.releaseDir(stored.release);
    order.argv = stored.manifest.entry;
    order.argv[0] = (order.workDir / order.argv[0]).string();
    std::string names;
    for (const auto& socket : stored.manifest.sockets) {
        names += (names.empty() ? "" : ":") + socket.name;
        if (isPublic(socket)) {
            const PortGroup& group = m_groups.at(socket.name);
            order.listen.push_back({std::string(slotName(slot)) + " " + socket.name, group.socket(slot)});
            continue;
        }
        auto probe = openProbeSocket();
        if (!probe) {
            return probe.error();
        }
        const auto address = boundAddress(probe->get());
        if (!address) {
            return address.error();
        }
        at(slot).probePorts[socket.name] = *address;
        order.listen.push_back({"probe " + socket.name, probe->get()});
        probes.push_back(std::move(*probe));
    }
    for (const auto& [name, group] : m_groups) {
        for (const Slot each : {Slot::Blue, Slot::Green}) {
            if (each != slot || !hasSocket(stored, name)) {
                order.held.push_back({std::string(slotName(each)) + " " + name, group.socket(each)});
            }
        }
    }
    order.environment = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                         "LANG=C.UTF-8",
                         "HOTSWAP_NODE=" + m_context.node.value,
                         "HOTSWAP_MODULE=" + m_name.value,
                         "HOTSWAP_VERSION=" + stored.release.version.text(),
                         "HOTSWAP_SLOT=" + std::string(slotName(slot)),
                         "LISTEN_FDS=" + std::to_string(order.listen.size()),
                         "LISTEN_FDNAMES=" + names};
    for (const auto& [name, value] : stored.manifest.settings) {
        order.environment.push_back(name + "=" + value);
    }
    return order;
}

Status ModulePlace::start(Slot slot, const StoredRelease& stored) {
    SlotPlace& place = at(slot);
    if (place.process) {
        return place.stored && place.stored->release == stored.release
                   ? success()
                   : Status(makeError(ErrorCode::AlreadyExists, "another release runs in the slot"));
    }
    HS_TRY(m_context.state.makeSlotDirs(m_name));
    HS_TRY(m_context.state.setSlotRelease(m_name, slot, stored.release));
    place.stored = stored;
    HS_TRY(openGroups(stored.manifest));
    if (m_live == slot) {
        // After a reboot: the sockets are new and wait for their first switch.
        for (auto& [name, group] : m_groups) {
            HS_TRY(group.switchTo(slot));
        }
    }
    place.probePorts.clear();
    std::vector<codec::Descriptor> probes;
    const auto order = spawnOrder(slot, stored, probes);
    if (!order) {
        return order.error();
    }
    auto process = SlotProcess::spawn(m_context.reactor, *order);
    if (!process) {
        return process.error();
    }
    place.process = std::move(*process);
    place.process->onEnded([this, slot](const std::string& detail) { onEnded(slot, detail); });
    place.series = MetricsSeries();
    beginWatching(slot);
    return success();
}

Result<Duration> ModulePlace::switchTo(Slot slot) {
    const auto& stored = at(slot).stored;
    if (!stored) {
        return makeError(ErrorCode::NotFound, "nothing is in the slot");
    }
    // The link first: if it cannot be made durable, no connection has moved yet.
    const std::optional<Slot> before = m_live;
    HS_TRY(m_context.state.setCurrent(m_name, stored->release));
    const Instant begun = m_context.reactor.now();
    for (auto& [name, group] : m_groups) {
        if (!hasSocket(stored, name)) {
            continue; // a socket that only the other release has stays with it until that is stopped
        }
        if (const Status switched = group.switchTo(slot); !switched) {
            const auto back = before ? std::optional(at(*before).stored->release) : std::nullopt;
            (void)m_context.state.setCurrent(m_name, back);
            for (auto& [again, other] : m_groups) {
                if (before) {
                    (void)other.switchTo(*before);
                }
            }
            return switched.error();
        }
    }
    m_live = slot;
    return std::max(Duration{1}, m_context.reactor.now() - begun);
}

void ModulePlace::onEnded(Slot slot, const std::string& detail) {
    SlotPlace& place = at(slot);
    endWatching(slot);
    place.process.reset();
    if (place.stopped) {
        finishStop(slot, std::nullopt);
    } else {
        m_context.tell(SlotExited{m_name, slot, detail});
    }
}

void ModulePlace::stop(Slot slot, Done done) {
    SlotPlace& place = at(slot);
    place.stopped = std::move(done);
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

void ModulePlace::finishStop(Slot slot, std::optional<Error> error) {
    SlotPlace& place = at(slot);
    m_context.reactor.cancel(place.stopTimer);
    const Done done = std::exchange(place.stopped, nullptr);
    if (!error) {
        if (const Status emptied = m_context.state.setSlotRelease(m_name, slot, std::nullopt); !emptied) {
            error = emptied.error();
        } else {
            place.stored.reset();
            closeUnusedGroups();
        }
    }
    if (done) {
        done(std::move(error));
    }
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
