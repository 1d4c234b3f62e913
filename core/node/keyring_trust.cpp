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

namespace {

bool goesForward(CommandAction action) {
    return action == CommandAction::Apply || action == CommandAction::Prepare ||
           action == CommandAction::Switch;
}

} // namespace

SignatureCheck KeyringTrust::check(crypto::KeyPurpose purpose, Instant now) const {
    return [this, purpose, now](const KeySignature& signature, std::string_view bytes) {
        return keys().check(signature, bytes, purpose, lab(), now);
    };
}

Result<Command> KeyringTrust::openCommand(const SignedCommand& command, Instant now) const {
    if (command.signature.empty()) {
        return makeError(ErrorCode::SignatureMissing, "command");
    }
    return codec::verifyCommand(command, check(crypto::KeyPurpose::Orchestrator, now));
}

std::optional<codec::VoteGate> KeyringTrust::gateOf(const EnvironmentId& environment) const {
    if (m_kept) {
        const codec::VoteGate* gate = m_kept->store()->gate();
        return gate ? std::optional(*gate) : std::nullopt;
    }
    if (!m_policy.gated.contains(environment)) {
        return std::nullopt;
    }
    return codec::VoteGate{m_policy.quorum, {}, true};
}

Status KeyringTrust::verifyVotes(const Command& command, Instant now) const {
    const auto gate = gateOf(command.scope.environment);
    return goesForward(command.action) && gate ? checkQuorum(command, *gate, now) : success();
}

Result<Vote> KeyringTrust::countable(const SignedVote& signedVote, const Command& command,
                                     const codec::VoteGate& gate, Instant now) const {
    auto vote = codec::verifyVote(signedVote, check(crypto::KeyPurpose::Voter, now));
    HS_TRY(vote);
    if (m_kept) {
        const codec::RootVoter* voter = m_kept->store()->voter(signedVote.key);
        if (!voter || voter->user != vote->voter) {
            return makeError(ErrorCode::KeyUntrusted, "the root gives this key to somebody else");
        }
    }
    const bool same = vote->decision == VoteDecision::Approve && vote->planDigest == command.planDigest &&
                      vote->tenant == command.scope.tenant && vote->deployment == command.deployment &&
                      vote->release == command.release.digest;
    if (!same) {
        return makeError(ErrorCode::PlanChanged, "a vote is about something else");
    }
    if (gate.fourEyes && (vote->requestedBy.empty() || vote->requestedBy == vote->voter)) {
        return makeError(ErrorCode::FourEyes, "the vote of the requester " + vote->voter.value);
    }
    return vote;
}

Status KeyringTrust::checkQuorum(const Command& command, const codec::VoteGate& gate, Instant now) const {
    std::set<UserId> voters;
    std::set<KeyId> keys;
    std::set<UserId> requesters;
    std::set<std::string> groups;
    std::optional<Error> refused;
    for (std::size_t i = 0; i < std::min(command.votes.size(), limits::kVotesMax); ++i) {
        const auto vote = countable(command.votes[i], command, gate, now);
        if (!vote) {
            refused = vote.error();
        } else if (keys.insert(command.votes[i].key).second && voters.insert(vote->voter).second) {
            requesters.insert(vote->requestedBy);
            if (m_kept) {
                const auto& of = m_kept->store()->voter(command.votes[i].key)->groups;
                groups.insert(of.begin(), of.end());
            }
        }
    }
    if (requesters.size() > 1) {
        return makeError(ErrorCode::FourEyes, "the votes name different requesters");
    }
    if (voters.size() < gate.quorum) {
        const std::string counted =
            std::to_string(voters.size()) + " of " + std::to_string(gate.quorum) + " votes";
        return refused          ? Status(*refused)
               : voters.empty() ? makeError(ErrorCode::SignatureMissing, "votes")
                                : makeError(ErrorCode::QuorumMissing, counted);
    }
    for (const std::string& group : gate.groups) {
        if (!groups.contains(group)) {
            return makeError(ErrorCode::QuorumMissing, "nobody of the group " + group);
        }
    }
    return success();
}

Status KeyringTrust::mayBegin(const Command& command, Instant now) const {
    if (!m_kept) {
        return success();
    }
    if (m_kept->damage()) {
        return *m_kept->damage();
    }
    const bool brings = goesForward(command.action) || command.action == CommandAction::Revert;
    if (!brings) {
        return success(); // stopping something needs no fresh word
    }
    const auto direction =
        goesForward(command.action) ? TrustStore::Direction::Forward : TrustStore::Direction::GoingBack;
    if (direction == TrustStore::Direction::Forward) {
        HS_TRY(m_kept->store()->usable(now));
    }
    return m_kept->store()->mayRun(command.release, direction, now);
}

Status KeyringTrust::update(const std::vector<std::string>& documents, Instant now) {
    if (!m_kept) {
        return makeError(ErrorCode::Unsupported, "trust is a plain folder here");
    }
    return m_kept->update(documents, now);
}

TrustVersions KeyringTrust::versions() const {
    return m_kept ? m_kept->store()->versions() : TrustVersions{};
}

std::optional<Error> KeyringTrust::damage() const {
    return m_kept ? m_kept->damage() : std::nullopt;
}

Status KeyringTrust::verifyWelcome(const frames::Welcome& welcome) const {
    if (m_kept && welcome.now < m_kept->store()->timeFloor()) {
        return makeError(ErrorCode::MetadataStale, "the welcome's time is before the timestamp's");
    }
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
    PackageChecks checks = crypto::packageChecks(keys(), lab(), now);
    if (m_kept) {
        checks.checkClaim = [store = m_kept->store()](const PackageClaim& claim) {
            return store->mayVouch(claim);
        };
    }
    return checks;
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
