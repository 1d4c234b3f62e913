// SPDX-License-Identifier: Apache-2.0
// Queries with their placeholders filled: which nodes stand where, and what no name can do to a query.
#include "core/telemetry/query_text.h"
#include "tests/unit/telemetry/series_samples.h"

#include "core/domain/limits.h"

#include <QtTest/QtTest>

using namespace hotswap;
using telemetry::fillQueries;
using test::nodes;
using test::seriesRequest;

class QueryTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBaselineIsAskedTheSameOfItsOwnNodes() {
        const auto filled = fillQueries(seriesRequest("sum(rate(errors{node=~\"{{canary}}\"}[{{window}}]))"));
        QVERIFY(filled.ok());
        QCOMPARE(filled->canary, std::string("sum(rate(errors{node=~\"web-1|web-2\"}[300s]))"));
        QCOMPARE(filled->baseline, std::string("sum(rate(errors{node=~\"web-7\"}[300s]))"));
    }

    void aQueryWithBothArmsHasThemExchanged() {
        const auto filled = fillQueries(seriesRequest("a{n=~'{{canary}}'} - a{n=~'{{baseline}}'}"));
        QCOMPARE(filled->canary, std::string("a{n=~'web-1|web-2'} - a{n=~'web-7'}"));
        QCOMPARE(filled->baseline, std::string("a{n=~'web-7'} - a{n=~'web-1|web-2'}"));
    }

    void twoQueriesStandApart() {
        const auto filled =
            fillQueries(seriesRequest("new{n=~'{{canary}}'}\n --- \r\nold{n=~'{{baseline}}'}\n"));
        QVERIFY(filled.ok());
        QCOMPARE(filled->canary, std::string("new{n=~'web-1|web-2'}"));
        QCOMPARE(filled->baseline, std::string("old{n=~'web-7'}"));
    }

    void namesOfEverythingAreFilledIn() {
        const auto filled =
            fillQueries(seriesRequest("x{e=\"{{environment}}\", m=\"{{module}}\", n=~\"{{canary}}\"}"));
        QCOMPARE(filled->canary, std::string("x{e=\"Production\", m=\"storefront\", n=~\"web-1|web-2\"}"));
    }

    void withoutABaselineNothingIsAskedOfIt() {
        auto request = seriesRequest();
        request.baseline.clear();
        QCOMPARE(fillQueries(request)->canary, std::string("up{node=~\"web-1|web-2\"}"));
        QVERIFY(fillQueries(request)->baseline.empty());
        // An empty alternation would match what has no such label: a comparison is not asked at all.
        request.metric.query = "a{n=~'{{canary}}'} - a{n=~'{{baseline}}'}";
        QVERIFY(fillQueries(request)->canary.empty());
    }

    void charactersWithAMeaningStandInBrackets() {
        const auto text =
            telemetry::nodeAlternation("canary", nodes({"b.example.net", "a+b", "(x)|y", "b.example.net"}));
        QCOMPARE(*text, std::string("[(]x[)][|]y|a[+]b|b[.]example[.]net"));
    }

    void namesCannotLeaveTheirString_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("double quote") << QByteArray("a\"} or vector(0) #");
        QTest::newRow("single quote") << QByteArray("a'");
        QTest::newRow("back quote") << QByteArray("a`");
        QTest::newRow("backslash") << QByteArray("a\\");
        QTest::newRow("line end") << QByteArray("a\nb");
        QTest::newRow("nothing") << QByteArray("");
    }
    void namesCannotLeaveTheirString() {
        QFETCH(QByteArray, name);
        auto request = seriesRequest();
        request.canary.emplace_back(name.toStdString());
        QVERIFY(fillQueries(request).error().fields.contains("canary"));
        request = seriesRequest();
        request.baseline.emplace_back(name.toStdString());
        QVERIFY(fillQueries(request).error().fields.contains("baseline"));
        request = seriesRequest("x{e='{{environment}}', n=~'{{canary}}'}");
        request.environment = EnvironmentId(name.toStdString());
        QVERIFY(fillQueries(request).error().fields.contains("environment"));
    }

    void whatIsFilledInIsNotFilledAgain() {
        auto request = seriesRequest();
        request.canary = nodes({"{{window}}"});
        QCOMPARE(fillQueries(request)->canary, std::string("up{node=~\"[{][{]window[}][}]\"}"));
    }

    void wrongQueriesAreNamed_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("unknown placeholder") << QByteArray("up{n=~'{{canary}}', x='{{secret}}'}");
        QTest::newRow("never closed") << QByteArray("up{n=~'{{canary'}");
        QTest::newRow("three queries") << QByteArray("{{canary}}\n---\nb\n---\nc");
        QTest::newRow("nothing after the line") << QByteArray("{{canary}}\n---\n");
        QTest::newRow("empty") << QByteArray("");
    }
    void wrongQueriesAreNamed() {
        QFETCH(QByteArray, query);
        const auto filled = fillQueries(seriesRequest(query.toStdString()));
        QVERIFY(!filled.ok());
        QVERIFY(filled.error().fields.contains("query"));
    }

    void everythingHasALimit() {
        auto request = seriesRequest();
        request.canary.clear();
        QVERIFY(fillQueries(request).error().fields.contains("canary"));
        for (std::size_t i = 0; i <= limits::kArmNodesMax; ++i) {
            request.canary.emplace_back("node-" + std::to_string(i));
        }
        QVERIFY(fillQueries(request).error().fields.contains("canary"));
        request.canary.pop_back();
        QVERIFY(fillQueries(request).ok());
        for (int i = 0; i < 100; ++i) {
            request.metric.query += " + {{canary}}";
        }
        QCOMPARE(fillQueries(request).error().code, ErrorCode::LimitExceeded);
    }

    void aWindowIsAtLeastASecond() {
        auto request = seriesRequest("rate(x{n=~'{{canary}}'}[{{window}}])");
        request.at = request.from + Duration{10};
        QVERIFY(fillQueries(request)->canary.find("[1s]") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(QueryTextTest)
#include "tst_query_text.moc"
