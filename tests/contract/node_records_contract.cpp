// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include "core/domain/limits.h"

#include <algorithm>

namespace hotswap::contract {

namespace {

const NodeId kNode{"n1"};
const Instant kStart = instantFromMs(1'790'000'000'000);

ports::NodeLogLine line(int number, const std::string& text, const std::string& module = "storefront") {
    return {0, kStart + std::chrono::seconds(number), kNode, ModuleName{module}, text};
}

std::vector<std::string> texts(const Result<std::vector<ports::NodeLogLine>>& lines) {
    std::vector<std::string> all;
    for (const ports::NodeLogLine& each : *lines) {
        all.push_back(each.text);
    }
    return all;
}

using Texts = std::vector<std::string>;

Identity admin() {
    return {kTenant, UserId{"admin"}, {Role::Admin}, {}, {}};
}

/// A leader that wrote these commands to the node.
void command(StoreFixture& fixture, const std::vector<SignedCommand>& commands) {
    EXPECT_OK(fixture.store().commit(submit(deploymentId(1))));
    const auto lease = fixture.leases().acquire(kScope, HolderId{"agent-1"}, Duration{5'000});
    EXPECT_OK(lease);
    ports::Transaction tx = transaction();
    tx.proof = proofOf(*lease);
    tx.commands = commands;
    tx.commandsFor = deploymentId(1);
    EXPECT_OK(fixture.store().commit(tx));
}

SignedCommand actionCommand(const std::string& id, const std::string& action) {
    SignedCommand made = contract::command(id, kNode.value);
    made.bytes = R"({"action":")" + action + R"(","id":")" + id + "\"}";
    return made;
}

} // namespace

void NodeRecordsContract::keepsTheLatestLinesOfEachNode() {
    const auto fixture = m_factory();
    auto& records = fixture->records();
    std::vector<ports::NodeLogLine> lines;
    for (int i = 0; i < static_cast<int>(limits::kNodeLogLinesMax) + 20; ++i) {
        lines.push_back(line(i, "line " + std::to_string(i)));
    }
    EXPECT_OK(records.putLines(kTenant, lines));
    ports::NodeLogLine other = line(1, "of another node");
    other.node = NodeId{"n2"};
    EXPECT_OK(records.putLines(kTenant, {other}));
    QCOMPARE(texts(records.lines(kTenant, kNode, {}, 2)), (Texts{"line 1018", "line 1019"}));
    QCOMPARE(texts(records.lines(kTenant, NodeId{"n2"}, {}, 10)), Texts{"of another node"});
    ports::NodeLogFilter first;
    first.text = "line 19";
    for (const std::string& text : texts(records.lines(kTenant, kNode, first, 100))) {
        QVERIFY(text != "line 19"); // left the ring
    }
    // A live tail: what came after the last line that was read.
    const std::uint64_t last = records.lines(kTenant, kNode, {}, 1)->front().sequence;
    EXPECT_OK(records.putLines(kTenant, {line(5'000, "new"), line(5'001, "newer")}));
    ports::NodeLogFilter after;
    after.afterSequence = last;
    const auto news = records.lines(kTenant, kNode, after, 100);
    QCOMPARE(texts(news), (Texts{"new", "newer"}));
    QVERIFY(news->front().sequence > last && news->back().sequence > news->front().sequence);
    QVERIFY(news->front().at == kStart + std::chrono::seconds(5'000));
    EXPECT_ERROR(records.lines(kTenant, kNode, {}, 0), ErrorCode::InvalidArgument);
}

void NodeRecordsContract::forgetsLinesOlderThanADay() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->records().putLines(kTenant, {line(0, "old")}));
    const auto day =
        static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(limits::kNodeLogKept).count());
    EXPECT_OK(fixture->records().putLines(kTenant, {line(day + 1, "new")}));
    QCOMPARE(texts(fixture->records().lines(kTenant, kNode, {}, 10)), Texts{"new"});
}

void NodeRecordsContract::filtersLines() {
    const auto fixture = m_factory();
    auto& records = fixture->records();
    EXPECT_OK(records.putLines(kTenant, {line(1, "started"), line(2, "Session began", ""),
                                         line(3, "50% of it, a_b"), line(4, "50 of it, aXb", "gateway")}));
    ports::NodeLogFilter filter;
    filter.text = "SESSION";
    QCOMPARE(texts(records.lines(kTenant, kNode, filter, 10)), Texts{"Session began"});
    filter.text = "50%";
    QCOMPARE(texts(records.lines(kTenant, kNode, filter, 10)), Texts{"50% of it, a_b"});
    filter.text = "a_b";
    QCOMPARE(texts(records.lines(kTenant, kNode, filter, 10)), Texts{"50% of it, a_b"});
    filter = {ModuleName{}, "", 0};
    QCOMPARE(texts(records.lines(kTenant, kNode, filter, 10)), Texts{"Session began"});
    filter = {ModuleName{"gateway"}, "", 0};
    QCOMPARE(texts(records.lines(kTenant, kNode, filter, 10)), Texts{"50 of it, aXb"});
}

void NodeRecordsContract::tellsACommandWithItsReceipt() {
    const auto fixture = m_factory();
    command(*fixture, {actionCommand("c1", "apply"), actionCommand("c2", "revert"),
                       contract::command("c3", kNode.value), contract::command("c4", "n2")});
    Receipt refused = receipt("c2", kNode.value);
    refused.outcome = ReceiptOutcome::Refused;
    refused.reason = ErrorCode::EpochStale;
    refused.detail = "below";
    EXPECT_OK(fixture->commands().storeReceipts({receipt("c1", kNode.value), refused}));
    const auto page = fixture->records().journal(kTenant, kNode, {}, 10);
    EXPECT_OK(page);
    QCOMPARE(page->rows.size(), std::size_t{3});
    QVERIFY(page->next.empty());
    const auto& [third, second, first] = std::tie(page->rows[0], page->rows[1], page->rows[2]);
    QCOMPARE(third.command.value, std::string("c3"));
    QVERIFY(!third.action && !third.receipt && third.state == ports::CommandState::Pending);
    QVERIFY(second.action == CommandAction::Revert); // though its bytes are gone by now
    QVERIFY(second.receipt && second.receipt->outcome == ReceiptOutcome::Refused);
    QVERIFY(second.receipt->reason == ErrorCode::EpochStale && second.receipt->detail == "below");
    QVERIFY(first.action == CommandAction::Apply && first.state == ports::CommandState::Answered);
    QVERIFY(first.scope == kScope && first.deployment == deploymentId(1) && first.fence.epoch == 1);
    QVERIFY(first.queuedAt > Instant{});
}

void NodeRecordsContract::pagesTheJournal() {
    const auto fixture = m_factory();
    std::vector<SignedCommand> commands;
    for (int i = 1; i <= 5; ++i) {
        commands.push_back(actionCommand("c" + std::to_string(i), "apply"));
    }
    command(*fixture, commands);
    Texts ids;
    std::string page;
    int pages = 0;
    do {
        const auto answer = fixture->records().journal(kTenant, kNode, page, 2);
        EXPECT_OK(answer);
        for (const ports::NodeJournalRow& row : answer->rows) {
            ids.push_back(row.command.value);
        }
        page = answer->next;
        ++pages;
    } while (!page.empty() && pages < 10);
    QCOMPARE(ids, (Texts{"c5", "c4", "c3", "c2", "c1"}));
    QCOMPARE(pages, 3);
    EXPECT_ERROR(fixture->records().journal(kTenant, kNode, "no page", 2), ErrorCode::InvalidArgument);
}

void NodeRecordsContract::readsOneNodesSamples() {
    const auto fixture = m_factory();
    std::vector<Sample> samples;
    for (int i = 0; i < 6; ++i) {
        Sample sample;
        sample.node = i % 2 == 0 ? kNode : NodeId{"n2"};
        sample.module = kScope.module;
        sample.release = Digest{std::string(64, 'a')};
        sample.start = kStart + std::chrono::seconds(i);
        sample.length = Duration{1'000};
        sample.requests = static_cast<std::uint64_t>(i);
        samples.push_back(sample);
    }
    EXPECT_OK(fixture->fleet().putSamples(kTenant, kScope.environment, samples));
    const auto all =
        fixture->records().nodeSamples(kScope, kNode, kStart, kStart + std::chrono::seconds(60), 10);
    EXPECT_OK(all);
    QCOMPARE(all->size(), std::size_t{3});
    QVERIFY((*all)[0] == samples[0] && (*all)[2] == samples[4]);
    const auto window = fixture->records().nodeSamples(kScope, kNode, kStart + std::chrono::seconds(1),
                                                       kStart + std::chrono::seconds(4), 10);
    QCOMPARE(window->size(), std::size_t{1});
    QCOMPARE(
        fixture->records().nodeSamples(kScope, kNode, kStart, kStart + std::chrono::seconds(60), 2)->size(),
        std::size_t{2});
}

void NodeRecordsContract::keepsTenantsApart() {
    const auto fixture = m_factory();
    command(*fixture, {actionCommand("c1", "apply")});
    EXPECT_OK(fixture->records().putLines(kTenant, {line(1, "ours")}));
    QVERIFY(fixture->records().lines(kOther, kNode, {}, 10)->empty());
    QVERIFY(fixture->records().journal(kOther, kNode, {}, 10)->rows.empty());
}

void NodeRecordsContract::makesAndListsTokens() {
    const auto fixture = m_factory();
    auto& book = fixture->enrolment();
    const std::string hash(64, 'c');
    EXPECT_OK(book.addToken(admin(), {EnvironmentId{"QA"}, std::chrono::hours(5), 3}, hash));
    EXPECT_OK(book.addToken(admin(), {EnvironmentId{"Production"}, std::chrono::hours(1), 1},
                            std::string(64, 'd')));
    const auto open = book.openTokens(admin());
    EXPECT_OK(open);
    QCOMPARE(open->size(), std::size_t{2});
    QCOMPARE((*open)[0].environment.value, std::string("Production")); // ends first
    QCOMPARE((*open)[1].id, hash.substr(0, 12));
    QCOMPARE((*open)[1].usesLeft, 3U);
    QCOMPARE((*open)[1].madeBy.value, std::string("admin"));
    EXPECT_ERROR(book.addToken(admin(), {EnvironmentId{"QA"}, std::chrono::hours(24 * 31), 3}, "e"),
                 ErrorCode::InvalidArgument);
    fixture->advance(std::chrono::hours(2));
    QCOMPARE(book.openTokens(admin())->size(), std::size_t{1});
}

void NodeRecordsContract::revokesANodeOnce() {
    const auto fixture = m_factory();
    auto& book = fixture->enrolment();
    EXPECT_ERROR(book.revoke(admin(), kNode, "stolen"), ErrorCode::NotFound);
    EXPECT_OK(fixture->fleet().putNodes({node(kNode.value)}));
    fixture->enrol(kNode);
    const auto before = book.enrolled(kTenant, kScope.environment);
    EXPECT_OK(before);
    QCOMPARE(before->size(), std::size_t{1});
    QVERIFY(before->front().node == kNode && !before->front().revoked);
    QVERIFY(book.enrolled(kTenant, EnvironmentId{"QA"})->empty());
    const auto done = book.revoke(admin(), kNode, "stolen");
    EXPECT_OK(done);
    QVERIFY(*done);
    QVERIFY(!*book.revoke(admin(), kNode, "stolen")); // once is enough
    QVERIFY(book.enrolled(kTenant, {})->front().revoked);
    QVERIFY(fixture->fleet().node(kTenant, kNode)->state == NodeState::Retired);
}

} // namespace hotswap::contract
