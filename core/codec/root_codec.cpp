// SPDX-License-Identifier: Apache-2.0
// The root document's form, and what makes one impossible to live with.
#include "core/codec/trust_codec.h"
#include "core/codec/trust_fields.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"

#include <algorithm>

namespace hotswap::codec {

namespace {

constexpr std::size_t kKeysMax = 2'000;
constexpr std::size_t kRoleKeysMax = 64;
constexpr std::size_t kDelegationsMax = 200;
constexpr std::size_t kPatternsMax = 64;
constexpr std::size_t kGatesMax = 64;
constexpr std::size_t kGroupsMax = 32;
constexpr std::size_t kNameBytesMax = 256;
constexpr std::size_t kKeyBytes = 32;

Json idList(const auto& keys) {
    Json list = Json::array();
    for (const KeyId& key : keys) {
        list.push_back(key.value);
    }
    return list;
}

Json roleToJson(const TrustRole& role) {
    return {{"keys", idList(role.keys)}, {"threshold", role.threshold}};
}

Json keysToJson(const RootDocument& root) {
    Json keys = Json::object();
    for (const auto& [id, key] : root.keys) {
        Json entry{{"key", toBase64(key.bytes)}};
        if (key.expires != kNever) {
            entry["expiresMs"] = toMs(key.expires);
        }
        if (key.lab) {
            entry["lab"] = true;
        }
        keys[id.value] = std::move(entry);
    }
    return keys;
}

Json peopleToJson(const RootDocument& root) {
    Json voters = Json::object();
    for (const auto& [key, voter] : root.voters) {
        voters[key.value] = {{"user", voter.user.value}, {"groups", voter.groups}};
    }
    return voters;
}

Json gatesToJson(const RootDocument& root) {
    Json gates = Json::object();
    for (const auto& [environment, gate] : root.gates) {
        gates[environment.value] = {
            {"quorum", gate.quorum}, {"groups", gate.groups}, {"fourEyes", gate.fourEyes}};
    }
    return gates;
}

Json delegationsToJson(const RootDocument& root) {
    Json delegations = Json::array();
    for (const Delegation& delegation : root.delegations) {
        Json entry = roleToJson(delegation.role);
        entry["modules"] = delegation.modules;
        delegations.push_back(std::move(entry));
    }
    return delegations;
}

TrustRole readRole(ObjectReader& reader) {
    TrustRole role;
    for (std::string& key : reader.texts("keys", kRoleKeysMax, kNameBytesMax)) {
        role.keys.push_back(KeyId{std::move(key)});
    }
    role.threshold = static_cast<std::uint32_t>(reader.integer("threshold", 1, kRoleKeysMax));
    return role;
}

void readKeys(ObjectReader& reader, RootDocument& root) {
    reader.eachNamed("keys", kKeysMax, [&](const std::string& id, ObjectReader& item) {
        RootKey key;
        key.bytes = item.bytes("key", kKeyBytes);
        key.expires = item.has("expiresMs") ? item.instant("expiresMs") : kNever;
        key.lab = item.has("lab") && item.flag("lab");
        if (key.bytes.size() != kKeyBytes) {
            item.wrong("key", "32 bytes as base64");
        }
        root.keys.emplace(KeyId{id}, std::move(key));
    });
}

std::set<std::string> setOf(std::vector<std::string> texts) {
    return {std::make_move_iterator(texts.begin()), std::make_move_iterator(texts.end())};
}

void readPeople(ObjectReader& reader, RootDocument& root) {
    reader.eachNamed("voters", kKeysMax, [&](const std::string& id, ObjectReader& item) {
        root.voters.emplace(KeyId{id}, RootVoter{UserId{item.name("user")},
                                                 setOf(item.texts("groups", kGroupsMax, kNameBytesMax))});
    });
    reader.eachNamed("gates", kGatesMax, [&](const std::string& environment, ObjectReader& item) {
        VoteGate gate;
        gate.quorum = static_cast<std::uint32_t>(item.integer("quorum", 1, limits::kVotesMax));
        gate.groups = setOf(item.texts("groups", kGroupsMax, kNameBytesMax));
        gate.fourEyes = item.flag("fourEyes");
        root.gates.emplace(EnvironmentId{environment}, std::move(gate));
    });
}

void readDelegations(ObjectReader& reader, RootDocument& root) {
    reader.each("delegations", kDelegationsMax, [&](ObjectReader& item) {
        Delegation delegation;
        delegation.modules = item.texts("modules", kPatternsMax, kNameBytesMax);
        delegation.role = readRole(item);
        root.delegations.push_back(std::move(delegation));
    });
}

/// Roles must be able to do what they are for.
class RoleCheck {
public:
    RoleCheck(ObjectReader& reader, const RootDocument& root) : m_reader(reader), m_root(root) {}

