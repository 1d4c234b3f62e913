// SPDX-License-Identifier: Apache-2.0
// What a Prometheus may say, and what is made of it. Shapes after its API's documentation.
#include "core/telemetry/prometheus_answer.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace hotswap;
using telemetry::readPrometheusAnswer;

namespace {

/// JSON that is written with single quotes, for the reader's sake.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string success(const std::string& data, const std::string& more = {}) {
    return json("{'status':'success','data':") + data + more + "}";
}

std::string vectorOf(const std::string& series) {
    return success(json("{'resultType':'vector','result':[") + series + "]}");
}

const std::string kOne = json("{'metric':{'node':'a'},'value':[1790000000.5,'0.25']}");

} // namespace

class PrometheusAnswerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreRead_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<double>("value");
        const auto row = [](const char* name, const std::string& body, double value) {
            QTest::newRow(name) << QByteArray::fromStdString(body) << value;
        };
        row("vector", vectorOf(kOne), 0.25);
        row("exponent", vectorOf(json("{'metric':{},'value':[1,'1.5e+06']}")), 1.5e6);
        row("negative", vectorOf(json("{'metric':{},'value':[1,'-3']}")), -3);
        row("scalar", success(json("{'resultType':'scalar','result':[1790000000,'42']}")), 42);
        row("mean of a range",
            success(json(
                "{'resultType':'matrix','result':[{'metric':{},'values':[[1,'1'],[2,'NaN'],[3,'4']]}]}")),
            2.5);
    }
    void numbersAreRead() {
        QFETCH(QByteArray, body);
        QFETCH(double, value);
        const auto answer = readPrometheusAnswer(200, body.toStdString());
        QVERIFY2(answer.ok(), answer.ok() ? "" : describe(answer.error()).c_str());
        QCOMPARE(answer->value, value);
    }

    void whatIsNoNumberIsNoData_data() {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* name, const std::string& body) {
            QTest::newRow(name) << QByteArray::fromStdString(body);
        };
        row("no series", vectorOf(""));
        row("NaN", vectorOf(json("{'metric':{},'value':[1,'NaN']}")));
        row("infinite", vectorOf(json("{'metric':{},'value':[1,'+Inf']}")));
        row("scalar NaN", success(json("{'resultType':'scalar','result':[1,'NaN']}")));
        row("range of gaps", success(json("{'resultType':'matrix','result':[{'values':[[1,'NaN']]}]}")));
        row("empty range", success(json("{'resultType':'matrix','result':[{'values':[]}]}")));
    }
    void whatIsNoNumberIsNoData() {
        QFETCH(QByteArray, body);
        const auto answer = readPrometheusAnswer(200, body.toStdString());
        QVERIFY(answer.ok());
        QVERIFY(std::isnan(answer->value));
    }

    void theRestIsRefused_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, int status, const std::string& body, ErrorCode code) {
            QTest::newRow(name) << status << QByteArray::fromStdString(body) << static_cast<int>(code);
        };
        using enum ErrorCode;
        row("two series", 200, vectorOf(kOne + "," + kOne), InvalidArgument);
        row("string", 200, success(json("{'resultType':'string','result':[1,'x']}")), InvalidArgument);
        row("histogram", 200, vectorOf(json("{'metric':{},'histogram':[1,{'count':'1'}]}")), InvalidArgument);
        row("bad query", 400, json("{'status':'error','errorType':'bad_data','error':'parse error'}"),
            InvalidArgument);
        row("cannot be done", 422,
            json("{'status':'error','errorType':'execution','error':'too many samples'}"), InvalidArgument);
        row("400 of something else", 400, "<html>", Malformed);
        row("not found", 404, "404 page not found", Malformed);
        row("login", 401, "Unauthorized", Unauthenticated);
        row("forbidden", 403, "", Unauthenticated);
        row("redirect", 302, "", Unsupported);
        row("too many", 429, "", Unavailable);
        row("starting", 503, "Service Unavailable", Unavailable);
        row("gateway", 502, "<html>", Unavailable);
        row("nothing", 200, "", Malformed);
        row("not JSON", 200, "<html>ok</html>", Malformed);
        row("cut", 200, vectorOf(kOne).substr(0, 40), Malformed);
        row("list", 200, "[]", Malformed);
        row("no success", 200, json("{'data':{'resultType':'vector','result':[]}}"), Malformed);
        row("error with 200", 200, json("{'status':'error','errorType':'x','error':'y'}"), Malformed);
        row("unknown type", 200, success(json("{'resultType':'streams','result':[]}")), Malformed);
        row("result is no list", 200, success(json("{'resultType':'vector','result':{}}")), Malformed);
        row("value is a number", 200, vectorOf(json("{'metric':{},'value':[1,0.25]}")), Malformed);
        row("value has a tail", 200, vectorOf(json("{'metric':{},'value':[1,'1x']}")), Malformed);
        row("value too large", 200, vectorOf(json("{'metric':{},'value':[1,'1e999']}")), Malformed);
        row("no value", 200, vectorOf(json("{'metric':{}}")), Malformed);
        row("no time", 200, vectorOf(json("{'metric':{},'value':['1']}")), Malformed);
        row("deep", 200, std::string(200'000, '['), Malformed);
    }
    void theRestIsRefused() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        const auto answer = readPrometheusAnswer(status, body.toStdString());
        QVERIFY(!answer.ok());
        QCOMPARE(errorCodeName(answer.error().code), errorCodeName(static_cast<ErrorCode>(code)));
    }

    void warningsAreKeptAndBounded() {
        const std::string warnings =
            json(",'warnings':['one\\nline','b','c','d','e','") + std::string(5'000, 'x') + "\"]";
        const auto answer = readPrometheusAnswer(
            200, success(json("{'resultType':'vector','result':[") + kOne + "]}", warnings));
        QVERIFY(answer.ok());
        QCOMPARE(answer->warnings.size(), std::size_t{4});
        QCOMPARE(answer->warnings.front(), std::string("one line"));
        const auto refused =
            readPrometheusAnswer(400, json("{'status':'error','errorType':'bad_data','error':'") +
                                          std::string(9'000, 'x') + "\"}");
        QVERIFY(refused.error().detail.size() < 500);
    }
};

QTEST_APPLESS_MAIN(PrometheusAnswerTest)
#include "tst_prometheus_answer.moc"
