// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who a node is and the numbers its agent works with.

#include "core/domain/ids.h"
#include "core/domain/limits.h"

#include <map>
#include <string>

namespace hotswap::node {

/// Intervals and bounds of the agent (design: node.md). All may be changed by configuration.
struct AgentTimes {
    Duration heartbeat{10'000};    ///< until a Welcome names another
    Duration welcomeLimit{15'000}; ///< a link that brings no Welcome for so long is closed and dialled again
    Duration telemetry{10'000};    ///< at rest; an Ask shortens it for a while
    Duration receiptRetry{5'000};  ///< an unacknowledged receipt is sent again after this
    Duration restartBackoff{500};  ///< before a module that ended by itself is started again; doubles
    Duration restartBackoffMax{30'000};
    Duration commandLimit{600'000}; ///< fetch and start included
    Duration cutOffAfter{30'000};   ///< without a gateway for so long counts as cut off for policy `revert`
    Duration clockSlack{5'000};     ///< how far the node's store time may lag behind the leader's
    Duration askMin{100};           ///< an Ask for telemetry more often is served this often
    Duration askMax{3'600'000};     ///< and at most for so long
    Duration pruneEvery{3'600'000}; ///< how often forgettable commands are dropped
    unsigned candidateExitsMax = 3; ///< a release that ends so often while tried has failed
    unsigned logLinesMax = 100;     ///< kept for the gateway while it cannot be reached
    unsigned modulesMax = 64;
    double degradedLoadPercent = 90; ///< CPU or memory above: degraded
    double degradedErrorShare =
        0.05; ///< share of errors above: degraded, from degradedRequestsMin requests on
    unsigned degradedRequestsMin = 20;
    unsigned idsKeptMax = limits::kCommandIdsPerNodeMax;
    Duration idsKept = limits::kCommandIdsKept;
};

/// One node's identity and numbers.
struct AgentConfig {
    NodeId node;
    TenantId tenant;
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    std::string publicKey; ///< raw Ed25519, 32 bytes
    std::string token;     ///< enrolment token; may be empty
    AgentTimes times;
    bool hasBalancer = false;      ///< the host can take this machine out of one
    bool drainAroundSwaps = false; ///< and does around swaps that cost downtime
};

} // namespace hotswap::node
