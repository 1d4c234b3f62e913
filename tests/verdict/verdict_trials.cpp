// SPDX-License-Identifier: Apache-2.0
// Trials of the sequential judge against simulated waves:
//   verdict_trials alarms [--rollouts N] [--rates 1,10,1000] [--correlation 0,0.6] [--seconds N]
//   verdict_trials power  [--runs N]
// both with [--seed N] [--threads N]. Exit code 1: a promise is broken; 2: wrong call.
#include "tests/verdict/alarms.h"
#include "tests/verdict/power.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace hotswap::trials;

struct Options {
    AlarmTrial alarms;
    PowerTrial power;
};

std::vector<double> numbers(const std::string& text) {
    std::vector<double> values;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find(',', at);
        end = end == std::string::npos ? text.size() : end;
        values.push_back(std::strtod(text.substr(at, end - at).c_str(), nullptr));
        at = end + 1;
    }
    return values;
}

bool read(Options& options, const std::string& name, const std::string& value) {
    const auto count = std::strtoull(value.c_str(), nullptr, 10);
    if (name == "--rollouts") {
        options.alarms.rollouts = count;
    } else if (name == "--rates") {
        options.alarms.rates = numbers(value);
    } else if (name == "--correlation") {
        options.alarms.correlations = numbers(value);
    } else if (name == "--seconds") {
        options.alarms.seconds = static_cast<std::int64_t>(count);
    } else if (name == "--runs") {
        options.power.runs = count;
    } else if (name == "--seed") {
        options.alarms.seed = options.power.seed = count;
    } else if (name == "--threads") {
        options.alarms.threads = options.power.threads = static_cast<unsigned>(count);
    } else {
        return false;
    }
    return true;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    const std::string what = argc > 1 ? argv[1] : "";
    bool good = (what == "alarms" || what == "power") && argc % 2 == 0;
    for (int i = 2; good && i + 1 < argc; i += 2) {
        good = read(options, argv[i], argv[i + 1]);
    }
    if (!good) {
        std::fprintf(stderr, "verdict_trials alarms|power [--rollouts N] [--rates 1,10,1000] "
                             "[--correlation 0,0.6] [--seconds N] [--runs N] [--seed N] [--threads N]\n");
        return 2;
    }
    return (what == "alarms" ? runAlarms(options.alarms) : runPower(options.power)) ? 0 : 1;
}
