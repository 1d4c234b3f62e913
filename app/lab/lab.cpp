// SPDX-License-Identifier: Apache-2.0
#include "app/lab/lab.h"

#include "app/lab/settling.h"

namespace hotswap::lab {

namespace {

bool runs(const LabOptions& options, const EnvironmentId& environment) {
    return options.environments.empty() || options.environments.contains(environment);
}

std::vector<SimulatedEnvironment> simulatedEnvironments(const LabOptions& options) {
    const std::vector<SimulatedEnvironment> all{{EnvironmentId{"QA"}, options.qaNodes},
                                                {EnvironmentId{"Staging"}, options.stagingNodes},
                                                {EnvironmentId{"Production"}, options.productionNodes}};
    std::vector<SimulatedEnvironment> wanted;
    for (const SimulatedEnvironment& environment : all) {
        if (runs(options, environment.id)) {
            wanted.push_back(environment);
        }
    }
    return wanted;
}

} // namespace

/// Members are in order of dependence; stop() ends them in the opposite one.
class Lab::Parts {
public:
    explicit Parts(DirectoryLock directoryLock) : lock(std::move(directoryLock)) {}

    Status start(const LabOptions& options);
    void stop();

    DirectoryLock lock;
    std::unique_ptr<SharedParts> shared;
    std::unique_ptr<Simulated> simulated;
    std::unique_ptr<Development> development;
    std::unique_ptr<Settling> settling;
    std::mutex stopMutex;
    bool stopped = false;
};

Status Lab::Parts::start(const LabOptions& options) {
    auto made = SharedParts::make(options);
    if (!made.ok()) {
        return made.error();
    }
    shared = std::move(*made);
    if (auto environments = simulatedEnvironments(options); !environments.empty()) {
        auto part = Simulated::make(*shared, std::move(environments));
        if (!part.ok()) {
            return part.error();
        }
        simulated = std::move(*part);
    }
    shared->start();
    if (simulated) {
        HS_TRY(simulated->start());
    }
    if (runs(options, kDevelopment)) {
        auto part = Development::start(*shared);
        if (!part.ok()) {
            return part.error();
        }
        development = std::move(*part);
    }
    settling = std::make_unique<Settling>(*shared, development.get(), simulated.get());
    return settling->start();
}

void Lab::Parts::stop() {
    const std::lock_guard stopping(stopMutex);
    if (stopped) {
        return;
    }
    stopped = true;
    if (settling) {
        settling->stop();
    }
    if (development) {
        development->stop(shared->options.nodesAtStop);
    }
    if (simulated) {
        simulated->stop();
    }
    if (shared) {
        shared->stop();
        const LabOptions& options = shared->options;
        if (options.stateAtStop == StateAtStop::Remove && options.nodesAtStop == NodesAtStop::End) {
            // Releases are unpacked read-only, which removeTree knows how to undo. A rest only costs disk
            // space.
            [[maybe_unused]] const Status removed = codec::removeTree(options.stateDirectory);
        }
    }
}

Result<std::unique_ptr<Lab>> Lab::start(LabOptions options) {
    HS_TRY(validate(options));
    std::error_code error;
    std::filesystem::create_directories(options.stateDirectory, error);
    if (error) {
        return makeError(ErrorCode::IoError, options.stateDirectory.string() + ": " + error.message());
    }
    auto lock = DirectoryLock::take(options.stateDirectory);
    if (!lock.ok()) {
        return lock.error();
    }
    auto parts = std::make_unique<Parts>(std::move(*lock));
    if (const Status started = parts->start(options); !started.ok()) {
        parts->stop();
        return started.error();
    }
    return std::unique_ptr<Lab>(new Lab(std::move(parts)));
}

Lab::Lab(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Lab::~Lab() {
    stop();
}

ports::ConsoleService& Lab::service() {
    return *m_parts->shared->service;
}

const std::vector<Identity>& Lab::identities() const {
    return m_parts->shared->keys->people();
}

Status Lab::waitUntilReady(Duration limit) {
    return m_parts->settling->waitUntilReady(limit);
}

bool Lab::ready() const {
    return m_parts->settling->ready();
}

std::vector<LabNotice> Lab::notices() const {
    return m_parts->shared->notices.all();
}

std::vector<LabNode> Lab::realNodes() const {
    return m_parts->development ? m_parts->development->nodes() : std::vector<LabNode>{};
}

std::string Lab::gatewayAddress() const {
    return m_parts->development ? m_parts->development->gatewayAddress() : std::string{};
}

std::string Lab::stoppedBecause() const {
    return m_parts->shared->stoppedBecause();
}

const LabOptions& Lab::options() const {
    return m_parts->shared->options;
}

Instant Lab::environmentNow(const EnvironmentId& environment) const {
    return m_parts->shared->clocks.now(environment);
}

void Lab::stop() {
    m_parts->stop();
}

} // namespace hotswap::lab
