// SPDX-License-Identifier: Apache-2.0
#include "core/service/console_service_impl.h"

#include "core/service/permissions.h"
#include "core/service/request_digest.h"

#include <utility>

namespace hotswap::service {

namespace {

constexpr std::size_t kKeyCharsMax = 128;

} // namespace

ConsoleServiceImpl::ConsoleServiceImpl(const ServicePorts& ports, ServiceOptions options)
    : m_ports(ports),
      m_options(std::move(options)),
      m_loader(m_ports.store),
      m_handlers(m_ports, m_options, m_loader),
      m_queries(m_ports, m_options, m_loader, m_handlers),
      m_publisher(PublisherPorts{m_ports.store, m_ports.reader, m_ports.fleet, m_ports.leases, m_ports.feed,
                                 &m_ports.orders},
                  PublisherOptions{m_options.deltaInterval, m_options.finishedShown}) {}

Result<ports::Answer> ConsoleServiceImpl::execute(const Identity& who, const ports::ConsoleRequest& request,
                                                  const IdempotencyKey& key) {
    HS_TRY(mayRequest(who, requestName(request)));
    if (key.empty() || key.value.size() > kKeyCharsMax) {
        return invalidField("key", "1.." + std::to_string(kKeyCharsMax) + " characters");
    }
    const RequestContext context{who, key, requestDigest(request)};
    // A repeated request must get its first answer, even where the same thing could not be done again.
    const auto earlier = m_handlers.earlierAnswer(context);
    HS_TRY(earlier);
    if (*earlier) {
        return **earlier;
    }
    if (const auto* submit = std::get_if<ports::requests::Submit>(&request)) {
        return m_handlers.submit(context, *submit);
    }
    if (const auto* act = std::get_if<ports::requests::Act>(&request)) {
        return m_handlers.act(context, *act);
    }
    if (const auto* handOver = std::get_if<ports::requests::HandOver>(&request)) {
        return m_handlers.handOver(context, *handOver);
    }
    if (const auto* token = std::get_if<ports::requests::MakeToken>(&request)) {
        return m_handlers.makeToken(context, *token);
    }
    if (const auto* revoke = std::get_if<ports::requests::RevokeNode>(&request)) {
        return m_handlers.revokeNode(context, *revoke);
    }
    if (const auto* drain = std::get_if<ports::requests::DrainNodes>(&request)) {
        return m_handlers.drainNodes(context, *drain);
    }
    if (const auto* undrain = std::get_if<ports::requests::UndrainNodes>(&request)) {
        return m_handlers.undrainNodes(context, *undrain);
    }
    if (const auto* stop = std::get_if<ports::requests::StopLine>(&request)) {
        return m_handlers.stopLine(context, *stop);
    }
    if (const auto* release = std::get_if<ports::requests::ReleaseLine>(&request)) {
        return m_handlers.releaseLine(context, *release);
    }
    if (const auto* policy = std::get_if<ports::requests::SetPolicy>(&request)) {
        return m_handlers.setPolicy(context, *policy);
    }
    return m_handlers.vote(context, std::get<ports::requests::CastVote>(request));
}

void ConsoleServiceImpl::startOver() {
    m_loader.forget();
    m_publisher.startOver();
}

Result<ports::QueryAnswer> ConsoleServiceImpl::query(const Identity& who, const ports::ConsoleQuery& query) {
    HS_TRY(mayRequest(who, requestName(query)));
    return m_queries.answer(who, query);
}

Result<std::unique_ptr<ports::FeedSubscription>>
ConsoleServiceImpl::subscribe(const Identity& who, std::uint64_t cursor,
                              std::shared_ptr<ports::DeltaSink> sink) {
    HS_TRY(mayRequest(who, kSubscribe));
    if (sink == nullptr) {
        return invalidField("sink", "something that takes deltas");
    }
    return m_publisher.subscribe(who.tenant, cursor, std::move(sink));
}

} // namespace hotswap::service
