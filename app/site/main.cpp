// SPDX-License-Identifier: Apache-2.0
// hotswap-site: serves the files of one site release. Started by an agent, through a shim, it takes its
// sockets from there.
//
//   hotswap-site --root FOLDER [--host NAME…] [--probe SOCKET…]
#include "app/site/site_server.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace hotswap::site;

constexpr int kUsage = 2;
constexpr int kFirstInherited = 3;
constexpr int kInheritedMax = 32;

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// The sockets of LISTEN_FDS; those named in `probes` are asked by the agent alone.
std::vector<SiteListener> inheritedListeners(const std::set<std::string, std::less<>>& probes) {
    const std::string_view meant = variable("LISTEN_PID");
    if (meant != std::to_string(::getpid())) {
        return {};
    }
    const std::string_view count = variable("LISTEN_FDS");
    int sockets = 0;
    std::from_chars(count.data(), count.data() + count.size(), sockets);
    std::string_view names = variable("LISTEN_FDNAMES");
    std::vector<SiteListener> listeners;
    for (int i = 0; i < std::min(sockets, kInheritedMax); ++i) {
        const auto name = names.substr(0, names.find(':'));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        const int fd = kFirstInherited + i;
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
        listeners.push_back(
            {probes.contains(name) ? SiteListener::Reach::Probe : SiteListener::Reach::Public, fd});
    }
    return listeners;
}

std::int64_t read(clockid_t clock, std::int64_t perSecond) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<std::int64_t>(now.tv_sec) * perSecond + now.tv_nsec * perSecond / 1'000'000'000;
}

/// As many connections as the system lets this process have.
void raiseDescriptorLimit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace

int main(int argc, char** argv) {
    std::string root;
    std::set<std::string> hosts;
    std::set<std::string, std::less<>> probes;
    bool understood = argc % 2 == 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--root") {
            root = argv[i + 1];
        } else if (name == "--host") {
            hosts.insert(argv[i + 1]);
        } else if (name == "--probe") {
            probes.insert(argv[i + 1]);
        } else {
            understood = false;
        }
    }
    auto listeners = inheritedListeners(probes);
    if (!understood || root.empty() || listeners.empty()) {
        std::fputs("hotswap-site is started by hotswap-agent: hotswap-site --root FOLDER [--host NAME...]\n",
                   stderr);
        return kUsage;
    }
    // The folder of a release is named after its version and digest, on every node alike.
    auto files = SiteFiles::open(root, std::filesystem::path(variable("HOTSWAP_RELEASE")).filename());
    if (!files) {
        std::fprintf(stderr, "hotswap-site: %s\n", hotswap::describe(files.error()).c_str());
        return EXIT_FAILURE;
    }
    raiseDescriptorLimit();
    SiteServer server(std::move(*files), std::move(hosts), std::move(listeners),
                      {[] { return read(CLOCK_MONOTONIC, 1'000); }, [] { return read(CLOCK_REALTIME, 1); }});
    return server.run() ? EXIT_SUCCESS : EXIT_FAILURE;
}
