// SPDX-License-Identifier: Apache-2.0
#include "core/codec/receipt_codec.h"
#include "core/store/postgres/store_port.h"

#include <map>

namespace hotswap::store::postgres {

namespace {

template <class Tag>
std::string idsParameter(const std::vector<Id<Tag>>& ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const auto& id : ids) {
        texts.push_back(id.value);
    }
    return arrayText(texts);
}

} // namespace

ports::CommandState commandStateNamed(std::string_view name) {
    return name == "pending"     ? ports::CommandState::Pending
           : name == "delivered" ? ports::CommandState::Delivered
           : name == "answered"  ? ports::CommandState::Answered
                                 : ports::CommandState::Void;
}

Result<std::vector<SignedCommand>> CommandQueuePort::take(const TenantId& tenant,
                                                          const std::vector<NodeId>& nodes,
                                                          const std::vector<NodeId>& redeliver,
                                                          std::size_t limit) {
    const auto rows = m_pool.run(
        "SELECT id, node, bytes, key, signature FROM hotswap.take_commands($1, $2::text[], $3::text[], $4)",
        {tenant.value, idsParameter(nodes), idsParameter(redeliver), std::to_string(limit)}, Effect::Write);
    HS_TRY(rows);
    std::vector<SignedCommand> commands;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        commands.push_back({CommandId{std::string(rows->text(i, 0))}, NodeId{std::string(rows->text(i, 1))},
                            rows->bytes(i, 2), KeyId{std::string(rows->text(i, 3))}, rows->bytes(i, 4)});
    }
    return commands;
}

Status CommandQueuePort::storeReceipts(const std::vector<Receipt>& receipts) {
    std::map<TenantId, std::string> lists;
    for (const Receipt& receipt : receipts) {
        const auto text = codec::encodeReceipt(receipt);
        HS_TRY(text);
        std::string& list = lists[receipt.scope.tenant];
        list += (list.empty() ? "[" : ",") + *text;
    }
    for (const auto& [tenant, list] : lists) {
        HS_TRY(m_pool.run("SELECT hotswap.store_receipts($1, $2::jsonb)", {tenant.value, list + "]"},
                          Effect::Write));
        m_committed();
    }
    return success();
}

Result<std::vector<ports::StoredReceipt>> CommandQueuePort::receiptsOf(const TenantId& tenant,
                                                                       const DeploymentId& deployment,
                                                                       std::uint64_t afterSequence,
                                                                       std::size_t limit) {
    const auto rows = m_pool.run(
        "SELECT sequence, body FROM hotswap.receipt "
        "WHERE tenant_id = $1 AND deployment = $2 AND sequence > $3 "
        "ORDER BY sequence LIMIT $4",
        {tenant.value, deployment.value, std::to_string(afterSequence), std::to_string(limit)}, Effect::Read);
    HS_TRY(rows);
    std::vector<ports::StoredReceipt> receipts;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto receipt = codec::decodeReceipt(rows->text(i, 1));
        HS_TRY(receipt);
        receipts.push_back({static_cast<std::uint64_t>(rows->number(i, 0)), deployment, *std::move(receipt)});
    }
    return receipts;
}

Result<ports::CommandState> CommandQueuePort::stateOf(const TenantId& tenant, const CommandId& command) {
    const auto rows = m_pool.run("SELECT state FROM hotswap.command WHERE tenant_id = $1 AND id = $2",
                                 {tenant.value, command.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return makeError(ErrorCode::NotFound, command.value);
    }
    return commandStateNamed(rows->text(0, 0));
}

} // namespace hotswap::store::postgres
