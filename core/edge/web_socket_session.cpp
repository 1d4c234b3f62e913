// SPDX-License-Identifier: Apache-2.0
#include "core/edge/web_socket_session.h"

#include <boost/asio/post.hpp>

namespace hotswap::edge {

namespace websocket = beast::websocket;

namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kReasonBytesMax = 120;     // a close frame carries at most 123
constexpr std::size_t kKeptBytesMax = 64 * 1024; // of the buffer, between messages

} // namespace

WebSocketSession::WebSocketSession(Stream stream, std::shared_ptr<EdgeContext> context, PeerTicket ticket)
    : m_context(std::move(context)),
      m_socket(std::move(stream)),
      m_ticket(std::move(ticket)),
      m_id(++m_context->lastSession),
      m_buffer(m_context->options.limits.frameBytesMax),
      m_messageTimer(m_socket.get_executor()),
      m_writeTimer(m_socket.get_executor()),
      m_lifeTimer(m_socket.get_executor()),
      m_controlTokens(m_context->options.limits.controlFramesBurstMax),
      m_controlFilledAt(m_context->clock.now()) {}

WebSocketSession::~WebSocketSession() {
    leave();
}

/// Everything shared is given back on the edge's thread, when the session ends: whoever had onOpen may hold
/// it for longer and destroy it on another thread.
void WebSocketSession::leave() {
    if (m_ticket) {
        forgetPartial();
        m_context->open.erase(this);
        m_ticket.reset();
    }
}

void WebSocketSession::accept(beast::http::request<beast::http::empty_body> request,
                              PeerCertificate certificate) {
    const std::string_view target(request.target().data(), request.target().size());
    m_origin = {std::string(target.substr(0, target.find('?'))), std::move(certificate)};
    m_context->open.emplace(this, weak_from_this());
    m_ticket->heldBy(weak_from_this());
    m_request = std::move(request);
    const EdgeLimits& limits = m_context->options.limits;
    beast::get_lowest_layer(m_socket).expires_never();
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = limits.handshakeLimit;
    timeout.idle_timeout = websocket::stream_base::none(); // it would be satisfied by single bytes
    timeout.keep_alive_pings = false;
    m_socket.set_option(timeout);
    m_socket.read_message_max(std::min(limits.firstMessageBytesMax, limits.frameBytesMax));
    // Called by a read, which holds this session.
    m_socket.control_callback([this](websocket::frame_type, beast::string_view) { onControl(); });
    m_socket.async_accept(m_request,
                          [self = shared_from_this()](beast::error_code error) { self->onAccepted(error); });
}

void WebSocketSession::onAccepted(beast::error_code error) {
    m_request = {};
    if (error) {
        m_context->counters.malformed += 1;
        shutDown();
        return;
    }
    m_open = true;
    m_socket.text(true);
    m_context->handler.onOpen(m_id, shared_from_this());
    watch(m_context->options.limits.pingInterval);
    read();
}

void WebSocketSession::arm(asio::steady_timer& timer, Duration limit, std::atomic<std::uint64_t>& counter) {
    timer.expires_after(limit);
    timer.async_wait([weak = weak_from_this(), &counter](beast::error_code error) {
        if (auto self = weak.lock(); self && !error) {
            counter += 1;
            self->shutDown();
        }
    });
}

void WebSocketSession::read() {
    m_socket.async_read_some(
        m_buffer, kReadBytes,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->onRead(error); });
}

void WebSocketSession::onRead(beast::error_code error) {
    if (!m_ticket) {
        return; // ended meanwhile
    }
    if (error) {
        if (error == websocket::error::message_too_big || error == websocket::error::buffer_overflow) {
            m_context->counters.oversize += 1;
        } else if (error == beast::error::timeout) {
            m_context->counters.timedOut += 1;
        } else if (error.category() == make_error_code(websocket::error::bad_opcode).category() &&
                   error != websocket::error::closed) {
            m_context->counters.malformed += 1;
        }
        finish(m_closing ? m_reason : error.message());
        return;
    }
    if (m_socket.is_message_done()) {
        if (m_partial && !m_closing) {
            m_messageTimer.cancel();
        }
        forgetPartial();
        deliver();
    } else {
        grow();
    }
    read();
}

/// More of a message has come, not all of it.
void WebSocketSession::grow() {
    auto& partials = m_context->partials;
    if (!m_partial) {
        m_partial = partials.insert(partials.end(), this);
        if (!m_closing) {
            arm(m_messageTimer, m_context->options.limits.messageLimit, m_context->counters.timedOut);
        }
    }
    m_context->partialBytes += m_buffer.size() - m_partialBytes;
    m_partialBytes = m_buffer.size();
    if (m_context->partialBytes > m_context->options.limits.partialBytesMax) {
        partials.front()->giveUp();
    }
}

void WebSocketSession::giveUp() {
    m_context->counters.oversize += 1;
    forgetPartial();
    shutDown();
}

void WebSocketSession::forgetPartial() {
    if (m_partial) {
        m_context->partials.erase(*m_partial);
        m_context->partialBytes -= m_partialBytes;
        m_partial.reset();
        m_partialBytes = 0;
    }
}

