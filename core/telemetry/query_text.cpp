// SPDX-License-Identifier: Apache-2.0
#include "core/telemetry/query_text.h"

#include "core/domain/limits.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace hotswap::telemetry {

namespace {

using Words = std::map<std::string_view, Result<std::string>>;

constexpr std::string_view kSeparator = "---";

/// What would end a string, begin an escape, or cannot be written down in brackets.
bool mayStand(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f &&
           std::string_view("\"'`\\^").find(c) == std::string_view::npos;
}

bool mayStand(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return mayStand(c); });
}

Result<std::string> plainName(const std::string& field, const std::string& name) {
    if (!mayStand(name)) {
        return invalidField(field, "a name without quotes and backslashes");
    }
    return name;
}

std::string_view trimmed(std::string_view line) {
    const auto begin = line.find_first_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string_view()
                                           : line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

/// The queries of the text: one, or two with a line of --- between them.
std::vector<std::string> queriesOf(std::string_view text) {
    std::vector<std::string> queries(1);
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (trimmed(line) == kSeparator) {
            queries.emplace_back();
        } else {
            queries.back() += std::string(line) + "\n";
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    for (std::string& query : queries) {
        query = std::string(trimmed(query.substr(0, query.find_last_not_of('\n') + 1)));
    }
    return queries;
}

/// One pass: what was filled in is not looked at again.
Result<std::string> filled(std::string_view text, const Words& words) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = std::min(text.find("{{", at), text.size());
        result += text.substr(at, open - at);
        if (open == text.size()) {
            break;
        }
        const auto close = text.find("}}", open);
        const auto name =
            close == std::string_view::npos ? std::string_view() : text.substr(open + 2, close - open - 2);
        const auto word = words.find(name);
        if (word == words.end()) {
            return invalidField("query", "placeholders {{canary}}, {{baseline}}, {{environment}}, "
                                         "{{module}}, {{window}}");
        }
        HS_TRY(word->second);
        result += *word->second;
        at = close + 2;
        if (result.size() > kFilledQueryBytesMax) {
            return makeError(ErrorCode::LimitExceeded,
                             "a query of more than " + std::to_string(kFilledQueryBytesMax) + " bytes");
        }
    }
    return result;
}

bool mentions(const std::string& query, std::string_view name) {
    return query.find("{{" + std::string(name) + "}}") != std::string::npos;
}

} // namespace

Result<std::string> nodeAlternation(const std::string& field, std::vector<NodeId> nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    if (nodes.empty() || nodes.size() > limits::kArmNodesMax) {
        return invalidField(field, "1.." + std::to_string(limits::kArmNodesMax) + " nodes");
    }
    std::string text;
    for (const NodeId& node : nodes) {
        if (!mayStand(node.value)) {
            return invalidField(field, "names without quotes, ^ and backslashes");
        }
        text += text.empty() ? "" : "|";
        for (const char c : node.value) {
            const bool special = std::string_view(".+*?()|{}[]$").find(c) != std::string_view::npos;
            text += special ? "[" + std::string(1, c) + "]" : std::string(1, c);
        }
    }
    return text;
}

Result<FilledQueries> fillQueries(const ports::SeriesRequest& request) {
    const std::vector<std::string> texts = queriesOf(request.metric.query);
    if (texts.size() > 2 || std::any_of(texts.begin(), texts.end(), [](auto& t) { return t.empty(); })) {
        return invalidField("query", "one query, or two with a line of --- between them");
    }
    const Result<std::string> canary = nodeAlternation("canary", request.canary);
    const Result<std::string> baseline = nodeAlternation("baseline", request.baseline);
    HS_TRY(canary);
    using std::chrono::seconds;
    const auto window =
        std::max<std::int64_t>(1, std::chrono::duration_cast<seconds>(request.at - request.from).count());
    Words words{{"canary", canary},
                {"baseline", baseline},
                {"environment", plainName("environment", request.environment.value)},
                {"module", plainName("module", request.module.value)},
                {"window", std::to_string(window) + "s"}};
    FilledQueries queries;
    if (!request.baseline.empty() || !mentions(texts.front(), "baseline")) {
        auto query = filled(texts.front(), words);
        HS_TRY(query);
        queries.canary = *std::move(query);
    }
    if (request.baseline.empty()) {
        return queries;
    }
    HS_TRY(baseline);
    if (texts.size() == 1) {
        words.at("canary") = baseline;
        words.at("baseline") = canary;
    }
    auto query = filled(texts.back(), words);
    HS_TRY(query);
    queries.baseline = *std::move(query);
    return queries;
}

} // namespace hotswap::telemetry
