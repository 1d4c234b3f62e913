// SPDX-License-Identifier: Apache-2.0
#include "core/codec/event_codec.h"
#include "core/codec/row_codec.h"
#include "core/domain/limits.h"
#include "tests/unit/codec/stored_samples.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::codec;

namespace {

constexpr std::size_t kTooLong = 64 * 1024 * 1024;
constexpr std::size_t kTooDeep = 1'000;

/// Path of the only wrong field.
template <class R>
std::string wrongField(const R& result) {
    if (result.ok() || result.error().code != ErrorCode::Malformed || result.error().fields.size() != 1) {
        return result.ok() ? "no error" : describe(result.error());
    }
    return result.error().fields.begin()->first;
}

std::string eventRefusal(std::string_view name, const std::string& text) {
    const auto body = decodeEvent(name, text);
    return body.ok() ? "no error" : std::string(errorCodeName(body.error().code));
}

} // namespace

class TestStoredReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownFieldsAreIgnored();
    void absentFieldsKeepTheirDefault();
    void everyFieldIsTyped();
    void wrongFieldsAreNamed();
    void everyWrongFieldIsNamedAtOnce();
    void whatIsNoEventIsRefused();
    void jsonbSpellingIsRead();
    void aPlanOfTheWholeFleetReturns();
};

void TestStoredReading::unknownFieldsAreIgnored() {
    for (const auto& body : everyEvent()) {
        Json json = jsonOf(body);
        json["ofTheNextVersion"] = {{"deep", Json::array({1, nullptr, "x"})}};
        const auto back = decodeEvent(eventName(body), json.dump());
        QVERIFY2(back.ok(), eventName(body).data());
        QCOMPARE(encodeEvent(*back).value(), encodeEvent(body).value());
    }
    const auto submitted = filled<events::Submitted>();
    Json json = jsonOf(submitted);
    json["spec"]["policy"]["gate"]["ofTheNextVersion"] = 1;
    QVERIFY(eventOf<events::Submitted>(json).spec.policy == submitted.spec.policy);
    Json node = parsed(encodeNode(filled<Node>()).value());
    node["ofTheNextVersion"] = true;
    QVERIFY(decodeNode(node.dump()).value() == filled<Node>());
}

void TestStoredReading::absentFieldsKeepTheirDefault() {
    for (const auto& body : emptyEvents()) {
        const auto back = decodeEvent(eventName(body), "{}");
        QVERIFY2(back.ok(), eventName(body).data());
        QCOMPARE(encodeEvent(*back).value(), encodeEvent(body).value());
    }
    Json json = jsonOf(filled<events::Submitted>());
    json["spec"]["policy"]["judge"].erase("looksInARow");
    json["spec"].erase("stable");
    const auto submitted = eventOf<events::Submitted>(json);
    QCOMPARE(submitted.spec.policy.judge.looksInARow, JudgePolicy{}.looksInARow);
    QVERIFY(submitted.spec.policy.judge.sourceErrorsInARow != JudgePolicy{}.sourceErrorsInARow);
    QVERIFY(!submitted.spec.stable);
    QVERIFY(decodeSummary("{}").value() == DeploymentSummary{});
    QVERIFY(decodeApproval("{}").value() == Approval{});
    QVERIFY(decodeNode("{}").value() == Node{});
}

void TestStoredReading::everyFieldIsTyped() {
    for (const auto& body : everyEvent()) {
        const Json whole = jsonOf(body);
        for (const auto& [name, value] : whole.items()) {
            for (const Json& wrong :
                 {Json(value.is_boolean() ? Json(1) : Json(true)), Json(Json::array({true})),
                  Json(value.is_object() ? Json("x") : Json(Json::object()))}) {
                Json json = whole;
                json[name] = wrong;
                const std::string field = wrongField(decodeEvent(eventName(body), json.dump()));
                QVERIFY2(field.starts_with(name), (name + ": " + field).c_str());
            }
        }
    }
}

