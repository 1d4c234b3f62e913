// SPDX-License-Identifier: Apache-2.0
#include "core/telemetry/prometheus_source.h"

#include "core/telemetry/prometheus_answer.h"
#include "core/telemetry/query_text.h"

#include <cmath>
#include <limits>
#include <mutex>

namespace hotswap::telemetry {

namespace {

constexpr double kNoData = std::numeric_limits<double>::quiet_NaN();

std::string percentEncoded(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size() * 2);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            encoded += c;
        } else {
            encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return encoded;
}

/// Seconds with three decimals, as the API takes times and durations.
std::string secondsText(std::int64_t ms) {
    const std::string digits = std::to_string(ms % 1'000);
    return std::to_string(ms / 1'000) + "." + std::string(3 - digits.size(), '0') + digits;
}

/// A password or token as it stands in a file. It goes into a header: one line, nothing else.
Result<std::string> readSecret(const std::function<Result<std::string>()>& source) {
    if (!source) {
        return std::string();
    }
    auto secret = source();
    HS_TRY(secret);
    secret->erase(secret->find_last_not_of("\r\n") + 1);
    if (secret->empty() || secret->find_first_of(std::string("\r\n\0", 3)) != std::string::npos) {
        return makeError(ErrorCode::Unauthenticated, "the secret's file is not one line");
    }
    return secret;
}

} // namespace

/// Both arms' answers, in whichever order they come.
struct PrometheusSource::Question {
    std::mutex mutex; ///< guards what follows
    int open = 0;
    ProviderAnswer answer{kNoData, kNoData, {}};
    std::optional<Error> error;
    std::function<void(Result<ProviderAnswer>)> done;

    void take(double ProviderAnswer::*arm, const Result<HttpReply>& reply) {
        const auto read = reply.ok() ? readPrometheusAnswer(reply->status, reply->body)
                                     : Result<PrometheusAnswer>(reply.error());
        bool complete = false;
        {
            const std::lock_guard lock(mutex);
            if (read.ok()) {
                answer.*arm = read->value;
                answer.warnings.insert(answer.warnings.end(), read->warnings.begin(), read->warnings.end());
            } else if (!error || isProvidersFault(read.error().code)) {
                error = read.error();
            }
            complete = --open == 0;
        }
        if (complete) {
            done(error ? Result<ProviderAnswer>(*error) : Result<ProviderAnswer>(answer));
        }
    }
};

PrometheusSource::PrometheusSource(PrometheusOptions options, HttpClient& client)
    : m_options(std::move(options)), m_client(client) {}

PrometheusSource::~PrometheusSource() = default;

HttpRequest PrometheusSource::requestFor(const std::string& query, const ports::SeriesRequest& request,
                                         Duration limit, std::string secret) const {
    HttpRequest http;
    const bool range = m_options.step > Duration{0} && request.at > request.from;
    http.url = m_options.url.substr(0, m_options.url.find_last_not_of('/') + 1) +
               (range ? "/api/v1/query_range" : "/api/v1/query");
    http.form = "query=" + percentEncoded(query) + "&timeout=" + std::to_string(limit.count()) + "ms";
    if (range) {
        const auto least = (request.at - request.from) / m_options.pointsMax + Duration{1};
        http.form += "&start=" + secondsText(toMs(request.from)) + "&end=" + secondsText(toMs(request.at)) +
                     "&step=" + secondsText(std::max(m_options.step, least).count());
    } else {
        http.form += "&time=" + secondsText(toMs(request.at));
    }
    http.user = m_options.user;
    http.secret = std::move(secret);
    http.authority = m_options.authority;
    http.limit = limit;
    http.bytesMax = m_options.answerBytesMax;
    return http;
}

void PrometheusSource::ask(const ports::SeriesRequest& request, Duration limit,
                           std::function<void(Result<ProviderAnswer>)> done) {
    const auto queries = fillQueries(request);
    const auto secret = readSecret(m_options.secret);
    if (!queries.ok() || !secret.ok()) {
        done(!queries.ok() ? queries.error() : secret.error());
        return;
    }
    const auto question = std::make_shared<Question>();
    question->done = std::move(done);
    question->open = (queries->canary.empty() ? 0 : 1) + (queries->baseline.empty() ? 0 : 1);
    if (question->open == 0) {
        question->done(question->answer);
        return;
    }
    const auto send = [&](const std::string& query, double ProviderAnswer::*arm) {
        if (!query.empty()) {
            m_client.send(requestFor(query, request, limit, *secret),
                          [question, arm](const Result<HttpReply>& reply) { question->take(arm, reply); });
        }
    };
    send(queries->canary, &ProviderAnswer::canary);
    send(queries->baseline, &ProviderAnswer::baseline);
}

} // namespace hotswap::telemetry
