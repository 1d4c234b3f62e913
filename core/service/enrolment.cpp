// SPDX-License-Identifier: Apache-2.0
// Tokens that nodes enrol with, and nodes that are to come in no more.
#include "core/service/handlers.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/domain/encoding.h"
#include "core/service/permissions.h"
#include "core/service/queries.h"

namespace hotswap::service {

namespace {

constexpr std::size_t kTokenBytes = 16;
constexpr std::size_t kTokenIdChars = 12; ///< of its hash, as the book names open tokens
constexpr std::size_t kNameCharsMax = 128;

Status checkTerms(const ports::requests::MakeToken& request) {
    if (request.environment.empty() || request.environment.value.size() > kNameCharsMax) {
        return invalidField("environment", "1 to 128 characters");
    }
    if (request.uses < 1 || request.uses > limits::kTokenUsesMax) {
        return invalidField("uses", "1.." + std::to_string(limits::kTokenUsesMax));
    }
    if (request.valid < Duration{1} || request.valid > limits::kTokenValidMax) {
        return invalidField("valid", "at most 30 days");
    }
    return success();
}

} // namespace

Result<ports::Answer> Handlers::makeToken(const RequestContext& context,
                                          const ports::requests::MakeToken& request) {
    HS_TRY(checkTerms(request));
    const std::string token = toHex(crypto::secretRandom(kTokenBytes));
    const std::string hash = crypto::sha256Hex(token);
    HS_TRY(m_ports.enrolment.addToken(context.who, {request.environment, request.valid, request.uses}, hash));
    return ports::Answer{hash.substr(0, kTokenIdChars), false, token};
}

Result<ports::Answer> Handlers::revokeNode(const RequestContext& context,
                                           const ports::requests::RevokeNode& request) {
    if (request.reason.size() > limits::kReasonCharsMax) {
        return invalidField("reason", "at most " + std::to_string(limits::kReasonCharsMax) + " characters");
    }
    const Result<bool> done = m_ports.enrolment.revoke(context.who, request.node, request.reason);
    HS_TRY(done);
    return ports::Answer{request.node.value, !*done, {}};
}

Result<ports::EnrolmentReport> Queries::enrolments(const Identity& who,
                                                   const ports::queries::Enrolments& query) {
    ports::EnrolmentReport report;
    auto nodes = m_ports.enrolment.enrolled(who.tenant, query.environment);
    HS_TRY(nodes);
    report.nodes = *std::move(nodes);
    report.mayChange = mayRequest(who, "node.token").ok();
    if (report.mayChange) {
        auto tokens = m_ports.enrolment.openTokens(who);
        HS_TRY(tokens);
        for (ports::OpenToken& token : *tokens) {
            if (query.environment.empty() || token.environment == query.environment) {
                report.tokens.push_back(std::move(token));
            }
        }
    }
    const Result<Instant> now = m_ports.store.now();
    HS_TRY(now);
    report.now = *now;
    return report;
}

} // namespace hotswap::service
