// SPDX-License-Identifier: Apache-2.0
#include "app/agent/node_check.h"

#include "core/crypto/crypto.h"
#include "core/node/agent_launch.h"
#include "core/node/keyring_trust.h"
#include "core/node/link_websocket.h"
#include "core/node/port_group.h"

#include <cstdio>
#include <unistd.h>

namespace hotswap::agent {

namespace {

using app::ExitCode;

/// The lines of one check, and whether all was right.
class Findings {
public:
    void say(const std::string& label, const std::string& text) {
        std::printf("%-12s %s\n", label.c_str(), text.c_str());
    }
    void wrong(const std::string& sentence) {
        std::fprintf(stderr, "%s\n", sentence.c_str());
        m_right = false;
    }
    bool right() const { return m_right; }

private:
    bool m_right = true;
};

void checkGateways(const NodeOptions& options, Findings& findings) {
    for (const auto& gateway : options.gateways) {
        if (const auto source = node::parseGateway(gateway); source) {
            findings.say("gateway", gateway);
        } else {
            findings.wrong("Option --gateway: '" + gateway +
                           "' is no URL of a gateway: " + describe(source.error()));
        }
    }
}

void checkTrust(const NodeOptions& options, Findings& findings) {
    if (options.trust.empty()) {
        findings.wrong("Option --trust is not given: this node would believe nobody.");
        return;
    }
    const auto root = options.trust / "root.json";
    std::error_code failed;
    if (std::filesystem::exists(root, failed)) {
        const bool readable = ::access(root.c_str(), R_OK) == 0;
        readable ? findings.say("trust", root.string())
                 : findings.wrong("Option --trust: " + root.string() + " cannot be read by this user.");
        return;
    }
    const auto keys = node::readTrustDirectory(options.trust);
    if (!keys) {
        findings.wrong("Option --trust: " + describe(keys.error()));
        return;
    }
    findings.say("trust", options.trust.string());
}

/// The folder need not exist yet, but somebody must be able to make it.
void checkState(const NodeOptions& options, Findings& findings) {
    std::error_code failed;
    std::filesystem::path there = std::filesystem::absolute(options.state, failed);
    while (!std::filesystem::exists(there, failed) && there.has_relative_path()) {
        there = there.parent_path();
    }
    const bool fresh = !std::filesystem::exists(options.state / "lock", failed);
    if (!std::filesystem::is_directory(there, failed) || ::access(there.c_str(), W_OK | X_OK) != 0) {
        findings.wrong("Option --state: " + there.string() + " is no folder that this user may write to.");
        return;
    }
    findings.say("state", options.state.string() + (fresh ? ", new" : ""));
    const std::string current = node::AgentLaunch(options.state).current();
    findings.say("agent", current.empty() ? "as installed" : "release " + current);
}

void describeNode(const NodeOptions& options, Findings& findings) {
    findings.say("node", options.id.value + ", tenant " + options.tenant.value + ", environment " +
                             options.environment.value);
    for (const auto& [name, value] : options.labels) {
        findings.say("label", name + "=" + value);
    }
    for (const auto& [socket, address] : options.listen) {
        findings.say("listen", socket + " on " + node::addressText(address));
    }
    std::string gated;
    for (const auto& environment : options.gated) {
        gated += (gated.empty() ? "" : ", ") + environment.value;
    }
    findings.say("votes", std::to_string(options.quorum) + " for commands in " + gated);
    findings.say("token", options.token.empty() ? "none: this node has enrolled before" : "given");
    if (options.lab) {
        findings.say("lab", "throw-away keys are believed");
    }
}

} // namespace

ExitCode checkNode(const NodeOptions& options, const ProgramIdentity& self) {
    Findings findings;
    if (const Status ready = crypto::init(); !ready) {
        findings.wrong(describe(ready.error()));
    }
    findings.say("program", "hotswap-agent " + self.version);
    describeNode(options, findings);
    checkGateways(options, findings);
    checkTrust(options, findings);
    checkState(options, findings);
    if (::access((self.file.parent_path() / "hotswap-shim").c_str(), X_OK) != 0) {
        findings.wrong("The program hotswap-shim is not beside " + self.file.string() + ".");
    }
    if (findings.right()) {
        std::printf("all is well; nothing was changed\n");
    }
    return findings.right() ? ExitCode::Success : ExitCode::Usage;
}

} // namespace hotswap::agent