    void role(const char* name, const TrustRole& role) {
        const std::set<KeyId> distinct(role.keys.begin(), role.keys.end());
        const bool known = std::all_of(role.keys.begin(), role.keys.end(),
                                       [this](const KeyId& key) { return m_root.keys.contains(key); });
        if (distinct.size() != role.keys.size() || !known || role.threshold > role.keys.size()) {
            m_reader.wrong(name, "at least `threshold` distinct keys, each among `keys`");
        }
    }
    void optionalRole(const char* name, const TrustRole& wanted) {
        if (!wanted.keys.empty()) {
            role(name, wanted);
        }
    }

private:
    ObjectReader& m_reader;
    const RootDocument& m_root;
};

void checkRoles(ObjectReader& reader, const RootDocument& root) {
    RoleCheck check(reader, root);
    check.role("root", root.root);
    check.role("orchestrator", root.orchestrator);
    check.optionalRole("module", root.module);
    check.optionalRole("releases", root.releases);
    check.optionalRole("timestamp", root.timestamp);
    if (root.releases.keys.empty() != root.timestamp.keys.empty()) {
        reader.wrong("timestamp", "keys exactly when the role releases has some");
    }
    for (const Delegation& delegation : root.delegations) {
        check.role("delegations", delegation.role);
    }
    for (const auto& [key, voter] : root.voters) {
        if (!root.keys.contains(key)) {
            reader.wrong("voters", "keys that are among `keys`");
        }
    }
}

} // namespace

Result<std::string> encodeRoot(const RootDocument& root) {
    return canonicalText({{"type", "root"},
                          {"tenant", root.tenant.value},
                          {"version", root.version},
                          {"expiresMs", toMs(root.expires)},
                          {"keys", keysToJson(root)},
                          {"root", roleToJson(root.root)},
                          {"orchestrator", roleToJson(root.orchestrator)},
                          {"module", roleToJson(root.module)},
                          {"releases", roleToJson(root.releases)},
                          {"timestamp", roleToJson(root.timestamp)},
                          {"voters", peopleToJson(root)},
                          {"delegations", delegationsToJson(root)},
                          {"gates", gatesToJson(root)},
                          {"revoked", idList(root.revoked)}});
}

Result<RootDocument> decodeRoot(std::string_view bytes) {
    const auto json = parseCanonical(bytes, {limits::kTrustDocumentBytesMax});
    HS_TRY(json);
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    RootDocument root;
    if (reader.text("type", 64) != "root") {
        reader.wrong("type", "root");
    }
    root.tenant = TenantId{reader.name("tenant")};
    root.version = trustVersion(reader, "version");
    root.expires = reader.instant("expiresMs");
    readKeys(reader, root);
    const auto roleAt = [&reader](const char* name) {
        ObjectReader role = reader.object(name);
        return readRole(role);
    };
    root.root = roleAt("root");
    root.orchestrator = roleAt("orchestrator");
    root.module = roleAt("module");
    root.releases = roleAt("releases");
    root.timestamp = roleAt("timestamp");
    readPeople(reader, root);
    readDelegations(reader, root);
    for (std::string& key : reader.texts("revoked", kKeysMax, kNameBytesMax)) {
        root.revoked.insert(KeyId{std::move(key)});
    }
    reader.refuseUnknown(); // a rule this version does not know must not be passed over in silence
    if (errors.empty()) {
        checkRoles(reader, root);
    }
    HS_TRY(errors.status(ErrorCode::Malformed, "root"));
    return root;
}

} // namespace hotswap::codec
