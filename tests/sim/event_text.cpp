// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/event_text.h"

#include "tests/support/command_words.h"

namespace hotswap::sim {

namespace {

std::string shortId(const std::string& id) {
    return id.substr(0, 8);
}

std::string listText(const std::vector<NodeId>& nodes) {
    std::string text;
    for (const NodeId& node : nodes) {
        text += " " + node.value;
    }
    return text;
}

std::string errorText(ErrorCode code, const std::string& detail) {
    return " " + std::string(errorCodeName(code)) + (detail.empty() ? "" : " (" + detail + ")");
}

struct Fields {
    std::string operator()(const events::Started& e) const {
        return e.stable ? " stable " + e.stable->version.text() : " no stable release";
    }
    std::string operator()(const events::StageChanged& e) const {
        return " " + std::string(stageName(e.stage)) + " " + std::string(stageStateName(e.state)) +
               (e.detail.empty() ? "" : " (" + e.detail + ")");
    }
    std::string operator()(const events::CheckFinished& e) const {
        return " " + e.check + (e.passed ? " passed" : " failed");
    }
    std::string operator()(const events::ApprovalDecided& e) const {
        return " " + std::string(approvalStateName(e.state)) + " by " + e.by.value;
    }
    std::string operator()(const events::WaveStarted& e) const { return " " + std::to_string(e.wave); }
    std::string operator()(const events::NodeCommanded& e) const {
        return " " + e.node.value + " " + support::actionName(e.action) + (e.rollback ? " back " : " ") +
               shortId(e.command.value);
    }
    std::string operator()(const events::NodeAnswered& e) const {
        return " " + e.node.value + " " + shortId(e.command.value) + " " + support::outcomeName(e.outcome) +
               errorText(e.reason, e.detail) + " runs " + e.running.version.text();
    }
    std::string operator()(const events::NodeReturned& e) const {
        return " " + e.node.value + " " + shortId(e.command.value);
    }
    std::string operator()(const events::NodeBecameHealthy& e) const { return " " + e.node.value; }
    std::string operator()(const events::NodeFailed& e) const {
        return " " + e.node.value + errorText(e.reason, e.detail) + (e.outcomeUnknown ? " unknown" : "");
    }
    std::string operator()(const events::NodeSkipped& e) const { return " " + e.node.value + " " + e.why; }
    std::string operator()(const events::WaveJudged& e) const {
        return " " + std::to_string(e.wave) + " " + std::string(verdictName(e.verdict.kind)) +
               (e.final ? " final" : "");
    }
    std::string operator()(const events::WavePassed& e) const { return " " + std::to_string(e.wave); }
    std::string operator()(const events::Paused& e) const {
        return " " + std::string(pauseReasonName(e.reason)) + (e.detail.empty() ? "" : " (" + e.detail + ")");
    }
    std::string operator()(const events::PauseEnded& e) const {
        return " " + std::string(pauseReasonName(e.reason));
    }
    std::string operator()(const events::Promoted& e) const { return e.fully ? " fully" : " one step"; }
    std::string operator()(const events::RollbackStarted& e) const {
        return " " + std::string(endReasonName(e.reason)) + " (" + e.detail + ") to " +
               (e.target ? e.target->version.text() : "nothing") + ":" + listText(e.nodes);
    }
    std::string operator()(const events::NodeStuck& e) const {
        return " " + e.node.value + errorText(e.reason, e.detail);
    }
    std::string operator()(const events::InterventionNeeded& e) const { return listText(e.nodes); }
    std::string operator()(const events::RetryRequested& e) const { return listText(e.nodes); }
    std::string operator()(const events::NodesJoined& e) const { return listText(e.nodes); }
    std::string operator()(const events::Finished& e) const {
        return " " + std::string(deploymentStateName(e.state)) + " " + std::string(endReasonName(e.reason)) +
               (e.detail.empty() ? "" : " (" + e.detail + ")");
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }
};

} // namespace

std::string eventText(const DeploymentEventBody& body) {
    return std::string(eventName(body)) + std::visit(Fields{}, body);
}

} // namespace hotswap::sim
