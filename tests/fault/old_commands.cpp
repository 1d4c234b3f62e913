// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/old_commands.h"

#include "core/codec/command_codec.h"
#include "core/codec/receipt_codec.h"
#include "core/crypto/key_file.h"
#include "core/domain/encoding.h"
#include "core/node/file_journal.h"

#include <algorithm>
#include <fstream>
#include <map>

namespace hotswap::fault {

namespace {

constexpr Duration kValid{20'000};
constexpr int kAnswerMs = 15'000;

void count(const std::filesystem::path& state, Accepted& accepted) {
    std::ifstream in(state / "journal" / "commands", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    const node::JournalReplay replay = node::decodeRecords(bytes);
    accepted.whole = accepted.whole && !bytes.empty() && replay.damagedBytes == 0;
    std::map<Scope, Fence> highest;
    for (const node::JournalRecord& record : replay.records) {
        if (record.kind != node::JournalRecord::Kind::Received) {
            continue;
        }
        const auto command = codec::decodeCommand(record.signedCommand.bytes);
        accepted.whole = accepted.whole && command.ok();
        if (command.ok()) {
            Fence& fence = highest[command->scope];
            accepted.commands += 1;
            accepted.old += command->fence < fence ? 1 : 0;
            fence = std::max(fence, command->fence);
        }
    }
}

std::string literal(const std::string& text) {
    return "'" + text + "'";
}

} // namespace

Accepted acceptedCommands(const std::vector<std::filesystem::path>& nodeStates) {
    Accepted accepted;
    for (const auto& state : nodeStates) {
        count(state, accepted);
    }
    return accepted;
}

std::optional<Receipt> sendOldCommand(SharedWorld& world, shared::Session& console, std::size_t node,
                                      const std::string& id) {
    const auto key = crypto::readSecretKey(world.agentKeys(0) / "orchestrator.key");
    const auto releases = console.store().packages().list(world.tenant());
    if (!key.ok() || !releases.ok() || releases->empty()) {
        return std::nullopt;
    }
    Command command;
    command.id = CommandId{id};
    command.node = NodeId{"node-" + std::to_string(node)};
    command.scope = {world.tenant(), world.environment(), releases->front().release.module};
    command.deployment = DeploymentId{"of-an-old-term"};
    command.release = releases->front().release;
    command.fence = {1, 1};
    command.notAfter = console.clock().now() + kValid;
    command.minHealthyTime = Duration{500};
    const auto sealed =
        codec::signCommand(command, [&](std::string_view bytes) { return key->signatureOver(bytes); });
    if (!sealed.ok()) {
        return std::nullopt;
    }
    const std::string where = "tenant_id = " + literal(world.tenant().value) +
                              " AND environment = " + literal(world.environment().value) +
                              " AND module = " + literal(command.scope.module.value);
    world.database().run(
        "INSERT INTO hotswap.command (tenant_id, id, node, deployment, environment, module, generation, "
        "epoch, queued_at, bytes, key, signature) SELECT tenant_id, " +
        literal(id) + ", " + literal(command.node.value) + ", " + literal(command.deployment.value) +
        ", environment, module, generation, epoch, hotswap.store_now(), '\\x" + toHex(sealed->bytes) + "', " +
        literal(sealed->key.value) + ", '\\x" + toHex(sealed->signature) + "' FROM hotswap.lease WHERE " +
        where +
        "; SELECT hotswap.hint(2, tenant_id, environment, module, '', '', 0) FROM hotswap.lease WHERE " +
        where + "; NOTIFY hotswap");
    std::optional<Receipt> answer;
    (void)SharedWorld::waitFor(
        [&] {
            // A scope at rest may change hands meanwhile, and rows of the term before are not sent.
            world.database().run(
                "UPDATE hotswap.command c SET generation = l.generation, epoch = l.epoch FROM hotswap.lease "
                "l "
                "WHERE c.id = " +
                literal(id) +
                " AND c.state = 'pending' AND l.tenant_id = c.tenant_id AND l.environment = c.environment "
                "AND l.module = c.module AND (l.generation, l.epoch) <> (c.generation, c.epoch)");
            const std::string body = world.database().value(
                "SELECT coalesce((SELECT body::text FROM hotswap.receipt WHERE command = " + literal(id) +
                "), '')");
            const auto receipt = codec::decodeReceipt(body);
            if (receipt.ok()) {
                answer = *receipt;
            }
            return answer.has_value();
        },
        kAnswerMs);
    return answer;
}

} // namespace hotswap::fault
