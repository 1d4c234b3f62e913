// SPDX-License-Identifier: Apache-2.0
#include "app/agent/balancer_options.h"

#include "app/agent/option_values.h"

#include <sstream>

namespace hotswap::agent {

namespace {

constexpr unsigned kLimitSecondsMax = 3'600;

/// A program and its arguments, apart at spaces; no shell reads them.
std::vector<std::string> words(const std::string& value) {
    std::vector<std::string> parts;
    std::istringstream stream(value);
    for (std::string word; stream >> word;) {
        parts.push_back(word);
    }
    return parts;
}

Status setKind(node::BalancerConfig& balancer, const std::string& value) {
    using Kind = node::BalancerConfig::Kind;
    if (value == "haproxy") {
        balancer.kind = Kind::Haproxy;
    } else if (value == "nginx") {
        balancer.kind = Kind::Nginx;
    } else if (value == "exec") {
        balancer.kind = Kind::Exec;
    } else {
        return wrongOption("balancer.kind", "haproxy, nginx or exec");
    }
    return success();
}

} // namespace

Status setBalancer(NodeOptions& options, const std::string& value) {
    const std::size_t equals = value.find('=');
    const std::string key = value.substr(0, equals);
    const std::string text = equals == std::string::npos ? "" : value.substr(equals + 1);
    node::BalancerConfig& balancer = options.balancer;
    if (key == "kind") {
        return setKind(balancer, text);
    }
    if (key == "limitS") {
        const auto seconds = parseCount(text, kLimitSecondsMax);
        if (!seconds) {
            return wrongOption("balancer.limitS", "a number of seconds from 1 to 3600");
        }
        balancer.limit = std::chrono::seconds(*seconds);
        return success();
    }
    if (key == "aroundSwaps") {
        if (text != "true" && text != "false") {
            return wrongOption("balancer.aroundSwaps", "true or false");
        }
        balancer.aroundSwaps = text == "true";
        return success();
    }
    const bool known = key == "socket" || key == "backend" || key == "server" || key == "include" ||
                       key == "pidFile" || key == "reload" || key == "drain" || key == "undrain";
    if (!known || text.empty()) {
        return wrongOption("balancer",
                           "KEY=VALUE with one of kind, socket, backend, server, include, pidFile, "
                           "reload, drain, undrain, limitS, aroundSwaps");
    }
    if (key == "backend") {
        balancer.backend = text;
    } else if (key == "server") {
        balancer.server = text;
    } else if (key == "socket") {
        balancer.socket = text;
    } else if (key == "include") {
        balancer.include = text;
    } else if (key == "pidFile") {
        balancer.pidFile = text;
    } else if (key == "reload") {
        balancer.reload = words(text);
    } else if (key == "drain") {
        balancer.drain = words(text);
    } else if (key == "undrain") {
        balancer.undrain = words(text);
    }
    return success();
}

} // namespace hotswap::agent