void WebSocketSession::onControl() {
    const EdgeLimits& limits = m_context->options.limits;
    m_heard = true;
    const Instant now = m_context->clock.now();
    const double seconds = std::chrono::duration<double>(now - m_controlFilledAt).count();
    m_controlFilledAt = now;
    m_controlTokens =
        std::min(limits.controlFramesBurstMax, m_controlTokens + seconds * limits.controlFramesPerSecondMax) -
        1;
    if (m_controlTokens < 0) {
        m_context->counters.refusedByLimit += 1;
        shutDown();
    }
}

void WebSocketSession::watch(Duration limit) {
    m_lifeTimer.expires_after(limit);
    m_lifeTimer.async_wait([weak = weak_from_this()](beast::error_code error) {
        if (auto self = weak.lock(); self && !error) {
            self->lookForLife();
        }
    });
}

/// A message under way counts as life: it has its own limit, and no pong can come in the middle of a frame.
void WebSocketSession::lookForLife() {
    const EdgeLimits& limits = m_context->options.limits;
    if (m_closing) {
        return;
    }
    if (m_heard || m_partial) {
        m_heard = false;
        m_asked = false;
        watch(limits.pingInterval);
    } else if (!m_asked && !m_pinging) {
        m_asked = true;
        m_pinging = true;
        m_socket.async_ping({}, [self = shared_from_this()](beast::error_code) { self->m_pinging = false; });
        watch(limits.pongLimit);
    } else {
        m_context->counters.timedOut += 1;
        shutDown();
    }
}

void WebSocketSession::deliver() {
    std::string text = beast::buffers_to_string(m_buffer.data());
    m_buffer.clear();
    if (m_buffer.capacity() > kKeptBytesMax) {
        m_buffer.shrink_to_fit();
    }
    m_heard = true;
    if (std::exchange(m_first, false)) {
        m_ticket->proven();
        m_socket.read_message_max(m_context->options.limits.frameBytesMax);
    }
    if (m_closing) {
        return;
    }
    if (!m_socket.got_text()) {
        m_context->counters.malformed += 1;
        beginClose(websocket::close_code::unknown_data, "only text messages");
    } else if (!m_context->handler.onText(m_id, std::move(text))) {
        beginClose(websocket::close_code::try_again_later, "the receiver's queue is full");
    }
}

bool WebSocketSession::send(std::string text) {
    const EdgeLimits& limits = m_context->options.limits;
    bool overflow = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_refusing) {
            return false;
        }
        overflow = m_queue.size() >= limits.sendQueueMessagesMax ||
                   m_queuedBytes + text.size() > limits.sendQueueBytesMax;
        if (overflow) {
            m_refusing = true;
        } else {
            m_queuedBytes += text.size();
            m_queue.push_back(std::move(text));
        }
    }
    asio::post(m_socket.get_executor(), [self = shared_from_this(), overflow] {
        if (overflow) {
            self->m_context->counters.slowReaders += 1;
            self->shutDown();
        } else {
            self->pump();
        }
    });
    return !overflow;
}

void WebSocketSession::pump() {
    if (m_writing || m_closing) {
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        if (m_queue.empty()) {
            return;
        }
        m_current = std::move(m_queue.front());
        m_queue.pop_front();
        m_queuedBytes -= m_current.size();
    }
    m_writing = true;
    arm(m_writeTimer, m_context->options.limits.writeLimit, m_context->counters.slowReaders);
    m_socket.async_write(
        asio::buffer(m_current),
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->onWritten(error); });
}

void WebSocketSession::onWritten(beast::error_code error) {
    m_writing = false;
    m_writeTimer.cancel();
    if (error) {
        shutDown();
        return;
    }
    pump();
}

void WebSocketSession::close(const std::string& reason) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_refusing) {
            return;
        }
        m_refusing = true;
    }
    asio::post(m_socket.get_executor(), [self = shared_from_this(), reason] {
        self->beginClose(websocket::close_code::policy_error, reason);
    });
}

void WebSocketSession::beginClose(websocket::close_code code, const std::string& reason) {
    if (m_closing || !m_open) {
        return;
    }
    m_closing = true;
    m_reason = reason;
    // Whoever does not answer the close frame is cut off.
    arm(m_messageTimer, m_context->options.limits.closeLimit, m_context->counters.timedOut);
    const websocket::close_reason frame(code, reason.substr(0, kReasonBytesMax));
    m_socket.async_close(frame,
                         [self = shared_from_this()](beast::error_code) { self->finish(self->m_reason); });
}

void WebSocketSession::shutDown() {
    beast::get_lowest_layer(m_socket).close();
}

void WebSocketSession::finish(const std::string& reason) {
    m_messageTimer.cancel();
    m_writeTimer.cancel();
    m_lifeTimer.cancel();
    {
        const std::lock_guard lock(m_mutex);
        m_refusing = true;
        m_queue.clear();
        m_queuedBytes = 0;
    }
    if (m_open) {
        m_open = false;
        m_context->handler.onClose(m_id, reason);
    }
    shutDown();
    leave();
}

} // namespace hotswap::edge
