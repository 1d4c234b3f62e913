// SPDX-License-Identifier: Apache-2.0
#pragma once
// The stream below HTTP: plain TCP or TLS 1.3, chosen when a connection is accepted. Includes Beast: for the
// few sources of this folder only.

#include "core/edge/edge_types.h"

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <optional>

namespace hotswap::edge {

namespace asio = boost::asio;
namespace beast = boost::beast;

class Stream {
public:
    using executor_type = beast::tcp_stream::executor_type;
    using next_layer_type = beast::tcp_stream;

    explicit Stream(asio::ip::tcp::socket socket) : m_plain(std::move(socket)) {}
    /// TLS by this context, which lives as long.
    Stream(asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> tls)
        : m_context(std::move(tls)),
          m_tls(std::make_unique<Tls>(beast::tcp_stream(std::move(socket)), *m_context)) {}

    executor_type get_executor() { return next_layer().get_executor(); }
    next_layer_type& next_layer() { return m_tls ? m_tls->next_layer() : *m_plain; }
    const next_layer_type& next_layer() const { return m_tls ? m_tls->next_layer() : *m_plain; }

    bool secured() const { return m_tls != nullptr; }
    SSL* tls() { return m_tls->native_handle(); }
    asio::ip::tcp::socket& socket() { return next_layer().socket(); }
    void expires_after(Duration limit) { next_layer().expires_after(limit); }
    void close() { next_layer().close(); }

    template <class Check>
    void setVerify(Check check) {
        m_tls->set_verify_callback(std::move(check));
    }
    template <class Handler>
    void async_handshake(Handler handler) {
        m_tls->async_handshake(asio::ssl::stream_base::server, std::move(handler));
    }

    template <class Buffers, class Handler>
    auto async_read_some(const Buffers& buffers, Handler&& handler) {
        return asio::async_initiate<Handler, void(beast::error_code, std::size_t)>(
            [this](auto&& done, const Buffers& where) {
                if (m_tls) {
                    m_tls->async_read_some(where, std::forward<decltype(done)>(done));
                } else {
                    m_plain->async_read_some(where, std::forward<decltype(done)>(done));
                }
            },
            handler, buffers);
    }
    template <class Buffers, class Handler>
    auto async_write_some(const Buffers& buffers, Handler&& handler) {
        return asio::async_initiate<Handler, void(beast::error_code, std::size_t)>(
            [this](auto&& done, const Buffers& what) {
                if (m_tls) {
                    m_tls->async_write_some(what, std::forward<decltype(done)>(done));
                } else {
                    m_plain->async_write_some(what, std::forward<decltype(done)>(done));
                }
            },
            handler, buffers);
    }

private:
    using Tls = beast::ssl_stream<beast::tcp_stream>;
    std::shared_ptr<asio::ssl::context> m_context;
    std::optional<beast::tcp_stream> m_plain;
    std::unique_ptr<Tls> m_tls;
};

/// Ends of WebSockets. Both sides have sent close frames over TLS by then, so that nothing can be cut off
/// unseen, and TLS need not say goodbye as well. What a peer goes on sending after that is not even read:
/// draining a flood costs more than it did to send.
inline void teardown(beast::role_type, Stream& stream, beast::error_code& error) {
    stream.socket().shutdown(asio::socket_base::shutdown_send, error);
    stream.socket().close(error);
}

template <class Handler>
void async_teardown(beast::role_type role, Stream& stream, Handler&& handler) {
    beast::error_code ignored;
    teardown(role, stream, ignored);
    asio::post(stream.get_executor(),
               beast::bind_front_handler(std::forward<Handler>(handler), beast::error_code{}));
}

} // namespace hotswap::edge
