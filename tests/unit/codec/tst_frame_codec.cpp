// SPDX-License-Identifier: Apache-2.0
#include "core/codec/canonical_json.h"
#include "core/codec/frame_codec.h"
#include "core/domain/limits.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace hotswap;
using namespace hotswap::codec;

namespace {

Release release(const char* version) {
    return {ModuleName{"storefront"}, Version::parse(version).value(), Digest{std::string(64, 'a')}};
}

std::map<ModuleName, NodeRelease> modules() {
    NodeRelease running;
    running.current = release("1.0.0");
    running.prepared = release("1.1.0");
    running.warm = release("0.9.0-rc.1");
    running.healthy = true;
    running.address = "127.0.0.1:8080";
    running.fence = {1, 7};
    NodeRelease nothing;
    nothing.current.module = ModuleName{"other"};
    return {{ModuleName{"storefront"}, running}, {ModuleName{"other"}, nothing}};
}

const Scope kScope{TenantId{"lab"}, EnvironmentId{"Development"}, ModuleName{"storefront"}};
const std::string kBinary("\0\xff\x80 raw", 7);

Sample sample() {
    Sample s;
    s.node = NodeId{"dev-1"};
    s.module = ModuleName{"storefront"};
    s.release = Digest{std::string(64, 'b')};
    s.start = instantFromMs(1'700'000'000'123);
    s.length = Duration{1'000};
    s.requests = 200;
    s.errors = 3;
    s.latency.record(0.1, 150);
    s.latency.record(40.5, 49);
    s.latency.record(1e6);
    s.cpuPercent = 12.5;
    s.memoryPercent = 33.25;
    s.named = {{"basket_value", 0.1}, {"queue", -3}};
    return s;
}

std::vector<Frame> everyFrame() {
    frames::Hello hello;
    hello.node = NodeId{"dev-1"};
    hello.tenant = TenantId{"lab"};
    hello.environment = EnvironmentId{"Development"};
    hello.labels = {{"rack", "a"}, {"zone", "\xc3\xa4"}};
    hello.facts = {16'000, 2'000, 123'456, "Debian 12", "0.1.0"};
    hello.modules = modules();
    hello.publicKey = std::string(32, '\x81');
    hello.token = "token";
    hello.nonce = kBinary;
    hello.journalPosition = 42;
    hello.openCommands = {CommandId{"c1"}, CommandId{"c2"}};
    hello.highestLeader = {2, 9};
    hello.trust = {3, 17, 4};
    Receipt receipt{CommandId{"c1"},
                    NodeId{"dev-1"},
                    kScope,
                    ReceiptOutcome::Reverted,
                    ErrorCode::Timeout,
                    "probe http /health: status 500",
                    release("1.0.0"),
                    {1, 7},
                    Duration{5'000},
                    Duration{3},
                    kBinary};
    frames::Welcome welcome{1,
                            instantFromMs(1'700'000'000'000),
                            17,
                            kBinary,
                            KeyId{"0011"},
                            std::string(64, 's'),
                            {"wss://a:1", "wss://b:2"},
                            Duration{10'000}};
    return {hello,
            frames::Heartbeat{NodeState::Degraded, modules(), 91.5, 10},
            frames::Telemetry{{sample(), sample()}},
            frames::ReceiptFrame{receipt},
            frames::Progress{CommandId{"c1"}, "verified"},
            frames::LogLine{ModuleName{"storefront"}, "line \"with\" \\ quotes"},
            welcome,
            frames::CommandFrame{
                {CommandId{"c1"}, NodeId{"dev-1"}, kBinary, KeyId{"0011"}, std::string(64, 's')}},
            frames::Cancel{CommandId{"c1"}},
            frames::FenceFrame{kScope, {1, 8}},
            frames::Fenced{kScope, {1, 8}, {CommandId{"c1"}}},
            frames::Ask{Duration{1'000}, Duration{60'000}},
            frames::Ack{CommandId{"c1"}},
            frames::Alarm{{instantFromMs(1'700'000'000'000), ErrorCode::QuorumMissing, "command c1",
                           "quorumMissing: 1 of 2", 3}},
            frames::TrustState{{1, 2, 3}},
            frames::TrustUpdate{{R"({"signed":{}})", "second"}}};
}

Json jsonOf(const Frame& frame) {
    return parseJson(encodeFrame(frame).value(), {limits::kFrameBytesMax}).value();
}

std::string errorText(const Result<Frame>& frame) {
    return frame.ok() ? "no error" : describe(frame.error());
}

} // namespace

class TestFrameCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFrameRoundTrips();
    void everyFieldIsNeeded();
    void everyFieldIsTyped();
    void unknownFieldsAreIgnored();
    void unknownTypesAreRefused();
    void malformedTextsAreRefused_data();
    void malformedTextsAreRefused();
    void damagedTextsNeverBecomeSomethingElse();
    void sizeIsBounded();
    void histogramsAreSparse();
    void wrongHistogramsAreRefused_data();
    void wrongHistogramsAreRefused();
    void notMeasuredTravelsAsNull();
    void anyLogLineCanBeSent();
    void welcomeBytesAreCanonical();
};

void TestFrameCodec::everyFrameRoundTrips() {
    const auto frames = everyFrame();
    QCOMPARE(frames.size(), std::variant_size_v<Frame>);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        QCOMPARE(frames[i].index(), i);
        const auto text = encodeFrame(frames[i]);
        QVERIFY(text.ok());
        const auto decoded = decodeFrame(*text);
        QVERIFY2(decoded.ok(), errorText(decoded).c_str());
        QVERIFY2(*decoded == frames[i], frameType(frames[i]).data());
        QCOMPARE(encodeFrame(*decoded).value(), *text);
    }
}

void TestFrameCodec::everyFieldIsNeeded() {
    const std::set<std::string> optional{"labels", "trust"};
    for (const Frame& frame : everyFrame()) {
        const Json whole = jsonOf(frame);
        for (const auto& [key, value] : whole.items()) {
            if (optional.contains(key)) {
                continue;
            }
            Json less = whole;
            less.erase(key);
            const auto decoded = decodeFrame(less.dump());
            QVERIFY2(!decoded.ok(), key.c_str());
            QVERIFY2(decoded.error().fields.contains(key), errorText(decoded).c_str());
        }
    }
}

void TestFrameCodec::everyFieldIsTyped() {
    for (const Frame& frame : everyFrame()) {
        const Json whole = jsonOf(frame);
        for (const auto& [key, value] : whole.items()) {
            for (const Json& wrong : {Json(true), Json("\xe2\x82\xac not this"), Json(-1), Json(1.5),
                                      Json(Json::array({1})), Json(Json::object({{"a", 1}}))}) {
                const bool fits = wrong.type() == value.type() || (value.is_number() && wrong.is_number());
                if (fits) {
                    continue;
                }
                Json altered = whole;
                altered[key] = wrong;
                const auto decoded = decodeFrame(altered.dump());
                QVERIFY2(!decoded.ok(),
                         (std::string(frameType(frame)) + "." + key + " = " + wrong.dump()).c_str());
                QCOMPARE(decoded.error().code, ErrorCode::Malformed);
                QVERIFY(!decoded.error().fields.empty());
            }
        }
    }
}

void TestFrameCodec::unknownFieldsAreIgnored() {
    for (const Frame& frame : everyFrame()) {
        Json more = jsonOf(frame);
        more["zzNew"] = {{"a", {1, 2, 3}}};
        const auto decoded = decodeFrame(more.dump());
        QVERIFY2(decoded.ok(), errorText(decoded).c_str());
        QVERIFY(*decoded == frame);
    }
}

void TestFrameCodec::unknownTypesAreRefused() {
    for (const char* text :
         {R"({"type":"explode"})", R"({"type":1})", R"({"command":"c1"})", R"({"type":"Ack"})"}) {
        const auto decoded = decodeFrame(text);
        QVERIFY(!decoded.ok());
        QCOMPARE(decoded.error().code, ErrorCode::Malformed);
        QVERIFY(decoded.error().fields.contains("type"));
    }
}

void TestFrameCodec::malformedTextsAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "null", "[]", "\"ack\"", "{", R"({"type":"ack","command":"c1")",
          R"({"type":"ack","type":"ack","command":"c1"})", R"({"type":"ack","command":"c1"}x)",
          R"({"type":"ack","command":""})", "\xff\xfe"}) {
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QByteArray(text);
    }
}

