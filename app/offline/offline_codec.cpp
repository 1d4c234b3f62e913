// SPDX-License-Identifier: Apache-2.0
#include "app/offline/offline_codec.h"

#include "core/codec/event_codec.h"
#include "core/codec/stored_events.h"

namespace hotswap::codec {

/// Kept as numbers: a file of another version is made anew.
template <class E, E kLast>
struct NumberedValue {
    static Json write(E value) { return static_cast<int>(value); }
    static void read(StoredReader& in, const Json& json, E& value, const std::string& path) {
        int number = -1;
        in.read(json, number, path);
        number >= 0 && number <= static_cast<int>(kLast) ? void(value = static_cast<E>(number))
                                                         : in.wrong(path, "a known number");
    }
};
template <>
struct StoredValue<NodeStep> : NumberedValue<NodeStep, NodeStep::Stuck> {};
template <>
struct StoredValue<ports::WaveRow::State>
    : NumberedValue<ports::WaveRow::State, ports::WaveRow::State::Failed> {};
template <>
struct StoredValue<Role> : NumberedValue<Role, Role::Admin> {};

template <class A>
void fields(A& a, Stored<A, ports::NodeRow> v) {
    a("node", v.node), a("step", v.step), a("reason", v.reason), a("detail", v.detail), a("since", v.since);
}
template <class A>
void fields(A& a, Stored<A, ports::WaveRow> v) {
    a("state", v.state), a("nodes", v.nodes), a("verdict", v.verdict), a("bakeStartedAt", v.bakeStartedAt);
    a("bakeLength", v.bakeLength), a("bakeDone", v.bakeDone);
}
template <class A>
void fields(A& a, Stored<A, ports::StageRow> v) {
    a("stage", v.stage), a("state", v.state), a("detail", v.detail), a("checks", v.checks);
}
template <class A>
void fields(A& a, Stored<A, ports::DeploymentDetail> v) {
    a("summary", v.summary), a("spec", v.spec), a("plan", v.plan), a("stages", v.stages);
    a("waves", v.waves), a("approvals", v.approvals), a("leader", v.leader);
    a("environmentNow", v.environmentNow);
}
template <class A>
void fields(A& a, Stored<A, ports::ApprovalDetail> v) {
    a("approval", v.approval), a("deployment", v.deployment), a("previous", v.previousEnvironment);
    a("settingsBefore", v.settingsBefore), a("settingsAfter", v.settingsAfter), a("now", v.now);
}
template <class A>
void fields(A& a, Stored<A, AuditRecord> v) {
    a("sequence", v.sequence), a("at", v.at), a("tenant", v.tenant), a("actor", v.actor), a("via", v.via);
    a("action", v.action), a("subject", v.subject), a("details", v.details);
    a("previousHash", v.previousHash), a("hash", v.hash);
}
template <class A>
void fields(A& a, Stored<A, ports::NodeDetail> v) {
    a("node", v.node), a("recent", v.recentDeployments);
}

/// An event with its body as a text of its own.
struct KeptEvent {
    std::uint64_t version = 0;
    Instant at{};
    std::string name;
    std::string body;
};
template <class A>
void fields(A& a, Stored<A, KeptEvent> v) {
    a("version", v.version), a("at", v.at), a("name", v.name), a("body", v.body);
}

/// An identity with its sets as lists.
struct KeptIdentity {
    TenantId tenant;
    UserId user;
    std::vector<Role> roles;
    std::set<std::string> groups;
    KeyId key;
};
template <class A>
void fields(A& a, Stored<A, KeptIdentity> v) {
    a("tenant", v.tenant), a("user", v.user), a("roles", v.roles), a("groups", v.groups), a("key", v.key);
}

} // namespace hotswap::codec

namespace hotswap::offline {

namespace {

constexpr std::size_t kTextBytesMax = 16 * 1024 * 1024;

template <class T>
Result<std::string> encode(const T& value) {
    return codec::plainText(codec::StoredWriter::write(value));
}

template <class T>
Result<T> decode(std::string_view text) {
    const auto json = codec::parseJson(text, {kTextBytesMax});
    HS_TRY(json);
    codec::FieldErrors errors;
    codec::StoredReader reader(*json, errors, {});
    T value{};
    reader.read(*json, value, {});
    HS_TRY(errors.status(ErrorCode::Malformed, "kept row"));
    return value;
}

/// Nothing can be done with what is only read.
void takeVerbsAway(ports::DeploymentDetail& detail) {
    detail.verbs.clear();
    for (const Verb verb : kAllVerbs) {
        detail.verbs.push_back({verb, false, ErrorCode::Unavailable, false});
    }
}

} // namespace

Result<std::string> encodeIdentity(const Identity& identity) {
    return encode(codec::KeptIdentity{identity.tenant,
                                      identity.user,
                                      {identity.roles.begin(), identity.roles.end()},
                                      identity.groups,
                                      identity.key});
}

Result<Identity> decodeIdentity(std::string_view text) {
    auto kept = decode<codec::KeptIdentity>(text);
    HS_TRY(kept);
    return Identity{
        kept->tenant, kept->user, {kept->roles.begin(), kept->roles.end()}, kept->groups, kept->key};
}

Result<std::string> encodeDetail(const ports::DeploymentDetail& detail) {
    return encode(detail);
}

Result<ports::DeploymentDetail> decodeDetail(std::string_view text) {
    auto detail = decode<ports::DeploymentDetail>(text);
    HS_TRY(detail);
    takeVerbsAway(*detail);
    return detail;
}

Result<std::string> encodeEvents(const std::vector<DeploymentEvent>& events) {
    std::vector<codec::KeptEvent> kept;
    kept.reserve(events.size());
    for (const DeploymentEvent& event : events) {
        auto body = codec::encodeEvent(event.body);
        HS_TRY(body);
        kept.push_back({event.version, event.at, std::string(eventName(event.body)), *std::move(body)});
    }
    return encode(kept);
}

Result<std::vector<DeploymentEvent>> decodeEvents(std::string_view text) {
    const auto kept = decode<std::vector<codec::KeptEvent>>(text);
    HS_TRY(kept);
    std::vector<DeploymentEvent> events;
    events.reserve(kept->size());
    for (const codec::KeptEvent& event : *kept) {
        auto body = codec::decodeEvent(event.name, event.body);
        HS_TRY(body);
        events.push_back({event.version, event.at, *std::move(body)});
    }
    return events;
}

Result<std::string> encodeApprovalDetail(const ports::ApprovalDetail& detail) {
    return encode(detail);
}

Result<ports::ApprovalDetail> decodeApprovalDetail(std::string_view text) {
    auto detail = decode<ports::ApprovalDetail>(text);
    HS_TRY(detail);
    takeVerbsAway(detail->deployment);
    detail->mayApprove = makeError(ErrorCode::Unavailable);
    return detail;
}

Result<std::string> encodeRecord(const AuditRecord& record) {
    return encode(record);
}

Result<AuditRecord> decodeRecord(std::string_view text) {
    return decode<AuditRecord>(text);
}

Result<std::string> encodeNodeDetail(const ports::NodeDetail& detail) {
    return encode(detail);
}

Result<ports::NodeDetail> decodeNodeDetail(std::string_view text) {
    return decode<ports::NodeDetail>(text);
}

} // namespace hotswap::offline
