// SPDX-License-Identifier: Apache-2.0
// A Prometheus that is well, and servers that are down, slow, huge, or something else altogether.
#include "core/telemetry/prometheus_source.h"
#include "tests/unit/telemetry/http_stand_in.h"
#include "tests/unit/telemetry/series_samples.h"

#include <QtTest/QtTest>

#include <cmath>
#include <future>

using namespace hotswap;
using namespace std::chrono_literals;
using telemetry::HttpClient;
using telemetry::ProviderAnswer;
using test::HttpStandIn;
using test::seriesRequest;

namespace {

constexpr auto kPatience = 20s;

std::string vectorOf(const std::string& value) {
    return R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,")" +
           value + R"("]}]}})";
}

std::string good(const std::string& request) {
    const bool baseline = request.find("web-7") != std::string::npos;
    return HttpStandIn::reply(200, vectorOf(baseline ? "2.5" : "1.5"));
}

telemetry::PrometheusOptions optionsFor(const std::string& url) {
    telemetry::PrometheusOptions options;
    options.url = url;
    return options;
}

Result<ProviderAnswer> ask(telemetry::PrometheusOptions options, Duration limit = 10s,
                           const ports::SeriesRequest& request = seriesRequest()) {
    HttpClient client;
    telemetry::PrometheusSource source(std::move(options), client);
    std::promise<Result<ProviderAnswer>> promise;
    source.ask(request, limit, [&](Result<ProviderAnswer> answer) { promise.set_value(std::move(answer)); });
    auto future = promise.get_future();
    return future.wait_for(kPatience) == std::future_status::ready
               ? future.get()
               : Result<ProviderAnswer>(makeError(ErrorCode::Internal, "no answer at all"));
}

} // namespace

class PrometheusSourceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothArmsAreAsked() {
        HttpStandIn server(good);
        const auto answer = ask(optionsFor(server.url() + "/"));
        QVERIFY2(answer.ok(), answer.ok() ? "" : describe(answer.error()).c_str());
        QCOMPARE(answer->canary, 1.5);
        QCOMPARE(answer->baseline, 2.5);
        const auto requests = server.requests();
        QCOMPARE(requests.size(), std::size_t{2});
        for (const std::string& request : requests) {
            QVERIFY(request.starts_with("POST /api/v1/query HTTP/1.1\r\n"));
            QVERIFY(request.find("Content-Type: application/x-www-form-urlencoded") != std::string::npos);
            QVERIFY(request.find("&time=1790000300.500") != std::string::npos);
            QVERIFY(request.find("&timeout=10000ms") != std::string::npos);
            QVERIFY(request.find("Authorization") == std::string::npos);
        }
        const std::string all = requests[0] + requests[1];
        QVERIFY(all.find("query=up%7Bnode%3D~%22web-1%7Cweb-2%22%7D&") != std::string::npos);
    }

    void withoutABaselineOneArmIsAsked() {
        HttpStandIn server(good);
        auto request = seriesRequest();
        request.baseline.clear();
        const auto answer = ask(optionsFor(server.url()), 10s, request);
        QCOMPARE(answer->canary, 1.5);
        QVERIFY(std::isnan(answer->baseline));
        QCOMPARE(server.requests().size(), std::size_t{1});
    }

    void aRangeIsAskedInSteps() {
        HttpStandIn server([](const std::string&) {
            return HttpStandIn::reply(200, R"({"status":"success","data":{"resultType":"matrix","result":[)"
                                           R"({"metric":{},"values":[[1,"1"],[2,"2"]]}]}})");
        });
        auto options = optionsFor(server.url());
        options.step = 15s;
        QCOMPARE(ask(options)->canary, 1.5);
        const std::string request = server.requests()[0];
        QVERIFY(request.starts_with("POST /api/v1/query_range "));
        QVERIFY(request.find("&start=1790000000.000&end=1790000300.500&step=15.000") != std::string::npos);
        options.pointsMax = 10;
        QCOMPARE(ask(options)->canary, 1.5);
        QVERIFY(server.requests().back().find("&step=30.051") != std::string::npos);
    }

    void credentialsAreReadAnewAndSent() {
        HttpStandIn server(good);
        auto options = optionsFor(server.url());
        std::string secret = "first\n";
        options.secret = [&]() -> Result<std::string> { return secret; };
        QVERIFY(ask(options).ok());
        QVERIFY(server.requests().back().find("Authorization: Bearer first\r\n") != std::string::npos);
        secret = "second";
        options.user = "reader";
        QVERIFY(ask(options).ok());
        QVERIFY(server.requests().back().find("Authorization: Basic cmVhZGVyOnNlY29uZA==\r\n") !=
                std::string::npos);
    }

    void aSecretThatIsNoLineIsNotSent() {
        HttpStandIn server(good);
        auto options = optionsFor(server.url());
        for (const std::string& secret : {std::string("a\r\nX-Other: b"), std::string("\n"), std::string()}) {
            options.secret = [&]() -> Result<std::string> { return secret; };
            QCOMPARE(ask(options).error().code, ErrorCode::Unauthenticated);
        }
        options.secret = []() -> Result<std::string> {
            return makeError(ErrorCode::PermissionDenied, "mode");
        };
        QCOMPARE(ask(options).error().code, ErrorCode::PermissionDenied);
        QVERIFY(server.requests().empty());
    }

    void noErrorTellsASecret() {
        HttpStandIn server([](const std::string&) { return HttpStandIn::reply(401, "no"); });
        auto options = optionsFor(server.url());
        options.user = "reader";
        options.secret = []() -> Result<std::string> { return std::string("sesame"); };
        const auto answer = ask(options);
        QCOMPARE(answer.error().code, ErrorCode::Unauthenticated);
        QVERIFY(describe(answer.error()).find("sesame") == std::string::npos);
    }

    void redirectsAreNotFollowed() {
        HttpStandIn other(good);
        HttpStandIn server([&other](const std::string&) {
            return HttpStandIn::reply(307, "", "Location: " + other.url() + "/api/v1/query\r\n");
        });
        QCOMPARE(ask(optionsFor(server.url())).error().code, ErrorCode::Unsupported);
        QVERIFY(other.requests().empty());
    }

    void whatIsSilentIsGivenUp() {
        HttpStandIn server([](const std::string&) { return std::string(); });
        const auto answer = ask(optionsFor(server.url()), 200ms);
        QCOMPARE(answer.error().code, ErrorCode::Timeout);
    }

    void whatStopsHalfwayIsGivenUp() {
        HttpStandIn server(
            [](const std::string&) { return HttpStandIn::reply(200, vectorOf("1")).substr(0, 90); });
        QCOMPARE(ask(optionsFor(server.url())).error().code, ErrorCode::Unavailable);
    }

    void whatIsHugeIsCutOff() {
        HttpStandIn server(
            [](const std::string&) { return HttpStandIn::reply(200, std::string(64 * 1024 * 1024, ' ')); });
        QCOMPARE(ask(optionsFor(server.url())).error().code, ErrorCode::Oversize);
        HttpStandIn endless(
            [](const std::string&) { return "HTTP/1.1 200 OK\r\n\r\n" + std::string(4 * 1024 * 1024, '['); });
        QCOMPARE(ask(optionsFor(endless.url())).error().code, ErrorCode::Oversize);
    }

    void nobodyIsThere() {
        std::string url;
        {
            HttpStandIn gone(good);
            url = gone.url();
        }
        QCOMPARE(ask(optionsFor(url)).error().code, ErrorCode::Unavailable);
        QCOMPARE(ask(optionsFor("http://no-such-host.invalid")).error().code, ErrorCode::Unavailable);
    }

    void somethingElseIsThere() {
        HttpStandIn server([](const std::string&) { return std::string("SSH-2.0-OpenSSH_9.2\r\n"); });
        QCOMPARE(ask(optionsFor(server.url())).error().code, ErrorCode::Malformed);
        // A TLS client meets plain HTTP.
        HttpStandIn plain([](const std::string&) { return HttpStandIn::reply(400, ""); });
        const auto tls = ask(optionsFor("https://127.0.0.1:" + std::to_string(plain.port())), 2s);
        QVERIFY(!tls.ok());
    }

    void oneArmsFailureFailsTheValue() {
        HttpStandIn server([](const std::string& request) {
            return request.find("web-7") != std::string::npos ? HttpStandIn::reply(503, "") : good(request);
        });
        QCOMPARE(ask(optionsFor(server.url())).error().code, ErrorCode::Unavailable);
    }

    void aQuestionThatCannotBeAskedIsNotSent() {
        HttpStandIn server(good);
        const auto answer = ask(optionsFor(server.url()), 10s, seriesRequest("{{other}}"));
        QCOMPARE(answer.error().code, ErrorCode::InvalidArgument);
        QVERIFY(server.requests().empty());
    }

    void onlyHttpIsSpoken() {
        QCOMPARE(ask(optionsFor("file:///etc/passwd")).error().code, ErrorCode::Unsupported);
        QCOMPARE(ask(optionsFor("gopher://127.0.0.1:1")).error().code, ErrorCode::Unsupported);
    }

    void theClientsEndAnswersWhatIsOpen() {
        HttpStandIn server([](const std::string&) { return std::string(); });
        std::vector<ErrorCode> codes;
        {
            HttpClient client(2);
            for (int i = 0; i < 3; ++i) {
                telemetry::HttpRequest request;
                request.url = server.url();
                request.bytesMax = 1;
                client.send(request, [&codes](const Result<telemetry::HttpReply>& reply) {
                    codes.push_back(reply.error().code); // the third's at once, the others' at the end
                });
            }
            QCOMPARE(codes.size(), std::size_t{1});
            QCOMPARE(codes[0], ErrorCode::QueueFull);
        }
        QCOMPARE(codes.size(), std::size_t{3});
        QCOMPARE(codes[2], ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(PrometheusSourceTest)
#include "tst_prometheus_source.moc"
