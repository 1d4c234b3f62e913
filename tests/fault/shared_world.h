// SPDX-License-Identifier: Apache-2.0
#pragma once
// A whole installation for tests: a database of its own, orchestrator agents and nodes as real processes, and
// sessions for people. Everything it starts it ends.

#include "app/shared/session.h"
#include "core/crypto/signing.h"
#include "tests/fault/network.h"
#include "tests/fault/program.h"
#include "tests/support/postgres_database.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hotswap::fault {

/// How an agent reaches the database, and nodes the agent.
enum class Reach {
    Direct,
    Proxy,      ///< the database through a fault proxy of its own
    OwnNetwork, ///< in a network namespace of its own; the database through a proxy there too
};

class SharedWorld {
public:
    enum class Links { Plain, Tls };
    enum class Packages { Demo, Empty }; ///< the demo module's files, or next to nothing
    struct Setup {
        int agents = 1;
        int nodes = 3;
        std::vector<std::string> modules{"storefront"};
        std::vector<std::string> versions{"1.0.0", "1.1.0"};
        std::string environment = "Development";
        std::size_t runningMax = 300;
        std::size_t queuedMax = 2'000;
        Packages packages = Packages::Demo;
        Reach reach = Reach::Direct;        ///< of agents
        Links links = Links::Plain;         ///< of nodes; in networks of their own always TLS
        std::filesystem::path metrics = {}; ///< file with the agents' metric providers; empty: none
        /// Called before any node starts, with the folder of keys that nodes trust: to put a root there.
        std::function<void(const std::filesystem::path& trust)> prepareTrust = {};
    };

    explicit SharedWorld(Setup setup);
    ~SharedWorld();

    /// Starts agents and nodes and waits until every node is present. False: something did not come up.
    bool start();
    /// Why start() failed because of the machine: what is missing on it. Empty: not because of that.
    const QString& impossible() const { return m_impossible; }

    support::PostgresDatabase& database() { return m_database; }
    /// A session of a person: "operator" (deployer), "second" (deployer), "approver", "admin".
    std::unique_ptr<shared::Session> session(const std::string& person) {
        return session(person, m_people.at(person));
    }
    /// The same by another way to the database.
    std::unique_ptr<shared::Session> session(const std::string& person, const std::string& conninfo);

    /// For programs that work as that person.
    const std::string& conninfo(const std::string& person) const { return m_people.at(person); }
    std::filesystem::path keys(const std::string& person) const { return dir("keys-" + person); }

    /// A console of that person as a real process.
    std::unique_ptr<Program> console(const std::string& person, const QStringList& arguments) {
        return console(person, m_people.at(person), arguments);
    }
    std::unique_ptr<Program> console(const std::string& person, const std::string& conninfo,
                                     const QStringList& arguments);

    Program& agent(std::size_t i) { return *m_agents[i]; }
    void startAgent(std::size_t i);
    std::size_t agents() const { return m_agents.size(); }
    struct Leader {
        int agent = -1; ///< -1: none of this world's, such as one that was ended
        Fence fence;
    };
    /// Who holds the first lease, as the store says; nothing: nobody does, or it does not say.
    std::optional<Leader> leader(shared::Session& session) const;
    /// With Reach::Proxy and Reach::OwnNetwork.
    FaultProxy& proxy(std::size_t i) { return *m_proxies[i]; }
    OwnNetwork& network(std::size_t i) { return *m_networks[i]; }
    /// Everything the agent has said on standard error.
    QString said(std::size_t i) const;
    /// The same of a node.
    QString nodeSaid(std::size_t i) const;
    /// A person's conninfo by way of a proxy.
    std::string through(const FaultProxy& proxy, const std::string& person) const;
    /// A proxy before the database that nobody uses yet.
    std::unique_ptr<FaultProxy> makeProxy(const QString& listen = QStringLiteral("127.0.0.1"));
    Program& node(std::size_t i) { return *m_nodes[i]; }
    void startNode(std::size_t i);
    std::size_t nodes() const { return m_nodes.size(); }
    std::filesystem::path nodeState(std::size_t i) const { return dir("node-" + std::to_string(i)); }
    std::filesystem::path agentKeys(std::size_t i) const {
        return dir("agent-" + std::to_string(i)) / "keys";
    }
    /// What a node's slot of a module runs by its own state directory; empty: nothing.
    std::string runs(std::size_t node, const std::string& module) const;

    /// For nodes that are no processes of this world: keys to trust, the token, the agents' gateways.
    std::filesystem::path trust() const { return dir("trust"); }
    const std::string& token() const { return m_token; }
    std::vector<std::string> gateways() const;
    bool secure() const { return m_setup.links == Links::Tls || m_setup.reach == Reach::OwnNetwork; }
    /// With TLS: file of the installation's authority; its fingerprint.
    std::filesystem::path authority() const { return dir("authority"); }
    const std::string& fingerprint() const { return m_fingerprint; }
    std::uint16_t port(std::size_t i) const { return static_cast<std::uint16_t>(m_ports[i]); }

    TenantId tenant() const { return TenantId{"acme"}; }
    EnvironmentId environment() const { return EnvironmentId{m_setup.environment}; }

    /// Waits until `holds` says so, driving the event loop; false after the limit.
    static bool waitFor(const std::function<bool()>& holds, int limitMs = 60'000);
    /// The environment's default with short times and nothing judged.
    Policy quickPolicy(StrategyKind kind) const;
    /// A request for all nodes.
    ports::requests::Submit request(const std::string& module, const std::string& version,
                                    Policy policy) const;
    Result<DeploymentId> submit(shared::Session& session, const ports::requests::Submit& request,
                                const std::string& key = {});
    /// Submits a Direct deployment with short times; its id.
    Result<DeploymentId> submit(shared::Session& session, const std::string& module,
                                const std::string& version, const std::string& key = {});
    /// The same one node after the other, with so long between two.
    Result<DeploymentId> submitRolling(shared::Session& session, const std::string& module,
                                       const std::string& version, Duration between);
    /// Waits for the end; nothing: it did not come in time.
    std::optional<DeploymentSummary> waitForEnd(shared::Session& session, const DeploymentId& id,
                                                int limitMs = 120'000);

private:
    bool makePackages();
    std::filesystem::path moduleFiles(const std::string& module, const std::string& version) const;
    void makeVoter();
    void writeTrust();
    bool makeLinks();
    bool makeAuthority();
    std::string gatewayUrl(std::size_t i) const;
    QString gatewayAddress(std::size_t i) const;
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
    std::string m_fingerprint;
    std::vector<int> m_ports;
    QString m_impossible;
    int m_proxiesMade = 0;
    std::vector<std::unique_ptr<OwnNetwork>> m_networks;
    std::vector<std::unique_ptr<FaultProxy>> m_proxies;
    std::vector<std::unique_ptr<Program>> m_agents;
    std::vector<std::unique_ptr<Program>> m_nodes;
    std::uint64_t m_keys = 0;
};

} // namespace hotswap::fault
