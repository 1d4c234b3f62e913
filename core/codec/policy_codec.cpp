// SPDX-License-Identifier: Apache-2.0
#include "core/codec/policy_codec.h"

#include "core/codec/policy_writing.h"

#include <array>
#include <charconv>

namespace hotswap::codec {

namespace {

constexpr std::size_t kFileBytesMax = 256 * 1024;
constexpr std::size_t kDocumentBytesMax = 1024 * 1024;
constexpr std::int64_t kDurationMsMax = 366LL * 24 * 3'600'000;

struct DurationUnit {
    std::string_view name;
    std::int64_t ms;
};
constexpr std::array kUnits{DurationUnit{"d", 24 * 3'600'000}, DurationUnit{"h", 3'600'000},
                            DurationUnit{"m", 60'000}, DurationUnit{"s", 1'000}, DurationUnit{"ms", 1}};

std::size_t changesBetween(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1); // Levenshtein, one row at a time
    for (std::size_t j = 0; j <= other.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const std::size_t changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
        }
    }
    return row[other.size()];
}

/// "1000..2592000000 ms", as the domain says it, in the words of a file: "1s..30d".
std::string inWordsOfFile(const std::string& expected) {
    constexpr std::string_view kUnit = " ms";
    const std::size_t dots = expected.find("..");
    if (!expected.ends_with(kUnit) || dots == std::string::npos) {
        return expected;
    }
    std::array<std::int64_t, 2> ends{};
    const char* const end = expected.data() + expected.size() - kUnit.size();
    const auto low = std::from_chars(expected.data(), expected.data() + dots, ends[0]);
    const auto high = std::from_chars(expected.data() + dots + 2, end, ends[1]);
    if (low.ec != std::errc() || high.ec != std::errc()) {
        return expected;
    }
    return durationText(Duration{ends[0]}) + ".." + durationText(Duration{ends[1]});
}

/// The strategy that the file's defaults are of.
StrategyKind strategyOf(const Json& file, const PolicyBase& base, FieldErrors& errors) {
    const auto environments = defaultPolicy(base.environment).strategy.kind;
    const auto section = file.is_object() ? file.find("strategy") : file.end();
    if (!file.is_object() || section == file.end() || !section->is_object() || !section->contains("kind")) {
        return base.strategy.value_or(environments);
    }
    const Json& kind = (*section)["kind"];
    const auto named = kind.is_string() ? storedEnum<StrategyKind>(kind.get_ref<const std::string&>())
                                        : std::optional<StrategyKind>();
    if (named && base.strategy && *named != *base.strategy) {
        errors.add("strategy.kind", std::string(strategyName(*base.strategy)) + ", as asked for beside it");
    }
    return named.value_or(base.strategy.value_or(environments));
}

} // namespace

std::string nearestOf(const std::string& word, const std::vector<std::string>& known) {
    constexpr std::size_t kWordBytesMax = 64; // bounds the work on hostile keys
    const std::string_view start = std::string_view(word).substr(0, kWordBytesMax);
    const auto nearest =
        std::min_element(known.begin(), known.end(), [&](const auto& one, const auto& other) {
            return changesBetween(start, one) < changesBetween(start, other);
        });
    return nearest == known.end() ? std::string() : *nearest;
}

std::string durationText(Duration duration) {
    std::int64_t left = duration.count();
    if (left <= 0) {
        return "0s";
    }
    std::string text;
    for (const DurationUnit& unit : kUnits) {
        if (left >= unit.ms) {
            text += std::to_string(left / unit.ms) + std::string(unit.name);
            left %= unit.ms;
        }
    }
    return text;
}

Result<Duration> parseDuration(std::string_view text) {
    std::int64_t sum = 0;
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    bool any = false;
    while (at < end) {
        std::int64_t number = 0;
        const auto read = std::from_chars(at, end, number);
        const char* unitEnd = read.ptr;
        while (unitEnd < end && *unitEnd >= 'a' && *unitEnd <= 'z') {
            ++unitEnd;
        }
        const std::string_view name(read.ptr, static_cast<std::size_t>(unitEnd - read.ptr));
        const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                       [&](const DurationUnit& candidate) { return candidate.name == name; });
        if (read.ec != std::errc() || number < 0 || unit == kUnits.end() ||
            number > (kDurationMsMax - sum) / unit->ms) {
            return makeError(ErrorCode::Malformed, "a duration such as 15m or 30s");
        }
        sum += number * unit->ms;
        at = unitEnd;
        any = true;
    }
    return any ? Result<Duration>(Duration{sum})
               : Result<Duration>(makeError(ErrorCode::Malformed, "a duration such as 15m or 30s"));
}

Result<Amount> parseAmount(const Json& json) {
    Amount amount;
    if (json.is_number_integer() && std::in_range<std::uint32_t>(json.get<std::int64_t>())) {
        amount.value = static_cast<std::uint32_t>(json.get<std::int64_t>());
        return amount;
    }
    if (json.is_string()) {
        const auto& text = json.get_ref<const std::string&>();
        const auto read = std::from_chars(text.data(), text.data() + text.size(), amount.value);
        amount.unit = Amount::Unit::Percent;
        if (read.ec == std::errc() && read.ptr + 1 == text.data() + text.size() && *read.ptr == '%') {
            return amount;
        }
    }
    return makeError(ErrorCode::Malformed, "an amount");
}

std::string numberText(double value) {
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), written.ptr};
}

std::string amountText(const Amount& amount) {
    const std::string number = std::to_string(amount.value);
    return amount.unit == Amount::Unit::Percent ? "\"" + number + "%\"" : number;
}

Result<Policy> readPolicyFile(std::string_view text, const PolicyBase& base) {
    const auto json = parseToml(text, "policy", kFileBytesMax);
    HS_TRY(json);
    FieldErrors errors;
    Policy policy = defaultPolicy(base.environment, strategyOf(*json, base, errors));
    PolicyFileReader::readTable(*json, errors, policy, {});
    if (const Status valid = validate(policy); !valid.ok()) {
        for (const auto& [field, expected] : valid.error().fields) {
            errors.add(field, inWordsOfFile(expected));
        }
    }
    HS_TRY(errors.status(ErrorCode::InvalidArgument, "policy"));
    return policy;
}

std::string writePolicyFile(const Policy& policy, std::string_view heading) {
    std::string text;
    while (!heading.empty()) {
        const std::size_t end = std::min(heading.find('\n'), heading.size());
        text += "# " + std::string(heading.substr(0, end)) + "\n";
        heading.remove_prefix(std::min(end + 1, heading.size()));
    }
    PolicyFileWriter writer({});
    fields<PolicyFileWriter>(writer, policy);
    return text + writer.text();
}

Result<std::string> encodePolicy(const Policy& policy) {
    return plainText(StoredWriter::write(policy));
}

Result<Policy> decodePolicy(std::string_view json) {
    const auto parsed = parseJson(json, {kDocumentBytesMax});
    HS_TRY(parsed);
    FieldErrors errors;
    StoredReader reader(*parsed, errors, {});
    Policy policy;
    reader.read(*parsed, policy, {});
    HS_TRY(errors.status(ErrorCode::Malformed, "policy"));
    return policy;
}

} // namespace hotswap::codec
