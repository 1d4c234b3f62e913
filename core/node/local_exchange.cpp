// SPDX-License-Identifier: Apache-2.0
#include "core/node/local_exchange.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hotswap::node {

LocalExchange::LocalExchange(Reactor& reactor, Request request, Done done)
    : m_reactor(reactor),
      m_request(std::move(request)),
      m_done(std::move(done)),
      m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
      m_response(m_request.bodyBytesMax, [this](std::string_view bytes) {
          m_body.append(bytes);
          return success();
      }) {
    const bool failed =
        !m_fd.valid() || (::connect(m_fd.get(), reinterpret_cast<const sockaddr*>(&m_request.address),
                                    sizeof m_request.address) != 0 &&
                          errno != EINPROGRESS);
    if (failed) {
        const std::string why = std::strerror(errno);
        m_timer = m_reactor.after({}, [this, why] { end(makeError(ErrorCode::Unavailable, why)); });
        return;
    }
    m_timer = m_reactor.after(m_request.timeout, [this] {
        end(makeError(ErrorCode::Timeout,
                      "no answer in " + std::to_string(m_request.timeout.count()) + " ms"));
    });
    m_reactor.watch(m_fd.get(), EPOLLOUT, [this](std::uint32_t events) { onReady(events); });
}

LocalExchange::~LocalExchange() {
    m_reactor.cancel(m_timer);
    if (m_fd.valid()) {
        m_reactor.unwatch(m_fd.get());
    }
}

void LocalExchange::onReady(std::uint32_t) {
    if (!m_connected) {
        onConnected();
    } else {
        readMore();
    }
}

void LocalExchange::onConnected() {
    int failure = 0;
    socklen_t size = sizeof failure;
    ::getsockopt(m_fd.get(), SOL_SOCKET, SO_ERROR, &failure, &size);
    if (failure != 0) {
        end(makeError(ErrorCode::Unavailable, std::strerror(failure)));
        return;
    }
    m_connected = true;
    if (m_request.path.empty()) {
        end(LocalAnswer{});
        return;
    }
    const std::string text = "GET " + m_request.path + " HTTP/1.1\r\nHost: 127.0.0.1:" +
                             std::to_string(ntohs(m_request.address.sin_port)) +
                             "\r\nUser-Agent: hotswap-agent\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    // A fresh socket's buffer takes a request of this size whole.
    if (::send(m_fd.get(), text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) {
        end(makeError(ErrorCode::Unavailable, "the request could not be sent"));
        return;
    }
    m_reactor.watch(m_fd.get(), EPOLLIN, [this](std::uint32_t events) { onReady(events); });
}

void LocalExchange::readMore() {
    std::array<char, 16 * 1024> buffer;
    const ssize_t got = ::recv(m_fd.get(), buffer.data(), buffer.size(), 0);
    if (got < 0) {
        if (errno != EAGAIN && errno != EINTR) {
            end(makeError(ErrorCode::Unavailable, std::strerror(errno)));
        }
        return;
    }
    const Status read =
        got == 0 ? m_response.finish() : m_response.feed({buffer.data(), static_cast<std::size_t>(got)});
    if (!read) {
        end(read.error());
    } else if (m_response.done()) {
        end(LocalAnswer{m_response.status(), std::move(m_body)});
    }
}

void LocalExchange::end(Result<LocalAnswer> result) {
    m_reactor.cancel(m_timer);
    if (m_fd.valid()) {
        m_reactor.unwatch(m_fd.get());
        m_fd = codec::Descriptor();
    }
    // The callee may destroy this object.
    const Done done = std::move(m_done);
    done(std::move(result));
}

} // namespace hotswap::node
