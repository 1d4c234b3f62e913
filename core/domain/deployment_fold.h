// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fold's handlers, one per event. Each refuses before it changes anything. Private to core/domain.

#include "core/domain/deployment.h"

namespace hotswap {

class DeploymentFolder {
public:
    explicit DeploymentFolder(Deployment& deployment) : d(deployment) {}

    // deployment_fold.cpp: pipeline, people, states
    Status operator()(const events::Submitted& e);
    Status operator()(const events::Started& e);
    Status operator()(const events::StageChanged& e);
    Status operator()(const events::CheckFinished& e);
    Status operator()(const events::ApprovalRequested& e);
    Status operator()(const events::ApprovalDecided& e);
    Status operator()(const events::Paused& e);
    Status operator()(const events::PauseEnded& e);
    Status operator()(const events::Promoted& e);
    Status operator()(const events::AbortRequested& e);
    Status operator()(const events::Superseded& e);
    Status operator()(const events::Finished& e);

    // deployment_fold_nodes.cpp: waves, nodes, going back
    Status operator()(const events::WaveStarted& e);
    Status operator()(const events::NodeCommanded& e);
    Status operator()(const events::NodeAnswered& e);
    Status operator()(const events::NodeBecameHealthy& e);
    Status operator()(const events::NodeFailed& e);
    Status operator()(const events::NodeSkipped& e);
    Status operator()(const events::NodeReturned& e);
    Status operator()(const events::NodesJoined& e);
    Status operator()(const events::BakeStarted& e);
    Status operator()(const events::WaveJudged& e);
    Status operator()(const events::WavePassed& e);
    Status operator()(const events::RollbackStarted& e);
    Status operator()(const events::NodeStuck& e);
    Status operator()(const events::InterventionNeeded& e);
    Status operator()(const events::RetryRequested& e);
    Status operator()(const events::RollbackRequested& e);
    Status operator()(const events::AcceptedAsItIs& e);

private:
    void take(const Plan& plan);
    void addWave(const PlannedWave& planned, std::uint32_t wave);
    Status moveTo(DeploymentState state);
    Status require(bool condition, const char* event) const;
    Result<std::uint32_t> node(const NodeId& id) const;
    bool isUnderWay() const; ///< Running, Paused or waiting for approval
    bool isGoingBack() const;
    bool isCurrent(std::uint32_t wave) const;
    void setStep(std::uint32_t index, NodeStep step);
    void makePending(std::uint32_t index);
    void answerForward(std::uint32_t index, const events::NodeAnswered& e);
    Status goOn();
    Status retryStuck();
    void voidPendingApprovals();

    Deployment& d;
};

} // namespace hotswap