void TestStoredReading::wrongFieldsAreNamed() {
    const auto at = [](const char* event, const char* text) { return wrongField(decodeEvent(event, text)); };
    QCOMPARE(at("nodeAnswered", R"({"running": {"version": "one"}})"), std::string("running.version"));
    QCOMPARE(at("nodeAnswered", R"({"running": {"version": 1}})"), std::string("running.version"));
    QCOMPARE(at("nodeAnswered", R"({"outcome": "vanished"})"), std::string("outcome"));
    QCOMPARE(at("nodeAnswered", R"({"sequence": -1})"), std::string("sequence"));
    QCOMPARE(at("nodeAnswered", R"({"sequence": 1.5})"), std::string("sequence"));
    QCOMPARE(at("nodeAnswered", R"({"sequence": 18446744073709551616})"), std::string("sequence"));
    QCOMPARE(at("waveStarted", R"({"wave": 4294967296})"), std::string("wave"));
    QCOMPARE(at("waveStarted", R"({"wave": "1"})"), std::string("wave"));
    QCOMPARE(at("bakeStarted", R"({"length": 9223372036854775808})"), std::string("length"));
    QCOMPARE(at("submitted", R"({"spec": {"policy": {"gate": {"minHealthyTime": "10s"}}}})"),
             std::string("spec.policy.gate.minHealthyTime"));
    QCOMPARE(at("submitted", R"({"spec": {"metadata": {"key": 1}}})"), std::string("spec.metadata.key"));
    QCOMPARE(at("submitted", R"({"spec": {"release": {"dependencies": [{"range": "?"}]}}})")
                 .substr(0, std::string("spec.release.dependencies").size()),
             std::string("spec.release.dependencies"));
    QCOMPARE(at("approvalDecided", R"({"votes": [{"bytes": "*"}]})").substr(0, 5), std::string("votes"));
    QCOMPARE(at("waveJudged", R"({"verdict": {"findings": [{"limit": "infinite"}]}})").substr(0, 16),
             std::string("verdict.findings"));
    QCOMPARE(wrongField(decodeSummary(R"({"state": "asleep"})")), std::string("state"));
    QCOMPARE(wrongField(decodeSummary(R"({"approval": 1})")), std::string("approval"));
    QCOMPARE(wrongField(decodeNode(R"({"modules": {"a": {"fence": {"epoch": -1}}}})")),
             std::string("modules.a.fence.epoch"));
    QCOMPARE(wrongField(decodeStrings(R"({"a": null})")), std::string(".a"));
    QCOMPARE(wrongField(decodeReleaseInfo(R"({"packageBytes": -5})")), std::string("packageBytes"));
}

void TestStoredReading::everyWrongFieldIsNamedAtOnce() {
    const auto body = decodeEvent("nodeCommanded", R"({"node": 1, "wave": -1, "rollback": "yes"})");
    QVERIFY(!body.ok());
    QCOMPARE(body.error().code, ErrorCode::Malformed);
    QCOMPARE(body.error().detail, std::string("event nodeCommanded"));
    QCOMPARE(body.error().fields.size(), std::size_t{3});
    QVERIFY(body.error().fields.contains("node") && body.error().fields.contains("wave") &&
            body.error().fields.contains("rollback"));
}

void TestStoredReading::whatIsNoEventIsRefused() {
    QCOMPARE(eventRefusal("nodeExploded", "{}"), std::string("unsupported"));
    QCOMPARE(eventRefusal("", "{}"), std::string("unsupported"));
    QCOMPARE(eventRefusal("nodeanswered", "{}"), std::string("unsupported"));
    for (const char* text : {"", "{", "[]", "null", "1", "{} {}", "{\"node\": \"a\", \"node\": \"b\"}"}) {
        QCOMPARE(eventRefusal("nodeAnswered", text), std::string("malformed"));
    }
    QCOMPARE(eventRefusal("nodeAnswered", Json{{"detail", std::string(kTooLong, 'x')}}.dump()),
             std::string("oversize"));
    QCOMPARE(
        eventRefusal("nodeAnswered", "[" + std::string(kTooDeep, '[') + std::string(kTooDeep, ']') + "]"),
        std::string("malformed"));
    QVERIFY(!decodeNode("[]").ok() && !decodeStrings("[]").ok() && !decodeSummary("").ok());
}

void TestStoredReading::jsonbSpellingIsRead() {
    // jsonb keeps no order of keys, sets blanks and writes numbers out in full.
    const auto judged = eventOf<events::WaveJudged>(parsed(
        "{\"verdict\": {\"findings\": [{\"limit\": 1" + std::string(300, '0') +
        ", \"canary\": 0.00000000000000000000012, \"baseline\": 5}], \"kind\": \"fail\"}, \"wave\": 3}"));
    QCOMPARE(judged.wave, 3U);
    QCOMPARE(judged.verdict.findings.at(0).limit, 1e300);
    QCOMPARE(judged.verdict.findings.at(0).canary, 1.2e-22);
    QCOMPARE(judged.verdict.findings.at(0).baseline, 5.0);
    QVERIFY(judged.verdict.kind == VerdictKind::Fail);
}

void TestStoredReading::aPlanOfTheWholeFleetReturns() {
    constexpr std::size_t kLongestNameBytes = 64;
    events::Submitted submitted = filled<events::Submitted>();
    submitted.plan.waves.assign(limits::kWavesMax, {});
    submitted.plan.mayChange.clear();
    for (std::size_t i = 0; i < limits::kFleetNodesMax; ++i) {
        NodeId node{std::to_string(i)};
        node.value.resize(kLongestNameBytes, 'n');
        submitted.plan.waves[i % limits::kWavesMax].nodes.push_back(node);
        submitted.plan.mayChange.push_back(node);
        submitted.plan.skipped.push_back(node);
    }
    QVERIFY(roundTrip(submitted).plan == submitted.plan);
}

QTEST_APPLESS_MAIN(TestStoredReading)
#include "tst_stored_reading.moc"
