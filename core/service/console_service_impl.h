// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console service: checks who asks, then executes, answers or publishes. The only way in for people and
// scripts.

#include "core/ports/console_service.h"
#include "core/service/deployment_loader.h"
#include "core/service/handlers.h"
#include "core/service/queries.h"
#include "core/service/service_ports.h"
#include "core/service/snapshot_publisher.h"

namespace hotswap::service {

/// Thread-safe; calls block for as long as the store takes, so a GUI calls from a worker thread.
class ConsoleServiceImpl final : public ports::ConsoleService {
public:
    ConsoleServiceImpl(const ServicePorts& ports, ServiceOptions options);

    /// Every request needs a key of 1 to 128 characters (InvalidArgument naming "key"). The same key with the
    /// same request answers as the first time; with another request KeyReused.
    Result<ports::Answer> execute(const Identity& who, const ports::ConsoleRequest& request,
                                  const IdempotencyKey& key) override;
    Result<ports::QueryAnswer> query(const Identity& who, const ports::ConsoleQuery& query) override;
    Result<std::unique_ptr<ports::FeedSubscription>>
    subscribe(const Identity& who, std::uint64_t cursor, std::shared_ptr<ports::DeltaSink> sink) override;

    /// The store is not what it was: nothing that is remembered counts any more. Any thread.
    void startOver();
    /// The part that somebody has to tick: see its header.
    SnapshotPublisher& publisher() { return m_publisher; }

private:
    ServicePorts m_ports;
    const ServiceOptions m_options;
    DeploymentLoader m_loader;
    Handlers m_handlers;
    Queries m_queries;
    SnapshotPublisher m_publisher;
};

} // namespace hotswap::service
