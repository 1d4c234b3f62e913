// SPDX-License-Identifier: Apache-2.0
// How a module's process is started: what it is given, and what it is bounded by.
#include "core/node/module_place.h"
#include "core/node/shim_protocol.h"

#include <algorithm>

namespace hotswap::node {

/// What every process of a release finds in its environment, hooks and probes too. Its settings come last.
std::vector<std::string> ModulePlace::environment(Slot slot, const StoredRelease& stored) const {
    const Path module = m_context.state.moduleDir(m_name);
    std::vector<std::string> result{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                                    "LANG=C.UTF-8",
                                    "HOTSWAP_NODE=" + m_context.node.value,
                                    "HOTSWAP_MODULE=" + m_name.value,
                                    "HOTSWAP_VERSION=" + stored.release.version.text(),
                                    "HOTSWAP_SLOT=" + std::string(slotName(slot)),
                                    "HOTSWAP_RELEASE=" + m_context.state.releaseDir(stored.release).string(),
                                    "HOTSWAP_CURRENT=" + (module / "current").string(),
                                    "HOTSWAP_DATA=" + (module / "data").string()};
    for (const auto& [name, value] : stored.manifest.settings) {
        result.push_back(name + "=" + value);
    }
    return result;
}

std::vector<std::string> ModulePlace::commandLine(const StoredRelease& stored) const {
    const Path folder = m_context.state.releaseDir(stored.release);
    if (stored.manifest.kind == ModuleKind::Site) {
        std::vector<std::string> argv{m_context.site.string(), "--root", (folder / kSiteFolder).string()};
        for (const auto& host : stored.manifest.hosts) {
            argv.insert(argv.end(), {"--host", host});
        }
        for (const auto& socket : stored.manifest.sockets) {
            if (socket.reach == SocketSpec::Reach::Probe) {
                argv.insert(argv.end(), {"--probe", socket.name});
            }
        }
        return argv;
    }
    std::vector<std::string> argv = stored.manifest.entry;
    argv[0] = (folder / argv[0]).string();
    return argv;
}

Result<SpawnOrder> ModulePlace::spawnOrder(Slot slot, const StoredRelease& stored,
                                           std::vector<codec::Descriptor>& probes) {
    SpawnOrder order;
    order.shim = m_context.shim;
    order.slotDir = m_context.state.slotDir(m_name, slot);
    order.workDir = m_context.state.releaseDir(stored.release);
    order.argv = commandLine(stored);
    std::string names;
    for (const auto& socket : stored.manifest.sockets) {
        names += (names.empty() ? "" : ":") + socket.name;
        if (socket.reach == SocketSpec::Reach::Public) {
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
            if (each != slot || !hasPublicSocket(stored, name)) {
                order.held.push_back({std::string(slotName(each)) + " " + name, group.socket(each)});
            }
        }
    }
    order.environment = environment(slot, stored);
    order.environment.push_back("LISTEN_FDS=" + std::to_string(order.listen.size()));
    order.environment.push_back("LISTEN_FDNAMES=" + names);
    bound(slot, stored, order);
    return order;
}

/// Bounds that cannot be had are said and done without.
void ModulePlace::bound(Slot slot, const StoredRelease& stored, SpawnOrder& order) const {
    if (stored.manifest.limits == ResourceLimits{}) {
        return;
    }
    const auto group =
        m_context.groups.prepare(m_name.value + "-" + std::string(slotName(slot)), stored.manifest.limits);
    if (group) {
        order.environment.push_back(std::string(kShimGroupVariable) + "=" + group->string());
    } else {
        m_context.tell(
            HostLine{m_name, HostLine::Origin::Host,
                     "its limits of memory and CPU are not enforced on this node: " + group.error().detail});
    }
}

Status ModulePlace::spawn(Slot slot) {
    SlotPlace& place = at(slot);
    place.probePorts.clear();
    std::vector<codec::Descriptor> probes;
    const auto order = spawnOrder(slot, *place.stored, probes);
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
    follow(slot);
    beginWatching(slot);
    return success();
}

/// What the module writes from now on is told.
void ModulePlace::follow(Slot slot) {
    at(slot).log = std::make_unique<SlotLog>(
        m_context.reactor, m_context.state.slotDir(m_name, slot), [this](std::string text) {
            m_context.tell(HostLine{m_name, HostLine::Origin::Module, std::move(text)});
        });
}

} // namespace hotswap::node
