// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes, deployments, plans, approvals and records to show. The same arguments give the same data.

#include "core/ports/console_service.h"

namespace hotswap::support::sample {

Release storefront(const char* version);
std::vector<ReleaseInfo> releases();
/// Three nodes in Development, five in QA, ten in Staging and this many in Production; some of them are ill.
std::vector<Node> fleet(std::uint32_t productionNodes, Instant now);
/// Node i after a change that `chance` decides on.
void change(Node& node, std::uint64_t chance, Instant now);
Plan plan(const EnvironmentId& environment, std::uint32_t nodes);
DeploymentSummary running(Instant now);
DeploymentSummary waiting(Instant now);
DeploymentSummary ended(std::uint32_t number, Instant now);
Approval approval(const DeploymentSummary& deployment, ApprovalState state, Instant now);
ports::DeploymentDetail detail(const DeploymentSummary& summary, const std::vector<Approval>& approvals,
                               Instant now);
std::vector<DeploymentEvent> events(const DeploymentSummary& summary, Instant now);
ports::MetricsAnswer metrics(Instant now);
/// Two consoles, two orchestrators and a script on a database with two things to put right.
ports::CoordinationReport coordination(Instant now);
/// Lines, commands and telemetry of one node; the second command was refused.
std::vector<ports::NodeLogLine> log(const Node& node, Instant now);
ports::NodeJournalPage journal(const Node& node, Instant now);
ports::NodeSeriesAnswer series(Instant now);
/// A stopped line with 18 of 20 nodes confirmed, and a drain that is done.
std::vector<OrderSummary> orders(Instant now);
/// Every node of the fleet, one of them revoked, and two tokens that still count.
ports::EnrolmentReport enrolments(const std::vector<Node>& fleet, Instant now);
/// Three versions for Production, one of them for a module, and one for QA; newest first.
std::vector<ports::StoredPolicy> policies(Instant now);
/// What a deployment goes by: the newest of its module, else of its environment, else the default.
Policy effectivePolicy(const std::vector<ports::StoredPolicy>& stored, const EnvironmentId& environment,
                       const ModuleName& module, const std::optional<StrategyKind>& strategy);
/// What a policy would have made of these rollouts: of five one has no evidence, the others are stopped, let
/// through or left to a person.
ports::BacktestAnswer backtest(const std::vector<DeploymentSummary>& ended);
AuditRecord record(std::uint32_t number, Instant now);

} // namespace hotswap::support::sample
