// SPDX-License-Identifier: Apache-2.0
#include "app/common/metric_table.h"
#include "core/codec/file_io.h"

#include <algorithm>
#include <arpa/inet.h>
#include <set>
#include <sstream>

namespace hotswap::app {

namespace {

using Kind = MetricPolicy::Source;

constexpr std::size_t kProvidersMax = 32;
constexpr std::size_t kFileBytesMax = 1024 * 1024;
constexpr std::size_t kNameCharsMax = 64;
constexpr std::size_t kTextBytesMax = 2'048;
constexpr std::size_t kArgumentsMax = 64;
constexpr std::int64_t kLimitSecondsMax = 60;
constexpr std::int64_t kStepSecondsMax = 3'600;

/// host[:port] of an http or https URL; empty: it is none, or has more in it than an address and a path.
std::string authorityOf(const std::string& url) {
    const auto scheme = url.find("://");
    const bool known = url.starts_with("http://") || url.starts_with("https://");
    const bool plain = std::all_of(url.begin(), url.end(), [](char c) {
        return c > 0x20 && c < 0x7f && std::string_view("@?#\\\"<>").find(c) == std::string_view::npos;
    });
    return known && plain ? url.substr(scheme + 3, url.find('/', scheme + 3) - scheme - 3) : "";
}

/// Where a secret may go without TLS.
bool isLoopback(const std::string& authority) {
    const auto end = authority.starts_with("[") ? authority.find(']') + 1 : authority.find(':');
    const std::string host = authority.substr(0, end);
    in_addr address{};
    const bool numeric = ::inet_pton(AF_INET, host.c_str(), &address) == 1;
    return (numeric && ntohl(address.s_addr) >> 24 == 127) || host == "[::1]" || host == "localhost";
}

/// Reads one provider's table and notes what is wrong.
class Reader {
public:
    Reader(const std::string& name, const toml::table& table, std::map<std::string, std::string>& wrong)
        : m_name(name), m_table(table), m_wrong(wrong) {}

    void wrong(const std::string& key, std::string expected) {
        m_wrong.emplace(m_name + "." + key, std::move(expected));
    }

    std::string text(const std::string& key) {
        const toml::node* const node = take(key);
        const auto value = node ? node->value_exact<std::string>() : std::nullopt;
        if (node && (!value || value->empty() || value->size() > kTextBytesMax)) {
            wrong(key, "a text of 1.." + std::to_string(kTextBytesMax) + " bytes");
        }
        return value.value_or("");
    }

    Duration seconds(const std::string& key, std::int64_t max, Duration missing) {
        const toml::node* const node = take(key);
        const auto value = node ? node->value_exact<std::int64_t>() : std::nullopt;
        if (node && (!value || *value < 1 || *value > max)) {
            wrong(key, "1.." + std::to_string(max) + " seconds");
            return missing;
        }
        return value ? Duration(std::chrono::seconds(*value)) : missing;
    }

    /// Words of a text, or the texts of a list.
    std::vector<std::string> command(const std::string& key) {
        std::vector<std::string> words;
        const toml::node* const node = take(key);
        if (const auto* const list = node ? node->as_array() : nullptr) {
            for (const auto& item : *list) {
                words.push_back(item.value_or(std::string()));
            }
        } else if (node) {
            std::istringstream text(node->value_or(std::string()));
            for (std::string word; text >> word;) {
                words.push_back(word);
            }
        }
        const bool hasNul = std::any_of(words.begin(), words.end(), [](const std::string& word) {
            return word.find('\0') != std::string::npos;
        });
        if (words.empty() || words.size() > kArgumentsMax || !words[0].starts_with("/") || hasNul) {
            wrong(key, "/PROGRAM ARGUMENT…, or a list of them");
        }
        return words;
    }

    /// Whatever has not been asked for has no meaning.
    void refuseOthers() {
        for (const auto& [key, node] : m_table) {
            if (!m_known.contains(std::string(key.str()))) {
                std::string names;
                for (const std::string& known : m_known) {
                    names += (names.empty() ? "" : ", ") + known;
                }
                wrong(std::string(key.str()), "one of " + names);
            }
        }
    }

private:
    const toml::node* take(const std::string& key) {
        m_known.insert(key);
        return m_table.get(key);
    }

