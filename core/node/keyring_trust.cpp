// SPDX-License-Identifier: Apache-2.0
#include "core/node/keyring_trust.h"

#include "core/codec/command_codec.h"
#include "core/codec/frame_codec.h"
#include "core/codec/receipt_codec.h"
#include "core/codec/vote_codec.h"
#include "core/crypto/key_file.h"
#include "core/domain/limits.h"

#include <algorithm>

namespace hotswap::node {

SignatureCheck KeyringTrust::check(crypto::KeyPurpose purpose, Instant now) const {
    return [this, purpose, now](const KeySignature& signature, std::string_view bytes) {
        return m_policy.keys.check(signature, bytes, purpose, m_policy.lab, now);
    };
}

Result<Command> KeyringTrust::openCommand(const SignedCommand& command, Instant now) const {
    if (command.signature.empty()) {
        return makeError(ErrorCode::SignatureMissing, "command");
    }
    return codec::verifyCommand(command, check(crypto::KeyPurpose::Orchestrator, now));
}

Status KeyringTrust::verifyVotes(const Command& command, Instant now) const {
    const bool forward = command.action == CommandAction::Apply || command.action == CommandAction::Prepare ||
                         command.action == CommandAction::Switch;
    if (!forward || !m_policy.gated.contains(command.scope.environment)) {
        return success();
    }
    std::set<UserId> voters;
    std::set<KeyId> keys;
    Error last = makeError(ErrorCode::SignatureMissing, "votes");
    for (std::size_t i = 0; i < std::min(command.votes.size(), limits::kVotesMax); ++i) {
        const auto vote = codec::verifyVote(command.votes[i], check(crypto::KeyPurpose::Voter, now));
        if (!vote) {
            last = vote.error();
            continue;
        }
        const bool counts = vote->decision == VoteDecision::Approve &&
                            vote->planDigest == command.planDigest && vote->tenant == command.scope.tenant &&
                            vote->deployment == command.deployment;
        if (!counts) {
            last = makeError(ErrorCode::PlanChanged, "a vote is about something else");
        } else if (keys.insert(command.votes[i].key).second) {
            voters.insert(vote->voter);
        }
    }
    return voters.size() >= m_policy.quorum ? success() : Status(last);
}

Status KeyringTrust::verifyWelcome(const frames::Welcome& welcome) const {
    // The welcome brings the time, so expiry cannot be judged by the node's: its own statement is taken.
    return check(crypto::KeyPurpose::Orchestrator, welcome.now)(
        {welcome.key, welcome.signature}, codec::welcomeBytes(welcome.nonce, welcome.now));
}

std::string KeyringTrust::signReceipt(const Receipt& receipt) const {
    const auto filled =
        codec::signReceipt(receipt, [this](std::string_view bytes) { return m_key.signatureOver(bytes); });
    return filled ? filled->signature : std::string{};
}

PackageChecks KeyringTrust::packageChecks(Instant now) const {
    return crypto::packageChecks(m_policy.keys, m_policy.lab, now);
}

Result<crypto::TrustedKeys> readTrustDirectory(const std::filesystem::path& dir) {
    crypto::TrustedKeys keys;
    std::vector<std::filesystem::path> files;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(dir, failed)) {
        if (entry.path().extension() == ".pub") {
            files.push_back(entry.path());
        }
    }
    if (failed) {
        return makeError(ErrorCode::NotFound, "trust folder " + dir.string());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        auto key = crypto::readPublicKey(file);
        if (!key) {
            Error error = key.error();
            error.detail = file.string() + ": " + error.detail;
            return error;
        }
        keys.add(std::move(*key));
    }
    return keys;
}

Result<crypto::SigningKey> loadOrMakeNodeKey(const std::filesystem::path& file, crypto::KeyOrigin origin) {
    auto key = crypto::readSecretKey(file);
    if (key || key.error().code != ErrorCode::NotFound) {
        return key;
    }
    crypto::SigningKey fresh = crypto::generateSigningKey(crypto::KeyPurpose::Node, origin);
    HS_TRY(crypto::writeSecretKey(file, fresh));
    return fresh;
}

} // namespace hotswap::node
