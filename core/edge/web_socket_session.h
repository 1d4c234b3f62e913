// SPDX-License-Identifier: Apache-2.0
#pragma once
// One WebSocket: text messages only, pinged when silent, with a bounded queue of what is to be sent.

#include "core/edge/transport.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>

#include <deque>
#include <mutex>
#include <optional>

namespace hotswap::edge {

class WebSocketSession final : public EdgeSession,
                               public Closable,
                               public PartialMessage,
                               public std::enable_shared_from_this<WebSocketSession> {
public:
    WebSocketSession(Stream stream, std::shared_ptr<EdgeContext> context, PeerTicket ticket);
    ~WebSocketSession() override;

    /// Answers the handshake and goes on from there.
    void accept(beast::http::request<beast::http::empty_body> request, PeerCertificate certificate);
    bool send(std::string text) override;
    void close(const std::string& reason) override;
    void shutDown() override;
    void giveUp() override;
    SessionOrigin origin() const override { return m_origin; }

private:
    void onAccepted(beast::error_code error);
    void read();
    void onRead(beast::error_code error);
    void deliver();
    void grow();
    void forgetPartial();
    void leave();
    void onControl();
    void watch(Duration limit);
    void lookForLife();
    void pump();
    void onWritten(beast::error_code error);
    void beginClose(beast::websocket::close_code code, const std::string& reason);
    void finish(const std::string& reason);
    void arm(asio::steady_timer& timer, Duration limit, std::atomic<std::uint64_t>& counter);

    std::shared_ptr<EdgeContext> m_context;
    beast::websocket::stream<Stream> m_socket;
    std::optional<PeerTicket> m_ticket; ///< until the end
    SessionId m_id;
    beast::http::request<beast::http::empty_body> m_request;
    SessionOrigin m_origin; ///< set before anybody knows the session
    beast::flat_buffer m_buffer;
    asio::steady_timer m_messageTimer;
    asio::steady_timer m_writeTimer;
    asio::steady_timer m_lifeTimer;
    bool m_open = false;    ///< onOpen was called and onClose was not
    bool m_first = true;    ///< no message has come yet
    bool m_heard = false;   ///< a whole message or a control frame came since the last look
    bool m_asked = false;   ///< a ping waits for a sign of life
    bool m_pinging = false; ///< a ping is being sent
    /// Some of a message has arrived: its place among the others.
    std::optional<std::list<PartialMessage*>::iterator> m_partial;
    std::size_t m_partialBytes = 0;
    double m_controlTokens;
    Instant m_controlFilledAt;
    bool m_writing = false;
    bool m_closing = false;
    std::string m_current; ///< being written
    std::string m_reason;  ///< of our closing

    std::mutex m_mutex; ///< guards what follows
    std::deque<std::string> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_refusing = false; ///< closed, or the queue ran over
};

} // namespace hotswap::edge
