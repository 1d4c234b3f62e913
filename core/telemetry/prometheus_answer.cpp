// SPDX-License-Identifier: Apache-2.0
#include "core/telemetry/prometheus_answer.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <limits>

namespace hotswap::telemetry {

namespace {

using nlohmann::json;

constexpr std::size_t kTextBytesMax = 300;
constexpr std::size_t kWarningsMax = 4;
constexpr double kNoData = std::numeric_limits<double>::quiet_NaN();

Error malformed(const char* what) {
    return makeError(ErrorCode::Malformed, std::string("no answer of a Prometheus: ") + what);
}

/// For logs: bounded and without control characters.
std::string boundedText(const json& value) {
    std::string text = value.is_string() ? value.get<std::string>().substr(0, kTextBytesMax) : "";
    for (char& c : text) {
        c = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return text;
}

const json& member(const json& object, const char* name) {
    static const json kNothing;
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? kNothing : *found;
}

/// [time, "number"]
Result<double> numberOf(const json& pair) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_string()) {
        return malformed("a value is not [time, \"number\"]");
    }
    const auto& text = pair[1].get_ref<const std::string&>();
    if (text == "NaN" || text == "+Inf" || text == "-Inf") {
        return kNoData;
    }
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return malformed("a value is no number");
    }
    return value;
}

/// The mean of a series' points that are numbers.
Result<double> meanOf(const json& points) {
    if (!points.is_array()) {
        return malformed("a series has no values");
    }
    double sum = 0;
    std::size_t count = 0;
    for (const json& point : points) {
        const Result<double> value = numberOf(point);
        HS_TRY(value);
        if (!std::isnan(*value)) {
            sum += *value;
            ++count;
        }
    }
    return count == 0 ? kNoData : sum / static_cast<double>(count);
}

Result<double> valueOf(const json& data) {
    const std::string type = boundedText(member(data, "resultType"));
    const json& result = member(data, "result");
    if (type == "scalar") {
        return numberOf(result);
    }
    if ((type != "vector" && type != "matrix") || !result.is_array()) {
        return type == "string" ? invalidField("query", "a number, not a string")
                                : malformed("no result of a known type");
    }
    if (result.empty()) {
        return kNoData;
    }
    if (result.size() > 1) {
        return invalidField("query", "one series, aggregated with sum, avg or max; it gives " +
                                         std::to_string(result.size()));
    }
    const json& series = result[0];
    if (series.is_object() && (series.contains("histogram") || series.contains("histograms"))) {
        return invalidField("query", "a number, not a histogram");
    }
    return type == "vector" ? numberOf(member(series, "value")) : meanOf(member(series, "values"));
}

/// An answer that is not 200.
Error refusalOf(long status, const json& answer) {
    const std::string type = boundedText(member(answer, "errorType"));
    const std::string said =
        type.empty() ? std::string() : ": " + type + ": " + boundedText(member(answer, "error"));
    const std::string text = "HTTP " + std::to_string(status) + said;
    if (status == 401 || status == 403) {
        return makeError(ErrorCode::Unauthenticated, text);
    }
    if (status == 429 || status >= 500) {
        return makeError(ErrorCode::Unavailable, text);
    }
    if (status >= 300 && status < 400) {
        return makeError(ErrorCode::Unsupported, text + ": redirects are not followed");
    }
    if ((status == 400 || status == 422) && !type.empty()) {
        return Error{ErrorCode::InvalidArgument, text, {{"query", "a query that Prometheus accepts"}}};
    }
    return makeError(ErrorCode::Malformed, text);
}

} // namespace

Result<PrometheusAnswer> readPrometheusAnswer(long status, std::string_view body) {
    const json answer = json::parse(body, nullptr, false);
    if (status != 200) {
        return refusalOf(status, answer);
    }
    if (!answer.is_object() || boundedText(member(answer, "status")) != "success") {
        return malformed("it does not say success");
    }
    const Result<double> value = valueOf(member(answer, "data"));
    HS_TRY(value);
    PrometheusAnswer read{*value, {}};
    if (const json& warnings = member(answer, "warnings"); warnings.is_array()) {
        for (const json& warning : warnings) {
            if (read.warnings.size() < kWarningsMax) {
                read.warnings.push_back(boundedText(warning));
            }
        }
    }
    return read;
}

} // namespace hotswap::telemetry
