// SPDX-License-Identifier: Apache-2.0
#include "app/agent/node_options.h"

#include "app/agent/balancer_options.h"
#include "app/agent/option_values.h"
#include "core/codec/file_io.h"
#include "core/domain/limits.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unistd.h>

namespace hotswap::agent {

namespace {

constexpr std::size_t kTokenBytesMax = 4'096;
constexpr std::size_t kConfigBytesMax = 1024 * 1024;

enum class Shape { Flag, Value, List, Table };

/// One option: the same name on the command line (with dashes) and in the file.
struct Option {
    const char* name;
    Shape shape;
    const char* value; ///< placeholder in the help
    const char* help;
    Status (*apply)(NodeOptions& options, const std::string& value);
};

bool isFingerprint(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Status setToken(NodeOptions& options, const std::string& value) {
    const bool credential = isCredential(value);
    const auto bytes = codec::readFile(credential ? credentialFile(value) : value, kTokenBytesMax);
    if (!bytes && credential) {
        return success(); // a node that has enrolled needs none any more
    }
    if (!bytes) {
        return wrongOption("token", "a readable file with an enrolment token");
    }
    const std::string text = bytes->substr(0, bytes->find_last_not_of(" \r\n\t") + 1);
    const auto dot = text.rfind('.');
    options.token = text.substr(0, dot);
    options.authority = dot == std::string::npos ? std::string() : text.substr(dot + 1);
    if (dot != std::string::npos && !isFingerprint(options.authority)) {
        return wrongOption("token", "a file with a token as hotswapctl node token made it");
    }
    return success();
}

/// Plain links stay on this host.
bool isLocal(const std::string& url) {
    return url.starts_with("ws://127.") || url.starts_with("ws://localhost:") ||
           url.starts_with("ws://[::1]");
}

Status addGateway(NodeOptions& options, const std::string& value) {
    const bool secure = value.starts_with("wss://");
    if (!secure && !isLocal(value)) {
        return wrongOption("gateway",
                           "a URL like wss://host:port/node (ws:// is for gateways on this host only)");
    }
    if (!options.gateways.empty() && options.gateways.front().starts_with("wss://") != secure) {
        return wrongOption("gateway", "either wss:// everywhere or ws:// everywhere");
    }
    options.gateways.push_back(value);
    return success();
}

Status addLabel(NodeOptions& options, const std::string& value) {
    const auto equals = value.find('=');
    const bool right =
        equals != std::string::npos && equals > 0 && value.size() <= limits::kMetadataValueCharsMax;
    if (!right || options.labels.size() >= limits::kLabelsPerNodeMax) {
        return wrongOption("label", "NAME=VALUE, at most 32 of them");
    }
    options.labels[value.substr(0, equals)] = value.substr(equals + 1);
    return success();
}

Status addListen(NodeOptions& options, const std::string& value) {
    const auto equals = value.find('=');
    const auto address =
        node::parseAddress(equals == std::string::npos ? "" : value.substr(equals + 1), "listen");
    if (!address || value.find('.') > equals) {
        return wrongOption("listen",
                           "MODULE.SOCKET=ADDRESS:PORT, for example storefront.http=127.0.0.1:8080");
    }
    options.listen[value.substr(0, equals)] = *address;
    return success();
}

Status setQuorum(NodeOptions& options, const std::string& value) {
    const auto number = parseCount(value, limits::kVotesMax);
    if (!number) {
        return wrongOption("quorum", "a number from 1 to 16");
    }
    options.quorum = *number;
    return success();
}

Status setId(NodeOptions& options, const std::string& value) {
    if (!isPlainName(value)) {
        return wrongOption("id", "a name of letters, digits, '.', '_' and '-', at most 64 characters");
    }
    options.id = NodeId(value);
    return success();
}

Status setTenant(NodeOptions& options, const std::string& value) {
    if (!isPlainName(value)) {
        return wrongOption("tenant", "a name of letters, digits, '.', '_' and '-', at most 64 characters");
    }
    options.tenant = TenantId(value);
    return success();
}

Status setEnvironment(NodeOptions& options, const std::string& value) {
    if (!isPlainName(value)) {
        return wrongOption("environment", "a name like Development, QA, Staging or Production");
    }
    options.environment = EnvironmentId(value);
    return success();
}

const std::array kOptions{
    Option{"gateway", Shape::List, "URL", "gateway to dial, wss://host:port/node; may be given several times",
           addGateway},
    Option{"state", Shape::Value, "DIR", "folder for packages, releases, journal and keys",
           [](NodeOptions& o, const std::string& v) {
               o.state = v;
               return success();
           }},
    Option{"id", Shape::Value, "NAME", "name of this node (default: the host name)", setId},
    Option{"token", Shape::Value, "FILE",
           "file with an enrolment token, or credential:NAME for one of the service manager", setToken},
    Option{"link-key", Shape::Value, "FILE",
           "key of TLS links, or credential:NAME (default: made in the state folder)",
           [](NodeOptions& o, const std::string& v) {
               o.linkKey = isCredential(v) ? credentialFile(v) : v;
               return success();
           }},
    Option{"trust", Shape::Value, "DIR",
           "folder with root.json, or with the public keys (*.pub) this node believes",
           [](NodeOptions& o, const std::string& v) {
               o.trust = v;
               return success();
           }},
    Option{"tenant", Shape::Value, "NAME", "tenant that owns this node (default: default, in the lab lab)",
           setTenant},
    Option{"environment", Shape::Value, "NAME", "environment this node is in (default: Development)",
           setEnvironment},
    Option{"label", Shape::Table, "NAME=VALUE", "label, for example rack=r7; may be given several times",
           addLabel},
    Option{"listen", Shape::Table, "MODULE.SOCKET=HOST:PORT",
           "where a module's public socket listens; port 0: any", addListen},
    Option{"gated", Shape::List, "NAME",
           "environment whose commands need votes (default: Staging and Production)",
           [](NodeOptions& o, const std::string& v) {
               o.gated.insert(EnvironmentId(v));
               return success();
           }},
    Option{"quorum", Shape::Value, "N", "votes that a gated command needs (default: 1)", setQuorum},
    Option{"balancer", Shape::Table, "KEY=VALUE",
           "load balancer to be taken out of: kind=haproxy socket= backend= server=, kind=nginx include= "
           "server= or kind=exec drain= undrain=; limitS= for each move, aroundSwaps=true also around swaps "
           "that cost downtime",
           setBalancer},
    Option{"lab", Shape::Flag, "", "believe the throw-away keys of a lab",
           [](NodeOptions& o, const std::string& v) {
               o.lab = v == "true";
               return success();
           }},
    Option{"stop-modules", Shape::Flag, "", "stop every module of the state folder and exit",
           [](NodeOptions& o, const std::string& v) {
               o.task = v == "true" ? NodeTask::StopModules : NodeTask::Run;
               return success();
           }},
    Option{"check", Shape::Flag, "", "check options and configuration, say what a run would do, and exit",
           [](NodeOptions& o, const std::string& v) {
               o.task = v == "true" ? NodeTask::Check : NodeTask::Run;
               return success();
           }},
};

const Option* findOption(std::string_view name) {
    const auto it =
        std::find_if(kOptions.begin(), kOptions.end(), [&](const Option& o) { return o.name == name; });
    return it == kOptions.end() ? nullptr : &*it;
}

/// A scalar of the file as the command line would spell it; empty: of another type.
std::string scalarText(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) {
        return *text;
    }
    if (const auto number = node.value_exact<std::int64_t>()) {
        return std::to_string(*number);
    }
    if (const auto flag = node.value_exact<bool>()) {
        return *flag ? "true" : "false";
    }
    return {};
}

Status applyNode(NodeOptions& options, const Option& option, const toml::node& node) {
    if (option.shape == Shape::Table && node.is_table()) {
        for (const auto& [key, value] : *node.as_table()) {
            HS_TRY(option.apply(options, std::string(key.str()) + "=" + scalarText(value)));
        }
        return success();
    }
    if (option.shape == Shape::List && node.is_array()) {
        for (const auto& value : *node.as_array()) {
            HS_TRY(option.apply(options, scalarText(value)));
        }
        return success();
    }
    const std::string text = scalarText(node);
    const bool flagRight = option.shape != Shape::Flag || node.is_boolean();
    if (option.shape == Shape::Table || text.empty() || !flagRight) {
        return wrongOption(option.name, option.shape == Shape::Table  ? "a table"
                                        : option.shape == Shape::Flag ? "true or false"
                                                                      : "one value");
    }
    return option.apply(options, text);
}

Status readConfig(NodeOptions& options, const std::string& file) {
    const auto bytes = codec::readFile(file, kConfigBytesMax);
    if (!bytes) {
        return wrongOption("config", "a readable TOML file");
    }
    toml::table table;
    try {
        table = toml::parse(*bytes, file);
    } catch (const toml::parse_error& error) {
        return makeError(ErrorCode::InvalidArgument, "The configuration file " + file + " is wrong in line " +
                                                         std::to_string(error.source().begin.line) + ": " +
                                                         std::string(error.description()) + ".");
    }
    for (const auto& [key, node] : table) {
        const Option* option = findOption(key.str());
        const bool task = option && (option->name == std::string_view("stop-modules") ||
                                     option->name == std::string_view("check"));
        if (!option || task) {
            return makeError(ErrorCode::InvalidArgument, "The configuration file " + file + " has the key '" +
                                                             std::string(key.str()) +
                                                             "', which is none of a node's.");
        }
        HS_TRY(applyNode(options, *option, node));
    }
    return success();
}

/// Lists given on the command line replace the file's instead of adding to it.
void forgetLists(NodeOptions& options, const std::set<std::string>& given) {
    if (given.contains("gateway")) {
        options.gateways.clear();
    }
    if (given.contains("gated")) {
        options.gated.clear();
    }
}

Status complete(NodeOptions& options) {
    if (options.state.empty()) {
        return wrongOption("state", "a folder");
    }
    if (options.task != NodeTask::StopModules && options.gateways.empty()) {
        return wrongOption("gateway", "at least one URL like wss://host:port/node");
    }
    if (options.id.empty()) {
        std::array<char, 65> name{};
        ::gethostname(name.data(), name.size() - 1);
        HS_TRY(setId(options, name.data()));
    }
    if (options.tenant.empty()) {
        options.tenant = TenantId(options.lab ? "lab" : "default");
    }
    if (options.environment.empty()) {
        options.environment = EnvironmentId("Development");
    }
    if (const Status balancer = node::checkBalancer(options.balancer); !balancer.ok()) {
        return wrongOption(balancer.error().fields.begin()->first, balancer.error().fields.begin()->second);
    }
    if (options.gated.empty()) {
        options.gated = {EnvironmentId("Staging"), EnvironmentId("Production")};
    }
    return success();
}

} // namespace

Result<ParsedOptions> parseNodeOptions(const std::vector<std::string>& arguments) {
    ParsedOptions parsed;
    std::vector<std::pair<const Option*, std::string>> given;
    std::set<std::string> names;
    std::string config;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto [name, inlineValue] = splitArgument(arguments[i]);
        if (name == "help" || name == "h") {
            parsed.help = true;
            return parsed;
        }
        const Option* option = findOption(name);
        if (!option && name != "config") {
            return makeError(ErrorCode::InvalidArgument, "'" + arguments[i] +
                                                             "' is no option of hotswap-agent node; "
                                                             "see hotswap-agent node --help.");
        }
        std::string value = "true";
        if (!option || option->shape != Shape::Flag) {
            if (!inlineValue && i + 1 >= arguments.size()) {
                return wrongOption(name, "a value");
            }
            value = inlineValue ? *inlineValue : arguments[++i];
        }
        if (!option) {
            config = value;
        } else {
            given.emplace_back(option, value);
            names.insert(option->name);
        }
    }
    if (!config.empty()) {
        HS_TRY(readConfig(parsed.options, config));
    }
    forgetLists(parsed.options, names);
    for (const auto& [option, value] : given) {
        HS_TRY(option->apply(parsed.options, value));
    }
    HS_TRY(complete(parsed.options));
    return parsed;
}

std::string nodeHelp() {
    std::string text = "Usage: hotswap-agent node --gateway URL --state DIR [OPTION…]\n"
                       "Applies modules on this host as its gateway commands.\n\nOptions:\n";
    const auto line = [&text](const std::string& left, const char* right) {
        text += "  " + left + std::string(left.size() < 34 ? 34 - left.size() : 1, ' ') + right + "\n";
    };
    for (const auto& option : kOptions) {
        line("--" + std::string(option.name) + (option.shape == Shape::Flag ? "" : " ") + option.value,
             option.help);
    }
    line("--config FILE", "TOML file with the same names as keys");
    line("--help", "this text");
    return text;
}

} // namespace hotswap::agent
