// SPDX-License-Identifier: Apache-2.0
#include "app/lab/development.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/domain/encoding.h"

namespace hotswap::lab {

namespace {

constexpr std::size_t kTokenBytes = 24;
constexpr std::size_t kTokenFileBytesMax = 256;

/// The node's enrolment token, made at the first start.
Result<std::string> tokenOf(const std::filesystem::path& file) {
    if (auto known = codec::readFile(file, kTokenFileBytesMax); known.ok() && !known->empty()) {
        return known;
    }
    const std::string token = toHex(crypto::secretRandom(kTokenBytes));
    auto descriptor = codec::openNew(file);
    if (!descriptor.ok()) {
        return descriptor.error();
    }
    std::error_code ignored;
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    HS_TRY(codec::writeAll(descriptor->get(), token, file));
    return token;
}

} // namespace

Development::Development(SharedParts& shared) : m_shared(shared) {}

Development::~Development() {
    stop(NodesAtStop::Keep);
}

std::filesystem::path Development::memoryFile() const {
    return m_shared.options.stateDirectory / "lab.json";
}

Result<std::unique_ptr<Development>> Development::start(SharedParts& shared) {
    std::unique_ptr<Development> development(new Development(shared));
    // A damaged or missing file only means that nothing is adopted.
    if (auto memory = readMemory(development->memoryFile()); memory.ok()) {
        development->m_memory = std::move(*memory);
    }
    HS_TRY(shared.keys->writeTrust(shared.options.stateDirectory / "trust"));
    HS_TRY(development->openGateway());
    development->startEngine();
    HS_TRY(development->startNodes());
    return development;
}

gateway::GatewayServerSetup Development::gatewaySetup(std::uint16_t port) {
    gateway::GatewayServerSetup setup{{},
                                      {m_shared.store->fleet(), m_shared.store->commands(),
                                       m_shared.store->leases(), m_door, m_shared.keys->welcomeSigner(),
                                       nullptr, &m_shared.store->records()},
                                      {},
                                      *m_shared.packages,
                                      m_shared.clock,
                                      [this] { m_gatewayLoop->wake(); }};
    setup.gateway.id = HolderId{"lab-gateway-" + ports::makeUniqueText(m_shared.random).substr(0, 8)};
    setup.gateway.tenant = kLabTenant;
    setup.gateway.environments = {kDevelopment};
    setup.gateway.times.telemetryFold =
        Duration{1'000}; // charts of three nodes may be as fine as their telemetry
    setup.edge.port = port;
    return setup;
}

Status Development::openGateway() {
    m_gatewayLoop =
        std::make_unique<app::WorkLoop>("lab-gateway", m_shared.clock, [this](const std::string& why) {
            m_shared.partStopped("gateway", why);
        });
    auto server = gateway::GatewayServer::start(gatewaySetup(m_memory.gatewayPort));
    if (!server.ok() && m_memory.gatewayPort != 0) {
        server = gateway::GatewayServer::start(gatewaySetup(0));
    }
    if (!server.ok()) {
        return server.error();
    }
    m_gateway = std::move(*server);
    m_feed = m_shared.store->feed().listen([this](const ports::StreamHint& hint) {
        if (hint.scope.environment.empty() || hint.scope.environment == kDevelopment) {
            m_gateway->hint(hint);
        }
    });
    m_gatewayLoop->start([this] { return m_gateway->step(m_shared.clock.now()); });
    return success();
}

void Development::startEngine() {
    m_engineLoop =
        std::make_unique<app::WorkLoop>("lab-engine", m_shared.clock, [this](const std::string& why) {
            m_shared.partStopped("engine", why);
        });
    engine::EngineOptions options;
    options.holder = HolderId{"lab-" + ports::makeUniqueText(m_shared.random).substr(0, 8)};
    options.environments = {kDevelopment};
    auto& store = *m_shared.store;
    m_engine = std::make_unique<engine::Engine>(
        engine::EnginePorts{store.store(), store.commands(), store.fleet(), store.leases(), store.feed(),
                            store.metrics(), *m_shared.packages, *m_shared.checks, *m_shared.keys,
                            m_shared.clock, m_shared.random, &m_gateway->control(),
                            [](std::string_view bytes) { return crypto::digestOf(bytes); }, &store.orders(),
                            &store.evidence(), &m_shared.metrics->source()},
        options);
    m_engine->setWaker([this] { m_engineLoop->wake(); });
    m_engine->start();
    m_shared.present(options.holder, gatewayAddress());
    m_engineLoop->start([this] {
        const Instant next = m_engine->tick(m_shared.clock.now());
        if (const std::string why = m_engine->stoppedBecause(); !why.empty()) {
            throw InvariantViolation(why);
        }
        return std::min(next, m_engine->storeWake());
    });
}

NodePlace Development::placeOf(std::uint32_t number) const {
    const LabOptions& options = m_shared.options;
    NodePlace place;
    place.node = NodeId{"development-" + std::to_string(number)};
    const std::filesystem::path base = options.stateDirectory / "nodes" / place.node.value;
    place.state = base;
    const std::string port =
        std::to_string(options.portBase == 0 ? 0 : options.portBase + static_cast<int>(number) - 1);
    const std::vector<std::string> common{options.agentProgram.string(),
                                          "node",
                                          "--state",
                                          (base / "state").string(),
                                          "--id",
                                          place.node.value,
                                          "--lab"};
    place.command = common;
    place.stop = common;
    const std::vector<std::string> run{"--gateway",     gatewayAddress(),
                                       "--token",       (base / "token").string(),
                                       "--trust",       (options.stateDirectory / "trust").string(),
                                       "--environment", kDevelopment.value,
                                       "--label",       "rack=r" + std::to_string(number),
                                       "--listen",      options.module.value + ".http=127.0.0.1:" + port};
    place.command.insert(place.command.end(), run.begin(), run.end());
    place.stop.push_back("--stop-modules");
    return place;
}

Status Development::startNodes() {
    const LabOptions& options = m_shared.options;
    std::error_code error;
    if (!std::filesystem::exists(options.agentProgram, error)) {
        return makeError(ErrorCode::NotFound, options.agentProgram.string());
    }
    std::vector<NodePlace> places;
    for (std::uint32_t number = 1; number <= options.developmentNodes; ++number) {
        places.push_back(placeOf(number));
        std::filesystem::create_directories(places.back().state, error);
        const auto token = tokenOf(places.back().state / "token");
        HS_TRY(token);
        m_enrolment.expect(places.back().node, *token);
    }
    m_nodes = std::make_unique<NodeProcesses>(
        std::move(places), [this](LabNotice notice) { m_shared.notices.add(std::move(notice)); });
    m_nodes->adopt(m_memory.nodes);
    if (m_memory.gatewayPort != m_gateway->port()) {
        m_nodes->endAdopted(); // they dial an address where nobody listens any more
    }
    HS_TRY(m_nodes->startMissing());
    m_memory.gatewayPort = m_gateway->port();
    m_memory.nodes = m_nodes->identities();
    return writeMemory(memoryFile(), m_memory);
}

void Development::rememberStable(const Digest& release) {
    m_memory.stable = release;
    m_memory.nodes = m_nodes->identities();
    // Without it the next start adopts what most nodes run, and says so.
    [[maybe_unused]] const Status written = writeMemory(memoryFile(), m_memory);
}

std::string Development::gatewayAddress() const {
    return "ws://127.0.0.1:" + std::to_string(m_gateway->port()) + "/node";
}

std::vector<LabNode> Development::nodes() const {
    std::vector<LabNode> all;
    for (const auto& [node, identity] : m_nodes->identities()) {
        LabNode entry;
        entry.node = node;
        entry.pid = identity.pid;
        entry.adopted = m_nodes->isAdopted(node);
        const auto row = m_shared.store->fleet().node(kLabTenant, node);
        const NodeRelease* running = row.ok() ? row->find(m_shared.options.module) : nullptr;
        entry.address = running ? running->address : std::string();
        all.push_back(std::move(entry));
    }
    return all;
}

void Development::stop(NodesAtStop nodes) {
    if (m_stopped) {
        return;
    }
    m_stopped = true;
    if (m_nodes) {
        if (nodes == NodesAtStop::End) {
            m_nodes->end();
        } else {
            m_nodes->leave();
        }
    }
    m_feed.reset();
    if (m_engineLoop) {
        m_engineLoop->stop();
    }
    if (m_gatewayLoop) {
        m_gatewayLoop->stop();
    }
    if (m_gateway) {
        m_gateway->stop(m_shared.clock.now());
    }
    m_engine.reset();
}

} // namespace hotswap::lab
