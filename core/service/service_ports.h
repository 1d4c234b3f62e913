// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the console service touches the world through, and what an installation may set.

#include "core/domain/limits.h"
#include "core/ports/artifact_store.h"
#include "core/ports/clock.h"
#include "core/ports/command_signer.h"
#include "core/ports/console_reader.h"
#include "core/ports/coordination.h"
#include "core/ports/enrolment_book.h"
#include "core/ports/environment_clocks.h"
#include "core/ports/event_feed.h"
#include "core/ports/evidence_book.h"
#include "core/ports/fleet_orders.h"
#include "core/ports/fleet_store.h"
#include "core/ports/lease_service.h"
#include "core/ports/node_records.h"
#include "core/ports/policy_book.h"
#include "core/ports/store.h"

#include <vector>

namespace hotswap::service {

/// All must outlive the service.
struct ServicePorts {
    ports::Store& store;
    ports::ConsoleReader& reader;
    ports::FleetStore& fleet;
    ports::LeaseService& leases;
    ports::EventFeed& feed;
    ports::ArtifactStore& artifacts;
    ports::VoteSigner& votes;
    const ports::EnvironmentClocks& clocks;
    ports::RandomSource& random;
    ports::CoordinationSource& coordination;
    ports::NodeRecords& records;
    ports::EnrolmentBook& enrolment;
    ports::FleetOrders& orders;
    ports::EvidenceBook* evidence = nullptr; ///< absent: questions about it answer Unsupported
    ports::PolicyBook* policies = nullptr;   ///< absent: the product's defaults
};

struct ServiceOptions {
    std::size_t queuedMax = limits::kQueuedDeploymentsMax; ///< per tenant
    std::uint32_t conflictRetries = 3; ///< a verb or vote meets a new event this often before it is refused
    std::vector<EnvironmentId> promotionPath{EnvironmentId{"Development"}, EnvironmentId{"QA"},
                                             EnvironmentId{"Staging"}, EnvironmentId{"Production"}};
    std::size_t metricPointsMax = 2'000; ///< per series; longer spans get wider buckets
    std::size_t finishedShown = 50;      ///< finished deployments in a snapshot
    Duration deltaInterval{100};         ///< between two deltas to a subscriber
};

} // namespace hotswap::service
