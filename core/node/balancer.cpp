// SPDX-License-Identifier: Apache-2.0
// Load balancers that are moved by a program: any at all (exec), and nginx by a file it includes.
#include "core/node/balancer.h"

#include "core/node/hook_process.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace hotswap::node {

namespace {

constexpr std::size_t kIncludeBytesMax = 1024 * 1024;
constexpr Duration kPollEvery{100};

/// Hooks get a path and nothing else of the agent's environment.
const std::vector<std::string> kHookEnvironment{
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"};

std::optional<Error> inWords(const HookEnd& end, const std::string& program) {
    if (!end.error) {
        return std::nullopt;
    }
    Error error = *end.error;
    const std::string line = lastLine(end.output);
    error.detail = program + ": " + error.detail + (line.empty() ? "" : " (" + line + ")");
    return error;
}

HookOrder orderOf(const std::vector<std::string>& argv, Duration limit) {
    HookOrder order;
    order.folder = "/";
    order.argv = argv;
    order.environment = kHookEnvironment;
    order.timeout = limit;
    return order;
}

class ExecBalancer final : public Balancer {
public:
    ExecBalancer(Reactor& reactor, const BalancerConfig& config) : m_reactor(reactor), m_config(config) {}

    void begin(Move move, Done done) override {
        m_move = move;
        m_done = std::move(done);
        m_failure.reset();
        run(move == Move::Out ? m_config.drain : m_config.undrain);
    }
    void cancel() override {
        if (m_process && m_move == Move::Out && !m_failure) {
            m_process.reset(); // killed
            putBack(makeError(ErrorCode::Cancelled, "draining was given up"));
        }
    }

private:
    void run(const std::vector<std::string>& argv) {
        m_process = std::make_unique<HookProcess>(m_reactor, orderOf(argv, m_config.limit),
                                                  [this, program = argv.front()](const HookEnd& end) {
                                                      const auto over = std::move(m_process);
                                                      onEnd(inWords(end, program));
                                                  });
    }
    void onEnd(std::optional<Error> error) {
        if (error && m_move == Move::Out && !m_failure) {
            putBack(*std::move(error));
            return;
        }
        if (error && !m_failure) {
            m_failure = std::move(error);
        }
        const Done done = std::exchange(m_done, nullptr);
        done(std::exchange(m_failure, std::nullopt));
    }
    void putBack(Error why) {
        m_failure = std::move(why);
        run(m_config.undrain);
    }

    Reactor& m_reactor;
    BalancerConfig m_config;
    Move m_move = Move::Out;
    Done m_done;
    std::optional<Error> m_failure;
    std::unique_ptr<HookProcess> m_process;
};

/// The include file with this node's server marked or not: "server ADDRESS … down;". Empty: it has no such
/// line.
std::string markedAs(const std::string& text, const std::string& server, Balancer::Move move) {
    std::string result;
    bool found = false;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::vector<std::string> parts;
        for (std::string word; words >> word;) {
            parts.push_back(word);
        }
        const std::string address =
            parts.size() > 1 && parts[0] == "server" ? parts[1].substr(0, parts[1].find(';')) : "";
        if (address != server) {
            result += line + "\n";
            continue;
        }
        found = true;
        result += "server " + server;
        for (std::size_t i = 2; i < parts.size(); ++i) {
            const std::string word = parts[i].substr(0, parts[i].find(';'));
            if (!word.empty() && word != "down") {
                result += " " + word;
            }
        }
        result += move == Balancer::Move::Out ? " down;\n" : ";\n";
    }
    return found ? result : std::string();
}

Status replaceFile(const std::filesystem::path& path, const std::string& text) {
    const std::filesystem::path fresh = path.string() + ".hotswap";
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    {
        const auto file = codec::openNew(fresh);
        HS_TRY(file);
        HS_TRY(codec::writeAll(file->get(), text, fresh));
    }
    std::filesystem::permissions(fresh, std::filesystem::status(path, ignored).permissions(), ignored);
    return codec::renameDurably(fresh, path);
}

std::set<pid_t> workersOf(const std::filesystem::path& pidFile) {
    std::set<pid_t> workers;
    std::ifstream file(pidFile);
    pid_t master = 0;
    if (file >> master) {
        const std::string id = std::to_string(master);
        std::ifstream children("/proc/" + id + "/task/" + id + "/children");
        for (pid_t child = 0; children >> child;) {
            workers.insert(child);
        }
    }
    return workers;
}

/// A reload starts new workers with the new file and lets the old ones finish what they have: the node is out
/// when those are gone.
class NginxBalancer final : public Balancer {
public:
    NginxBalancer(Reactor& reactor, const BalancerConfig& config) : m_reactor(reactor), m_config(config) {}
    ~NginxBalancer() override {
        m_reactor.cancel(m_poll);
        m_reactor.cancel(m_limit);
    }

