// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/inventory_ini.h"

#include <charconv>
#include <set>
#include <sstream>
#include <vector>

namespace hotswap::ctl {

namespace {

constexpr std::size_t kDepthMax = 32; // of groups in groups

struct Group {
    std::set<std::string> hosts;
    std::set<std::string> children;
    InventoryVariables variables;
};

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    const auto last = text.find_last_not_of(" \t\r");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

std::string unquoted(const std::string& text) {
    const bool quoted =
        text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.front() == text.back();
    return quoted ? text.substr(1, text.size() - 2) : text;
}

/// Words of a line, quotes kept together; "#" begins a comment.
std::vector<std::string> words(const std::string& line) {
    std::vector<std::string> found;
    std::string word;
    char quote = 0;
    for (const char c : line) {
        if (quote == 0 && (c == ' ' || c == '\t')) {
            if (!word.empty()) {
                found.push_back(std::exchange(word, {}));
            }
            continue;
        }
        if (quote == 0 && c == '#' && word.empty()) {
            break;
        }
        if (c == '"' || c == '\'') {
            quote = quote == 0 ? c : quote == c ? '\0' : quote;
        }
        word += c;
    }
    if (!word.empty()) {
        found.push_back(word);
    }
    return found;
}

class Reader {
public:
    explicit Reader(std::size_t hostsMax) : m_hostsMax(hostsMax) {}

    Status read(std::string_view text) {
        std::istringstream lines{std::string(text)};
        for (std::string line; std::getline(lines, line);) {
            ++m_line;
            line = trimmed(line);
            if (line.empty() || line.front() == '#' || line.front() == ';') {
                continue;
            }
            HS_TRY(line.front() == '[' ? section(line) : entry(line));
        }
        return success();
    }

    std::map<std::string, InventoryVariables> hosts() {
        std::map<std::string, InventoryVariables> found;
        const auto all = m_groups.find("all");
        for (const auto& [host, own] : m_hosts) {
            found[host] = all == m_groups.end() ? InventoryVariables() : all->second.variables;
        }
        // From above to below, so that what is nearer to the host wins.
        std::set<std::string> below;
        for (const auto& [name, group] : m_groups) {
            below.insert(group.children.begin(), group.children.end());
        }
        for (const auto& [name, group] : m_groups) {
            if (name != "all" && !below.contains(name)) {
                give(name, {}, found, 0);
            }
        }
        for (const auto& [host, own] : m_hosts) {
            for (const auto& [variable, value] : own) {
                found[host][variable] = value;
            }
        }
        return found;
    }

private:
    enum class Kind { Hosts, Variables, Children };

    Error wrong(const std::string& expected) const {
        return invalidField("line " + std::to_string(m_line), expected);
    }

    Status section(const std::string& line) {
        const auto close = line.find(']');
        if (close == std::string::npos || close < 2) {
            return wrong("[group], [group:vars] or [group:children]");
        }
        const std::string name = line.substr(1, close - 1);
        const auto colon = name.find(':');
        const std::string kind = colon == std::string::npos ? "hosts" : name.substr(colon + 1);
        if (kind != "hosts" && kind != "vars" && kind != "children") {
            return wrong("[group], [group:vars] or [group:children]");
        }
        m_kind = kind == "hosts" ? Kind::Hosts : kind == "vars" ? Kind::Variables : Kind::Children;
        m_group = name.substr(0, colon);
        m_groups[m_group];
        return success();
    }

    Status entry(const std::string& line) {
        if (m_kind == Kind::Children) {
            m_groups[m_group].children.insert(words(line).front());
            return success();
        }
        if (m_kind == Kind::Variables) {
            const auto equals = line.find('=');
            if (equals == std::string::npos || equals == 0) {
                return wrong("NAME=VALUE");
            }
            m_groups[m_group].variables[trimmed(line.substr(0, equals))] =
                unquoted(trimmed(line.substr(equals + 1)));
            return success();
        }
        return host(words(line));
    }

    Status host(const std::vector<std::string>& parts) {
        InventoryVariables own;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const auto equals = parts[i].find('=');
            if (equals == std::string::npos || equals == 0) {
                return wrong("HOST NAME=VALUE …");
            }
            own[parts[i].substr(0, equals)] = unquoted(parts[i].substr(equals + 1));
        }
        const auto names = written(parts.front());
        HS_TRY(names);
        for (const std::string& name : *names) {
            for (const auto& [variable, value] : own) {
                m_hosts[name][variable] = value;
            }
            m_hosts[name];
            m_groups[m_group].hosts.insert(name);
        }
        return m_hosts.size() > m_hostsMax ? Status(makeError(ErrorCode::LimitExceeded, "hosts")) : success();
    }

    /// A name, or all that a range stands for.
    Result<std::vector<std::string>> written(const std::string& text) const {
        const auto open = text.find('[');
        if (open == std::string::npos) {
            return std::vector{text};
        }
        const auto colon = text.find(':', open);
        const auto close = text.find(']', open);
        unsigned from = 0;
        unsigned to = 0;
        const auto number = [&](std::size_t begin, std::size_t end, unsigned& value) {
            const auto [at, failed] = std::from_chars(text.data() + begin, text.data() + end, value);
            return failed == std::errc{} && at == text.data() + end;
        };
        if (colon == std::string::npos || close == std::string::npos || colon > close ||
            !number(open + 1, colon, from) || !number(colon + 1, close, to) || to < from ||
            to - from >= m_hostsMax) {
            return wrong("a range of numbers like web[01:20]");
        }
        const std::size_t width = text[open + 1] == '0' ? colon - open - 1 : 1;
        std::vector<std::string> names;
        for (unsigned n = from; n <= to; ++n) {
            std::string digits = std::to_string(n);
            digits.insert(0, digits.size() < width ? width - digits.size() : 0, '0');
            names.push_back(text.substr(0, open) + digits + text.substr(close + 1));
        }
        return names;
    }

    void give(const std::string& name, InventoryVariables variables,
              std::map<std::string, InventoryVariables>& found, std::size_t depth) const {
        const auto group = m_groups.find(name);
        if (group == m_groups.end() || depth > kDepthMax) {
            return;
        }
        for (const auto& [variable, value] : group->second.variables) {
            variables[variable] = value;
        }
        for (const std::string& host : group->second.hosts) {
            for (const auto& [variable, value] : variables) {
                found[host][variable] = value;
            }
        }
        for (const std::string& child : group->second.children) {
            give(child, variables, found, depth + 1);
        }
    }

    const std::size_t m_hostsMax;
    std::size_t m_line = 0;
    Kind m_kind = Kind::Hosts;
    std::string m_group = "ungrouped";
    std::map<std::string, Group> m_groups;
    std::map<std::string, InventoryVariables> m_hosts;
};

} // namespace

Result<std::map<std::string, InventoryVariables>> readAnsibleIni(std::string_view text,
                                                                 std::size_t hostsMax) {
    Reader reader(hostsMax);
    HS_TRY(reader.read(text));
    return reader.hosts();
}

} // namespace hotswap::ctl
