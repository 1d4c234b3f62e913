// SPDX-License-Identifier: Apache-2.0
#include "app/lab/shared_parts.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"

#include <array>
#include <climits>
#include <unistd.h>

namespace hotswap::lab {

namespace {

constexpr Duration kSealEvery{500};
constexpr std::size_t kSealAtOnce = 10'000;

} // namespace

SharedParts::SharedParts(const LabOptions& theOptions)
    : options(theOptions), clocks(clock), notices(theOptions.changed) {}

Result<std::unique_ptr<SharedParts>> SharedParts::make(const LabOptions& theOptions) {
    HS_TRY(crypto::init());
    std::unique_ptr<SharedParts> parts(new SharedParts(theOptions));
    const auto& state = parts->options.stateDirectory;
    std::error_code error;
    for (const char* folder : {"keys", "nodes", "checks"}) {
        std::filesystem::create_directories(state / folder, error);
        if (error) {
            return makeError(ErrorCode::IoError, (state / folder).string() + ": " + error.message());
        }
    }
    std::filesystem::permissions(state, std::filesystem::perms::owner_all, error);
    auto keys = LabKeys::load(state / "keys", {theOptions.demoDirectory / "lab.pub"});
    if (!keys.ok()) {
        return keys.error();
    }
    parts->keys = std::move(*keys);
    parts->packages = std::make_unique<app::PackageDirectory>(parts->keys->trusted(), parts->clock);
    HS_TRY(parts->loadPackages());
    // The lab's one check: proof that a program is run, its output kept and its status heeded.
    parts->checks = std::make_unique<app::ProcessChecks>(
        std::map<std::string, std::vector<std::string>>{{"smoke", {"/bin/true"}}}, state / "checks");
    HS_TRY(parts->startMetrics());
    store::MemoryStoreOptions storeOptions;
    // Nodes may outlive the store; seconds since 1970 are higher with each new one.
    storeOptions.generation = static_cast<std::uint64_t>(toMs(parts->clock.now()) / 1'000);
    parts->store = std::make_unique<store::MemoryStore>(
        parts->clock, [](std::string_view bytes) { return crypto::sha256Hex(bytes); }, storeOptions);
    parts->service = std::make_unique<service::ConsoleServiceImpl>(
        service::ServicePorts{parts->store->store(), parts->store->reader(), parts->store->fleet(),
                              parts->store->leases(), parts->store->feed(), *parts->packages, *parts->keys,
                              parts->clocks, parts->random, parts->store->coordination(),
                              parts->store->records(), parts->store->enrolment(), parts->store->orders(),
                              &parts->store->evidence(), &parts->store->policies()},
        service::ServiceOptions{});
    return parts;
}

Status SharedParts::startMetrics() {
    std::vector<app::MetricProviderConfig> providers;
    if (!options.metrics.empty()) {
        auto read = app::readMetricProvidersFile(
            options.metrics, [](const std::string& value) { return std::filesystem::path(value); });
        if (!read.ok()) {
            return invalidField("--metrics", app::fieldsText(read.error()));
        }
        providers = *std::move(read);
    }
    auto sources = app::MetricSources::start(std::move(providers), options.stateDirectory / "checks", clock,
                                             random, [this](const auto& note) {
                                                 LabNotice notice;
                                                 notice.kind = LabNotice::Kind::Metrics;
                                                 notice.detail = app::noteText(note);
                                                 notices.add(std::move(notice));
                                             });
    if (!sources.ok()) {
        return invalidField("--metrics", app::fieldsText(sources.error()));
    }
    metrics = *std::move(sources);
    return success();
}

Status SharedParts::loadPackages() {
    HS_TRY(packages->addAll(options.demoDirectory));
    for (const std::filesystem::path& file : options.modules) {
        const auto added = packages->add(file);
        HS_TRY(added);
        HS_TRY(packages->verifyTrust(added->digest));
        HS_TRY(packages->verifyIntegrity(added->digest));
    }
    const auto found = packages->find(options.module, options.from);
    if (!found.ok()) {
        return invalidField("--from",
                            "a version of " + options.module.value + " in " + options.demoDirectory.string());
    }
    m_startRelease = found->release;
    return success();
}

void SharedParts::start() {
    m_loop = std::make_unique<app::WorkLoop>("lab-service", clock,
                                             [this](const std::string& why) { partStopped("service", why); });
    service->publisher().setWaker([this] { m_loop->wake(); });
    m_loop->start([this] { return serve(); });
}

Instant SharedParts::serve() {
    const Instant now = clock.now();
    if (now >= m_sealAt) {
        store->sealAudit(kSealAtOnce);
        m_sealAt = now + kSealEvery;
    }
    Instant next = std::min(service->publisher().tick(now), m_sealAt);
    const std::lock_guard lock(m_mutex);
    for (auto& [engine, keeper] : m_present) {
        next = std::min(next, keeper.tick(now));
    }
    return next;
}

void SharedParts::present(const HolderId& engine, const std::string& gateway) {
    Participant self;
    self.id = engine;
    self.kind = ParticipantKind::Console;
    std::array<char, HOST_NAME_MAX + 1> host{};
    if (::gethostname(host.data(), host.size() - 1) == 0) {
        self.host = host.data();
    }
    self.pid = ::getpid();
    self.version = HOTSWAP_VERSION;
    self.leads = true;
    self.gateway = gateway;
    {
        const std::lock_guard lock(m_mutex);
        m_present.emplace(engine, service::PresenceKeeper(store->presence(), {kLabTenant}, std::move(self)));
    }
    m_loop->wake();
}

void SharedParts::absent(const HolderId& engine) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_present.find(engine);
    if (found != m_present.end()) {
        found->second.leave();
        m_present.erase(found);
    }
}

void SharedParts::stop() {
    if (m_loop) {
        m_loop->stop();
    }
}

void SharedParts::partStopped(const std::string& part, const std::string& why) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopped.empty()) {
            m_stopped = part + ": " + why;
        }
    }
    service->publisher().engineStopped(part + ": " + why);
    LabNotice notice;
    notice.kind = LabNotice::Kind::PartStopped;
    notice.detail = part + ": " + why;
    notices.add(std::move(notice));
}

std::string SharedParts::stoppedBecause() const {
    const std::lock_guard lock(m_mutex);
    return m_stopped;
}

} // namespace hotswap::lab
