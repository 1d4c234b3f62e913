// SPDX-License-Identifier: Apache-2.0
#pragma once
// What all environments of a lab share: store, service, keys, packages, clocks. Members are in order of
// dependence.

#include "app/common/metric_sources.h"
#include "app/common/package_directory.h"
#include "app/common/process_checks.h"
#include "app/common/real_sources.h"
#include "app/common/work_loop.h"
#include "app/lab/lab_keys.h"
#include "app/lab/notice_board.h"
#include "core/service/console_service_impl.h"
#include "core/service/presence_keeper.h"
#include "core/store/memory/memory_store.h"

#include <map>
#include <memory>

namespace hotswap::lab {

class SharedParts {
public:
    /// Keys, packages, store and service; starts nothing. Errors name the option or file.
    static Result<std::unique_ptr<SharedParts>> make(const LabOptions& options);

    /// Starts the thread that publishes and seals, once every clock is known.
    void start();
    void stop();
    /// An engine or gateway stopped itself: shown on every console.
    void partStopped(const std::string& part, const std::string& why);
    std::string stoppedBecause() const;
    /// Keeps one of the lab's engines among those who take part, until absent() or the end. `gateway`: URL
    /// that nodes dial; may be empty. Any thread.
    void present(const HolderId& engine, const std::string& gateway);
    void absent(const HolderId& engine);

    /// The module and release that nodes start with.
    const Release& startRelease() const { return m_startRelease; }

    LabOptions options;
    app::SystemClock clock;
    app::SystemRandom random;
    app::EnvironmentClockTable clocks;
    NoticeBoard notices;
    std::unique_ptr<LabKeys> keys;
    std::unique_ptr<app::PackageDirectory> packages;
    std::unique_ptr<app::ProcessChecks> checks;
    std::unique_ptr<app::MetricSources> metrics;
    std::unique_ptr<store::MemoryStore> store;
    std::unique_ptr<service::ConsoleServiceImpl> service;

private:
    explicit SharedParts(const LabOptions& theOptions);
    Status loadPackages();
    Status startMetrics();
    Instant serve();

    Release m_startRelease;
    Instant m_sealAt{};
    mutable std::mutex m_mutex;
    std::string m_stopped;
    std::map<HolderId, service::PresenceKeeper> m_present;
    std::unique_ptr<app::WorkLoop> m_loop; ///< last: its thread uses everything above
};

} // namespace hotswap::lab
