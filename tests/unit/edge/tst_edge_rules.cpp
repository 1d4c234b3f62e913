// SPDX-License-Identifier: Apache-2.0
// The edge's pure rules: Range headers, request lines, per-peer limits.
#include "core/edge/byte_range.h"
#include "core/edge/peer_table.h"
#include "core/edge/request_check.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::edge;

namespace {

EdgeOptions options() {
    EdgeOptions result;
    result.origins = {"https://console.example"};
    return result;
}

RequestParts get(std::string_view target) {
    RequestParts parts;
    parts.method = "GET";
    parts.target = target;
    parts.hosts = 1;
    return parts;
}

unsigned statusOf(const RequestParts& parts) {
    return checkRequest(parts, options()).status;
}

} // namespace

class EdgeRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rangesArePartsOrIgnored() {
        using Kind = RangeAnswer::Kind;
        const auto range = [](const char* text, std::uint64_t size = 100) { return parseRange(text, size); };
        QVERIFY((range("bytes=0-9") == RangeAnswer{Kind::Part, {0, 10}}));
        QVERIFY((range("bytes=90-") == RangeAnswer{Kind::Part, {90, 100}}));
        QVERIFY((range("bytes=-5") == RangeAnswer{Kind::Part, {95, 100}}));
        QVERIFY((range("bytes=-500") == RangeAnswer{Kind::Part, {0, 100}}));
        QVERIFY((range("bytes=50-500") == RangeAnswer{Kind::Part, {50, 100}}));
        for (const char* wrong :
             {"", "items=0-9", "bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=0-9,20-29",
              "bytes=99999999999999999999-", "bytes=+1-2", "bytes= 1-2"}) {
            QVERIFY2((range(wrong) == RangeAnswer{Kind::Whole, {0, 100}}), wrong);
        }
    }

    void rangesBehindTheEndAreRefused() {
        QCOMPARE(parseRange("bytes=100-", 100).kind, RangeAnswer::Kind::Unsatisfiable);
        QCOMPARE(parseRange("bytes=-0", 100).kind, RangeAnswer::Kind::Unsatisfiable);
        QCOMPARE(parseRange("bytes=0-", 0).kind, RangeAnswer::Kind::Unsatisfiable);
        QCOMPARE(parseRange("bytes=-1", 0).kind, RangeAnswer::Kind::Unsatisfiable);
    }

    void onlyPlainTargetsAreLetIn() {
        QCOMPARE(statusOf(get("/health")), 0U);
        QCOMPARE(statusOf(get("/health?x=1")), 0U);
        for (const char* wrong :
             {"", "health", "http://a/b", "/a/../b", "/a%2fb", "//a", "/a b", "/a\\b", "/a#b", "*"}) {
            QVERIFY2(statusOf(get(wrong)) == 400U, wrong);
        }
        QCOMPARE(statusOf(get("/" + std::string(2 * 1024, 'a'))), 400U);
    }

    void methodHostAndOriginAreChecked() {
        RequestParts post = get("/health");
        post.method = "POST";
        QCOMPARE(statusOf(post), 405U);
        RequestParts hostless = get("/health");
        hostless.hosts = 0;
        QCOMPARE(statusOf(hostless), 400U);
        hostless.version11 = false;
        QCOMPARE(statusOf(hostless), 0U);
        RequestParts twoHosts = get("/health");
        twoHosts.hosts = 2;
        QCOMPARE(statusOf(twoHosts), 400U);
        RequestParts foreign = get("/node");
        foreign.upgrade = true;
        foreign.origin = "https://evil.example";
        QCOMPARE(statusOf(foreign), 403U);
        foreign.origin = "https://console.example";
        QCOMPARE(statusOf(foreign), 0U);
        foreign.target = "/elsewhere";
        QCOMPARE(statusOf(foreign), 404U);
    }

    void aPeerHasAShareOfConnectionsAndRequests() {
        EdgeLimits limits;
        limits.connectionsMax = 3;
        limits.connectionsPerPeerMax = 2;
        limits.requestsBurstMax = 5;
        limits.requestsPerSecondMax = 1;
        PeerTable peers(limits);
        const Instant start = instantFromMs(1'000);
        QVERIFY(peers.connect("a", start));
        QVERIFY(peers.connect("a", start));
        QVERIFY(!peers.connect("a", start)); // per peer
        QVERIFY(peers.connect("b", start));
        QVERIFY(!peers.connect("c", start)); // in all
        peers.disconnect("a");
        QVERIFY(peers.request("a", start));
        QVERIFY(peers.request("a", start));
        QVERIFY(peers.request("a", start));
        QVERIFY(!peers.request("a", start)); // five taken: two connections, three requests
        QVERIFY(peers.request("a", start + Duration{1'000}));
        QVERIFY(!peers.request("a", start + Duration{1'000}));
        QVERIFY(peers.request("b", start));
    }

    void forgottenPeersMakeRoom() {
        EdgeLimits limits;
        limits.peersMax = 2;
        limits.requestsBurstMax = 2;
        limits.requestsPerSecondMax = 1;
        PeerTable peers(limits);
        const Instant start = instantFromMs(0);
        QVERIFY(peers.request("a", start));
        QVERIFY(peers.request("b", start));
        QVERIFY(!peers.request("c", start));
        QVERIFY(peers.request("c", start + Duration{5'000}));
    }
};

QTEST_APPLESS_MAIN(EdgeRules)
#include "tst_edge_rules.moc"
