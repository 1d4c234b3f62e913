// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/transaction_text.h"

#include "core/codec/canonical_json.h"
#include "core/codec/event_codec.h"
#include "core/codec/look_codec.h"
#include "core/codec/row_codec.h"
#include "core/domain/encoding.h"
#include "core/store/postgres/connection.h"

namespace hotswap::store::postgres {

namespace {

/// Builds one JSON object from parts that are JSON texts already.
class ObjectText {
public:
    void add(std::string_view name, std::string_view json) {
        m_text += m_text.size() > 1 ? ",\"" : "\"";
        m_text.append(name).append("\":").append(json);
    }
    void addText(std::string_view name, const std::string& value) { add(name, codec::jsonString(value)); }
    void addNumber(std::string_view name, std::int64_t value) { add(name, std::to_string(value)); }
    std::string take() { return std::move(m_text) + "}"; }

private:
    std::string m_text = "{";
};

std::string listText(const std::vector<std::string>& items) {
    std::string text = "[";
    for (const std::string& item : items) {
        text += text.size() > 1 ? "," : "";
        text += item;
    }
    return text + "]";
}

template <class Ids>
std::string idsText(const Ids& ids) {
    codec::Json list = codec::Json::array();
    for (const auto& id : ids) {
        list.push_back(id.value);
    }
    return list.dump(-1, ' ', false, codec::Json::error_handler_t::replace);
}

/// What a text filter looks at, one thing a line.
std::string searchText(const DeploymentSummary& summary) {
    std::string text = summary.id.value + "\n" + summary.scope.module.value + "\n" +
                       summary.release.version.text() + "\n" + summary.requestedBy.value + "\n" +
                       summary.description;
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : (c == '\0' ? ' ' : c);
    }
    return text;
}

Result<std::string> appendText(const ports::Append& append) {
    std::vector<std::string> events;
    events.reserve(append.events.size());
    for (const DeploymentEventBody& body : append.events) {
        const auto encoded = codec::encodeEvent(body);
        HS_TRY(encoded);
        events.push_back("[\"" + std::string(eventName(body)) + "\"," + *encoded + "]");
    }
    const auto summary = codec::encodeSummary(append.summary);
    HS_TRY(summary);
    ObjectText text;
    text.addText("deployment", append.deployment.value);
    text.addNumber("expectedVersion", static_cast<std::int64_t>(append.expectedVersion));
    text.addNumber("at", toMs(append.at));
    text.addText("search", searchText(append.summary));
    text.add("summary", *summary);
    text.add("events", listText(events));
    return text.take();
}

std::string_view kindName(ports::ApprovalChange::Kind kind) {
    switch (kind) {
    case ports::ApprovalChange::Kind::Put: return "put";
    case ports::ApprovalChange::Kind::Vote: return "vote";
    case ports::ApprovalChange::Kind::Decide: return "decide";
    }
    return "";
}

Result<std::string> approvalText(const ports::ApprovalChange& change) {
    const auto approval = codec::encodeApproval(change.approval);
    HS_TRY(approval);
    ObjectText text;
    text.addText("kind", std::string(kindName(change.kind)));
    text.add("approval", *approval);
    return text.take();
}

std::string capacityText(const ports::CapacityChange& change) {
    ObjectText text;
    text.addText("deployment", change.deployment.value);
    text.addText("environment", change.environment.value);
    text.add("claim", idsText(change.claim));
    text.add("release", idsText(change.release));
    text.addNumber("outOfServiceMax", change.outOfServiceMax);
    text.add("lowers", change.lowers ? "true" : "false");
    return text.take();
}

Result<std::string> orderText(const ports::OrderChange& change) {
    const auto order = codec::encodeOrder(change.order);
    HS_TRY(order);
    ObjectText text;
    text.addText("kind", change.kind == ports::OrderChange::Kind::Put ? "put" : "update");
    text.add("order", *order);
    return text.take();
}

Result<std::string> auditText(const AuditRecord& record) {
    const auto details = codec::encodeStrings(record.details);
    HS_TRY(details);
    ObjectText text;
    text.addText("actor", record.actor);
    text.addText("via", record.via);
    text.addText("action", record.action);
    text.addText("subject", record.subject);
    text.add("details", *details);
    return text.take();
}

Result<std::string> lookText(const LookEvidence& look) {
    const auto document = codec::encodeLook(look);
    HS_TRY(document);
    ObjectText text;
    text.addNumber("number", look.input.number);
    text.addNumber("wave", look.input.wave);
    text.addNumber("at", toMs(look.input.at));
    text.addText("document", toBase64(*document));
    return text.take();
}

std::string proofText(const ports::LeaseProof& proof) {
    ObjectText text;
    text.addText("environment", proof.scope.environment.value);
    text.addText("module", proof.scope.module.value);
    text.addText("holder", proof.holder.value);
    text.addNumber("generation", static_cast<std::int64_t>(proof.fence.generation));
    text.addNumber("epoch", static_cast<std::int64_t>(proof.fence.epoch));
    return text.take();
}

/// Adds a list of encoded rows unless it is empty.
template <class Rows, class Encode>
Status addList(ObjectText& text, std::string_view name, const Rows& rows, Encode encode) {
    std::vector<std::string> items;
    for (const auto& row : rows) {
        const Result<std::string> item = encode(row);
        HS_TRY(item);
        items.push_back(*item);
    }
    if (!items.empty()) {
        text.add(name, listText(items));
    }
    return success();
}

Result<std::string> headText(const ports::Transaction& tx) {
    ObjectText text;
    text.addText("tenant", tx.tenant.value);
    text.addText("user", tx.user.value);
    if (tx.key) {
        text.addText("key", tx.key->value);
        text.addText("requestDigest", tx.requestDigest);
        text.add("question", ports::isQuestion(tx) ? "true" : "false");
    }
    text.addText("keyResult", tx.keyResult);
    if (tx.proof) {
        text.add("proof", proofText(*tx.proof));
    }
    if (tx.queuedMax) {
        text.addNumber("queuedMax", static_cast<std::int64_t>(*tx.queuedMax));
    }
    if (tx.runningMax) {
        text.addNumber("runningMax", static_cast<std::int64_t>(*tx.runningMax));
    }
    if (!tx.commands.empty()) {
        text.addText("commandsFor",
                     tx.commandsFor.empty() ? tx.appends.front().deployment.value : tx.commandsFor.value);
    }
    if (!tx.voidCommands.empty()) {
        text.add("voidCommands", idsText(tx.voidCommands));
    }
    HS_TRY(addList(text, "appends", tx.appends, appendText));
    HS_TRY(addList(text, "approvals", tx.approvals, approvalText));
    HS_TRY(addList(
        text, "capacity", tx.capacity,
        [](const ports::CapacityChange& change) -> Result<std::string> { return capacityText(change); }));
    HS_TRY(addList(text, "orders", tx.orders, orderText));
    HS_TRY(addList(text, "audit", tx.audit, auditText));
    HS_TRY(addList(text, "evidence", tx.evidence, lookText));
    return text.take();
}

} // namespace

Result<std::vector<std::string>> commitParameters(const ports::Transaction& tx) {
    auto head = headText(tx);
    HS_TRY(head);
    std::vector<std::string> ids;
    std::vector<std::string> nodes;
    std::vector<std::string_view> bodies;
    std::vector<std::string> keys;
    std::vector<std::string_view> signatures;
    for (const SignedCommand& command : tx.commands) {
        ids.push_back(command.id.value);
        nodes.push_back(command.node.value);
        bodies.push_back(command.bytes);
        keys.push_back(command.key.value);
        signatures.push_back(command.signature);
    }
    return std::vector<std::string>{*std::move(head),       arrayText(ids),  arrayText(nodes),
                                    byteaArrayText(bodies), arrayText(keys), byteaArrayText(signatures)};
}

} // namespace hotswap::store::postgres
