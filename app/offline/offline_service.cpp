// SPDX-License-Identifier: Apache-2.0
#include "app/offline/offline_service.h"

#include <utility>

namespace hotswap::offline {

/// Hands deliveries on and notes them.
class OfflineService::Tee final : public ports::DeltaSink {
public:
    Tee(std::shared_ptr<ports::DeltaSink> sink, OfflineCopy* copy, const ports::Clock& clock,
        std::function<void()> delivered)
        : m_sink(std::move(sink)), m_copy(copy), m_clock(clock), m_delivered(std::move(delivered)) {}

    void deliver(std::shared_ptr<const ports::ConsoleDelta> delta) override {
        if (m_copy != nullptr) {
            m_copy->note(*delta, m_clock.now());
        }
        m_sink->deliver(std::move(delta));
        if (!std::exchange(m_told, true) && m_delivered) {
            m_delivered();
        }
    }

private:
    std::shared_ptr<ports::DeltaSink> m_sink;
    OfflineCopy* m_copy;
    const ports::Clock& m_clock;
    std::function<void()> m_delivered;
    bool m_told = false; ///< touched by deliveries only, which come one after the other
};

/// Notes one snapshot and no more.
class OfflineService::Recorder final : public ports::DeltaSink {
public:
    Recorder(OfflineCopy& copy, const ports::Clock& clock) : m_copy(copy), m_clock(clock) {}

    void deliver(std::shared_ptr<const ports::ConsoleDelta> delta) override {
        if (delta->snapshot && !std::exchange(m_noted, true)) {
            m_copy.note(*delta, m_clock.now());
        }
    }

private:
    OfflineCopy& m_copy;
    const ports::Clock& m_clock;
    bool m_noted = false;
};

class OfflineService::Nothing final : public ports::FeedSubscription {};

void OfflineService::attach(Live live) {
    if (m_copy != nullptr) {
        m_copy->noteIdentity(live.who, live.clock->now());
    }
    const std::lock_guard lock(m_mutex);
    m_live = std::move(live);
}

std::optional<OfflineService::Live> OfflineService::live() const {
    const std::lock_guard lock(m_mutex);
    return m_live;
}

bool OfflineService::offline() const {
    return m_link.status().phase == ports::ConnectionPhase::Offline;
}

void OfflineService::refillCopy() {
    const auto live = this->live();
    if (!live || m_copy == nullptr || offline()) {
        return;
    }
    auto made = live->service->subscribe(live->who, 0, std::make_shared<Recorder>(*m_copy, *live->clock));
    if (made.ok()) {
        std::unique_ptr<ports::FeedSubscription> earlier = *std::move(made);
        const std::lock_guard lock(m_mutex);
        std::swap(m_refill, earlier);
    }
}

Result<ports::Answer> OfflineService::execute(const Identity& who, const ports::ConsoleRequest& request,
                                              const IdempotencyKey& key) {
    const auto live = this->live();
    if (!live || offline()) {
        return makeError(ErrorCode::Unavailable);
    }
    return live->service->execute(who, request, key);
}

Result<ports::QueryAnswer> OfflineService::query(const Identity& who, const ports::ConsoleQuery& query) {
    const auto live = this->live();
    if (!live || offline()) {
        return m_copy == nullptr ? Result<ports::QueryAnswer>(makeError(ErrorCode::Unavailable))
                                 : m_copy->answer(query);
    }
    auto answer = live->service->query(who, query);
    const auto* audit = std::get_if<ports::queries::Audit>(&query);
    const bool part =
        audit != nullptr && (!audit->filter.text.empty() || audit->filter.from || audit->filter.to);
    if (answer.ok() && m_copy != nullptr && !part) {
        m_copy->note(query, *answer, live->clock->now());
    }
    return answer;
}

Result<std::unique_ptr<ports::FeedSubscription>>
OfflineService::subscribe(const Identity& who, std::uint64_t cursor, std::shared_ptr<ports::DeltaSink> sink) {
    if (const auto live = this->live()) {
        return live->service->subscribe(
            who, cursor, std::make_shared<Tee>(std::move(sink), m_copy, *live->clock, live->delivered));
    }
    if (m_copy == nullptr) {
        return makeError(ErrorCode::Unavailable);
    }
    auto kept = m_copy->snapshot();
    HS_TRY(kept);
    sink->deliver(std::make_shared<const ports::ConsoleDelta>(*std::move(kept)));
    return std::unique_ptr<ports::FeedSubscription>(std::make_unique<Nothing>());
}

} // namespace hotswap::offline