    const std::string& m_name;
    const toml::table& m_table;
    std::map<std::string, std::string>& m_wrong;
    std::set<std::string> m_known;
};

void readPrometheus(Reader& reader, MetricProviderConfig& provider, const FileNamed& fileNamed) {
    provider.url = reader.text("url");
    provider.user = reader.text("user");
    const std::string password = reader.text("password");
    const std::string token = reader.text("token");
    const std::string authority = reader.text("ca");
    provider.step = reader.seconds("step", kStepSecondsMax, Duration{0});
    const std::string address = authorityOf(provider.url);
    if (address.empty()) {
        reader.wrong("url", "https://HOST:PORT, without user, ? and #");
    }
    if (provider.user.find(':') != std::string::npos) {
        reader.wrong("user", "a name without a colon");
    }
    if (provider.user.empty() != password.empty()) {
        reader.wrong("password", "a file, together with user");
    }
    if (!token.empty() && !password.empty()) {
        reader.wrong("token", "either a token or a password");
    }
    const std::string& secret = token.empty() ? password : token;
    if (!secret.empty() && !provider.url.starts_with("https://") && !isLoopback(address)) {
        reader.wrong("url", "https:// for a password or token, except to this host");
    }
    provider.secret = secret.empty() ? "" : fileNamed(secret);
    provider.authority = authority.empty() ? "" : fileNamed(authority);
}

void readOne(const std::string& name, const toml::node& node, const FileNamed& fileNamed,
             std::vector<MetricProviderConfig>& providers, std::map<std::string, std::string>& wrong) {
    const bool plain = name.size() <= kNameCharsMax && !name.empty() &&
                       name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (!node.is_table() || !plain) {
        wrong.emplace(name, plain ? "a table with kind and more" : "a name of a-z, 0-9 and -");
        return;
    }
    Reader reader(name, *node.as_table(), wrong);
    MetricProviderConfig provider;
    provider.name = name;
    provider.limit = reader.seconds("limit", kLimitSecondsMax, provider.limit);
    const std::string kind = reader.text("kind");
    if (kind == "prometheus") {
        readPrometheus(reader, provider, fileNamed);
    } else if (kind == "exec") {
        provider.kind = Kind::Exec;
        provider.command = reader.command("command");
    } else {
        reader.wrong("kind", "prometheus or exec");
        return;
    }
    reader.refuseOthers();
    providers.push_back(std::move(provider));
}

} // namespace

Result<std::vector<MetricProviderConfig>> readMetricProviders(const toml::table& table,
                                                              const FileNamed& fileNamed) {
    std::vector<MetricProviderConfig> providers;
    std::map<std::string, std::string> wrong;
    if (table.size() > kProvidersMax) {
        wrong.emplace("metrics", "at most " + std::to_string(kProvidersMax) + " providers");
    }
    for (const auto& [name, node] : table) {
        readOne(std::string(name.str()), node, fileNamed, providers, wrong);
    }
    if (!wrong.empty()) {
        return Error{ErrorCode::InvalidArgument, wrong.begin()->first, wrong};
    }
    return providers;
}

Result<std::vector<MetricProviderConfig>> readMetricProvidersFile(const std::filesystem::path& file,
                                                                  const FileNamed& fileNamed) {
    const auto bytes = codec::readFile(file, kFileBytesMax);
    HS_TRY(bytes);
    try {
        return readMetricProviders(toml::parse(*bytes, file.string()), fileNamed);
    } catch (const toml::parse_error& error) {
        return invalidField(file.string(), "TOML; line " + std::to_string(error.source().begin.line) + ": " +
                                               std::string(error.description()));
    }
}

std::string fieldsText(const Error& error) {
    std::string text;
    for (const auto& [field, expected] : error.fields) {
        text += (text.empty() ? "" : "; ") + field + ": " + expected;
    }
    return text.empty() ? describe(error) : text;
}

} // namespace hotswap::app
