// SPDX-License-Identifier: Apache-2.0
#include "core/codec/event_codec.h"
#include "core/codec/row_codec.h"
#include "tests/unit/codec/stored_samples.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace hotswap;
using namespace hotswap::codec;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();
const std::string kReplaced = "\xef\xbf\xbd";

/// Whether a row comes back as it was, by its text.
template <class T>
bool returns(const T& value, Result<std::string> (*encode)(const T&), Result<T> (*decode)(std::string_view)) {
    const std::string text = encode(value).value();
    const auto back = decode(text);
    return back.ok() && encode(*back).value() == text;
}

/// Every enumerator has a word of its own that leads back to it.
template <class E>
bool wordsAreGood() {
    std::set<std::string_view> words;
    for (int i = 0; i < storedCount<E>(); ++i) {
        const E value = static_cast<E>(i);
        words.insert(storedName(value));
        if (storedName(value).empty() || storedEnum<E>(storedName(value)) != value) {
            return false;
        }
    }
    return words.size() == static_cast<std::size_t>(storedCount<E>()) && !storedEnum<E>("") &&
           !storedEnum<E>("no such word");
}

/// Text of the value at a place.
std::string at(const Json& json, const char* pointer) {
    return json.at(Json::json_pointer(pointer)).dump();
}

} // namespace

class TestStoredCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMemberIsDescribed();
    void everyEventReturns_data();
    void everyEventReturns();
    void emptyEventsReturn();
    void decodedFieldsAreThoseEncoded();
    void rowsReturn();
    void everyEnumeratorHasAWord();
    void sqlFindsWhoDidIt();
    void sqlFindsFieldsOfRows();
    void numbersThatJsonLacks();
    void textIsMadeStorable_data();
    void textIsMadeStorable();
    void namesOfEntriesAreMadeStorable();
};

void TestStoredCodec::everyMemberIsDescribed() {
    static_assert(memberCount<Release>() == 3 && memberCount<events::WaveJudged>() == 3);
    const auto complete = [](auto value) {
        StoredFiller filler;
        filler.fill(value);
        return filler.complete();
    };
    for (const auto& body : emptyEvents()) {
        QVERIFY2(std::visit(complete, body), eventName(body).data());
    }
    QVERIFY(complete(DeploymentSummary{}));
    QVERIFY(complete(Approval{}));
    QVERIFY(complete(Node{}));
    QVERIFY(complete(ReleaseInfo{}));
}

void TestStoredCodec::everyEventReturns_data() {
    QTest::addColumn<int>("index");
    const auto all = everyEvent();
    QCOMPARE(all.size(), std::variant_size_v<DeploymentEventBody>);
    for (std::size_t i = 0; i < all.size(); ++i) {
        QTest::newRow(eventName(all[i]).data()) << static_cast<int>(i);
    }
}

void TestStoredCodec::everyEventReturns() {
    QFETCH(int, index);
    const auto body = everyEvent()[static_cast<std::size_t>(index)];
    const std::string text = encodeEvent(body).value();
    const auto back = decodeEvent(eventName(body), text);
    QVERIFY2(back.ok(), back.ok() ? "" : describe(back.error()).c_str());
    QCOMPARE(back->index(), body.index());
    QCOMPARE(encodeEvent(*back).value(), text);
    const Json defaults = jsonOf(emptyEvents()[static_cast<std::size_t>(index)]);
    const Json whole = parsed(text);
    QVERIFY(!whole.empty());
    for (const auto& [name, value] : whole.items()) {
        QVERIFY2(!defaults.contains(name) || defaults.at(name) != value, name.c_str());
    }
}

void TestStoredCodec::emptyEventsReturn() {
    for (const auto& body : emptyEvents()) {
        const auto back = decodeEvent(eventName(body), encodeEvent(body).value());
        QVERIFY2(back.ok(), back.ok() ? "" : describe(back.error()).c_str());
        QCOMPARE(encodeEvent(*back).value(), encodeEvent(body).value());
    }
    events::Submitted submitted;
    submitted.spec.release.dependencies = {{ModuleName{"other"}, VersionRange{}}};
    const auto any = roundTrip(submitted).spec.release.dependencies.at(0).range;
    QVERIFY(any.text().empty() && any.contains(*Version::parse("1.0.0")));
}

