// SPDX-License-Identifier: Apache-2.0
#pragma once
// One real agent with the storefront under it, ended or hurt by call_faults, and the checks of what it leaves
// behind. The checks read packages, links, processes and answers themselves; of the agent's code they use the
// journal's reader and the hash.

#include "tests/app/node_process/test_gateway.h"

#include <QProcess>
#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <thread>

namespace hotswap::test {

/// Asks the module for its version again and again, each time on a fresh connection.
class Watcher {
public:
    explicit Watcher(std::uint16_t port) : m_port(port), m_thread([this] { run(); }) {}
    ~Watcher() { stop(); }
    void stop();

    int answered() const { return m_answered; }
    int failed() const { return m_failed; }
    /// Versions in the order in which they first answered after another one; call after stop().
    const std::vector<std::string>& versions() const { return m_versions; }

private:
    void run();

    std::uint16_t m_port;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ending = false;
    std::atomic<int> m_answered{0};
    std::atomic<int> m_failed{0};
    std::vector<std::string> m_versions;
    std::thread m_thread;
};

/// How one case asks for trouble; words of call_faults.
struct CallFault {
    std::string option; ///< "--kill" …; empty: none
    long at = 0;
};

class NodeWorld {
public:
    /// `state`: a state directory that is there already; empty: a fresh one.
    explicit NodeWorld(std::filesystem::path state = {});
    ~NodeWorld();

    TestGateway& gateway() { return *m_gateway; }
    const std::filesystem::path& state() const { return m_state; }
    /// Versions whose packages the gateway has and whose probes pass.
    static const std::vector<std::string>& versions();
    const std::string& lastCall() const { return m_lastCall; }

    /// Starts an agent that is to meet a fault. True once it has said hello; false when it ended before.
    bool start(const CallFault& fault = {});
    bool running() const { return m_agent && m_agent->state() != QProcess::NotRunning; }
    /// Whether the fault has happened; remembers at which call.
    bool hit();
    /// Ends a lasting fault.
    void clearFault();
    void kill();
    /// Waits for a state, at most the limit of these tests.
    bool until(const std::function<bool()>& reached) const;

    /// Whether an agent of this world has said this to its log.
    bool logged(const std::string& part) const;
    /// Version that answers now; empty: none.
    std::string answers() const;
    std::uint16_t port() const { return m_port; }
    /// Reads the public port from what the node told.
    bool learnPort();
    /// The idle slot is empty and one shim with one module is left.
    bool settled() const;
    /// Deletes package and unpacked release of a version that does not run.
    void forget(const std::string& version);

    /// Empty: `current` leads to one whole release, `version` is set to it. Else what is wrong.
    std::string checkCurrent(std::string& version) const;
    /// Empty: the journal is whole and holds the command once, with one result.
    std::string checkJournal(const std::string& id) const;

private:
    std::vector<std::string> agentArguments() const;
    std::string callLog() const { return m_dir.path().toStdString() + "/calls"; }
    int processes(const std::string& part) const;

    QTemporaryDir m_dir;
    std::filesystem::path m_state;
    std::unique_ptr<TestGateway> m_gateway;
    std::unique_ptr<QProcess> m_agent;
    std::uint16_t m_port = 0;
    std::string m_lastCall;
};

/// Empty: the folder holds exactly the files of the package's manifest. Else what is wrong.
std::string compareRelease(const std::filesystem::path& folder, const std::filesystem::path& package);

} // namespace hotswap::test
