// SPDX-License-Identifier: Apache-2.0
#include "core/codec/command_codec.h"

#include "core/codec/value_codec.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kCommandBytesMax = 256 * 1'024; // as base64 well inside a frame
constexpr Duration kWaitMax = 24h;

Json commandToJson(const Command& command) {
    Json votes = Json::array();
    for (const SignedVote& vote : command.votes) {
        votes.push_back(toJson(vote));
    }
    return {{"type", "command"},
            {"id", command.id.value},
            {"node", command.node.value},
            {"scope", toJson(command.scope)},
            {"deployment", command.deployment.value},
            {"release", toJson(command.release)},
            {"action", nameOf(command.action)},
            {"planDigest", command.planDigest.value},
            {"votes", std::move(votes)},
            {"fence", toJson(command.fence)},
            {"notAfterMs", toMs(command.notAfter)},
            {"minHealthyTimeMs", command.minHealthyTime.count()},
            {"healthyDeadlineMs", command.healthyDeadline.count()}};
}

Command readCommand(ObjectReader& reader) {
    Command command;
    if (reader.text("type", 64) != "command") {
        reader.wrong("type", "command"); // bytes signed for another purpose by the same key
    }
    command.id = CommandId{reader.name("id")};
    command.node = NodeId{reader.name("node")};
    command.scope = readScope(reader.object("scope"));
    command.deployment = DeploymentId{reader.text("deployment", 64)};
    command.release = readRelease(reader.object("release"));
    command.action = reader.choice<CommandAction>("action");
    command.planDigest = Digest{reader.text("planDigest", 64)};
    reader.each("votes", limits::kVotesMax,
                [&](ObjectReader& vote) { command.votes.push_back(readSignedVote(vote)); });
    command.fence = readFence(reader.object("fence"));
    command.notAfter = reader.instant("notAfterMs");
    command.minHealthyTime = Duration{reader.integer("minHealthyTimeMs", 0, kWaitMax.count())};
    command.healthyDeadline = Duration{reader.integer("healthyDeadlineMs", 0, kWaitMax.count())};
    return command;
}

} // namespace

Result<std::string> encodeCommand(const Command& command) {
    Result<std::string> bytes = canonicalText(commandToJson(command));
    if (bytes.ok() && bytes->size() > kCommandBytesMax) {
        return makeError(ErrorCode::Oversize, "a command has at most 256 KiB");
    }
    return bytes;
}

Result<Command> decodeCommand(std::string_view bytes) {
    const auto json = parseCanonical(bytes, {kCommandBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    Command command = readCommand(reader);
    HS_TRY(errors.status(ErrorCode::Malformed, "command"));
    return command;
}

Result<SignedCommand> signCommand(const Command& command, const Signer& signer) {
    auto bytes = encodeCommand(command);
    if (!bytes.ok()) {
        return bytes.error();
    }
    KeySignature signature = signer(*bytes);
    return SignedCommand{command.id, command.node, std::move(*bytes), std::move(signature.key),
                         std::move(signature.signature)};
}

Result<Command> verifyCommand(const SignedCommand& signedCommand, const SignatureCheck& check) {
    HS_TRY(check({signedCommand.key, signedCommand.signature}, signedCommand.bytes));
    auto command = decodeCommand(signedCommand.bytes);
    if (command.ok() && (command->id != signedCommand.id || command->node != signedCommand.node)) {
        return makeError(ErrorCode::SignatureInvalid, "the envelope names another command or node");
    }
    return command;
}

} // namespace hotswap::codec