void TestStoredCodec::decodedFieldsAreThoseEncoded() {
    const auto submitted = filled<events::Submitted>();
    const auto submittedBack = roundTrip(submitted);
    QVERIFY(submittedBack.plan == submitted.plan);
    QVERIFY(submittedBack.spec.policy == submitted.spec.policy);
    QVERIFY(submittedBack.spec.selector == submitted.spec.selector);
    QVERIFY(submittedBack.spec.release.release == submitted.spec.release.release);
    QVERIFY(submittedBack.spec.release.settings == submitted.spec.release.settings);
    QVERIFY(submittedBack.spec.release.signedBy == submitted.spec.release.signedBy);
    QVERIFY(submittedBack.spec.stable == submitted.spec.stable && submitted.spec.stable);
    QVERIFY(submittedBack.spec.supersedes == submitted.spec.supersedes && submitted.spec.supersedes);
    QVERIFY(submittedBack.spec.requestedAt == submitted.spec.requestedAt);

    const auto judged = filled<events::WaveJudged>();
    QVERIFY(roundTrip(judged).verdict == judged.verdict);
    QVERIFY(roundTrip(judged).final);

    const auto decided = filled<events::ApprovalDecided>();
    QVERIFY(roundTrip(decided).votes == decided.votes && decided.votes.size() == 2);
    QCOMPARE(roundTrip(decided).by.value, decided.by.value);

    const auto answered = filled<events::NodeAnswered>();
    const auto answeredBack = roundTrip(answered);
    QCOMPARE(answeredBack.node.value, answered.node.value);
    QCOMPARE(answeredBack.command.value, answered.command.value);
    QVERIFY(answeredBack.outcome == answered.outcome && answeredBack.reason == answered.reason);
    QVERIFY(answeredBack.running == answered.running);
    QCOMPARE(answeredBack.sequence, answered.sequence);

    const auto commanded = filled<events::NodeCommanded>();
    QVERIFY(roundTrip(commanded).giveUpAt == commanded.giveUpAt);
    QVERIFY(roundTrip(commanded).rollback);
    QVERIFY(roundTrip(commanded).action == CommandAction::Prepare);

    events::RollbackStarted back = filled<events::RollbackStarted>();
    QVERIFY(roundTrip(back).target == back.target && roundTrip(back).nodes == back.nodes);
    back.target.reset();
    QVERIFY(!roundTrip(back).target);
}

void TestStoredCodec::rowsReturn() {
    const auto summary = filled<DeploymentSummary>();
    QVERIFY(decodeSummary(encodeSummary(summary).value()).value() == summary);
    QVERIFY(decodeSummary(encodeSummary({}).value()).value() == DeploymentSummary{});
    const auto approval = filled<Approval>();
    QVERIFY(decodeApproval(encodeApproval(approval).value()).value() == approval);
    QVERIFY(decodeApproval(encodeApproval({}).value()).value() == Approval{});
    const auto node = filled<Node>();
    QVERIFY(node.modules.size() == 2 && node.modules.begin()->second.prepared);
    QVERIFY(decodeNode(encodeNode(node).value()).value() == node);
    QVERIFY(decodeNode(encodeNode({}).value()).value() == Node{});
    const auto release = filled<Release>();
    QVERIFY(decodeRelease(encodeRelease(release).value()).value() == release);
    QVERIFY(decodeRelease(encodeRelease({}).value()).value() == Release{});
    QVERIFY(returns(filled<ReleaseInfo>(), encodeReleaseInfo, decodeReleaseInfo));
    QVERIFY(returns(ReleaseInfo{}, encodeReleaseInfo, decodeReleaseInfo));
    const std::map<std::string, std::string> strings{{"", "empty name"}, {"\xc3\xa4", ""}, {"a", "b"}};
    QVERIFY(decodeStrings(encodeStrings(strings).value()).value() == strings);
    QVERIFY(decodeStrings("{}").value().empty());
}