void TestFrameCodec::malformedTextsAreRefused() {
    QFETCH(QByteArray, text);
    const auto decoded = decodeFrame(text.toStdString());
    QVERIFY(!decoded.ok());
    QCOMPARE(decoded.error().code, ErrorCode::Malformed);
}

void TestFrameCodec::damagedTextsNeverBecomeSomethingElse() {
    // Every byte of every frame replaced by what JSON cares about: an error, or a frame that is stable.
    for (const Frame& frame : everyFrame()) {
        const std::string text = encodeFrame(frame).value();
        for (std::size_t i = 0; i < text.size(); ++i) {
            for (const char c : {'"', '{', '}', '[', ',', '0', '-', '\\', '\xff', '\0'}) {
                std::string damaged = text;
                damaged[i] = c;
                const auto decoded = decodeFrame(damaged);
                if (decoded.ok()) {
                    const auto again = encodeFrame(*decoded);
                    QVERIFY(again.ok());
                    QCOMPARE(encodeFrame(decodeFrame(*again).value()).value(), *again);
                }
            }
            QVERIFY(!decodeFrame(std::string_view(text).substr(0, i)).ok());
        }
    }
}

void TestFrameCodec::sizeIsBounded() {
    std::string large = encodeFrame(frames::Ack{CommandId{"c1"}}).value();
    large.append(limits::kFrameBytesMax - large.size(), ' ');
    QVERIFY(decodeFrame(large).ok());
    QCOMPARE(decodeFrame(large + ' ').error().code, ErrorCode::Oversize);
    frames::CommandFrame tooMuch;
    tooMuch.command.bytes = std::string(limits::kFrameBytesMax, 'x');
    QCOMPARE(encodeFrame(tooMuch).error().code, ErrorCode::Oversize);
    const frames::Telemetry many{std::vector<Sample>(kSamplesPerFrameMax, sample())};
    QVERIFY(decodeFrame(encodeFrame(many).value()).ok());
    const frames::Telemetry tooMany{std::vector<Sample>(kSamplesPerFrameMax + 1, sample())};
    QVERIFY(decodeFrame(encodeFrame(tooMany).value()).error().fields.contains("samples"));
}

