// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_painter.h"

#include <array>
#include <cmath>

namespace hotswap::ui {

namespace {

/// Seconds between two labels.
constexpr std::array kTimeSteps{1,      2,      5,      10,     15,         30,        60,
                                120,    300,    600,    900,    1'800,      3'600,     7'200,
                                10'800, 21'600, 43'200, 86'400, 2 * 86'400, 7 * 86'400};
/// A tick that rounding put just outside the range still belongs to it.
constexpr double kSlack = 1e-9;

void addMultiples(std::vector<double>& ticks, double low, double high, double step) {
    const double slack = kSlack * step;
    for (double i = std::ceil((low - slack) / step); i * step <= high + slack; ++i) {
        ticks.push_back(i * step);
    }
}

} // namespace

std::vector<double> niceTicks(double low, double high, int lines) {
    std::vector<double> ticks;
    if (!(high > low) || lines < 1) {
        return ticks;
    }
    const double rough = (high - low) / lines;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = power * 10;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= power * factor) {
            step = power * factor;
            break;
        }
    }
    addMultiples(ticks, low, high, step);
    return ticks;
}

std::vector<double> timeTicks(double from, double to, int lines) {
    std::vector<double> ticks;
    if (!(to > from) || lines < 1) {
        return ticks;
    }
    double step = kTimeSteps.back();
    for (const int seconds : kTimeSteps) {
        if ((to - from) / 1'000 / seconds <= lines) {
            step = seconds;
            break;
        }
    }
    // Beyond the longest step the labels get further apart instead of more.
    step *= std::max(1.0, std::ceil((to - from) / 1'000 / step / lines));
    addMultiples(ticks, from, to, step * 1'000);
    return ticks;
}

std::vector<double> logTicks(double from, double to, int lines) {
    std::vector<double> ticks;
    if (!(to > from) || lines < 1) {
        return ticks;
    }
    const auto collect = [&](std::initializer_list<double> factors) {
        ticks.clear();
        for (double power = std::floor(from); power <= to; ++power) {
            for (const double factor : factors) {
                const double x = power + std::log10(factor);
                if (x >= from - kSlack && x <= to + kSlack) {
                    ticks.push_back(x);
                }
            }
        }
        return static_cast<int>(ticks.size()) <= lines;
    };
    if (!collect({1, 2, 5}) && !collect({1, 3})) {
        collect({1});
    }
    return ticks;
}

} // namespace hotswap::ui
