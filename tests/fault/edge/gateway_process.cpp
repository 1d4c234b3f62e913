// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/edge/gateway_process.h"

#include "app/agent/system_sources.h"
#include "app/common/work_loop.h"
#include "core/gateway/gateway_server.h"
#include "tests/unit/gateway/gateway_fixture.h"

#include <cstdio>
#include <string>

namespace hotswap::fault {

namespace {

constexpr std::uint64_t kPackageBytes = 64 * 1024 * 1024;

class LargePackage final : public ports::ArtifactStore {
public:
    Result<ReleaseInfo> find(const ModuleName&, const Version&) override {
        return makeError(ErrorCode::NotFound);
    }
    Result<ReleaseInfo> findByDigest(const Digest& digest) override {
        if (digest != Digest{kLargePackage}) {
            return makeError(ErrorCode::NotFound);
        }
        ReleaseInfo info;
        info.packageBytes = kPackageBytes;
        return info;
    }
    Result<std::vector<ReleaseInfo>> list() override { return std::vector<ReleaseInfo>{}; }
    Result<std::string> read(const Digest&, std::uint64_t, std::size_t length) override {
        return std::string(length, 'x');
    }
    Status verifyIntegrity(const Digest&) override { return success(); }
    Status verifyTrust(const Digest&) override { return success(); }
};

} // namespace

int serveGateway() {
    const agent::BootClock clock;
    test::FakeFleet fleet;
    test::FakeCommands commands;
    test::FakeLeases leases;
    gateway::TrustedLinks enrolment;
    LargePackage packages;
    app::WorkLoop owner("gateway", clock,
                        [](const std::string& why) { std::fprintf(stderr, "%s\n", why.c_str()); });
    gateway::GatewayServerSetup setup{
        {}, {fleet, commands, leases, enrolment, {}}, {}, packages, clock, [&owner] { owner.wake(); }};
    setup.gateway.id = HolderId{"gateway-1"};
    setup.gateway.tenant = test::kTenant;
    auto server = gateway::GatewayServer::start(std::move(setup));
    if (!server.ok()) {
        std::fprintf(stderr, "%s\n", describe(server.error()).c_str());
        return 1;
    }
    owner.start([&] { return (*server)->step(clock.now()); });
    std::printf("port %u\n", (*server)->port());
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
    owner.stop();
    const edge::EdgeCounters counted = (*server)->edgeCounters();
    (*server)->stop(clock.now());
    std::printf("accepted %llu refused %llu timed-out %llu malformed %llu oversize %llu slow-readers %llu\n",
                static_cast<unsigned long long>(counted.accepted),
                static_cast<unsigned long long>(counted.refusedByLimit),
                static_cast<unsigned long long>(counted.timedOut),
                static_cast<unsigned long long>(counted.malformed),
                static_cast<unsigned long long>(counted.oversize),
                static_cast<unsigned long long>(counted.slowReaders));
    return 0;
}

} // namespace hotswap::fault
