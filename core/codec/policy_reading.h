// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the fields of a policy file: those of stored_fields.h, but strictly, with the spellings that people
// use. Private to core/codec.

#include "core/codec/policy_codec.h"
#include "core/codec/stored_fields.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace hotswap::codec {

Result<Amount> parseAmount(const Json& json);
/// The one of `known` that takes the fewest changes to become `word`.
std::string nearestOf(const std::string& word, const std::vector<std::string>& known);

template <class E>
std::string expectedWords() {
    std::string text = "one of";
    for (int i = 0; i < storedCount<E>(); ++i) {
        text += (i == 0 ? " " : ", ") + std::string(storedName(static_cast<E>(i)));
    }
    return text;
}

template <class T>
struct ListOf : std::false_type {};
template <class T>
struct ListOf<std::vector<T>> : std::true_type {};

class PolicyFileReader {
public:
    static constexpr bool kReads = true;
    PolicyFileReader(const Json& table, FieldErrors& errors, std::string path)
        : m_table(table), m_errors(errors), m_path(std::move(path)) {}

    template <class T>
    void operator()(const char* name, T& value) {
        if (m_path.empty() && std::string_view(name) == "version") {
            return; // the store counts versions
        }
        m_known.emplace_back(name);
        if (const auto it = m_table.find(name); it != m_table.end()) {
            read(*it, value, m_path.empty() ? std::string(name) : m_path + "." + name);
        }
    }

    void refuseUnknown() {
        for (const auto& [key, value] : m_table.items()) {
            if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) {
                m_errors.add(m_path.empty() ? key : m_path + "." + key,
                             "another key; the nearest is " + nearestOf(key, m_known));
            }
        }
    }

    /// Reads `value` with every key of the table known.
    template <class T>
    static void readTable(const Json& json, FieldErrors& errors, T& value, const std::string& path) {
        if (!json.is_object()) {
            errors.add(path.empty() ? "(whole)" : path, "a table");
            return;
        }
        PolicyFileReader inner(json, errors, path);
        fields<PolicyFileReader>(inner, value);
        inner.refuseUnknown();
    }

private:
    template <class T>
    void read(const Json& json, T& value, const std::string& path) {
        if constexpr (std::is_same_v<T, bool>) {
            json.is_boolean() ? void(value = json.get<bool>()) : m_errors.add(path, "true or false");
        } else if constexpr (std::is_integral_v<T>) {
            json.is_number_integer() && std::in_range<T>(json.get<std::int64_t>())
                ? void(value = static_cast<T>(json.get<std::int64_t>()))
                : m_errors.add(path, "a whole number from 0 on");
        } else if constexpr (std::is_same_v<T, double>) {
            json.is_number() ? void(value = json.get<double>()) : m_errors.add(path, "a number");
        } else if constexpr (std::is_enum_v<T>) {
            const auto known =
                json.is_string() ? storedEnum<T>(json.get_ref<const std::string&>()) : std::nullopt;
            known ? void(value = *known) : m_errors.add(path, expectedWords<T>());
        } else if constexpr (std::is_same_v<T, std::string>) {
            json.is_string() ? void(value = json.get<std::string>()) : m_errors.add(path, "text");
        } else if constexpr (std::is_same_v<T, Duration>) {
            const auto parsed = parseDuration(json.is_string() ? json.get_ref<const std::string&>() : "");
            parsed.ok() ? void(value = *parsed) : m_errors.add(path, R"(a duration such as "15m" or "30s")");
        } else if constexpr (std::is_same_v<T, Amount>) {
            const auto parsed = parseAmount(json);
            parsed.ok() ? void(value = *parsed)
                        : m_errors.add(path, R"("1%".."100%" of the nodes, or a number of nodes)");
        } else if constexpr (std::is_same_v<T, std::map<std::string, double>>) {
            readWeights(json, value, path);
        } else if constexpr (ListOf<T>::value) {
            readList(json, value, path);
        } else {
            readTable(json, m_errors, value, path);
        }
    }

    void readWeights(const Json& json, std::map<std::string, double>& value, const std::string& path) {
        if (!json.is_object()) {
            m_errors.add(path, "a table of numbers");
            return;
        }
        value.clear();
        for (const auto& [key, item] : json.items()) {
            read(item, value[key], path + "." + key);
        }
    }

    template <class T>
    void readList(const Json& json, std::vector<T>& values, const std::string& path) {
        if (!json.is_array()) {
            m_errors.add(path, "a list");
            return;
        }
        values.clear();
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string at = path + "[" + std::to_string(i) + "]";
            T value{};
            if constexpr (std::is_same_v<T, ThresholdRule>) {
                startFromDefault(json[i], value, at);
            }
            read(json[i], value, at);
            values.push_back(std::move(value));
        }
    }

    /// What a rule leaves out is its metric's default.
    void startFromDefault(const Json& json, ThresholdRule& rule, const std::string& path) {
        const bool named = json.is_object() && json.contains("metric");
        if (!named) {
            m_errors.add(path + ".metric", expectedWords<Metric>());
            return;
        }
        for (const ThresholdRule& standard : defaultThresholds()) {
            if (json["metric"] == metricName(standard.metric)) {
                rule = standard;
            }
        }
    }

    const Json& m_table;
    FieldErrors& m_errors;
    std::string m_path;
    std::vector<std::string> m_known;
};

} // namespace hotswap::codec
