// SPDX-License-Identifier: Apache-2.0
#include "core/edge/connection.h"

#include "core/edge/byte_range.h"
#include "core/edge/tls.h"
#include "core/edge/web_socket_session.h"

#include <boost/asio/write.hpp>

namespace hotswap::edge {

namespace {

http::status statusOf(unsigned code) {
    return http::int_to_status(code);
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

} // namespace

Connection::Connection(Stream stream, std::shared_ptr<EdgeContext> context, PeerTicket ticket)
    : m_context(std::move(context)),
      m_stream(std::move(stream)),
      m_ticket(std::move(ticket)),
      m_buffer(2 * m_context->options.limits.headerBytesMax) {}

Connection::~Connection() {
    m_context->open.erase(this);
}

void Connection::start() {
    m_context->open.emplace(this, weak_from_this());
    m_ticket->heldBy(weak_from_this());
    if (!m_stream.secured()) {
        readRequest(m_context->options.limits.handshakeLimit);
        return;
    }
    checkTimes(m_stream, m_context->clock, m_context->options.tls->clockTolerance);
    m_stream.expires_after(m_context->options.limits.handshakeLimit);
    m_stream.async_handshake(
        [self = shared_from_this()](beast::error_code error) { self->onHandshake(error); });
}

void Connection::onHandshake(beast::error_code error) {
    if (error) {
        auto& counters = m_context->counters;
        (error == beast::error::timeout ? counters.timedOut : counters.refusedHandshakes) += 1;
        close();
        return;
    }
    m_certificate = peerCertificate(m_stream);
    readRequest(m_context->options.limits.handshakeLimit);
}

void Connection::shutDown() {
    beast::error_code ignored;
    m_stream.socket().close(ignored);
}

void Connection::readRequest(Duration limit) {
    m_parser.emplace();
    m_parser->header_limit(static_cast<std::uint32_t>(m_context->options.limits.headerBytesMax));
    m_parser->body_limit(std::uint64_t{0});
    m_stream.expires_after(limit);
    http::async_read(
        m_stream, m_buffer, *m_parser,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->onRequest(error); });
}

void Connection::onReadError(beast::error_code error) {
    if (error == http::error::end_of_stream || error == asio::error::operation_aborted ||
        error == asio::error::eof || error == asio::error::connection_reset) {
        close();
    } else if (error == beast::error::timeout) {
        m_context->counters.timedOut += 1;
        close();
    } else if (error == http::error::header_limit || error == http::error::body_limit ||
               error == http::error::buffer_overflow) {
        m_context->counters.oversize += 1;
        refuse(error == http::error::body_limit ? Refusal{413, "no body is taken here"}
                                                : Refusal{431, "the header is too large"});
    } else {
        m_context->counters.malformed += 1;
        refuse({400, "not a request"});
    }
}

Refusal Connection::check() const {
    const auto& request = m_parser->get();
    RequestParts parts;
    parts.method = view(request.method_string());
    parts.target = view(request.target());
    parts.version11 = request.version() == 11;
    parts.hosts = request.count(http::field::host);
    parts.origins = request.count(http::field::origin);
    parts.origin = view(request[http::field::origin]);
    parts.upgrade = beast::websocket::is_upgrade(request);
    parts.certified = !m_stream.secured() || !m_certificate.name.empty();
    if (parts.upgrade && m_buffer.size() > 0) {
        return {400, "bytes before the handshake's answer"};
    }
    return checkRequest(parts, m_context->options);
}

void Connection::onRequest(beast::error_code error) {
    if (error) {
        onReadError(error);
        return;
    }
    m_requests += 1;
    const bool more = m_requests == 1 || m_context->peers.request(m_ticket->peer(), m_context->clock.now());
    if (!more) {
        m_context->counters.refusedByLimit += 1;
        refuse({429, "too many requests, try later"});
        return;
    }
    if (const Refusal refusal = check(); refusal.status != 0) {
        auto& counter =
            refusal.status == 403 ? m_context->counters.foreignOrigin : m_context->counters.malformed;
        counter += refusal.status == 404 ? 0 : 1;
        refuse(refusal);
        return;
    }
    if (beast::websocket::is_upgrade(m_parser->get())) {
        upgrade();
        return;
    }
    m_ticket->proven();
    m_keepAlive =
        m_parser->get().keep_alive() && m_requests < m_context->options.limits.requestsPerConnectionMax;
    HttpRequest request = splitTarget(view(m_parser->get().target()), m_ticket->peer());
    request.certificate = m_certificate;
    reply(m_context->handler.onRequest(request));
}

void Connection::refuse(const Refusal& refusal) {
    m_keepAlive = false;
    HttpReply answer;
    answer.status = refusal.status;
    answer.body = refusal.reason + "\n";
    sendShort(std::move(answer));
}

void Connection::reply(HttpReply answer) {
    if (!answer.source) {
        sendShort(std::move(answer));
        return;
    }
    const auto& request = m_parser->get();
    const RangeAnswer range = parseRange(view(request[http::field::range]), answer.size);
    m_header.emplace(http::status::ok, request.version());
    if (range.kind == RangeAnswer::Kind::Unsatisfiable) {
        m_header->result(http::status::range_not_satisfiable);
        m_header->set(http::field::content_range, "bytes */" + std::to_string(answer.size));
    } else if (range.kind == RangeAnswer::Kind::Part) {
        m_header->result(http::status::partial_content);
        m_header->set(http::field::content_range, "bytes " + std::to_string(range.range.begin) + "-" +
                                                      std::to_string(range.range.end - 1) + "/" +
                                                      std::to_string(answer.size));
    }
    m_header->set(http::field::content_type, answer.contentType);
    m_header->set(http::field::accept_ranges, "bytes");
    m_header->set("X-Content-Type-Options", "nosniff");
    m_header->content_length(range.range.end - range.range.begin);
    m_header->keep_alive(m_keepAlive);
    m_context->streams += 1;
    const auto uncount = [context = m_context](void*) { context->streams -= 1; };
    m_sending = Sending{
        std::shared_ptr<void>(this, uncount), std::move(answer), range.range.begin, range.range.end, {}};
    if (request.method() == http::verb::head) {
        m_sending.at = m_sending.end;
    }
    resetOnClose(true);
    sendHeader();
}

void Connection::sendShort(HttpReply answer) {
    const bool known = m_parser->is_header_done();
    m_short.emplace(statusOf(answer.status), known ? m_parser->get().version() : 11);
    m_short->set(http::field::content_type, answer.contentType);
    m_short->set("X-Content-Type-Options", "nosniff");
    if (answer.status == 405) {
        m_short->set(http::field::allow, "GET, HEAD");
    }
    m_short->keep_alive(m_keepAlive);
    const std::size_t size = answer.body.size();
    if (!known || m_parser->get().method() != http::verb::head) {
        m_short->body() = std::move(answer.body);
    }
    m_short->content_length(size);
    m_sending = {};
    m_stream.expires_after(m_context->options.limits.writeLimit);
    http::async_write(m_stream, *m_short, [self = shared_from_this()](beast::error_code error, std::size_t) {
        self->onSent(error);
    });
}

void Connection::sendHeader() {
    m_serializer.emplace(*m_header);
    m_stream.expires_after(m_context->options.limits.writeLimit);
    http::async_write_header(m_stream, *m_serializer,
                             [self = shared_from_this()](beast::error_code error, std::size_t) {
                                 if (error) {
                                     self->onSent(error);
                                 } else {
                                     self->sendChunk();
                                 }
                             });
}

/// Of somebody who stopped reading the kernel would keep megabytes after an ordinary close.
void Connection::resetOnClose(bool reset) {
    beast::error_code ignored;
    beast::get_lowest_layer(m_stream).socket().set_option(asio::socket_base::linger(reset, 0), ignored);
}

/// Fewer bytes each when many read at once: together they stay bounded.
std::size_t Connection::chunkBytes() const {
    const EdgeLimits& limits = m_context->options.limits;
    const std::size_t share = limits.streamBytesMax / std::max<std::size_t>(m_context->streams, 1);
    return std::max(limits.chunkBytesMin, std::min(limits.chunkBytes, share));
}

void Connection::sendChunk() {
    if (m_sending.at == m_sending.end) {
        onSent({});
        return;
    }
    const std::uint64_t left = m_sending.end - m_sending.at;
    const std::size_t want = std::min<std::uint64_t>(left, chunkBytes());
    auto chunk = m_sending.reply.source(m_sending.at, want);
    if (!chunk.ok() || chunk->empty() || chunk->size() > want) {
        // The length is promised already: only ending the connection tells the reader that it is incomplete.
        close();
        return;
    }
    m_sending.chunk = std::move(*chunk);
    m_sending.at += m_sending.chunk.size();
    m_stream.expires_after(m_context->options.limits.writeLimit);
    asio::async_write(m_stream, asio::buffer(m_sending.chunk),
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                          if (error) {
                              self->onSent(error);
                          } else {
                              self->sendChunk();
                          }
                      });
}

void Connection::onSent(beast::error_code error) {
    if (error == beast::error::timeout) {
        m_context->counters.slowReaders += 1;
    }
    if (!error && m_sending.counted) {
        resetOnClose(false);
    }
    m_sending = {};
    if (error || !m_keepAlive) {
        close();
        return;
    }
    readRequest(m_context->options.limits.idleLimit);
}

void Connection::upgrade() {
    m_context->open.erase(this);
    auto session = std::make_shared<WebSocketSession>(std::move(m_stream), m_context, std::move(*m_ticket));
    session->accept(m_parser->release(), m_certificate);
}

void Connection::close() {
    beast::error_code ignored;
    m_stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    m_stream.close();
}

} // namespace hotswap::edge
