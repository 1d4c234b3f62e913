// SPDX-License-Identifier: Apache-2.0
#include "app/lab/settling.h"

#include "app/lab/adoption.h"

#include <algorithm>

namespace hotswap::lab {

namespace {

constexpr Duration kNodesLimit{60'000};   // for node processes to start and say hello
constexpr Duration kReleaseLimit{90'000}; // for the first release on all of them
constexpr Duration kForever{24 * 3600'000};

} // namespace

Status Settling::start() {
    auto follower = app::Follower::attach(*m_shared.service, m_shared.keys->people().front());
    if (!follower.ok()) {
        return follower.error();
    }
    m_follower = std::move(*follower);
    m_thread = std::thread([this] { run(); });
    return success();
}

void Settling::stop() {
    m_stop = true;
    if (m_follower) {
        m_follower->nudge();
    }
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Settling::run() {
    if (const Status settled = settle(); !settled.ok()) {
        {
            const std::lock_guard lock(m_mutex);
            m_failed = settled.error();
        }
        LabNotice notice;
        notice.kind = LabNotice::Kind::PartStopped;
        notice.detail = describe(settled.error());
        m_shared.notices.add(std::move(notice));
        m_follower->nudge();
        return;
    }
    m_ready = true;
    m_shared.notices.tell();
    m_follower->nudge();
    if (m_simulated) {
        m_simulated->beginFaults();
    }
    std::uint64_t seen = m_follower->news();
    while (m_development && !m_stop) {
        rememberStable();
        seen = m_follower->waitForNews(seen, kForever);
    }
}

Status Settling::waitUntilReady(Duration limit) {
    const auto done = [this] {
        const std::lock_guard lock(m_mutex);
        return m_ready.load() || m_failed.has_value();
    };
    const bool settled = m_follower->waitUntil(done, limit);
    const std::lock_guard lock(m_mutex);
    if (m_failed) {
        return *m_failed;
    }
    return settled ? success() : Status(makeError(ErrorCode::Timeout, "the lab's nodes did not come up"));
}

Status Settling::wait(const std::function<bool()>& done, Duration limit, const std::string& what) {
    const bool reached = m_follower->waitUntil(
        [&] { return m_stop || !m_follower->engineStopped().empty() || done(); }, limit);
    if (m_stop) {
        return makeError(ErrorCode::Cancelled);
    }
    if (const std::string stopped = m_follower->engineStopped(); !stopped.empty()) {
        return makeError(ErrorCode::InvariantViolated, stopped);
    }
    return reached ? success() : Status(makeError(ErrorCode::Timeout, what));
}

Status Settling::waitForNodes(const EnvironmentId& environment, std::uint32_t count, Duration limit) {
    return wait(
        [&] {
            const auto nodes = m_follower->nodes();
            const auto serving = std::count_if(nodes.begin(), nodes.end(), [&](const auto& entry) {
                return entry.second.environment == environment && isServing(entry.second.state);
            });
            return static_cast<std::uint32_t>(serving) >= count;
        },
        limit, "nodes of " + environment.value);
}

Status Settling::settle() {
    if (m_simulated) {
        for (const SimulatedEnvironment& environment : m_simulated->environments()) {
            HS_TRY(waitForNodes(environment.id, environment.nodes, kNodesLimit));
        }
    }
    return m_development ? settleDevelopment() : success();
}

std::optional<Release> Settling::foundRelease(const std::map<NodeId, Node>& nodes) const {
    std::map<Digest, std::uint32_t> counts;
    std::optional<Release> most;
    for (const auto& [id, node] : nodes) {
        const NodeRelease* running = node.find(m_shared.options.module);
        const bool known = running && m_shared.packages->findByDigest(running->current.digest).ok();
        if (node.environment != kDevelopment || !known) {
            continue;
        }
        if (running->current.digest == m_development->stableBefore()) {
            return running->current;
        }
        if (++counts[running->current.digest] > (most ? counts[most->digest] : 0)) {
            most = running->current;
        }
    }
    return most;
}

Status Settling::settleDevelopment() {
    HS_TRY(waitForNodes(kDevelopment, m_shared.options.developmentNodes, kNodesLimit));
    const auto nodes = m_follower->nodes();
    const std::optional<Release> found = foundRelease(nodes);
    if (!found) {
        HS_TRY(bringTo(m_shared.startRelease()));
        LabNotice notice;
        notice.kind = LabNotice::Kind::ReleaseInstalled;
        notice.environment = kDevelopment;
        notice.release = m_shared.startRelease();
        m_shared.notices.add(std::move(notice));
        return success();
    }
    AdoptedScope adopted;
    adopted.scope = {kLabTenant, kDevelopment, m_shared.options.module};
    adopted.release = *found;
    bool mixed = false;
    for (const auto& [id, node] : nodes) {
        if (node.environment != kDevelopment) {
            continue;
        }
        adopted.nodes.push_back(id);
        const NodeRelease* running = node.find(m_shared.options.module);
        if (!running || running->current.digest != found->digest) {
            mixed = true;
            LabNotice notice;
            notice.kind = LabNotice::Kind::MixedReleases;
            notice.environment = kDevelopment;
            notice.node = id;
            notice.release = running ? running->current : Release{};
            m_shared.notices.add(std::move(notice));
        }
    }
    HS_TRY(recordAdoption(m_shared, adopted, m_shared.clock.now()));
    LabNotice notice;
    notice.kind = LabNotice::Kind::ReleaseAdopted;
    notice.environment = kDevelopment;
    notice.release = *found;
    m_shared.notices.add(std::move(notice));
    return mixed ? bringTo(*found) : success();
}

Status Settling::bringTo(const Release& release) {
    ports::requests::Submit submit;
    submit.request.environment = kDevelopment;
    submit.request.module = release.module;
    submit.request.version = release.version;
    submit.request.policy = tourPolicy(kDevelopment, submit.request.module, StrategyKind::Direct);
    submit.request.description = "first release in the lab";
    const auto answer = m_shared.service->execute(m_shared.keys->people().front(), submit,
                                                  IdempotencyKey{ports::makeUniqueText(m_shared.random)});
    HS_TRY(answer);
    const DeploymentId id{answer->id};
    HS_TRY(wait(
        [&] {
            const auto summary = m_follower->deployment(id);
            return summary &&
                   (isTerminal(summary->state) || summary->state == DeploymentState::NeedsIntervention);
        },
        kReleaseLimit, "the first release in Development"));
    const auto summary = m_follower->deployment(id);
    if (summary->state != DeploymentState::Succeeded) {
        return makeError(ErrorCode::Unavailable, "the first release of Development ended as " +
                                                     std::string(deploymentStateName(summary->state)) + ": " +
                                                     summary->endDetail);
    }
    return success();
}

void Settling::rememberStable() {
    const Scope scope{kLabTenant, kDevelopment, m_shared.options.module};
    const auto state = m_shared.store->store().scopeDeployments(scope);
    if (state.ok() && state->stable && state->stable->digest != m_remembered) {
        m_remembered = state->stable->digest;
        m_development->rememberStable(m_remembered);
    }
}

} // namespace hotswap::lab
