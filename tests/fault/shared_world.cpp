// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/shared_world.h"

#include "app/shared/package_library.h"
#include "core/codec/package_writer.h"
#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/crypto/key_file.h"
#include "core/domain/encoding.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <fstream>

namespace hotswap::fault {

namespace {

constexpr Duration kTokenValid{24 * 3600'000};

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

std::filesystem::path folder(const char* variable) {
    return qEnvironmentVariable(variable).toStdString();
}

/// A port that was free a moment ago; the agent gets it again after every kill, as a configured one would.
int freePort() {
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

/// Ends what was started from a folder.
void sweep(const QString& directory, const QStringList& more = {}) {
    QProcess process;
    process.start(QStringLiteral(HOTSWAP_FAULT_DIR "/sweep"),
                  QStringList{QStringLiteral("--directory"), directory} + more);
    if (!process.waitForFinished() || process.exitCode() != 0) {
        qWarning("processes of %s could not be ended", qPrintable(directory));
    }
}

} // namespace

SharedWorld::SharedWorld(Setup setup) : m_setup(std::move(setup)) {
    (void)crypto::init();
    // A test that is killed leaves shims behind: they outlive agents on purpose.
    sweep(m_dir.path(), {QStringLiteral("--after"), QString::number(QCoreApplication::applicationPid())});
    m_agentLogin = m_database.login("agent", {"orchestrator"}, {{"acme", "agent", "{}", true}});
    const auto person = [&](const std::string& name, const std::string& role) {
        m_people[name] =
            m_database.login(name, {role, "viewer"}, {{"acme", name, "{viewer," + role + "}", false}});
    };
    person("operator", "deployer");
    person("second", "deployer");
    person("approver", "approver");
    person("admin", "admin");
}

SharedWorld::~SharedWorld() {
    m_nodes.clear();
    m_agents.clear();
    sweep(m_dir.path());
}

QString SharedWorld::log(const std::string& name) const {
    const QString kept = qEnvironmentVariable("HOTSWAP_FAULT_LOGS");
    return (kept.isEmpty() ? m_dir.path() : kept) + QLatin1Char('/') + QString::fromStdString(name) +
           QStringLiteral(".log");
}

std::unique_ptr<shared::Session> SharedWorld::session(const std::string& person,
                                                      const std::string& conninfo) {
    shared::SessionOptions options;
    options.conninfo = conninfo;
    options.tenant = tenant();
    options.program = "test-" + person;
    options.cache = dir("cache-" + person);
    options.keys = dir("keys-" + person);
    options.queuedMax = m_setup.queuedMax;
    auto session = shared::Session::open(std::move(options));
    if (!session.ok()) {
        qWarning("%s", describe(session.error()).c_str());
        return nullptr;
    }
    return *std::move(session);
}

std::unique_ptr<Program> SharedWorld::console(const std::string& person, const std::string& conninfo,
                                              const QStringList& arguments) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOTSWAP_DATABASE"), QString::fromStdString(conninfo));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    for (const char* variable : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}) {
        environment.insert(QString::fromLatin1(variable), text(dir("home-" + person)));
    }
    return std::make_unique<Program>(text(folder("HOTSWAP_BIN_DIR") / "hotswap"),
                                     QStringList{QStringLiteral("--tenant"), QStringLiteral("acme")} +
                                         arguments,
                                     log("console-" + person), environment);
}

/// Writes the module's description and answers where its files are.
std::filesystem::path SharedWorld::moduleFiles(const std::string& module, const std::string& version) const {
    std::ofstream description(dir(module + "-" + version + ".toml"));
    if (m_setup.packages == Packages::Empty) {
        description << "name = \"" << module << "\"\nversion = \"" << version
                    << "\"\nkind = \"service\"\ndescription = \"Does nothing.\"\nauthor = \"HotSwap\"\n"
                       "entry = [\"bin/nothing\"]\n[[sockets]]\nname = \"http\"\nport = 8080\n"
                       "reach = \"public\"\n";
        std::filesystem::create_directories(dir("empty") / "bin");
        std::ofstream(dir("empty") / "bin" / "nothing") << "#!/bin/sh\n";
        std::filesystem::permissions(dir("empty") / "bin" / "nothing", std::filesystem::perms{0755});
        return dir("empty");
    }
    const auto built = folder("HOTSWAP_DEMO_DIR").parent_path() / "resources" / "demo";
    std::ifstream in(built / version / "module.toml");
    const std::string toml((std::istreambuf_iterator<char>(in)), {});
    const auto at = toml.find("\"storefront\"");
    description << toml.substr(0, at) << '"' << module << '"' << toml.substr(at + 12);
    return built / version / "files";
}

/// Packages signed by a production key that everybody here trusts, one release of each module and version.
bool SharedWorld::makePackages() {
    const auto key = crypto::generateSigningKey(crypto::KeyPurpose::Module, crypto::KeyOrigin::Production);
    for (const std::string& place : {std::string("keys-admin"), std::string("keys-operator"),
                                     std::string("trust"), std::string("agent-keys")}) {
        std::filesystem::create_directories(dir(place));
        if (!crypto::writePublicKey(dir(place) / "module.pub", crypto::trustedHalf(key))) {
            return false;
        }
    }
    const auto admin = session("admin");
    if (!admin) {
        return false;
    }
    for (const std::string& version : m_setup.versions) {
        for (const std::string& module : m_setup.modules) {
            const auto files = moduleFiles(module, version);
            const auto package = dir(module + "-" + version + ".hsm");
            const auto packed = codec::pack({dir(module + "-" + version + ".toml"), files, {}}, package,
                                            crypto::digestFactory());
            if (!packed.ok() ||
                !codec::sign(
                     package, [&](std::string_view bytes) { return key.signatureOver(bytes); },
                     crypto::digestFactory())
                     .ok()) {
                return false;
            }
            if (const auto pushed = admin->packages().push(package); !pushed.ok()) {
                qWarning("%s", describe(pushed.error()).c_str());
                return false;
            }
        }
    }
    makeVoter();
    m_token = toHex(crypto::secretRandom(16));
    return admin->store()
        .nodeKeys()
        .addToken(tenant(), environment(), crypto::sha256Hex(m_token), kTokenValid, 1'000)
        .ok();
}

/// The approver's key: the secret half with its owner, the public half known to the database and to nodes.
void SharedWorld::makeVoter() {
    const auto key = crypto::generateSigningKey(crypto::KeyPurpose::Voter, crypto::KeyOrigin::Production);
    std::filesystem::create_directories(dir("keys-approver"));
    (void)crypto::writeSecretKey(dir("keys-approver") / "voter.key", key).ok();
    const crypto::TrustedKey half = crypto::trustedHalf(key);
    (void)crypto::writePublicKey(dir("trust") / "approver.pub", half).ok();
    m_database.run("UPDATE hotswap.member SET key_id = '" + half.key.id().value + "', public_key = '\\x" +
                   toHex(half.key.bytes()) + "' WHERE user_id = 'approver'");
}

/// All agents sign with one key here, which nodes trust.
void SharedWorld::writeTrust() {
    const auto key =
        crypto::generateSigningKey(crypto::KeyPurpose::Orchestrator, crypto::KeyOrigin::Production);
    (void)crypto::writePublicKey(dir("trust") / "orchestrator.pub", crypto::trustedHalf(key)).ok();
    for (int i = 0; i < m_setup.agents; ++i) {
        const auto keys = dir("agent-" + std::to_string(i)) / "keys";
        std::filesystem::create_directories(keys);
        (void)crypto::writeSecretKey(keys / "orchestrator.key", key).ok();
        std::filesystem::copy_file(dir("trust") / "module.pub", keys / "module.pub");
    }
    std::ofstream(dir("token")) << m_token;
    if (m_setup.prepareTrust) {
        m_setup.prepareTrust(dir("trust"));
    }
}

QString SharedWorld::said(std::size_t i) const {
    QFile file(log("agent-" + std::to_string(i)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString SharedWorld::nodeSaid(std::size_t i) const {
    QFile file(log("node-" + std::to_string(i)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void SharedWorld::startAgent(std::size_t i) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QString database = QString::fromStdString(m_agentLogin);
    if (m_setup.reach != Reach::Direct) {
        const QString host = m_setup.reach == Reach::OwnNetwork
                                 ? m_networks[i]->outside(OwnNetwork::Way::Database)
                                 : QStringLiteral("127.0.0.1");
        database += QStringLiteral(" host=%1 port=%2").arg(host).arg(m_proxies[i]->port());
    }
    environment.insert(QStringLiteral("HOTSWAP_DATABASE"), database);
    const std::string name = "agent-" + std::to_string(i);
    QString program = text(folder("HOTSWAP_BIN_DIR") / "hotswap-agent");
    QStringList arguments{
        QStringLiteral("orchestrator"),     QStringLiteral("--state"), text(dir(name)),
        QStringLiteral("--listen"),         gatewayAddress(i),         QStringLiteral("--running-max"),
        QString::number(m_setup.runningMax)};
    arguments += secure() ? QStringList{QStringLiteral("--authority"), text(authority())}
                          : QStringList{QStringLiteral("--transport"), QStringLiteral("plain")};
    if (!m_setup.metrics.empty()) {
        arguments += {QStringLiteral("--metrics"), text(m_setup.metrics)};
    }
    if (m_setup.reach == Reach::OwnNetwork) {
        arguments = m_networks[i]->wrapped(program, arguments);
        program = QStringLiteral("ip");
    }
    m_agents[i] = std::make_unique<Program>(program, arguments, log(name), environment);
}

void SharedWorld::startNode(std::size_t i) {
    const std::string name = "node-" + std::to_string(i);
    QStringList arguments{QStringLiteral("node"),
                          QStringLiteral("--id"),
                          QString::fromStdString(name),
                          QStringLiteral("--tenant"),
                          QStringLiteral("acme"),
                          QStringLiteral("--environment"),
                          QString::fromStdString(m_setup.environment),
                          QStringLiteral("--state"),
                          text(dir(name)),
                          QStringLiteral("--trust"),
                          text(dir("trust")),
                          QStringLiteral("--token"),
                          text(dir("token"))};
    // Each starts its round of gateways elsewhere.
    for (std::size_t k = 0; k < m_ports.size(); ++k) {
        arguments << QStringLiteral("--gateway")
                  << QString::fromStdString(gatewayUrl((i + k) % m_ports.size()));
    }
    for (const std::string& module : m_setup.modules) {
        arguments << QStringLiteral("--listen") << QString::fromStdString(module + ".http=127.0.0.1:0");
    }
    m_nodes[i] =
        std::make_unique<Program>(text(folder("HOTSWAP_BIN_DIR") / "hotswap-agent"), arguments, log(name));
}

bool SharedWorld::start() {
    if (!makeLinks() || !makePackages()) {
        return false;
    }
    writeTrust();
    if (!makeAuthority()) {
        return false;
    }
    m_agents.resize(static_cast<std::size_t>(m_setup.agents));
    m_nodes.resize(static_cast<std::size_t>(m_setup.nodes));
    for (int i = 0; i < m_setup.agents; ++i) {
        m_ports.push_back(freePort());
    }
    for (std::size_t i = 0; i < m_agents.size(); ++i) {
        startAgent(i);
        if (m_agents[i]->lineAfter(QStringLiteral("gateway ")).isEmpty()) {
            return false;
        }
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        startNode(i);
    }
    const auto look = session("operator");
    return look && waitFor([&] {
               const auto fleet = look->store().fleet().nodesSince(tenant(), environment(), 0);
               return fleet.ok() && fleet->nodes.size() == m_nodes.size() &&
                      std::all_of(fleet->nodes.begin(), fleet->nodes.end(),
                                  [](const Node& node) { return isServing(node.state); });
           });
}

std::string SharedWorld::runs(std::size_t node, const std::string& module) const {
    std::error_code failed;
    const auto current = std::filesystem::canonical(
        dir("node-" + std::to_string(node)) / "slots" / module / "current", failed);
    return failed ? std::string() : current.filename().string();
}

std::optional<SharedWorld::Leader> SharedWorld::leader(shared::Session& session) const {
    const auto leases = session.store().leases().list();
    if (!leases.ok() || leases->empty()) {
        return std::nullopt;
    }
    const auto holds = [&](const std::unique_ptr<Program>& agent) {
        return leases->front().holder.value.find("-" + std::to_string(agent->pid()) + "-") !=
               std::string::npos;
    };
    const auto found = std::find_if(m_agents.begin(), m_agents.end(), holds);
    return Leader{found != m_agents.end() ? static_cast<int>(found - m_agents.begin()) : -1,
                  leases->front().fence};
}

bool SharedWorld::waitFor(const std::function<bool()>& holds, int limitMs) {
    return QTest::qWaitFor(holds, limitMs);
}

Policy SharedWorld::quickPolicy(StrategyKind kind) const {
    Policy policy = defaultPolicy(environment(), kind);
    policy.gate.minHealthyTime = Duration{500};
    policy.judge.judged = false;
    return policy;
}

ports::requests::Submit SharedWorld::request(const std::string& module, const std::string& version,
                                             Policy policy) const {
    ports::requests::Submit submit;
    submit.request.environment = environment();
    submit.request.module = ModuleName{module};
    submit.request.version = Version::parse(version).value();
    submit.request.strategy = policy.strategy.kind;
    submit.request.policy = std::move(policy);
    return submit;
}

Result<DeploymentId> SharedWorld::submit(shared::Session& session, const ports::requests::Submit& request,
                                         const std::string& key) {
    const IdempotencyKey name{key.empty() ? "key-" + std::to_string(++m_keys) : key};
    const auto answer = session.service().execute(session.identity(), request, name);
    if (!answer.ok()) {
        return answer.error();
    }
    return DeploymentId{answer->id};
}

Result<DeploymentId> SharedWorld::submit(shared::Session& session, const std::string& module,
                                         const std::string& version, const std::string& key) {
    return submit(session, request(module, version, quickPolicy(StrategyKind::Direct)), key);
}

Result<DeploymentId> SharedWorld::submitRolling(shared::Session& session, const std::string& module,
                                                const std::string& version, Duration between) {
    Policy policy = quickPolicy(StrategyKind::Rolling);
    policy.strategy.batch = Amount{Amount::Unit::Nodes, 1};
    policy.strategy.betweenBatches = between;
    return submit(session, request(module, version, std::move(policy)));
}

std::optional<DeploymentSummary> SharedWorld::waitForEnd(shared::Session& session, const DeploymentId& id,
                                                         int limitMs) {
    std::optional<DeploymentSummary> end;
    (void)waitFor(
        [&] {
            const auto row = session.store().reader().deployment(tenant(), id);
            if (row.ok() && (isTerminal(row->state) || row->state == DeploymentState::NeedsIntervention)) {
                end = *row;
            }
            return end.has_value();
        },
        limitMs);
    return end;
}

} // namespace hotswap::fault
