// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/postgres/audited_world.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <fstream>

namespace hotswap::fault {

namespace {

constexpr int kAuditMs = 60'000;
constexpr int kCtlMs = 30'000;
constexpr int kBetweenMs = 200;

constexpr std::size_t kNodesPerModule = 2;

/// Logs are kept where the tests can read them, unless somebody wants them elsewhere.
SharedWorld::Setup setupOf(int modules, const QString& logs) {
    if (qEnvironmentVariableIsEmpty("HOTSWAP_FAULT_LOGS")) {
        qputenv("HOTSWAP_FAULT_LOGS", logs.toUtf8());
    }
    SharedWorld::Setup setup;
    setup.agents = 2;
    setup.nodes = static_cast<int>(kNodesPerModule) * modules;
    setup.modules.clear();
    for (int i = 0; i < modules; ++i) {
        setup.modules.push_back("shop-" + std::to_string(i));
    }
    return setup;
}

/// Waits without an event loop: for threads of a test's client.
void pauseBetweenTries() {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable never;
    never.wait_for(lock, std::chrono::milliseconds(kBetweenMs));
}

ports::requests::Submit requestOf(const SharedWorld& world, const std::string& module,
                                  const std::string& version, std::size_t place) {
    Policy policy = world.quickPolicy(StrategyKind::Direct);
    policy.gate.availabilityFloorPercent = 0;
    ports::requests::Submit submit = world.request(module, version, std::move(policy));
    for (std::size_t i = 0; i < kNodesPerModule; ++i) {
        submit.request.selector.nodes.push_back(
            NodeId{"node-" + std::to_string(kNodesPerModule * place + i)});
    }
    return submit;
}

/// A refusal that another try cannot change.
bool isFinal(const Error& error) {
    return error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::PermissionDenied ||
           error.code == ErrorCode::KeyReused;
}

} // namespace

AuditedWorld::AuditedWorld(int modules) : m_setup(setupOf(modules, m_logs.path())), m_world(m_setup) {}

bool AuditedWorld::start() {
    if (!m_world.start()) {
        std::fputs("the installation did not come up\n", stderr);
        return false;
    }
    return connect();
}

bool AuditedWorld::connect() {
    m_session = m_world.session("operator");
    return m_session != nullptr;
}

std::pair<int, QString> AuditedWorld::ctl(const std::string& person, const QStringList& arguments) {
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOTSWAP_DATABASE"), QString::fromStdString(m_world.conninfo(person)));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"),
                       m_logs.filePath(QStringLiteral("cache-") + QString::fromStdString(person)));
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(qEnvironmentVariable("HOTSWAP_BIN_DIR") + QStringLiteral("/hotswapctl"), arguments);
    const bool ended = program.waitForFinished(kCtlMs);
    return {ended ? program.exitCode() : -1, QString::fromUtf8(program.readAll())};
}

std::string AuditedWorld::nextVersion(const std::string& module) const {
    const auto turn = m_turns.find(module);
    return turn == m_turns.end() || turn->second % 2 == 0 ? "1.0.0" : "1.1.0";
}

ports::requests::Submit AuditedWorld::request(const std::string& module, const std::string& version) const {
    const auto index = std::find(modules().begin(), modules().end(), module) - modules().begin();
    return requestOf(m_world, module, version, static_cast<std::size_t>(index));
}

std::size_t AuditedWorld::submit(const std::string& module, const std::string& version, int limitMs) {
    std::size_t place = 0;
    IdempotencyKey key;
    {
        const std::lock_guard lock(m_mutex);
        place = m_ledger.size();
        key = IdempotencyKey{"entry-" + std::to_string(m_keys++)};
        m_ledger.push_back({key.value, {}, module, version});
        ++m_turns[module];
    }
    const auto wanted = request(module, version);
    const QDeadlineTimer limit(limitMs);
    do {
        const auto answer = m_session->service().execute(m_session->identity(), wanted, key);
        if (answer.ok()) {
            const std::lock_guard lock(m_mutex);
            m_ledger[place].id = DeploymentId{answer->id};
            return place;
        }
        m_refusal = answer.error();
        if (isFinal(answer.error())) {
            std::fprintf(stderr, "%s: %s\n", key.value.c_str(), describe(answer.error()).c_str());
            return place;
        }
        pauseBetweenTries();
    } while (!limit.hasExpired());
    return place;
}

