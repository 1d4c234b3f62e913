// SPDX-License-Identifier: Apache-2.0
#include "app/lab/lab_keys.h"

#include "core/codec/command_codec.h"
#include "core/codec/vote_codec.h"
#include "core/crypto/key_file.h"

namespace hotswap::lab {

namespace {

struct Person {
    const char* name;
    std::set<Role> roles;
};

const std::vector<Person>& labPeople() {
    static const std::vector<Person> people{
        {"operator", {Role::Deployer}}, {"approver", {Role::Approver}}, {"viewer", {Role::Viewer}}};
    return people;
}

Result<crypto::SigningKey> loadOrMake(const std::filesystem::path& file, crypto::KeyPurpose purpose) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
        auto key = crypto::readSecretKey(file);
        if (key.ok() && (key->purpose() != purpose || key->origin() != crypto::KeyOrigin::Lab)) {
            return makeError(ErrorCode::KeyUntrusted, file.string());
        }
        return key;
    }
    crypto::SigningKey key = crypto::generateSigningKey(purpose, crypto::KeyOrigin::Lab);
    HS_TRY(crypto::writeSecretKey(file, key));
    return key;
}

} // namespace

Result<std::unique_ptr<LabKeys>> LabKeys::load(const std::filesystem::path& directory,
                                               const std::vector<std::filesystem::path>& modulePublicKeys) {
    auto orchestrator = loadOrMake(directory / "orchestrator.key", crypto::KeyPurpose::Orchestrator);
    if (!orchestrator.ok()) {
        return orchestrator.error();
    }
    std::unique_ptr<LabKeys> keys(new LabKeys(std::move(*orchestrator)));
    keys->m_public.push_back(crypto::trustedHalf(keys->m_orchestrator));
    for (const Person& person : labPeople()) {
        auto voter = loadOrMake(directory / (std::string(person.name) + ".key"), crypto::KeyPurpose::Voter);
        if (!voter.ok()) {
            return voter.error();
        }
        keys->m_people.push_back({kLabTenant, UserId{person.name}, person.roles, {}, voter->id()});
        keys->m_public.push_back(crypto::trustedHalf(*voter));
        const KeyId id = voter->id();
        keys->m_voters.emplace(id, std::move(*voter));
    }
    for (const std::filesystem::path& file : modulePublicKeys) {
        auto key = crypto::readPublicKey(file);
        if (!key.ok()) {
            return key.error();
        }
        keys->m_public.push_back(*key);
    }
    for (const crypto::TrustedKey& key : keys->m_public) {
        keys->m_trusted.add(key);
    }
    return keys;
}

Status LabKeys::writeTrust(const std::filesystem::path& directory) const {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    for (const crypto::TrustedKey& key : m_public) {
        const std::string name = std::string(crypto::keyPurposeName(key.purpose)) + "-" + key.key.id().value;
        HS_TRY(crypto::writePublicKey(directory / (name + ".pub"), key));
    }
    return success();
}

Result<SignedCommand> LabKeys::sign(const Command& command) {
    return codec::signCommand(command, welcomeSigner());
}

Signer LabKeys::welcomeSigner() const {
    return [this](std::string_view bytes) { return m_orchestrator.signatureOver(bytes); };
}

Result<SignedVote> LabKeys::sign(const Vote& vote, const KeyId& key) {
    const auto voter = m_voters.find(key);
    if (voter == m_voters.end()) {
        return makeError(ErrorCode::KeyUntrusted, key.value);
    }
    return codec::signVote(vote, [&](std::string_view bytes) { return voter->second.signatureOver(bytes); });
}

Status LabKeys::verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) {
    if (signedVote.key != expectedKey) {
        return makeError(ErrorCode::KeyUntrusted, "another key than the voter's");
    }
    const auto check = [this](const KeySignature& signature, std::string_view bytes) {
        // Lab keys do not expire, so the time of asking does not matter.
        return m_trusted.check(signature, bytes, crypto::KeyPurpose::Voter, crypto::LabKeys::Allowed,
                               Instant{});
    };
    const auto read = codec::verifyVote(signedVote, check);
    HS_TRY(read);
    if (*read != vote) {
        return makeError(ErrorCode::SignatureInvalid, "the signed bytes say something else");
    }
    return success();
}

} // namespace hotswap::lab
