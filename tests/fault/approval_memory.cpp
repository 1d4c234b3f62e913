// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/approval_memory.h"

#include "tests/bench/bench_json.h"

#include <QCoreApplication>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <malloc.h>
#include <mutex>

namespace hotswap::fault {

namespace {

constexpr int kModules = 40;
constexpr std::size_t kListed = 500;
constexpr int kStallMs = 60'000; // nothing moved for so long: something hangs
constexpr double kGrowthMiB = 4; // from a tenth to the end: allocators are never quite still
constexpr double kGrowthShare = 0.1;

/// Takes what a console would show, and keeps none of it.
class Viewer final : public ports::DeltaSink {
public:
    void deliver(std::shared_ptr<const ports::ConsoleDelta>) override {}
};

double anonymousMiB(qint64 pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/smaps_rollup");
    std::string word;
    double kib = 0;
    while (in >> word) {
        if (word == "Anonymous:") {
            in >> kib;
        }
    }
    return kib / 1024;
}

std::string moduleName(int i) {
    return "module-" + std::to_string(i);
}

} // namespace

/// Wakes the loop when the feed tells of something.
class ApprovalMemory::Hints {
public:
    void note() {
        const std::lock_guard lock(m_mutex);
        m_told = true;
        m_changed.notify_all();
    }
    bool wait(int limitMs) {
        std::unique_lock lock(m_mutex);
        const bool told =
            m_changed.wait_for(lock, std::chrono::milliseconds(limitMs), [this] { return m_told; });
        m_told = false;
        return told;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_told = false;
};

std::vector<std::string> ApprovalMemory::modules() {
    std::vector<std::string> names;
    for (int i = 0; i < kModules; ++i) {
        names.push_back(moduleName(i));
    }
    return names;
}

ApprovalMemory::ApprovalMemory(SharedWorld& world, int approvals, int approveEvery)
    : m_world(world), m_approvals(approvals), m_approveEvery(std::max(1, approveEvery)) {}

ApprovalMemory::~ApprovalMemory() {
    m_feed.reset();
    if (m_publisher) {
        m_publisher->stop();
    }
    m_deltas.reset();
}

/// A console as a process, and a console's session in this one: subscribed, served and looked at by nobody.
bool ApprovalMemory::open() {
    m_requester = m_world.session("operator");
    m_approver = m_world.session("approver");
    m_console = m_world.console("second", {QStringLiteral("--page"), QStringLiteral("approvals")});
    if (!m_requester || !m_approver) {
        return false;
    }
    m_hints = std::make_unique<Hints>();
    using Kind = ports::StreamHint::Kind;
    m_feed = m_approver->store().feed().listen([this](const ports::StreamHint& hint) {
        if (hint.kind == Kind::Deployment || hint.kind == Kind::Approval) {
            m_hints->note();
        }
    });
    auto deltas = m_approver->service().subscribe(m_approver->identity(), 0, std::make_shared<Viewer>());
    if (!deltas.ok()) {
        return false;
    }
    m_deltas = *std::move(deltas);
    m_publisher =
        std::make_unique<app::WorkLoop>("publisher", m_approver->clock(), [](const std::string&) {});
    m_approver->setWaker([this] { m_publisher->wake(); });
    m_publisher->start([this] { return m_approver->publish(m_approver->clock().now()); });
    return true;
}

bool ApprovalMemory::submitFree() {
    for (int i = 0; i < kModules && m_submitted < m_approvals; ++i) {
        const std::string module = moduleName(i);
        if (m_underWay.contains(module)) {
            continue;
        }
        const std::string version = m_approved[module] % 2 == 0 ? "1.0.0" : "1.1.0";
        const auto id = m_world.submit(*m_requester, module, version);
        if (!id.ok()) {
            std::fprintf(stderr, "%s\n", describe(id.error()).c_str());
            return false;
        }
        m_underWay[module] = *id;
        ++m_submitted;
    }
    return true;
}

bool ApprovalMemory::voteAll() {
    const auto pending =
        m_approver->store().reader().approvals(m_world.tenant(), {ApprovalState::Pending}, kListed);
    if (!pending.ok()) {
        std::fprintf(stderr, "%s\n", describe(pending.error()).c_str());
        return false;
    }
    for (const Approval& approval : *pending) {
        if (!m_voted.insert(approval.deployment).second) {
            continue;
        }
        const bool approve = m_decided % m_approveEvery == 0;
        const ports::requests::CastVote vote{approval.id,
                                             approve ? VoteDecision::Approve : VoteDecision::Reject,
                                             approval.planDigest, "as is"};
        const auto voted = m_approver->service().execute(m_approver->identity(), vote,
                                                         IdempotencyKey{"vote-" + approval.id.value});
        if (!voted.ok()) {
            std::fprintf(stderr, "%s\n", describe(voted.error()).c_str());
            return false;
        }
        m_approved[approval.scope.module.value] += approve ? 1 : 0;
        ++m_decided;
    }
    return true;
}

/// Forgets what has ended.
bool ApprovalMemory::freeEnded() {
    ports::DeploymentFilter unfinished;
    for (const DeploymentState state : {DeploymentState::Queued, DeploymentState::Running,
                                        DeploymentState::Paused, DeploymentState::WaitingForApproval,
                                        DeploymentState::RollingBack, DeploymentState::NeedsIntervention}) {
        unfinished.states.push_back(state);
    }
    const auto page = m_requester->store().reader().deployments(m_world.tenant(), unfinished, {}, kListed);
    if (!page.ok()) {
        std::fprintf(stderr, "%s\n", describe(page.error()).c_str());
        return false;
    }
    std::set<DeploymentId> open;
    for (const DeploymentSummary& row : page->rows) {
        open.insert(row.id);
    }
    std::erase_if(m_underWay, [&](const auto& entry) { return !open.contains(entry.second); });
    std::erase_if(m_voted, [&](const DeploymentId& id) { return !open.contains(id); });
    return true;
}

std::vector<ApprovalMemory::Size> ApprovalMemory::look() const {
    std::vector<Size> sizes;
    for (std::size_t i = 0; i < m_world.agents(); ++i) {
        sizes.push_back({"agent " + std::to_string(i), anonymousMiB(m_world.agent(i).pid())});
    }
    sizes.push_back({"console", anonymousMiB(m_console->pid())});
    // This process is sessions of consoles and a node; what it has allocated is known exactly.
    sizes.push_back({"session", static_cast<double>(::mallinfo2().uordblks) / (1024.0 * 1024.0)});
    return sizes;
}

bool ApprovalMemory::mark(int percent) {
    if (m_sizes.contains(percent) || m_decided * 100 < m_approvals * percent) {
        return true;
    }
    const bench::Report report("approval", 1);
    m_sizes[percent] = look();
    for (const Size& size : m_sizes[percent]) {
        report.line("hotswap", size.program + " keeps at " + std::to_string(percent) + " %", size.anonymous,
                    "MiB");
    }
    std::fflush(stdout);
    if (!m_console->running()) {
        std::fputs("the console has ended\n", stderr);
    }
    return m_console->running();
}

bool ApprovalMemory::isFlat() const {
    bool flat = true;
    const auto& first = m_sizes.at(10);
    const auto& last = m_sizes.at(100);
    for (std::size_t i = 0; i < first.size(); ++i) {
        const double most = first[i].anonymous + std::max(kGrowthMiB, kGrowthShare * first[i].anonymous);
        if (last[i].anonymous > most) {
            std::fprintf(stderr, "%s has grown\n", first[i].program.c_str());
            flat = false;
        }
    }
    return flat;
}

bool ApprovalMemory::endedAsDecided() {
    const std::string approved = m_world.database().value(
        "SELECT count(*) FROM hotswap.approval a JOIN hotswap.deployment d ON d.id = a.deployment "
        "WHERE a.state = 'approved' AND d.state = 'succeeded'");
    const std::string rejected = m_world.database().value(
        "SELECT count(*) FROM hotswap.approval a JOIN hotswap.deployment d ON d.id = a.deployment "
        "WHERE a.state = 'rejected' AND d.state = 'aborted'");
    const bool all = std::stoi(approved) + std::stoi(rejected) == m_approvals;
    if (!all) {
        std::fprintf(stderr, "%s approved and succeeded, %s rejected and aborted, of %d\n", approved.c_str(),
                     rejected.c_str(), m_approvals);
    }
    return all;
}

bool ApprovalMemory::run() {
    if (!open()) {
        return false;
    }
    const std::int64_t begin = bench::nowNs();
    int before = -1;
    std::int64_t movedAt = begin;
    while (m_decided < m_approvals || !m_underWay.empty()) {
        if (!freeEnded() || !submitFree() || !voteAll() || !mark(10) || !mark(50)) {
            return false;
        }
        const int progress = m_submitted + m_decided - static_cast<int>(m_underWay.size());
        movedAt = progress != before ? bench::nowNs() : movedAt;
        before = progress;
        if (bench::nowNs() - movedAt > std::int64_t{kStallMs} * 1'000'000) {
            std::fputs("nothing moves any more\n", stderr);
            return false;
        }
        QCoreApplication::processEvents(); // the agents' output is read
        m_hints->wait(1'000);
    }
    const double seconds = static_cast<double>(bench::nowNs() - begin) / 1e9;
    const bench::Report report("approval", 1);
    report.line("hotswap", "approvals", m_decided / seconds, "per s");
    return mark(100) && isFlat() && endedAsDecided();
}

} // namespace hotswap::fault
