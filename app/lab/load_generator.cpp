// SPDX-License-Identifier: Apache-2.0
#include "app/lab/load_generator.h"

#include "app/lab/http_exchange.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <list>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace hotswap::lab {

namespace {

using Steady = std::chrono::steady_clock;

double toMilliseconds(Steady::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace

class LoadGenerator::Core {
public:
    explicit Core(LoadOptions options)
        : m_options(std::move(options)),
          m_poll(::epoll_create1(EPOLL_CLOEXEC)),
          m_stop(::eventfd(0, EFD_CLOEXEC)) {}

    Status prepare() {
        for (const std::string& address : m_options.addresses) {
            const auto parsed = parseHostPort(address);
            HS_TRY(parsed);
            auto target = std::make_unique<Target>();
            target->address = *parsed;
            target->request =
                "GET " + m_options.path + " HTTP/1.1\r\nHost: " + address + "\r\nUser-Agent: hotswap-lab\r\n";
            m_targets.push_back(std::move(target));
        }
        return success();
    }
    void run() {
        epoll_event event{};
        event.events = EPOLLIN;
        ::epoll_ctl(m_poll.get(), EPOLL_CTL_ADD, m_stop.get(), &event);
        m_thread = std::thread([this] { work(); });
    }
    void stop() {
        if (m_thread.joinable()) {
            m_stopping = true;
            const std::uint64_t one = 1;
            [[maybe_unused]] const auto written = ::write(m_stop.get(), &one, sizeof one);
            m_thread.join();
        }
    }
    LoadResult result() const {
        const std::lock_guard lock(m_mutex);
        return m_result;
    }

private:
    struct Target;
    /// A connection and the request on it.
    struct Call {
        HttpExchange exchange;
        Target* target = nullptr;
        Steady::time_point due;
        bool busy = false;
        bool kept = false;    ///< the connection has answered before
        bool retried = false; ///< this is the second try of the request
        std::list<Call>::iterator self;
    };
    struct Target {
        sockaddr_in address{};
        std::string request;
        std::list<Call> calls;
        std::vector<Call*> idle;
        Steady::time_point nextDue;
        std::uint64_t count = 0;
        std::size_t open = 0;
    };

    void work();
    void sendDue(Steady::time_point now);
    void begin(Target& target, Steady::time_point due, bool fresh, bool retried);
    void arm(Call& call, int operation);
    void onReady(Call& call);
    void finish(Call& call, HttpExchange::Progress progress);
    void giveUpLate(Steady::time_point now);
    void drop(Call& call);
    void failed(const std::string& why);
    bool quiet() const;

    LoadOptions m_options;
    codec::Descriptor m_poll;
    codec::Descriptor m_stop;
    std::vector<std::unique_ptr<Target>> m_targets;
    std::atomic<bool> m_stopping{false};
    mutable std::mutex m_mutex; ///< guards m_result
    LoadResult m_result;
    std::thread m_thread;
};

void LoadGenerator::Core::failed(const std::string& why) {
    const std::lock_guard lock(m_mutex);
    m_result.requests += 1;
    m_result.failed += 1;
    if (m_result.firstFailure.empty()) {
        m_result.firstFailure = why;
    }
}

void LoadGenerator::Core::arm(Call& call, int operation) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP | (call.exchange.wantsToWrite() ? unsigned{EPOLLOUT} : 0U);
    event.data.ptr = &call;
    ::epoll_ctl(m_poll.get(), operation, call.exchange.descriptor(), &event);
}

void LoadGenerator::Core::begin(Target& target, Steady::time_point due, bool fresh, bool retried) {
    if (target.open >= m_options.openMax) {
        failed("too many requests without an answer");
        return;
    }
    Call* call = nullptr;
    if (!fresh && !target.idle.empty()) {
        call = target.idle.back();
        target.idle.pop_back();
    } else {
        call = &target.calls.emplace_back();
        call->self = std::prev(target.calls.end());
        call->target = &target;
        if (!call->exchange.open(target.address)) {
            target.calls.erase(call->self);
            failed("connection refused");
            return;
        }
    }
    const bool isNew = !call->kept;
    call->due = due;
    call->busy = true;
    call->retried = retried;
    target.open += 1;
    call->exchange.begin(target.request + (fresh ? "Connection: close\r\n\r\n" : "\r\n"));
    arm(*call, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD);
}

void LoadGenerator::Core::sendDue(Steady::time_point now) {
    const auto interval = std::chrono::duration_cast<Steady::duration>(
        std::chrono::duration<double>(1.0 / m_options.requestsPerSecond));
    for (const auto& target : m_targets) {
        while (target->nextDue <= now) {
            const bool fresh = ++target->count % 2 == 0;
            begin(*target, target->nextDue, fresh, false);
            target->nextDue += interval;
        }
    }
}

void LoadGenerator::Core::drop(Call& call) {
    Target& target = *call.target;
    std::erase(target.idle, &call);
    call.exchange.close();
    target.calls.erase(call.self);
}

void LoadGenerator::Core::finish(Call& call, HttpExchange::Progress progress) {
    Target& target = *call.target;
    target.open -= 1;
    call.busy = false;
    if (progress == HttpExchange::Progress::Answered && call.exchange.status() < 500) {
        const double took = toMilliseconds(Steady::now() - call.due);
        {
            const std::lock_guard lock(m_mutex);
            m_result.requests += 1;
            m_result.latency.record(took);
        }
        if (call.exchange.mayStay() && target.idle.size() < m_options.keptMax) {
            call.kept = true;
            arm(call, EPOLL_CTL_MOD);
            target.idle.push_back(&call);
            return;
        }
        drop(call);
        return;
    }
    // A kept connection may be closed by the server just as a request is on its way; clients repeat a safe
    // request over a fresh connection then (RFC 9112, 9.3.1).
    const bool stale = call.kept && !call.retried && call.exchange.nothingReceived() &&
                       progress == HttpExchange::Progress::Broken;
    const auto due = call.due;
    const std::string why = progress == HttpExchange::Progress::Answered
                                ? "status " + std::to_string(call.exchange.status())
                                : "connection broken";
    drop(call);
    if (stale) {
        begin(target, due, true, true);
    } else {
        failed(why);
    }
}

void LoadGenerator::Core::onReady(Call& call) {
    const bool wrote = call.exchange.wantsToWrite();
    const auto progress = call.exchange.advance();
    if (!call.busy) {
        drop(call); // an idle connection that the server has closed
    } else if (progress != HttpExchange::Progress::Waiting) {
        finish(call, progress);
    } else if (wrote && !call.exchange.wantsToWrite()) {
        arm(call, EPOLL_CTL_MOD);
    }
}

void LoadGenerator::Core::giveUpLate(Steady::time_point now) {
    for (const auto& target : m_targets) {
        for (auto it = target->calls.begin(); it != target->calls.end();) {
            Call& call = *it++;
            if (call.busy && now - call.due > m_options.limit) {
                target->open -= 1;
                drop(call);
                failed("no answer in time");
            }
        }
    }
}

bool LoadGenerator::Core::quiet() const {
    return std::all_of(m_targets.begin(), m_targets.end(),
                       [](const auto& target) { return target->open == 0; });
}

void LoadGenerator::Core::work() {
    for (const auto& target : m_targets) {
        target->nextDue = Steady::now();
    }
    std::array<epoll_event, 64> events;
    auto nextLook = Steady::now() + m_options.limit / 5;
    while (!m_stopping || !quiet()) {
        const auto now = Steady::now();
        if (!m_stopping) {
            sendDue(now);
        }
        if (now >= nextLook) {
            giveUpLate(now);
            nextLook = now + m_options.limit / 5;
        }
        auto wake = nextLook;
        for (const auto& target : m_targets) {
            wake = m_stopping ? wake : std::min(wake, target->nextDue);
        }
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(wake - Steady::now()).count();
        const int count = ::epoll_wait(m_poll.get(), events.data(), static_cast<int>(events.size()),
                                       static_cast<int>(std::max<decltype(wait)>(wait, 0)));
        for (int i = 0; i < count; ++i) {
            if (events[static_cast<std::size_t>(i)].data.ptr != nullptr) {
                onReady(*static_cast<Call*>(events[static_cast<std::size_t>(i)].data.ptr));
            } else {
                std::uint64_t value = 0;
                [[maybe_unused]] const auto read = ::read(m_stop.get(), &value, sizeof value);
            }
        }
    }
}

Result<std::unique_ptr<LoadGenerator>> LoadGenerator::start(LoadOptions options) {
    if (!(options.requestsPerSecond > 0 && options.requestsPerSecond <= 100'000)) {
        return invalidField("--load", "0..100000");
    }
    auto core = std::make_unique<Core>(std::move(options));
    HS_TRY(core->prepare());
    core->run();
    return std::unique_ptr<LoadGenerator>(new LoadGenerator(std::move(core)));
}

LoadGenerator::LoadGenerator(std::unique_ptr<Core> core) : m_core(std::move(core)) {}

LoadGenerator::~LoadGenerator() {
    stop();
}

LoadResult LoadGenerator::result() const {
    return m_core->result();
}

void LoadGenerator::stop() {
    m_core->stop();
}

Result<std::string> httpGet(const std::string& address, const std::string& path, Duration limit) {
    const auto parsed = parseHostPort(address);
    HS_TRY(parsed);
    HttpExchange exchange;
    if (!exchange.open(*parsed)) {
        return makeError(ErrorCode::Unavailable, address);
    }
    exchange.begin("GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n\r\n");
    const auto end = Steady::now() + limit;
    while (Steady::now() < end) {
        pollfd waiting{exchange.descriptor(),
                       static_cast<short>(POLLIN | (exchange.wantsToWrite() ? POLLOUT : 0)), 0};
        ::poll(&waiting, 1, static_cast<int>(std::max(0.0, toMilliseconds(end - Steady::now()))));
        const auto progress = exchange.advance();
        if (progress == HttpExchange::Progress::Broken) {
            return makeError(ErrorCode::Unavailable, address);
        }
        if (progress == HttpExchange::Progress::Answered) {
            return exchange.status() == 200
                       ? Result<std::string>(exchange.body())
                       : makeError(ErrorCode::Malformed, "status " + std::to_string(exchange.status()));
        }
    }
    return makeError(ErrorCode::Timeout, address);
}

} // namespace hotswap::lab
