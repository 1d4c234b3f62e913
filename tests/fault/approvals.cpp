// SPDX-License-Identifier: Apache-2.0
// From an approval given in one session to the first command at a node that is led elsewhere.
//
//   fault_approvals [--rounds N]
//
// Prints one JSON line per number. Exits 1 when p99 is above 50 ms or an inbox keeps what is decided.

#include "tests/fault/shared_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

using namespace hotswap;

namespace {

constexpr double kLimitMs = 50;
constexpr int kWaitMs = 60'000;

std::optional<Approval> pendingOf(shared::Session& session, const DeploymentId& deployment) {
    const auto all =
        session.store().reader().approvals(session.identity().tenant, {ApprovalState::Pending}, 100);
    if (all.ok()) {
        for (const Approval& approval : *all) {
            if (approval.deployment == deployment) {
                return approval;
            }
        }
    }
    return std::nullopt;
}

/// Milliseconds; negative: something went wrong.
double once(fault::SharedWorld& world, shared::Session& requester, shared::Session& approver,
            const std::string& version) {
    const auto id = world.submit(requester, "storefront", version);
    std::optional<Approval> approval;
    if (!id.ok() || !fault::SharedWorld::waitFor(
                        [&] { return (approval = pendingOf(approver, *id)).has_value(); }, kWaitMs)) {
        return -1;
    }
    const auto delivered = [&] {
        const auto events = requester.store().store().loadEvents(world.tenant(), *id, 0, 1'000);
        for (const DeploymentEvent& event : events.ok() ? *events : std::vector<DeploymentEvent>{}) {
            if (const auto* commanded = std::get_if<events::NodeCommanded>(&event.body)) {
                const auto state = requester.store().commands().stateOf(world.tenant(), commanded->command);
                return state.ok() && *state != ports::CommandState::Pending;
            }
        }
        return false;
    };
    QElapsedTimer timer;
    timer.start();
    const auto voted = approver.service().execute(
        approver.identity(),
        ports::requests::CastVote{approval->id, VoteDecision::Approve, approval->planDigest, ""},
        IdempotencyKey{"vote-" + id->value});
    if (!voted.ok()) {
        std::fprintf(stderr, "%s\n", describe(voted.error()).c_str());
        return -1;
    }
    while (!delivered() && timer.elapsed() < kWaitMs) {}
    const double took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const auto end = world.waitForEnd(requester, *id);
    const bool gone = !pendingOf(requester, *id);
    return end && end->state == DeploymentState::Succeeded && gone ? took : -1;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("rounds"), QStringLiteral("how many approvals"), QStringLiteral("N"),
                      QStringLiteral("30")});
    parser.process(application);
    fault::SharedWorld world({.agents = 2, .nodes = 1, .environment = "Staging"});
    if (!world.start()) {
        std::fputs("the installation did not come up\n", stderr);
        return 1;
    }
    const auto requester = world.session("operator");
    const auto approver = world.session("approver");
    std::vector<double> times;
    for (int i = 0; i < parser.value(QStringLiteral("rounds")).toInt(); ++i) {
        times.push_back(once(world, *requester, *approver, i % 2 == 0 ? "1.0.0" : "1.1.0"));
        if (times.back() < 0) {
            std::fprintf(stderr, "round %d went wrong\n", i + 1);
            return 1;
        }
    }
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
    };
    for (const auto& [metric, value] :
         {std::pair{"p50", at(0.5)}, {"p99", at(0.99)}, {"worst", times.back()}}) {
        std::printf(
            "{\"suite\":\"approval\",\"peer\":\"hotswap\",\"metric\":\"vote to command %s\",\"value\":%.1f,"
            "\"unit\":\"ms\",\"round\":1}\n",
            metric, value);
    }
    return at(0.99) <= kLimitMs ? 0 : 1;
}
