// SPDX-License-Identifier: Apache-2.0
#pragma once
// An orchestrator on the shared database: an engine that leads what it can get leases for, and a gateway that
// nodes dial. Headless agents run one, and a console whose operator chose to lead.

#include "app/common/metric_sources.h"
#include "app/shared/session.h"
#include "core/engine/engine.h"
#include "core/ports/check_runner.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace hotswap::shared {

struct OrchestratorOptions {
    std::string address = "127.0.0.1"; ///< numeric, where the gateway listens
    std::uint16_t port = 0;            ///< 0: any free one
    std::string publicUrl; ///< what nodes are told; empty: wss://address:port/node, or ws:// when plain
    /// The installation's authority (app/shared/installation.h): links are TLS, nodes show certificates.
    /// Empty: links are plain, for a loopback address only.
    std::filesystem::path authority;
    std::set<EnvironmentId> environments;                   ///< it leads and takes nodes of; empty: all
    std::map<std::string, std::vector<std::string>> checks; ///< name of an `exec` check to its command
    std::vector<app::MetricProviderConfig> metrics;         ///< that policies may name
    /// Told by a thread of theirs, for the log.
    std::function<void(const telemetry::ProviderNote&)> metricsNoted;
    std::filesystem::path work; ///< for output of checks and of metrics' commands; made when missing
    std::filesystem::path keys; ///< the orchestrator key is made there when missing
    std::size_t runningMax = 0; ///< deployments of the tenant at once; 0: the product's
    ParticipantKind kind = ParticipantKind::Orchestrator;
    std::string version; ///< of the program
    /// Told once, from any thread, when a part stopped itself (a violated invariant); must only enqueue.
    std::function<void(const std::string& why)> stopped;
    /// Told by the engine's thread; must only note it.
    std::function<void(const engine::LeadershipChange&)> leadershipChanged;
};

class Orchestrator {
public:
    /// Starts threads. Errors: PermissionDenied when the login is no orchestrator; Unsupported when the
    /// server is not safe for what it holds; InvalidArgument naming "address" when plain links would leave
    /// the host; those of key files, of the authority and of the gateway's port.
    static Result<std::unique_ptr<Orchestrator>> start(Session& session, OrchestratorOptions options);
    /// stop().
    ~Orchestrator();
    Orchestrator(const Orchestrator&) = delete;
    Orchestrator& operator=(const Orchestrator&) = delete;

    const HolderId& holder() const;
    std::string gatewayUrl() const;
    /// Hands over and leaves: leases are given up first, so that others lead on at once. A database that does
    /// not answer is waited for at most a few seconds.
    void stop();

private:
    struct Parts;
    explicit Orchestrator(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace hotswap::shared