void TestStoredCodec::everyEnumeratorHasAWord() {
    QVERIFY(wordsAreGood<ApprovalState>());
    QVERIFY(wordsAreGood<VoteDecision>());
    QVERIFY(wordsAreGood<CommandAction>());
    QVERIFY(wordsAreGood<ReceiptOutcome>());
    QVERIFY(wordsAreGood<DeploymentState>());
    QVERIFY(wordsAreGood<Stage>());
    QVERIFY(wordsAreGood<StageState>());
    QVERIFY(wordsAreGood<PauseReason>());
    QVERIFY(wordsAreGood<EndReason>());
    QVERIFY(wordsAreGood<StableChange::Kind>());
    QVERIFY(wordsAreGood<ModuleKind>());
    QVERIFY(wordsAreGood<NodeState>());
    QVERIFY(wordsAreGood<StrategyKind>());
    QVERIFY(wordsAreGood<Amount::Unit>());
    QVERIFY(wordsAreGood<StrategyPolicy::Batching>());
    QVERIFY(wordsAreGood<GatePolicy::OfflineNodes>());
    QVERIFY(wordsAreGood<Metric>());
    QVERIFY(wordsAreGood<JudgePolicy::Unclear>());
    QVERIFY(wordsAreGood<VerdictKind>());
    QVERIFY(wordsAreGood<BaselineSource>());
    QVERIFY(wordsAreGood<ErrorCode>());
    QCOMPARE(static_cast<std::size_t>(storedCount<ErrorCode>()), allErrorCodes().size());
    QCOMPARE(static_cast<std::size_t>(storedCount<DeploymentState>()), std::size(kAllDeploymentStates));
    QCOMPARE(static_cast<std::size_t>(storedCount<PauseReason>()), std::size(kAllPauseReasons));
    QCOMPARE(static_cast<std::size_t>(storedCount<Stage>()), std::size(kAllStages));
}

void TestStoredCodec::sqlFindsWhoDidIt() {
    auto submitted = filled<events::Submitted>();
    submitted.spec.requestedBy = UserId{"ada"};
    QCOMPARE(at(jsonOf(submitted), "/spec/requestedBy"), std::string(R"("ada")"));
    for (DeploymentEventBody body : everyEvent()) {
        std::visit(
            [](auto& event) {
                if constexpr (requires { event.by = UserId{}; }) {
                    event.by = UserId{"ada"};
                    QCOMPARE(at(jsonOf(event), "/by"), std::string(R"("ada")"));
                    event.by = UserId{};
                    QCOMPARE(jsonOf(event).value("by", ""), std::string());
                } else {
                    QVERIFY(!jsonOf(event).contains("by"));
                }
            },
            body);
    }
}

void TestStoredCodec::sqlFindsFieldsOfRows() {
    DeploymentSummary summary;
    summary.scope = {TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}};
    summary.state = DeploymentState::WaitingForApproval;
    summary.requestedBy = UserId{"ada"};
    summary.description = "words";
    summary.release.version = *Version::parse("1.2.0");
    const Json row = parsed(encodeSummary(summary).value());
    const std::string release = R"({"digest":"","module":"","version":"1.2.0"})";
    QCOMPARE(at(row, "/scope"), std::string(R"({"environment":"QA","module":"storefront","tenant":"lab"})"));
    QCOMPARE(at(row, "/state"), std::string(R"("waitingForApproval")"));
    QCOMPARE(at(row, "/requestedBy"), std::string(R"("ada")"));
    QCOMPARE(at(row, "/description"), std::string(R"("words")"));
    QCOMPARE(at(row, "/release"), release);
    for (const auto& [kind, word] : {std::pair{StableChange::Kind::Unchanged, "unchanged"},
                                     {StableChange::Kind::Set, "set"},
                                     {StableChange::Kind::Cleared, "cleared"}}) {
        summary.stableChange = {kind, summary.release};
        const Json change = parsed(encodeSummary(summary).value()).at("stableChange");
        QCOMPARE(change.at("kind").get<std::string>(), std::string(word));
        QCOMPARE(at(change, "/release"), release);
    }
    Approval approval = filled<Approval>();
    approval.state = ApprovalState::Void;
    approval.expiresAt = instantFromMs(1'700'000'000'123);
    approval.votes[1].vote.voter = UserId{"eva"};
    const Json stored = parsed(encodeApproval(approval).value());
    QCOMPARE(at(stored, "/state"), std::string(R"("void")"));
    QCOMPARE(at(stored, "/expiresAt"), std::string("1700000000123"));
    QVERIFY(stored.at("decidedAt").is_number_integer());
    QCOMPARE(at(stored, "/votes/1/voter"), std::string(R"("eva")"));
    QCOMPARE(at(parsed(encodeApproval({}).value()), "/votes"), std::string("[]"));
    Node node;
    node.state = NodeState::Drained;
    node.session = 17;
    QCOMPARE(at(parsed(encodeNode(node).value()), "/state"), std::string(R"("drained")"));
    QCOMPARE(at(parsed(encodeNode(node).value()), "/session"), std::string("17"));
}

