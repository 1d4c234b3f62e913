// SPDX-License-Identifier: Apache-2.0
// One node's records and the list of those that enrolled, to show.
#include "tests/support/sample_data.h"

#include <cmath>
#include <limits>

namespace hotswap::support::sample {

namespace {

using namespace std::chrono_literals;

const Scope kScope{TenantId{"lab"}, EnvironmentId{"Production"}, ModuleName{"storefront"}};

ports::NodeJournalRow command(std::uint64_t sequence, const Node& node, CommandAction action, Instant at) {
    ports::NodeJournalRow row;
    row.sequence = sequence;
    row.command = CommandId{"command-" + std::to_string(sequence)};
    row.scope = kScope;
    row.scope.environment = node.environment;
    row.deployment = DeploymentId{"running-1"};
    row.action = action;
    row.fence = {1, 3};
    row.state = ports::CommandState::Answered;
    row.queuedAt = at;
    Receipt receipt;
    receipt.command = row.command;
    receipt.node = node.id;
    receipt.scope = row.scope;
    receipt.outcome = ReceiptOutcome::Applied;
    receipt.running = storefront("1.1.0");
    receipt.took = 2'340ms;
    receipt.switchTook = 18ms;
    row.receipt = receipt;
    return row;
}

} // namespace

std::vector<ports::NodeLogLine> log(const Node& node, Instant now) {
    const ModuleName storefrontName{"storefront"};
    std::vector<ports::NodeLogLine> lines;
    for (std::uint64_t i = 1; i <= 40; ++i) {
        const bool agent = i % 9 == 0;
        lines.push_back({i, now - std::chrono::seconds(200 - 5 * i), node.id,
                         agent ? ModuleName{} : storefrontName,
                         agent ? "session with gateway orchestrator-1 began"
                               : "GET /cart/" + std::to_string(i * 17) + " 200 in 12 ms"});
    }
    lines[30].text = "worker 3: connection to the price service was reset, trying again in 500 ms";
    return lines;
}

ports::NodeJournalPage journal(const Node& node, Instant now) {
    ports::NodeJournalPage page;
    page.rows.push_back(command(41, node, CommandAction::Apply, now - 2min));
    page.rows.push_back(command(40, node, CommandAction::Revert, now - 30min));
    Receipt& refused = *page.rows.back().receipt;
    refused.outcome = ReceiptOutcome::Refused;
    refused.reason = ErrorCode::EpochStale;
    refused.detail = "fence 1.2 is below 1.3";
    refused.switchTook = {};
    page.rows.push_back(command(22, node, CommandAction::Prepare, now - 26h));
    page.rows.push_back(command(21, node, CommandAction::Apply, now - 50h));
    page.rows.back().state = ports::CommandState::Void;
    page.rows.back().receipt.reset();
    return page;
}

ports::NodeSeriesAnswer series(Instant now) {
    ports::NodeSeriesAnswer answer;
    answer.to = now;
    answer.width = 10s;
    constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
    for (int i = 0; i < 90; ++i) {
        const double wave = std::sin(i * 0.15);
        ports::NodeSeriesAnswer::Point point{now - 10s * (90 - i), 35 + 10 * wave,          48 + 2 * wave,
                                             42 + 12 * wave,       i % 20 == 7 ? 1.5 : 0.1, 14 + 3 * wave};
        if (i > 40 && i < 46) { // a gap is a gap
            point = {point.at, kNothing, kNothing, kNothing, kNothing, kNothing};
        }
        answer.points.push_back(point);
    }
    return answer;
}

std::vector<OrderSummary> orders(Instant now) {
    OrderSummary stop;
    stop.order.id = OrderId{"order-2"};
    stop.order.kind = OrderKind::Stop;
    stop.order.scope = kScope;
    stop.order.scope.environment = EnvironmentId{"Staging"};
    stop.order.requestedBy = UserId{"operator"};
    stop.order.reason = "prices are wrong";
    stop.order.requestedAt = now - 40s;
    stop.order.paused = {DeploymentId{"waiting-1"}};
    for (int i = 1; i <= 10; ++i) {
        stop.order.nodes.push_back(NodeId{"stage-" + std::to_string(i)});
    }
    stop.total = 10;
    stop.confirmed = 8;
    OrderSummary drain;
    drain.order.id = OrderId{"order-1"};
    drain.order.kind = OrderKind::Drain;
    drain.order.scope = {kScope.tenant, EnvironmentId{"QA"}, ModuleName{std::string(kNodeWideModule)}};
    drain.order.nodes = {NodeId{"qa-0002"}};
    drain.order.requestedBy = UserId{"operator"};
    drain.order.requestedAt = now - 3min;
    drain.order.open = false;
    drain.total = 1;
    drain.confirmed = 1;
    return {stop, drain};
}

ports::EnrolmentReport enrolments(const std::vector<Node>& fleet, Instant now) {
    ports::EnrolmentReport report;
    for (const Node& node : fleet) {
        report.nodes.push_back({node.id, node.environment, now - 300h, false});
    }
    report.nodes.push_back({NodeId{"qa-lost-laptop"}, EnvironmentId{"QA"}, now - 700h, true});
    report.tokens = {{"3fa94c01d2b7", EnvironmentId{"Production"}, UserId{"admin"}, now + 5h, 12},
                     {"9be0417f00aa", EnvironmentId{"QA"}, UserId{"admin"}, now + 22h, 1}};
    report.mayChange = true;
    report.now = now;
    return report;
}

} // namespace hotswap::support::sample
