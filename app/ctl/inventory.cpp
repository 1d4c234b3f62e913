// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/inventory.h"

#include "app/ctl/inventory_ini.h"
#include "core/codec/canonical_json.h"
#include "core/domain/limits.h"

#include <algorithm>

namespace hotswap::ctl {

namespace {

constexpr std::size_t kHostsMax = 10'000;
constexpr std::size_t kBytesMax = 16 * 1024 * 1024;
constexpr std::size_t kNameMax = 64;
constexpr std::string_view kEnvironment = "hotswap_environment";
constexpr std::string_view kLabel = "hotswap_label_";

bool isName(std::string_view text) {
    return !text.empty() && text.size() <= kNameMax && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    });
}

Error wrongAt(std::size_t line, const std::string& expected) {
    return invalidField("line " + std::to_string(line), expected);
}

/// Cells of all rows (RFC 4180: quotes, doubled quotes, line breaks in quotes), each with its row's line.
struct Row {
    std::size_t line = 0;
    std::vector<std::string> cells;
};

Result<std::vector<Row>> csvRows(std::string_view text) {
    std::vector<Row> rows;
    Row row{1, {{}}};
    std::size_t line = 1;
    bool quoted = false;
    const auto end = [&] {
        if (row.cells.size() > 1 || !row.cells[0].empty()) {
            rows.push_back(std::move(row));
        }
        row = {line, {{}}};
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        line += c == '\n' ? 1 : 0;
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            row.cells.back() += text[i++];
        } else if (c == '"' && (quoted || row.cells.back().empty())) {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            row.cells.emplace_back();
        } else if (!quoted && c == '\n') {
            end();
        } else if (quoted || c != '\r') {
            row.cells.back() += c;
        }
    }
    end();
    if (quoted) {
        return wrongAt(line, "a closing quote");
    }
    return rows;
}

Result<std::vector<InventoryHost>> readCsv(std::string_view text, const EnvironmentId& environment) {
    const auto rows = csvRows(text);
    HS_TRY(rows);
    if (rows->empty() || std::count(rows->front().cells.begin(), rows->front().cells.end(), "name") != 1) {
        return wrongAt(1, "a header with the column name");
    }
    const auto& header = rows->front().cells;
    std::vector<InventoryHost> hosts;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const Row& row = (*rows)[i];
        if (row.cells.size() != header.size()) {
            return wrongAt(row.line, std::to_string(header.size()) + " columns");
        }
        InventoryHost host{{}, environment, {}};
        for (std::size_t k = 0; k < header.size(); ++k) {
            const std::string& cell = row.cells[k];
            if (header[k] == "name") {
                host.node = NodeId{cell};
            } else if (header[k] == "environment") {
                host.environment = cell.empty() ? environment : EnvironmentId{cell};
            } else if (!cell.empty()) {
                host.labels[header[k]] = cell;
            }
        }
        if (!isName(host.node.value)) {
            return wrongAt(row.line, "a name of letters, digits, '.', '_' and '-', at most 64");
        }
        hosts.push_back(std::move(host));
    }
    return hosts;
}

InventoryHost hostOf(const std::string& name, const InventoryVariables& variables,
                     const EnvironmentId& environment) {
    InventoryHost host{NodeId{name}, environment, {}};
    for (const auto& [variable, value] : variables) {
        if (variable == kEnvironment) {
            host.environment = EnvironmentId{value};
        } else if (variable.starts_with(kLabel)) {
            host.labels[variable.substr(kLabel.size())] = value;
        }
    }
    return host;
}

std::string scalarText(const codec::Json& value) {
    return value.is_string() ? value.get<std::string>() : value.is_primitive() ? value.dump() : std::string();
}

/// Ansible has merged groups' variables into its hosts' by then.
Result<std::vector<InventoryHost>> readJson(std::string_view text, const EnvironmentId& environment) {
    const auto json = codec::parseJson(text, {kBytesMax});
    HS_TRY(json);
    if (!json->is_object()) {
        return invalidField("inventory", "an object as ansible-inventory --list prints it");
    }
    std::map<std::string, InventoryVariables> hosts;
    for (const auto& [group, content] : json->items()) {
        if (content.is_object() && content.contains("hosts") && content["hosts"].is_array()) {
            for (const auto& host : content["hosts"]) {
                hosts[scalarText(host)];
            }
        }
        if (group != "_meta" || !content.is_object() || !content.contains("hostvars") ||
            !content["hostvars"].is_object()) {
            continue;
        }
        for (const auto& [host, variables] : content["hostvars"].items()) {
            auto& own = hosts[host];
            if (!variables.is_object()) {
                continue;
            }
            for (const auto& [name, value] : variables.items()) {
                own[name] = scalarText(value);
            }
        }
    }
    std::vector<InventoryHost> read;
    for (const auto& [name, variables] : hosts) {
        read.push_back(hostOf(name, variables, environment));
    }
    return read;
}

Result<std::vector<InventoryHost>> readIni(std::string_view text, const EnvironmentId& environment) {
    const auto hosts = readAnsibleIni(text, kHostsMax);
    HS_TRY(hosts);
    std::vector<InventoryHost> read;
    for (const auto& [name, variables] : *hosts) {
        read.push_back(hostOf(name, variables, environment));
    }
    return read;
}

Status check(const InventoryHost& host) {
    const std::string& name = host.node.value;
    if (!isName(name)) {
        return invalidField("host '" + name + "'",
                            "a name of letters, digits, '.', '_' and '-', at most 64 characters");
    }
    if (!isName(host.environment.value)) {
        return invalidField("host '" + name + "'", "an environment, its own or --environment");
    }
    const bool short_ = std::all_of(host.labels.begin(), host.labels.end(), [](const auto& label) {
        return isName(label.first) && label.second.size() <= limits::kMetadataValueCharsMax;
    });
    if (!short_ || host.labels.size() > limits::kLabelsPerNodeMax) {
        return invalidField("host '" + name + "'",
                            "at most " + std::to_string(limits::kLabelsPerNodeMax) + " short labels");
    }
    return success();
}

} // namespace

InventoryFormat inventoryFormat(std::string_view fileName, std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (fileName.ends_with(".json") || (first != std::string_view::npos && text[first] == '{')) {
        return InventoryFormat::Json;
    }
    return fileName.ends_with(".csv") ? InventoryFormat::Csv : InventoryFormat::Ini;
}

Result<std::vector<InventoryHost>> readInventory(InventoryFormat format, std::string_view text,
                                                 const EnvironmentId& environment) {
    if (text.size() > kBytesMax) {
        return makeError(ErrorCode::LimitExceeded, "inventory");
    }
    auto hosts = format == InventoryFormat::Csv   ? readCsv(text, environment)
                 : format == InventoryFormat::Ini ? readIni(text, environment)
                                                  : readJson(text, environment);
    HS_TRY(hosts);
    if (hosts->size() > kHostsMax) {
        return makeError(ErrorCode::LimitExceeded, "hosts");
    }
    std::sort(hosts->begin(), hosts->end(), [](const auto& a, const auto& b) { return a.node < b.node; });
    for (std::size_t i = 0; i < hosts->size(); ++i) {
        HS_TRY(check((*hosts)[i]));
        if (i > 0 && (*hosts)[i].node == (*hosts)[i - 1].node) {
            return invalidField("host '" + (*hosts)[i].node.value + "'", "once");
        }
    }
    return hosts;
}

} // namespace hotswap::ctl
