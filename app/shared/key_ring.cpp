// SPDX-License-Identifier: Apache-2.0
#include "app/shared/key_ring.h"

#include "core/codec/command_codec.h"
#include "core/codec/vote_codec.h"
#include "core/crypto/crypto.h"
#include "core/crypto/key_file.h"

#include <algorithm>
#include <vector>

namespace hotswap::shared {

namespace {

constexpr const char* kOrchestratorKey = "orchestrator.key";

std::vector<std::filesystem::path> filesOf(const std::filesystem::path& directory, const char* extension) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end;
         it.increment(error)) {
        if (it->path().extension() == extension) {
            files.push_back(it->path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

Error naming(const std::filesystem::path& file, Error error) {
    error.detail = file.string() + ": " + error.detail;
    return error;
}

} // namespace

Result<std::unique_ptr<KeyRing>> KeyRing::load(const std::filesystem::path& directory,
                                               const ports::Clock& clock, std::vector<std::string>& secrets) {
    std::unique_ptr<KeyRing> ring(new KeyRing(clock));
    for (const auto& file : filesOf(directory, ".pub")) {
        const auto key = crypto::readPublicKey(file);
        if (!key.ok()) {
            return naming(file, key.error());
        }
        ring->m_trusted.add(*key);
    }
    for (const auto& file : filesOf(directory, ".key")) {
        auto key = crypto::readSecretKey(file);
        if (!key.ok()) {
            return naming(file, key.error());
        }
        ring->take(*std::move(key));
    }
    for (std::string& secret : secrets) {
        auto key = crypto::parseSecretKey(secret);
        crypto::wipe(secret);
        HS_TRY(key);
        ring->take(*std::move(key));
    }
    secrets.clear();
    return ring;
}

void KeyRing::take(crypto::SigningKey key) {
    if (key.purpose() == crypto::KeyPurpose::Orchestrator) {
        m_orchestrator = std::make_unique<crypto::SigningKey>(std::move(key));
    } else if (key.purpose() == crypto::KeyPurpose::Voter) {
        const KeyId id = key.id();
        m_trusted.add(crypto::trustedHalf(key));
        m_voters.emplace(id, std::move(key));
    }
}

Status KeyRing::makeOrchestratorKey(const std::filesystem::path& directory) {
    if (m_orchestrator) {
        return success();
    }
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    auto key = crypto::generateSigningKey(crypto::KeyPurpose::Orchestrator, crypto::KeyOrigin::Production);
    HS_TRY(crypto::writeSecretKey(directory / kOrchestratorKey, key));
    HS_TRY(crypto::writePublicKey(directory / "orchestrator.pub", crypto::trustedHalf(key)));
    m_orchestrator = std::make_unique<crypto::SigningKey>(std::move(key));
    return success();
}

void KeyRing::trustVoters(const std::map<UserId, std::string>& keys) {
    const std::lock_guard lock(m_mutex);
    for (const auto& [user, bytes] : keys) {
        if (auto key = crypto::PublicKey::fromBytes(bytes); key.ok()) {
            m_trusted.add({*key, crypto::KeyPurpose::Voter, crypto::KeyOrigin::Production, kNever, false});
        }
    }
}

Result<SignedCommand> KeyRing::sign(const Command& command) {
    if (!m_orchestrator) {
        return makeError(ErrorCode::KeyUntrusted, "no orchestrator key");
    }
    return codec::signCommand(command, welcomeSigner());
}

Signer KeyRing::welcomeSigner() const {
    return [this](std::string_view bytes) {
        return m_orchestrator ? m_orchestrator->signatureOver(bytes) : KeySignature{};
    };
}

Result<SignedVote> KeyRing::sign(const Vote& vote, const KeyId& key) {
    const auto voter = m_voters.find(key);
    if (voter == m_voters.end()) {
        return makeError(ErrorCode::KeyUntrusted, key.value);
    }
    return codec::signVote(vote, [&](std::string_view bytes) { return voter->second.signatureOver(bytes); });
}

Status KeyRing::verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) {
    if (signedVote.key != expectedKey) {
        return makeError(ErrorCode::KeyUntrusted, "another key than the voter's");
    }
    const crypto::TrustedKeys keys = trusted();
    const Instant now = m_clock.now();
    const auto read =
        codec::verifyVote(signedVote, [&](const KeySignature& signature, std::string_view bytes) {
            return keys.check(signature, bytes, crypto::KeyPurpose::Voter, crypto::LabKeys::Refused, now);
        });
    HS_TRY(read);
    return *read == vote
               ? success()
               : Status(makeError(ErrorCode::SignatureInvalid, "the signed bytes say something else"));
}

crypto::TrustedKeys KeyRing::trusted() const {
    const std::lock_guard lock(m_mutex);
    return m_trusted;
}

} // namespace hotswap::shared
