// SPDX-License-Identifier: Apache-2.0
// HAProxy by its runtime socket: one question a connection, as its documentation has it (management.txt,
// "Unix Socket commands").
#include "core/node/balancer.h"

#include <cerrno>
#include <cstring>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>

namespace hotswap::node {

namespace {

constexpr std::size_t kAnswerBytesMax = 256 * 1024;
constexpr Duration kAskLimit{2'000};
constexpr Duration kPollEvery{100};
constexpr std::size_t kSaidCharsMax = 200;

/// One question and its answer.
class Asking {
public:
    using Done = std::function<void(Result<std::string>)>;

    Asking(Reactor& reactor, const std::string& path, std::string question, Done done)
        : m_reactor(reactor), m_question(std::move(question) + "\n"), m_done(std::move(done)) {
        m_timer = m_reactor.after(kAskLimit, [this] { end(makeError(ErrorCode::Timeout, "no answer")); });
        if (!open(path)) {
            const std::string why = ::strerrordesc_np(errno);
            m_reactor.cancel(m_timer);
            m_timer = m_reactor.after(
                {}, [this, path, why] { end(makeError(ErrorCode::Unavailable, path + ": " + why)); });
        }
    }
    ~Asking() {
        m_reactor.cancel(m_timer);
        close();
    }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

private:
    bool open(const std::string& path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (path.size() >= sizeof address.sun_path) {
            errno = ENAMETOOLONG;
            return false;
        }
        std::memcpy(address.sun_path, path.data(), path.size());
        m_socket = codec::Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (!m_socket.valid() ||
            ::connect(m_socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            return false;
        }
        m_reactor.watch(m_socket.get(), EPOLLIN | EPOLLOUT, [this](std::uint32_t events) { on(events); });
        return true;
    }
    void on(std::uint32_t events) {
        if ((events & EPOLLOUT) != 0 && !m_question.empty()) {
            const ssize_t sent = ::send(m_socket.get(), m_question.data(), m_question.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN) {
                end(makeError(ErrorCode::Unavailable, ::strerrordesc_np(errno)));
                return;
            }
            m_question.erase(0, static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
            if (m_question.empty()) {
                m_reactor.watch(m_socket.get(), EPOLLIN, [this](std::uint32_t more) { on(more); });
            }
        }
        if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
            readAnswer();
        }
    }
    void readAnswer() {
        char piece[16 * 1024];
        for (;;) {
            const ssize_t got = ::read(m_socket.get(), piece, sizeof piece);
            if (got > 0) {
                m_answer.append(piece, static_cast<std::size_t>(got));
                if (m_answer.size() > kAnswerBytesMax) {
                    end(makeError(ErrorCode::Oversize, "the balancer's answer"));
                    return;
                }
            } else if (got == 0) {
                end(std::move(m_answer));
                return;
            } else if (errno != EINTR) {
                if (errno != EAGAIN) {
                    end(makeError(ErrorCode::Unavailable, ::strerrordesc_np(errno)));
                }
                return;
            }
        }
    }
    void end(Result<std::string> answer) {
        m_reactor.cancel(m_timer);
        close();
        const Done done = std::exchange(m_done, nullptr);
        done(std::move(answer)); // may destroy this
    }
    void close() {
        if (m_socket.valid()) {
            m_reactor.unwatch(m_socket.get());
            m_socket = codec::Descriptor();
        }
    }

    Reactor& m_reactor;
    std::string m_question;
    std::string m_answer;
    Done m_done;
    codec::Descriptor m_socket;
    Reactor::TimerId m_timer = 0;
};

std::vector<std::string_view> splitLine(std::string_view line, char by) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = line.find(by);
        parts.push_back(line.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        line.remove_prefix(at + 1);
    }
}

std::string said(std::string_view answer) {
    while (!answer.empty() && (answer.back() == '\n' || answer.back() == ' ')) {
        answer.remove_suffix(1);
    }
    return std::string(answer.substr(0, kSaidCharsMax));
}

/// What "show stat" tells of one server.
struct ServerState {
    std::string status;
    std::uint64_t sessions = 0;
};

Result<ServerState> stateIn(std::string_view csv, std::string_view backend, std::string_view server) {
    std::vector<std::string_view> names;
    for (std::string_view line : splitLine(csv, '\n')) {
        if (line.starts_with("# ")) {
            names = splitLine(line.substr(2), ',');
            continue;
        }
        const auto fields = splitLine(line, ',');
        if (names.empty() || fields.size() < 2 || fields[0] != backend || fields[1] != server) {
            continue;
        }
        ServerState state;
        bool counted = false;
        for (std::size_t i = 0; i < std::min(names.size(), fields.size()); ++i) {
            if (names[i] == "status") {
                state.status = fields[i];
            } else if (names[i] == "scur") {
                const auto end = fields[i].data() + fields[i].size();
                counted = std::from_chars(fields[i].data(), end, state.sessions).ptr == end;
            }
        }
        if (!counted || state.status.empty()) {
            break;
        }
        return state;
    }
    return makeError(ErrorCode::NotFound,
                     "HAProxy knows no server " + std::string(backend) + "/" + std::string(server));
}

class HaproxyBalancer final : public Balancer {
public:
    HaproxyBalancer(Reactor& reactor, const BalancerConfig& config) : m_reactor(reactor), m_config(config) {}
    ~HaproxyBalancer() override {
        m_reactor.cancel(m_poll);
        m_reactor.cancel(m_limit);
    }

    void begin(Move move, Done done) override {
        m_move = move;
        m_done = std::move(done);
        m_failure.reset();
        m_sessions = 0;
        m_limit = m_reactor.after(m_config.limit, [this] { onLimit(); });
        setState(move == Move::Out ? "drain" : "ready");
    }

    void cancel() override {
        if (m_done && m_move == Move::Out && !m_failure) {
            giveUp(makeError(ErrorCode::Cancelled, "draining was given up"));
        }
    }

private:
    std::string name() const { return m_config.backend + "/" + m_config.server; }

    void ask(std::string question, Asking::Done then) {
        m_asking = std::make_unique<Asking>(m_reactor, m_config.socket.string(), std::move(question),
                                            [this, then = std::move(then)](Result<std::string> answer) {
                                                const auto over = std::move(m_asking);
                                                then(std::move(answer));
                                            });
    }
    void setState(const char* state) {
        ask("set server " + name() + " state " + state, [this](Result<std::string> answer) {
            if (!answer.ok()) {
                onError(answer.error());
            } else if (const std::string words = said(*answer); !words.empty()) {
                onError(makeError(ErrorCode::Unavailable, "HAProxy: " + words));
            } else {
                look();
            }
        });
    }
    void look() {
        ask("show stat " + m_config.backend + " 4 -1", [this](Result<std::string> answer) {
            const auto state = answer.ok() ? stateIn(*answer, m_config.backend, m_config.server)
                                           : Result<ServerState>(answer.error());
            if (!state.ok()) {
                onError(state.error());
                return;
            }
            m_sessions = state->sessions;
            m_status = state->status;
            if (isThere(*state)) {
                finish();
            } else {
                m_poll = m_reactor.after(kPollEvery, [this] { look(); });
            }
        });
    }
    bool isThere(const ServerState& state) const {
        const bool out = state.status.starts_with("DRAIN") || state.status.starts_with("MAINT") ||
                         state.status.starts_with("DOWN");
        if (m_failure || m_move == Move::In) {
            // A server with failing checks comes up by itself; "no check" is as good as it gets.
            return state.status.starts_with("UP") || state.status.starts_with("no check");
        }
        return out && state.sessions == 0;
    }
    void onLimit() {
        const std::string words = "the load balancer shows " + name() + " as " +
                                  (m_status.empty() ? "unknown" : m_status) + " with " +
                                  std::to_string(m_sessions) + " sessions after " +
                                  std::to_string(m_config.limit.count()) + " ms";
        onError(makeError(ErrorCode::Timeout, words));
    }
    void onError(Error error) {
        if (m_move == Move::Out && !m_failure) {
            giveUp(std::move(error));
            return;
        }
        if (!m_failure) {
            m_failure = std::move(error);
        }
        finish();
    }
    /// What could not be taken out gets its traffic again.
    void giveUp(Error error) {
        m_failure = std::move(error);
        m_reactor.cancel(m_poll);
        m_reactor.cancel(m_limit);
        m_limit = m_reactor.after(m_config.limit, [this] { finish(); });
        setState("ready");
    }
    void finish() {
        m_reactor.cancel(m_poll);
        m_reactor.cancel(m_limit);
        m_asking.reset();
        const Done done = std::exchange(m_done, nullptr);
        done(std::exchange(m_failure, std::nullopt));
    }

    Reactor& m_reactor;
    BalancerConfig m_config;
    Move m_move = Move::Out;
    Done m_done;
    std::unique_ptr<Asking> m_asking;
    std::optional<Error> m_failure;
    std::string m_status;
    std::uint64_t m_sessions = 0;
    Reactor::TimerId m_poll = 0;
    Reactor::TimerId m_limit = 0;
};

} // namespace

std::unique_ptr<Balancer> makeHaproxyBalancer(Reactor& reactor, const BalancerConfig& config) {
    return std::make_unique<HaproxyBalancer>(reactor, config);
}

} // namespace hotswap::node
