// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/gateway_server.h"

#include "core/codec/frame_codec.h"
#include "core/domain/module.h"

#include <deque>
#include <variant>

namespace hotswap::gateway {
namespace {

/// Frames as text over one WebSocket.
class SocketLink final : public ports::NodeLink {
public:
    explicit SocketLink(std::shared_ptr<edge::EdgeSession> session) : m_session(std::move(session)) {}
    bool send(const Frame& frame) override {
        auto text = codec::encodeFrame(frame);
        return text.ok() && m_session->send(std::move(*text));
    }
    void close(const std::string& reason) override { m_session->close(reason); }
    edge::EdgeSession& session() { return *m_session; }

private:
    std::shared_ptr<edge::EdgeSession> m_session;
};

struct Opened {
    edge::SessionId id;
    std::shared_ptr<edge::EdgeSession> session;
};
struct Arrived {
    edge::SessionId id;
    std::string text;
};
struct Closed {
    edge::SessionId id;
};
struct Asked {
    std::vector<NodeId> nodes;
    Duration interval;
    Duration during;
};
struct Fencing {
    std::vector<NodeId> nodes;
    Scope scope;
    Fence fence;
};
struct Addresses {
    std::vector<std::string> urls;
};
using Message = std::variant<Opened, Arrived, Closed, ports::StreamHint, Asked, Fencing, Addresses>;

constexpr std::string_view kPackagePath = "/packages/";
constexpr std::string_view kPackageSuffix = ".hsm";

bool isOf(const frames::Hello& hello, const edge::PeerCertificate& certificate) {
    return certificate.name == hello.node.value && certificate.organization == hello.tenant.value;
}

edge::HttpReply plain(unsigned status, std::string body) {
    edge::HttpReply reply;
    reply.status = status;
    reply.body = std::move(body);
    return reply;
}

} // namespace

class GatewayServer::Core final : public edge::EdgeHandler, public ports::NodeControl {
public:
    explicit Core(GatewayServerSetup setup)
        : m_setup(std::move(setup)), m_gateway(m_setup.gateway, m_setup.ports) {}

    Status listen() {
        if (m_setup.certifier) {
            m_setup.edge.openPath = kEnrolPath;
        }
        auto server = edge::EdgeServer::start(m_setup.edge, *this, m_setup.clock);
        if (!server.ok()) {
            return server.error();
        }
        m_edge = std::move(*server);
        return success();
    }

    // ---- edge's thread ----

    edge::HttpReply onRequest(const edge::HttpRequest& request) override {
        const std::string_view path = request.path;
        if (isRevoked(request.certificate)) {
            return plain(403, "revoked\n");
        }
        if (path == "/health") {
            return plain(200, "ok\n");
        }
        if (path.starts_with(kPackagePath) && path.ends_with(kPackageSuffix)) {
            const std::size_t length = path.size() - kPackagePath.size() - kPackageSuffix.size();
            return package(path.substr(kPackagePath.size(), length));
        }
        return plain(404, "not found\n");
    }

    void onOpen(edge::SessionId id, std::shared_ptr<edge::EdgeSession> session) override {
        push(Opened{id, std::move(session)}, 0, Room::Always);
    }
    bool onText(edge::SessionId id, std::string text) override {
        const std::size_t bytes = text.size();
        return push(Arrived{id, std::move(text)}, bytes, Room::Bounded);
    }
    void onClose(edge::SessionId id, const std::string&) override { push(Closed{id}, 0, Room::Always); }

    // ---- any thread ----

    void hint(const ports::StreamHint& hint) { push(hint, 0, Room::Bounded); }
    void setAddresses(std::vector<std::string> urls) { push(Addresses{std::move(urls)}, 0, Room::Bounded); }

    void ask(const std::vector<NodeId>& nodes, Duration interval, Duration during) override {
        push(Asked{nodes, interval, during}, 0, Room::Bounded);
    }
    void fence(const std::vector<NodeId>& nodes, const Scope& scope, const Fence& fence) override {
        push(Fencing{nodes, scope, fence}, 0, Room::Bounded);
    }

    // ---- owner's thread ----

    Instant step(Instant now) {
        std::deque<Message> messages;
        {
            const std::lock_guard lock(m_mutex);
            messages.swap(m_messages);
            m_bytes = 0;
            if (m_hintsLost) {
                m_hintsLost = false;
                ports::StreamHint lost;
                lost.kind = ports::StreamHint::Kind::Commands;
                messages.push_back(lost);
                lost.kind = ports::StreamHint::Kind::Lease;
                messages.push_back(lost);
            }
        }
        for (const Message& message : messages) {
            std::visit([&](const auto& what) { handle(what, now); }, message);
        }
        return std::min(tendCertificates(now), m_gateway.tick(now));
    }

