// SPDX-License-Identifier: Apache-2.0
#include "core/service/permissions.h"
#include "tests/contract/rights_acts.h"
#include "tests/contract/rights_suites.h"

#include <QtTest/qtestcase.h>

#include <algorithm>
#include <set>

namespace hotswap::rights {

namespace {

std::string one(World& world, const std::string& sql) {
    return world.database().value(sql);
}

std::string ruleOf(World& world, const char* column, std::string_view event) {
    return one(world, std::string("SELECT ") + column +
                          "::text FROM hotswap.event_rule WHERE event_type = '" + std::string(event) + "'");
}

Role roleFor(std::string_view action) {
    const auto table = service::permissionTable();
    return std::find_if(table.begin(), table.end(),
                        [&](const service::PermissionRule& r) { return r.what == action; })
        ->role;
}

} // namespace

void RuleContract::everyEventHasARule() {
    std::set<std::string> known;
    for (const DeploymentEventBody& body : emptyEvents()) {
        const std::string name(eventName(body));
        known.insert(name);
        QVERIFY2(!ruleOf(m_world, "leader", name).empty(), name.c_str());
    }
    QCOMPARE(one(m_world, "SELECT count(*) FROM hotswap.event_rule"), std::to_string(known.size()));
}

/// Whatever a request appends, the rule of that event names the request and asks for the request's role.
void RuleContract::everyVerbTakesTheSameRole() {
    std::set<std::string> named{"deployment.submit", "approval.vote"};
    std::vector<std::pair<std::string, DeploymentEventBody>> writes{
        {"deployment.submit", events::Submitted{}},
        {"deployment.submit", events::Superseded{}},
        {"approval.vote", events::ApprovalDecided{}},
    };
    for (const Verb verb : kAllVerbs) {
        const std::string action(service::verbRequestName(verb));
        named.insert(action);
        const ports::Transaction tx = act(m_world.stream(kOwn, "running"), verb, "ann");
        for (const DeploymentEventBody& body : tx.appends.front().events) {
            writes.emplace_back(action, body);
        }
    }
    // Going on after an unclear bake ends the pause that it brought.
    writes.emplace_back("deployment.promote", events::PauseEnded{});
    writes.emplace_back("deployment.promoteFully", events::PauseEnded{});
    std::set<std::string> writable;
    for (const auto& [action, body] : writes) {
        const std::string event(eventName(body));
        writable.insert(event);
        QCOMPARE(ruleOf(m_world, "person", event), std::string(roleName(roleFor(action))));
        QVERIFY2(ruleOf(m_world, "actions", event).find(action) != std::string::npos, event.c_str());
    }
    for (const DeploymentEventBody& body : emptyEvents()) {
        const std::string event(eventName(body));
        QVERIFY2(writable.contains(event) || ruleOf(m_world, "person", event).empty(), event.c_str());
    }
    for (const service::PermissionRule& rule : service::permissionTable()) {
        const std::string what(rule.what);
        const bool isWord = what.rfind("deployment.", 0) == 0 || what.rfind("approval.", 0) == 0;
        QVERIFY2(!isWord || named.contains(what), what.c_str());
    }
    QCOMPARE(one(m_world,
                 "SELECT string_agg(DISTINCT a, ',' ORDER BY a) FROM hotswap.event_rule, unnest(actions) a"),
             [&] {
                 std::string all;
                 for (const std::string& action : named) {
                     all += (all.empty() ? "" : ",") + action;
                 }
                 return all;
             }());
}

/// The fold goes nowhere that the rules do not know, and the rules go nowhere that the fold refuses.
void RuleContract::everyMoveIsTheFoldsOwn() {
    for (const Verb verb : kAllVerbs) {
        for (const char* which : {"queued", "running", "paused", "waiting", "succeeded", "stuck"}) {
            const Stream& stream = m_world.stream(kOwn, which);
            const ports::Append append = act(stream, verb, "ann").appends.front();
            const std::string move = std::string(deploymentStateName(stream.deployment.state())) + ">" +
                                     std::string(deploymentStateName(append.summary.state));
            const bool folds = stream.deployment.mayAct(verb).ok();
            const std::string moves = ruleOf(m_world, "moves", eventName(append.events.front()));
            QVERIFY2(!folds || moves.find(move) != std::string::npos,
                     (std::string(verbName(verb)) + " " + move + " in " + moves).c_str());
        }
    }
    // No word of a person ends a deployment.
    QCOMPARE(one(m_world, "SELECT count(*) FROM hotswap.event_rule, unnest(moves) m "
                          "WHERE split_part(m, '>', 2) IN ('succeeded', 'failed', 'aborted', 'rolledBack')"),
             std::string("0"));
    for (const Transition& transition : transitionTable()) {
        const std::string move = std::string(deploymentStateName(transition.from)) + ">" +
                                 std::string(deploymentStateName(transition.to));
        const std::string known = one(
            m_world, "SELECT count(*) FROM hotswap.event_rule, unnest(moves) m WHERE m = " + quoted(move));
        QVERIFY2(known == "0" || mayTransition(transition.from, transition.to), move.c_str());
    }
    std::string allowed;
    for (const Transition& transition : transitionTable()) {
        allowed += "'" + std::string(deploymentStateName(transition.from)) + ">" +
                   std::string(deploymentStateName(transition.to)) + "',";
    }
    QCOMPARE(
        one(m_world, "SELECT coalesce(string_agg(m, ','), '') FROM hotswap.event_rule, unnest(moves) m WHERE "
                     "split_part(m, '>', 1) <> split_part(m, '>', 2) AND m NOT IN (" +
                         allowed + "'>queued')"),
        std::string());
}

void RuleContract::policyFloorsAreTheDefaults() {
    for (const char* environment : {"Development", "QA", "Staging", "Production", "Elsewhere"}) {
        for (const StrategyKind kind :
             {StrategyKind::Direct, StrategyKind::Rolling, StrategyKind::BlueGreen, StrategyKind::Canary}) {
            const Policy policy = defaultPolicy(EnvironmentId{environment}, kind);
            const std::string row =
                one(m_world, "SELECT approval || ' ' || availability_percent FROM "
                             "hotswap.policy_floor WHERE environment IN ('" +
                                 std::string(environment) + "', '') ORDER BY environment DESC LIMIT 1");
            QCOMPARE(row, std::string(policy.approval.required ? "true " : "false ") +
                              std::to_string(policy.gate.availabilityFloorPercent));
            QVERIFY(policy.approval.fourEyes && policy.approval.quorum == 1 &&
                    policy.approval.groups.empty());
            QVERIFY(policy.approval.expiresAfter == std::chrono::hours(24));
            QCOMPARE(policy.judge.judged, kind == StrategyKind::Canary || kind == StrategyKind::BlueGreen);
            const PipelinePolicy& checks = policy.pipeline;
            QVERIFY(checks.build.empty() && checks.test.empty() && checks.securityScan.empty() &&
                    checks.validate.empty());
        }
    }
}

} // namespace hotswap::rights
