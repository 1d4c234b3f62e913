// SPDX-License-Identifier: Apache-2.0
#include "app/lab/node_processes.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace hotswap::lab {

namespace {

constexpr Duration kEndLimit{5'000};          // for an agent after SIGTERM
constexpr Duration kStopModulesLimit{30'000}; // grace of the modules included
constexpr Duration kRestartPause{1'000};
constexpr int kRestartsMax = 20; // of one node in one lab: a node that cannot run is left alone

} // namespace

NodeProcesses::NodeProcesses(std::vector<NodePlace> places, Tell tell)
    : m_tell(std::move(tell)), m_stop(::eventfd(0, EFD_CLOEXEC)) {
    for (NodePlace& place : places) {
        const NodeId node = place.node;
        m_entries[node].place = std::move(place);
    }
}

NodeProcesses::~NodeProcesses() {
    leave();
}

void NodeProcesses::adopt(const std::map<NodeId, app::ProcessIdentity>& earlier) {
    const std::lock_guard lock(m_mutex);
    for (const auto& [node, identity] : earlier) {
        const auto entry = m_entries.find(node);
        if (entry != m_entries.end()) {
            entry->second.process = app::Process::adopt(identity);
            entry->second.adopted = entry->second.process.has_value();
        }
    }
}

void NodeProcesses::endAdopted() {
    const std::lock_guard lock(m_mutex);
    for (auto& [node, entry] : m_entries) {
        if (entry.process) {
            entry.process->signal(SIGTERM);
            if (!entry.process->waitFor(kEndLimit)) {
                entry.process->signal(SIGKILL);
                entry.process->waitFor(kEndLimit);
            }
            entry.process.reset();
        }
    }
}

Status NodeProcesses::startOne(Entry& entry) {
    std::error_code ignored;
    std::filesystem::create_directories(entry.place.state, ignored);
    auto process = app::Process::start({entry.place.command, entry.place.state / "agent.log"});
    if (!process.ok()) {
        return process.error();
    }
    entry.process = std::move(*process);
    return success();
}

Status NodeProcesses::startMissing() {
    {
        const std::lock_guard lock(m_mutex);
        for (auto& [node, entry] : m_entries) {
            LabNotice notice;
            notice.environment = EnvironmentId{"Development"};
            notice.node = node;
            notice.kind = LabNotice::Kind::NodeAdopted;
            if (!entry.process) {
                HS_TRY(startOne(entry));
                notice.kind = LabNotice::Kind::NodeStarted;
            }
            m_tell(notice);
        }
    }
    m_thread = std::thread([this] { watch(); });
    return success();
}

std::map<NodeId, app::ProcessIdentity> NodeProcesses::identities() const {
    const std::lock_guard lock(m_mutex);
    std::map<NodeId, app::ProcessIdentity> all;
    for (const auto& [node, entry] : m_entries) {
        if (entry.process) {
            all[node] = entry.process->identity();
        }
    }
    return all;
}

bool NodeProcesses::isAdopted(const NodeId& node) const {
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(node);
    return entry != m_entries.end() && entry->second.adopted;
}

void NodeProcesses::onEnded(Entry& entry) {
    entry.process->waitFor(Duration{0});
    entry.process.reset();
    entry.adopted = false;
    LabNotice notice;
    notice.kind = LabNotice::Kind::NodeEnded;
    notice.environment = EnvironmentId{"Development"};
    notice.node = entry.place.node;
    entry.restarts += 1;
    if (entry.restarts <= kRestartsMax) {
        const Status started = startOne(entry);
        notice.detail = started.ok() ? std::string() : describe(started.error());
    } else {
        notice.detail = "ended too often, see " + (entry.place.state / "agent.log").string();
    }
    m_tell(notice);
}

void NodeProcesses::watch() {
    while (true) {
        std::vector<pollfd> waiting{{m_stop.get(), POLLIN, 0}};
        std::vector<NodeId> nodes;
        {
            const std::lock_guard lock(m_mutex);
            for (const auto& [node, entry] : m_entries) {
                if (entry.process) {
                    waiting.push_back({entry.process->descriptor(), POLLIN, 0});
                    nodes.push_back(node);
                }
            }
        }
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
            return;
        }
        // A node that ends at once is not started again in the same breath.
        pollfd stop{m_stop.get(), POLLIN, 0};
        if (waiting[0].revents != 0 || ::poll(&stop, 1, static_cast<int>(kRestartPause.count())) > 0) {
            return;
        }
        const std::lock_guard lock(m_mutex);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (waiting[i + 1].revents != 0) {
                onEnded(m_entries[nodes[i]]);
            }
        }
    }
}

void NodeProcesses::stopWatching() {
    if (m_thread.joinable()) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_stop.get(), &one, sizeof one);
        m_thread.join();
    }
}

void NodeProcesses::end() {
    stopWatching();
    endAdopted();
    const std::lock_guard lock(m_mutex);
    std::vector<std::thread> stops;
    for (auto& [node, entry] : m_entries) {
        stops.emplace_back([&place = entry.place] {
            // Says itself what it could not stop; nothing more can be done about it here.
            [[maybe_unused]] const Status stopped =
                app::runToEnd({place.stop, place.state / "agent.log"}, kStopModulesLimit);
        });
    }
    for (std::thread& stop : stops) {
        stop.join();
    }
    m_entries.clear();
}

void NodeProcesses::leave() {
    stopWatching();
}

} // namespace hotswap::lab
