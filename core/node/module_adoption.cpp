// SPDX-License-Identifier: Apache-2.0
// How a module is found again when the agent starts: from the links on disk and from the shims that still
// run.
#include "core/node/module_place.h"

namespace hotswap::node {

void ModulePlace::adoptSlot(Slot slot) {
    auto stored = m_context.releases.load(m_name, m_context.state.slotTarget(m_name, slot));
    if (!stored) {
        return;
    }
    SlotPlace& place = at(slot);
    place.stored = std::move(*stored);
    if (!hasProcess(*place.stored)) {
        return;
    }
    auto found = SlotProcess::find(m_context.reactor, m_context.state.slotDir(m_name, slot));
    if (!found) {
        return;
    }
    place.process = std::move(found->process);
    place.process->onEnded([this, slot](const std::string& detail) { onEnded(slot, detail); });
    follow(slot);
    if (place.stored->manifest.limits != ResourceLimits{}) {
        // A group that lost its controllers with the last agent has them again, without bounds.
        (void)m_context.groups.prepare(m_name.value + "-" + std::string(slotName(slot)),
                                       place.stored->manifest.limits);
    }
    Sockets& kept = m_found[static_cast<std::size_t>(slot)];
    constexpr std::string_view kProbe = "probe ";
    for (auto& [label, socket] : found->sockets) {
        if (!label.starts_with(kProbe)) {
            kept.emplace_back(label, std::move(socket));
        } else if (const auto address = boundAddress(socket.get())) {
            place.probePorts[label.substr(kProbe.size())] = *address;
        }
    }
}

/// Either shim alone holds the sockets of both slots.
void ModulePlace::adoptGroups(Sockets blue, Sockets green) {
    std::map<std::string, codec::Descriptor> byLabel;
    for (Sockets* list : {&blue, &green}) {
        for (auto& [label, socket] : *list) {
            byLabel.try_emplace(label, std::move(socket));
        }
    }
    constexpr std::string_view kBlue = "blue ";
    for (auto& [label, socket] : byLabel) {
        if (!label.starts_with(kBlue)) {
            continue;
        }
        const std::string name = label.substr(kBlue.size());
        const auto other = byLabel.find("green " + name);
        if (other == byLabel.end()) {
            continue;
        }
        if (auto group = PortGroup::adopt(name, std::move(socket), std::move(other->second))) {
            m_groups.emplace(name, std::move(*group));
        }
    }
}

/// `current` decides which slot is live, and the kernel is made to agree with it.
void ModulePlace::settleLive() {
    const std::string current = m_context.state.currentTarget(m_name);
    if (current.empty()) {
        return;
    }
    for (const Slot slot : {Slot::Blue, Slot::Green}) {
        if (at(slot).stored && StateDirectory::folderName(at(slot).stored->release) == current) {
            m_live = slot;
        }
    }
    if (!m_live) {
        // The slot's own link was lost; the release that `current` names is put into a free slot again.
        const Slot slot = at(Slot::Blue).stored ? Slot::Green : Slot::Blue;
        if (auto stored = m_context.releases.load(m_name, current); stored && !at(slot).stored) {
            at(slot).stored = std::move(*stored);
            m_live = slot;
        }
    }
    if (m_live) {
        for (auto& [name, group] : m_groups) {
            (void)group.switchTo(*m_live); // start() does it again if the process is not there
        }
    }
}

/// Whether what is in a slot is as far as its place asks for: at work, or only installed.
bool ModulePlace::isUp(Slot slot) const {
    const StoredRelease& stored = *at(slot).stored;
    if (runsBeside(stored)) {
        return !hasProcess(stored) || at(slot).process;
    }
    if (m_live != slot) {
        return marked(slot, "installed");
    }
    return hasProcess(stored) ? at(slot).process != nullptr : marked(slot, "active");
}

std::optional<ModuleInventory> ModulePlace::adopt() {
    adoptSlot(Slot::Blue);
    adoptSlot(Slot::Green);
    adoptGroups(std::exchange(m_found[0], {}), std::exchange(m_found[1], {}));
    settleLive();
    ModuleInventory inventory{m_name, m_live, {}, address()};
    for (const Slot slot : {Slot::Blue, Slot::Green}) {
        if (const auto& stored = at(slot).stored) {
            at(slot).up = isUp(slot);
            inventory.slots.push_back({slot, stored->release, factsOf(stored->manifest), at(slot).up});
            if (at(slot).up && (runsBeside(*stored) || m_live == slot)) {
                beginWatching(slot);
            }
        }
    }
    return inventory.slots.empty() ? std::nullopt : std::optional(std::move(inventory));
}

} // namespace hotswap::node
