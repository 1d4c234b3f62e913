// SPDX-License-Identifier: Apache-2.0
#pragma once
// An installation whose work is written down by its client, and judged by tests/fault/auditor at the end.

#include "tests/fault/shared_world.h"

#include <QJsonObject>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace hotswap::fault {

/// What a client knows of one submit.
struct Entry {
    std::string key; ///< idempotency key
    DeploymentId id; ///< empty: not confirmed
    std::string module;
    std::string version;
};

class AuditedWorld {
public:
    /// Two nodes for each module, so that none waits for another's capacity; two agents.
    explicit AuditedWorld(int modules);

    SharedWorld& world() { return m_world; }
    const std::vector<std::string>& modules() const { return m_setup.modules; }
    shared::Session& session() { return *m_session; }
    /// Starts everything. False: something did not come up.
    bool start();

    /// One submit, tried again under its key until it is confirmed or refused for good. Its place.
    std::size_t submit(const std::string& module, const std::string& version, int limitMs = 60'000);
    /// Submits one deployment of each module, of the version after its last one, all at once, from a thread
    /// of its own, while `meanwhile` runs. False: one was not confirmed.
    bool submitAll(const std::function<void()>& meanwhile = {});
    const std::vector<Entry>& ledger() const { return m_ledger; }
    /// Of the module's next deployment, so that it changes something.
    std::string nextVersion(const std::string& module) const;
    /// What the latest submit that was not confirmed met last.
    std::optional<Error> lastRefusal() const { return m_refusal; }
    /// Ends the client's session, with all that it remembers; or makes a new one.
    void disconnect() { m_session.reset(); }
    bool connect();
    /// hotswapctl as that person, with --json where it is asked for; exit code and standard output.
    std::pair<int, QString> ctl(const std::string& person, const QStringList& arguments);
    /// Confirmed before a fault, but known to be lost: no rule can hold for them.
    void strike(const std::vector<DeploymentId>& lost);

    /// Every confirmed deployment has ended; false: not within the limit.
    bool waitForEnds(int limitMs = 60'000);
    /// What the auditor says, tried until it finds nothing wrong: nodes tell what they run with their next
    /// heartbeat. {"entries", "nodes", "wrong": [{"rule", "what"}]}
    QJsonObject audit(int limitMs = 30'000);
    /// audit() with its findings printed; true: nothing is wrong.
    bool isRight(const char* after, int limitMs = 30'000);

    /// One value as text by a connection of its own; nothing: the server does not answer now.
    std::optional<std::string> ask(const std::string& sql);
    /// Everything that an agent wrote to its log.
    QString log(const std::string& program) const;

private:
    ports::requests::Submit request(const std::string& module, const std::string& version) const;

    QTemporaryDir m_logs;
    const SharedWorld::Setup m_setup;
    SharedWorld m_world;
    std::unique_ptr<shared::Session> m_session;
    std::mutex m_mutex; ///< guards the ledger while a thread submits
    std::vector<Entry> m_ledger;
    std::size_t m_keys = 0;
    std::optional<Error> m_refusal;
    std::map<std::string, std::size_t> m_turns; ///< module to how often it was deployed
};

} // namespace hotswap::fault