void TestFrameCodec::histogramsAreSparse() {
    const Json json = jsonOf(frames::Telemetry{{sample()}});
    QCOMPARE(json["samples"][0]["latency"]["buckets"].size(), std::size_t{3});
    QCOMPARE(json["samples"][0]["latency"]["buckets"][0].dump(), std::string("[0,150]"));
}

void TestFrameCodec::wrongHistogramsAreRefused_data() {
    QTest::addColumn<QByteArray>("buckets");
    for (const char* text : {"{}", "1", "[1]", "[[1]]", "[[1,2,3]]", "[[74,1]]", "[[-1,1]]", "[[1,-1]]",
                             "[[1,1.5]]", "[[1,4294967296]]", "[[\"1\",1]]"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestFrameCodec::wrongHistogramsAreRefused() {
    QFETCH(QByteArray, buckets);
    Json json = jsonOf(frames::Telemetry{{sample()}});
    json["samples"][0]["latency"]["buckets"] = Json::parse(buckets.toStdString());
    const auto decoded = decodeFrame(json.dump());
    QVERIFY(!decoded.ok());
    QVERIFY2(decoded.error().fields.contains("samples[0].latency.buckets"), errorText(decoded).c_str());
}

void TestFrameCodec::notMeasuredTravelsAsNull() {
    frames::Telemetry telemetry{{sample()}};
    telemetry.samples[0].cpuPercent = std::nan("");
    telemetry.samples[0].named["gap"] = std::nan("");
    const std::string text = encodeFrame(telemetry).value();
    QVERIFY(text.find("\"cpuPercent\":null") != std::string::npos);
    const auto decoded = decodeFrame(text);
    QVERIFY(decoded.ok());
    const Sample& back = std::get<frames::Telemetry>(*decoded).samples[0];
    QVERIFY(std::isnan(back.cpuPercent) && std::isnan(back.named.at("gap")));
    QCOMPARE(back.memoryPercent, 33.25);
}

void TestFrameCodec::anyLogLineCanBeSent() {
    frames::LogLine line{ModuleName{"storefront"},
                         std::string("\xff\0\x1b[31m", 7) + std::string(20'000, 'x')};
    const auto decoded = decodeFrame(encodeFrame(line).value());
    QVERIFY2(decoded.ok(), errorText(decoded).c_str());
    QCOMPARE(std::get<frames::LogLine>(*decoded).text.size(), limits::kLogLineBytesMax);
}

void TestFrameCodec::welcomeBytesAreCanonical() {
    const std::string bytes = welcomeBytes("nonce", instantFromMs(5));
    QCOMPARE(bytes, std::string(R"({"nonce":"bm9uY2U=","nowMs":5,"type":"welcome"})"));
    QVERIFY(welcomeBytes("nonce", instantFromMs(6)) != bytes);
}

QTEST_APPLESS_MAIN(TestFrameCodec)
#include "tst_frame_codec.moc"
