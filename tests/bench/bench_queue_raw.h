// SPDX-License-Identifier: Apache-2.0
#pragma once
// The same rows as the product writes for commands, their delivery and their receipts, by one plain statement
// each. Peer "raw".

#include "core/domain/ids.h"
#include "tests/bench/bench_raw.h"

#include <cstdint>

namespace hotswap::bench {

class RawQueue {
public:
    RawQueue(const std::string& conninfo, const Scope& scope, const DeploymentId& deployment);
    /// One decision: proof, event, summary, audit, hints and so many commands.
    void enqueue(std::size_t commands);
    void enqueueAndTell();
    /// Takes and answers what the nodes of one batch have.
    std::size_t runBatch(std::uint64_t first);
    std::size_t take(const std::vector<std::string>& nodes);
    void listen() { m_raw.run("LISTEN raw"); }
    void await() { m_raw.awaitNotification(); }
    std::uint64_t number() const { return m_number; }
    const Scope& scope() const { return m_scope; }
    const DeploymentId& deployment() const { return m_deployment; }

private:
    std::vector<std::string> commandParameters(std::size_t commands);

    Raw m_raw;
    const Scope m_scope;
    const DeploymentId m_deployment;
    const std::string m_summary; ///< JSON
    std::uint64_t m_number = 0;
};

} // namespace hotswap::bench
