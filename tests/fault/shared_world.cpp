// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/shared_world.h"

#include "app/shared/package_library.h"
#include "core/codec/package_writer.h"
#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/crypto/key_file.h"
#include "core/domain/encoding.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <csignal>
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

} // namespace

Program::Program(const QString& program, const QStringList& arguments, const QString& log,
                 const QProcessEnvironment& environment) {
    m_process.setProcessEnvironment(environment);
    m_process.setStandardErrorFile(log, QIODevice::Append);
    m_process.start(program, arguments);
    m_process.waitForStarted();
}

Program::~Program() {
    kill();
}

void Program::signal(int number) {
    if (m_process.processId() > 0) {
        ::kill(static_cast<pid_t>(m_process.processId()), number);
    }
}

void Program::kill() {
    signal(SIGCONT);
    m_process.kill();
    m_process.waitForFinished();
}

int Program::terminate(int limitMs) {
    m_process.terminate();
    const bool ended = m_process.waitForFinished(limitMs);
    return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QString Program::lineAfter(const QString& word, int limitMs) {
    QString found;
    (void)QTest::qWaitFor(
        [&] {
            m_output += QString::fromUtf8(m_process.readAllStandardOutput());
            for (const QString& line : m_output.split(QLatin1Char('\n'))) {
                if (line.startsWith(word)) {
                    found = line.mid(word.size()).trimmed();
                }
            }
            return !found.isEmpty() || !running();
        },
        limitMs);
    return found;
}

SharedWorld::SharedWorld(Setup setup) : m_setup(std::move(setup)) {
    (void)crypto::init();
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
    for (int i = 0; i < m_setup.nodes; ++i) {
        QProcess stop;
        stop.start(text(folder("HOTSWAP_BIN_DIR") / "hotswap-agent"),
                   {QStringLiteral("node"), QStringLiteral("--stop-modules"), QStringLiteral("--state"),
                    text(dir("node-" + std::to_string(i)))});
        stop.waitForFinished();
    }
}

QString SharedWorld::log(const std::string& name) const {
    const QString kept = qEnvironmentVariable("HOTSWAP_FAULT_LOGS");
    return (kept.isEmpty() ? m_dir.path() : kept) + QLatin1Char('/') + QString::fromStdString(name) +
           QStringLiteral(".log");
}

std::unique_ptr<shared::Session> SharedWorld::session(const std::string& person) {
    shared::SessionOptions options;
    options.conninfo = m_people.at(person);
    options.tenant = tenant();
    options.program = "test-" + person;
    options.cache = dir("cache-" + person);
    options.keys = dir("keys-" + person);
    options.queuedMax = 2'000;
    auto session = shared::Session::open(std::move(options));
    if (!session.ok()) {
        qWarning("%s", describe(session.error()).c_str());
        return nullptr;
    }
    return *std::move(session);
}

std::unique_ptr<Program> SharedWorld::console(const std::string& person, const QStringList& arguments) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOTSWAP_DATABASE"), QString::fromStdString(m_people.at(person)));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    for (const char* variable : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}) {
        environment.insert(QString::fromLatin1(variable), text(dir("home-" + person)));
    }
    return std::make_unique<Program>(text(folder("HOTSWAP_BIN_DIR") / "hotswap"),
                                     QStringList{QStringLiteral("--tenant"), QStringLiteral("acme")} +
                                         arguments,
                                     log("console-" + person), environment);
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
    const auto built = folder("HOTSWAP_DEMO_DIR").parent_path() / "resources" / "demo";
    for (const std::string& version : m_setup.versions) {
        std::ifstream in(built / version / "module.toml");
        const std::string toml((std::istreambuf_iterator<char>(in)), {});
        for (const std::string& module : m_setup.modules) {
            const auto file = dir(module + "-" + version + ".toml");
            const auto at = toml.find("\"storefront\"");
            std::ofstream(file) << toml.substr(0, at) << '"' << module << '"' << toml.substr(at + 12);
            const auto package = dir(module + "-" + version + ".hsm");
            const auto packed =
                codec::pack({file, built / version / "files", {}}, package, crypto::digestFactory());
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
}

void SharedWorld::startAgent(std::size_t i) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOTSWAP_DATABASE"), QString::fromStdString(m_agentLogin));
    const std::string name = "agent-" + std::to_string(i);
    m_agents[i] = std::make_unique<Program>(
        text(folder("HOTSWAP_BIN_DIR") / "hotswap-agent"),
        QStringList{QStringLiteral("orchestrator"), QStringLiteral("--state"), text(dir(name)),
                    QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(m_ports[i]),
                    QStringLiteral("--running-max"), QString::number(m_setup.runningMax)},
        log(name), environment);
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
                  << QStringLiteral("ws://127.0.0.1:%1/node").arg(m_ports[(i + k) % m_ports.size()]);
    }
    for (const std::string& module : m_setup.modules) {
        arguments << QStringLiteral("--listen") << QString::fromStdString(module + ".http=127.0.0.1:0");
    }
    m_nodes[i] =
        std::make_unique<Program>(text(folder("HOTSWAP_BIN_DIR") / "hotswap-agent"), arguments, log(name));
}

bool SharedWorld::start() {
    if (!makePackages()) {
        return false;
    }
    writeTrust();
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

bool SharedWorld::waitFor(const std::function<bool()>& holds, int limitMs) {
    return QTest::qWaitFor(holds, limitMs);
}

Result<DeploymentId> SharedWorld::submit(shared::Session& session, const std::string& module,
                                         const std::string& version, const std::string& key) {
    ports::requests::Submit request;
    request.request.environment = environment();
    request.request.module = ModuleName{module};
    request.request.version = Version::parse(version).value();
    Policy policy = defaultPolicy(environment(), StrategyKind::Direct);
    policy.gate.minHealthyTime = Duration{500};
    policy.judge.judged = false;
    request.request.strategy = StrategyKind::Direct;
    request.request.policy = std::move(policy);
    const IdempotencyKey name{key.empty() ? "key-" + std::to_string(++m_keys) : key};
    const auto answer = session.service().execute(session.identity(), request, name);
    if (!answer.ok()) {
        return answer.error();
    }
    return DeploymentId{answer->id};
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
