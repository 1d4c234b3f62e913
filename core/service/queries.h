// SPDX-License-Identifier: Apache-2.0
#pragma once
// Answers to questions. Nothing here changes anything; the caller was authorised before.

#include "core/ports/console_service.h"
#include "core/service/deployment_loader.h"
#include "core/service/handlers.h"
#include "core/service/service_ports.h"

namespace hotswap::service {

class Queries {
public:
    Queries(ServicePorts& ports, const ServiceOptions& options, DeploymentLoader& loader,
            const Handlers& handlers)
        : m_ports(ports), m_options(options), m_loader(loader), m_handlers(handlers) {}

    Result<ports::QueryAnswer> answer(const Identity& who, const ports::ConsoleQuery& query);

private:
    Result<ports::PlanAnswer> planFor(const Identity& who, const DeploymentRequest& request);
    Result<ports::DeploymentDetail> detail(const Identity& who, const DeploymentId& id);
    Result<std::vector<DeploymentEvent>> events(const Identity& who, const ports::queries::Events& query);
    Result<ports::MetricsAnswer> metrics(const Identity& who, const ports::queries::Metrics& query);
    Result<ports::ApprovalDetail> approval(const Identity& who, const ApprovalId& id);
    Result<std::vector<ReleaseInfo>> releases();
    Result<ports::NodeDetail> node(const Identity& who, const NodeId& id);
    Result<std::vector<ports::NodeLogLine>> nodeLog(const Identity& who,
                                                    const ports::queries::NodeLog& query);
    Result<ports::NodeJournalPage> nodeJournal(const Identity& who, const ports::queries::NodeJournal& query);
    Result<ports::NodeSeriesAnswer> nodeSeries(const Identity& who, const ports::queries::NodeSeries& query);
    Result<ports::EnrolmentReport> enrolments(const Identity& who, const ports::queries::Enrolments& query);

    Result<ports::OrdersAnswer> orders(const Identity& who, const ports::queries::Orders& query);
    Result<ports::OrderDetail> order(const Identity& who, const OrderId& id);

    Result<ports::EvidenceAnswer> evidence(const Identity& who, const ports::queries::Evidence& query);
    Result<ports::BacktestAnswer> backtest(const Identity& who, const ports::queries::Backtest& query);
    Result<BacktestRow> replay(const Identity& who, const DeploymentId& id, const JudgePolicy& policy);

    Result<ports::PoliciesAnswer> policies(const Identity& who, const ports::queries::Policies& query);

    std::vector<ports::VerbRow> verbs(const Identity& who, const Deployment& deployment) const;
    Result<std::optional<DeploymentSummary>> previousRun(const Deployment& deployment) const;

    ServicePorts& m_ports;
    const ServiceOptions& m_options;
    DeploymentLoader& m_loader;
    const Handlers& m_handlers;
};

} // namespace hotswap::service