void TestStoredCodec::numbersThatJsonLacks() {
    auto judged = filled<events::WaveJudged>();
    MetricFinding& finding = judged.verdict.findings[0];
    finding.canary = kNan;
    finding.baseline = -kInfinite;
    finding.limit = kInfinite;
    QVERIFY(jsonOf(judged).at("verdict").at("findings").at(0).at("canary").is_null());
    const MetricFinding back = roundTrip(judged).verdict.findings[0];
    QVERIFY(std::isnan(back.canary));
    QCOMPARE(back.baseline, -kInfinite);
    QCOMPARE(back.limit, kInfinite);
    for (const double value : {0.1, -1e300, 5e-324, 1e22, 1.0 / 3, -0.0}) {
        finding.canary = value;
        QVERIFY(roundTrip(judged).verdict.findings[0].canary == value);
    }
    Node node;
    node.cpuPercent = kNan;
    QVERIFY(std::isnan(decodeNode(encodeNode(node).value()).value().cpuPercent));

    events::NodeAnswered answered;
    for (const std::uint64_t value : std::initializer_list<std::uint64_t>{0, (1ULL << 53) + 1, UINT64_MAX}) {
        answered.sequence = value;
        QCOMPARE(roundTrip(answered).sequence, value);
    }
    events::ApprovalRequested requested;
    for (const Instant value : {kNever, Instant::min(), Instant{}}) {
        requested.expiresAt = value;
        QVERIFY(roundTrip(requested).expiresAt == value);
    }
}

void TestStoredCodec::textIsMadeStorable_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("stored");
    const auto same = [](const char* name, const std::string& text) { QTest::newRow(name) << text << text; };
    same("empty", "");
    same("every length", "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x99\x82");
    same("control characters", "\x01\x02\b\t\n\f\r\x1b[0m\x7f");
    same("quotes and backslashes", "\\ \" / \\\\");
    same("the escape itself", "\\u0000 \\\\u0000");
    same("noncharacters", "\xef\xbf\xbf\xef\xbf\xbe");
    QTest::newRow("NUL") << std::string("a\0b\0", 4) << "a" + kReplaced + "b" + kReplaced;
    QTest::newRow("NUL after a backslash") << std::string("\\\0", 2) << "\\" + kReplaced;
    QTest::newRow("no start") << std::string("a\x80z") << "a" + kReplaced + "z";
    QTest::newRow("cut off") << std::string("a\xc3") << "a" + kReplaced;
    QTest::newRow("followed by text") << std::string("\xc3z") << kReplaced + "z";
    QTest::newRow("never valid") << std::string("\xff\xfe") << kReplaced + kReplaced;
    QTest::newRow("overlong NUL") << std::string("\xc0\x80") << kReplaced + kReplaced;
    QTest::newRow("surrogate") << std::string("\xed\xa0\x80") << kReplaced + kReplaced + kReplaced;
    QTest::newRow("beyond Unicode") << std::string("\xf4\x90\x80\x80")
                                    << kReplaced + kReplaced + kReplaced + kReplaced;
}

void TestStoredCodec::textIsMadeStorable() {
    QFETCH(std::string, text);
    QFETCH(std::string, stored);
    events::CheckFinished finished;
    finished.output = text;
    const std::string row = encodeEvent(finished).value();
    QCOMPARE(std::get<events::CheckFinished>(decodeEvent("checkFinished", row).value()).output, stored);
    QVERIFY(row.find('\0') == std::string::npos);
    QCOMPARE(parsed(jsonString(text)).get<std::string>(), stored);
    // An identifier, an entry of a list and one of a map.
    events::Submitted submitted;
    submitted.spec.requestedBy = UserId{text};
    submitted.plan.mayChange = {NodeId{text}};
    submitted.spec.metadata = {{"key", text}};
    const auto back = roundTrip(submitted);
    QCOMPARE(back.spec.requestedBy.value, stored);
    QCOMPARE(back.plan.mayChange.at(0).value, stored);
    QCOMPARE(back.spec.metadata.at("key"), stored);
}

void TestStoredCodec::namesOfEntriesAreMadeStorable() {
    const std::string nul("a\0", 2);
    const auto strings = decodeStrings(encodeStrings({{nul, "b"}}).value());
    QCOMPARE(strings.value().begin()->first, "a" + kReplaced);
    // Two names that become one leave a row that can be read.
    const auto both = decodeStrings(encodeStrings({{nul, "b"}, {"a\xff", "c"}}).value());
    QCOMPARE(both.value().size(), std::size_t{1});
    Node node;
    node.modules[ModuleName{nul}];
    QCOMPARE(decodeNode(encodeNode(node).value()).value().modules.begin()->first.value, "a" + kReplaced);
}

QTEST_APPLESS_MAIN(TestStoredCodec)
#include "tst_stored_codec.moc"
