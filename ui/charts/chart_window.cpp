// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_window.h"

#include <algorithm>

namespace hotswap::ui {

namespace {

/// A right edge this close to the newest data, as a share of the view, still follows.
constexpr double kAtTheEdge = 0.01;

} // namespace

ChartRange ChartWindow::view(const ChartRange& data) const {
    if (m_held) {
        return *m_held;
    }
    return {m_length > 0 ? std::max(data.from, data.to - m_length) : data.from, data.to};
}

void ChartWindow::hold(const ChartRange& data) {
    m_held = view(data);
}

void ChartWindow::follow() {
    m_length = 0;
    m_held.reset();
}

void ChartWindow::zoom(double factor, double share, const ChartRange& data, double lengthMin) {
    const ChartRange now = view(data);
    const double length = std::max(now.length() / factor, std::min(lengthMin, data.length()));
    if (length >= data.length()) {
        m_length = 0;
        if (m_held) {
            m_held = data;
        }
        return;
    }
    const double fixed = now.from + std::clamp(share, 0.0, 1.0) * now.length();
    const double to =
        std::clamp(fixed + (1 - std::clamp(share, 0.0, 1.0)) * length, data.from + length, data.to);
    if (!m_held && data.to - to <= kAtTheEdge * length) {
        m_length = length;
        return;
    }
    m_held = ChartRange{to - length, to};
}

void ChartWindow::pan(double share, const ChartRange& data) {
    const ChartRange now = view(data);
    if (now.length() >= data.length()) {
        return; // everything is in view
    }
    const double to = std::clamp(now.to + share * now.length(), data.from + now.length(), data.to);
    m_held = ChartRange{to - now.length(), to};
}

} // namespace hotswap::ui
