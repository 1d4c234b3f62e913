// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/seed_options.h"

#include <charconv>
#include <fstream>

namespace hotswap::sim {

namespace {

constexpr std::uint64_t kSeedsMax = 10'000'000;
/// Fresh seeds are kept short enough to be typed.
constexpr std::uint64_t kFreshBound = 1'000'000'000'000;

Result<std::uint64_t> number(const std::string& option, const std::string& text, std::uint64_t max) {
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value > max) {
        return invalidField(option, "a whole number from 0 to " + std::to_string(max));
    }
    return value;
}

Result<std::uint64_t> freshSeed() {
    std::uint64_t value = 0;
    std::ifstream source("/dev/urandom", std::ios::binary);
    if (!source.read(reinterpret_cast<char*>(&value), sizeof value)) {
        return makeError(ErrorCode::IoError, "/dev/urandom");
    }
    return value % kFreshBound;
}

} // namespace

Result<SeedOptions> SeedOptions::parse(const std::vector<std::string>& arguments) {
    SeedOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--verbose") {
            options.verbose = true;
            continue;
        }
        if (name == "--help") {
            options.help = true;
            continue;
        }
        const bool known = name == "--seeds" || name == "--from" || name == "--fresh" || name == "--seed" ||
                           name == "--scenario";
        if (!known || i + 1 == arguments.size()) {
            return invalidField(name, known ? "a value after it" : "an option of --help");
        }
        const std::string& text = arguments[++i];
        if (name == "--scenario") {
            options.scenario = text;
            continue;
        }
        const bool isCount = name == "--seeds" || name == "--fresh";
        const auto value = number(name, text, isCount ? kSeedsMax : UINT64_MAX);
        HS_TRY(value);
        if (name == "--seed") {
            options.only = *value;
        } else if (name == "--from") {
            options.from = *value;
        } else {
            (name == "--seeds" ? options.seeds : options.fresh) = *value;
        }
    }
    return options;
}

Result<std::vector<std::uint64_t>> SeedOptions::list() const {
    if (only) {
        return std::vector<std::uint64_t>{*only};
    }
    std::vector<std::uint64_t> all;
    for (std::uint64_t i = 0; i < seeds; ++i) {
        all.push_back(from + i);
    }
    if (fresh > 0) {
        const auto first = freshSeed();
        HS_TRY(first);
        for (std::uint64_t i = 0; i < fresh; ++i) {
            all.push_back(*first + i);
        }
    }
    return all;
}

} // namespace hotswap::sim