    void stop(Instant now) {
        if (m_edge) {
            m_gateway.closeAll("the gateway ends");
            m_gateway.tick(now);
            m_edge->stop();
            step(now);
        }
    }

    std::uint16_t port() const { return m_edge->port(); }
    edge::EdgeCounters edgeCounters() const { return m_edge->counters(); }
    Status setTls(const edge::TlsMaterial& material) { return m_edge->setTls(material); }
    const Gateway& gateway() const { return m_gateway; }

private:
    enum class Room { Bounded, Always }; // opening and closing are bounded by the edge's connection limit

    bool push(Message message, std::size_t bytes, Room room) {
        {
            const std::lock_guard lock(m_mutex);
            const bool full =
                m_messages.size() >= m_setup.queueMessagesMax || m_bytes + bytes > m_setup.queueBytesMax;
            if (full && room == Room::Bounded) {
                m_hintsLost = m_hintsLost || std::holds_alternative<ports::StreamHint>(message);
                return false;
            }
            m_bytes += bytes;
            m_messages.push_back(std::move(message));
        }
        if (m_setup.wake) {
            m_setup.wake();
        }
        return true;
    }

    // ---- certificates ----

    bool isRevoked(const edge::PeerCertificate& certificate) {
        if (!m_setup.certifier) {
            return false;
        }
        const std::lock_guard lock(m_mutex);
        return m_revoked.contains(NodeId{certificate.name});
    }

    /// Who was revoked meanwhile goes at once, whatever its row says.
    Instant tendCertificates(Instant now) {
        if (!m_setup.certifier) {
            return kNever;
        }
        while (!m_enrolling.empty() && m_enrolling.front().first + m_setup.gateway.times.helloLimit <= now) {
            endEnrolment(m_enrolling.front().second, "no request came");
            m_enrolling.pop_front();
        }
        if (now >= m_revokedAt) {
            rereadRevoked(now);
        }
        const Instant silent =
            m_enrolling.empty() ? kNever : m_enrolling.front().first + m_setup.gateway.times.helloLimit;
        return std::min(m_revokedAt, silent);
    }

    void rereadRevoked(Instant now) {
        auto revoked = m_setup.certifier->revoked();
        if (!revoked.ok()) {
            m_revokedAt = now + m_setup.gateway.times.storeRetry;
            return;
        }
        m_revokedAt = now + m_setup.revokedReread;
        std::vector<edge::SessionId> ended;
        for (const auto& [id, link] : m_links) {
            if (revoked->contains(NodeId{link->session().origin().certificate.name})) {
                ended.push_back(id);
            }
        }
        {
            const std::lock_guard lock(m_mutex);
            m_revoked = std::move(*revoked);
        }
        for (const edge::SessionId id : ended) {
            m_gateway.onMalformed(id, makeError(ErrorCode::Unauthenticated, "revoked"), now);
        }
    }

    void endEnrolment(edge::SessionId id, const std::string& reason) {
        if (const auto link = m_enrolments.find(id); link != m_enrolments.end()) {
            link->second->close(reason);
            m_enrolments.erase(link);
        }
    }

    Result<std::string> certificateFor(const std::string& text) {
        const auto request = codec::decodeEnrolment(text);
        HS_TRY(request);
        HS_TRY(checkEnrolment(*request, m_setup.gateway.tenant));
        const auto& served = m_setup.gateway.environments;
        if (!served.empty() && !served.contains(request->environment)) {
            return makeError(ErrorCode::Unauthenticated, "unknown environment");
        }
        return m_setup.certifier->certify(*request);
    }

    void answerEnrolment(edge::SessionId id, const std::string& text) {
        const auto link = m_enrolments.find(id);
        if (link == m_enrolments.end()) {
            return; // answered before: one request is all
        }
        const auto certificate = certificateFor(text);
        const auto answer =
            codec::encodeEnrolmentAnswer({certificate.ok() ? *certificate : std::string(),
                                          certificate.ok() ? std::string() : describe(certificate.error())});
        if (answer.ok()) {
            link->second->send(*answer);
        }
        endEnrolment(id, "answered");
    }

