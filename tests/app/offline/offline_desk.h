// SPDX-License-Identifier: Apache-2.0
#pragma once
// A console's service over a copy on this desktop, without a window: what tests of both have in common.

#include "app/offline/offline_service.h"
#include "tests/support/fake_console_service.h"
#include "tests/support/manual_clock.h"

#include <QString>

namespace hotswap::tests {

class Heard final : public ports::DeltaSink {
public:
    void deliver(std::shared_ptr<const ports::ConsoleDelta> delta) override {
        const std::lock_guard lock(m_mutex);
        m_deltas.push_back(std::move(delta));
    }
    std::shared_ptr<const ports::ConsoleDelta> last() const {
        const std::lock_guard lock(m_mutex);
        return m_deltas.empty() ? nullptr : m_deltas.back();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<const ports::ConsoleDelta>> m_deltas;
};

inline const store::local::Owner kOwner{"db:5432/hotswap", "operator-login", TenantId{"lab"}};

/// A console of one person: what it shows comes from `fake` while that is attached.
struct Desk {
    explicit Desk(const QString& file, const ports::Clock& clock, ports::ConnectionPhase phase)
        : board({phase, clock.now(), {}}), copy(options(file), clock), service(board, &copy) {}

    static offline::CopyOptions options(const QString& file) {
        offline::CopyOptions options;
        options.file = file.toStdString();
        return options;
    }
    /// Attaches and subscribes, as a console does at its start.
    void start(ports::ConsoleService& live, const ports::Clock& clock, const Identity& who) {
        copy.setOwner(kOwner);
        copy.setHooks({{}, [this] { service.refillCopy(); }});
        service.attach({&live, &clock, who, [this] { told += 1; }});
        subscription = *service.subscribe(who, 0, heard);
    }
    template <class T>
    Result<T> ask(const Identity& who, const ports::ConsoleQuery& query) {
        auto answer = service.query(who, query);
        HS_TRY(answer);
        return std::get<T>(*std::move(answer));
    }

    ports::ConnectionBoard board;
    offline::OfflineCopy copy;
    offline::OfflineService service;
    std::shared_ptr<Heard> heard = std::make_shared<Heard>();
    std::unique_ptr<ports::FeedSubscription> subscription;
    std::atomic<int> told{0};
};

} // namespace hotswap::tests
