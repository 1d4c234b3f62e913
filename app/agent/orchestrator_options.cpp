// SPDX-License-Identifier: Apache-2.0
#include "app/agent/orchestrator_options.h"

#include "app/agent/option_values.h"
#include "app/common/metric_table.h"
#include "core/codec/file_io.h"

#include <toml++/toml.h>

#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <sstream>

namespace hotswap::agent {

namespace {

using Options = OrchestratorProgramOptions;

constexpr std::size_t kConninfoBytesMax = 4'096;
constexpr std::size_t kConfigBytesMax = 1024 * 1024;
constexpr std::size_t kRunningMax = 10'000;

struct Option {
    const char* name;
    const char* value; ///< placeholder in the help
    const char* help;
    Status (*apply)(Options& options, const std::string& value);
};

/// A conninfo with a password in it belongs into a credential, not into a file that others read.
Status setDatabase(Options& options, const std::string& value) {
    options.database = value;
    if (isCredential(value)) {
        const auto bytes = codec::readFile(credentialFile(value), kConninfoBytesMax);
        if (!bytes) {
            return wrongOption("database", "a credential with a conninfo in it");
        }
        options.database = bytes->substr(0, bytes->find_last_not_of(" \r\n\t") + 1);
    }
    return success();
}

Status setListen(Options& options, const std::string& value) {
    const auto colon = value.rfind(':');
    const std::string host = value.substr(0, colon);
    std::array<unsigned char, sizeof(in6_addr)> parsed{};
    const bool numeric = ::inet_pton(AF_INET, host.c_str(), parsed.data()) == 1 ||
                         ::inet_pton(AF_INET6, host.c_str(), parsed.data()) == 1;
    const auto port = colon == std::string::npos ? std::nullopt : parseCount(value.substr(colon + 1), 65'535);
    const bool any = colon != std::string::npos && value.substr(colon + 1) == "0";
    if (!numeric || (!port && !any)) {
        return wrongOption("listen", "HOST:PORT with a numeric address, for example 0.0.0.0:7443");
    }
    options.address = host;
    options.port = static_cast<std::uint16_t>(port.value_or(0));
    return success();
}

Status addEnvironment(Options& options, const std::string& value) {
    if (!isPlainName(value)) {
        return wrongOption("environment", "a name like Development, QA, Staging or Production");
    }
    options.environments.insert(EnvironmentId(value));
    return success();
}

Status addCheck(Options& options, const std::string& value) {
    const auto equals = value.find('=');
    std::istringstream words(equals == std::string::npos ? "" : value.substr(equals + 1));
    std::vector<std::string> command;
    for (std::string word; words >> word;) {
        command.push_back(word);
    }
    if (command.empty() || equals == 0 || !command[0].starts_with("/")) {
        return wrongOption("check", "NAME=/PROGRAM ARGUMENT…");
    }
    options.checks[value.substr(0, equals)] = std::move(command);
    return success();
}

std::filesystem::path namedFile(const std::string& value) {
    return isCredential(value) ? credentialFile(value) : value;
}

Status setMetrics(Options& options, const Result<std::vector<app::MetricProviderConfig>>& providers) {
    if (!providers.ok()) {
        return Error{ErrorCode::InvalidArgument,
                     "The metric providers are wrong: " + app::fieldsText(providers.error()) + ".",
                     providers.error().fields};
    }
    options.metrics = *providers;
    return success();
}

const std::array kOptions{
    Option{"database", "CONNINFO",
           "shared PostgreSQL, or credential:NAME for a file of the service manager (default: "
           "HOTSWAP_DATABASE)",
           setDatabase},
    Option{"listen", "HOST:PORT", "where the gateway for nodes listens (default: 127.0.0.1, any port)",
           setListen},
    Option{"public-url", "URL", "what nodes are told to dial (default: wss://HOST:PORT/node)",
           [](Options& o, const std::string& v) {
               o.publicUrl = v;
               return v.starts_with("ws://") || v.starts_with("wss://")
                          ? success()
                          : Status(wrongOption("public-url", "a URL like wss://host:port/node"));
           }},
    Option{"authority", "FILE",
           "the installation's certificate authority (hotswapctl node authority), or credential:NAME",
           [](Options& o, const std::string& v) {
               o.authority = isCredential(v) ? credentialFile(v) : v;
               return success();
           }},
    Option{"transport", "KIND", "tls (default), or plain on a loopback address: for trying out and tests",
           [](Options& o, const std::string& v) {
               o.plain = v == "plain";
               return v == "plain" || v == "tls" ? success()
                                                 : Status(wrongOption("transport", "tls or plain"));
           }},
    Option{"tenant", "NAME", "tenant it serves (default: the only one of its login)",
           [](Options& o, const std::string& v) {
               o.tenant = TenantId(v);
               return isPlainName(v) ? success() : Status(wrongOption("tenant", "a name"));
           }},
    Option{"environment", "NAME", "leads and takes nodes of this one only; may be given several times",
           addEnvironment},
    Option{"state", "DIR", "folder for keys, fetched packages and output of checks",
           [](Options& o, const std::string& v) {
               o.state = v;
               return success();
           }},
    Option{"check", "NAME=COMMAND", "program behind a check that policies name; may be given several times",
           addCheck},
    Option{"metrics", "FILE", "TOML file with a table for each metric provider that policies name",
           [](Options& o, const std::string& v) {
               return setMetrics(o, app::readMetricProvidersFile(v, namedFile));
           }},
    Option{"running-max", "N", "deployments of the tenant at a time (default: 10)",
           [](Options& o, const std::string& v) {
               const auto number = parseCount(v, kRunningMax);
               o.runningMax = number.value_or(0);
               return number ? success() : Status(wrongOption("running-max", "a number from 1 to 10000"));
           }},
};

/// Links without TLS have to be asked for, and never leave the host.
Status checkTransport(const Options& options) {
    const bool loopback = options.address.starts_with("127.") || options.address == "::1";
    if (options.plain && !loopback) {
        return wrongOption("listen", "a loopback address with --transport plain: links without TLS must not "
                                     "leave this host");
    }
    if (options.plain == options.authority.empty()) {
        return success();
    }
    return options.plain ? wrongOption("transport", "tls when there is an --authority")
                         : wrongOption("authority", "the file of the installation's certificate authority, "
                                                    "made by hotswapctl node authority (or, on a loopback "
                                                    "address, --transport plain)");
}

const Option* findOption(std::string_view name) {
    const auto it =
        std::find_if(kOptions.begin(), kOptions.end(), [&](const Option& o) { return o.name == name; });
    return it == kOptions.end() ? nullptr : &*it;
}

/// A value of the file as the command line would spell it; several for lists and tables.
std::vector<std::string> valuesOf(const toml::node& node) {
    std::vector<std::string> values;
    if (const auto* array = node.as_array()) {
        for (const auto& item : *array) {
            values.push_back(item.value_or(std::string()));
        }
    } else if (const auto* table = node.as_table()) {
        for (const auto& [key, item] : *table) {
            values.push_back(std::string(key.str()) + "=" + item.value_or(std::string()));
        }
    } else if (const auto number = node.value_exact<std::int64_t>()) {
        values.push_back(std::to_string(*number));
    } else {
        values.push_back(node.value_or(std::string()));
    }
    return values;
}

Status readConfig(Options& options, const std::string& file) {
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
        if (!option) {
            return makeError(ErrorCode::InvalidArgument, "The configuration file " + file + " has the key '" +
                                                             std::string(key.str()) +
                                                             "', which is none of an orchestrator's.");
        }
        if (key.str() == "metrics" && node.is_table()) {
            HS_TRY(setMetrics(options, app::readMetricProviders(*node.as_table(), namedFile)));
            continue;
        }
        for (const std::string& value : valuesOf(node)) {
            HS_TRY(option->apply(options, value));
        }
    }
    return success();
}

} // namespace

Result<OrchestratorProgramOptions> parseOrchestratorOptions(const std::vector<std::string>& arguments) {
    Options options;
    if (const char* const database = std::getenv("HOTSWAP_DATABASE")) {
        options.database = database;
    }
    std::vector<std::pair<const Option*, std::string>> given;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto [name, inlineValue] = splitArgument(arguments[i]);
        if (name == "help" || name == "h") {
            options.help = true;
            return options;
        }
        const Option* option = findOption(name);
        if (!option && name != "config") {
            return makeError(ErrorCode::InvalidArgument, "'" + arguments[i] +
                                                             "' is no option of hotswap-agent orchestrator; "
                                                             "see hotswap-agent orchestrator --help.");
        }
        if (!inlineValue && i + 1 >= arguments.size()) {
            return wrongOption(name, "a value");
        }
        const std::string value = inlineValue ? *inlineValue : arguments[++i];
        if (option) {
            given.emplace_back(option, value);
        } else {
            HS_TRY(readConfig(options, value));
        }
    }
    for (const auto& [option, value] : given) {
        HS_TRY(option->apply(options, value));
    }
    if (options.database.empty()) {
        return wrongOption("database",
                           "a conninfo, for example \"service=hotswap\" (or set HOTSWAP_DATABASE)");
    }
    if (options.state.empty()) {
        return wrongOption("state", "a folder");
    }
    HS_TRY(checkTransport(options));
    return options;
}

std::string orchestratorHelp() {
    std::string text = "Usage: hotswap-agent orchestrator --database CONNINFO --state DIR [OPTION…]\n"
                       "Leads rollouts on the shared database and runs a gateway for nodes.\n\nOptions:\n";
    const auto line = [&text](const std::string& left, const char* right) {
        text += "  " + left + std::string(left.size() < 26 ? 26 - left.size() : 1, ' ') + right + "\n";
    };
    for (const auto& option : kOptions) {
        line("--" + std::string(option.name) + " " + option.value, option.help);
    }
    line("--config FILE", "TOML file with the same names as keys");
    line("--help", "this text");
    return text;
}

} // namespace hotswap::agent
