// SPDX-License-Identifier: Apache-2.0
#pragma once
// A gateway between links and store ports that remember what was said to them.

#include "core/gateway/gateway.h"

#include <map>
#include <memory>

namespace hotswap::test {

inline const TenantId kTenant{"lab"};
inline const EnvironmentId kProduction{"Production"};
inline const ModuleName kModule{"storefront"};

class FakeFleet final : public ports::FleetStore {
public:
    Status putNodes(const std::vector<Node>& nodes) override {
        if (failing) {
            return makeError(ErrorCode::Unavailable);
        }
        puts += 1;
        for (const Node& node : nodes) {
            rows[node.id] = node;
        }
        return success();
    }
    Result<ports::FleetDelta> nodesSince(const TenantId&, const EnvironmentId&, std::uint64_t) override {
        reads += 1;
        ports::FleetDelta delta;
        for (const auto& [id, node] : rows) {
            delta.nodes.push_back(node);
        }
        delta.version = static_cast<std::uint64_t>(puts);
        return delta;
    }
    Status putSamples(const TenantId&, const EnvironmentId&, const std::vector<Sample>& some) override {
        if (failing) {
            return makeError(ErrorCode::Unavailable);
        }
        batches += 1;
        samplesPut.insert(samplesPut.end(), some.begin(), some.end());
        return success();
    }
    Result<std::vector<Sample>> samples(const Scope&, Instant, Instant, std::size_t) override {
        return samplesPut;
    }

    std::map<NodeId, Node> rows;
    std::vector<Sample> samplesPut;
    int puts = 0;
    int reads = 0;
    int batches = 0;
    bool failing = false;
};

class FakeCommands final : public ports::CommandQueue {
public:
    Result<std::vector<SignedCommand>> take(const TenantId&, const std::vector<NodeId>& nodes,
                                            const std::vector<NodeId>& again, std::size_t) override {
        redelivered = again;
        std::vector<SignedCommand> out;
        std::vector<SignedCommand> rest;
        for (const SignedCommand& command : waiting) {
            const bool here = std::find(nodes.begin(), nodes.end(), command.node) != nodes.end();
            (here ? out : rest).push_back(command);
        }
        waiting = rest;
        takes += 1;
        return out;
    }
    Status storeReceipts(const std::vector<Receipt>& some) override {
        if (failing) {
            return makeError(ErrorCode::Unavailable);
        }
        receiptBatches += 1;
        receipts.insert(receipts.end(), some.begin(), some.end());
        return success();
    }
    Result<std::vector<ports::StoredReceipt>> receiptsOf(const TenantId&, const DeploymentId&, std::uint64_t,
                                                         std::size_t) override {
        return std::vector<ports::StoredReceipt>{};
    }
    Result<ports::CommandState> stateOf(const TenantId&, const CommandId&) override {
        return ports::CommandState::Pending;
    }

    std::vector<SignedCommand> waiting;
    std::vector<NodeId> redelivered;
    std::vector<Receipt> receipts;
    int takes = 0;
    int receiptBatches = 0;
    bool failing = false;
};

class FakeLeases final : public ports::LeaseService {
public:
    Result<ports::Lease> acquire(const Scope&, const HolderId&, Duration) override { return ports::Lease{}; }
    Result<std::vector<ports::Lease>> renewAll(const HolderId&, Duration) override { return leases; }
    Status release(const Scope&, const HolderId&) override { return success(); }
    Result<std::vector<ports::Lease>> list() override { return leases; }

    std::vector<ports::Lease> leases;
};

class FakeLink final : public ports::NodeLink {
public:
    bool send(const Frame& frame) override {
        if (full || closed) {
            return false;
        }
        sent.push_back(frame);
        return true;
    }
    void close(const std::string& why) override {
        closed = true;
        reason = why;
    }
    template <class F>
    std::vector<F> all() const {
        std::vector<F> found;
        for (const Frame& frame : sent) {
            if (const auto* match = std::get_if<F>(&frame)) {
                found.push_back(*match);
            }
        }
        return found;
    }

    std::vector<Frame> sent;
    std::string reason;
    bool closed = false;
    bool full = false;
};

inline frames::Hello helloOf(const std::string& node) {
    frames::Hello hello;
    hello.node = NodeId{node};
    hello.tenant = kTenant;
    hello.environment = kProduction;
    hello.nonce = "0123456789abcdef";
    return hello;
}

inline Release releaseOf(const char* version, char digestDigit) {
    return {kModule, *Version::parse(version), Digest{std::string(64, digestDigit)}};
}

inline frames::Heartbeat beatWith(const Release& release, bool healthy = true) {
    frames::Heartbeat beat;
    NodeRelease running;
    running.current = release;
    running.healthy = healthy;
    beat.modules[kModule] = running;
    return beat;
}

/// One gateway at a time that the test sets.
struct GatewayBench {
    explicit GatewayBench(gateway::GatewayConfig config = {}) {
        config.id = HolderId{"gateway-1"};
        config.tenant = kTenant;
        gateway = std::make_unique<gateway::Gateway>(
            config, gateway::GatewayPorts{fleet, commands, leases, enrolment, {}});
        gateway->tick(now);
    }
    /// Opens a link and says hello.
    FakeLink& connect(gateway::LinkId id, const std::string& node) {
        FakeLink& link = links[id];
        gateway->onOpen(id, link, now);
        gateway->onFrame(id, helloOf(node), now);
        return link;
    }
    /// Time passes with every tick that is wanted.
    void pass(Duration length) {
        const Instant end = now + length;
        for (Instant wake = gateway->nextWake(); wake <= end; wake = gateway->nextWake()) {
            now = std::max(now, wake);
            gateway->tick(now);
            ticks += 1;
        }
        now = end;
        gateway->tick(now);
    }
    const Node& row(const std::string& node) { return fleet.rows[NodeId{node}]; }

    FakeFleet fleet;
    FakeCommands commands;
    FakeLeases leases;
    gateway::TrustedLinks enrolment;
    std::map<gateway::LinkId, FakeLink> links;
    std::unique_ptr<gateway::Gateway> gateway;
    Instant now = instantFromMs(1'000'000'000);
    int ticks = 0;
};

} // namespace hotswap::test