bool AuditedWorld::submitAll(const std::function<void()>& meanwhile) {
    std::atomic<bool> confirmed{true};
    std::thread client([&] {
        for (const std::string& module : modules()) {
            const std::size_t place = submit(module, nextVersion(module));
            const std::lock_guard lock(m_mutex);
            confirmed = confirmed && !m_ledger[place].id.empty();
        }
    });
    if (meanwhile) {
        meanwhile();
    }
    client.join();
    return confirmed;
}

void AuditedWorld::strike(const std::vector<DeploymentId>& lost) {
    std::erase_if(m_ledger, [&](const Entry& entry) {
        return std::find(lost.begin(), lost.end(), entry.id) != lost.end();
    });
}

std::optional<std::string> AuditedWorld::ask(const std::string& sql) {
    store::postgres::ConnectionOptions options;
    options.conninfo = m_world.database().admin();
    options.program = "test";
    const auto connection = store::postgres::Connection::open(options);
    if (!connection.ok()) {
        return std::nullopt;
    }
    const auto rows = (*connection)->run(sql, {}, store::postgres::Effect::Read);
    if (!rows.ok()) {
        std::fprintf(stderr, "%s\n", describe(rows.error()).c_str());
        return std::nullopt;
    }
    return rows->size() == 0 ? std::string() : std::string(rows->text(0, 0));
}

bool AuditedWorld::waitForEnds(int limitMs) {
    const bool ended = SharedWorld::waitFor(
        [&] {
            pauseBetweenTries();
            return ask("SELECT count(*)::text FROM hotswap.deployment WHERE NOT terminal") == "0";
        },
        limitMs);
    if (!ended) {
        std::fprintf(stderr, "not ended: %s\n",
                     ask("SELECT string_agg(module || ' ' || state || ' v' || version, ', ') FROM "
                         "hotswap.deployment WHERE NOT terminal")
                         .value_or("the server does not answer")
                         .c_str());
    }
    return ended;
}

QJsonObject AuditedWorld::audit(int limitMs) {
    QJsonArray entries;
    for (const Entry& entry : m_ledger) {
        entries.append(QJsonObject{{QStringLiteral("key"), QString::fromStdString(entry.key)},
                                   {QStringLiteral("id"), QString::fromStdString(entry.id.value)},
                                   {QStringLiteral("module"), QString::fromStdString(entry.module)},
                                   {QStringLiteral("version"), QString::fromStdString(entry.version)}});
    }
    const QString file = m_logs.filePath(QStringLiteral("ledger.json"));
    QFile ledger(file);
    if (ledger.open(QIODevice::WriteOnly)) {
        ledger.write(QJsonDocument(entries).toJson());
        ledger.close();
    }
    const QString nodes = QString::fromStdString(m_world.keys("operator").parent_path().string());
    const QDeadlineTimer limit(limitMs);
    QJsonObject said;
    do {
        QProcess auditor;
        auditor.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        auditor.start(qEnvironmentVariable("HOTSWAP_SOURCE_DIR") + QStringLiteral("/tests/fault/auditor"),
                      {QStringLiteral("--connect"), QString::fromStdString(m_world.database().admin()),
                       QStringLiteral("--ledger"), file, QStringLiteral("--nodes"), nodes,
                       QStringLiteral("--json")});
        (void)QTest::qWaitFor([&] { return auditor.state() == QProcess::NotRunning; }, kAuditMs);
        said = QJsonDocument::fromJson(auditor.readAllStandardOutput()).object();
    } while (said.value(QStringLiteral("wrong")).toArray() != QJsonArray() && !limit.hasExpired());
    return said;
}

bool AuditedWorld::isRight(const char* after, int limitMs) {
    const QJsonObject said = audit(limitMs);
    const QJsonArray wrong = said.value(QStringLiteral("wrong")).toArray();
    for (const auto& one : wrong) {
        std::printf("WRONG (%s): %s\n", qPrintable(one.toObject().value(QStringLiteral("rule")).toString()),
                    qPrintable(one.toObject().value(QStringLiteral("what")).toString()));
    }
    const bool right = said.contains(QStringLiteral("wrong")) && wrong.isEmpty();
    std::printf("after %s: %d entries of the ledger on %d nodes %s\n", after,
                said.value(QStringLiteral("entries")).toInt(), said.value(QStringLiteral("nodes")).toInt(),
                right ? "are right" : "are NOT right");
    std::fflush(stdout);
    return right;
}

QString AuditedWorld::log(const std::string& program) const {
    QFile file(qEnvironmentVariable("HOTSWAP_FAULT_LOGS") + QLatin1Char('/') +
               QString::fromStdString(program) + QStringLiteral(".log"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace hotswap::fault
