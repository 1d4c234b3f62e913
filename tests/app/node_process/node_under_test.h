// SPDX-License-Identifier: Apache-2.0
#pragma once
// One real agent process with its state directory, and a load on what it serves.

#include "tests/app/node_process/test_gateway.h"

#include <QProcess>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

namespace hotswap::test {

/// Bytes of an answer to whatever is sent on a fresh connection, until the other side closes it.
std::string exchange(std::uint16_t port, const std::string& request);
/// One request on a fresh connection. The body, or nothing when anything at all went wrong.
std::optional<std::string> fetchPage(std::uint16_t port, const std::string& path);

/// Requests as fast as they go, half of the threads on fresh connections, half on kept ones.
class Load {
public:
    explicit Load(std::uint16_t port, int threads = 2);
    ~Load();
    /// Ends the load.
    void stop();
    int answered() const { return m_answered; }
    int failed() const { return m_failed; }

private:
    void onFresh();
    void onKept();

    std::uint16_t m_port;
    std::atomic<bool> m_stop{false};
    std::atomic<int> m_answered{0};
    std::atomic<int> m_failed{0};
    std::vector<std::thread> m_threads;
};

class NodeUnderTest {
public:
    NodeUnderTest();
    /// Ends agent and modules.
    ~NodeUnderTest();

    TestGateway& gateway() { return *m_gateway; }
    /// Starts the agent and waits until it has said hello.
    bool start();
    void kill();     ///< SIGKILL
    int terminate(); ///< SIGTERM; exit code
    int stopModules();
    qint64 pid() const { return m_agent->processId(); }

    /// Applies a release and waits for its receipt.
    std::optional<Receipt> apply(const std::string& id, const std::string& version,
                                 CommandAction action = CommandAction::Apply,
                                 const std::string& module = "storefront");
    std::optional<Receipt> waitReceipt(const std::string& id);
    /// Public port as told by the node; 0: none.
    std::uint16_t port(const std::string& module = "storefront") const;
    /// Version that the module says over HTTP; empty: no answer.
    std::string answers() const { return fetchPage(port(), "/version").value_or(""); }
    std::filesystem::path state() const { return m_dir.path().toStdString() + "/state"; }
    /// Processes whose command line holds this state directory and `part`.
    std::vector<int> processes(const std::string& part) const;
    /// Where `current` leads, resolved; empty: nowhere.
    std::filesystem::path current(const std::string& module = "storefront") const;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<TestGateway> m_gateway;
    std::unique_ptr<QProcess> m_agent;
};

} // namespace hotswap::test

/// Ends the test function unless a receipt came with this outcome.
#define VERIFY_OUTCOME(receiptOf, expected)                                                                  \
    do {                                                                                                     \
        const auto given = (receiptOf);                                                                      \
        QVERIFY(given.has_value());                                                                          \
        QVERIFY2(given->outcome == (expected), given->detail.c_str());                                       \
    } while (false)
