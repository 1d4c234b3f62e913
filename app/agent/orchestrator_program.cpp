// SPDX-License-Identifier: Apache-2.0
#include "app/agent/orchestrator_program.h"

#include "app/agent/stop_signals.h"
#include "app/agent/systemd_notify.h"
#include "app/shared/orchestrator.h"

#include <QCoreApplication>
#include <QTimer>

#include <atomic>
#include <cstdio>
#include <memory>

namespace hotswap::agent {

namespace {

using app::ExitCode;

ExitCode refused(const Error& error) {
    std::fprintf(stderr, "hotswap-agent: %s\n", describe(error).c_str());
    return ExitCode::Failure;
}

/// For the log of the machine: who led when is what is looked for first when something went wrong.
void report(const engine::LeadershipChange& change) {
    using Kind = engine::LeadershipChange::Kind;
    const std::string what = change.scope.text() + ", generation " + std::to_string(change.fence.generation) +
                             ", epoch " + std::to_string(change.fence.epoch);
    const char* const verb = change.kind == Kind::Begun      ? "leads"
                             : change.kind == Kind::Released ? "leads no longer, as agreed,"
                                                             : "has lost";
    std::fprintf(stderr, "hotswap-agent: %s %s", verb, what.c_str());
    if (change.kind == Kind::Lost) {
        std::fprintf(stderr, "; %lld ms before the lease's end, last issued %lld ms before it",
                     static_cast<long long>(change.leftWhenNoticed.count()),
                     static_cast<long long>(change.leftWhenIssued.count()));
    }
    std::fputc('\n', stderr);
}

void reportTail(const store::postgres::FeedState& state) {
    std::fprintf(
        stderr,
        state.tailLost
            ? "hotswap-agent: the database has lost its latest commits, generation %llu; nothing is led "
              "until an administrator has compared deployments and nodes: hotswapctl db confirm\n"
            : "hotswap-agent: the loss is confirmed, generation %llu; leads on\n",
        static_cast<unsigned long long>(state.generation));
}

} // namespace

ExitCode runOrchestrator(const OrchestratorProgramOptions& options) {
    StopSignals signals; // before any thread
    SystemdNotify systemd;
    shared::SessionOptions sessionOptions;
    sessionOptions.conninfo = options.database;
    sessionOptions.tenant = options.tenant;
    sessionOptions.program = "hotswap-agent";
    sessionOptions.storeConnections = 8;
    sessionOptions.cache = options.state / "packages";
    sessionOptions.keys = options.state / "keys";
    sessionOptions.seen = options.state / "seen";
    sessionOptions.connectionChanged =
        [waits = std::make_shared<std::atomic<bool>>(false)](const store::postgres::FeedState& state) {
            if (waits->exchange(state.tailLost) != state.tailLost) {
                reportTail(state);
            }
        };
    auto session = shared::Session::open(std::move(sessionOptions));
    if (!session.ok()) {
        return refused(session.error());
    }
    shared::OrchestratorOptions orchestratorOptions;
    orchestratorOptions.address = options.address;
    orchestratorOptions.port = options.port;
    orchestratorOptions.publicUrl = options.publicUrl;
    orchestratorOptions.authority = options.authority;
    orchestratorOptions.environments = options.environments;
    orchestratorOptions.checks = options.checks;
    orchestratorOptions.metrics = options.metrics;
    orchestratorOptions.metricsNoted = [](const telemetry::ProviderNote& note) {
        std::fprintf(stderr, "hotswap-agent: %s\n", app::noteText(note).c_str());
    };
    orchestratorOptions.work = options.state / "checks";
    orchestratorOptions.keys = options.state / "keys";
    orchestratorOptions.runningMax = options.runningMax;
    orchestratorOptions.version = HOTSWAP_VERSION;
    orchestratorOptions.stopped = [](const std::string& why) {
        std::fprintf(stderr, "hotswap-agent stops itself: %s\n", why.c_str());
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::exit(static_cast<int>(ExitCode::Failure)); }, Qt::QueuedConnection);
    };
    orchestratorOptions.leadershipChanged = report;
    auto orchestrator = shared::Orchestrator::start(**session, std::move(orchestratorOptions));
    if (!orchestrator.ok()) {
        return refused(orchestrator.error());
    }
    signals.onStop([&] {
        systemd.stopping();
        QCoreApplication::exit(static_cast<int>(ExitCode::Success));
    });
    QTimer watchdog;
    if (const auto interval = systemd.watchdogInterval()) {
        QObject::connect(&watchdog, &QTimer::timeout, &watchdog, [&systemd] { systemd.alive(); });
        watchdog.start(static_cast<int>(interval->count()));
    }
    std::printf("gateway %s\n", (*orchestrator)->gatewayUrl().c_str());
    std::fflush(stdout);
    systemd.ready();
    const int code = QCoreApplication::exec();
    (*orchestrator)->stop();
    return static_cast<ExitCode>(code);
}

} // namespace hotswap::agent
