// SPDX-License-Identifier: Apache-2.0
#pragma once
// A whole installation for tests: a database of its own, orchestrator agents and nodes as real processes, and
// sessions for people. Everything it starts it ends.

#include "app/shared/session.h"
#include "core/crypto/signing.h"
#include "tests/support/postgres_database.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace hotswap::fault {

/// A process with its output kept for a failed test's sake.
class Program {
public:
    Program(const QString& program, const QStringList& arguments, const QString& log,
            const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());
    ~Program();
    qint64 pid() const { return m_process.processId(); }
    bool running() const { return m_process.state() == QProcess::Running; }
    void signal(int number);
    /// SIGKILL, and waits until it is gone.
    void kill();
    /// SIGTERM; exit code, -1 when it did not end by itself in time.
    int terminate(int limitMs = 20'000);
    /// First line that begins with `word`, without it; waits for it. Empty: none came.
    QString lineAfter(const QString& word, int limitMs = 30'000);

private:
    QProcess m_process;
    QString m_output;
};

class SharedWorld {
public:
    struct Setup {
        int agents = 1;
        int nodes = 3;
        std::vector<std::string> modules{"storefront"};
        std::vector<std::string> versions{"1.0.0", "1.1.0"};
        std::string environment = "Development";
        std::size_t runningMax = 300;
    };

    explicit SharedWorld(Setup setup);
    ~SharedWorld();

    /// Starts agents and nodes and waits until every node is present. False: something did not come up.
    bool start();

    support::PostgresDatabase& database() { return m_database; }
    /// A session of a person: "operator" (deployer), "second" (deployer), "approver", "admin".
    std::unique_ptr<shared::Session> session(const std::string& person);

    /// For programs that work as that person.
    const std::string& conninfo(const std::string& person) const { return m_people.at(person); }
    std::filesystem::path keys(const std::string& person) const { return dir("keys-" + person); }

    /// A console of that person as a real process.
    std::unique_ptr<Program> console(const std::string& person, const QStringList& arguments);

    Program& agent(std::size_t i) { return *m_agents[i]; }
    void startAgent(std::size_t i);
    std::size_t agents() const { return m_agents.size(); }
    Program& node(std::size_t i) { return *m_nodes[i]; }
    void startNode(std::size_t i);
    std::size_t nodes() const { return m_nodes.size(); }
    /// What a node's slot of a module runs by its own state directory; empty: nothing.
    std::string runs(std::size_t node, const std::string& module) const;

    TenantId tenant() const { return TenantId{"acme"}; }
    EnvironmentId environment() const { return EnvironmentId{m_setup.environment}; }

    /// Waits until `holds` says so, driving the event loop; false after the limit.
    static bool waitFor(const std::function<bool()>& holds, int limitMs = 60'000);
    /// Submits a Direct deployment with short times; its id.
    Result<DeploymentId> submit(shared::Session& session, const std::string& module,
                                const std::string& version, const std::string& key = {});
    /// Waits for the end; nothing: it did not come in time.
    std::optional<DeploymentSummary> waitForEnd(shared::Session& session, const DeploymentId& id,
                                                int limitMs = 120'000);

private:
    bool makePackages();
    void makeVoter();
    void writeTrust();
    std::filesystem::path dir(const std::string& name) const {
        return m_dir.path().toStdString() + "/" + name;
    }
    QString log(const std::string& name) const;

    Setup m_setup;
    QTemporaryDir m_dir;
    support::PostgresDatabase m_database;
    std::string m_agentLogin;
    std::map<std::string, std::string> m_people; ///< person to conninfo
    std::string m_token;
    std::vector<int> m_ports;
    std::vector<std::unique_ptr<Program>> m_agents;
    std::vector<std::unique_ptr<Program>> m_nodes;
    std::uint64_t m_keys = 0;
};

} // namespace hotswap::fault
