// SPDX-License-Identifier: Apache-2.0
#pragma once
// One HTTP connection: reads requests one after the other, answers them, or becomes a WebSocket.

#include "core/edge/request_check.h"
#include "core/edge/transport.h"

#include <boost/beast/http.hpp>

#include <optional>

namespace hotswap::edge {

namespace http = beast::http;

class Connection final : public Closable, public std::enable_shared_from_this<Connection> {
public:
    Connection(Stream stream, std::shared_ptr<EdgeContext> context, PeerTicket ticket);
    ~Connection() override;
    void start();
    void shutDown() override;

private:
    using Parser = http::request_parser<http::empty_body>;
    /// A streamed answer that is being sent.
    struct Sending {
        std::shared_ptr<void> counted; ///< as one of the streamed answers
        HttpReply reply;
        std::uint64_t at = 0;
        std::uint64_t end = 0;
        std::string chunk;
    };

    void onHandshake(beast::error_code error);
    void readRequest(Duration limit);
    void onRequest(beast::error_code error);
    void onReadError(beast::error_code error);
    Refusal check() const;
    void refuse(const Refusal& refusal);
    void reply(HttpReply reply);
    void sendShort(HttpReply reply);
    void sendHeader();
    void sendChunk();
    void resetOnClose(bool reset);
    std::size_t chunkBytes() const;
    void onSent(beast::error_code error);
    void upgrade();
    void close();

    std::shared_ptr<EdgeContext> m_context;
    Stream m_stream;
    PeerCertificate m_certificate;
    std::optional<PeerTicket> m_ticket;
    beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    std::optional<http::response<http::string_body>> m_short;
    std::optional<http::response<http::empty_body>> m_header;
    std::optional<http::response_serializer<http::empty_body>> m_serializer;
    Sending m_sending;
    std::size_t m_requests = 0;
    bool m_keepAlive = false;
};

} // namespace hotswap::edge
