// SPDX-License-Identifier: Apache-2.0
#include "core/edge/edge_server.h"

#include "core/edge/connection.h"
#include "core/edge/tls.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <thread>

namespace hotswap::edge {

using Tcp = asio::ip::tcp;

namespace {

constexpr int kSendBytes = 128 * 1024; // that the kernel keeps for one reader, and doubles
constexpr Duration kAcceptPause{100};  // after the system refused a new socket (descriptors used up)

} // namespace

class EdgeServer::Core : public std::enable_shared_from_this<EdgeServer::Core> {
public:
    Core(EdgeOptions options, EdgeHandler& handler, const ports::Clock& clock)
        : m_context(std::make_shared<EdgeContext>(options, handler, clock)) {}

    Status listen() {
        if (m_context->options.tls) {
            auto tls = makeTlsContext(*m_context->options.tls);
            HS_TRY(tls);
            m_context->tls = std::move(*tls);
        }
        beast::error_code error;
        const auto address = asio::ip::make_address(m_context->options.address, error);
        if (error) {
            return invalidField("address", "a numeric IP address");
        }
        const Tcp::endpoint endpoint(address, m_context->options.port);
        m_acceptor.open(endpoint.protocol(), error);
        if (!error) {
            m_acceptor.set_option(asio::socket_base::reuse_address(true), error);
        }
        if (!error) {
            m_acceptor.bind(endpoint, error);
        }
        if (!error) {
            m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        }
        if (error) {
            return makeError(ErrorCode::IoError, "listen on " + m_context->options.address + ":" +
                                                     std::to_string(endpoint.port()) + ": " +
                                                     error.message());
        }
        m_port = m_acceptor.local_endpoint(error).port();
        return success();
    }

    void run() {
        accept();
        m_thread = std::thread([this] { work(); });
    }

    void stop() {
        if (!m_thread.joinable()) {
            return;
        }
        asio::post(m_context->io, [this] { closeAll(); });
        m_thread.join();
    }

    Status setTls(const TlsMaterial& material) {
        auto tls = makeTlsContext(material);
        HS_TRY(tls);
        asio::post(m_context->io, [context = m_context, tls = std::move(*tls)] { context->tls = tls; });
        return success();
    }

    std::uint16_t port() const { return m_port; }
    const AtomicCounters& counters() const { return m_context->counters; }

private:
    void work() {
        bool again = true;
        while (again) {
            again = false;
            try {
                m_context->io.run();
            } catch (const std::exception&) {
                // Thrown by a library below one connection, whose handler is gone with it; the others go on.
                m_context->counters.malformed += 1;
                again = true;
            }
        }
    }

    void accept() {
        m_acceptor.async_accept([this](beast::error_code error, Tcp::socket socket) {
            if (error == asio::error::operation_aborted || m_stopping) {
                return;
            }
            if (error) {
                m_pause.expires_after(kAcceptPause);
                m_pause.async_wait([this](beast::error_code cancelled) {
                    if (!cancelled) {
                        accept();
                    }
                });
                return;
            }
            welcome(std::move(socket));
            accept();
        });
    }

    void welcome(Tcp::socket socket) {
        beast::error_code error;
        const Tcp::endpoint remote = socket.remote_endpoint(error);
        if (error) {
            return;
        }
        const std::string peer = peerName(remote.address().to_string());
        if (!makeRoom() || !m_context->peers.connect(peer, m_context->clock.now())) {
            m_context->counters.refusedByLimit += 1;
            return;
        }
        m_context->counters.accepted += 1;
        socket.set_option(Tcp::no_delay(true), error);
        socket.set_option(asio::socket_base::send_buffer_size(kSendBytes), error);
        Stream stream =
            m_context->tls ? Stream(std::move(socket), m_context->tls) : Stream(std::move(socket));
        std::make_shared<Connection>(std::move(stream), m_context, PeerTicket(m_context, peer))->start();
    }

    /// Whether one more may come that has proven nothing; the oldest of them goes if need be.
    bool makeRoom() {
        auto& unproven = m_context->unproven;
        if (unproven.size() < m_context->options.limits.unprovenMax) {
            return true;
        }
        const auto oldest = unproven.begin();
        if (m_context->clock.now() - oldest->second.since < m_context->options.limits.unprovenAge) {
            return false;
        }
        const auto who = oldest->second.who.lock();
        unproven.erase(oldest);
        m_context->counters.refusedByLimit += 1;
        if (who) {
            who->shutDown();
        }
        return true;
    }

    void closeAll() {
        m_stopping = true;
        beast::error_code ignored;
        m_acceptor.close(ignored);
        m_pause.cancel();
        const auto open = m_context->open;
        for (const auto& [closable, weak] : open) {
            if (const auto alive = weak.lock()) {
                alive->shutDown();
            }
        }
    }

    std::shared_ptr<EdgeContext> m_context;
    Tcp::acceptor m_acceptor{m_context->io};
    asio::steady_timer m_pause{m_context->io};
    std::thread m_thread;
    std::uint16_t m_port = 0;
    bool m_stopping = false;
};

Result<std::unique_ptr<EdgeServer>> EdgeServer::start(EdgeOptions options, EdgeHandler& handler,
                                                      const ports::Clock& clock) {
    auto core = std::make_shared<Core>(std::move(options), handler, clock);
    HS_TRY(core->listen());
    core->run();
    return std::unique_ptr<EdgeServer>(new EdgeServer(std::move(core)));
}

EdgeServer::EdgeServer(std::shared_ptr<Core> core) : m_core(std::move(core)) {}

EdgeServer::~EdgeServer() {
    stop();
}

std::uint16_t EdgeServer::port() const {
    return m_core->port();
}

EdgeCounters EdgeServer::counters() const {
    const AtomicCounters& now = m_core->counters();
    return {now.accepted, now.refusedByLimit, now.timedOut, now.malformed,        now.foreignOrigin,
            now.oversize, now.slowReaders,    now.open,     now.refusedHandshakes};
}

Status EdgeServer::setTls(const TlsMaterial& material) {
    return m_core->setTls(material);
}

void EdgeServer::stop() {
    m_core->stop();
}

} // namespace hotswap::edge