    void handle(const Opened& opened, Instant now) {
        if (opened.session->origin().path == kEnrolPath) {
            m_enrolments.emplace(opened.id, opened.session);
            m_enrolling.emplace_back(now, opened.id);
            return;
        }
        auto& link = m_links[opened.id];
        link = std::make_unique<SocketLink>(opened.session);
        m_gateway.onOpen(opened.id, *link, now);
    }
    void handle(const Arrived& arrived, Instant now) {
        const auto link = m_links.find(arrived.id);
        if (link == m_links.end()) {
            answerEnrolment(arrived.id, arrived.text);
            return;
        }
        const auto frame = codec::decodeFrame(arrived.text);
        const auto* hello = frame.ok() ? std::get_if<frames::Hello>(&*frame) : nullptr;
        if (hello && m_setup.certifier && !isOf(*hello, link->second->session().origin().certificate)) {
            m_gateway.onMalformed(
                arrived.id, makeError(ErrorCode::Unauthenticated, "the certificate is another node's"), now);
        } else if (frame.ok()) {
            m_gateway.onFrame(arrived.id, *frame, now);
        } else {
            m_gateway.onMalformed(arrived.id, frame.error(), now);
        }
    }
    void handle(const Closed& closed, Instant now) {
        m_gateway.onClose(closed.id, now);
        m_links.erase(closed.id);
        m_enrolments.erase(closed.id);
    }
    void handle(const ports::StreamHint& hint, Instant now) {
        // Somebody's word to all gateways names no environment.
        if (hint.kind == ports::StreamHint::Kind::Fleet && hint.scope.environment.empty()) {
            m_revokedAt = now;
        }
        m_gateway.onHint(hint, now);
    }

    void handle(const Asked& asked, Instant) { m_gateway.ask(asked.nodes, asked.interval, asked.during); }
    void handle(const Addresses& addresses, Instant) { m_gateway.setAddresses(addresses.urls); }
    void handle(const Fencing& fencing, Instant) {
        m_gateway.fence(fencing.nodes, fencing.scope, fencing.fence);
    }

    edge::HttpReply package(std::string_view digestText) {
        if (!isDigestText(digestText)) {
            return plain(404, "not found\n");
        }
        const Digest digest{std::string(digestText)};
        const auto info = m_setup.packages.findByDigest(digest);
        if (!info.ok()) {
            return plain(404, "not found\n");
        }
        edge::HttpReply reply;
        reply.contentType = "application/octet-stream";
        reply.size = info->packageBytes;
        reply.source = [this, digest](std::uint64_t offset, std::size_t length) {
            return m_setup.packages.read(digest, offset, length);
        };
        return reply;
    }

    GatewayServerSetup m_setup;
    Gateway m_gateway;
    std::unordered_map<edge::SessionId, std::unique_ptr<SocketLink>> m_links;
    std::unordered_map<edge::SessionId, std::shared_ptr<edge::EdgeSession>> m_enrolments; ///< not answered
    std::deque<std::pair<Instant, edge::SessionId>> m_enrolling; ///< in order of opening
    Instant m_revokedAt{};                                       ///< when to ask next who was revoked
    std::mutex m_mutex;                                          ///< guards what follows
    std::set<NodeId> m_revoked;
    std::deque<Message> m_messages;
    std::size_t m_bytes = 0;
    bool m_hintsLost = false;
    std::unique_ptr<edge::EdgeServer> m_edge; ///< last: its thread ends before what it calls goes
};

Result<std::unique_ptr<GatewayServer>> GatewayServer::start(GatewayServerSetup setup) {
    auto core = std::make_unique<Core>(std::move(setup));
    HS_TRY(core->listen());
    return std::unique_ptr<GatewayServer>(new GatewayServer(std::move(core)));
}

GatewayServer::GatewayServer(std::unique_ptr<Core> core) : m_core(std::move(core)) {}

GatewayServer::~GatewayServer() = default;

std::uint16_t GatewayServer::port() const {
    return m_core->port();
}

edge::EdgeCounters GatewayServer::edgeCounters() const {
    return m_core->edgeCounters();
}

void GatewayServer::hint(const ports::StreamHint& hint) {
    m_core->hint(hint);
}

void GatewayServer::setAddresses(std::vector<std::string> addresses) {
    m_core->setAddresses(std::move(addresses));
}

Status GatewayServer::setTls(const edge::TlsMaterial& material) {
    return m_core->setTls(material);
}

ports::NodeControl& GatewayServer::control() {
    return *m_core;
}

Instant GatewayServer::step(Instant now) {
    return m_core->step(now);
}

void GatewayServer::stop(Instant now) {
    m_core->stop(now);
}

const Gateway& GatewayServer::gateway() const {
    return m_core->gateway();
}

} // namespace hotswap::gateway
