// SPDX-License-Identifier: Apache-2.0
#include "resources/demo/storefront/site.h"

#include <cstring>

namespace storefront {

namespace {

constexpr std::uint64_t kLeakBytesMax = 1'500ULL * 1024 * 1024; // a demonstration, not an attack on the host

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
    }
    return out;
}

} // namespace

Site::Site(const Release& release, std::string greeting)
    : m_release(release), m_greeting(std::move(greeting)) {}

Site::Outcome Site::answer(const Request& request) {
    if (request.method != "GET" && request.method != "HEAD") {
        return {{405, "text/plain; charset=utf-8", "only GET and HEAD\n"}};
    }
    const std::string path = request.target.substr(0, request.target.find('?'));
    if (path == "/health") {
        return m_release.becomesHealthy ? Outcome{{200, "text/plain; charset=utf-8", "healthy\n"}}
                                        : Outcome{{503, "text/plain; charset=utf-8", "not healthy\n"}};
    }
    if (path == "/version") {
        return {{200, "text/plain; charset=utf-8", m_release.version}};
    }
    if (path == "/metrics") {
        return {{200, "text/plain; version=0.0.4; charset=utf-8", m_metrics.text()}};
    }
    if (path == "/") {
        return page();
    }
    return {{404, "text/plain; charset=utf-8", "no such page\n"}};
}

Site::Outcome Site::page() {
    // Spread evenly rather than drawn by lot, so that every hundred pages hold exactly the stated share.
    const auto share = static_cast<std::uint64_t>(m_release.errorPercent);
    const bool fails = (m_pages + 1) * share / 100 > m_pages * share / 100;
    ++m_pages;
    leak();
    if (fails) {
        return {{500, "text/plain; charset=utf-8", "the till is stuck\n"}, m_release.delayMs};
    }
    const std::string version = m_release.version;
    std::string body = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Storefront " +
                       version +
                       "</title></head><body style=\"margin:0;display:grid;place-items:center;height:100vh;"
                       "font-family:sans-serif;color:white;background:" +
                       m_release.colour + "\"><main><h1>Storefront " + version + "</h1><p>" +
                       escaped(m_greeting) + "</p></main></body></html>\n";
    return {{200, "text/html; charset=utf-8", std::move(body)}, m_release.delayMs};
}

void Site::leak() {
    const auto bytes = static_cast<std::size_t>(m_release.leakBytes);
    if (bytes == 0 || m_leakedBytes + bytes > kLeakBytesMax) {
        return;
    }
    m_leaked.push_back(std::make_unique_for_overwrite<char[]>(bytes));
    std::memset(m_leaked.back().get(), 1, bytes); // untouched memory would not count
    m_leakedBytes += bytes;
}

} // namespace storefront
