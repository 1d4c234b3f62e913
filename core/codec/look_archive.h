// SPDX-License-Identifier: Apache-2.0
#pragma once
// The two ways of a look's bytes: one description of the fields (look_fields.h) serves both.

#include "core/codec/stored_enums.h"
#include "core/domain/ids.h"
#include "core/domain/telemetry.h"
#include "core/domain/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hotswap::codec {

/// Times near each other are written as differences from one of them.
class LookWriter {
public:
    static constexpr bool kReads = false;

    void count(std::uint64_t value);
    void number(double value);
    void name(const std::string& value);
    void flag(bool value) { count(value ? 1 : 0); }
    /// From the moment that is written first.
    void moment(Instant value);
    void histogram(const LatencyHistogram& value);
    void named(const std::map<std::string, double>& values);

    template <std::integral T>
    void integer(T value) {
        count(value);
    }
    template <class E>
    void word(E value) {
        count(static_cast<std::uint64_t>(value));
    }
    void length(Duration value);
    template <class T, class Each>
    void list(const std::vector<T>& values, Each each) {
        count(values.size());
        for (const T& value : values) {
            each(value);
        }
    }
    template <class T, class Each>
    void maybe(const std::optional<T>& value, Each each) {
        flag(value.has_value());
        if (value) {
            each(*value);
        }
    }

    /// Version, names and what was written.
    std::string take() const;

private:
    std::string m_out;
    std::optional<Instant> m_first;
    std::unordered_map<std::string, std::size_t> m_numbers;
    std::vector<std::string> m_names;
};

/// Reads what a LookWriter wrote. After the first thing that is wrong it goes on with harmless values; ok()
/// tells.
class LookReader {
public:
    static constexpr bool kReads = true;
    explicit LookReader(std::string_view bytes);

    void number(double& value);
    void name(std::string& value);
    void flag(bool& value) { value = below(2) == 1; }
    void moment(Instant& value);
    void histogram(LatencyHistogram& value);
    void named(std::map<std::string, double>& values);

    template <std::integral T>
    void integer(T& value) {
        const std::uint64_t read = take();
        if (!std::in_range<T>(read)) {
            m_ok = false;
        }
        value = static_cast<T>(read);
    }
    template <class E>
    void word(E& value) {
        value = static_cast<E>(below(static_cast<std::uint64_t>(storedCount<E>())));
    }
    void length(Duration& value);
    template <class T, class Each>
    void list(std::vector<T>& values, Each each) {
        values.clear();
        for (std::uint64_t left = take(); left > 0 && m_ok; --left) {
            each(values.emplace_back());
        }
    }
    template <class T, class Each>
    void maybe(std::optional<T>& value, Each each) {
        bool has = false;
        flag(has);
        value.reset();
        if (has) {
            each(value.emplace());
        }
    }

    /// Whether another version wrote it.
    bool isOfAnotherVersion() const { return m_isOfAnotherVersion; }
    /// Whether all was right and nothing is left over.
    bool ok() const { return m_ok && m_at == m_bytes.size(); }

private:
    std::uint64_t take();
    /// A count; wrong unless below `end`.
    std::uint64_t below(std::uint64_t end);
    std::int64_t takeSigned();

    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_ok = true;
    bool m_isOfAnotherVersion = false;
    std::optional<Instant> m_first;
    std::vector<std::string> m_names;
};

} // namespace hotswap::codec
