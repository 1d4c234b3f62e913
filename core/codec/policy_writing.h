// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes a policy as a file: the fields of stored_fields.h with the spellings that people use, what is plain
// before what has a table of its own, as TOML needs it. Private to core/codec.

#include "core/codec/policy_reading.h"
#include "core/codec/toml_json.h"

#include <string>
#include <vector>

namespace hotswap::codec {

/// What a key is for; empty: its name says it. `path` is without indexes: "judge.thresholds.relative".
std::string_view policyComment(std::string_view path);

std::string numberText(double value);
std::string amountText(const Amount& amount);

class PolicyFileWriter {
public:
    static constexpr bool kReads = false;
    /// `path` stands in headings and finds comments; a heading is for tables that have one of their own.
    explicit PolicyFileWriter(std::string path, bool comments = true)
        : m_path(std::move(path)), m_comments(comments) {}

    template <class T>
    void operator()(const char* name, const T& value) {
        if (m_path.empty() && std::string_view(name) == "version") {
            return;
        }
        const std::string path = m_path.empty() ? std::string(name) : m_path + "." + name;
        if constexpr (isPlain<T>()) {
            line(name, plain(value));
        } else if constexpr (std::is_same_v<T, std::map<std::string, double>>) {
            m_tables += heading("[" + path + "]", path);
            for (const auto& [key, weight] : value) {
                m_tables += tomlString(key) + " = " + numberText(weight) + "\n";
            }
        } else if constexpr (ListOf<T>::value) {
            list(name, path, value);
        } else {
            PolicyFileWriter inner(path, m_comments);
            fields<PolicyFileWriter>(inner, value);
            m_tables += (inner.m_lines.empty() ? "" : heading("[" + path + "]", path)) + inner.text();
        }
    }

    std::string text() const { return m_lines + m_tables; }

private:
    static constexpr std::size_t kCommentColumn = 32;

    template <class T>
    static constexpr bool isPlain() {
        return std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, std::string> ||
               std::is_same_v<T, Duration> || std::is_same_v<T, Amount>;
    }

    template <class T>
    static std::string plain(const T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            return value ? "true" : "false";
        } else if constexpr (std::is_integral_v<T>) {
            return std::to_string(value);
        } else if constexpr (std::is_same_v<T, double>) {
            return numberText(value);
        } else if constexpr (std::is_enum_v<T>) {
            return tomlString(storedName(value));
        } else if constexpr (std::is_same_v<T, Duration>) {
            return tomlString(durationText(value));
        } else if constexpr (std::is_same_v<T, Amount>) {
            return amountText(value);
        } else {
            return tomlString(value);
        }
    }

    template <class T>
    void list(const char* name, const std::string& path, const std::vector<T>& values) {
        if constexpr (isPlain<T>()) {
            std::string items;
            for (const T& value : values) {
                items += (items.empty() ? "" : ", ") + plain(value);
            }
            line(name, "[" + items + "]");
        } else if (values.empty()) {
            line(name, "[]");
        } else {
            bool first = true;
            for (const T& value : values) {
                PolicyFileWriter inner(path, m_comments && first);
                fields<PolicyFileWriter>(inner, value);
                m_tables += heading("[[" + path + "]]", first ? path : std::string()) + inner.text();
                first = false;
            }
        }
    }

    void line(const std::string& name, const std::string& value) {
        const std::string path = m_path.empty() ? name : m_path + "." + name;
        const std::string_view comment = m_comments ? policyComment(path) : std::string_view();
        std::string text = name + " = " + value;
        if (!comment.empty()) {
            text.resize(std::max(text.size() + 1, kCommentColumn), ' ');
            text += "# " + std::string(comment);
        }
        m_lines += text + "\n";
    }

    std::string heading(const std::string& text, const std::string& path) const {
        const std::string_view comment = m_comments ? policyComment(path) : std::string_view();
        return "\n" + (comment.empty() ? "" : "# " + std::string(comment) + "\n") + text + "\n";
    }

    std::string m_path;
    bool m_comments;
    std::string m_lines;
    std::string m_tables;
};

} // namespace hotswap::codec
