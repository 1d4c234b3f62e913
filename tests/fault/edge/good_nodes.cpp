// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/edge/good_nodes.h"

#include "core/codec/file_io.h"
#include "core/codec/frame_codec.h"
#include "tests/bench/bench_json.h"
#include "tests/unit/edge/raw_client.h"
#include "tests/unit/gateway/gateway_fixture.h"

#include <sys/timerfd.h>
#include <unistd.h>

namespace hotswap::fault {

using namespace std::chrono_literals;
using test::RawClient;

namespace {

constexpr auto kLimit = 10s;
constexpr int kSessionsPerSecond = 100;
constexpr int kArrivalsPerSecond = 20;
constexpr int kRequestsPerSecond = 20;

std::string textFrame(const Frame& frame) {
    return RawClient::frame(1, *codec::encodeFrame(frame));
}

/// A session that stands: welcomed.
std::unique_ptr<RawClient> welcomed(std::uint16_t port, const std::string& node) {
    auto client = std::make_unique<RawClient>(port);
    const bool upgraded = client->connected() && client->upgrade("/node").find("101") != std::string::npos;
    if (!upgraded || !client->send(textFrame(test::helloOf(node))) ||
        client->readUntil("\"welcome\"", kLimit).find("\"welcome\"") == std::string::npos) {
        return nullptr;
    }
    return client;
}

} // namespace

const char* GoodNodes::name(int kind) {
    constexpr const char* kNames[KindCount] = {"session", "arrival", "request"};
    return kNames[kind];
}

GoodNodes::GoodNodes(std::uint16_t port, int sessions) : m_port(port) {
    m_threads.emplace_back([this, sessions] { holdSessions(sessions); });
    m_threads.emplace_back([this] { pace(Arrival, kArrivalsPerSecond, [this] { return arrive(); }); });
    m_threads.emplace_back([this] { pace(Request, kRequestsPerSecond, [this] { return request(); }); });
}

GoodNodes::~GoodNodes() {
    m_stop = true;
    for (auto& thread : m_threads) {
        thread.join();
    }
}

Waits GoodNodes::take(int kind) {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_waits[kind], {});
}

void GoodNodes::pace(int kind, int perSecond, const std::function<bool()>& once) {
    const codec::Descriptor timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
    const std::int64_t period = 1'000'000'000 / perSecond;
    itimerspec spec{};
    spec.it_interval.tv_nsec = period;
    spec.it_value.tv_nsec = period;
    std::int64_t due = bench::nowNs();
    ::timerfd_settime(timer.get(), 0, &spec, nullptr);
    while (!m_stop) {
        std::uint64_t ticks = 0;
        if (::read(timer.get(), &ticks, sizeof ticks) != sizeof ticks) {
            return;
        }
        for (; ticks > 0 && !m_stop; --ticks) {
            due += period;
            const bool good = once();
            const std::lock_guard lock(m_mutex);
            m_waits[kind].ms.push_back(static_cast<double>(bench::nowNs() - due) / 1e6);
            m_waits[kind].failed += good ? 0 : 1;
        }
    }
}

void GoodNodes::holdSessions(int count) {
    std::vector<std::unique_ptr<RawClient>> sessions;
    for (int i = 0; i < count; ++i) {
        sessions.push_back(welcomed(m_port, "node-" + std::to_string(i)));
    }
    std::size_t turn = 0;
    pace(Session, kSessionsPerSecond, [&] {
        auto& session = sessions[++turn % sessions.size()];
        const std::string word = "turn " + std::to_string(turn);
        const bool good = session && // At once: the kernel would hold a second small piece back.
                          session->send(textFrame(frames::Heartbeat{}) + RawClient::frame(9, word)) &&
                          session->readUntil(word, kLimit).find(word) != std::string::npos;
        if (!good) {
            session = welcomed(m_port, "node-" + std::to_string(turn % sessions.size()));
        }
        return good;
    });
}

bool GoodNodes::arrive() {
    return welcomed(m_port, "arrival-" + std::to_string(++m_arrivals % 100)) != nullptr;
}

bool GoodNodes::request() const {
    RawClient client(m_port);
    return client.connected() &&
           client.send("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") &&
           client.readUntil("ok\n", kLimit).find("200 OK") != std::string::npos;
}

} // namespace hotswap::fault
