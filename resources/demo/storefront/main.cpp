// SPDX-License-Identifier: Apache-2.0
// The demo module: a small shop window that shows what swapping a service does. Static, without Qt, at work
// within milliseconds. Started by an agent it takes its sockets from there; by hand: storefront --port 8080.
#include "resources/demo/storefront/server.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <sys/resource.h>

namespace {

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
    using namespace storefront;
    std::vector<Listener> listeners = inheritedListeners();
    if (argc == 3 && std::string_view(argv[1]) == "--port") {
        listeners.push_back(openListener(std::atoi(argv[2])));
    }
    if (listeners.empty() || listeners.back().fd < 0) {
        std::fputs("storefront: no socket; start it through an agent, or with --port and a free port\n",
                   stderr);
        return 2;
    }
    raiseDescriptorLimit();
    const char* greeting = std::getenv("STOREFRONT_GREETING");
    Site site(kRelease, greeting ? greeting : "Welcome.");
    Server server(site, std::move(listeners));
    std::fprintf(stderr, "storefront %s serves\n", kRelease.version);
    const bool served = server.run();
    std::fprintf(stderr, "storefront %s %s\n", kRelease.version, served ? "has finished" : "could not start");
    return served ? 0 : 1;
}
