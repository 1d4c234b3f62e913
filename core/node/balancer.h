// SPDX-License-Identifier: Apache-2.0
#pragma once
// This node's place in a load balancer: taken out before the node is touched, put back after. A move that
// ends well is confirmed by the balancer itself, not only asked for.

#include "core/node/reactor.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::node {

struct BalancerConfig {
    enum class Kind { None, Haproxy, Nginx, Exec };
    Kind kind = Kind::None;
    // HAProxy
    std::filesystem::path socket; ///< runtime socket, level admin
    std::string backend;
    std::string server; ///< also nginx: the address as it stands in the include file
    // nginx
    std::filesystem::path include; ///< file with this node's `server` line, included in its upstream
    std::filesystem::path pidFile{"/run/nginx.pid"};
    std::vector<std::string> reload{"/usr/sbin/nginx", "-s", "reload"};
    // exec: programs with arguments, run without a shell; exit status 0 confirms
    std::vector<std::string> drain;
    std::vector<std::string> undrain;

    Duration limit{30'000};   ///< for one move, sessions' ends included
    bool aroundSwaps = false; ///< also drain around swaps that cost downtime
};

class Balancer {
public:
    enum class Move { Out, In };
    using Done = std::function<void(std::optional<Error>)>;

    virtual ~Balancer() = default;
    /// One at a time. `done` is called once, from the reactor, never from here. A move out that fails has put
    /// the node back in. Errors: Timeout, Unavailable, IoError, each with what the balancer said.
    virtual void begin(Move move, Done done) = 0;
    /// Ends the move at work early, with Cancelled; a move in is not ended.
    virtual void cancel() = 0;
};

/// Nothing for Kind::None.
std::unique_ptr<Balancer> makeBalancer(Reactor& reactor, const BalancerConfig& config);
/// Whether everything that the kind needs is there. InvalidArgument naming "balancer.KEY".
Status checkBalancer(const BalancerConfig& config);

std::unique_ptr<Balancer> makeHaproxyBalancer(Reactor& reactor, const BalancerConfig& config);
std::unique_ptr<Balancer> makeNginxBalancer(Reactor& reactor, const BalancerConfig& config);
std::unique_ptr<Balancer> makeExecBalancer(Reactor& reactor, const BalancerConfig& config);

} // namespace hotswap::node
