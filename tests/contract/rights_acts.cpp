// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_acts.h"

#include "core/service/permissions.h"

namespace hotswap::rights {

namespace {

std::vector<DeploymentEventBody> eventsOf(Verb verb, const UserId& by) {
    using namespace events;
    switch (verb) {
    case Verb::Pause: return {Paused{PauseReason::Operator, by, ""}};
    case Verb::Resume: return {PauseEnded{PauseReason::Operator, by}};
    case Verb::Promote: return {Promoted{by, false, ""}};
    case Verb::PromoteFully: return {Promoted{by, true, "reason"}};
    case Verb::SkipNode: return {NodeSkipped{NodeId{"n1"}, "operator", by}};
    case Verb::Abort: return {AbortRequested{by, ""}};
    case Verb::RetryFailed: return {RetryRequested{by, {NodeId{"n1"}}}};
    case Verb::Rollback: return {RollbackRequested{by, ""}};
    case Verb::AcceptAsIs: return {AcceptedAsItIs{by, "reason"}};
    }
    return {};
}

template <std::size_t... Places>
std::vector<DeploymentEventBody> emptyEventsAt(std::index_sequence<Places...> /*places*/) {
    return {DeploymentEventBody(std::in_place_index<Places>)...};
}

/// A transaction with one thing changed in its only append.
template <class Change>
ports::Transaction with(ports::Transaction tx, Change change) {
    change(tx.appends.front());
    return tx;
}

template <class Change>
ports::Transaction withSpec(ports::Transaction tx, Change change) {
    change(std::get<events::Submitted>(tx.appends.front().events.front()).spec);
    return tx;
}

/// The stronger environment's policy, with one thing weaker.
template <class Change>
ports::Transaction withPolicy(ports::Transaction tx, Change change) {
    const EnvironmentId place{"Production"};
    tx.appends.front().summary.scope.environment = place;
    return withSpec(std::move(tx), [&](DeploymentSpec& spec) {
        spec.scope.environment = place;
        spec.policy = defaultPolicy(place);
        change(spec.policy);
    });
}

void addPolicies(const ports::Transaction& tx, std::vector<Forgery>& all) {
    all.push_back(
        {"submit without approval", withPolicy(tx, [](Policy& p) { p.approval.required = false; })});
    all.push_back(
        {"submit without four eyes", withPolicy(tx, [](Policy& p) { p.approval.fourEyes = false; })});
    all.push_back({"submit with no quorum", withPolicy(tx, [](Policy& p) { p.approval.quorum = 0; })});
    all.push_back({"submit for ever", withPolicy(tx, [](Policy& p) { p.approval.expiresAfter *= 30; })});
    all.push_back(
        {"submit below the floor", withPolicy(tx, [](Policy& p) { p.gate.availabilityFloorPercent = 10; })});
    all.push_back({"submit unjudged", withPolicy(tx, [](Policy& p) { p.judge.judged = false; })});
}

void addSubmissions(const World& world, const std::string& who, std::vector<Forgery>& all) {
    const ports::Transaction tx = submit(world, kOwn, who);
    all.push_back(
        {"submit as another", withSpec(tx, [](DeploymentSpec& s) { s.requestedBy = UserId{"ann"}; })});
    all.push_back({"submit shown as another's",
                   with(tx, [](ports::Append& a) { a.summary.requestedBy = UserId{"ann"}; })});
    all.push_back({"submit for the other tenant", submit(world, kVictim, who)});
    all.push_back({"submit with the other's scope inside",
                   withSpec(tx, [](DeploymentSpec& s) { s.scope.tenant = TenantId{kVictim}; })});
    all.push_back({"submit with the other's scope shown",
                   with(tx, [](ports::Append& a) { a.summary.scope.tenant = TenantId{kVictim}; })});
    all.push_back({"submit another's id inside",
                   withSpec(tx, [](DeploymentSpec& s) { s.id = DeploymentId{"globex-running"}; })});
    for (const DeploymentState state : kAllDeploymentStates) {
        if (state != DeploymentState::Queued) {
            all.push_back({"submit as " + std::string(deploymentStateName(state)),
                           with(tx, [&](ports::Append& a) { a.summary.state = state; })});
        }
    }
    all.push_back(
        {"submit twice in one", with(tx, [](ports::Append& a) { a.events.push_back(a.events[0]); })});
    all.push_back({"submit in the time to come",
                   with(tx, [](ports::Append& a) { a.at = instantFromMs(4'000'000'000'000); })});
    all.push_back({"submit what is not shown",
                   with(tx, [](ports::Append& a) { a.summary.release.digest = Digest{"other"}; })});
    ports::Transaction silent = tx;
    silent.audit.clear();
    all.push_back({"submit unrecorded", silent});
    if (who == "deployer") {
        addPolicies(tx, all);
    }
}

void addRecords(const World& world, const std::string& who, std::vector<Forgery>& all) {
    const ports::Transaction paused = act(world.stream(kOwn, "running"), Verb::Pause, who);
    ports::Transaction tx = paused;
    tx.audit.front().action = "deployment.rollback";
    all.push_back({"another action in the record", tx});
    tx = paused;
    tx.audit.front().subject = "acme-queued";
    all.push_back({"another subject in the record", tx});
    tx = paused;
    tx.audit.push_back(World::record("ann", "approval.vote", "approval-acme"));
    all.push_back({"one record too many", tx});
    tx = transactionOf(kOwn, who);
    tx.audit.push_back(World::record("ann", "deployment.abort", "acme-running"));
    all.push_back({"a record of nothing", tx});
    tx = transactionOf(kVictim, who);
    tx.audit.push_back(World::record(who, "lease.handOver", "globex/Development/running"));
    all.push_back({"a record with the other tenant", tx});
    tx = paused;
    tx.user = UserId{"ann"};
    tx.key = IdempotencyKey{"key"};
    all.push_back({"another's key", tx});
    if (who == "deployer") {
        tx = transactionOf(kOwn, who);
        tx.audit.push_back(World::record(who, "lease.handOver", "acme/Development/running"));
        all.push_back({"an administrator's record", tx});
    }
}

void addMachines(const World& world, const std::string& who, std::vector<Forgery>& all) {
    const Stream& running = world.stream(kOwn, "running");
    ports::Transaction tx = act(running, Verb::Pause, who);
    tx.proof = running.proof;
    all.push_back({"the leader's proof", tx});
    tx = act(running, Verb::Pause, who);
    tx.commands.push_back({CommandId{"forged"}, NodeId{"n1"}, "bytes", KeyId{"key"}, "s"});
    tx.commandsFor = running.deployment.id();
    all.push_back({"commands", tx});
    tx.proof = running.proof;
    all.push_back({"commands with the leader's proof", tx});
    tx = act(running, Verb::Pause, who);
    tx.voidCommands.push_back(CommandId{"c2-acme"});
    all.push_back({"void commands", tx});
    tx = act(running, Verb::Pause, who);
    tx.capacity.push_back(
        {running.deployment.id(), EnvironmentId{"Development"}, {}, {NodeId{"n1"}}, 0, false});
    all.push_back({"free capacity", tx});
    tx = act(running, Verb::Pause, who);
    tx.approvals.push_back({ports::ApprovalChange::Kind::Put, *world.stream(kOwn, "waiting").approval});
    tx.approvals.front().approval.id = ApprovalId{"forged"};
    all.push_back({"an approval", tx});
    tx = act(world.stream(kVictim, "running"), Verb::Pause, who);
    all.push_back({"the other tenant's stream", tx});
    tx.tenant = TenantId{kOwn};
    tx.appends.front().summary.scope.tenant = TenantId{kOwn};
    all.push_back({"the other tenant's stream as one's own", tx});
}

/// What a summary must not say beside a word that is allowed.
void addSummaries(const World& world, const std::string& who, std::vector<Forgery>& all) {
    const ports::Transaction abort = act(world.stream(kOwn, "paused"), Verb::Abort, who);
    for (const DeploymentState state : kAllDeploymentStates) {
        if (state != DeploymentState::Paused) {
            all.push_back({"abort straight to " + std::string(deploymentStateName(state)),
                           with(abort, [&](ports::Append& a) { a.summary.state = state; })});
        }
    }
    const auto shown = [&](const char* what, auto change) {
        all.push_back({std::string("abort and show ") + what,
                       with(abort, [&](ports::Append& a) { change(a.summary); })});
    };
    shown("another stable release", [](DeploymentSummary& s) {
        s.stableChange = {StableChange::Kind::Set,
                          Release{ModuleName{"paused"}, *Version::parse("6.6.6"), {}}};
    });
    shown("no stable release", [](DeploymentSummary& s) {
        s.stableChange = {StableChange::Kind::Cleared, {}};
    });
    shown("another release", [](DeploymentSummary& s) { s.release.version = *Version::parse("6.6.6"); });
    shown("another requester", [](DeploymentSummary& s) { s.requestedBy = UserId{"ann"}; });
    shown("more waves passed", [](DeploymentSummary& s) { s.wave = 1; });
    shown("more nodes", [](DeploymentSummary& s) { s.nodesTotal = 99; });
    shown("another start", [](DeploymentSummary& s) { s.startedAt = instantFromMs(1); });
    shown("an end", [](DeploymentSummary& s) { s.endedAt = instantFromMs(1); });
    shown("another scope", [](DeploymentSummary& s) { s.scope.module = ModuleName{"running"}; });
    all.push_back({"abort in the time to come",
                   with(abort, [](ports::Append& a) { a.at = instantFromMs(4'000'000'000'000); })});
    all.push_back({"abort as another", with(abort, [](ports::Append& a) {
                       std::get<events::AbortRequested>(a.events.front()).by = UserId{"ann"};
                   })});
    all.push_back({"abort as nobody", with(abort, [](ports::Append& a) {
                       std::get<events::AbortRequested>(a.events.front()).by = {};
                   })});
    all.push_back({"abort and finish", with(abort, [](ports::Append& a) {
                       a.events.emplace_back(events::Finished{DeploymentState::Aborted, EndReason::None, ""});
                       a.summary.state = DeploymentState::Aborted;
                   })});
    all.push_back({"pause for the machine",
                   with(act(world.stream(kOwn, "running"), Verb::Pause, who), [](ports::Append& a) {
                       std::get<events::Paused>(a.events.front()).reason = PauseReason::Freeze;
                   })});
    all.push_back({"end the machine's pause",
                   with(act(world.stream(kOwn, "paused"), Verb::Resume, who), [](ports::Append& a) {
                       std::get<events::PauseEnded>(a.events.front()).reason = PauseReason::Capacity;
                   })});
    ports::Transaction superseded = transactionOf(kOwn, who);
    superseded.appends.push_back(
        World::append(world.stream(kOwn, "queued"), {events::Superseded{DeploymentId{"acme-running"}}}));
    superseded.audit.push_back(World::record(who, "deployment.submit", "acme-running"));
    all.push_back({"superseded by nothing new", superseded});
}

} // namespace

ports::Transaction act(const Stream& stream, Verb verb, const std::string& who) {
    ports::Transaction tx = transactionOf(stream.proof.scope.tenant.value, who);
    tx.appends.push_back(World::append(stream, eventsOf(verb, UserId{who})));
    tx.audit.push_back(World::record("somebody else", std::string(service::verbRequestName(verb)),
                                     stream.deployment.id().value));
    return tx;
}

ports::Transaction submit(const World& world, const std::string& tenant, const std::string& who) {
    ports::Transaction tx = transactionOf(tenant, who);
    tx.appends.push_back(world.submission(tenant, who, tenant + "-new"));
    tx.audit.push_back(World::record("somebody else", "deployment.submit", tenant + "-new"));
    return tx;
}

ports::Transaction submitGated(const World& world, const std::string& who) {
    return withPolicy(submit(world, kOwn, who), [](Policy&) {});
}

ports::Transaction supersede(const World& world, const std::string& who) {
    ports::Transaction tx = submit(world, kOwn, who);
    tx.appends.push_back(
        World::append(world.stream(kOwn, "queued"), {events::Superseded{tx.appends.front().deployment}}));
    return tx;
}

std::vector<DeploymentEventBody> emptyEvents() {
    return emptyEventsAt(std::make_index_sequence<std::variant_size_v<DeploymentEventBody>>());
}

std::vector<Forgery> forgeries(const World& world, const std::string& who) {
    std::vector<Forgery> all;
    addSubmissions(world, who, all);
    addRecords(world, who, all);
    addMachines(world, who, all);
    addSummaries(world, who, all);
    return all;
}

} // namespace hotswap::rights
