// SPDX-License-Identifier: Apache-2.0
#include "app/shared/orchestrator.h"

#include "app/common/process_checks.h"
#include "app/common/work_loop.h"
#include "app/shared/database_enrolment.h"
#include "app/shared/installation.h"
#include "app/shared/key_ring.h"
#include "app/shared/package_library.h"
#include "core/crypto/hash.h"
#include "core/domain/invariant.h"
#include "core/domain/limits.h"
#include "core/gateway/gateway_server.h"
#include "core/service/presence_keeper.h"

#include <algorithm>
#include <atomic>
#include <sys/resource.h>
#include <unistd.h>

namespace hotswap::shared {

namespace {

constexpr Duration kLeaveLimit{2'000}; // for what the database has to answer before the program ends
constexpr Duration kSealEvery{500};
constexpr Duration kTendEvery{60'000};
constexpr std::size_t kGatewaysMax = 32; // told to nodes
constexpr std::size_t kSealAtOnce = 5'000;

constexpr std::size_t kDescriptorsKept = 256; // for the database, files, programs: not for connections

/// How many descriptors this program may have, after asking for as many as it is allowed to.
std::size_t descriptorsAllowed() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 1'024;
    }
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    return static_cast<std::size_t>(limit.rlim_cur);
}

/// As it stands in a URL.
std::string hostText(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

bool isLoopback(const std::string& address) {
    return address.starts_with("127.") || address == "::1";
}

std::string hostName() {
    std::array<char, 65> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

} // namespace

/// Members are in order of dependence.
struct Orchestrator::Parts {
    Parts(Session& theSession, OrchestratorOptions theOptions)
        : session(theSession),
          options(std::move(theOptions)),
          holder(hostName() + "-" + std::to_string(::getpid()) + "-" +
                 ports::makeUniqueText(theSession.random()).substr(0, 8)),
          enrolment(theSession.store().nodeKeys(), theSession.identity().tenant),
          checks(options.checks, options.work) {}

    Status openGateway();
    Status startMetrics();
    void startEngine();
    void startChores();
    Instant doChores();
    void tellGateways();
    void renewCertificate(Instant now);
    Participant self() const;
    std::unique_ptr<app::WorkLoop> loop(const char* name);

    Session& session;
    OrchestratorOptions options;
    const HolderId holder;
    DatabaseEnrolment enrolment;
    std::unique_ptr<Installation> installation; ///< nothing: links are plain
    Instant renewAt = kNever;                   ///< of the gateway's certificate
    app::ProcessChecks checks;
    std::unique_ptr<app::MetricSources> metrics;
    std::unique_ptr<gateway::GatewayServer> gateway;
    std::unique_ptr<engine::Engine> engine;
    std::unique_ptr<service::PresenceKeeper> presence;
    Instant sealAt{};
    Instant tendAt{};
    Instant gatewaysAt{};
    std::vector<std::string> gateways; ///< that live, as nodes were told last
    std::unique_ptr<app::WorkLoop> gatewayLoop;
    std::unique_ptr<app::WorkLoop> engineLoop;
    std::unique_ptr<app::WorkLoop> choresLoop;
    std::unique_ptr<ports::FeedSubscription> feed;
    bool stopped = false;
};

std::unique_ptr<app::WorkLoop> Orchestrator::Parts::loop(const char* name) {
    return std::make_unique<app::WorkLoop>(name, session.clock(), [this](const std::string& why) {
        session.engineStopped(why);
        if (options.stopped) {
            options.stopped(why);
        }
    });
}

Status Orchestrator::Parts::openGateway() {
    gatewayLoop = loop("gateway");
    auto& store = session.store();
    gateway::GatewayServerSetup setup{{},
                                      {store.fleet(), store.commands(), store.leases(), enrolment,
                                       session.keys().welcomeSigner(), &store.trust(), &store.records()},
                                      {},
                                      session.packages(),
                                      session.clock(),
                                      [this] { gatewayLoop->wake(); }};
    setup.gateway.id = holder;
    setup.gateway.tenant = session.identity().tenant;
    setup.gateway.environments = options.environments;
    setup.edge.address = options.address;
    setup.edge.port = options.port;
    setup.edge.limits.connectionsMax =
        std::min(setup.edge.limits.connectionsMax,
                 std::max(descriptorsAllowed(), kDescriptorsKept) - kDescriptorsKept);
    if (installation) {
        auto material = installation->serverMaterial(hostName());
        HS_TRY(material);
        setup.edge.tls = std::move(*material);
        setup.certifier = installation.get();
        renewAt = installation->renewAt();
    }
    auto server = gateway::GatewayServer::start(std::move(setup));
    if (!server.ok()) {
        return server.error();
    }
    gateway = *std::move(server);
    feed = store.feed().listen([this](const ports::StreamHint& hint) { gateway->hint(hint); });
    gatewayLoop->start([this] { return gateway->step(session.clock().now()); });
    return success();
}

Status Orchestrator::Parts::startMetrics() {
    auto sources = app::MetricSources::start(options.metrics, options.work, session.clock(), session.random(),
                                             options.metricsNoted);
    HS_TRY(sources);
    metrics = *std::move(sources);
    return success();
}

void Orchestrator::Parts::startEngine() {
    engineLoop = loop("engine");
    engine::EngineOptions engineOptions;
    engineOptions.holder = holder;
    engineOptions.environments = {options.environments.begin(), options.environments.end()};
    if (options.runningMax > 0) {
        engineOptions.runningMax = options.runningMax;
    }
    engineOptions.leadershipChanged = options.leadershipChanged;
    auto& store = session.store();
    engine = std::make_unique<engine::Engine>(
        engine::EnginePorts{store.store(), store.commands(), store.fleet(), store.leases(), store.feed(),
                            store.metrics(), session.packages(), checks, session.keys(), session.clock(),
                            session.random(), &gateway->control(),
                            [](std::string_view bytes) { return crypto::digestOf(bytes); }, &store.orders(),
                            &store.evidence(), &metrics->source()},
        engineOptions);
    engine->setWaker([this] { engineLoop->wake(); });
    engine->start();
    session.onStoreChanged([this] {
        // A full mailbox makes the engine look at everything anyway.
        static_cast<void>(engine->post(engine::messages::StoreChanged{}));
    });
    engineLoop->start([this] {
        const Instant next = engine->tick(session.clock().now());
        if (const std::string why = engine->stoppedBecause(); !why.empty()) {
            throw InvariantViolation(why);
        }
        return std::min(next, engine->storeWake());
    });
}

Participant Orchestrator::Parts::self() const {
    Participant self;
    self.id = holder;
    self.kind = options.kind;
    self.host = hostName();
    self.pid = ::getpid();
    self.version = options.version;
    self.leads = true;
    self.gateway = options.publicUrl.empty()
                       ? (installation ? "wss://" : "ws://") + hostText(options.address) + ":" +
                             std::to_string(gateway->port()) + "/node"
                       : options.publicUrl;
    return self;
}

void Orchestrator::Parts::startChores() {
    choresLoop = loop("chores");
    presence = std::make_unique<service::PresenceKeeper>(
        session.store().presence(), std::vector<TenantId>{session.identity().tenant}, self());
    choresLoop->start([this] { return doChores(); });
}

/// What fails here is tried again with the next turn; the console shows what waits.
Instant Orchestrator::Parts::doChores() {
    const Instant now = session.clock().now();
    if (now >= sealAt) {
        sealAt = now + kSealEvery;
        const auto sealedNow = session.store().sealAudit(kSealAtOnce);
        if (sealedNow.ok() && *sealedNow >= kSealAtOnce) {
            sealAt = now;
        }
    }
    if (now >= tendAt) {
        tendAt = now + kTendEvery;
        const auto tended = session.store().tend(store::postgres::Retention{});
        if (tended.ok() && tended->removed > 0) {
            tendAt = now;
        }
    }
    const Instant announceAt = presence->tick(now);
    if (now >= gatewaysAt) {
        gatewaysAt = now + limits::kPresenceInterval;
        tellGateways();
    }
    if (now >= renewAt) {
        renewCertificate(now);
    }
    return std::min({sealAt, tendAt, gatewaysAt, announceAt});
}

/// New connections are met with a new certificate; nodes know the authority, not the certificate.
void Orchestrator::Parts::renewCertificate(Instant now) {
    const auto material = installation->serverMaterial(hostName());
    const bool renewed = material.ok() && gateway->setTls(*material).ok();
    renewAt = renewed ? installation->renewAt() : now + kTendEvery;
}

/// Nodes learn where else they can go when this gateway is gone.
void Orchestrator::Parts::tellGateways() {
    const auto present = session.store().presence().list(session.identity().tenant);
    if (!present.ok()) {
        return;
    }
    std::vector<std::string> urls;
    for (const Participant& participant : *present) {
        if (!participant.gateway.empty() && urls.size() < kGatewaysMax) {
            urls.push_back(participant.gateway);
        }
    }
    std::sort(urls.begin(), urls.end());
    if (urls != gateways) {
        gateways = urls;
        gateway->setAddresses(std::move(urls));
    }
}

Orchestrator::Orchestrator(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Orchestrator::~Orchestrator() {
    stop();
}

Result<std::unique_ptr<Orchestrator>> Orchestrator::start(Session& session, OrchestratorOptions options) {
    if (!session.isProgram()) {
        return makeError(ErrorCode::PermissionDenied,
                         "this login is no orchestrator: an administrator enrols it "
                         "with hotswapctl db member add --program");
    }
    HS_TRY(session.store().confirmGeneration(0));
    HS_TRY(session.keys().makeOrchestratorKey(options.keys));
    std::error_code error;
    std::filesystem::create_directories(options.work, error);
    if (options.authority.empty() && !isLoopback(options.address)) {
        return invalidField("address", "a loopback address, as long as links are plain");
    }
    auto parts = std::make_unique<Parts>(session, std::move(options));
    if (!parts->options.authority.empty()) {
        auto installation =
            Installation::open(session.store().nodeKeys().certificates(), session.identity().tenant,
                               session.clock(), parts->options.authority);
        HS_TRY(installation);
        parts->installation = std::move(*installation);
    }
    HS_TRY(parts->openGateway());
    HS_TRY(parts->startMetrics());
    parts->startEngine();
    parts->startChores();
    return std::unique_ptr<Orchestrator>(new Orchestrator(std::move(parts)));
}

const HolderId& Orchestrator::holder() const {
    return m_parts->holder;
}

std::string Orchestrator::gatewayUrl() const {
    return m_parts->self().gateway;
}

void Orchestrator::stop() {
    Parts& parts = *m_parts;
    if (parts.stopped) {
        return;
    }
    parts.stopped = true;
    parts.session.store().endWithin(kLeaveLimit);
    if (parts.engineLoop) {
        parts.session.onStoreChanged({});
        parts.engineLoop->stop();
        parts.engine->release();
    }
    if (parts.choresLoop) {
        parts.choresLoop->stop();
        parts.presence->leave();
    }
    parts.feed.reset();
    if (parts.gatewayLoop) {
        parts.gatewayLoop->stop();
    }
    if (parts.gateway) {
        parts.gateway->stop(parts.session.clock().now());
    }
    parts.metrics.reset(); // what it still answers goes to the engine
    parts.engine.reset();
}

} // namespace hotswap::shared