    void begin(Move move, Done done) override {
        m_move = move;
        m_done = std::move(done);
        m_failure.reset();
        apply(move);
    }
    void cancel() override {
        if (m_done && m_move == Move::Out && !m_failure) {
            putBack(makeError(ErrorCode::Cancelled, "draining was given up"));
        }
    }

private:
    void apply(Move move) {
        m_reactor.cancel(m_limit);
        m_limit = m_reactor.after(m_config.limit, [this] {
            onError(makeError(ErrorCode::Timeout, "nginx's old workers were not gone after " +
                                                      std::to_string(m_config.limit.count()) + " ms"));
        });
        const Status written = write(move);
        if (!written.ok()) {
            m_poll = m_reactor.after({}, [this, error = written.error()] { onError(error); });
            return;
        }
        m_old = workersOf(m_config.pidFile);
        if (m_old.empty()) {
            m_poll = m_reactor.after({}, [this] {
                onError(makeError(ErrorCode::Unavailable, "no nginx runs by " + m_config.pidFile.string()));
            });
            return;
        }
        m_process = std::make_unique<HookProcess>(
            m_reactor, orderOf(m_config.reload, m_config.limit), [this](const HookEnd& end) {
                const auto over = std::move(m_process);
                if (auto error = inWords(end, m_config.reload.front())) {
                    onError(*std::move(error));
                } else {
                    look();
                }
            });
    }
    Status write(Move move) {
        const auto text = codec::readFile(m_config.include, kIncludeBytesMax);
        HS_TRY(text);
        const std::string marked = markedAs(*text, m_config.server, move);
        if (marked.empty()) {
            return makeError(ErrorCode::NotFound,
                             m_config.include.string() + " has no line \"server " + m_config.server + "\"");
        }
        return marked == *text ? success() : replaceFile(m_config.include, marked);
    }
    void look() {
        const std::set<pid_t> now = workersOf(m_config.pidFile);
        const bool oldGone =
            std::none_of(m_old.begin(), m_old.end(), [&](pid_t worker) { return now.contains(worker); });
        if (!now.empty() && (oldGone || m_move == Move::In || m_failure)) {
            finish();
        } else {
            m_poll = m_reactor.after(kPollEvery, [this] { look(); });
        }
    }
    void onError(Error error) {
        if (m_move == Move::Out && !m_failure) {
            putBack(std::move(error));
            return;
        }
        if (!m_failure) {
            m_failure = std::move(error);
        }
        finish();
    }
    void putBack(Error why) {
        m_failure = std::move(why);
        m_reactor.cancel(m_poll);
        m_process.reset();
        apply(Move::In);
    }
    void finish() {
        m_reactor.cancel(m_poll);
        m_reactor.cancel(m_limit);
        const Done done = std::exchange(m_done, nullptr);
        done(std::exchange(m_failure, std::nullopt));
    }

    Reactor& m_reactor;
    BalancerConfig m_config;
    Move m_move = Move::Out;
    Done m_done;
    std::optional<Error> m_failure;
    std::set<pid_t> m_old;
    std::unique_ptr<HookProcess> m_process;
    Reactor::TimerId m_poll = 0;
    Reactor::TimerId m_limit = 0;
};

} // namespace

std::unique_ptr<Balancer> makeExecBalancer(Reactor& reactor, const BalancerConfig& config) {
    return std::make_unique<ExecBalancer>(reactor, config);
}

std::unique_ptr<Balancer> makeNginxBalancer(Reactor& reactor, const BalancerConfig& config) {
    return std::make_unique<NginxBalancer>(reactor, config);
}

std::unique_ptr<Balancer> makeBalancer(Reactor& reactor, const BalancerConfig& config) {
    switch (config.kind) {
    case BalancerConfig::Kind::None: return nullptr;
    case BalancerConfig::Kind::Haproxy: return makeHaproxyBalancer(reactor, config);
    case BalancerConfig::Kind::Nginx: return makeNginxBalancer(reactor, config);
    case BalancerConfig::Kind::Exec: return makeExecBalancer(reactor, config);
    }
    return nullptr;
}

Status checkBalancer(const BalancerConfig& config) {
    const auto needs = [](const char* key, bool there) {
        return there ? success() : Status(invalidField(std::string("balancer.") + key, "a value"));
    };
    const auto program = [&](const char* key, const std::vector<std::string>& argv) {
        const bool right = !argv.empty() && argv.front().starts_with('/');
        return right ? success()
                     : Status(invalidField(std::string("balancer.") + key, "a program's whole path"));
    };
    switch (config.kind) {
    case BalancerConfig::Kind::None: return success();
    case BalancerConfig::Kind::Haproxy:
        HS_TRY(needs("socket", !config.socket.empty()));
        HS_TRY(needs("backend", !config.backend.empty()));
        return needs("server", !config.server.empty());
    case BalancerConfig::Kind::Nginx:
        HS_TRY(needs("include", !config.include.empty()));
        HS_TRY(needs("server", !config.server.empty()));
        return program("reload", config.reload);
    case BalancerConfig::Kind::Exec:
        HS_TRY(program("drain", config.drain));
        return program("undrain", config.undrain);
    }
    return success();
}

} // namespace hotswap::node
