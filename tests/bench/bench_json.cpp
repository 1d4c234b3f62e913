// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace hotswap::bench {

namespace {

constexpr int kYardstickRuns = 200;
constexpr std::size_t kYardstickBytes = 4096;

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        if (static_cast<unsigned char>(c) >= 0x20) {
            result += c;
        }
    }
    return result + '"';
}

std::string number(double value) {
    if (!std::isfinite(value)) {
        return "null";
    }
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 6);
    return std::string(buffer, end.ptr);
}

} // namespace

Report::Report(std::string_view suite, int round) : m_suite(suite), m_round(round) {}

void Report::line(std::string_view peer, std::string_view metric, double value, std::string_view unit) const {
    std::printf("{\"suite\":%s,\"peer\":%s,\"metric\":%s,\"value\":%s,\"unit\":%s,\"round\":%d}\n",
                quoted(m_suite).c_str(), quoted(peer).c_str(), quoted(metric).c_str(), number(value).c_str(),
                quoted(unit).c_str(), m_round);
    std::fflush(stdout);
}

void Report::diskYardstick(const std::string& folder) const {
    std::string path = folder + "/yardstick-XXXXXX";
    const int file = ::mkstemp(path.data());
    if (file < 0) {
        std::fprintf(stderr, "The disk yardstick cannot write to %s.\n", folder.c_str());
        return;
    }
    ::unlink(path.c_str());
    const std::vector<char> block(kYardstickBytes, 'x');
    bool complete = true;
    const std::vector<double> samples = timeEach(kYardstickRuns, [&] {
        complete =
            ::write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()) && complete;
        complete = ::fdatasync(file) == 0 && complete;
    });
    ::close(file);
    if (!complete) {
        std::fprintf(stderr, "The disk yardstick could not write all of its blocks to %s.\n", folder.c_str());
        return;
    }
    line("yardstick", "fdatasync p50", quantile(samples, 0.5), "ms");
    line("yardstick", "fdatasync p99", quantile(samples, 0.99), "ms");
}

double quantile(std::vector<double> samples, double q) {
    if (samples.empty()) {
        return 0;
    }
    const double count = static_cast<double>(samples.size());
    const double rank = std::clamp(std::ceil(q * count), 1.0, count);
    const auto place = samples.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(samples.begin(), place, samples.end());
    return *place;
}

std::int64_t nowNs() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

int roundFrom(int argc, char** argv) {
    int round = 1;
    if (argc > 1) {
        const std::string_view text = argv[1];
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), round);
        if (parsed.ec != std::errc{} || round < 1) {
            round = 1;
        }
    }
    return round;
}

} // namespace hotswap::bench
